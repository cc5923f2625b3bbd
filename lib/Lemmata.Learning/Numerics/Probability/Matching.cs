using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Probability;

/// <summary>The matching problem: n hats returned at random, compared with the Poisson law of mean 1.</summary>
public static class Matching
{
    /// <summary>The total variation distance of the number of matches from the Poisson law of mean 1.</summary>
    /// <param name="n">Number of hats, 1 to 150.</param>
    /// <returns>A number close to 2^n/(n+1)!.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is outside 1 to 150.</exception>
    /// <remarks><b>Error:</b> relatively exact near 10^−15: each difference is the alternating tail <c>(1/k!) Σ_{j>n−k}
    /// (−1)^j/j!</c>
    /// itself, not a difference of nearly equal numbers.</remarks>
    public static double DistanceToPoisson(int n)
    {
        Require.InRange(n is >= 1 and <= 150, nameof(n), $"the number of hats must lie in 1 to 150, but is {n}");

        var inverseFactorial = new double[n + 2 + TailTerms];
        inverseFactorial[0] = 1;
        for (var j = 1; j < inverseFactorial.Length; j++) inverseFactorial[j] = inverseFactorial[j - 1] / j;
        var sum = new CompensatedSum();
        for (var k = n + 1; k < inverseFactorial.Length; k++) sum.Add(inverseFactorial[k] / Math.E);
        for (var k = 0; k <= n; k++) sum.Add(inverseFactorial[k] * AlternatingTail(n - k + 1));
        return sum.Value / 2;

        // |Σ_{j≥first} (−1)^j/j!|, from the smallest term
        double AlternatingTail(int first)
        {
            var tail = 0.0;
            for (var j = first + TailTerms; j >= first; j--) tail = inverseFactorial[j] - tail;
            return tail;
        }
    }

    private const int TailTerms = 20;
}
