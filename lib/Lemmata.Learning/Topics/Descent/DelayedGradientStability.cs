using System.Numerics;
using Lemmata.Arguments;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.Descent;

/// <summary>
/// When <c>w(t+1) = w(t) − γh · w(t−D)</c>, descent on <c>h w²/2</c> with a gradient D steps old, converges.
/// </summary>
public static class DelayedGradientStability
{
    /// <summary>The step size above which the iteration diverges: <c>γh = 2 sin(π / (2(2D+1)))</c>.</summary>
    /// <param name="delay">D in steps, at least 0.</param>
    /// <returns>
    /// The product of step size and curvature at the limit: 2 without delay, 1, 0.618… (the golden ratio), …
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    /// <remarks>Definition: there the largest root of <c>z^(D+1) − z^D + γh</c> crosses the unit circle, at the angle
    /// π/(2D+1).</remarks>
    public static double CriticalStep(int delay)
    {
        RequireDelay(delay);
        return 2 * Math.Sin(Math.PI / (2.0 * (2 * delay + 1)));
    }

    /// <summary>The roots of <c>z^(D+1) − z^D + γh</c>, as eigenvalues of its companion matrix.</summary>
    /// <param name="delay">D in steps, at least 0.</param>
    /// <param name="curvatureStep">γh, any finite number.</param>
    /// <returns>D + 1 roots, largest modulus first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative or γh not finite.</exception>
    public static Complex[] Roots(int delay, double curvatureStep)
    {
        RequireDelay(delay);
        Require.InRange(double.IsFinite(curvatureStep), nameof(curvatureStep), $"γh is finite; got {curvatureStep:R}.");

        var companion = Matrix<double>.Build.Dense(delay + 1, delay + 1);
        companion[0, 0] = 1;
        companion[0, delay] -= curvatureStep;
        for (var i = 1; i <= delay; i++)
        {
            companion[i, i - 1] = 1;
        }

        return [.. companion.Evd().EigenValues.OrderByDescending(z => z.Magnitude)];
    }

    private static void RequireDelay(int delay)
    {
        Require.InRange(delay >= 0, nameof(delay), $"The delay is at least 0 steps; got {delay}.");
    }
}
