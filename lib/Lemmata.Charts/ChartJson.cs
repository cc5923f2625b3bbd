using System.Text.Json.Nodes;
using Lemmata.Plotting.Scales;
using Plotly.NET;

namespace Lemmata.Charts;

/// <summary>Charts as JSON.</summary>
internal static class ChartJson
{
    private static readonly HashSet<string> Spatial =
        ["surface", "scatter3d", "mesh3d", "cone", "streamtube", "volume", "isosurface"];

    /// <summary>Data and layout of a chart, with gaps instead of numbers that are none.</summary>
    public static JsonObject Of(GenericChart chart)
    {
        var figure = (JsonObject)JsonNode.Parse(GenericChart.toFigureJson(chart))!;
        return new JsonObject
        {
            ["data"] = Steady(figure["data"]) ?? new JsonArray(),
            ["layout"] = figure["layout"]?.DeepClone() as JsonObject ?? [],
        };
    }

    /// <summary>The traces.</summary>
    public static IEnumerable<JsonObject> Traces(JsonObject plot) => ((JsonArray)plot["data"]!).OfType<JsonObject>();

    /// <summary>The kind of a trace.</summary>
    public static string TypeOf(JsonObject trace) => trace["type"]?.ToString() ?? "scatter";

    /// <summary>True for what stands in three dimensions.</summary>
    public static bool IsSpatial(string type) => Spatial.Contains(type);

    /// <summary>The chart's own title, or nothing.</summary>
    public static string TitleOf(JsonObject plot) =>
        (plot["layout"]?["title"] is JsonObject title ? title["text"] : plot["layout"]?["title"])?.ToString() ?? "";

    // Newtonsoft writes a gap as the word NaN, which plotly would take for a category; and Plotly.NET writes lines and
    // markers of which nothing was said.
    private static JsonNode? Steady(JsonNode? node) => node switch
    {
        JsonObject some => new JsonObject(some.Select(entry => KeyValuePair.Create(entry.Key, Steady(entry.Value)))
            .Where(entry => entry.Value is not JsonObject { Count: 0 })),
        JsonArray list => new JsonArray([.. list.Select(Steady)]),
        JsonValue value when value.TryGetValue<double>(out var number) => JsonValue.Create(DrawnNumber.Steady(number)),
        JsonValue value when value.TryGetValue<string>(out var text) && text is "NaN" or "Infinity" or "-Infinity" =>
            null,
        _ => node?.DeepClone(),
    };
}
