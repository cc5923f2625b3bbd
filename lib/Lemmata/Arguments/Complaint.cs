using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Lemmata.Arguments;

/// <summary>
/// The sentence of a failed condition. The compiler makes one from the interpolated text behind a condition of
/// <see cref="Require"/>, and puts no part of it together while the condition holds. Numbers are written the same way
/// in every culture.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[InterpolatedStringHandler]
public ref struct Complaint
{
    private DefaultInterpolatedStringHandler text;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">The length of the fixed parts.</param>
    /// <param name="holes">The number of values.</param>
    /// <param name="condition">What has to hold.</param>
    /// <param name="needed">Whether the sentence will be read.</param>
    public Complaint(int literalLength, int holes, bool condition, out bool needed)
    {
        needed = !condition;
        if (needed)
            text = new DefaultInterpolatedStringHandler(literalLength, holes, CultureInfo.InvariantCulture);
    }

    /// <summary>Called by the compiler for a fixed part.</summary>
    public void AppendLiteral(string value) => text.AppendLiteral(value);

    /// <summary>Called by the compiler for a value.</summary>
    public void AppendFormatted<T>(T value, string? format = null) => text.AppendFormatted(value, format);

    /// <summary>Called by the compiler for text that must not be boxed.</summary>
    public void AppendFormatted(ReadOnlySpan<char> value) => text.AppendFormatted(value);

    internal string ToText() => text.ToStringAndClear();
}
