using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Differentiation;

/// <summary>Difference quotients of a scalar function of n variables.</summary>
public static class FiniteDifference
{
    /// <summary>The forward quotient <c>(f(w + εu) − f(w)) / ε</c>.</summary>
    /// <param name="f">A function of <c>[n]</c>.</param>
    /// <param name="point">w, <c>[n]</c>.</param>
    /// <param name="direction">u, <c>[n]</c>.</param>
    /// <param name="step">ε, above 0.</param>
    /// <returns>The derivative along u with an error of <c>(ε/2) uᵀHu</c> to leading order.</returns>
    /// <exception cref="ArgumentException">Point and direction differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above 0.</exception>
    public static double Forward(Func<double[], double> f, double[] point, double[] direction, double step)
    {
        RequireStep(point, direction, step);
        return (f(Move(point, direction, step)) - f(point)) / step;
    }

    /// <summary>The central quotient <c>(f(w + εu) − f(w − εu)) / 2ε</c>.</summary>
    /// <param name="f">A function of <c>[n]</c>.</param>
    /// <param name="point">w, <c>[n]</c>.</param>
    /// <param name="direction">u, <c>[n]</c>.</param>
    /// <param name="step">ε, above 0.</param>
    /// <returns>The derivative along u with an error of <c>(ε²/6) D³f[u,u,u]</c> to leading order.</returns>
    /// <exception cref="ArgumentException">Point and direction differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above 0.</exception>
    public static double Central(Func<double[], double> f, double[] point, double[] direction, double step)
    {
        RequireStep(point, direction, step);
        return (f(Move(point, direction, step)) - f(Move(point, direction, -step))) / (2 * step);
    }

    /// <summary>The gradient by central quotients, one coordinate at a time.</summary>
    /// <param name="f">A function of <c>[n]</c>.</param>
    /// <param name="point">w, <c>[n]</c>; unchanged afterwards.</param>
    /// <param name="step">ε, above 0; the default balances truncation and rounding for values near 1.</param>
    /// <returns>The gradient <c>[n]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above 0.</exception>
    /// <remarks>Cost: 2n evaluations.</remarks>
    public static double[] Gradient(Func<double[], double> f, double[] point, double step = 1e-5)
    {
        RequireStep(point, point, step);
        var moved = (double[])point.Clone();
        var gradient = new double[point.Length];
        for (var j = 0; j < point.Length; j++)
        {
            moved[j] = point[j] + step;
            var above = f(moved);
            moved[j] = point[j] - step;
            var below = f(moved);
            moved[j] = point[j];
            gradient[j] = (above - below) / (2 * step);
        }

        return gradient;
    }

    internal static void RequireStep(double[] point, double[] direction, double step)
    {
        Require.That(
            point.Length == direction.Length,
            nameof(direction),
            $"point has {point.Length} coordinates but direction has {direction.Length}; they must match.");

        Require.InRange(
            step > 0 && double.IsFinite(step),
            nameof(step),
            $"The step ε is above 0 and finite; got {step:R}.");
    }

    private static double[] Move(double[] point, double[] direction, double step)
    {
        var moved = new double[point.Length];
        for (var j = 0; j < point.Length; j++)
        {
            moved[j] = point[j] + step * direction[j];
        }

        return moved;
    }
}
