using System.Text.Json.Nodes;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;
using Lemmata.Plotting.Scales;
using Lemmata.Plotting.Svg;

namespace Lemmata.Plotting.Plotly;

/// <summary>
/// Turns a figure into plotly JSON with the same ranges, series, margins and labels as the wide drawing.
/// </summary>
internal static partial class PlotlyFigure
{
    public static JsonObject Of(FigureModel model)
    {
        var layout = model.LayoutOf(Rendition.Wide);
        var result = new JsonObject { ["data"] = Traces(layout, model.Start), ["layout"] = LayoutOf(layout, model) };
        if (model.Control is { } control)
        {
            result["frames"] = new JsonArray([
                .. Enumerable
                    .Range(0, model.FrameCount)
                    .Select(i =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["name"] = i.ToString(System.Globalization.CultureInfo.InvariantCulture),
                                ["data"] = Traces(layout, i),
                                ["layout"] = new JsonObject
                                {
                                    ["annotations"] = Annotations(layout, i),
                                    ["shapes"] = Shapes(layout, i),
                                },
                            }
                    ),
            ]);
            ((JsonObject)result["layout"]!)["sliders"] = PlotlySlider.Of(control.Words, control.Start);
        }

        for (var i = 0; i < layout.Panels.Count; i++)
        {
            if (!layout.Panels[i].Panel.X.Dates) continue;
            foreach (var part in (result["frames"]?.AsArray() ?? []).OfType<JsonObject>().Prepend(result))
            {
                DateAxis.Rewrite(part, i);
            }
        }

