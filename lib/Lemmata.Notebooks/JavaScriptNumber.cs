using System.Globalization;

namespace Lemmata.Notebooks;

/// <summary>Numbers as JavaScript writes them, and with it every editor that saves a notebook after us.</summary>
internal static class JavaScriptNumber
{
    /// <summary>
    /// A JSON number respelled: the shortest digits that read back the same, in full from 1e-6 up to 1e21 and with an
    /// exponent beyond. Whole numbers that no double holds stay as they are: respelling would change them.
    /// </summary>
    public static string Respell(string number)
    {
        if (number.AsSpan().IndexOfAny(".eE") < 0) return number == "-0" ? "0" : number;
        var value = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? Of(value) : number;
    }

    /// <summary>A finite number as <c>Number.prototype.toString</c> writes it.</summary>
    public static string Of(double value)
    {
        if (value == 0) return "0";
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var (digits, point) = Decompose(shortest.TrimStart('-'));
        var sign = value < 0 ? "-" : "";
        if (point is > -6 and <= 21)
        {
            return sign + (point <= 0 ? "0." + new string('0', -point) + digits
                : point >= digits.Length ? digits + new string('0', point - digits.Length)
                : digits[..point] + "." + digits[point..]);
        }

        var exponent = (point - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return sign + digits[0] + (digits.Length > 1 ? "." + digits[1..] : "") + "e" + exponent;
    }

    /// <summary>The significant digits, and where the decimal point stands among them.</summary>
    private static (string Digits, int Point) Decompose(string number)
    {
        var parts = number.Split('E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var dot = parts[0].IndexOf('.');
        var all = parts[0].Replace(".", "", StringComparison.Ordinal);
        var point = (dot < 0 ? all.Length : dot) + exponent;
        var leading = all.Length - all.TrimStart('0').Length;
        return (all[leading..].TrimEnd('0'), point - leading);
    }
}
