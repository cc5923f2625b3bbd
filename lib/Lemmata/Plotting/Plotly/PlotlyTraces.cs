using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;
using Lemmata.Plotting.Scales;
using Lemmata.Plotting.Svg;

namespace Lemmata.Plotting.Plotly;

/// <summary>Turns marks into plotly traces.</summary>
internal static partial class PlotlyTraces
{
    public static IEnumerable<JsonNode> Of(
        StyledMark styled,
        PanelLayout p,
        int panel,
        IReadOnlyList<StyledMark> all,
        Layout layout)
    {
        var colour = Palette.Series[styled.Slot - 1].Light;
        switch (styled.Mark)
        {
            case CurveMark curve:
                var onMap = all.Any(s => s.Mark is GridMark);
                var dots = curve.Dots ?? (styled.Main && !onMap && curve.X.Length <= 16 && !curve.Steps);
                if (onMap)
                {
                    yield return Rim(curve, panel);
                }

                var line = Trace("scatter", curve.Label, panel);
                line["mode"] = dots || curve.X.Length == 1 ? "lines+markers" : "lines";
                line["x"] = Numbers(curve.X);
                line["y"] = Numbers(curve.Y);
                line["line"] = onMap
                    ? new JsonObject
                    {
                        ["color"] = Palette.Ink.Light,
                        ["width"] = 1.75,
                        ["dash"] = "5px 4px",
                    }
                    : Line(colour, styled, curve.Steps);
                line["marker"] = new JsonObject
                {
                    ["color"] = colour,
                    ["symbol"] = RoleMarks.Symbol((int)styled.Marker),
                    ["size"] = 7,
                };
                line["connectgaps"] = false;
                if (dots)
                {
                    // The first and the last dot stand on the edges of the panel and are not cut in half there.
                    line["cliponaxis"] = false;
                }

                yield return line;
                break;
            case PointMark points:
                var scatter = Trace("scatter", points.Label, panel);
                scatter["mode"] = "markers";
                scatter["x"] = Numbers(points.X);
                scatter["y"] = Numbers(points.Y);
                scatter["marker"] = new JsonObject
                {
                    ["color"] = colour,
                    ["symbol"] = RoleMarks.Symbol((int)styled.Marker),
                    ["size"] = points.X.Length switch
                    {
                        > 600 => 3,
                        > 120 => 5,
                        _ => 8,
                    },
                };
                if (!points.Low.IsEmpty)
                {
                    scatter["error_y"] = ErrorBars(points, colour);
                }

                yield return scatter;
                break;
            case BarMark bars:
                yield return Bars(bars, colour, panel, all);
                break;
            case BandMark band:
                foreach (var trace in Band(band, colour, panel))
                {
                    yield return trace;
                }

                break;
            case GridMark grid:
                yield return Grid(grid, p, panel, layout);
                break;
            case ContourMark contour:
                yield return Polyline(
                    contour.Label,
                    panel,
                    contour.Levels.SelectMany(level => MarchingSquares.Lines(contour, level)),
                    Line(colour, styled, false));
                break;
            case SegmentMark { Measure: null } pieces:
                yield return Segments(pieces, colour, panel);
                break;
            case BoxMark box:
                yield return Box(box, colour, p, panel);
                break;
            case PolygonMark polygons:
                foreach (var trace in Polygons(polygons, colour, p, panel, layout))
                {
                    yield return trace;
                }

                break;
        }
    }

    /// <summary>A line under a line in the colour of the paper, so that it is seen on every step of a map.</summary>
    private static JsonObject Rim(CurveMark curve, int panel)
    {
        var rim = Trace("scatter", curve.Label, panel);
        rim["mode"] = "lines";
        rim["x"] = Numbers(curve.X);
        rim["y"] = Numbers(curve.Y);
        rim["line"] = new JsonObject { ["color"] = Palette.Paper.Light, ["width"] = 3.5 };
        rim["opacity"] = 0.85;
        rim["hoverinfo"] = "skip";
        rim["connectgaps"] = false;
        return rim;
    }

