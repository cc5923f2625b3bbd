using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.GradientLeakage;

/// <summary>One linear layer with a bias, <c>p = softmax(Wx + b)</c>, under the cross-entropy loss
/// <c>−ln p[label]</c>.</summary>
public sealed class SoftmaxLayer
{
    private readonly Matrix<double> weights;
    private readonly Vector<double> bias;

    /// <summary>A layer.</summary>
    /// <param name="weights">W, <c>[classes, d]</c>.</param>
    /// <param name="bias">b, <c>[classes]</c>.</param>
    /// <exception cref="ArgumentException">The numbers of classes differ.</exception>
    public SoftmaxLayer(Matrix<double> weights, Vector<double> bias)
    {
        Require.Length(bias.Count, weights.RowCount, nameof(bias), "the weights have as many rows, one a class");
        (this.weights, this.bias) = (weights, bias);
    }

    /// <summary>The predicted distribution.</summary>
    /// <param name="input">x, <c>[d]</c>.</param>
    /// <returns>p, <c>[classes]</c>.</returns>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public Vector<double> Probabilities(Vector<double> input)
    {
        Require.Length(input.Count, weights.ColumnCount, nameof(input), "the weights have as many columns");
        var p = (weights * input + bias).ToArray();
        Softmax.Of<double>(p, p);
        return Vector<double>.Build.Dense(p);
    }

    /// <summary>The gradient of the summed loss of a batch, which is what a participant sends.</summary>
    /// <param name="batch">Inputs <c>[d]</c> with their labels, indices from 0; at least one.</param>
    /// <returns>With <c>g = p − e_label</c> for each sample: <c>Σ g xᵀ</c> and <c>Σ g</c>.</returns>
    /// <exception cref="ArgumentException">The batch is empty, or an input has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public LayerGradient Gradient(params IReadOnlyList<(Vector<double> Input, int Label)> batch)
    {
        Require.That(batch.Count > 0, nameof(batch), "the batch is empty; pass at least one input with its label.");
        var outer = Matrix<double>.Build.Dense(weights.RowCount, weights.ColumnCount);
        var sum = Vector<double>.Build.Dense(bias.Count);
        foreach (var (input, label) in batch)
        {
            Require.InRange(
                label >= 0 && label < bias.Count,
                nameof(batch),
                $"A label of {bias.Count} classes lies between 0 and {bias.Count - 1}, got {label}.");

            var g = Probabilities(input);
            g[label] -= 1;
            outer += g.OuterProduct(input);
            sum += g;
        }

        return new(outer, sum);
    }
}
