namespace Lemmata.Learning.Numerics.Probability;

/// <summary>The second-order term of the Poisson approximation and what follows from it.</summary>
public static class Charlier
{
    /// <summary>
    /// The second difference <c>w(k) − 2w(k−1) + w(k−2)</c>, the coefficient of x^k in <c>(x−1)² G(x)</c>.
    /// </summary>
    /// <param name="law">A law with generating function G.</param>
    /// <param name="k">Any integer.</param>
    /// <returns>A signed number; over all k they sum to 0.</returns>
    public static double SecondDifference(DiscreteLaw law, int k) =>
        law.Probability(k) - 2 * law.Probability(k - 1) + law.Probability(k - 2);

    /// <summary>Where the second difference of a Poisson law changes sign: <c>λ + ½ ± √(λ + ¼)</c>.</summary>
    /// <param name="mean">Mean λ, positive.</param>
    /// <returns>The smaller and the larger root.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mean"/> is not positive and finite.</exception>
    public static (double Smaller, double Larger) Roots(double mean)
    {
        DiscreteLaw.RequireMean(mean);
        var half = Math.Sqrt(mean + 0.25);
        return (mean * mean / (mean + 0.5 + half), mean + 0.5 + half);      // product λ², so no cancellation
    }

    /// <summary>The constant in front of 1/n in the distance: <c>(λ²/4) Σ |π(k) − 2π(k−1) + π(k−2)|</c>.</summary>
    /// <param name="mean">Mean λ, positive.</param>
    /// <returns>The limit of n times the total variation distance.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mean"/> is not positive and finite.</exception>
    /// <remarks><b>Definition:</b> with g(k) = π(k) − π(k−1) the second difference is g(k) − g(k−1), negative exactly
    /// between the roots;
    /// all second differences sum to 0, so the sum of their sizes is twice that of the negative stretch, which
    /// telescopes.</remarks>
    public static double LeadingConstant(double mean)
    {
        var law = DiscreteLaw.Poisson(mean);
        var (smaller, larger) = Roots(mean);
        var (first, last) = ((int)Math.Floor(smaller) + 1, (int)Math.Ceiling(larger) - 1);
        var stretch = Slope(first - 1) - Slope(last);
        return mean * mean / 4 * 2 * stretch;

        double Slope(int k) => law.Probability(k) - law.Probability(k - 1);
    }
}
