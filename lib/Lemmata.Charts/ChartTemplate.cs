using System.Text.Json.Nodes;
using Lemmata.Plotting;
using Lemmata.Plotting.Plotly;

namespace Lemmata.Charts;

/// <summary>
/// The house template of figures, with what they have not: legends instead of direct labels, axes that name
/// themselves, space and angles.
/// </summary>
internal static class ChartTemplate
{
    /// <summary>Pixels under the axes.</summary>
    public const int BottomMargin = 56;

    private static readonly string[] Coloured =
        ["heatmap", "surface", "contour", "mesh3d", "histogram2d", "histogram2dcontour"];

    /// <summary>A fresh copy.</summary>
    public static JsonObject Create()
    {
        var template = PlotlyTemplate.Create();
        var layout = (JsonObject)template["layout"]!;
        layout.Remove("showlegend");
        layout["margin"] = new JsonObject { ["l"] = 60, ["r"] = 24, ["t"] = 44, ["b"] = BottomMargin, ["pad"] = 0 };
        foreach (var name in new[] { "xaxis", "yaxis" }) ((JsonObject)layout[name]!)["automargin"] = true;
        layout["scene"] = new JsonObject
        {
            ["xaxis"] = SpaceAxis(), ["yaxis"] = SpaceAxis(), ["zaxis"] = SpaceAxis(),
        };
        layout["polar"] = new JsonObject
        {
            ["bgcolor"] = "rgba(0,0,0,0)", ["angularaxis"] = RoundAxis(), ["radialaxis"] = RoundAxis(),
        };
        var bar = template["data"]!["heatmap"]![0]!["colorbar"]!;
        foreach (var kind in Coloured)
        {
            template["data"]![kind] = new JsonArray(new JsonObject
            {
                ["colorbar"] = bar.DeepClone(), ["colorscale"] = Scale(diverging: false),
            });
        }

        return template;
    }

    /// <summary>Whether traces of a kind are coloured by value.</summary>
    public static bool IsColoured(string kind) => Coloured.Contains(kind);

    /// <summary>A scale of the house.</summary>
    public static JsonNode Scale(bool diverging) =>
        PlotlyTemplate.Create()["layout"]!["colorscale"]![diverging ? "diverging" : "sequential"]!.DeepClone();

    private static JsonObject SpaceAxis() => new()
    {
        ["showbackground"] = false,
        ["gridcolor"] = Palette.Grid.Light,
        ["linecolor"] = Palette.Soft.Light,
        ["zerolinecolor"] = Palette.Soft.Light,
        ["tickfont"] = new JsonObject { ["color"] = Palette.Soft.Light },
        ["nticks"] = 6,
    };

    private static JsonObject RoundAxis() => new()
    {
        ["gridcolor"] = Palette.Grid.Light,
        ["linecolor"] = Palette.Soft.Light,
        ["tickfont"] = new JsonObject { ["color"] = Palette.Soft.Light },
    };
}
