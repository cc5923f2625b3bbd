using Lemmata.Arguments;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>The iterates of a descent and whether it arrived.</summary>
/// <param name="Points">The iterates, the start first, each <c>[d]</c>.</param>
/// <param name="Converged">Whether the last gradient is as small as was asked for.</param>
public sealed record NewtonPath(IReadOnlyList<Vector<double>> Points, bool Converged)
{
    /// <summary>The last iterate.</summary>
    public Vector<double> End => Points[^1];
}

/// <summary>Newton's method <c>x ← x − M(x)⁻¹∇f(x)</c>, with the Hessian or an approximation as M.</summary>
public static class Newton
{
    private const int MostHalvings = 60;
    private const double Armijo = 1e-4;

    /// <summary>Full steps, whatever they do to the function: quadratic convergence near a minimum, none promised
    /// elsewhere.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="start">The first iterate, <c>[d]</c>.</param>
    /// <param name="curvature">M; the Hessian when left out.</param>
    /// <param name="steps">The most steps, at least 0.</param>
    /// <param name="gradientTolerance">The run ends when the gradient's length is at most this, at least 0.</param>
    /// <returns>The iterates; they end early at a small gradient, or where a number is no longer finite.</returns>
    /// <exception cref="ArgumentException">The start has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count or a tolerance is negative.</exception>
    /// <remarks>Edge cases: saddles and maxima attract full steps as minima do; look at the Hessian at the
    /// end.</remarks>
    public static NewtonPath FullSteps(
        ITwiceDifferentiable objective,
        Vector<double> start,
        Func<Vector<double>, Matrix<double>>? curvature = null,
        int steps = 50,
        double gradientTolerance = 1e-12) =>
        Run(objective, start, steps, gradientTolerance, (x, gradient) =>
            x - (curvature ?? objective.Hessian)(x).Solve(gradient));

    /// <summary>Damped steps along a direction of descent: M with the absolute values of its eigenvalues, halved until
    /// the function falls.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="start">The first iterate, <c>[d]</c>.</param>
    /// <param name="curvature">M, symmetric; the Hessian when left out.</param>
    /// <param name="steps">The most steps, at least 0.</param>
    /// <param name="gradientTolerance">The run ends when the gradient's length is at most this, at least 0.</param>
    /// <returns>The iterates; along them the function never increases.</returns>
    /// <exception cref="ArgumentException">The start has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count or a tolerance is negative.</exception>
    /// <remarks>Source: L. Armijo 1966 for the condition of decrease, with the constant 10⁻⁴.</remarks>
    public static NewtonPath LineSearch(
        ITwiceDifferentiable objective,
        Vector<double> start,
        Func<Vector<double>, Matrix<double>>? curvature = null,
        int steps = 100,
        double gradientTolerance = 1e-12) =>
        Run(objective, start, steps, gradientTolerance, (x, gradient) =>
        {
            var direction = -Descent((curvature ?? objective.Hessian)(x), gradient);
            var (value, slope) = (objective.Value(x), gradient * direction);
            var length = 1.0;
            for (var k = 0; k < MostHalvings; k++, length /= 2)
            {
                var next = x + length * direction;
                if (objective.Value(next) <= value + Armijo * length * slope)
                    return next;
            }

            return x;
        });

    private static Vector<double> Descent(Matrix<double> curvature, Vector<double> gradient)
    {
        var spectrum = curvature.Evd(Symmetricity.Symmetric);
        var values = spectrum.EigenValues.Select(value => Math.Abs(value.Real)).ToArray();
        var floor = 1e-10 * Math.Max(values.Max(), double.Epsilon);
        var inner = spectrum.EigenVectors.TransposeThisAndMultiply(gradient);
        return spectrum.EigenVectors * inner.MapIndexed((i, entry) => entry / Math.Max(values[i], floor));
    }

    private static NewtonPath Run(
        ITwiceDifferentiable objective,
        Vector<double> start,
        int steps,
        double tolerance,
        Func<Vector<double>, Vector<double>, Vector<double>> next)
    {
        Require.Length(start.Count, objective.Dimension, nameof(start), "the objective has as many variables");
        Require.AtLeast(steps, 0, "the most steps");
        Require.AtLeast(tolerance, 0.0, "the length of gradient to stop at");
        var points = new List<Vector<double>> { start };
        for (var k = 0; ; k++)
        {
            var gradient = objective.Gradient(points[^1]);
            var length = gradient.L2Norm();
            if (length <= tolerance || k == steps || !double.IsFinite(length))
                return new(points, length <= tolerance);
            points.Add(next(points[^1], gradient));
        }
    }
}
