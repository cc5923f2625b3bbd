using System.Text.Json.Nodes;
using Lemmata.Export.Plotly.Reading;
using Lemmata.Notebooks;

namespace Lemmata.Export.Plotly;

/// <summary>
/// The caption that figures of the collection keep inside their plotly JSON, as a title for hosts that set none.
/// </summary>
internal static class PlotCaption
{
    /// <summary>The caption in its own markup, or null.</summary>
    public static string? Of(JsonObject plot) =>
        plot["layout"].TextAt("meta", "caption") is { Length: > 0 } written ? written : null;

    /// <summary>The chart without its caption and the room that it takes; a chart of others as it is.</summary>
    public static JsonObject Without(JsonObject plot)
    {
        if (plot.At("layout", "meta") is not JsonObject meta || meta["caption"] is null) return plot;
        var bare = (JsonObject)plot.DeepClone();
        var layout = (JsonObject)bare["layout"]!;
        layout.Remove("title");
        layout.Remove("meta");
        var height = NumberAt(meta, "captionHeight");
        if (layout["margin"] is JsonObject margin) margin["b"] = NumberAt(margin, "b") - height;
        if (layout.ContainsKey("height")) layout["height"] = NumberAt(layout, "height") - height;
        return bare;

        static double NumberAt(JsonObject from, string name) =>
            from[name] is JsonValue value && value.TryGetValue<double>(out var number) ? number : 0;
    }
}