    private static JsonObject Trace(string type, string name, int panel)
    {
        var trace = new JsonObject { ["type"] = type };
        if (name.Length > 0)
        {
            trace["name"] = LabelText.Html(name);
        }
        else
        {
            trace["hoverinfo"] = "x+y";
        }

        if (panel > 0)
        {
            trace["xaxis"] = PlotlyFigure.AxisName(panel, 'x');
            trace["yaxis"] = PlotlyFigure.AxisName(panel, 'y');
        }

        return trace;
    }

    /// <summary>Numbers with their shortest digits; a gap is null.</summary>
    private static JsonArray Numbers(IEnumerable<double> values) =>
        new([.. values.Select(v => double.IsFinite(v) ? (JsonNode)JsonValue.Create(v) : null)]);

    private static JsonObject Line(string colour, StyledMark styled, bool steps)
    {
        var line = new JsonObject { ["color"] = colour, ["width"] = styled.Width };
        if (RoleMarks.Dash(styled.Dash) is { Length: > 0 } dash)
        {
            line["dash"] = dash;
        }

        if (steps)
        {
            line["shape"] = "hv";
        }

        return line;
    }

    private static JsonObject ErrorBars(PointMark points, string colour) => new()
    {
        ["type"] = "data",
        ["symmetric"] = false,
        ["array"] = Numbers(points.High.Zip(points.Y, (high, y) => DrawnNumber.Steady(high - y))),
        ["arrayminus"] = Numbers(points.Low.Zip(points.Y, (low, y) => DrawnNumber.Steady(y - low))),
        ["color"] = colour,
        ["thickness"] = 1.5,
        ["width"] = 4,
    };

    private static JsonObject Bars(BarMark bars, string colour, int panel, IReadOnlyList<StyledMark> all)
    {
        var edges = Fills.Edges(bars, all).ToArray();
        var trace = Trace("bar", bars.Label, panel);
        trace["x"] = Numbers(bars.X);
        trace["y"] = Numbers(bars.Height);
        trace["offset"] = Numbers(edges.Select((e, i) => DrawnNumber.Steady(e.Left - bars.X[i])));
        trace["width"] = Numbers(edges.Select(e => DrawnNumber.Steady(e.Right - e.Left)));
        trace["marker"] = Fills.IsHollow(bars, all)
            ? new JsonObject
            {
                ["color"] = Faint(colour, 0.14),
                ["line"] = new JsonObject { ["color"] = colour, ["width"] = 1.25 },
            }
            : new JsonObject { ["color"] = colour };
        return trace;
    }

    private static IEnumerable<JsonNode> Band(BandMark band, string colour, int panel)
    {
        foreach (var (values, fill) in new[] { (band.Low, false), (band.High, true) })
        {
            var edge = Trace("scatter", band.Label, panel);
            edge["mode"] = "lines";
            edge["x"] = Numbers(band.X);
            edge["y"] = Numbers(values);
            edge["line"] = new JsonObject { ["width"] = 0, ["color"] = colour };
            edge["hoverinfo"] = "skip";
            if (fill)
            {
                edge["fill"] = "tonexty";
                edge["fillcolor"] = Faint(colour, 0.2);
            }

            yield return edge;
        }
    }

    private static JsonObject Grid(GridMark grid, PanelLayout p, int panel, Layout layout)
    {
        var colours = p.Panel.Colours!;
        var trace = Trace("heatmap", grid.Label, panel);
        trace["x"] = Numbers(Grids.Edges(grid.X, p.Panel.X.Log).Select(DrawnNumber.Steady));
        trace["y"] = Numbers(Grids.Edges(grid.Y, p.Panel.Y.Log).Select(DrawnNumber.Steady));
        double Place(double v) => colours.Logarithmic ? (v > 0 ? DrawnNumber.Steady(Math.Log10(v)) : double.NaN) : v;
        trace["z"] = new JsonArray([
            .. Enumerable
                .Range(0, grid.Y.Length)
                .Select(row => (JsonNode)Numbers(grid.Z.Skip(row * grid.X.Length).Take(grid.X.Length).Select(Place))),
        ]);
        trace["zmin"] = DrawnNumber.Steady(Place(colours.Low));
        trace["zmax"] = DrawnNumber.Steady(Place(colours.High));
        trace["colorscale"] = PlotlyTemplate.Flat(colours.Diverging ? Palette.Diverging : Palette.Sequential);
        trace["colorbar"] = ColourBar(colours, p, layout, Place);
        return trace;
    }

