using System.Text.Json.Nodes;
using Lemmata.Export.Plotly.Board;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly;

/// <summary>
/// A chart that other libraries give as data for plotly, as pictures in the collection's style for places where
/// plotly does not run: pages without scripts, print, Markdown, front ends without the library.
/// </summary>
/// <param name="Wide">The picture for 880 pixels; null where nothing of the chart can be drawn.</param>
/// <param name="Small">The picture for 360 pixels; null likewise.</param>
/// <param name="Warnings">A sentence for every trace that is not drawn.</param>
internal sealed record PlotDrawing(string? Wide, string? Small, IReadOnlyList<string> Warnings)
{
    /// <summary>Draws a chart.</summary>
    /// <param name="plot">Its <c>data</c> and <c>layout</c>. Whatever stands there, the answer is a drawing or none;
    /// lists of more than a million members are cut, and marks that no eye could tell apart are left out.</param>
    public static PlotDrawing Of(JsonObject plot)
    {
        var chart = new Chart(new PlotNode(PlotCaption.Without(plot)));
        if (chart.IsEmpty)
            return new PlotDrawing(null, null, [.. chart.Warnings.Distinct()]);

        string Draw(bool isNarrow) => Picture.Of(chart, isNarrow, trace =>
            chart.Warn(trace.Index, trace.Name, trace.Type));
        var (wide, small) = (Draw(false), Draw(true));
        return new PlotDrawing(wide, small, [.. chart.Warnings.Distinct()]);
    }

    /// <summary>The chart's own title without markup, or null.</summary>
    public static string? TitleOf(JsonObject? plot) =>
        new PlotNode(plot)["layout"]["title"].Title is { Length: > 0 } title ? title : null;
}
