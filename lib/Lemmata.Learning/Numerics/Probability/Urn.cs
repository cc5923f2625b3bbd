using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Numbers;

namespace Lemmata.Learning.Numerics.Probability;

/// <summary>Draws without replacement, in exact fractions.</summary>
public static class Urn
{
    /// <summary>The probability that a given number of the drawn balls is marked (the hypergeometric law).</summary>
    /// <param name="balls">Balls in the urn.</param>
    /// <param name="marked">Marked ones among them.</param>
    /// <param name="drawn">Balls drawn.</param>
    /// <param name="hits">Marked balls among the drawn ones.</param>
    /// <returns><c>C(marked, hits)·C(balls − marked, drawn − hits)/C(balls, drawn)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More balls are marked or drawn than there are, or a number is
    /// negative; the message has both.</exception>
    public static Rational Probability(int balls, int marked, int drawn, int hits)
    {
        Require.AtLeast(balls, 0);
        Require.InRange(marked >= 0 && marked <= balls, nameof(marked), $"{marked} of {balls} balls cannot be marked");

        Require.InRange(drawn >= 0 && drawn <= balls, nameof(drawn), $"{drawn} of {balls} balls cannot be drawn");
        return new Rational(Choose(marked, hits) * Choose(balls - marked, drawn - hits), Choose(balls, drawn));
    }

    /// <summary>The number of ways to choose k of n, exactly.</summary>
    /// <param name="n">At least 0.</param>
    /// <param name="k">Any integer; outside 0 to n there is no way.</param>
    /// <returns>The binomial coefficient.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
    public static BigInteger Choose(int n, int k)
    {
        Require.AtLeast(n, 0);
        if (k < 0 || k > n) return 0;
        var ways = BigInteger.One;
        for (var i = 1; i <= Math.Min(k, n - k); i++) ways = ways * (n - i + 1) / i;
        return ways;
    }
}
