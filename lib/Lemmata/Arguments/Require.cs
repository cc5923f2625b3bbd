using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lemmata.Arguments;

/// <summary>
/// Conditions on arguments, in one style: what has to hold, which argument it is about, and a sentence that carries
/// the numbers and says what to do. The sentence is put together only when the condition does not hold, so a check in
/// a loop costs a comparison and allocates nothing.
/// </summary>
/// <remarks>A missing object is <see cref="ArgumentNullException"/>'s; everything about values stands here.</remarks>
public static class Require
{
    /// <summary>An argument has the right form or fits the other arguments.</summary>
    /// <param name="condition">What has to hold.</param>
    /// <param name="name">The argument at fault, as <c>nameof</c>.</param>
    /// <param name="message">One sentence: what is needed, what was passed, what to do.</param>
    /// <exception cref="ArgumentException"><paramref name="condition"/> does not hold.</exception>
    public static void That(
        [DoesNotReturnIf(false)] bool condition,
        string name,
        [InterpolatedStringHandlerArgument(nameof(condition))] ref Complaint message)
    {
        if (!condition)
            throw new ArgumentException(message.ToText(), name);
    }

    /// <inheritdoc cref="That(bool, string, ref Complaint)"/>
    public static void That([DoesNotReturnIf(false)] bool condition, string name, string message)
    {
        if (!condition)
            throw new ArgumentException(message, name);
    }

    /// <summary>An argument lies where it has to, whatever the other arguments are.</summary>
    /// <param name="condition">What has to hold.</param>
    /// <param name="name">The argument at fault, as <c>nameof</c>.</param>
    /// <param name="message">One sentence: where it has to lie, where it lies, what to do.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="condition"/> does not hold.</exception>
    public static void InRange(
        [DoesNotReturnIf(false)] bool condition,
        string name,
        [InterpolatedStringHandlerArgument(nameof(condition))] ref Complaint message)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, message.ToText());
    }

    /// <inheritdoc cref="InRange(bool, string, ref Complaint)"/>
    public static void InRange([DoesNotReturnIf(false)] bool condition, string name, string message)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, message);
    }

    /// <summary>A count or a size is at least some number; NaN never is.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="least">The smallest value allowed.</param>
    /// <param name="meaning">What the argument is, to be read after its name, such as "the number of trials".</param>
    /// <param name="name">Filled in by the compiler.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is smaller.</exception>
    public static void AtLeast<T>(
        T value,
        T least,
        string? meaning = null,
        [CallerArgumentExpression(nameof(value))] string name = "")
        where T : INumber<T> =>
        InRange(value >= least, name, $"{Named(name, meaning)} has to be at least {least}, got {value}.");

    /// <summary>A number is positive and finite.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="meaning">What the argument is, to be read after its name, such as "the step size".</param>
    /// <param name="name">Filled in by the compiler.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is zero, negative, infinite or NaN.
    /// </exception>
    public static void Positive(
        double value,
        string? meaning = null,
        [CallerArgumentExpression(nameof(value))] string name = "") =>
        InRange(
            value > 0 && double.IsFinite(value),
            name,
            $"{Named(name, meaning)} has to be positive and finite, got {value}.");

    /// <summary>A number is a probability.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="meaning">What the argument is, to be read after its name.</param>
    /// <param name="name">Filled in by the compiler.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is outside [0, 1] or NaN.</exception>
    public static void Probability(
        double value,
        string? meaning = null,
        [CallerArgumentExpression(nameof(value))] string name = "") =>
        InRange(value is >= 0 and <= 1, name, $"{Named(name, meaning)} has to lie in [0, 1], got {value}.");

    /// <summary>Every number is finite.</summary>
    /// <param name="values">The argument.</param>
    /// <param name="reason">Why, as the end of a sentence; none when left out.</param>
    /// <param name="name">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException">A value is infinite or NaN; the message says which.</exception>
    public static void Finite(
        ReadOnlySpan<double> values,
        string? reason = null,
        [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (var i = 0; i < values.Length; i++)
        {
            That(
                double.IsFinite(values[i]),
                name,
                $"{name} has {values[i]} at index {i} of {values.Length}; every value has to be finite{Because(reason)}.");
        }
    }

    /// <summary>There is at least one value.</summary>
    /// <param name="values">The argument.</param>
    /// <param name="name">Filled in by the compiler.</param>
    /// <exception cref="ArgumentException"><paramref name="values"/> is empty.</exception>
    public static void NotEmpty<T>(
        ReadOnlySpan<T> values,
        [CallerArgumentExpression(nameof(values))] string name = "") =>
        That(!values.IsEmpty, name, $"{name} is empty; pass at least one value.");

    /// <summary>There are as many values as another argument asks for.</summary>
    /// <param name="got">The length of the argument.</param>
    /// <param name="expected">The length needed.</param>
    /// <param name="name">The argument at fault, as <c>nameof</c>.</param>
    /// <param name="reason">Where the number comes from, as the end of a sentence.</param>
    /// <exception cref="ArgumentException">The two differ.</exception>
    public static void Length(int got, int expected, string name, string reason) =>
        That(got == expected, name, $"{name} has {got} entries but {expected} are needed: {reason}.");

    private static string Named(string name, string? meaning) => meaning is null ? name : $"{name} ({meaning})";

    private static string Because(string? reason) => reason is null ? "" : $", {reason}";
}
