using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>A pair of axes and the ground between them.</summary>
/// <param name="XAxis">The horizontal axis.</param>
/// <param name="YAxis">The vertical axis.</param>
/// <param name="Ground">Where on the paper.</param>
internal sealed record Panel(Axis XAxis, Axis YAxis, Rect Ground)
{
    /// <summary>Pixels from the left for a number, milliseconds or a rank; NaN where it has no place.</summary>
    public double X(double value) => Left(XAxis.Place(value));

    /// <summary>Pixels from above for a number, milliseconds or a rank; NaN where it has no place.</summary>
    public double Y(double value) => Top(YAxis.Place(value));

    /// <summary>Pixels from the left for a place on the axis' own scale.</summary>
    public double Left(double place) => Ground.Left + XAxis.Fraction(place) * Ground.Width;

    /// <summary>Pixels from above for a place on the axis' own scale.</summary>
    public double Top(double place) => Ground.Bottom - YAxis.Fraction(place) * Ground.Height;

    /// <summary>The point of a value along and a value across, for marks that may lie or stand.</summary>
    public (double X, double Y) Point(bool lying, double along, double across) =>
        lying ? (X(across), Y(along)) : (X(along), Y(across));

    /// <summary>The rectangle between two values along and two across; what has no place ends at the axis.</summary>
    public Rect Box(bool lying, (double From, double To) along, (double From, double To) across)
    {
        var (x, y) = lying ? (across, along) : (along, across);
        var (left, right) = (Near(X(x.From), Ground.Left), Near(X(x.To), Ground.Left));
        var (top, bottom) = (Near(Y(y.From), Ground.Bottom), Near(Y(y.To), Ground.Bottom));
        return new Rect(Math.Min(left, right), Math.Min(top, bottom), Math.Max(left, right), Math.Max(top, bottom));
    }

    private static double Near(double pixel, double otherwise) => double.IsFinite(pixel) ? pixel : otherwise;
}
