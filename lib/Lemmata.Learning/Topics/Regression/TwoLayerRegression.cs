using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Optimization;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.Regression;

/// <summary>The loss <c>½‖φ(A₂ softmax(A₁x)) − b‖²</c>, its gradient and its Hessian.</summary>
/// <remarks>Edge cases: where φ has a kink and <c>A₂f</c> sits on it, the derivatives are those from the left. Source
/// of the question: Z. Li, Z. Song, Z. Wang, J. Yin 2023, arXiv 2311.15390.</remarks>
public sealed class TwoLayerRegression : ITwiceDifferentiable
{
    private readonly Matrix<double> first, second;
    private readonly Vector<double> target;
    private readonly Activation activation;

    /// <summary>A regression problem.</summary>
    /// <param name="first">A₁, <c>[n, d]</c>.</param>
    /// <param name="second">A₂, <c>[m, n]</c>.</param>
    /// <param name="target">b, <c>[m]</c>.</param>
    /// <param name="activation">φ, applied to each entry.</param>
    /// <exception cref="ArgumentException">The shapes disagree, or a number is not finite.</exception>
    public TwoLayerRegression(
        Matrix<double> first,
        Matrix<double> second,
        Vector<double> target,
        Activation activation)
    {
        Require.That(
            second.ColumnCount == first.RowCount,
            nameof(second),
            $"the second layer has {second.ColumnCount} columns but the first has {first.RowCount} rows; the second "
                + $"takes what the first gives, so they must match.");

        SoftmaxRegression.RequireProblem(second, target);
        SoftmaxRegression.RequireFinite(first, nameof(first));
        (this.first, this.second, this.target, this.activation) = (first, second, target, activation);
    }

    /// <inheritdoc/>
    public int Dimension => first.ColumnCount;

    /// <summary>What φ is applied to, <c>A₂ softmax(A₁x)</c>; kinks are where an entry vanishes.</summary>
    /// <param name="x">Where, <c>[d]</c>.</param>
    /// <returns>The entries, <c>[m]</c>.</returns>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public Vector<double> Preactivation(Vector<double> x) => second * Inner(x);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public double Value(Vector<double> x)
    {
        var residual = Preactivation(x).Map(activation.Value) - target;
        return residual * residual / 2;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public Vector<double> Gradient(Vector<double> x)
    {
        var f = Inner(x);
        return first.TransposeThisAndMultiply(f.PointwiseMultiply(Pull(second * f) - f * Pull(second * f)));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public Matrix<double> Hessian(Vector<double> x)
    {
        var f = Inner(x);
        var y = second * f;
        var slopes = second * SoftmaxRegression.JacobianTimes(f, first);
        var weights = y.Map(t => activation.Slope(t) * activation.Slope(t))
            + (y.Map(activation.Value) - target).PointwiseMultiply(y.Map(activation.Bend));
        var outer = slopes.TransposeThisAndMultiply(
            Matrix<double>.Build.Dense(slopes.RowCount, Dimension, (i, j) => weights[i] * slopes[i, j]));

        var q = Pull(y);
        var mean = q * f;
        var inner = new DiagonalPlusRankTwo(
            f.PointwiseMultiply(q - mean),
            mean * f - f.PointwiseMultiply(q),
            f);
        return outer + inner.Between(first);
    }

    /// <summary>The gradient in f, <c>q = A₂ᵀ(φ'∘(φ − b))</c>.</summary>
    private Vector<double> Pull(Vector<double> y) => second.TransposeThisAndMultiply(
        y.Map(activation.Slope).PointwiseMultiply(y.Map(activation.Value) - target));

    private Vector<double> Inner(Vector<double> x)
    {
        SoftmaxRegression.RequirePoint(x, Dimension);
        return SoftmaxRegression.SoftmaxOf(first * x);
    }
}
