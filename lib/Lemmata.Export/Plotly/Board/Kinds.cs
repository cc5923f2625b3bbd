using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Fields;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Board;

/// <summary>The kinds of traces that can be drawn.</summary>
internal static class Kinds
{
    private const int MostTraces = 120;

    /// <summary>Sorts the traces of a figure into those over axes and those with coordinates of their own.</summary>
    /// <param name="plot">The figure.</param>
    /// <param name="overAxes">Takes the traces over axes.</param>
    /// <param name="warnings">Takes a sentence for each trace that cannot be drawn.</param>
    public static IReadOnlyList<IPlate> Read(PlotNode plot, List<CartesianTrace> overAxes, List<string> warnings)
    {
        var (layout, plates) = (plot["layout"], new PlateSet(plot["layout"]));
        var all = plot["data"].Items.Select((node, index) => (node, index)).Where(trace => trace.node.IsObject)
            .ToList();
        foreach (var (node, index) in all.Where(trace => !trace.node["visible"].IsFalse
            && trace.node["visible"].Text != "legendonly"))
        {
            if (overAxes.Count + plates.Count >= MostTraces)
            {
                warnings.Add($"a chart has {all.Count} traces; the first {MostTraces} are drawn.");
                break;
            }

            if (Cartesian(node, layout, index) is { } trace)
                overAxes.Add(trace);
            else if (!plates.Add(node, index))
                warnings.Add(Sentence(index, PlotText.Plain(node["name"].Text), PlotText.Plain(node["type"].Text)));
        }

        return plates.All;
    }

    /// <summary>What is said of a trace that is not drawn.</summary>
    public static string Sentence(int index, string name, string type) =>
        $"trace {index + 1}{(name.Length > 0 && name != $"trace {index}" ? $" ({name})" : "")} of a chart, of type "
        + $"{(type.Length > 0 ? type : "scatter")}, has no drawing here; its numbers stand in the table.";

    /// <summary>True for what would be drawn as something else: other calendars, and stacks that lie.</summary>
    private static bool IsForeign(PlotNode node, PlotNode layout) =>
        new[] { node["xcalendar"], node["ycalendar"], layout["calendar"] }.Any(calendar => calendar.Text is not ("" or "gregorian"))
        || node["stackgroup"].Text.Length > 0 && node["orientation"].Text == "h";

    private static CartesianTrace? Cartesian(PlotNode node, PlotNode layout, int index) => IsForeign(node, layout)
        ? null : node["type"].Text switch
    {
        "" or "scatter" or "scattergl" => new ScatterTrace(node, layout, index),
        "bar" => new BarTrace(node, layout, index),
        "histogram" => new HistogramTrace(node, layout, index),
        "box" => new BoxTrace(node, layout, index),
        "violin" => new ViolinTrace(node, layout, index),
        "candlestick" or "ohlc" => new FinanceTrace(node, layout, index),
        "heatmap" or "heatmapgl" or "histogram2d" => new HeatmapTrace(node, layout, index),
        "contour" or "histogram2dcontour" => new ContourTrace(node, layout, index),
        _ => null,
    };
}
