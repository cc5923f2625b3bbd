using System.Globalization;
using System.Text;

namespace Lemmata.Plotting.Scales;

/// <summary>Numbers as drawings show them: places to 0.1 px, labels with typographic minus and powers of ten.</summary>
internal static class DrawnNumber
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>A pixel coordinate, rounded to 0.1.</summary>
    /// <remarks>Ties are pushed up by a millionth, so the last bit of a logarithm never decides a digit.</remarks>
    public static string Pixel(double value)
    {
        var tenths = Tenths(value);
        var sign = tenths < 0 ? "-" : "";
        tenths = Math.Abs(tenths);
        return tenths % 10 == 0
            ? sign + (tenths / 10).ToString(CultureInfo.InvariantCulture)
            : sign
                + (tenths / 10).ToString(CultureInfo.InvariantCulture)
                + "."
                + (tenths % 10).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A pixel coordinate in tenths of a pixel.</summary>
    public static long Tenths(double value) => (long)Math.Floor(Math.Clamp(value, -1e9, 1e9) * 10 + 0.500001);

    /// <summary>
    /// A number for readers: typographic minus, thin spaces from five digits on, powers of ten when very large or
    /// small.
    /// </summary>
    public static string Plain(double value) => WithDecimals(value, null);

    /// <summary>
    /// A number to twelve significant digits: without the dust of sums, and without the last digits, which the C
    /// library may decide.
    /// </summary>
    public static double Steady(double value) => value == 0 ? 0 : Display.NumberText.Round(value, 12);

    /// <summary>The same for a number on an axis of a length: where only late digits differ, they all count.</summary>
    public static double Steady(double value, double span) =>
        Math.Abs(value) > 1e6 * span && span > 0 ? value : Steady(value);

    /// <summary>A number with all its digits, a power of ten as such.</summary>
    public static string Exact(double value)
    {
        var exponent = (int)Math.Round(Math.Log10(value));
        if (value >= 1e4 && value == Ticks.Power(1, exponent))
        {
            return PowerOfTen(exponent);
        }

        return value is >= 1e15 or < 1e-9 ? value.ToString("R", CultureInfo.InvariantCulture)
            : Grouped(((decimal)value).ToString("0.###############", CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// A number with a fixed number of decimals (null: as many as it needs, at most six significant digits).
    /// </summary>
    public static string WithDecimals(double value, int? decimals)
    {
        if (double.IsNaN(value))
        {
            return "–";
        }

        var size = Math.Abs(value);
        if (size != 0 && (size >= 1e7 || size < 1e-4))
        {
            return Scientific(value);
        }

        var text = (
            decimals is { } places
                ? size.ToString("F" + places, CultureInfo.InvariantCulture)
                : ((decimal)Display.NumberText.Round(size, 6)).ToString("0.##########", CultureInfo.InvariantCulture)
        ).TrimEnd();
        var sign = value < 0 && text.Any(c => c is >= '1' and <= '9') ? "−" : "";
        return sign + Grouped(text);
    }

    /// <summary>Digits with thin spaces from five before the point on.</summary>
    private static string Grouped(string text)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        if (whole.Length <= 4)
        {
            return text;
        }

        var grouped = new StringBuilder(whole);
        for (var i = whole.Length - 3; i > 0; i -= 3)
        {
            grouped.Insert(i, ' ');
        }

        return grouped + (point < 0 ? "" : text[point..]);
    }

    /// <summary>A power of ten as an axis shows it: 1, 10, 10², 10⁻³.</summary>
    public static string PowerOfTen(int exponent) => exponent switch
    {
        0 => "1",
        1 => "10",
        _ => "10" + Superscript(exponent),
    };

    /// <summary>A number as mantissa times a power of ten: 2.5·10⁻⁷.</summary>
    public static string Scientific(double value)
    {
        var text = value.ToString("E5", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E');
        var mantissa = decimal.Parse(text[..mark], CultureInfo.InvariantCulture);
        var exponent = int.Parse(text[(mark + 1)..], CultureInfo.InvariantCulture);
        var sign = mantissa < 0 ? "−" : "";
        mantissa = Math.Abs(mantissa);
        return mantissa == 1
            ? sign + "10" + Superscript(exponent)
            : sign + mantissa.ToString("0.#####", CultureInfo.InvariantCulture) + "·10" + Superscript(exponent);
    }

    private static string Superscript(int exponent)
    {
        var digits = Math.Abs((long)exponent).ToString(CultureInfo.InvariantCulture);
        return (exponent < 0 ? "⁻" : "") + string.Concat(digits.Select(d => Superscripts[d - '0']));
    }
}
