using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>Attention <c>softmax(QKᵀ)V</c> of one head, forwards and backwards; scale the queries beforehand.</summary>
/// <remarks><para><b>Determinism.</b> As <see cref="MatrixProduct"/> and <see cref="Softmax"/>.</para></remarks>
public static class DotProductAttention
{
    /// <summary>The attention weights <c>F = softmax(QKᵀ)</c>, row by row.</summary>
    /// <param name="queries">Q, <c>[n, d]</c>.</param>
    /// <param name="keys">K, <c>[m, d]</c>.</param>
    /// <returns>Distributions over the keys, <c>[n, m]</c>.</returns>
    /// <exception cref="ArgumentException">The channels differ.</exception>
    public static Tensor<T> Weights<T>(Tensor<T> queries, Tensor<T> keys)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.That(
            queries.Columns == keys.Columns,
            nameof(keys),
            $"queries has {queries.Columns} channels but keys has {keys.Columns}; scores are their dot products, so "
                + $"they must match");

        var weights = MatrixProduct.Multiply(queries, Transpose.No, keys, Transpose.Yes);
        Softmax.Rows(weights, weights);
        return weights;
    }

    /// <summary>The gradients of a loss, from its gradient in the output <c>O = FV</c>.</summary>
    /// <param name="queries">Q of the forward pass, <c>[n, d]</c>.</param>
    /// <param name="keys">K of the forward pass, <c>[m, d]</c>.</param>
    /// <param name="values">V of the forward pass, <c>[m, c]</c>.</param>
    /// <param name="weights">F of the forward pass, <c>[n, m]</c>.</param>
    /// <param name="output">∂L/∂O, <c>[n, c]</c>.</param>
    /// <returns>∂L/∂Q <c>[n, d]</c>, ∂L/∂K <c>[m, d]</c> and ∂L/∂V <c>[m, c]</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <remarks><b>Definition.</b> With <c>P = (∂L/∂O)Vᵀ</c> the scores have the gradient <c>S</c> with rows
    /// <c>Sⱼ = Fⱼ∘(Pⱼ − ⟨Fⱼ, Pⱼ⟩)</c>; then <c>∂Q = SK</c>, <c>∂K = SᵀQ</c>, <c>∂V = Fᵀ(∂L/∂O)</c>.</remarks>
    public static (Tensor<T> Queries, Tensor<T> Keys, Tensor<T> Values) Backward<T>(
        Tensor<T> queries,
        Tensor<T> keys,
        Tensor<T> values,
        Tensor<T> weights,
        Tensor<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.That(
            weights.Rows == queries.Rows && weights.Columns == keys.Rows,
            nameof(weights),
            $"weights has shape {weights.ShapeText} but there are {queries.Rows} queries and {keys.Rows} keys; pass "
                + $"the weights of the same forward pass");

        var scores = MatrixProduct.Multiply(output, Transpose.No, values, Transpose.Yes);
        Require.That(
            scores.HasShapeOf(weights),
            nameof(output),
            $"output {output.ShapeText} and values {values.ShapeText} give scores {scores.ShapeText}, but the weights "
                + $"have shape {weights.ShapeText}; output is indexed by queries, values by keys");

        for (var j = 0; j < weights.Rows; j++)
        {
            var f = weights.Row(j);
            var p = scores.Row(j);
            var mean = Reduction.Dot<T>(f, p);
            for (var i = 0; i < f.Length; i++)
                p[i] = f[i] * (p[i] - mean);
        }

        return (
            MatrixProduct.Multiply(scores, keys),
            MatrixProduct.Multiply(scores, Transpose.Yes, queries, Transpose.No),
            MatrixProduct.Multiply(weights, Transpose.Yes, output, Transpose.No));
    }
}
