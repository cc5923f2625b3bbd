using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;
using Lemmata.Plotting.Svg;

namespace Lemmata.Plotting.Plotly;

/// <content>Polygons and polylines.</content>
internal static partial class PlotlyTraces
{
    private static IEnumerable<JsonNode> Polygons(
        PolygonMark polygons,
        string colour,
        PanelLayout p,
        int panel,
        Layout layout)
    {
        if (!polygons.Values.IsEmpty)
        {
            // A trace without points carries the colour scale.
            var colours = p.Panel.Colours!;
            var carrier = Trace("scatter", "", panel);
            (carrier["x"], carrier["y"]) = (new JsonArray((JsonNode?)null), new JsonArray((JsonNode?)null));
            carrier["mode"] = "markers";
            carrier["marker"] = new JsonObject
            {
                ["color"] = new JsonArray(colours.Low),
                ["cmin"] = colours.Low,
                ["cmax"] = colours.High,
                ["showscale"] = true,
                ["colorscale"] = PlotlyTemplate.Flat(colours.Diverging ? Palette.Diverging : Palette.Sequential),
                ["colorbar"] = ColourBar(colours, p, layout, v => v),
            };
            yield return carrier;
        }

        var groups = Enumerable
            .Range(0, polygons.Rings.Length)
            .GroupBy(i => polygons.Values.IsEmpty ? 0 : p.Panel.Colours!.Step(polygons.Values[i]))
            .Where(g => g.Key >= 0)
            .OrderBy(g => g.Key);
        foreach (var group in groups)
        {
            var fill = polygons.Values.IsEmpty ? Faint(colour, 0.2) : p.Panel.Colours!.Colour(group.Key);
            var rim = polygons.Values.IsEmpty ? colour : Palette.Paper.Light;
            var trace = Polyline(
                polygons.Label,
                panel,
                group.Select(i => Ring(polygons.Rings[i])),
                new JsonObject { ["color"] = rim, ["width"] = 1 }
            );
            trace["fill"] = "toself";
            trace["fillcolor"] = fill;
            yield return trace;
        }

        static IReadOnlyList<(double X, double Y)> Ring((ImmutableArray<double> X, ImmutableArray<double> Y) ring) =>
            [.. ring.X.Zip(ring.Y), (ring.X[0], ring.Y[0])];
    }

    private static JsonObject Polyline(
        string name,
        int panel,
        IEnumerable<IReadOnlyList<(double X, double Y)>> lines,
        JsonObject style)
    {
        var vertices = lines.SelectMany(l => l.Append((double.NaN, double.NaN))).ToArray();
        var trace = Trace("scatter", name, panel);
        trace["mode"] = "lines";
        trace["x"] = Numbers(vertices.Select(v => v.Item1));
        trace["y"] = Numbers(vertices.Select(v => v.Item2));
        trace["line"] = style;
        return trace;
    }
}
