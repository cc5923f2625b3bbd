using System.Text;
using System.Text.Json.Nodes;

namespace Lemmata.Export.Outputs;

/// <summary>
/// The frames of a slider's drawing. The frame shown first stays in the drawing, so the page reads without a
/// script; the others are taken out and packed.
/// </summary>
internal static class Frames
{
    /// <summary>Splits a drawing: the drawing with one frame, and the content of all others by number.</summary>
    public static (string Drawing, JsonObject Others) Split(string svg, int start)
    {
        var drawing = new StringBuilder(svg.Length / 4);
        var others = new JsonObject();
        var position = 0;
        while (Next(svg, position) is var (open, number, close))
        {
            drawing.Append(svg, position, open - position);
            var tagEnd = svg.IndexOf('>', open) + 1;
            var visible = number == start;
            drawing.Append($"<g data-f=\"{number}\" visibility=\"{(visible ? "visible" : "hidden")}\">");
            if (visible)
            {
                drawing.Append(svg, tagEnd, close - tagEnd);
            }
            else
            {
                var known = others[number.ToString(System.Globalization.CultureInfo.InvariantCulture)] as JsonArray;
                if (known is null) { others[number.ToString(System.Globalization.CultureInfo.InvariantCulture)] = known = []; }
                known.Add(svg[tagEnd..(close - 4)]);
                drawing.Append("</g>");
            }

            position = close;
        }

        return (drawing.Append(svg, position, svg.Length - position).ToString(), others);
    }

    /// <summary>The next group with a frame number, with the end of its closing tag.</summary>
    private static (int Open, int Number, int Close)? Next(string svg, int from)
    {
        var mark = svg.IndexOf(" data-f=\"", from, StringComparison.Ordinal);
        if (mark < 0) { return null; }
        var open = svg.LastIndexOf('<', mark);
        var digits = svg[(mark + 9)..svg.IndexOf('"', mark + 9)];
        if (!int.TryParse(digits, out var number)) { return null; }
        var depth = 0;
        for (var at = open; at >= 0 && at < svg.Length; at = svg.IndexOf('<', at + 1))
        {
            if (string.CompareOrdinal(svg, at, "<g", 0, 2) == 0 && svg[at + 2] is (' ' or '>')) { depth++; }
            else if (string.CompareOrdinal(svg, at, "</g>", 0, 4) == 0 && --depth == 0) { return (open, number, at + 4); }
        }

        return null;
    }
}
