using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Lemmata.Learning.Numerics.Numbers;

// What INumber<T> asks for besides arithmetic: order, text, classification, conversion.
public readonly partial struct Rational
{
    /// <summary>The number 1, neutral in products.</summary>
    public static Rational MultiplicativeIdentity => One;

    /// <summary>The number 0, neutral in sums.</summary>
    public static Rational AdditiveIdentity => default;

    static int INumberBase<Rational>.Radix => 2;

    /// <summary>The same number.</summary>
    public static Rational operator +(Rational value) => value;

    /// <summary>The number plus one.</summary>
    public static Rational operator ++(Rational value) => value + One;

    /// <summary>The number minus one.</summary>
    public static Rational operator --(Rational value) => value - One;

    /// <summary>Whether two rationals are the same number.</summary>
    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    /// <summary>Whether two rationals are different numbers.</summary>
    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    /// <summary>Whether the left number is smaller.</summary>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left number is greater.</summary>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left number is smaller or equal.</summary>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left number is greater or equal.</summary>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>Order of the number line.</summary>
    /// <param name="other">The number to compare with.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(Rational other) => Denominator == other.Denominator
        ? numerator.CompareTo(other.numerator)
        : (numerator * other.Denominator).CompareTo(other.numerator * Denominator);

    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Rational other => CompareTo(other),
        _ => throw new ArgumentException($"A Rational compares with a Rational; got {obj.GetType()}.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(Rational other) => numerator == other.numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(numerator, Denominator);

    /// <summary>The fraction as <c>numerator/denominator</c>, or the integer alone.</summary>
    public override string ToString() => Denominator.IsOne
        ? numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{numerator}/{Denominator}");

    /// <summary>
    /// The fraction in lowest terms; with a numeric format such as <c>F6</c>, the nearest double so formatted.
    /// </summary>
    /// <param name="format">Null, empty or G for the fraction; otherwise a format of <c>double</c>.</param>
    /// <param name="formatProvider">Used with a numeric format; null means the invariant culture.</param>
    public string ToString(string? format, IFormatProvider? formatProvider = null) =>
        format is null or "" or "G"
            ? ToString()
            : ToDouble().ToString(format, formatProvider ?? CultureInfo.InvariantCulture);

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        var text = ToString(format.ToString(), provider);
        charsWritten = text.TryCopyTo(destination) ? text.Length : 0;
        return charsWritten == text.Length;
    }

    /// <summary>Reads <c>3/4</c>, <c>-1.25</c> or <c>2e-3</c> exactly: 0.1 becomes 1/10.</summary>
    /// <param name="text">A fraction of two integers, or a decimal number with optional exponent.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static Rational Parse(string text) => TryParse(text, out var value)
        ? value
        : throw new FormatException($"\"{text}\" is not a rational number; write it like 3/4, -1.25 or 2e-3.");

    /// <summary>Like <see cref="Parse(string)"/>, without an exception.</summary>
    /// <param name="text">A fraction of two integers, or a decimal number with optional exponent.</param>
    /// <param name="result">The number, or zero.</param>
    /// <returns>Whether the text was a rational number.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rational result)
    {
        result = default;
        var parts = (text ?? "").Trim().Split('/');
        if (parts.Length == 2)
        {
            if (TryDecimal(parts[0], out var above) && TryDecimal(parts[1], out var below) && below.Sign != 0)
            {
                result = above / below;
                return true;
            }

            return false;
        }

        return parts.Length == 1 && TryDecimal(parts[0], out result);
    }

    private static bool TryDecimal(string text, out Rational result)
    {
        result = default;
        var trimmed = text.Trim();
        var mark = trimmed.IndexOfAny(['e', 'E']);
        var exponent = 0;
        if (mark >= 0 && !int.TryParse(trimmed[(mark + 1)..], NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture, out exponent))
        {
            return false;
        }

        var mantissa = mark >= 0 ? trimmed[..mark] : trimmed;
        var point = mantissa.IndexOf('.');
        var digits = point >= 0 ? mantissa.Remove(point, 1) : mantissa;
        if (
            Math.Abs((long)exponent) > 100_000
            || !BigInteger.TryParse(
                digits,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var integer))
        {
            return false;
        }

        result = integer * Pow(10, exponent - (point >= 0 ? mantissa.Length - point - 1 : 0));
        return true;
    }

    static Rational INumberBase<Rational>.Parse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider) =>
        Parse(s.ToString());

    static Rational INumberBase<Rational>.Parse(string s, NumberStyles style, IFormatProvider? provider) => Parse(s);

    static Rational ISpanParsable<Rational>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        Parse(s.ToString());

    static Rational IParsable<Rational>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool INumberBase<Rational>.TryParse(
        ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider, out Rational result) =>
        TryParse(s.ToString(), out result);

    static bool INumberBase<Rational>.TryParse(
        [NotNullWhen(true)] string? s, NumberStyles style, IFormatProvider? provider, out Rational result) =>
        TryParse(s, out result);

    static bool ISpanParsable<Rational>.TryParse(
        ReadOnlySpan<char> s,
        IFormatProvider? provider,
        out Rational result) => TryParse(s.ToString(), out result);

    static bool IParsable<Rational>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, out Rational result) => TryParse(s, out result);

    static bool INumberBase<Rational>.IsCanonical(Rational value) => true;

    static bool INumberBase<Rational>.IsComplexNumber(Rational value) => false;

    static bool INumberBase<Rational>.IsEvenInteger(Rational value) =>
        value.Denominator.IsOne && value.numerator.IsEven;

    static bool INumberBase<Rational>.IsFinite(Rational value) => true;

    static bool INumberBase<Rational>.IsImaginaryNumber(Rational value) => false;

    static bool INumberBase<Rational>.IsInfinity(Rational value) => false;

    /// <summary>Whether the number is an integer.</summary>
    public static bool IsInteger(Rational value) => value.Denominator.IsOne;

    static bool INumberBase<Rational>.IsNaN(Rational value) => false;

    /// <summary>Whether the number is below zero.</summary>
    public static bool IsNegative(Rational value) => value.Sign < 0;

    static bool INumberBase<Rational>.IsNegativeInfinity(Rational value) => false;

    static bool INumberBase<Rational>.IsNormal(Rational value) => value.Sign != 0;

    static bool INumberBase<Rational>.IsOddInteger(Rational value) =>
        value.Denominator.IsOne && !value.numerator.IsEven;

    /// <summary>Whether the number is zero or above, as for the other number types.</summary>
    public static bool IsPositive(Rational value) => value.Sign >= 0;

    static bool INumberBase<Rational>.IsPositiveInfinity(Rational value) => false;

    static bool INumberBase<Rational>.IsRealNumber(Rational value) => true;

    static bool INumberBase<Rational>.IsSubnormal(Rational value) => false;

    /// <summary>Whether the number is zero.</summary>
    public static bool IsZero(Rational value) => value.Sign == 0;

    static Rational INumberBase<Rational>.MaxMagnitude(Rational x, Rational y) => Abs(x) >= Abs(y) ? x : y;

    static Rational INumberBase<Rational>.MaxMagnitudeNumber(Rational x, Rational y) => Abs(x) >= Abs(y) ? x : y;

    static Rational INumberBase<Rational>.MinMagnitude(Rational x, Rational y) => Abs(x) <= Abs(y) ? x : y;

    static Rational INumberBase<Rational>.MinMagnitudeNumber(Rational x, Rational y) => Abs(x) <= Abs(y) ? x : y;

    static bool INumberBase<Rational>.TryConvertFromChecked<TOther>(TOther value, out Rational result) =>
        TryConvertFrom(value, out result);

    static bool INumberBase<Rational>.TryConvertFromSaturating<TOther>(TOther value, out Rational result) =>
        TryConvertFrom(value, out result);

    static bool INumberBase<Rational>.TryConvertFromTruncating<TOther>(TOther value, out Rational result) =>
        TryConvertFrom(value, out result);

    private static bool TryConvertFrom<TOther>(TOther value, out Rational result)
        where TOther : INumberBase<TOther>
    {
        result = default;
        if (!TOther.IsFinite(value) || TOther.IsComplexNumber(value))
        {
            return false;
        }

        switch (value)
        {
            case double number: result = FromDouble(number); return true;
            case float number: result = FromDouble(number); return true;
            case Half number: result = FromDouble((double)number); return true;
            case decimal number: result = Parse(number.ToString(CultureInfo.InvariantCulture)); return true;
        }

        if (!TOther.IsInteger(value))
        {
            return false;
        }

        result = new Rational(BigInteger.CreateChecked(value));
        return true;
    }

    static bool INumberBase<Rational>.TryConvertToChecked<TOther>(
        Rational value, [MaybeNullWhen(false)] out TOther result) => TryConvertTo(value, out result);

    static bool INumberBase<Rational>.TryConvertToSaturating<TOther>(
        Rational value, [MaybeNullWhen(false)] out TOther result) => TryConvertTo(value, out result);

    static bool INumberBase<Rational>.TryConvertToTruncating<TOther>(
        Rational value, [MaybeNullWhen(false)] out TOther result) => TryConvertTo(value, out result);

    private static bool TryConvertTo<TOther>(Rational value, [MaybeNullWhen(false)] out TOther result)
        where TOther : INumberBase<TOther>
    {
        if (typeof(TOther) == typeof(double) || typeof(TOther) == typeof(float) || typeof(TOther) == typeof(Half))
        {
            result = TOther.CreateTruncating(value.ToDouble());
            return true;
        }

        // Integers get the quotient truncated towards zero, as a cast does, and throw when it does not fit.
        if (typeof(TOther) != typeof(decimal) && typeof(TOther) != typeof(Complex))
        {
            result = TOther.CreateChecked(BigInteger.Divide(value.numerator, value.Denominator));
            return true;
        }

        result = default;
        return false;
    }
}
