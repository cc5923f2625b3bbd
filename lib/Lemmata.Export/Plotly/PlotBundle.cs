using System.Text.Json.Nodes;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly;

/// <summary>
/// A bundle of plotly.js that a page may load. Bundles overlap: the last has what the others have, and is three times
/// as heavy.
/// </summary>
internal sealed class PlotBundle
{
    private static readonly string[] Space =
        ["cone", "isosurface", "mesh3d", "scatter3d", "streamtube", "surface", "volume"];

    private static readonly string[] Plane =
    [
        "bar", "box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "pie",
        "scatter", "scatterternary", "violin",
    ];

    // Kinds over maps are left out: they ask a server for coast lines, and pages ask nobody.
    private static readonly string[] Others =
    [
        "barpolar", "candlestick", "carpet", "contourcarpet", "funnel", "funnelarea", "icicle", "indicator", "ohlc",
        "parcats", "parcoords", "sankey", "scattercarpet", "scattergl", "scatterpolar", "scatterpolargl",
        "scattersmith", "splom", "sunburst", "table", "treemap", "waterfall",
    ];

    // Drawn by the graphics card, which a browser may have switched off.
    private static readonly HashSet<string> OnCard = [.. Space, "parcoords", "scattergl", "scatterpolargl", "splom"];

    private readonly HashSet<string> types;

    private PlotBundle(string name, int weight, IEnumerable<string> types)
    {
        (Name, Weight) = (name, weight);
        this.types = [.. types];
    }

    /// <summary>The bundles, the lightest first.</summary>
    public static IReadOnlyList<PlotBundle> All { get; } =
    [
        new("cartesian", 662, Plane),
        new("gl3d", 742, [.. Space, "scatter"]),
        new("strict", 2093, [.. Plane, .. Space, .. Others]),
    ];

    /// <summary>The one that most pages need.</summary>
    public static PlotBundle Usual => All[0];

    public string Name { get; }

    /// <summary>What it weighs on a page, in thousands of bytes.</summary>
    public int Weight { get; }

    public string Package => $"plotly.js-{Name}-dist-min";

    public string File => $"plotly-{Name}.min.js";

    /// <summary>The file of the site that holds it.</summary>
    public string Asset => $"assets/plotly-{Name}.css";

    /// <summary>The element that it is read through.</summary>
    public string Holder => $"plotly-{Name}";

    public IEnumerable<string> Types => types;

    /// <summary>The kinds of the traces of a chart.</summary>
    public static IReadOnlySet<string> KindsOf(JsonObject plot)
    {
        var figure = new PlotNode(plot);
        return figure["data"].Items.Concat(figure["frames"].Items.SelectMany(frame => frame["data"].Items))
            .Select(trace => trace["type"].Text is { Length: > 0 } type ? type : "scatter")
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Kinds that no bundle draws.</summary>
    public static IEnumerable<string> Unknown(IReadOnlySet<string> kinds) =>
        kinds.Where(kind => !All[^1].types.Contains(kind)).Order(StringComparer.Ordinal);

    /// <summary>Whether a kind needs the graphics card.</summary>
    public static bool NeedsCard(IReadOnlySet<string> kinds) => kinds.Overlaps(OnCard);

    /// <summary>Whether it draws all of some kinds.</summary>
    public bool Draws(IReadOnlySet<string> kinds) => kinds.IsSubsetOf(types);
}
