using System.Text;
using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Placing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Notes;

/// <summary>Lines, rectangles, ellipses and paths that a layout places.</summary>
internal static class Shapes
{
    private const int Most = 200;

    /// <summary>Tells the axes how far the shapes reach.</summary>
    public static void Measure(PlotNode layout, AxisSet axes)
    {
        foreach (var shape in Shown(layout))
        {
            var width = shape["line"]["width"].Between(0, 50, 2);
            foreach (var letter in "xy")
            {
                var reference = shape[letter + "ref"].Text;
                if (reference.Contains(' ', StringComparison.Ordinal)
                    || Coordinates.AxisOf(axes, reference, letter) is not { } axis)
                {
                    continue;
                }

                foreach (var end in shape["path"].Exists ? [] : new[] { shape[letter + "0"], shape[letter + "1"] })
                {
                    if (axis.Read(end) is { } at)
                        axis.Extremes.Add(axis, at, width / 2, width / 2);
                }
            }
        }
    }

    /// <summary>Draws those that lie above or below the traces.</summary>
    public static void Draw(Sheet sheet, PlotNode layout, Coordinates places, bool below)
    {
        foreach (var shape in Shown(layout).Where(shape => shape["layer"].Text == "below" == below))
        {
            var (data, closed) = Outline(shape, places);
            var opacity = shape["opacity"].Between(0, 1, 1);
            if (closed && Rgb.Parse(shape["fillcolor"].Text) is { Alpha: > 0.02 } fill
                && Paint.Read(shape["fillcolor"].Text) is { } ground)
            {
                sheet.Fill(ground, data, Math.Min(0.35, opacity * fill.Alpha));
            }

            var width = shape["line"]["width"].Between(0, 12, 2);
            if (width > 0)
            {
                var line = shape["line"];
                sheet.Stroke(Paint.Read(line["color"].Text) ?? Paint.Soft, data, width,
                    ScatterTrace.DashOf(line["dash"].Text is { Length: > 0 } dash ? dash : "solid", 0), opacity);
            }
        }
    }

    private static IEnumerable<PlotNode> Shown(PlotNode layout) =>
        layout["shapes"].Items.Where(shape => !shape["visible"].IsFalse).Take(Most);

    private static (string Data, bool Closed) Outline(PlotNode shape, Coordinates places)
    {
        var (xReference, yReference) = (shape["xref"].Text, shape["yref"].Text);
        if (shape["type"].Text == "path" || shape["path"].Exists)
            return (PathOf(shape["path"].Text, xReference, yReference, places), true);

        var first = places.Find(xReference, shape["x0"], yReference, shape["y0"], isPower: false);
        var last = places.Find(xReference, shape["x1"], yReference, shape["y1"], isPower: false);
        if (first is not { } from || last is not { } to)
            return ("", false);
        if (shape["type"].Text == "line")
            return (Sheet.Path([from, to]), false);
        var box = new Rect(Math.Min(from.X, to.X), Math.Min(from.Y, to.Y), Math.Max(from.X, to.X),
            Math.Max(from.Y, to.Y));
        if (shape["type"].Text != "circle")
            return (Sheet.Box(box), true);
        return (Sheet.Path(Enumerable.Range(0, 48).Select(i => (
            box.Centre.X + box.Width / 2 * Math.Cos(i * Math.PI / 24),
            box.Centre.Y + box.Height / 2 * Math.Sin(i * Math.PI / 24))), closed: true), true);
    }

    /// <summary>A path whose numbers are places of axes; curves keep their control points.</summary>
    private static string PathOf(string text, string xReference, string yReference, Coordinates places)
    {
        var path = new StringBuilder();
        var (numbers, isX) = (new List<string>(), true);
        foreach (var part in Split(text.Length > 4000 ? text[..4000] : text))
        {
            if (part.Length == 1 && char.IsAsciiLetter(part[0]))
            {
                if ("MLQCTSZ".Contains(char.ToUpperInvariant(part[0]), StringComparison.Ordinal))
                    path.Append(char.ToUpperInvariant(part[0]));
                else
                    return "";
                continue;
            }

            numbers.Add(part);
            isX = !isX;
            if (!isX)
                continue;
            var (x, y) = (numbers[^2], numbers[^1]);
            if (places.Find(xReference, Node(x), yReference, Node(y), isPower: false) is not { } at)
                return "";
            path.Append(Sheet.N(at.X)).Append(' ').Append(Sheet.N(at.Y)).Append(' ');
        }

        var data = path.ToString();
        return data.StartsWith('M') && isX ? data : "";
    }

    private static PlotNode Node(string text) => new(System.Text.Json.Nodes.JsonValue.Create(text));

    private static IEnumerable<string> Split(string text)
    {
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            var isCommand = char.IsAsciiLetter(letter) && letter is not ('e' or 'E')
                && (part.Length == 0 || !text[..i].EndsWith("e", StringComparison.Ordinal));
            if (isCommand || letter is ' ' or ',' or '\n' or '\t')
            {
                if (part.Length > 0)
                    yield return part.ToString();
                part.Clear();
                if (isCommand)
                    yield return letter.ToString();
                continue;
            }

            part.Append(letter);
        }

        if (part.Length > 0)
            yield return part.ToString();
    }
}
