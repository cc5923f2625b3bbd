using System.Text.Json.Nodes;
using Lemmata.Plotting.Scales;

namespace Lemmata.Plotting.Plotly;

/// <summary>Turns days on horizontal axes of dates into the dates that plotly reads.</summary>
internal static class DateAxis
{
    private const double Milliseconds = 86_400_000;

    /// <summary>Rewrites axis, traces and shapes of a panel in a figure or in one of its frames.</summary>
    public static void Rewrite(JsonObject figure, int panel)
    {
        var axis = PlotlyFigure.AxisName(panel, 'x');
        foreach (var trace in figure["data"]!.AsArray().OfType<JsonObject>())
        {
            if (((string?)trace["xaxis"] ?? "x") == axis) Trace(trace);
        }

        if (figure["layout"] is not JsonObject layout) return;
        foreach (var shape in layout["shapes"]!.AsArray().OfType<JsonObject>().Where(shape => (string?)shape["xref"] == axis))
        {
            (shape["x0"], shape["x1"]) = (Date(shape["x0"]), Date(shape["x1"]));
        }

        if (layout[panel == 0 ? "xaxis" : $"xaxis{panel + 1}"] is JsonObject own)
        {
            own["type"] = "date";
            own["range"] = Dates(own["range"]!.AsArray());
            if (own["tickvals"] is JsonArray given) own["tickvals"] = Dates(given);
        }
    }

    private static void Trace(JsonObject trace)
    {
        if (trace["x"] is JsonArray x) trace["x"] = Dates(x);
        // plotly measures the width of a bar over dates in milliseconds.
        foreach (var length in new[] { "offset", "width" })
        {
            if (trace[length] is JsonArray days)
            {
                trace[length] = new JsonArray([.. days.Select(day => (JsonNode)((double)day! * Milliseconds))]);
            }
        }
    }

    private static JsonArray Dates(JsonArray days) => new([.. days.Select(Date)]);

    private static JsonNode? Date(JsonNode? days) => days is null ? null : DateScale.Data((double)days);
}
