using System.Globalization;
using Lemmata.Arguments;

namespace Lemmata.Display;

/// <summary>Numbers as readers want them: few digits, no trailing zeros, the same on every machine.</summary>
public static class NumberText
{
    /// <summary>A number to some significant digits: plain between 10^−4 and 10^6, with an exponent outside.</summary>
    /// <param name="value">Any number; NaN and infinities are written in words.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    /// <returns>Text such as <c>0.1332</c>, <c>1.02e-7</c> or <c>−</c>-signed twins with an ASCII minus.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> is outside 1 to 17.</exception>
    public static string Significant(double value, int digits = 4)
    {
        Require.InRange(
            digits is >= 1 and <= 17,
            nameof(digits),
            $"a double has 1 to 17 significant digits, {digits} were asked for");

        if (double.IsNaN(value))
            return "not a number";
        if (double.IsInfinity(value))
            return value > 0 ? "infinity" : "-infinity";
        if (value == 0)
            return "0";
        var scientific = value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture);
        var cut = scientific.IndexOf('E');
        var exponent = int.Parse(
            scientific.AsSpan(cut + 1),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture);
        if (exponent < -4 || (exponent >= 6 && exponent >= digits))
        {
            var mantissa = scientific[..cut];
            return (mantissa.Contains('.') ? mantissa.TrimEnd('0').TrimEnd('.') : mantissa)
                + "e"
                + exponent.ToString(CultureInfo.InvariantCulture);
        }
        var plain = double.Parse(scientific, CultureInfo.InvariantCulture)
            .ToString("F" + Math.Max(0, digits - 1 - exponent), CultureInfo.InvariantCulture);
        return plain.Contains('.') ? plain.TrimEnd('0').TrimEnd('.') : plain;
    }

    /// <summary>
    /// The nearest number with some significant digits, for output that must not change with the C library.
    /// </summary>
    /// <param name="value">Any number.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    /// <returns>The rounded number; NaN and infinities stay.</returns>
    public static double Round(double value, int digits) => !double.IsFinite(value) || value == 0
        ? value
        : double.Parse(value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
