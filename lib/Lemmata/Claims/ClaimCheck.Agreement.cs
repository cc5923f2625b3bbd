using Lemmata.Claims.Comparisons;

namespace Lemmata.Claims;

public sealed partial class ClaimCheck
{
    /// <summary>Two numbers agree up to an absolute tolerance.</summary>
    /// <param name="observed">The number under test.</param>
    /// <param name="expected">The same by an independent route.</param>
    /// <param name="tolerance">Largest allowed distance, at least 0.</param>
    /// <param name="because">Why this much slack is right.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">They differ by more, or a number is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is negative or not
    /// finite.</exception>
    public CheckResult Equal(double observed, double expected, double tolerance, string because) =>
        Conclude(Agreement.Equal([(observed, expected, null)], tolerance, relative: false), because);

    /// <summary>Pairs of numbers agree up to an absolute tolerance; the largest deviation is told.</summary>
    /// <param name="pairs">Observed and expected, at least one pair.</param>
    /// <param name="tolerance">Largest allowed distance, at least 0.</param>
    /// <param name="because">Why this much slack is right.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">A pair differs by more, or a number is not finite.</exception>
    /// <exception cref="ArgumentException">There is no pair.</exception>
    public CheckResult Equal(IEnumerable<(double Observed, double Expected)> pairs, double tolerance, string because) =>
        Conclude(Agreement.Equal(Unplaced(pairs), tolerance, relative: false), because);

    /// <inheritdoc cref="Equal(IEnumerable{ValueTuple{double, double}}, double, string)"/>
    public CheckResult Equal(
        IEnumerable<(double Observed, double Expected, string At)> pairs,
        double tolerance,
        string because) => Conclude(Agreement.Equal(Placed(pairs), tolerance, relative: false), because);

    /// <summary>Two numbers agree up to a tolerance relative to the expected one.</summary>
    /// <param name="observed">The number under test.</param>
    /// <param name="expected">The same by an independent route, not 0.</param>
    /// <param name="tolerance">Largest allowed relative distance, at least 0.</param>
    /// <param name="because">Why this much slack is right.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">They differ by more, or a number is not finite.</exception>
    /// <exception cref="ArgumentException">The expected number is 0, to which nothing is relative.</exception>
    public CheckResult Relative(double observed, double expected, double tolerance, string because) =>
        Conclude(Agreement.Equal([(observed, expected, null)], tolerance, relative: true), because);

    /// <summary>
    /// Pairs of numbers agree up to a tolerance relative to the expected ones; the largest deviation is told.
    /// </summary>
    /// <param name="pairs">Observed and expected, at least one pair, expected values not 0.</param>
    /// <param name="tolerance">Largest allowed relative distance, at least 0.</param>
    /// <param name="because">Why this much slack is right.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">A pair differs by more, or a number is not finite.</exception>
    /// <exception cref="ArgumentException">There is no pair, or an expected number is 0.</exception>
    public CheckResult Relative(
        IEnumerable<(double Observed, double Expected)> pairs,
        double tolerance,
        string because) => Conclude(Agreement.Equal(Unplaced(pairs), tolerance, relative: true), because);

    /// <inheritdoc cref="Relative(IEnumerable{ValueTuple{double, double}}, double, string)"/>
    public CheckResult Relative(
        IEnumerable<(double Observed, double Expected, string At)> pairs,
        double tolerance,
        string because) => Conclude(Agreement.Equal(Placed(pairs), tolerance, relative: true), because);

    /// <summary>
    /// A number agrees with a reference in all digits that the reference writes: it lies within half a unit of the last
    /// one.
    /// </summary>
    /// <param name="observed">The number under test.</param>
    /// <param name="reference">The reference as written, such as <c>7.0861e-7</c>; trailing zeros count.</param>
    /// <param name="because">Where the reference comes from.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">A digit differs, or the number is not finite.</exception>
    /// <exception cref="ArgumentException">The reference is not a number.</exception>
    public CheckResult Digits(double observed, string reference, string because) =>
        Conclude(Agreement.Digits(observed, reference), because);

    /// <summary>
    /// Equality without slack: whole numbers, rationals, texts, or sequences of them element by element.
    /// </summary>
    /// <typeparam name="T">A type with exact equality.</typeparam>
    /// <param name="observed">The value under test.</param>
    /// <param name="expected">The same by an independent route.</param>
    /// <param name="because">Why they are equal.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">They differ; for sequences the message names the first place.</exception>
    public CheckResult Exactly<T>(T observed, T expected, string because) =>
        Conclude(Agreement.Exactly(observed, expected), because);

    /// <summary>Equality without slack of two sequences, element by element.</summary>
    /// <typeparam name="T">A type with exact equality.</typeparam>
    /// <param name="observed">The values under test, at least one.</param>
    /// <param name="expected">The same by an independent route.</param>
    /// <param name="because">Why they are equal.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">They differ; the message names the first place.</exception>
    /// <exception cref="ArgumentException">Both are empty.</exception>
    public CheckResult Exactly<T>(IEnumerable<T> observed, IEnumerable<T> expected, string because) =>
        Conclude(Agreement.Exactly<IEnumerable<T>>([.. observed], [.. expected]), because);

    /// <summary>A z-test: an observed mean lies within the limit that chance exceeds only at the stated rate.</summary>
    /// <param name="observed">The observed mean or frequency.</param>
    /// <param name="expected">The exact value.</param>
    /// <param name="standardError">Standard deviation of the observed value, positive.</param>
    /// <param name="falseAlarm">Probability that a right claim fails, in (0, 0.05].</param>
    /// <param name="because">How the observation was made.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">The deviation exceeds the limit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The standard error or the rate is outside its range.</exception>
    public CheckResult Statistical(
        double observed,
        double expected,
        double standardError,
        double falseAlarm,
        string because) => Conclude(Agreement.Statistical(observed, expected, standardError, falseAlarm), because);

    /// <summary>
    /// The observed value differs from what the source claims by more than 100 tolerances and agrees with the corrected
    /// value.
    /// </summary>
    /// <param name="observed">The number under test.</param>
    /// <param name="claimed">What the source says it is.</param>
    /// <param name="corrected">What it is by an independent route.</param>
    /// <param name="tolerance">Largest allowed distance from the corrected value, at least 0.</param>
    /// <param name="because">Why this much slack is right.</param>
    /// <returns>The row to display.</returns>
    /// <exception cref="ClaimFailedException">The observed value is too near the claimed one or too far from the
    /// corrected one.</exception>
    public CheckResult Refutes(double observed, double claimed, double corrected, double tolerance, string because) =>
        Conclude(Agreement.Refutes(observed, claimed, corrected, tolerance), because);
}
