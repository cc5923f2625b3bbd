using System.Globalization;
using System.Text.RegularExpressions;

namespace Lemmata.Export.Plotly.Axes;

/// <summary>The number formats of d3 that charts use: <c>.2f</c>, <c>,.0f</c>, <c>.1%</c>, <c>$,</c>,
/// <c>.2s</c>.</summary>
internal static partial class NumberFormat
{
    private static readonly string[] Prefixes = ["f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P"];

    /// <summary>The number in a format; null where the format is none of those known here.</summary>
    public static string? Apply(string format, double value)
    {
        if (format.Length is 0 or > 20 || Pattern().Match(format) is not { Success: true } match
            || !double.IsFinite(value))
        {
            return null;
        }

        int? digits = match.Groups["digits"] is { Success: true } given
            ? Math.Min(12, int.Parse(given.ValueSpan, CultureInfo.InvariantCulture)) : null;
        var grouped = match.Groups["comma"].Success;
        string Fixed(double number, int places) =>
            number.ToString((grouped ? "N" : "F") + places, CultureInfo.InvariantCulture);

        var size = Math.Abs(value);
        var text = match.Groups["kind"].Value switch
        {
            "%" => Fixed(size * 100, digits ?? 0) + "%",
            "e" => size.ToString("0." + new string('0', digits ?? 6) + "e+0", CultureInfo.InvariantCulture),
            "s" => Prefixed(size, digits),
            "d" => Fixed(size, 0),
            "f" => Fixed(size, digits ?? 6),
            _ when digits is { } count => size.ToString("G" + Math.Max(1, count), CultureInfo.InvariantCulture),
            _ => size.ToString(grouped ? "#,0.######" : "0.######", CultureInfo.InvariantCulture),
        };
        var sign = value < 0 ? "−" : match.Groups["plus"].Success ? "+" : "";
        return sign + (match.Groups["dollar"].Success ? "$" : "") + text;
    }

    private static string Prefixed(double size, int? digits)
    {
        var step = size > 0 ? Math.Clamp((int)Math.Floor(Math.Log10(size) / 3 + 1e-12), -5, 5) : 0;
        var scaled = size / Math.Pow(1000, step);
        return scaled.ToString("G" + Math.Max(1, digits ?? 6), CultureInfo.InvariantCulture) + Prefixes[step + 5];
    }

    [GeneratedRegex(@"^(?<plus>\+)?(?<dollar>\$)?0?(?<comma>,)?(\.(?<digits>\d\d?))?~?(?<kind>[%defgrs])?$")]
    private static partial Regex Pattern();
}
