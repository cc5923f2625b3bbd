using Lemmata.Arguments;
using Lemmata.Display;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Memories;

/// <summary>
/// Causal attention without a softmax, <c>o(t) = Σ λ^(t−s) ⟨q(t), k(s)⟩ v(s)</c> over s ≤ t, in two forms: as sums over
/// the past, and as one matrix that is written at each step and read.
/// </summary>
/// <remarks>
/// <para>A column of ones in the values gives the sum of the weights, by which the other columns may be
/// divided.</para>
/// <para><b>Source:</b> Ba et al. 2016, "Using fast weights to attend to the recent past", arXiv 1610.06258, and
/// Katharopoulos et al. 2020, "Transformers are RNNs", arXiv 2006.16236.</para>
/// </remarks>
public static class LinearAttention
{
    /// <summary>The weights <c>λ^(t−s) ⟨q(t), k(s)⟩</c> for s ≤ t, and 0 for s &gt; t.</summary>
    /// <param name="queries">q, <c>[T, m]</c>, after the feature map.</param>
    /// <param name="keys">k, <c>[T, m]</c>, after the feature map.</param>
    /// <param name="decay">λ in [0, 1]; 1 forgets nothing.</param>
    /// <returns>A lower triangular matrix, <c>[T, T]</c>.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">λ is outside [0, 1].</exception>
    public static Tensor<double> Weights(Tensor<double> queries, Tensor<double> keys, double decay)
    {
        RequireSame(queries, keys);
        Require.Probability(decay, "the decay");
        var weights = MatrixProduct.Multiply(queries, Transpose.No, keys, Transpose.Yes);
        for (var t = 0; t < weights.Rows; t++)
        {
            var row = weights.Row(t);
            row[(t + 1)..].Clear();
            var factor = 1.0;
            for (var s = t; s >= 0; s--, factor *= decay)
                row[s] *= factor;
        }

        return weights;
    }

    /// <summary>The outputs as sums over the past.</summary>
    /// <param name="queries">q, <c>[T, m]</c>.</param>
    /// <param name="keys">k, <c>[T, m]</c>.</param>
    /// <param name="values">v, <c>[T, c]</c>.</param>
    /// <param name="decay">λ in [0, 1].</param>
    /// <returns>o, <c>[T, c]</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">λ is outside [0, 1].</exception>
    /// <remarks><b>Cost:</b> O(T²(m + c)).</remarks>
    public static Tensor<double> OverThePast(
        Tensor<double> queries,
        Tensor<double> keys,
        Tensor<double> values,
        double decay)
    {
        RequireRows(values, keys);
        return MatrixProduct.Multiply(Weights(queries, keys, decay), values);
    }

    /// <summary>The same outputs from one matrix, <c>M ← λM + k(t)v(t)ᵀ</c>, read as <c>o(t) = Mᵀq(t)</c>.</summary>
    /// <inheritdoc cref="OverThePast"/>
    /// <remarks><b>Cost:</b> O(T m c), and m·c numbers of memory whatever T is.</remarks>
    public static Tensor<double> Recurrent(
        Tensor<double> queries,
        Tensor<double> keys,
        Tensor<double> values,
        double decay)
    {
        RequireSame(queries, keys);
        RequireRows(values, keys);
        Require.Probability(decay, "the decay");
        var memory = new Tensor<double>(keys.Columns, values.Columns);
        var output = new Tensor<double>(values.Rows, values.Columns);
        var cancellation = Ambient.Cancellation;
        for (var t = 0; t < values.Rows; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            var query = queries.Row(t);
            var key = keys.Row(t);
            var value = values.Row(t);
            var row = output.Row(t);
            for (var i = 0; i < key.Length; i++)
            {
                var cell = memory.Row(i);
                for (var j = 0; j < cell.Length; j++)
                {
                    cell[j] = decay * cell[j] + key[i] * value[j];
                    row[j] += query[i] * cell[j];
                }
            }
        }

        return output;
    }

    private static void RequireSame(Tensor<double> queries, Tensor<double> keys)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(keys);
        Require.That(
            queries.HasShapeOf(keys),
            nameof(keys),
            $"queries has shape {queries.ShapeText} but keys has {keys.ShapeText}; both have one row a step and the "
                + $"same features");
    }

    private static void RequireRows(Tensor<double> values, Tensor<double> keys)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require.That(
            values.Rows == keys.Rows,
            nameof(values),
            $"keys has {keys.Rows} rows but values has {values.Rows}; both are indexed by step");
    }
}
