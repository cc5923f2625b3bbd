using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Descent;

/// <summary>
/// Gradient descent in which each coordinate sees an old iterate, as in decoupled parallel backpropagation.
/// </summary>
public static class DelayedGradientDescent
{
    /// <summary>Runs <c>w_j(t+1) = w_j(t) − γ(t) · ∇_j f(w(t − d_j))</c>, with no update from times before 0.</summary>
    /// <typeparam name="T">The number type; with <c>Rational</c> the path is exact.</typeparam>
    /// <param name="gradient">The gradient <c>[n]</c> that is taken at time s at the point w(s) <c>[n]</c>; s names the
    /// sample of a stochastic run. It is called once per time.</param>
    /// <param name="start">w(0), <c>[n]</c>.</param>
    /// <param name="delays">Delay d_j of each coordinate, in steps, at least 0. Module k of K has delay K − k.</param>
    /// <param name="stepSize">γ(t), at least 0.</param>
    /// <param name="steps">Number of steps, at least 0.</param>
    /// <returns>w(0) … w(steps), <c>[steps + 1][n]</c>.</returns>
    /// <exception cref="ArgumentException">The lengths of start, delays and gradient differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A delay, a step size or the number of steps is
    /// negative.</exception>
    /// <remarks>Source: Z. Huo, B. Gu, Q. Yang, H. Huang 2018, arXiv:1804.10574, algorithm 1.</remarks>
    public static T[][] Run<T>(Func<int, T[], T[]> gradient, T[] start, int[] delays, Func<int, T> stepSize, int steps)
        where T : INumber<T>
    {
        Require.That(
            delays.Length == start.Length,
            nameof(delays),
            $"start has {start.Length} coordinates but delays has {delays.Length}; each coordinate needs a delay.");

        var bad = Array.FindIndex(delays, d => d < 0);
        Require.InRange(
            bad < 0, nameof(delays), $"Delays are at least 0 steps; delays[{bad}] is {delays[bad]}.");

        Require.AtLeast(steps, 0);
        var path = new T[steps + 1][];
        var gradients = new T[steps][];
        path[0] = [.. start];
        for (var t = 0; t < steps; t++)
        {
            gradients[t] = gradient(t, path[t]);
            Require.That(
                gradients[t].Length == start.Length,
                nameof(gradient),
                $"start has {start.Length} coordinates but the gradient at time {t} has {gradients[t].Length}.");

            var step = stepSize(t);
            Require.InRange(step >= T.Zero, nameof(stepSize), $"Step sizes are at least 0; at time {t} it is {step}.");

            path[t + 1] = new T[start.Length];
            for (var j = 0; j < start.Length; j++)
            {
                var seen = t - delays[j];
                path[t + 1][j] = seen < 0 ? path[t][j] : path[t][j] - step * gradients[seen][j];
            }
        }

        return path;
    }
}
