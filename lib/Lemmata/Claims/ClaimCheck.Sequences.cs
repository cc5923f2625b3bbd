using Lemmata.Claims.Comparisons;

namespace Lemmata.Claims;

public sealed partial class ClaimCheck
{
    /// <summary>
    /// A sequence approaches its limit: the distance shrinks until it is within the tolerance, and the last term is.
    /// </summary>
    /// <param name="sequence">The terms, at least two.</param>
    /// <param name="limit">The limit by an independent route.</param>
    /// <param name="tolerance">Largest allowed distance of the last term.</param>
    /// <param name="because">Why this much slack is right.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">The last term is too far away, the distance grows on the way, or a term
    /// is not finite.</exception>
    /// <exception cref="ArgumentException">There are fewer than two terms.</exception>
    public CheckResult Limit(IEnumerable<double> sequence, double limit, double tolerance, string because) =>
        Conclude(Sequences.Limit(sequence, limit, tolerance), because);

    /// <summary>A power law: the least-squares slope of ln y against ln x is as expected.</summary>
    /// <param name="x">Positive abscissae, at least three.</param>
    /// <param name="y">Positive ordinates, as many.</param>
    /// <param name="slope">The expected exponent.</param>
    /// <param name="tolerance">Largest allowed distance of the fitted slope.</param>
    /// <param name="because">Why this much slack is right.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">The slope differs by more, or an ordinate is not positive and
    /// finite.</exception>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than three points, or an abscissa is not
    /// positive.</exception>
    public CheckResult Rate(
        IEnumerable<double> x,
        IEnumerable<double> y,
        double slope,
        double tolerance,
        string because) => Conclude(Sequences.Rate(x, y, slope, tolerance), because);

    /// <summary>Values go one way at every step.</summary>
    /// <param name="values">The values, at least two.</param>
    /// <param name="increasing">True for up, false for down.</param>
    /// <param name="because">Why they do.</param>
    /// <param name="strict">Whether equal neighbours are refused.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">A step goes the other way, or a value is not finite.</exception>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    public CheckResult Monotone(IEnumerable<double> values, bool increasing, string because, bool strict = true) =>
        Conclude(Sequences.Monotone(values, increasing, strict), because);

    /// <summary>A fact found by other means, such as enumeration; the last resort among the verbs.</summary>
    /// <param name="condition">Whether it was found.</param>
    /// <param name="observed">What was found, with its numbers.</param>
    /// <param name="because">Why that settles it.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">The condition is false.</exception>
    public CheckResult True(bool condition, string observed, string because)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(observed);
        return Conclude(
            new Finding(condition, observed) { Observed = observed, Failure = $"the condition is false; {observed}" },
            because);
    }
}
