using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>A codebook of moving averages: codes follow the rows that choose them, without an optimiser.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para><em>Definition.</em> <c>N_k ← γN_k + (1−γ)n_k</c>, <c>M_k ← γM_k + (1−γ)Σ z</c>, <c>e_k = M_k/N_k</c> with n_k
/// and Σ z
/// over the rows that chose k. That is a gradient step on Σ|z − e_k|² with the rate (1−γ)/(2N_k), one for each
/// code.</para>
/// <para><em>Source.</em> van den Oord, Vinyals, Kavukcuoglu 2017, arXiv 1711.00937, appendix A.1.</para>
/// </remarks>
public sealed class MovingAverageCodebook<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] weights;
    private readonly T[] sums;
    private readonly T decay;

    /// <summary>Starts from given codes, each with weight 1.</summary>
    /// <param name="codes">The codes, <c>[K, d]</c>; the tensor is changed by updates.</param>
    /// <param name="decay">γ in [0, 1).</param>
    /// <exception cref="ArgumentException">No codes, or a value that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">γ outside [0, 1).</exception>
    public MovingAverageCodebook(Tensor<T> codes, double decay = 0.99)
    {
        CodebookInput.CheckRows(codes, nameof(codes), "code");
        Require.InRange(decay >= 0 && decay < 1, nameof(decay), $"the decay γ has to lie in [0, 1), got {decay}.");

        (Codes, this.decay, weights, sums) = (
            codes,
            T.CreateChecked(decay),
            new T[codes.Rows],
            (T[])codes.Data.Clone());
        Array.Fill(weights, T.One);
    }

    /// <summary>The present codes, <c>[K, d]</c>.</summary>
    public Tensor<T> Codes { get; }

    /// <summary>N_k, the decayed number of choices of each code, <c>[K]</c>.</summary>
    public ReadOnlySpan<T> Weights => weights;

    /// <summary>Takes one batch in.</summary>
    /// <param name="data">Rows, <c>[n, d]</c>.</param>
    /// <param name="indices">The code that each row chose.</param>
    /// <exception cref="ArgumentException">Different widths or lengths, or a value that is not finite.</exception>
    public void Update(Tensor<T> data, ReadOnlySpan<int> indices)
    {
        CodebookInput.Check(data, Codes);
        CodebookInput.CheckLength(indices.Length, data.Rows, nameof(indices), "rows of data");
        var fresh = T.One - decay;
        var width = Codes.Columns;
        for (var k = 0; k < weights.Length; k++) weights[k] *= decay;
        for (var j = 0; j < sums.Length; j++) sums[j] *= decay;
        for (var i = 0; i < indices.Length; i++)
        {
            weights[indices[i]] += fresh;
            for (var j = 0; j < width; j++) sums[indices[i] * width + j] += fresh * data.Data[i * width + j];
        }
        for (var k = 0; k < weights.Length; k++)
        {
            for (var j = 0; j < width && weights[k] > T.Zero; j++)
                Codes.Data[k * width + j] = sums[k * width + j] / weights[k];
        }
    }
}
