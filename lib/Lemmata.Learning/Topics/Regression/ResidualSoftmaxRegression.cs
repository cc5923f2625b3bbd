using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.Regression;

/// <summary>
/// The loss <c>‖⟨u, 1⟩⁻¹u − b‖²</c> with <c>u = exp(Ax) + Ax</c>, its gradient and its Hessian; without the factor ½.
/// </summary>
/// <remarks>Edge cases: the loss has poles where <c>⟨u, 1⟩ = 0</c>. Beyond them the weights <c>⟨u, 1⟩⁻¹u</c> still add
/// up to 1, but they are no distribution as soon as entries of u differ in sign. Source: Z. Song, W. Wang, J. Yin 2023,
/// arXiv 2309.13482.</remarks>
public sealed class ResidualSoftmaxRegression : ITwiceDifferentiable
{
    /// <summary>A regression problem.</summary>
    /// <param name="design">A, <c>[n, d]</c>.</param>
    /// <param name="target">b, <c>[n]</c>.</param>
    /// <exception cref="ArgumentException">The shapes disagree, or a number is not finite.</exception>
    public ResidualSoftmaxRegression(Matrix<double> design, Vector<double> target)
    {
        SoftmaxRegression.RequireProblem(design, target);
        (Design, Target) = (design, target);
    }

    /// <summary>A, <c>[n, d]</c>.</summary>
    public Matrix<double> Design { get; }

    /// <summary>b, <c>[n]</c>.</summary>
    public Vector<double> Target { get; }

    /// <inheritdoc/>
    public int Dimension => Design.ColumnCount;

    /// <summary>The normalising sum <c>α = ⟨exp(Ax) + Ax, 1⟩</c>; the loss has a pole where it vanishes.</summary>
    /// <param name="x">Where, <c>[d]</c>.</param>
    /// <returns>A number of either sign.</returns>
    /// <exception cref="ArgumentException">x has another length.</exception>
    public double Normalizer(Vector<double> x) => Parts(x, mayVanish: true).Alpha;

    /// <summary>The prediction <c>f = u/α</c>.</summary>
    /// <param name="x">Where, <c>[d]</c>.</param>
    /// <returns>Numbers that add up to 1, <c>[n]</c>.</returns>
    /// <exception cref="ArgumentException">x has another length or lies on a pole.</exception>
    public Vector<double> Prediction(Vector<double> x) => Parts(x).F;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x has another length or lies on a pole.</exception>
    public double Value(Vector<double> x)
    {
        var residual = Prediction(x) - Target;
        return residual * residual;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x has another length or lies on a pole.</exception>
    public Vector<double> Gradient(Vector<double> x)
    {
        var (_, alpha, f, slope) = Parts(x);
        var c = f - Target;
        return Design.TransposeThisAndMultiply(slope.PointwiseMultiply(c - f * c)) * (2 / alpha);
    }

    /// <summary>The second derivatives in <c>z = Ax</c>: a diagonal matrix plus one of rank at most two.</summary>
    /// <param name="x">Where, <c>[d]</c>.</param>
    /// <returns>With <c>c = f − b</c>, <c>s = ⟨f, c⟩</c>, <c>u' = eᶻ + 1</c>: the matrix
    /// <c>diag(2eᶻ∘(c − s)/α + 2u'∘u'/α²) + p u'ᵀ + u' pᵀ</c> with
    /// <c>p = (2/α²)((s + ½‖f‖²)u' − (f + c)∘u')</c>.</returns>
    /// <exception cref="ArgumentException">x has another length or lies on a pole.</exception>
    public DiagonalPlusRankTwo Curvature(Vector<double> x)
    {
        var (exponentials, alpha, f, slope) = Parts(x);
        var c = f - Target;
        var s = f * c;
        var diagonal = exponentials.PointwiseMultiply(c - s) * (2 / alpha)
            + slope.PointwiseMultiply(slope) * (2 / (alpha * alpha));
        var left = ((s + f * f / 2) * slope - (f + c).PointwiseMultiply(slope)) * (2 / (alpha * alpha));
        return new(diagonal, left, slope);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x has another length or lies on a pole.</exception>
    public Matrix<double> Hessian(Vector<double> x) => Curvature(x).Between(Design);

    private (Vector<double> Exponentials, double Alpha, Vector<double> F, Vector<double> Slope) Parts(
        Vector<double> x,
        bool mayVanish = false)
    {
        SoftmaxRegression.RequirePoint(x, Dimension);
        var z = Design * x;
        var exponentials = z.Map(Elementary.Exp);
        var u = exponentials + z;
        var alpha = u.Sum();
        Require.That(
            mayVanish || (alpha != 0 && double.IsFinite(alpha)),
            nameof(x),
            $"⟨exp(Ax) + Ax, 1⟩ is {alpha} at this x, and the loss divides by it; move x away from the pole and keep "
                + $"Ax below 709.");

        return (exponentials, alpha, u / alpha, exponentials + 1);
    }
}
