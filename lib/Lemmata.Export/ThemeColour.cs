using System.Globalization;
using System.Text.RegularExpressions;

namespace Lemmata.Export;

/// <summary>A collection's own colour for links and marks, in a shade for each theme that can be read there.</summary>
internal static partial class ThemeColour
{
    // The papers of the two themes, and the least contrast of small text by WCAG 2.2, 1.4.3.
    private static readonly double[] LightPaper = [0xfc, 0xfb, 0xf8], DarkPaper = [0x15, 0x17, 0x1a];
    private const double LeastContrast = 4.5;

    /// <summary>Whether a text is a colour of six hexadecimal digits.</summary>
    public static bool IsColour(string text) => Colour().IsMatch(text);

    /// <summary>The rule for style sheets that puts the colour in the place of the usual one; empty without one.</summary>
    /// <param name="colour">Such as #7a1f5c, or nothing.</param>
    public static string Rule(string colour) => colour.Length == 0 ? ""
        : $":root {{ --link: light-dark({Readable(colour, LightPaper, 0)}, {Readable(colour, DarkPaper, 255)}); }}";

    /// <summary>The colour moved towards black or white until it stands out from the paper.</summary>
    private static string Readable(string colour, double[] paper, double towards)
    {
        double[] own = [.. Enumerable.Range(0, 3).Select(i =>
            (double)int.Parse(colour.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        for (var step = 0; ; step++)
        {
            double[] moved = [.. own.Select(part => Math.Round(part + (towards - part) * step / 50))];
            if (step == 50 || Contrast(moved, paper) >= LeastContrast)
                return "#" + string.Concat(moved.Select(part => ((int)part).ToString("x2", CultureInfo.InvariantCulture)));
        }
    }

    private static double Contrast(double[] one, double[] other)
    {
        var (light, dark) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(double[] colour)
    {
        double Linear(double part) => part / 255 <= 0.04045 ? part / 255 / 12.92 : Math.Pow((part / 255 + 0.055) / 1.055, 2.4);
        return 0.2126 * Linear(colour[0]) + 0.7152 * Linear(colour[1]) + 0.0722 * Linear(colour[2]);
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex Colour();
}
