using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Placing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Notes;

/// <summary>Finds the places that annotations and shapes name: by an axis, by a part of its length, by the
/// paper.</summary>
/// <param name="axes">The axes with their ranges.</param>
/// <param name="frame">The layout of the parts.</param>
internal sealed class Coordinates(AxisSet axes, Frame frame)
{
    /// <summary>The axis of a reference such as "x2"; null for the paper or an axis that is not there.</summary>
    public static Axis? AxisOf(AxisSet axes, string reference, char letter) =>
        reference.Contains("paper", StringComparison.Ordinal) ? null
        : axes.Find(reference.Length == 0 ? letter.ToString() : reference.Split(' ')[0]);

    /// <summary>The pixels of a place; null where it cannot be found.</summary>
    /// <param name="xReference">The horizontal reference.</param>
    /// <param name="x">The horizontal value.</param>
    /// <param name="yReference">The vertical reference.</param>
    /// <param name="y">The vertical value.</param>
    /// <param name="isPower">Whether values on logarithmic axes are powers of ten already, as in annotations.</param>
    public (double X, double Y)? Find(string xReference, PlotNode x, string yReference, PlotNode y, bool isPower)
    {
        var (xAxis, yAxis) = (AxisOf(axes, xReference, 'x'), AxisOf(axes, yReference, 'y'));
        if (xAxis is null && !IsPaper(xReference) || yAxis is null && !IsPaper(yReference))
            return null;

        var cell = frame.Cell(xAxis?.Domain ?? Partner(yAxis, true), yAxis?.Domain ?? Partner(xAxis, false));
        var paper = frame.Paper(x.Number ?? 0, y.Number ?? 0);
        var (left, top) = (
            xAxis is null ? frame.IsStacked && yAxis is not null ? cell.Left + (x.Number ?? 0) * cell.Width : paper.X
                : cell.Left + Part(xAxis, xReference, x, isPower) * cell.Width,
            yAxis is null ? frame.IsStacked && xAxis is not null ? cell.Bottom - (y.Number ?? 0) * cell.Height : paper.Y
                : cell.Bottom - Part(yAxis, yReference, y, isPower) * cell.Height);
        return double.IsFinite(left) && double.IsFinite(top) ? (left, top) : null;
    }

    private static bool IsPaper(string reference) => reference.Contains("paper", StringComparison.Ordinal);

    /// <summary>The part that the axis crossing this one takes.</summary>
    private (double, double) Partner(Axis? axis, bool isX) =>
        axis is not null && axes.Find(axis.Anchor) is { } crossing && crossing.IsX == isX ? crossing.Domain : (0, 1);

    private static double Part(Axis axis, string reference, PlotNode value, bool isPower)
    {
        if (reference.EndsWith("domain", StringComparison.Ordinal))
            return value.Number ?? double.NaN;
        var at = axis.Read(value) ?? double.NaN;
        return axis.Fraction(isPower && axis.Kind == AxisKind.Log ? at : axis.Place(at));
    }
}
