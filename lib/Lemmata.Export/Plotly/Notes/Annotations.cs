using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Placing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Notes;

/// <summary>Words that a layout places, with or without an arrow.</summary>
internal static class Annotations
{
    private const int Most = 80;

    private const double LineHeight = 16;

    /// <summary>Tells the axes how much room the words need.</summary>
    public static void Measure(PlotNode layout, AxisSet axes)
    {
        foreach (var note in Shown(layout))
        {
            var (width, height) = Size(note);
            var hasArrow = !note["showarrow"].IsFalse;
            Reach(axes, note, 'x', note["xref"].Text, width, hasArrow ? note["ax"].Number ?? -10 : 0,
                Anchor(note["xanchor"].Text, note["x"], "left", "right", hasArrow));
            Reach(axes, note, 'y', note["yref"].Text, height, hasArrow ? -(note["ay"].Number ?? -30) : 0,
                Anchor(note["yanchor"].Text, note["y"], "bottom", "top", hasArrow));
        }
    }

    /// <summary>Draws them.</summary>
    public static void Draw(Sheet sheet, PlotNode layout, Coordinates places)
    {
        foreach (var note in Shown(layout))
        {
            var (xReference, yReference) = (note["xref"].Text, note["yref"].Text);
            if (places.Find(xReference, note["x"], yReference, note["y"], isPower: true) is not { } head)
                continue;
            var (width, height) = Size(note);
            var hasArrow = !note["showarrow"].IsFalse;
            var tail = head;
            if (hasArrow)
            {
                var known = note["axref"].Text is { Length: > 0 } and not "pixel"
                    ? places.Find(xReference, note["ax"], yReference, note["ay"], isPower: true) : null;
                tail = known ?? (head.X + note["ax"].Between(-400, 400, -10),
                    head.Y + note["ay"].Between(-400, 400, -30));
                Arrow(sheet, note, tail, head);
            }

            var left = tail.X + note["xshift"].Between(-400, 400, 0)
                - width * Anchor(note["xanchor"].Text, note["x"], "left", "right", hasArrow);
            var bottom = tail.Y - note["yshift"].Between(-400, 400, 0)
                + height * Anchor(note["yanchor"].Text, note["y"], "bottom", "top", hasArrow);
            Words(sheet, note, left, bottom, width, height);
        }
    }

    private static IEnumerable<PlotNode> Shown(PlotNode layout) =>
        layout["annotations"].Items.Where(note => !note["visible"].IsFalse && note["text"].Exists).Take(Most);

    private static void Words(Sheet sheet, PlotNode note, double left, double bottom, double width, double height)
    {
        var lines = PlotText.Lines(note["text"].Text);
        // Words keep to the paper even where their place is near its edge.
        left = Math.Max(4, Math.Min(left, sheet.Size.Right - width - 4));
        var top = Math.Clamp(bottom - height, 2, Math.Max(2, sheet.Size.Bottom - height - 2));
        var (anchor, at) = note["align"].Text switch
        {
            "left" => ("start", left), "right" => ("end", left + width), _ => ("middle", left + width / 2),
        };
        var paint = Paint.Read(note["font"]["color"].Text)?.Label ?? Paint.Ink;
        for (var i = 0; i < lines.Count; i++)
        {
            sheet.Text(paint, at, top + LineHeight * i + 13, TextSize.Fit(lines[i], sheet.Size.Width - 12), anchor,
                SizeOf(note),
                halo: true, turn: lines.Count == 1 ? note["textangle"].Between(-90, 90, 0) : 0);
        }
    }

    private static void Arrow(Sheet sheet, PlotNode note, (double X, double Y) tail, (double X, double Y) head)
    {
        var (dx, dy) = (head.X - tail.X, head.Y - tail.Y);
        var length = Math.Sqrt(dx * dx + dy * dy);
        if (length < 4)
            return;
        (dx, dy) = (dx / length, dy / length);
        var paint = Paint.Read(note["arrowcolor"].Text) ?? Paint.Soft;
        sheet.Stroke(paint, Sheet.Path([tail, head]), note["arrowwidth"].Between(0.5, 4, 1.2));
        if (note["arrowhead"].Number is not 0)
        {
            sheet.Fill(paint, Sheet.Path([head, (head.X - 7 * dx + 3 * dy, head.Y - 7 * dy - 3 * dx),
                (head.X - 7 * dx - 3 * dy, head.Y - 7 * dy + 3 * dx)], closed: true));
        }
    }

    private static double SizeOf(PlotNode note) => note["font"]["size"].Between(10, 16, 13);

    private static (double Width, double Height) Size(PlotNode note)
    {
        var lines = PlotText.Lines(note["text"].Text);
        return (lines.Select(line => TextSize.Width(line, SizeOf(note))).DefaultIfEmpty(0).Max() + 2,
            LineHeight * lines.Count + 2);
    }

    /// <summary>Which part of its size lies before the place of an annotation.</summary>
    private static double Anchor(string stated, PlotNode at, string first, string last, bool hasArrow) => stated switch
    {
        _ when stated == first => 0,
        _ when stated == last => 1,
        "center" or "middle" => 0.5,
        _ when hasArrow => 0.5,
        _ => at.Number is { } number && number is >= 0 and <= 1 ? number < 1 / 3.0 ? 0 : number > 2 / 3.0 ? 1 : 0.5
            : 0.5,
    };

    private static void Reach(AxisSet axes, PlotNode note, char letter, string reference, double size, double away,
        double anchor)
    {
        if (reference.Contains(' ', StringComparison.Ordinal)
            || Coordinates.AxisOf(axes, reference, letter) is not { } axis
            || axis.Read(note[letter.ToString()]) is not { } at)
        {
            return;
        }

        // An annotation without an anchor stands in the middle of its place on an axis.
        var before = note[letter + "anchor"].Exists && note[letter + "anchor"].Text != "auto" ? anchor : 0.5;
        axis.Extremes.Add(axis, axis.Kind == AxisKind.Log ? Math.Pow(10, at) : at,
            Math.Max(4, size * before - away), Math.Max(4, size * (1 - before) + away));
    }
}
