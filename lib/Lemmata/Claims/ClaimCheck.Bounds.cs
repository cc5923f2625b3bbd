using Lemmata.Claims.Comparisons;

namespace Lemmata.Claims;

public sealed partial class ClaimCheck
{
    /// <summary>A number stays at or below a bound.</summary>
    /// <param name="observed">The number under test.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="because">Where the bound comes from.</param>
    /// <param name="slack">Allowed excess relative to the bound, for rounding only.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">The bound is exceeded, or a number is not finite.</exception>
    public CheckResult AtMost(double observed, double bound, string because, double slack = 0) =>
        Conclude(Bounds.Compare([(observed, bound, null)], atMost: true, slack), because);

    /// <summary>Numbers stay at or below their bounds; the worst margin is told and all ratios are drawn.</summary>
    /// <param name="points">Observed and bound, at least one point.</param>
    /// <param name="because">Where the bound comes from.</param>
    /// <param name="slack">Allowed excess relative to the bound, for rounding only.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">A bound is exceeded, or a number is not finite.</exception>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public CheckResult AtMost(IEnumerable<(double Observed, double Bound)> points, string because, double slack = 0) =>
        Conclude(Bounds.Compare(Unplaced(points), atMost: true, slack), because);

    /// <inheritdoc cref="AtMost(IEnumerable{ValueTuple{double, double}}, string, double)"/>
    public CheckResult AtMost(
        IEnumerable<(double Observed, double Bound, string At)> points,
        string because,
        double slack = 0) => Conclude(Bounds.Compare(Placed(points), atMost: true, slack), because);

    /// <summary>A number stays at or above a bound.</summary>
    /// <param name="observed">The number under test.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="because">Where the bound comes from.</param>
    /// <param name="slack">Allowed shortfall relative to the bound, for rounding only.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">The number falls below the bound, or a number is not finite.</exception>
    public CheckResult AtLeast(double observed, double bound, string because, double slack = 0) =>
        Conclude(Bounds.Compare([(observed, bound, null)], atMost: false, slack), because);

    /// <summary>Numbers stay at or above their bounds; the worst margin is told and all ratios are drawn.</summary>
    /// <param name="points">Observed and bound, at least one point.</param>
    /// <param name="because">Where the bound comes from.</param>
    /// <param name="slack">Allowed shortfall relative to the bound, for rounding only.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">A number falls below its bound, or is not finite.</exception>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public CheckResult AtLeast(IEnumerable<(double Observed, double Bound)> points, string because, double slack = 0) =>
        Conclude(Bounds.Compare(Unplaced(points), atMost: false, slack), because);

    /// <inheritdoc cref="AtLeast(IEnumerable{ValueTuple{double, double}}, string, double)"/>
    public CheckResult AtLeast(
        IEnumerable<(double Observed, double Bound, string At)> points,
        string because,
        double slack = 0) => Conclude(Bounds.Compare(Placed(points), atMost: false, slack), because);

    /// <summary>
    /// An inequality of the source is broken here, which settles the claim: it fails (or is corrected, in a
    /// correction).
    /// </summary>
    /// <param name="observed">The number that should have kept the bound.</param>
    /// <param name="bound">The source's bound.</param>
    /// <param name="because">Why this is a counter-example.</param>
    /// <param name="atLeast">True when the source promises at least the bound, false when it promises at most.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">The inequality is kept, or a number is not finite.</exception>
    public CheckResult Violates(double observed, double bound, string because, bool atLeast = false) =>
        Conclude(Bounds.Violates(observed, bound, atLeast), because);
}
