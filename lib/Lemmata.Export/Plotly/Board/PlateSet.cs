using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Board;

/// <summary>Collects the parts of a chart that bring their own coordinates.</summary>
internal sealed class PlateSet(PlotNode layout)
{
    private readonly List<IPlate> all = [];

    public IReadOnlyList<IPlate> All => all;

    public int Count { get; private set; }

    /// <summary>Takes a trace; false where its kind cannot be drawn.</summary>
    public bool Add(PlotNode node, int index)
    {
        _ = layout;
        return false;
    }
}
