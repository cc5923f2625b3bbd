using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Space;

/// <summary>Something small enough to lie wholly before or behind another: a face, a piece of line, a point.</summary>
/// <param name="Nearness">How far towards the eye its middle lies.</param>
/// <param name="Draw">Draws it.</param>
internal readonly record struct Piece(double Nearness, Action<Sheet> Draw);

/// <summary>A trace in space.</summary>
/// <param name="node">The trace.</param>
/// <param name="layout">The layout.</param>
/// <param name="index">Its place among the traces.</param>
internal abstract class Body(PlotNode node, PlotNode layout, int index)
{
    public PlotNode Node { get; } = node;

    public PlotNode Layout { get; } = layout;

    public int Index { get; } = index;

    public string Name { get; } = PlotText.Plain(node["name"].Text) is { Length: > 0 } name ? name : $"trace {index}";

    public Paint Paint { get; protected init; } = Paint.Series(index);

    /// <summary>A scale of colours that belongs beside it, or null.</summary>
    public virtual ColourScale? Scale => null;

    public bool IsKeyed => Scale is null ? !Node["showlegend"].IsFalse : Node["showlegend"].IsTrue;

    /// <summary>Lists along x, y and z, for finding the kinds of the axes.</summary>
    public abstract IEnumerable<Column> Along(char letter);

    /// <summary>Works out its places and tells the axes how far they reach; false where nothing can be drawn.</summary>
    public abstract bool Measure(Axis x, Axis y, Axis z);

    /// <summary>Its pieces as seen.</summary>
    /// <param name="place">Where places on the axes are in the box, each side from 0 to 1.</param>
    /// <param name="view">The view.</param>
    public abstract IEnumerable<Piece> Pieces(Func<Point3, Point3> place, View view);

    /// <summary>A face with its rim.</summary>
    protected static Piece Face(IReadOnlyList<Seen> corners, Paint paint, double opacity, bool hasRim)
    {
        var path = Sheet.Path(corners.Select(corner => corner.Place), closed: true);
        return new Piece(corners.Average(corner => corner.Nearness), sheet =>
        {
            if (hasRim) sheet.Facet(paint, path, opacity);
            else sheet.Tile(paint, path, opacity);
        });
    }
}
