namespace Lemmata.Learning.Numerics.Probability;

/// <summary>How far two laws on 0, 1, 2, … are apart.</summary>
public static class Divergence
{
    /// <summary>The largest difference in probability that any event can show: <c>½ Σ |a(k) − b(k)|</c>.</summary>
    /// <param name="a">A law.</param>
    /// <param name="b">Another law.</param>
    /// <returns>A number in [0, 1], 0 only for equal laws.</returns>
    /// <remarks><b>Error:</b> about 10^−16 absolute; for a binomial against its Poisson law use
    /// <see cref="PoissonApproximation"/>,
    /// whose differences are relatively exact.</remarks>
    public static double TotalVariation(DiscreteLaw a, DiscreteLaw b)
    {
        var sum = new CompensatedSum();
        for (var k = Math.Max(a.Largest, b.Largest); k >= 0; k--)
            sum.Add(Math.Abs(a.Probability(k) - b.Probability(k)));
        return sum.Value / 2;
    }

    /// <summary>The Kullback–Leibler divergence <c>Σ a(k) ln(a(k)/b(k))</c>, in nats.</summary>
    /// <param name="a">The law that the mean is taken over.</param>
    /// <param name="b">The law that is compared with it.</param>
    /// <returns>A number that is not negative; infinity where a puts weight on a value that b excludes.</returns>
    public static double RelativeEntropy(DiscreteLaw a, DiscreteLaw b)
    {
        var sum = new CompensatedSum();
        for (var k = Math.Max(a.Largest, b.Largest); k >= 0; k--)
        {
            var (p, q) = (a.Probability(k), b.Probability(k));
            if (p > 0 && q == 0) return double.PositiveInfinity;
            if (q > 0) sum.Add(q * LogTerm((p - q) / q));             // p ln(p/q) − p + q, which is at least 0
        }
        return Math.Max(0, sum.Value);
    }

    /// <summary>(1 + r) ln(1 + r) − r for r at least −1, without cancellation for small r.</summary>
    internal static double LogTerm(double r)
    {
        if (r <= -1) return 1;
        if (Math.Abs(r) > 0.05) return (1 + r) * Math.Log(1 + r) - r;
        var (sum, power) = (0.0, r * r);
        for (var j = 2; j < 16; j++)                                  // Σ (−r)^j / (j (j−1))
        {
            sum += power / (j * (j - 1.0));
            power *= -r;
        }
        return sum;
    }
}
