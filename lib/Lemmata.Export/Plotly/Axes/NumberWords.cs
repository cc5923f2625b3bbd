using System.Globalization;

namespace Lemmata.Export.Plotly.Axes;

/// <summary>Numbers as axes and tables of drawings write them.</summary>
internal static class NumberWords
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>A number in up to four digits.</summary>
    public static string Plain(double value) => !double.IsFinite(value) ? "–"
        : value != 0 && Math.Abs(value) is < 1e-3 or >= 1e6 ? Scientific(value)
        : Signed(value.ToString(Math.Abs(value) >= 1000 ? "0" : "0.####", CultureInfo.InvariantCulture));

    /// <summary>A multiple of a step, with as many digits as the step needs.</summary>
    public static string Stepped(double value, double step)
    {
        if (Math.Abs(value) < step * 1e-6)
            return "0";
        var (size, fine) = (Math.Log10(Math.Abs(value)), Math.Log10(step));
        // Powers of ten are short, but neighbours far from zero differ only in the digits that they leave out.
        if ((size >= 6 || size < -3) && size - fine < 3)
            return Scientific(value);
        var digits = Math.Clamp((int)Math.Ceiling(-fine - 1e-9), 0, 12);
        // A step such as 0.25 needs one digit more than its size says.
        if (digits < 12 && Math.Abs(step * Math.Pow(10, digits) % 1) is > 1e-6 and < 1 - 1e-6)
            digits++;
        return Signed(value.ToString("F" + digits, CultureInfo.InvariantCulture));
    }

    /// <summary>A power of ten.</summary>
    public static string Power(int exponent) => exponent is >= -2 and <= 3
        ? Math.Pow(10, exponent).ToString("0.##", CultureInfo.InvariantCulture) : "10" + Superscript(exponent);

    private static string Scientific(double value)
    {
        var parts = value.ToString("0.###e0", CultureInfo.InvariantCulture).Split('e');
        var power = "10" + Superscript(int.Parse(parts[1], CultureInfo.InvariantCulture));
        return parts[0] is "1" ? power : parts[0] is "-1" ? "−" + power : Signed(parts[0]) + "·" + power;
    }

    private static string Superscript(int number) => (number < 0 ? "⁻" : "")
        + string.Concat(Math.Abs(number).ToString(CultureInfo.InvariantCulture).Select(digit => Raised[digit - '0']));

    private static string Signed(string text) => text.Replace('-', '−');
}
