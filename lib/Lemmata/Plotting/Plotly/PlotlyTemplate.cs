using System.Text.Json.Nodes;

namespace Lemmata.Plotting.Plotly;

/// <summary>The house style as a plotly template.</summary>
public static class PlotlyTemplate
{
    /// <summary>The template for <c>layout.template</c>; every call gives a fresh copy.</summary>
    /// <returns>Layout and trace defaults: colours, fonts, ticks, no legend.</returns>
    public static JsonObject Create() =>
        (JsonObject)
            JsonNode.Parse(
                $$$"""
                {"layout":{"paper_bgcolor":"rgba(0,0,0,0)","plot_bgcolor":"rgba(0,0,0,0)",
                "colorway":[{{{string.Join(',', Palette.Series.Select(c => $"\"{c.Light}\""))}}}],
                "font":{"family":"Avenir Next, Avenir, Segoe UI, Open Sans, Noto Sans, sans-serif","size":13,"color":"{{{Palette.Ink.Light}}}"},
                "margin":{"l":56,"r":190,"t":44,"b":50,"pad":0},"showlegend":false,"hovermode":"closest","bargap":0.28,
                "xaxis":{"showgrid":false,"zeroline":false,"showline":true,"linecolor":"{{{Palette.Soft.Light}}}","linewidth":1,"ticks":"outside","ticklen":6,
                "tickcolor":"{{{Palette.Soft.Light}}}","tickfont":{"color":"{{{Palette.Soft.Light}}}"},"nticks":6,"exponentformat":"power",
                "minor":{"ticks":"","ticklen":3,"tickcolor":"{{{Palette.Soft.Light}}}"},"title":{"text":""},"automargin":false},
                "yaxis":{"gridcolor":"{{{Palette.Grid.Light}}}","gridwidth":1,"showline":false,"zeroline":false,"ticks":"","ticklabelstandoff":6,
                "tickfont":{"color":"{{{Palette.Soft.Light}}}"},"nticks":6,"exponentformat":"power","title":{"text":""},"automargin":false},
                "annotationdefaults":{"showarrow":false,"font":{"size":13}},
                "hoverlabel":{"bgcolor":"{{{Palette.Paper.Light}}}","bordercolor":"{{{Palette.Grid.Light}}}","font":{"color":"{{{Palette.Ink.Light}}}"}},
                "colorscale":{"sequential":{{{Continuous(Palette.Sequential)}}},
                "diverging":{{{Continuous(Palette.Diverging)}}} } },
                "data":{"scatter":[{"line":{"width":2},"marker":{"size":7}}],"heatmap":[{"colorbar":{"thickness":16,"outlinewidth":0,"ticks":"outside","ticklen":7,"tickcolor":"rgba(0,0,0,0)","tickfont":{"color":"{{{Palette.Soft.Light}}}"},"len":1} }]}}
                """
            )!;

    /// <summary>Nine flat steps as a plotly colour scale.</summary>
    internal static JsonArray Flat(IReadOnlyList<(string Light, string Dark)> colours)
    {
        var scale = new JsonArray();
        for (var i = 0; i < colours.Count; i++)
        {
            foreach (var end in new[] { i, i + 1 })
            {
                scale.Add((JsonNode)new JsonArray(Math.Round((double)end / colours.Count, 6), colours[i].Light));
            }
        }

        return scale;
    }

    private static string Continuous(IReadOnlyList<(string Light, string Dark)> colours) =>
        "["
        + string.Join(',', colours.Select((c, i) => FormattableString.Invariant($"[{i / 8.0},\"{c.Light}\"]")))
        + "]";
}
