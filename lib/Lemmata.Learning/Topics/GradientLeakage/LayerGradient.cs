using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.GradientLeakage;

/// <summary>The gradient of a layer with a bias, and what its ratios give away.</summary>
/// <param name="Weights">∂L/∂W, <c>[classes, d]</c>.</param>
/// <param name="Bias">∂L/∂b, <c>[classes]</c>.</param>
public sealed record LayerGradient(Matrix<double> Weights, Vector<double> Bias)
{
    /// <summary>The length of all entries together.</summary>
    public double Norm => Math.Sqrt(Weights.Enumerate().Sum(w => w * w) + Bias * Bias);

    /// <summary>The row whose bias entry is largest in size, where a ratio is least sensitive to noise.</summary>
    public int LoudestRow => Bias.AbsoluteMaximumIndex();

    /// <summary>The ratio <c>(∂L/∂W)[row] / (∂L/∂b)[row]</c>: the input when the batch is one sample, otherwise a mixture
    /// of inputs with weights that add up to 1 but may be negative.</summary>
    /// <param name="row">The class, an index from 0.</param>
    /// <returns>A vector, <c>[d]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or its bias entry is 0.</exception>
    public Vector<double> Ratio(int row)
    {
        Require.InRange(
            row >= 0 && row < Bias.Count,
            nameof(row),
            $"A row of {Bias.Count} lies between 0 and {Bias.Count - 1}, got {row}.");

        Require.InRange(
            Bias[row] != 0,
            nameof(row),
            $"The bias entry of row {row} is 0 and the ratio divides by it; take row {LoudestRow}, where it is "
                + $"{Bias[LoudestRow]}.");

        return Weights.Row(row) / Bias[row];
    }

    /// <summary>The gradient shortened to a length, as a private participant does before adding noise.</summary>
    /// <param name="bound">The largest length allowed, positive.</param>
    /// <returns>The same direction; ratios do not change.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public LayerGradient Clip(double bound)
    {
        Require.Positive(bound, "the length to clip to");
        var factor = Math.Min(1, bound / Math.Max(Norm, double.Epsilon));
        return new(Weights * factor, Bias * factor);
    }

    /// <summary>The gradient with independent normal noise on every entry.</summary>
    /// <param name="scale">The noise's deviation σ, at least 0.</param>
    /// <param name="random">Where the noise comes from: weights row by row, then the bias.</param>
    /// <returns>A new gradient.</returns>
    /// <exception cref="ArgumentOutOfRangeException">σ is negative or not finite.</exception>
    public LayerGradient WithNoise(double scale, SplitMix64 random)
    {
        Require.InRange(
            scale >= 0 && double.IsFinite(scale),
            nameof(scale),
            $"The deviation σ has to be at least 0 and finite, got {scale}.");

        var (rows, columns) = (Weights.RowCount, Weights.ColumnCount);
        var noise = random.Normals(rows * (columns + 1));
        return new(
            Matrix<double>.Build.Dense(rows, columns, (i, j) => Weights[i, j] + scale * noise[i * columns + j]),
            Vector<double>.Build.Dense(rows, i => Bias[i] + scale * noise[rows * columns + i]));
    }
}