    /// <summary>Pixels between the panel and the colour scale.</summary>
    public static double BarGap(PanelLayout p) => p.Cell.Width >= 600 ? 30 : 16;

    private static JsonObject ColourBar(ColourScale colours, PanelLayout p, Layout layout, Func<double, double> place)
    {
        var shown = colours.LabelledEdges;
        double left = layout.Panels.Min(q => q.Plot.Left), right = layout.Panels.Max(q => q.Plot.Right);
        double top = layout.Panels.Min(q => q.Plot.Top), bottom = layout.Panels.Max(q => q.Plot.Bottom);
        return new JsonObject
        {
            ["x"] = Math.Round((p.Plot.Right + BarGap(p) - left) / (right - left), 4),
            ["xanchor"] = "left",
            ["xpad"] = 0,
            ["thickness"] = 16,
            ["outlinewidth"] = 0,
            ["ticks"] = "outside",
            ["ticklen"] = 7,
            ["tickcolor"] = "rgba(0,0,0,0)",
            ["tickfont"] = new JsonObject { ["color"] = Palette.Soft.Light },
            ["y"] = Math.Round((bottom - p.Plot.Bottom) / (bottom - top), 4),
            ["yanchor"] = "bottom",
            ["ypad"] = 0,
            ["lenmode"] = "fraction",
            ["len"] = Math.Round(p.Plot.Height / (bottom - top), 4),
            ["tickmode"] = "array",
            ["tickvals"] = new JsonArray([
                .. shown.Select(i => (JsonNode)JsonValue.Create(DrawnNumber.Steady(place(colours.Edge(i))))),
            ]),
            ["ticktext"] = new JsonArray([.. shown.Select(i => (JsonNode)colours.EdgeText(i))]),
        };
    }

    private static JsonObject Segments(SegmentMark pieces, string colour, int panel)
    {
        var trace = Trace("scatter", pieces.Label, panel);
        trace["mode"] = pieces.Arrow ? "lines+markers" : "lines";
        trace["x"] = Numbers(pieces.X0.SelectMany((x, i) => new[] { x, pieces.X1[i], double.NaN }));
        trace["y"] = Numbers(pieces.Y0.SelectMany((y, i) => new[] { y, pieces.Y1[i], double.NaN }));
        trace["line"] = new JsonObject { ["color"] = colour, ["width"] = 1.5 };
        if (pieces.Arrow)
        {
            trace["marker"] = new JsonObject
            {
                ["symbol"] = "arrow",
                ["angleref"] = "previous",
                ["color"] = colour,
                ["size"] = new JsonArray([
                    .. pieces.X0.SelectMany(_ => new[] { 0, 8, 0 }).Select(s => (JsonNode)JsonValue.Create(s)),
                ]),
            };
        }

        return trace;
    }

    private static JsonObject Box(BoxMark box, string colour, PanelLayout p, int panel)
    {
        var name = p.Panel.X.Major.FirstOrDefault(t => t.Value == box.At).Text ?? box.Label;
        var trace = Trace("box", name, panel);
        trace["x"] = new JsonArray(box.At);
        foreach (
            var (key, value) in new[]
            {
                ("lowerfence", box.Low),
                ("q1", box.Q1),
                ("median", box.Median),
                ("q3", box.Q3),
                ("upperfence", box.High),
            }
        )
        {
            trace[key] = new JsonArray(value);
        }

        trace["width"] = 0.6;
        trace["fillcolor"] = Faint(colour, 0.14);
        trace["line"] = new JsonObject { ["color"] = colour, ["width"] = 1.25 };
        if (!box.Outliers.IsEmpty)
        {
            trace["y"] = new JsonArray((JsonNode)Numbers(box.Outliers));
            trace["boxpoints"] = "all";
            trace["jitter"] = 0;
            trace["pointpos"] = 0;
        }

        return trace;
    }

    /// <summary>
    /// A colour with opacity; the three numbers are those of the palette, so that a page can replace them by their dark
    /// twins.
    /// </summary>
    internal static string Faint(string colour, double opacity) =>
        FormattableString.Invariant(
            $"rgba({Convert.ToInt32(colour[1..3], 16)},{Convert.ToInt32(colour[3..5], 16)},{Convert.ToInt32(colour[5..7], 16)},{opacity})"
        );
}
