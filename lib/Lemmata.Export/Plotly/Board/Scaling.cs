using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Drawing;

namespace Lemmata.Export.Plotly.Board;

/// <summary>Axes whose units are to be equally long.</summary>
internal static class Scaling
{
    /// <summary>Widens the range of one axis about its middle until its unit is as long as asked.</summary>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="ground">Where they lie.</param>
    /// <param name="ratio">Length of the vertical unit in horizontal units.</param>
    public static Panel Even(Axis x, Axis y, Rect ground, double ratio)
    {
        var across = ground.Width / Math.Abs(x.Range.To - x.Range.From);
        var up = ground.Height / Math.Abs(y.Range.To - y.Range.From) / Math.Clamp(ratio, 1e-6, 1e6);
        if (across > up)
            x.Range = Widened(x.Range, across / up);
        else
            y.Range = Widened(y.Range, up / across);
        return new Panel(x, y, ground);
    }

    private static (double, double) Widened((double From, double To) range, double factor)
    {
        var (middle, half) = ((range.From + range.To) / 2, (range.To - range.From) / 2 * factor);
        return double.IsFinite(half) ? (middle - half, middle + half) : range;
    }
}
