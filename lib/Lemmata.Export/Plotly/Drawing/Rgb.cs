using System.Drawing;
using System.Globalization;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Drawing;

/// <summary>A colour by its three parts, 0 to 255, and how much it covers, 0 to 1.</summary>
internal readonly record struct Rgb(double Red, double Green, double Blue, double Alpha = 1)
{
    // Between these luminances a colour has a contrast of 3:1 with both papers.
    private const double Darkest = 0.13, Lightest = 0.28;

    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{Byte(Red):x2}{Byte(Green):x2}{Byte(Blue):x2}");

    public bool IsGrey => Math.Max(Red, Math.Max(Green, Blue)) - Math.Min(Red, Math.Min(Green, Blue)) < 24;

    /// <summary>Relative luminance by WCAG 2.2, 0 to 1.</summary>
    public double Luminance => 0.2126 * Linear(Red) + 0.7152 * Linear(Green) + 0.0722 * Linear(Blue);

    /// <summary>The colour moved towards black or white until it can be seen on light and on dark paper.</summary>
    public Rgb Readable
    {
        get
        {
            var goal = Luminance > Lightest ? new Rgb(0, 0, 0) : new Rgb(255, 255, 255);
            for (var step = 0; step < 50; step++)
            {
                var moved = Mix(this, goal, step / 50.0);
                if (moved.Luminance is >= Darkest and <= Lightest)
                    return moved;
            }

            return new Rgb(118, 118, 118);
        }
    }

    /// <summary>A colour between two.</summary>
    public static Rgb Mix(Rgb one, Rgb other, double part) => new(
        one.Red + part * (other.Red - one.Red),
        one.Green + part * (other.Green - one.Green),
        one.Blue + part * (other.Blue - one.Blue),
        one.Alpha + part * (other.Alpha - one.Alpha));

    /// <summary>Reads a colour of CSS; null where the text is none.</summary>
    public static Rgb? Parse(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        if (name.Length is 0 or > 60)
            return null;
        if (name[0] == '#')
            return Hexadecimal(name[1..]);
        if (name.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && name.EndsWith(')'))
        {
            return Function(name[..open], name[(open + 1)..^1].Split([',', ' ', '/'],
                StringSplitOptions.RemoveEmptyEntries));
        }

        if (name == "transparent" || !name.All(char.IsAsciiLetter))
            return null;
        var known = Color.FromName(name.Replace("grey", "gray", StringComparison.Ordinal));
        return known.IsKnownColor && !known.IsSystemColor ? new Rgb(known.R, known.G, known.B) : null;
    }

    private static Rgb? Hexadecimal(string digits)
    {
        if (digits.Length is 3 or 4)
            digits = string.Concat(digits.Select(digit => new string(digit, 2)));
        if (digits.Length is not (6 or 8)
            || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        var alpha = digits.Length == 8 ? (value & 255) / 255.0 : 1;
        value = digits.Length == 8 ? value >> 8 : value;
        return new Rgb(value >> 16 & 255, value >> 8 & 255, value & 255, alpha);
    }

    private static Rgb? Function(string name, string[] parts)
    {
        double? Part(int index, double whole) => index >= parts.Length ? null
            : parts[index].EndsWith('%') ? PlotNode.Parse(parts[index][..^1]) / 100 * whole
            : PlotNode.Parse(parts[index].Replace("deg", "", StringComparison.Ordinal));

        var alpha = Math.Clamp(Part(3, 1) ?? 1, 0, 1);
        return name switch
        {
            "rgb" or "rgba" => Part(0, 255) is { } red && Part(1, 255) is { } green && Part(2, 255) is { } blue
                ? new Rgb(Byte(red), Byte(green), Byte(blue), alpha) : null,
            "hsl" or "hsla" => Part(0, 360) is { } hue && Part(1, 1) is { } saturation && Part(2, 1) is { } lightness
                ? OfHue(hue, Math.Clamp(saturation, 0, 1), Math.Clamp(lightness, 0, 1), alpha) : null,
            _ => null,
        };
    }

    private static Rgb OfHue(double hue, double saturation, double lightness, double alpha)
    {
        double Part(double offset)
        {
            var k = ((offset + hue / 30) % 12 + 12) % 12;
            return 255 * (lightness - saturation * Math.Min(lightness, 1 - lightness)
                * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)));
        }

        return new Rgb(Part(0), Part(8), Part(4), alpha);
    }

    private static int Byte(double part) => (int)Math.Clamp(Math.Round(part), 0, 255);

    private static double Linear(double part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : Math.Pow((part / 255 + 0.055) / 1.055, 2.4);
}
