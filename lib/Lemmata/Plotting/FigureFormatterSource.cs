using Lemmata.Display;

namespace Lemmata.Plotting;

/// <summary>Formatters of figures: plotly JSON, SVG, text, and what the page exporter needs.</summary>
public sealed class FigureFormatterSource()
    : FormatterSource(Figure.PlotlyMime, Figure.SvgMime, Mime.Text, Figure.ExportMime);
