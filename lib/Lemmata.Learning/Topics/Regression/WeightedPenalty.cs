using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Optimization;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.Regression;

/// <summary>A loss with the penalty <c>½‖diag(w)Ax‖²</c> added.</summary>
public sealed class WeightedPenalty : ITwiceDifferentiable
{
    private readonly ITwiceDifferentiable loss;

    /// <summary>The penalised loss.</summary>
    /// <param name="loss">The loss alone, of d variables.</param>
    /// <param name="design">A, <c>[n, d]</c>.</param>
    /// <param name="weight">w, the same for every row, at least 0.</param>
    /// <exception cref="ArgumentException">A has not d columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">w is negative or not finite.</exception>
    public WeightedPenalty(ITwiceDifferentiable loss, Matrix<double> design, double weight)
    {
        Require.That(
            design.ColumnCount == loss.Dimension,
            nameof(design),
            $"the design has {design.ColumnCount} columns but the loss has {loss.Dimension} variables; they must "
                + $"match.");

        Require.InRange(
            weight >= 0 && double.IsFinite(weight),
            nameof(weight),
            $"The weight w of the penalty has to be at least 0 and finite, got {weight}.");

        this.loss = loss;
        Second = design.TransposeThisAndMultiply(design) * (weight * weight);
    }

    /// <summary>The penalty's second derivatives <c>w²AᵀA</c>, the same everywhere, <c>[d, d]</c>.</summary>
    public Matrix<double> Second { get; }

    /// <inheritdoc/>
    public int Dimension => loss.Dimension;

    /// <inheritdoc/>
    public double Value(Vector<double> x) => loss.Value(x) + x * (Second * x) / 2;

    /// <inheritdoc/>
    public Vector<double> Gradient(Vector<double> x) => loss.Gradient(x) + Second * x;

    /// <inheritdoc/>
    public Matrix<double> Hessian(Vector<double> x) => loss.Hessian(x) + Second;
}
