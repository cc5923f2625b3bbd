using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>What stands between the stored codes E and the codebook C that is searched.</summary>
public enum CodebookTransform
{
    /// <summary>C = E.</summary>
    None,

    /// <summary>C = E W with a d × d matrix that starts as the identity (SimVQ).</summary>
    Linear,

    /// <summary>C = E W + b; the authors' code is of this form.</summary>
    Affine,

    /// <summary>C = E diag(w).</summary>
    Diagonal,
}

/// <summary>How the gradient passes the step from z to its code.</summary>
public enum CodeGradient
{
    /// <summary>∂q/∂z is taken as the identity.</summary>
    StraightThrough,

    /// <summary>∂q/∂z is taken as the rotation that maps z to q, see <see cref="RotationTrick"/>.</summary>
    Rotation,
}

/// <summary>The settings of a <see cref="VectorQuantizer{T}"/>; immutable, varied with <c>with</c>.</summary>
/// <param name="CodeCount">K, at least 1.</param>
/// <param name="Width">d, at least 1.</param>
public sealed record QuantizerSettings(int CodeCount, int Width)
{
    /// <summary>What stands between E and C.</summary>
    public CodebookTransform Transform { get; init; } = CodebookTransform.None;

    /// <summary>Whether E is trained; without a transform a frozen E is a fixed codebook.</summary>
    public bool TrainCodes { get; init; } = true;

    /// <summary>How the gradient passes the step from z to its code.</summary>
    public CodeGradient Gradient { get; init; } = CodeGradient.StraightThrough;

    /// <summary>The weight of the commitment term |z − sg q|², at least 0.</summary>
    public double Commitment { get; init; } = 0.25;

    /// <summary>The standard deviation of the initial codes, positive.</summary>
    public double CodeScale { get; init; } = 1;
}

/// <summary>A batch after quantisation.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Output">The codes, <c>[n, d]</c>, through which the gradient of the chosen rule flows to z.</param>
/// <param name="Loss"><c>mean over rows of |q − sg z|² + β|z − sg q|²</c>, a scalar.</param>
/// <param name="Indices">The chosen codes; overwritten by the next batch of the same size.</param>
public readonly record struct Quantized<T>(Variable<T> Output, Variable<T> Loss, int[] Indices)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>
/// A vector quantiser with a trained or frozen codebook, optionally under a linear, affine or diagonal map.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <em>Source.</em> van den Oord, Vinyals, Kavukcuoglu 2017, arXiv 1711.00937, equation 3; Zhu et al. 2024,
/// arXiv 2411.02038, for the linear map.
/// </remarks>
public sealed class VectorQuantizer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int[] indices = [];

    /// <summary>Makes a quantiser with normal codes and the identity as its map.</summary>
    /// <param name="settings">Sizes and rules.</param>
    /// <param name="random">The generator; K·d normals are taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public VectorQuantizer(QuantizerSettings settings, SplitMix64 random)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(random);
        AtLeastOne(settings.CodeCount, "the number K of codes");
        AtLeastOne(settings.Width, "the width d of the codes");
        Require.InRange(
            settings.Commitment >= 0,
            nameof(settings),
            $"the commitment weight has to be at least 0, got {settings.Commitment}.");

        Require.InRange(
            settings.CodeScale > 0,
            nameof(settings),
            $"the scale of the codes has to be positive, got {settings.CodeScale}.");

        Settings = settings;
        var width = settings.Width;
        Codes = Tensor<T>.Wrap(
            [.. random.Normals(settings.CodeCount * width).Select(x => T.CreateChecked(x * settings.CodeScale))],
            settings.CodeCount,
            width);
        var parameters = new List<NamedTensor<T>>();
        if (settings.TrainCodes) parameters.Add(new("codes", Codes));
        switch (settings.Transform)
        {
            case CodebookTransform.Linear or CodebookTransform.Affine:
                Map = new Tensor<T>(width, width);
                for (var j = 0; j < width; j++) Map[j, j] = T.One;
                parameters.Add(new("map", Map));
                if (settings.Transform == CodebookTransform.Affine)
                    parameters.Add(new("offset", Offset = new Tensor<T>(width)));
                break;
            case CodebookTransform.Diagonal:
                Map = new Tensor<T>(width);
                Array.Fill(Map.Data, T.One);
                parameters.Add(new("map", Map));
                break;
        }
        Parameters = parameters;

        static void AtLeastOne(int value, string meaning)
        {
            Require.InRange(value >= 1, nameof(settings), $"{meaning} has to be at least 1, got {value}.");
        }
    }

    /// <summary>Sizes and rules.</summary>
    public QuantizerSettings Settings { get; }

    /// <summary>The stored codes E, <c>[K, d]</c>.</summary>
    public Tensor<T> Codes { get; }

    /// <summary>W, <c>[d, d]</c>, or its diagonal <c>[d]</c>; null without a transform.</summary>
    public Tensor<T>? Map { get; }

    /// <summary>b, <c>[d]</c>; null unless the transform is affine.</summary>
    public Tensor<T>? Offset { get; }

    /// <summary>What training changes, in the order codes, map, offset.</summary>
    public IReadOnlyList<NamedTensor<T>> Parameters { get; }

    /// <summary>The codebook C that is searched.</summary>
    /// <returns>A new tensor, <c>[K, d]</c>.</returns>
    public Tensor<T> Codebook()
    {
        var tape = new Tape<T>();
        return Codebook(tape, [.. Parameters.Select(parameter => tape.Constant(parameter.Value))]).Value.Clone();
    }

    /// <summary>Quantises a batch.</summary>
    /// <param name="tape">The recording of this step.</param>
    /// <param name="z">The encoder's outputs, <c>[n, d]</c>.</param>
    /// <param name="parameters">The recorded <see cref="Parameters"/>, in their order.</param>
    /// <returns>Codes, loss and choices.</returns>
    /// <exception cref="ArgumentException">z has another width, or a value that is not finite.</exception>
    public Quantized<T> Quantize(Tape<T> tape, Variable<T> z, ReadOnlySpan<Variable<T>> parameters)
    {
        CodebookInput.CheckLength(
            parameters.Length,
            Parameters.Count,
            nameof(parameters),
            "parameters of the quantiser");
        var codebook = Codebook(tape, parameters);
        if (indices.Length != z.Value.Rows) indices = new int[z.Value.Rows];
        NearestCode.Find(z.Value, codebook.Value, indices);
        var q = codebook.Gather(indices);
        var output =
            Settings.Gradient == CodeGradient.Rotation ? RotationTrick.Apply(z, q) : z + (q - z).StopGradient();
        var rows = T.CreateChecked(z.Value.Rows);
        var loss = ((q - z.StopGradient()).Square().Sum()
            + (z - q.StopGradient()).Square().Sum() * T.CreateChecked(Settings.Commitment)) / rows;
        return new(output, loss, indices);
    }

    private Variable<T> Codebook(Tape<T> tape, ReadOnlySpan<Variable<T>> parameters)
    {
        var next = 0;
        var codes = Settings.TrainCodes ? parameters[next++] : tape.Constant(Codes);
        return Settings.Transform switch
        {
            CodebookTransform.Linear => codes.Multiply(parameters[next]),
            CodebookTransform.Affine => codes.Multiply(parameters[next]) + parameters[next + 1],
            CodebookTransform.Diagonal => codes * parameters[next],
            _ => codes,
        };
    }
}
