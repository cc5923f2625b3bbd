using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>What a codebook is made of while Lloyd's algorithm moves it.</summary>
public enum CodebookForm
{
    /// <summary>Every code moves by itself.</summary>
    Plain,

    /// <summary>Codes are <c>e_k W</c> with the e_k fixed: only the d × d matrix W moves.</summary>
    Linear,

    /// <summary>Codes are <c>e_k W + b</c> with the e_k fixed.</summary>
    Affine,
}

/// <summary>The result of Lloyd's algorithm.</summary>
/// <param name="Codes">The final codebook, <c>[K, d]</c>.</param>
/// <param name="Indices">The nearest code of each row.</param>
/// <param name="Costs">Mean squared distance |z − e|² after each assignment; a round that would raise it, by rounding,
/// ends the run and is left out.</param>
/// <param name="Usage">How the final codebook is used.</param>
public sealed record LloydResult(Tensor<double> Codes, int[] Indices, IReadOnlyList<double> Costs, CodeUsage Usage)
{
    /// <summary>The final mean squared distance, summed over the d coordinates.</summary>
    public double Cost => Costs[^1];
}

/// <summary>
/// Lloyd's algorithm for a free codebook and for one that is a fixed codebook under a linear or affine map.
/// </summary>
/// <remarks>
/// <para><em>Definition.</em> Assign each row to its nearest code; then move the codes to the minimum of the cost for
/// these assignments: the means m_k of their rows for the plain form, <c>argmin_W Σ n_k |a_k W − m_k|²</c> with
/// a = e or (e, 1) otherwise. Codes without rows stay where they are in the plain form.</para>
/// <para><em>Determinism.</em> No randomness; stops when no assignment changes or the cost no longer falls, so it
/// ends.</para>
/// </remarks>
public static class Lloyd
{
    /// <summary>Runs the algorithm from a given codebook.</summary>
    /// <param name="data">Rows, <c>[n, d]</c>.</param>
    /// <param name="codes">The first codebook, <c>[K, d]</c>, K at most n; not changed.</param>
    /// <param name="form">What may move.</param>
    /// <param name="rounds">The most rounds to take, at least 0.</param>
    /// <returns>Codebook, assignments, costs and usage.</returns>
    /// <exception cref="ArgumentException">No data, no codes, different widths, K above n, or a value that is not
    /// finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">rounds &lt; 0.</exception>
    public static LloydResult Run(
        Tensor<double> data,
        Tensor<double> codes,
        CodebookForm form = CodebookForm.Plain,
        int rounds = 1000)
    {
        CodebookInput.Check(data, codes);
        CodebookInput.CheckCount(codes.Rows, data.Rows);
        Require.AtLeast(rounds, 0);
        var cancellation = Display.Ambient.Cancellation;
        var current = Tensor<double>.Wrap((double[])codes.Data.Clone(), codes.Rows, codes.Columns);
        var indices = NearestCode.Find(data, current);
        var costs = new List<double> { Cost(data, current, indices) };
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var moved = Move(data, indices, codes, current, form);
            var reassigned = NearestCode.Find(data, moved);
            var cost = Cost(data, moved, reassigned);
            if (cost > costs[^1]) break; // rounding; that both halves lower the cost is tested without this line
            var settled = reassigned.AsSpan().SequenceEqual(indices);
            (current, indices) = (moved, reassigned);
            costs.Add(cost);
            if (settled) break;
        }
        return new LloydResult(current, indices, costs, CodeUsage.Of(indices, codes.Rows));
    }

    /// <summary>The mean squared distance of rows to their codes.</summary>
    /// <param name="data">Rows, <c>[n, d]</c>.</param>
    /// <param name="codes">Codebook, <c>[K, d]</c>.</param>
    /// <param name="indices">One code per row.</param>
    /// <returns><c>1/n Σ |z_i − e_{k(i)}|²</c>, at least 0.</returns>
    public static double Cost(Tensor<double> data, Tensor<double> codes, ReadOnlySpan<int> indices)
    {
        var sum = 0.0;
        for (var i = 0; i < indices.Length; i++)
        {
            for (var j = 0; j < data.Columns; j++)
            {
                var difference = data[i, j] - codes[indices[i], j];
                sum += difference * difference;
            }
        }

        return sum / indices.Length;
    }

    /// <summary>The codebook of least cost for fixed assignments.</summary>
    /// <param name="data">Rows, <c>[n, d]</c>.</param>
    /// <param name="indices">One code per row.</param>
    /// <param name="basis">The fixed codes e of the linear and affine form, <c>[K, d]</c>.</param>
    /// <param name="current">Where codes without rows stay in the plain form, <c>[K, d]</c>.</param>
    /// <param name="form">What may move.</param>
    /// <returns>The new codebook, <c>[K, d]</c>.</returns>
    public static Tensor<double> Move(
        Tensor<double> data, ReadOnlySpan<int> indices, Tensor<double> basis, Tensor<double> current, CodebookForm form)
    {
        var (count, width) = (basis.Rows, basis.Columns);
        var counts = new int[count];
        var sums = new double[count * width];
        for (var i = 0; i < indices.Length; i++)
        {
            counts[indices[i]]++;
            for (var j = 0; j < width; j++) sums[indices[i] * width + j] += data[i, j];
        }
        if (form == CodebookForm.Plain)
        {
            var means = Tensor<double>.Wrap((double[])current.Data.Clone(), count, width);
            for (var k = 0; k < count; k++)
            {
                for (var j = 0; j < width; j++)
                    if (counts[k] > 0) means[k, j] = sums[k * width + j] / counts[k];
            }

            return means;
        }
        // √n_k a_k W = √n_k m_k in the least-squares sense; the singular values take care of too few codes in use.
        var used = Enumerable.Range(0, count).Where(k => counts[k] > 0).ToArray();
        var columns = form == CodebookForm.Affine ? width + 1 : width;
        double Basis(int k, int j) => j < width ? basis[k, j] : 1;
        var left = Matrix<double>.Build.Dense(
            used.Length,
            columns,
            (i, j) => Math.Sqrt(counts[used[i]]) * Basis(used[i], j));
        var right = Matrix<double>.Build.Dense(
            used.Length,
            width,
            (i, j) => sums[used[i] * width + j] / Math.Sqrt(counts[used[i]]));
        var map = left.PseudoInverse() * right;
        var moved = new Tensor<double>(count, width);
        for (var k = 0; k < count; k++)
        {
            for (var j = 0; j < width; j++)
                for (var i = 0; i < columns; i++) moved[k, j] += Basis(k, i) * map[i, j];
        }

        return moved;
    }
}
