using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Plates;

/// <summary>What parts with coordinates of their own have in common: the room that the figure gives them.</summary>
internal abstract class Plate : IPlate
{
    /// <summary>Reads the room.</summary>
    /// <param name="domain">Where the figure states it, as fractions or as a cell of the grid.</param>
    /// <param name="layout">The layout.</param>
    protected Plate(PlotNode domain, PlotNode layout)
    {
        Layout = layout;
        var grid = new GridDomains(layout);
        X = Read(domain["x"], grid.Exists && domain["column"].Number is { } column
            ? grid.Column((int)Math.Clamp(column, 0, 40)) : (0, 1));
        Y = Read(domain["y"], grid.Exists && domain["row"].Number is { } row ? grid.Row((int)Math.Clamp(row, 0, 40))
            : (0, 1));
    }

    protected PlotNode Layout { get; }

    public (double Low, double High) X { get; }

    public (double Low, double High) Y { get; }

    public virtual IEnumerable<KeyEntry> Keys => [];

    public virtual ColourScale? Scale => null;

    public abstract void Draw(Sheet sheet, Rect at);

    private static (double, double) Read(PlotNode node, (double, double) usual) =>
        node.Items.Take(2).Select(end => end.Between(0, 1, 0)).ToList() is [var low, var high] && high > low
            ? (low, high) : usual;
}
