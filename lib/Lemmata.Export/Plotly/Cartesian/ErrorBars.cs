using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>How far the bars of uncertainty reach from each value of a trace.</summary>
internal sealed class ErrorBars
{
    private readonly string type;
    private readonly double value, valueBelow;
    private readonly Column above, below;

    private ErrorBars(PlotNode node)
    {
        type = node["type"].Text is { Length: > 0 } given ? given : node["array"].IsList ? "data" : "percent";
        value = node["value"].Number ?? 10;
        var symmetric = node["symmetric"].Exists ? node["symmetric"].IsTrue
            : !(node["arrayminus"].Exists || node["valueminus"].Exists);
        valueBelow = symmetric ? value : node["valueminus"].Number ?? 10;
        above = Column.Read(node["array"]) ?? Column.Empty;
        below = symmetric ? above : Column.Read(node["arrayminus"]) ?? Column.Empty;
    }

    /// <summary>Reads them; null where the trace has none or hides them.</summary>
    public static ErrorBars? Read(PlotNode node)
    {
        var given = node["array"].Exists || node["value"].Exists || node["type"].Text == "sqrt";
        return node.IsObject && (node["visible"].Exists ? node["visible"].IsTrue : given) ? new ErrorBars(node) : null;
    }

    /// <summary>Ends of the bar around a value.</summary>
    public (double Low, double High) Around(double at, int index) => type switch
    {
        "percent" => (at - Math.Abs(at) * valueBelow / 100, at + Math.Abs(at) * value / 100),
        "constant" => (at - valueBelow, at + value),
        "sqrt" => (at - Math.Sqrt(Math.Abs(at)), at + Math.Sqrt(Math.Abs(at))),
        _ => (at - Known(below[index]), at + Known(above[index])),
    };

    /// <summary>Tells an axis how far the bars reach.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">The values.</param>
    /// <param name="toZero">Whether the marks themselves begin at zero.</param>
    public void Measure(Axis axis, IReadOnlyList<double> values, bool toZero) => axis.Extremes.Add(
        axis,
        [.. values.SelectMany((at, i) => Around(at, i) is var (low, high) ? new[] { at, low, high } : [])],
        new Demand(true, toZero));

    /// <summary>Draws the bar of one value.</summary>
    public void Draw(Sheet sheet, Panel panel, Paint paint, bool lying, double along, double at, int index)
    {
        var (low, high) = Around(at, index);
        var (from, to) = (panel.Point(lying, along, low), panel.Point(lying, along, high));
        if (!double.IsFinite(from.X + from.Y))
            from = panel.Point(lying, along, at);
        if (low == high || !double.IsFinite(from.X + from.Y + to.X + to.Y))
            return;
        var (dx, dy) = lying ? (0.0, 3.5) : (3.5, 0.0);
        sheet.Stroke(paint, Sheet.Path([from, to]) + Sheet.Path([(from.X - dx, from.Y - dy),
            (from.X + dx, from.Y + dy)])
            + Sheet.Path([(to.X - dx, to.Y - dy), (to.X + dx, to.Y + dy)]), 1.3);
    }

    private static double Known(double number) => double.IsFinite(number) ? number : 0;
}
