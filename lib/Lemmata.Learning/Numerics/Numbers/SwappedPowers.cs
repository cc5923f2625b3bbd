using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Numbers;

/// <summary>
/// Base and exponent exchanged: <c>n^(n+1)</c> against <c>(n+1)^n</c>, and the pairs with <c>x^y = y^x</c>.
/// </summary>
public static class SwappedPowers
{
    /// <summary>The ratio <c>(n+1)^n / n^(n+1)</c>, exactly.</summary>
    /// <param name="n">At least 1.</param>
    /// <returns>A fraction, above 1 where the larger base wins.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is below 1.</exception>
    public static Rational Ratio(int n)
    {
        Require.AtLeast(n, 1);
        return new Rational(BigInteger.Pow(n + 1, n), BigInteger.Pow(n, n + 1));
    }

    /// <summary>The real x with <c>(1 + 1/x)^x = x</c>, where <c>x^(x+1)</c> overtakes <c>(x+1)^x</c>.</summary>
    /// <returns>The root to the last bit or two, by bisection between 2 and 3.</returns>
    public static double Crossing()
    {
        var (low, high) = (2.0, 3.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (middle * Math.Log(1 + 1 / middle) > Math.Log(middle)) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>
    /// The m-th pair of different rational numbers with <c>x^y = y^x</c>: <c>x = (1 + 1/m)^m</c>, <c>y = (1 +
    /// 1/m)^(m+1)</c>.
    /// </summary>
    /// <param name="m">At least 1; m = 1 gives 2 and 4.</param>
    /// <returns>The smaller and the larger number.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="m"/> is below 1.</exception>
    public static (Rational X, Rational Y) Pair(int m)
    {
        Require.AtLeast(m, 1);
        var step = new Rational(m + 1, m);
        return (Rational.Pow(step, m), Rational.Pow(step, m + 1));
    }
}
