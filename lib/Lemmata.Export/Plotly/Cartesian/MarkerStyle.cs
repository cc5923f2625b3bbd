using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Size, shape and colour of the points of a trace, one for all or each its own.</summary>
internal sealed class MarkerStyle
{
    private const double UsualSize = 6;

    private readonly Column? sizes, colours, symbols;
    private readonly double size, reference;
    private readonly bool byArea;
    private readonly string symbol;
    private readonly Paint paint;
    private readonly double opacity;

    public MarkerStyle(PlotNode marker, PlotNode layout, Paint usual, int series)
    {
        sizes = Column.Read(marker["size"]);
        size = marker["size"].Number ?? UsualSize;
        reference = marker["sizeref"].Number is { } given && given > 0 ? given : 1;
        byArea = marker["sizemode"].Text == "area";
        symbols = Column.Read(marker["symbol"]);
        symbol = marker["symbol"].Text is { Length: > 0 } named ? named : Symbol.Series(series);
        paint = Paint.Read(marker["color"].Text) ?? usual;
        opacity = marker["opacity"].Between(0, 1, 1);
        colours = Column.Read(marker["color"]);
        if (colours is not null && colours.Numbers.Any(double.IsFinite))
            Scale = ColourScale.Read(marker, layout, "c", colours.Numbers);
    }

    /// <summary>The scale of its colours where they stand for numbers.</summary>
    public ColourScale? Scale { get; }

    /// <summary>Room that plotly leaves beyond a point, in pixels.</summary>
    public double Room(int index)
    {
        var given = sizes is null ? size : double.IsFinite(sizes[index]) ? sizes[index] : 0;
        var scaled = Math.Max(0, given) / (1.6 * reference);
        return Math.Max(byArea ? Math.Sqrt(scaled) : scaled, 3);
    }

    /// <summary>Half the width of a point as drawn.</summary>
    public double Radius(int index)
    {
        var given = Math.Max(0, sizes is null ? size : double.IsFinite(sizes[index]) ? sizes[index] : 0);
        var radius = sizes is null ? given / 2 : byArea ? Math.Sqrt(given / reference) / 2 : given / reference / 2;
        return Math.Clamp(radius, 0.8, 60);
    }

    public Paint PaintOf(int index) => colours is null ? paint
        : Scale is not null && Scale.Of(colours[index]) is { } scaled ? scaled
        : Paint.Read(colours.Text(index) ?? "") ?? paint;

    /// <summary>Draws a point.</summary>
    public void Draw(Sheet sheet, double x, double y, int index, double fade = 1)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y))
            return;
        var name = symbols is null ? symbol : symbols.Text(index) ?? symbol;
        var path = Symbol.Path(name, x, y, Radius(index));
        if (Symbol.IsOpen(name))
            sheet.Stroke(PaintOf(index), path, 1.5, opacity: opacity * fade);
        else
            sheet.Fill(PaintOf(index), path, opacity * fade);
        // The ends of a scale may come near the paper of one of the themes.
        if (Scale is not null)
            sheet.Stroke(Paint.Soft, path, 0.7, opacity: fade);
    }
}
