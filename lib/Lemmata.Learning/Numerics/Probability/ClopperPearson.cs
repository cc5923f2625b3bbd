using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Probability;

/// <summary>The exact confidence interval of a success probability.</summary>
/// <remarks><b>Source.</b> C. J. Clopper and E. S. Pearson 1934, Biometrika 26, 404, doi:10.1093/biomet/26.4.404.
/// </remarks>
public static class ClopperPearson
{
    /// <summary>
    /// The probabilities p under which neither so few nor so many successes are rarer than half of what the confidence
    /// leaves.
    /// </summary>
    /// <param name="successes">Successes seen, from 0 to the number of trials.</param>
    /// <param name="trials">Independent trials, at least 1.</param>
    /// <param name="confidence">Probability, at least, with which the interval covers p; between 0 and 1.</param>
    /// <returns>The ends, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks><b>Error.</b> The ends are found by bisection, to the last bit of the summed law. <b>Cost.</b> The
    /// binomial law about a hundred times.</remarks>
    public static (double Low, double High) Interval(int successes, int trials, double confidence = 0.95)
    {
        Require.AtLeast(trials, 1);
        Require.InRange(
            successes >= 0 && successes <= trials,
            nameof(successes),
            $"successes has to be from 0 to {trials} trials, got {successes}.");
        Require.InRange(
            confidence is > 0 and < 1, nameof(confidence), $"confidence has to lie between 0 and 1, got {confidence}.");
        var tail = (1 - confidence) / 2;
        return (
            successes == 0 ? 0 : Bisect(p => Sum(trials, p, successes, trials) < tail),
            successes == trials ? 1 : Bisect(p => Sum(trials, p, 0, successes) > tail));
    }

    private static double Sum(int trials, double probability, int from, int to)
    {
        var law = DiscreteLaw.Binomial(trials, probability);
        double sum = 0;
        for (var k = from; k <= to; k++) sum += law.Probability(k);
        return sum;
    }

    /// <summary>The place in (0, 1) up to which a condition holds.</summary>
    private static double Bisect(Func<double, bool> isBelow)
    {
        var (low, high) = (0.0, 1.0);
        while (true)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high) return middle;
            if (isBelow(middle)) low = middle;
            else high = middle;
            if (high - low < 1e-15) return (low + high) / 2;
        }
    }
}
