using Lemmata.Arguments;
using Lemmata.Display;
using MathNet.Numerics.Distributions;

namespace Lemmata.Learning.Numerics.Probability;

/// <summary>Pearson's comparison of counts with what a law expects.</summary>
/// <param name="Statistic">Σ (observed − expected)²/expected.</param>
/// <param name="DegreesOfFreedom">Cells minus one minus fitted parameters.</param>
public sealed record ChiSquareTest(double Statistic, int DegreesOfFreedom)
{
    /// <summary>Probability that chance alone exceeds the statistic, in the limit of large counts.</summary>
    public double PValue => 1 - ChiSquared.CDF(DegreesOfFreedom, Statistic);

    /// <summary>Compares counts cell by cell.</summary>
    /// <param name="observed">Counts, at least two cells.</param>
    /// <param name="expected">Expected counts, positive, as many.</param>
    /// <param name="fittedParameters">How many parameters of the law were taken from the same counts.</param>
    /// <returns>The statistic and its degrees of freedom.</returns>
    /// <exception cref="ArgumentException">The lengths differ, an expectation is not positive, or no degree of freedom
    /// is left.</exception>
    public static ChiSquareTest Of(
        IReadOnlyList<int> observed,
        IReadOnlyList<double> expected,
        int fittedParameters = 0)
    {
        Require.That(
            observed.Count == expected.Count,
            nameof(observed),
            $"observed has {observed.Count} cells but expected has {expected.Count}; both are indexed by cell; "
                + $"pass matching counts");

        var degrees = observed.Count - 1 - fittedParameters;
        Require.That(
            degrees >= 1,
            nameof(observed),
            $"{observed.Count} cells and {fittedParameters} fitted parameters leave {degrees} degrees of "
                + $"freedom; at least 1 is needed");

        for (var i = 0; i < expected.Count; i++)
        {
            Require.That(
                expected[i] > 0,
                nameof(expected),
                $"cell {i} expects {NumberText.Significant(expected[i])}; expected counts must be positive, so "
                    + $"pool cells");
        }

        return new ChiSquareTest(observed.Zip(expected, (o, e) => (o - e) * (o - e) / e).Sum(), degrees);
    }
}
