using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>A trace over a pair of axes.</summary>
/// <param name="node">The trace.</param>
/// <param name="layout">The layout.</param>
/// <param name="index">Its place among the traces.</param>
internal abstract class CartesianTrace(PlotNode node, PlotNode layout, int index)
{
    public PlotNode Node { get; } = node;

    public PlotNode Layout { get; } = layout;

    public int Index { get; } = index;

    public string Type { get; } = node["type"].Text is { Length: > 0 } type ? type : "scatter";

    public string Name { get; } = PlotText.Plain(node["name"].Text) is { Length: > 0 } name ? name : $"trace {index}";

    public string XId { get; } = AxisId(node["xaxis"].Text, 'x');

    public string YId { get; } = AxisId(node["yaxis"].Text, 'y');

    /// <summary>Colour of the series where nothing else is said.</summary>
    public Paint Paint { get; init; } = Paint.Series(index);

    public double Opacity { get; } = node["opacity"].Between(0, 1, 1);

    /// <summary>A scale of colours that belongs beside the drawing, or null.</summary>
    public virtual ColourScale? Scale => null;

    /// <summary>Whether it belongs into the key of a drawing with several traces.</summary>
    public bool IsKeyed => !Node["showlegend"].IsFalse && HasKey;

    /// <summary>Lists that it places along an axis, for finding the axis' kind and names.</summary>
    public abstract IEnumerable<Column> Along(bool isX);

    /// <summary>Works out its marks and tells both axes how far they reach.</summary>
    public abstract void Measure(Axis x, Axis y);

    /// <summary>Draws its marks.</summary>
    public abstract void Draw(Sheet sheet, Panel panel);

    /// <summary>Draws what stands for it in the key, in a box of 22 by 12 pixels.</summary>
    public virtual void DrawKey(Sheet sheet, Rect at) => sheet.Fill(Paint, Sheet.Box(at.Without(4, 0, 4, 0)));

    /// <summary>Where its right end lies, for a name beside it; null where it has none.</summary>
    public virtual double? EndOf(Panel panel) => null;

    protected virtual bool HasKey => true;

    private static string AxisId(string text, char letter) =>
        text.Length is > 0 and < 6 && text[0] == letter && text[1..].All(char.IsAsciiDigit)
            && text is not ("x1" or "y1")
            ? text : letter.ToString();
}
