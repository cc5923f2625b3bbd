namespace Lemmata.Export.Plotly.Drawing;

/// <summary>A part of the paper, in pixels from its upper left corner.</summary>
internal readonly record struct Rect(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public (double X, double Y) Centre => ((Left + Right) / 2, (Top + Bottom) / 2);

    /// <summary>The part between fractions of width and height; heights count from the bottom, as plotly's
    /// do.</summary>
    public Rect Part((double Low, double High) x, (double Low, double High) y) => new(
        Left + x.Low * Width, Bottom - y.High * Height, Left + x.High * Width, Bottom - y.Low * Height);

    /// <summary>The same without a rim.</summary>
    public Rect Without(double left, double top, double right, double bottom) =>
        new(Left + left, Top + top, Math.Max(Left + left + 1, Right - right), Math.Max(Top + top + 1, Bottom - bottom));
}
