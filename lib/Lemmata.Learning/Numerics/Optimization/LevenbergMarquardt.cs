using Lemmata.Arguments;
using Lemmata.Display;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>Where a least-squares run ended.</summary>
/// <param name="End">The last iterate, <c>[d]</c>.</param>
/// <param name="Residual">The length of the residual there.</param>
/// <param name="Steps">Steps tried.</param>
/// <param name="Converged">Whether the run ended at a small gradient or a step too short to change the iterate.</param>
public sealed record LeastSquaresFit(Vector<double> End, double Residual, int Steps, bool Converged);

/// <summary>Non-linear least squares: the minimum of <c>½‖r(x)‖²</c> by damped Gauss–Newton steps
/// <c>(JᵀJ + μI)h = −Jᵀr</c>.</summary>
/// <remarks>Edge cases: the method goes downhill only and may end at any stationary point of the sum of squares. Error:
/// where a residual is left, the sum of squares is level to rounding within about 10⁻⁸ of its minimum; where none is
/// left, the end is exact to rounding. Source:
/// K. Levenberg 1944, D. W. Marquardt 1963; the damping is H. B. Nielsen's of 1999.</remarks>
public static class LevenbergMarquardt
{
    private const double FirstDamping = 1e-3;

    /// <summary>Runs the method from a start.</summary>
    /// <param name="residual">r, from <c>[d]</c> to <c>[m]</c>.</param>
    /// <param name="jacobian">The derivative of r, from <c>[d]</c> to <c>[m, d]</c>.</param>
    /// <param name="start">The first iterate, <c>[d]</c>.</param>
    /// <param name="steps">The most steps, at least 0.</param>
    /// <param name="gradientTolerance">The run ends when no entry of <c>Jᵀr</c> exceeds this, at least 0.</param>
    /// <returns>The end; along the way the sum of squares never grows.</returns>
    /// <exception cref="ArgumentException">The Jacobian's shape does not fit residual and start.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count or a tolerance is negative.</exception>
    /// <exception cref="OperationCanceledException">The host cancelled the cell.</exception>
    /// <remarks>Cost: one residual a step tried, one Jacobian a step taken, and a system of d equations.</remarks>
    public static LeastSquaresFit Minimize(
        Func<Vector<double>, Vector<double>> residual,
        Func<Vector<double>, Matrix<double>> jacobian,
        Vector<double> start,
        int steps = 200,
        double gradientTolerance = 1e-12)
    {
        Require.AtLeast(steps, 0, "the most steps");
        Require.AtLeast(gradientTolerance, 0.0, "the entry of the gradient to stop at");
        var cancellation = Ambient.Cancellation;
        var (x, r) = (start, residual(start));
        var (j, square) = (Jacobian(x), r * r);
        var (gradient, normal) = (j.TransposeThisAndMultiply(r), j.TransposeThisAndMultiply(j));
        var damping = FirstDamping * Math.Max(normal.Diagonal().Maximum(), double.Epsilon);
        var (growth, count) = (2.0, 0);
        for (; count < steps && gradient.AbsoluteMaximum() > gradientTolerance; count++)
        {
            cancellation.ThrowIfCancellationRequested();
            var damped = normal.Clone();
            for (var i = 0; i < x.Count; i++)
                damped[i, i] += damping;
            var step = -damped.LU().Solve(gradient);
            if (!(step.L2Norm() > 1e-15 * x.L2Norm()) || !double.IsFinite(damping))
                return new(x, Math.Sqrt(square), count, Converged: true);

            var next = x + step;
            var nextResidual = residual(next);
            var nextSquare = nextResidual * nextResidual;
            // The fall of the sum of squares over what the linear model promised.
            var gain = (square - nextSquare) / (step * (damping * step - gradient));
            if (!(gain > 0))
            {
                (damping, growth) = (damping * growth, growth * 2);
                continue;
            }

            (x, r, square) = (next, nextResidual, nextSquare);
            j = Jacobian(x);
            (gradient, normal) = (j.TransposeThisAndMultiply(r), j.TransposeThisAndMultiply(j));
            var excess = 2 * gain - 1;
            (damping, growth) = (damping * Math.Max(1.0 / 3, 1 - excess * excess * excess), 2);
        }

        return new(x, Math.Sqrt(square), count, gradient.AbsoluteMaximum() <= gradientTolerance);

        Matrix<double> Jacobian(Vector<double> at)
        {
            var matrix = jacobian(at);
            Require.That(
                matrix.RowCount == r.Count && matrix.ColumnCount == at.Count,
                nameof(jacobian),
                $"the Jacobian is {matrix.RowCount} × {matrix.ColumnCount} but {r.Count} residuals of {at.Count} "
                    + $"variables need {r.Count} × {at.Count}.");

            return matrix;
        }
    }
}
