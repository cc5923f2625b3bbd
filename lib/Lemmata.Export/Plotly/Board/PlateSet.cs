using Lemmata.Export.Plotly.Flow;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;
using Lemmata.Export.Plotly.Round;
using Lemmata.Export.Plotly.Space;

namespace Lemmata.Export.Plotly.Board;

/// <summary>Collects the parts of a chart that bring their own coordinates.</summary>
internal sealed class PlateSet(PlotNode layout)
{
    private readonly List<IPlate> all = [];
    private readonly Dictionary<string, Polar> discs = [];
    private readonly Dictionary<string, Scene> scenes = [];

    public IReadOnlyList<IPlate> All => all;

    /// <summary>How many traces were taken.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a trace; false where its kind, or what it holds, cannot be drawn.</summary>
    public bool Add(PlotNode node, int index)
    {
        var taken = node["type"].Text switch
        {
            "pie" => Take(Pie.Read(node, layout)),
            "scatterpolar" or "scatterpolargl" or "barpolar" =>
                Shared(discs, node["subplot"].Text, "polar", name => new Polar(layout[name], layout)).Add(node, index),
            "table" => Take(TablePlate.Read(node, layout)),
            "sankey" => Take(Sankey.Read(node, layout)),
            "parcoords" => Take(ParallelAxes.Read(node, layout)),
            "treemap" => Take(Treemap.Read(node, layout)),
            "sunburst" => Take(Sunburst.Read(node, layout)),
            "surface" or "scatter3d" or "mesh3d" =>
                Shared(scenes, node["scene"].Text, "scene", name => new Scene(layout[name], layout)).Add(node, index),
            _ => false,
        };
        Count += taken ? 1 : 0;
        // A disc or a scene of which nothing can be drawn is none.
        all.RemoveAll(plate => plate is Polar { IsEmpty: true } or Scene { IsEmpty: true } && !taken);
        return taken;
    }

    private bool Take(IPlate? plate)
    {
        if (plate is not null)
            all.Add(plate);
        return plate is not null;
    }

    private T Shared<T>(Dictionary<string, T> known, string stated, string usual, Func<string, T> create)
        where T : IPlate
    {
        var name = stated.StartsWith(usual, StringComparison.Ordinal) ? stated : usual;
        if (!known.TryGetValue(name, out var plate))
            known[name] = plate = create(name);
        if (!all.Contains(plate))
            all.Add(plate);
        return plate;
    }
}
