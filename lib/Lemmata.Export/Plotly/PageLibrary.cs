using System.Text.Json.Nodes;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly;

/// <summary>What the plot library of exported pages can show; elsewhere the drawing stays.</summary>
internal static class PageLibrary
{
    private static readonly HashSet<string> Types =
    [
        "", "bar", "box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "pie",
            "scatter",
        "scatterternary", "violin",
    ];

    /// <summary>True where every trace is of a type that the library has.</summary>
    public static bool Shows(JsonObject plot) => new PlotNode(plot)["data"].Items.All(trace =>
        Types.Contains(trace["type"].Text));
}