        return result;
    }

    public static string AxisName(int panel, char axis) => panel == 0 ? axis.ToString() : $"{axis}{panel + 1}";

    private static JsonArray Traces(Layout layout, int frame) =>
        new([
            .. layout.Panels.SelectMany(
                (p, i) =>
                    p.Panel.Frames[frame].SelectMany(s => PlotlyTraces.Of(s, p, i, p.Panel.Frames[frame], layout))),
        ]);

    private static JsonObject LayoutOf(Layout layout, FigureModel model)
    {
        var (left, right, top, bottom) = Margins(layout);
        var below = (model.Control is null ? 0 : PlotlySlider.Height) + PlotlyCaption.HeightOf(model.Caption);
        var result = new JsonObject
        {
            ["template"] = PlotlyTemplate.Create(),
            ["height"] = layout.Height + below,
            ["margin"] = new JsonObject
            {
                ["l"] = Tenth(left),
                ["r"] = Tenth(right),
                ["t"] = Tenth(top),
                ["b"] = Tenth(bottom + below),
                ["pad"] = 0,
            },
        };
        for (var i = 0; i < layout.Panels.Count; i++)
        {
            var p = layout.Panels[i];
            var x = Axis(p.Panel.X);
            x["anchor"] = AxisName(i, 'y');
            x["domain"] = Domain(p.Plot.Left - left, p.Plot.Right - left, layout.Rendition.Width - left - right);
            if (!p.ShowX)
            {
                x["showticklabels"] = false;
                x["ticks"] = "";
                x["matches"] = AxisName(layout.Panels.Count - 1, 'x');
            }
            else if (p.Panel.X.Log)
            {
                x["minor"] = new JsonObject { ["ticks"] = "outside" };
            }

            var y = Axis(p.Panel.Y);
            y["anchor"] = AxisName(i, 'x');
            y["domain"] = Domain(
                layout.Height - bottom - p.Plot.Bottom,
                layout.Height - bottom - p.Plot.Top,
                layout.Height - top - bottom);
            if (p.Panel.Frames[0].Any(s => s.Mark is GridMark))
            {
                y["showgrid"] = false;
            }

            if (p.Panel.EqualAspect)
            {
                y["scaleanchor"] = AxisName(i, 'x');
                (x["zeroline"], y["zeroline"]) = (true, true);
                (x["zerolinecolor"], y["zerolinecolor"]) = (Palette.Soft.Light, Palette.Soft.Light);
            }
            else if (p.Panel.Baseline && !p.Panel.Y.Log)
            {
                y["zeroline"] = true;
                y["zerolinecolor"] = Palette.Soft.Light;
            }

            result[i == 0 ? "xaxis" : $"xaxis{i + 1}"] = x;
            result[i == 0 ? "yaxis" : $"yaxis{i + 1}"] = y;
        }

        result["annotations"] = Annotations(layout, model.Start);
        result["shapes"] = Shapes(layout, model.Start);
        PlotlyCaption.Write(model.Caption, result);
        return result;
    }

    private static JsonObject Axis(Axis axis)
    {
        var result = new JsonObject();
        if (axis.Log)
        {
            result["type"] = "log";
            double low = Math.Log10(axis.Min), high = Math.Log10(axis.Max);
            result["range"] = new JsonArray(
                DrawnNumber.Steady(low, high - low), DrawnNumber.Steady(high, high - low));
            if (!axis.Placed)
            {
                LogarithmicTicks(axis, result);
            }
        }
        else
        {
            var span = axis.Max - axis.Min;
            result["range"] = new JsonArray(DrawnNumber.Steady(axis.Min, span), DrawnNumber.Steady(axis.Max, span));
        }

        if (axis.Placed || (axis.Offset != 0 && !axis.Log))
        {
            GivenTicks(axis, result);
        }

        return result;
    }

    /// <summary>
    /// The ticks of the drawing by rule, so that they go on where a reader moves to: powers of ten, or 1, 2 and 5 times
    /// them.
    /// </summary>
    private static void LogarithmicTicks(Axis axis, JsonObject result)
    {
        if (axis.Major.All(t => Math.Abs(Math.IEEERemainder(Math.Log10(t.Value), 1)) < 1e-9))
        {
            // plotly sets powers a quarter larger than other ticks.
            result["tickfont"] = new JsonObject { ["size"] = 10.4 };
            if (axis.Major.Length >= 3)
            {
                result["dtick"] = Math.Round(Math.Log10(axis.Major[1].Value / axis.Major[0].Value));
            }
        }
        else if (
            axis.Major.All(t =>
                new[] { 0, Math.Log10(2), Math.Log10(5) }.Any(m =>
                    Math.Abs(Math.IEEERemainder(Math.Log10(t.Value) - m, 1)) < 1e-9)))
        {
            result["dtick"] = "D2";
            result["tickformat"] = "~g";
        }
        else
        {
            GivenTicks(axis, result);
        }
    }

    private static void GivenTicks(Axis axis, JsonObject result)
    {
        result["tickmode"] = "array";
        result["tickvals"] = new JsonArray([.. axis.Major.Select(t => (JsonNode)JsonValue.Create(t.Value))]);
        result["ticktext"] = new JsonArray([.. axis.Major.Select(t => (JsonNode)LabelText.Html(t.Text))]);
    }

    private static JsonArray Annotations(Layout layout, int frame)
    {
        var result = new JsonArray();
        for (var i = 0; i < layout.Panels.Count; i++)
        {
            var p = layout.Panels[i];
            var nameX = p.Panel.EqualAspect ? Math.Max(p.Cell.Left + 2, p.Plot.Left - 46) : p.Cell.Left + 2;
            if (p.Panel.Heading.Length > 0)
            {
                result.Add(
                    Text($"<b>{LabelText.Html(p.Panel.Heading)}</b>", i, 0, 1, nameX - p.Plot.Left, 38, "left", Palette.Ink.Light, 14));
            }

            if (p.Panel.Y.Title.Length > 0)
            {
                result.Add(Text(LabelText.Html(p.Panel.Y.Title), i, 0, 1, nameX - p.Plot.Left, 16, "left", Palette.Ink.Light, 13));
            }

            if (p.ShowX && p.Panel.X.Title.Length > 0)
            {
                result.Add(
                    Text(LabelText.Html(p.Panel.X.Title), i, 1, 0, 0, -38 - 15 * (p.TickRows - 1), "right", Palette.Ink.Light, 13));
            }

            if (p.Panel.Colours is { Label.Length: > 0 } colours)
            {
                // A name longer than the margin ends with it, and begins over the panel.
                var (gap, room) = (PlotlyTraces.BarGap(p), p.Cell.Right - 2 - p.Plot.Right);
                var fits = gap + TextWidth.Of(colours.Label, 13) <= room;
                result.Add(Text(LabelText.Html(colours.Label), i, 1, 1, fits ? gap : room, 16, fits ? "left" : "right",
                    Palette.Ink.Light, 13));
            }

            foreach (var label in layout.LabelsOf(i, frame))
            {
                foreach (var annotation in Label(label, p, i))
                {
                    result.Add(annotation);
                }
            }
        }

        return result;
    }

    /// <summary>Labels keep their distance in pixels from the nearer vertical edge and their height in data.</summary>
    private static IEnumerable<JsonNode> Label(PlacedLabel label, PanelLayout p, int panel)
    {
        var colour = label.Kind switch
        {
            LabelKind.Series => Palette.Labels[label.Slot - 1].Light,
            LabelKind.Soft => Palette.Soft.Light,
            _ => Palette.Ink.Light,
        };
        var bold = label.Kind == LabelKind.Series;
        var anchor = label.Anchor switch
        {
            "end" => "right",
            "middle" => "center",
            _ => "left",
        };
        var atEnd = label.X > p.Plot.Right;
        var x = atEnd ? 1 : (label.X - p.Plot.Left) / p.Plot.Width;
        var shift = atEnd ? label.X - p.Plot.Right : 0;
        var y = (p.Plot.Bottom - label.Y) / p.Plot.Height;
        var text = Text(
            bold ? $"<b>{LabelText.Html(label.Text)}</b>" : LabelText.Html(label.Text),
            panel,
            x,
            y,
            shift,
            0,
            anchor,
            colour,
            label.Size);
        if (label.Kind == LabelKind.OnMap)
        {
            text["bgcolor"] = PlotlyTraces.Faint(Palette.Paper.Light, 0.7);
        }

        yield return text;
        if (label.Detail is { } detail)
        {
            yield return Text(LabelText.Html(detail), panel, x, y, shift, -16, anchor, Palette.Soft.Light, PlacedLabel.DetailSize);
        }
    }

    private static JsonObject Text(
        string text,
        int panel,
        double x,
        double y,
        double xShift,
        double yShift,
        string anchor,
        string colour,
        double size)
    {
        var result = new JsonObject
        {
            ["text"] = text,
            ["xref"] = AxisName(panel, 'x') + " domain",
            ["yref"] = AxisName(panel, 'y') + " domain",
            ["x"] = Math.Round(x, 4),
            ["y"] = Math.Round(y, 4),
            ["xanchor"] = anchor,
            ["yanchor"] = "bottom",
            ["xshift"] = Tenth(xShift),
            ["yshift"] = Tenth(yShift - 5),
            ["borderpad"] = 0,
            ["showarrow"] = false,
            ["font"] = new JsonObject { ["color"] = colour, ["size"] = size },
        };
        return result;
    }

    private static (double Left, double Right, double Top, double Bottom) Margins(Layout layout) =>
        (
            layout.Panels.Min(p => p.Plot.Left),
            layout.Rendition.Width - layout.Panels.Max(p => p.Plot.Right),
            layout.Panels.Min(p => p.Plot.Top),
            layout.Height - layout.Panels.Max(p => p.Plot.Bottom));

    private static JsonArray Domain(double from, double to, double size) =>
        new(Math.Round(Math.Clamp(from / size, 0, 1), 6), Math.Round(Math.Clamp(to / size, 0, 1), 6));

    private static double Tenth(double value) => DrawnNumber.Tenths(value) / 10.0;
}
