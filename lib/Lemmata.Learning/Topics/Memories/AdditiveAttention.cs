using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Memories;

/// <summary>
/// Fastformer's attention: one learned query for all rows, so that a single weighted mean is multiplied onto each.
/// </summary>
/// <remarks><b>Source:</b> Wu et al. 2021, "Fastformer: additive attention can be all you need", arXiv 2108.09084; here
/// without its output map and its residual.</remarks>
public static class AdditiveAttention
{
    /// <summary>The weights of the rows, <c>softmax(X w/√d)</c>.</summary>
    /// <param name="rows">X, <c>[n, d]</c>.</param>
    /// <param name="query">The learned query w, <c>[d]</c>.</param>
    /// <returns>One distribution over the n rows, the same for whoever asks.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static double[] Weights(Tensor<double> rows, ReadOnlySpan<double> query)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Require.Length(query.Length, rows.Columns, nameof(query), "the dimension of the rows");
        var scores = new double[rows.Rows];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Reduction.Dot(rows.Row(i), query) / Math.Sqrt(query.Length);
        var weights = new double[scores.Length];
        Softmax.Of<double>(scores, weights);
        return weights;
    }

    /// <summary>The weighted mean of the rows, <c>Σ αᵢ xᵢ</c>.</summary>
    /// <param name="rows">X, <c>[n, d]</c>.</param>
    /// <param name="query">The learned query w, <c>[d]</c>.</param>
    /// <returns>One vector for all, <c>[d]</c>.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    /// <remarks><b>Cost:</b> O(nd).</remarks>
    public static double[] Global(Tensor<double> rows, ReadOnlySpan<double> query)
    {
        var weights = Weights(rows, query);
        var mean = new double[rows.Columns];
        for (var i = 0; i < weights.Length; i++)
        {
            var row = rows.Row(i);
            for (var k = 0; k < mean.Length; k++)
                mean[k] += weights[i] * row[k];
        }

        return mean;
    }

    /// <summary>Every row times one vector, entry by entry.</summary>
    /// <param name="rows">X, <c>[n, d]</c>.</param>
    /// <param name="vector">One vector, <c>[d]</c>.</param>
    /// <returns>A new tensor, <c>[n, d]</c>.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static Tensor<double> Times(Tensor<double> rows, ReadOnlySpan<double> vector)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Require.Length(vector.Length, rows.Columns, nameof(vector), "the dimension of the rows");
        var product = rows.Clone();
        for (var i = 0; i < product.Rows; i++)
        {
            var row = product.Row(i);
            for (var k = 0; k < row.Length; k++)
                row[k] *= vector[k];
        }

        return product;
    }
}
