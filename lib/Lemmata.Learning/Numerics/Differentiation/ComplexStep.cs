using System.Numerics;

namespace Lemmata.Learning.Numerics.Differentiation;

/// <summary>Derivatives of analytic functions without subtraction, hence without cancellation.</summary>
/// <remarks>Source: W. Squire and G. Trapp 1998, SIAM Review 40.</remarks>
public static class ComplexStep
{
    /// <summary>The derivative along a direction, <c>Im f(w + ihu) / h</c>.</summary>
    /// <param name="f">A real-analytic function, written for complex arguments <c>[n]</c>; no absolute values, no
    /// conjugates, no comparisons.</param>
    /// <param name="point">w, <c>[n]</c>.</param>
    /// <param name="direction">u, <c>[n]</c>.</param>
    /// <param name="step">h, above 0; it may be far below the rounding unit.</param>
    /// <returns>The derivative with an error of order h² plus a few rounding errors.</returns>
    /// <exception cref="ArgumentException">Point and direction differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above 0.</exception>
    public static double Derivative(
        Func<Complex[], Complex> f, double[] point, double[] direction, double step = 1e-20)
    {
        FiniteDifference.RequireStep(point, direction, step);
        var moved = new Complex[point.Length];
        for (var j = 0; j < point.Length; j++)
        {
            moved[j] = new Complex(point[j], step * direction[j]);
        }

        return f(moved).Imaginary / step;
    }
}
