using System.Globalization;
using System.Text;

namespace Lemmata.Export.Plotly.Drawing;

/// <summary>
/// Writes the SVG of one size. Every text goes through one escaping, every number is finite and rounded, and the
/// whole is bounded: what does not fit any more is left out.
/// </summary>
internal sealed class Sheet
{
    private const int MostText = 1_500_000;

    private readonly StringBuilder text = new();
    private int clips;

    public Sheet(double width, double height)
    {
        Size = new Rect(0, 0, width, height);
        text.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(height)}\" "))
            .Append(Invariant($"width=\"{N(width)}\" height=\"{N(height)}\" font-size=\"13\" "))
            .Append("font-family=\"Avenir Next, Avenir, Segoe UI, Open Sans, Noto Sans, sans-serif\">")
            .Append(Invariant($"<rect class=\"paper\" width=\"{N(width)}\" height=\"{N(height)}\" "))
            .Append(Invariant($"fill=\"{Paint.Paper.Colour}\"/>\n"));
    }

    public Rect Size { get; }

    /// <summary>True once something was left out for want of room.</summary>
    public bool IsFull { get; private set; }

    /// <summary>A coordinate, to a tenth of a pixel.</summary>
    public static string N(double value)
    {
        var bounded = double.IsFinite(value) ? Math.Clamp(value, -1e5, 1e5) : 0;
        var rounded = Math.Round(bounded, 1);
        return rounded == 0 ? "0" : rounded.ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>A path of places, closed or open.</summary>
    public static string Path(IEnumerable<(double X, double Y)> places, bool closed = false)
    {
        var data = string.Join('L', places.Select(place => N(place.X) + " " + N(place.Y)));
        return data.Length == 0 ? "" : "M" + data + (closed ? "Z" : "");
    }

    /// <summary>A rectangle as a path.</summary>
    public static string Box(Rect at) => $"M{N(at.Left)} {N(at.Top)}H{N(at.Right)}V{N(at.Bottom)}H{N(at.Left)}Z";

    /// <summary>A circle as a path.</summary>
    public static string Circle(double x, double y, double radius) =>
        $"M{N(x - radius)} {N(y)}a{N(radius)} {N(radius)} 0 1 0 {N(2 * radius)} 0"
        + $"a{N(radius)} {N(radius)} 0 1 0 {N(-2 * radius)} 0Z";

    /// <summary>Fills a path.</summary>
    public void Fill(Paint paint, string data, double opacity = 1) =>
        Draw(paint, data, "fill=\"currentColor\"" + Opacity(opacity));

    /// <summary>Fills a path and hides the seam to its neighbours.</summary>
    public void Tile(Paint paint, string data, double opacity = 1) => Draw(paint, data,
        "fill=\"currentColor\" stroke=\"currentColor\" stroke-width=\"0.5\"" + Opacity(opacity));

    /// <summary>Fills a path and parts it from its neighbours by a rim of paper.</summary>
    public void Facet(Paint paint, string data, double opacity = 1)
    {
        if (data.Length == 0 || !Room(data.Length)) return;
        var kind = paint.Class.Length > 0 ? paint.Class + " halo" : "halo";
        text.Append(Invariant($"<path class=\"{kind}\" color=\"{paint.Colour}\" d=\"{data}\" fill=\"currentColor\" "))
            .Append(Invariant($"stroke=\"{Paint.Paper.Colour}\" stroke-width=\"0.6\"{Opacity(opacity)}/>\n"));
    }

    /// <summary>Draws along a path.</summary>
    public void Stroke(Paint paint, string data, double width = 1, string dash = "", double opacity = 1) => Draw(
        paint,
        data,
        $"fill=\"none\" stroke=\"currentColor\" stroke-width=\"{N(width)}\" stroke-linejoin=\"round\""
            + (dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "") + Opacity(opacity));

    /// <summary>Draws a rim of paper around a path.</summary>
    public void Rim(string data, double width = 1.5)
    {
        if (Room(data.Length))
        {
            text.Append(Invariant($"<path class=\"halo\" d=\"{data}\" fill=\"none\" stroke=\"{Paint.Paper.Colour}\" "))
                .Append(Invariant($"stroke-width=\"{N(width)}\"/>\n"));
        }
    }

    /// <summary>Everything until the matching end shows only inside a rectangle.</summary>
    public void Clip(Rect to)
    {
        clips++;
        text.Append(Invariant($"<clipPath id=\"area{clips}\"><path d=\"{Box(to)}\"/></clipPath>"))
            .Append(Invariant($"<g clip-path=\"url(#area{clips})\">\n"));
    }

    public void EndClip() => text.Append("</g>\n");

    /// <summary>One line of text.</summary>
    /// <param name="paint">Its colour.</param>
    /// <param name="x">Its left end, middle or right end, as the anchor says.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="words">The text, without markup.</param>
    /// <param name="anchor">"start", "middle" or "end".</param>
    /// <param name="size">Size of the letters.</param>
    /// <param name="bold">Whether they are heavy.</param>
    /// <param name="halo">Whether a rim of paper keeps it apart from what lies behind.</param>
    /// <param name="turn">Degrees clockwise around its place.</param>
    public void Text(
        Paint paint,
        double x,
        double y,
        string words,
        string anchor = "start",
        double size = 13,
        bool bold = false,
        bool halo = false,
        double turn = 0)
    {
        if (words.Length == 0 || !Room(words.Length))
            return;

        var rim = halo ? " halo" : "";
        text.Append(Invariant($"<text class=\"{paint.Class}{rim}\" color=\"{paint.Colour}\" x=\"{N(x)}\" y=\"{N(y)}\""))
            .Append(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")
            .Append(size == 13 ? "" : $" font-size=\"{N(size)}\"")
            .Append(bold ? " font-weight=\"600\"" : "")
            .Append(halo ? $" stroke=\"{Paint.Paper.Colour}\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\""
                : "")
            .Append(turn == 0 ? "" : $" transform=\"rotate({N(turn)} {N(x)} {N(y)})\"")
            .Append(" fill=\"currentColor\">").Append(HtmlText.Escape(words)).Append("</text>\n");
    }

    /// <summary>A state to return to when what follows cannot be drawn.</summary>
    public int Mark => text.Length;

    /// <summary>Takes back what was drawn since a mark.</summary>
    public void Return(int mark) => text.Length = mark;

    public override string ToString() => text.ToString() + "</svg>";

    private void Draw(Paint paint, string data, string attributes)
    {
        if (data.Length == 0 || !Room(data.Length))
            return;

        text.Append("<path").Append(paint.Class.Length > 0 ? $" class=\"{paint.Class}\"" : "")
            .Append(Invariant($" color=\"{paint.Colour}\" d=\"{data}\" {attributes}/>\n"));
    }

    private bool Room(int length)
    {
        IsFull |= text.Length + length > MostText;
        return !IsFull;
    }

    private static string Opacity(double opacity) =>
        opacity >= 0.995 ? "" : Invariant($" opacity=\"{Math.Clamp(opacity, 0.05, 1):0.##}\"");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
