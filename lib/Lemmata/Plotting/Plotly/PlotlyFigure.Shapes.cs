using System.Text.Json.Nodes;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;
using Lemmata.Plotting.Scales;
using Lemmata.Plotting.Svg;

namespace Lemmata.Plotting.Plotly;

/// <content>Guides, strips and measures: what plotly draws as shapes.</content>
internal static partial class PlotlyFigure
{
    private static JsonArray Shapes(Layout layout, int frame)
    {
        var result = new JsonArray();
        for (var i = 0; i < layout.Panels.Count; i++)
        {
            var p = layout.Panels[i];
            foreach (var styled in p.Panel.Frames[frame])
            {
                switch (styled.Mark)
                {
                    case RuleMark rule:
                        result.Add(
                            new JsonObject
                            {
                                ["type"] = "line",
                                ["layer"] = "below",
                                ["xref"] = rule.Horizontal ? AxisName(i, 'x') + " domain" : AxisName(i, 'x'),
                                ["yref"] = rule.Horizontal ? AxisName(i, 'y') : AxisName(i, 'y') + " domain",
                                ["x0"] = rule.Horizontal ? 0 : rule.At,
                                ["x1"] = rule.Horizontal ? 1 : rule.At,
                                ["y0"] = rule.Horizontal ? rule.At : 0,
                                ["y1"] = rule.Horizontal ? rule.At : 1,
                                ["line"] = new JsonObject
                                {
                                    ["color"] = Palette.Ink.Light,
                                    ["width"] = 1,
                                    ["dash"] = "1.5px 3px",
                                },
                            }
                        );
                        break;
                    case ShadeMark shade:
                        result.Add(Strip(shade, p, i));
                        break;
                    case SegmentMark { Measure: not null } measure:
                        foreach (var piece in Measure(measure, p, i))
                        {
                            result.Add((JsonNode)piece);
                        }

                        break;
                }
            }
        }

        return result;
    }

    /// <summary>A measure with its end caps, in fractions of the panel so that it may lie outside the range.</summary>
    private static IEnumerable<JsonObject> Measure(SegmentMark measure, PanelLayout p, int panel)
    {
        double x0 = p.X(measure.X0[0]),
            y0 = p.Y(measure.Y0[0]),
            x1 = p.X(measure.X1[0]),
            y1 = p.Y(measure.Y1[0]);
        if (!double.IsFinite(x0 + y0 + x1 + y1))
        {
            yield break;
        }

        var length = Math.Max(1e-9, Math.Sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)));
        double ux = 4 * (x1 - x0) / length,
            uy = 4 * (y1 - y0) / length;
        foreach (
            var (ax, ay, bx, by) in new[]
            {
                (x0, y0, x1, y1),
                (x0 - uy, y0 + ux, x0 + uy, y0 - ux),
                (x1 - uy, y1 + ux, x1 + uy, y1 - ux),
            }
        )
        {
            yield return new JsonObject
            {
                ["type"] = "line",
                ["xref"] = AxisName(panel, 'x') + " domain",
                ["yref"] = AxisName(panel, 'y') + " domain",
                ["x0"] = Math.Round((ax - p.Plot.Left) / p.Plot.Width, 4),
                ["x1"] = Math.Round((bx - p.Plot.Left) / p.Plot.Width, 4),
                ["y0"] = Math.Round((p.Plot.Bottom - ay) / p.Plot.Height, 4),
                ["y1"] = Math.Round((p.Plot.Bottom - by) / p.Plot.Height, 4),
                ["line"] = new JsonObject { ["color"] = Palette.Ink.Light, ["width"] = 1 },
            };
        }
    }

    private static JsonObject Strip(ShadeMark shade, PanelLayout p, int panel)
    {
        var axis = shade.Horizontal ? p.Panel.Y : p.Panel.X;
        double from =
            double.IsFinite(shade.From) && (!axis.Log || shade.From > 0) ? Math.Max(shade.From, axis.Min) : axis.Min;
        double to = double.IsFinite(shade.To) ? Math.Min(shade.To, axis.Max) : axis.Max;
        return new JsonObject
        {
            ["type"] = "rect",
            ["layer"] = "below",
            ["xref"] = shade.Horizontal ? AxisName(panel, 'x') + " domain" : AxisName(panel, 'x'),
            ["yref"] = shade.Horizontal ? AxisName(panel, 'y') : AxisName(panel, 'y') + " domain",
            ["x0"] = shade.Horizontal ? 0 : from,
            ["x1"] = shade.Horizontal ? 1 : to,
            ["y0"] = shade.Horizontal ? from : 0,
            ["y1"] = shade.Horizontal ? to : 1,
            ["fillcolor"] = Palette.Soft.Light,
            ["opacity"] = 0.07,
            ["line"] = new JsonObject { ["width"] = 0 },
        };
    }
}
