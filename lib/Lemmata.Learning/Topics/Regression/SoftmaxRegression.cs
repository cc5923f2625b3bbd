using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.Regression;

/// <summary>The loss <c>½‖f − b‖²</c> with <c>f = softmax(Ax)</c>, its gradient and its Hessian.</summary>
/// <remarks>Definition: with <c>c = f − b</c> and <c>s = ⟨f, c⟩</c> the gradient is <c>Aᵀ(f∘(c − s))</c>. Source of the
/// model: Y. Deng, Z. Li, Z. Song 2023, arXiv 2304.10411.</remarks>
public sealed class SoftmaxRegression : ITwiceDifferentiable
{
    /// <summary>A regression problem.</summary>
    /// <param name="design">A, <c>[n, d]</c>.</param>
    /// <param name="target">b, <c>[n]</c>; any finite numbers, a distribution when it is to be met.</param>
    /// <exception cref="ArgumentException">The shapes disagree, or a number is not finite.</exception>
    public SoftmaxRegression(Matrix<double> design, Vector<double> target)
    {
        RequireProblem(design, target);
        (Design, Target) = (design, target);
    }

    /// <summary>A, <c>[n, d]</c>.</summary>
    public Matrix<double> Design { get; }

    /// <summary>b, <c>[n]</c>.</summary>
    public Vector<double> Target { get; }

    /// <inheritdoc/>
    public int Dimension => Design.ColumnCount;

    /// <summary>The prediction <c>f = softmax(Ax)</c>.</summary>
    /// <param name="x">Where, <c>[d]</c>.</param>
    /// <returns>A distribution, <c>[n]</c>.</returns>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public Vector<double> Prediction(Vector<double> x)
    {
        RequirePoint(x, Dimension);
        return SoftmaxOf(Design * x);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public double Value(Vector<double> x)
    {
        var residual = Prediction(x) - Target;
        return residual * residual / 2;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public Vector<double> Gradient(Vector<double> x)
    {
        var f = Prediction(x);
        var c = f - Target;
        return Design.TransposeThisAndMultiply(f.PointwiseMultiply(c - f * c));
    }

    /// <summary>The second derivatives in <c>z = Ax</c>: a diagonal matrix plus one of rank at most two.</summary>
    /// <param name="x">Where, <c>[d]</c>.</param>
    /// <returns><c>diag(f∘(f + c − s)) + p fᵀ + f pᵀ</c> with <c>p = −f∘(f + c) + (½‖f‖² + s)f</c>.</returns>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public DiagonalPlusRankTwo Curvature(Vector<double> x)
    {
        var f = Prediction(x);
        var c = f - Target;
        var s = f * c;
        var both = f.PointwiseMultiply(f + c);
        return new(both - s * f, (f * f / 2 + s) * f - both, f);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public Matrix<double> Hessian(Vector<double> x) => Curvature(x).Between(Design);

    /// <summary>The Gauss–Newton matrix <c>AᵀJJA</c>, the Hessian without the curvature of f.</summary>
    /// <param name="x">Where, <c>[d]</c>.</param>
    /// <returns>A symmetric, positive semidefinite matrix, <c>[d, d]</c>.</returns>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public Matrix<double> GaussNewton(Vector<double> x)
    {
        var slopes = JacobianTimes(Prediction(x), Design);
        return slopes.TransposeThisAndMultiply(slopes);
    }

    internal static Vector<double> SoftmaxOf(Vector<double> z)
    {
        var f = z.ToArray();
        Softmax.Of<double>(f, f);
        return Vector<double>.Build.Dense(f);
    }

    /// <summary>The Jacobian of the softmax, <c>diag(f) − f fᵀ</c>, times a matrix of n rows.</summary>
    internal static Matrix<double> JacobianTimes(Vector<double> f, Matrix<double> matrix)
    {
        var means = matrix.TransposeThisAndMultiply(f);
        return Matrix<double>.Build.Dense(
            matrix.RowCount,
            matrix.ColumnCount,
            (i, j) => f[i] * (matrix[i, j] - means[j]));
    }

    internal static void RequireProblem(Matrix<double> design, Vector<double> target)
    {
        Require.Length(target.Count, design.RowCount, nameof(target), "the design has as many rows");
        RequireFinite(design, nameof(design));
        Require.Finite(target.ToArray(), name: nameof(target));
    }

    internal static void RequireFinite(Matrix<double> matrix, string name)
    {
        foreach (var (i, j, value) in matrix.EnumerateIndexed())
        {
            Require.That(
                double.IsFinite(value),
                name,
                $"the entry in row {i}, column {j} is {value}; every entry has to be finite.");
        }
    }

    internal static void RequirePoint(Vector<double> x, int dimension) =>
        Require.Length(x.Count, dimension, nameof(x), "the design has as many columns");
}
