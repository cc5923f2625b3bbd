using System.Text;
using Lemmata.Plotting.Model;
using Lemmata.Plotting.Scales;

namespace Lemmata.Plotting.Svg;

/// <summary>Writes SVG elements with rounded coordinates.</summary>
internal sealed class Canvas
{
    private readonly StringBuilder text = new();

    public static string N(double value) => DrawnNumber.Pixel(value);

    public static string Escape(string value) => value.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    public Canvas Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>Opens a group whose colour a style sheet may replace by class.</summary>
    public Canvas Open(string @class, string colour, string attributes = "")
    {
        text.Append("<g class=\"").Append(@class).Append("\" color=\"").Append(colour).Append('"');
        if (attributes.Length > 0)
        {
            text.Append(' ').Append(attributes);
        }

        text.Append('>');
        return this;
    }

    public Canvas Close()
    {
        text.Append("</g>\n");
        return this;
    }

    public Canvas Path(string data, string attributes = "")
    {
        text.Append("<path d=\"").Append(data).Append('"');
        if (attributes.Length > 0)
        {
            text.Append(' ').Append(attributes);
        }

        text.Append("/>");
        return this;
    }

    /// <summary>Writes one line of text.</summary>
    /// <param name="x">Left edge, centre or right edge, as the anchor says.</param>
    /// <param name="y">Base line.</param>
    /// <param name="value">The text.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="size">Font size, 13 by default.</param>
    /// <param name="bold">Weight 600.</param>
    /// <param name="halo">Whether a rim of paper separates it from lines behind it.</param>
    public Canvas Text(
        double x,
        double y,
        string value,
        string anchor = "start",
        double size = 13,
        bool bold = false,
        bool halo = false)
    {
        text.Append("<text x=\"").Append(N(x)).Append("\" y=\"").Append(N(y)).Append('"');
        if (anchor != "start")
        {
            text.Append(" text-anchor=\"").Append(anchor).Append('"');
        }

        if (size != 13)
        {
            text.Append(" font-size=\"").Append(N(size)).Append('"');
        }

        if (halo)
        {
            text.Append(" class=\"halo\" stroke=\"").Append(Palette.Paper.Light)
                .Append("\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
        }

        if (bold)
        {
            text.Append(" font-weight=\"600\"");
        }

        text.Append('>');
        if (LabelText.IsPlain(value)) text.Append(Escape(value));
        else Runs(value, size);
        text.Append("</text>");
        return this;
    }

    /// <summary>Mathematics: variables in italics, indices and exponents smaller and off the line.</summary>
    private void Runs(string value, double size)
    {
        var height = 0.0;
        foreach (var run in LabelText.Runs(value))
        {
            var wanted = run.Level > 0 ? -0.36 * size : run.Level < 0 ? 0.2 * size : 0;
            text.Append("<tspan");
            if (wanted != height) text.Append(" dy=\"").Append(N(wanted - height)).Append('"');
            if (run.Level != 0) text.Append(" font-size=\"").Append(N(LabelText.Small * size)).Append('"');
            if (run.Italic) text.Append(" font-style=\"italic\"");
            text.Append('>').Append(Escape(run.Text)).Append("</tspan>");
            height = wanted;
        }
    }

    public override string ToString() => text.ToString();
}
