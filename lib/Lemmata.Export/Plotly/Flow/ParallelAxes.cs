using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Board;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Flow;

/// <summary>Rows of a table as lines over parallel axes, one axis a column.</summary>
internal sealed class ParallelAxes : Plate
{
    private const int MostAxes = 12, MostLines = 1500;

    private readonly IReadOnlyList<Dimension> dimensions;
    private readonly Column? colours;
    private readonly Paint paint;

    private ParallelAxes(PlotNode node, PlotNode layout, IReadOnlyList<Dimension> dimensions) : base(node["domain"], layout)
    {
        this.dimensions = dimensions;
        paint = Paint.Read(node["line"]["color"].Text) ?? Paint.Series(0);
        if (!node["line"]["color"].IsList || Column.Read(node["line"]["color"]) is not { IsNumeric: true } list) return;
        colours = list;
        Shades = ColourScale.Read(node["line"], layout, "c", list.Numbers);
        // plotly shows this scale only when asked.
        Scale = node["line"]["showscale"].IsTrue ? Shades : null;
    }

    public override ColourScale? Scale { get; }

    private ColourScale? Shades { get; }

    /// <summary>Reads them; null where there are no two axes with numbers.</summary>
    public static ParallelAxes? Read(PlotNode node, PlotNode layout)
    {
        var dimensions = node["dimensions"].Items.Where(one => one.IsObject && !one["visible"].IsFalse)
            .Select(Dimension.Read).OfType<Dimension>().Take(MostAxes).ToList();
        return dimensions.Count < 2 ? null : new ParallelAxes(node, layout, dimensions);
    }

    public override void Draw(Sheet sheet, Rect at)
    {
        var ground = at.Without(60, 34, 60, 14);
        double Across(int axis) => ground.Left + (ground.Width * axis / (dimensions.Count - 1));
        var rows = Math.Min(MostLines, dimensions.Min(one => one.Values.Count));
        for (var row = 0; row < rows; row++)
        {
            var heights = dimensions.Select(one => one.Height(one.Values[row], ground)).ToArray();
            // A row that lacks a number, or leaves an axis, has no line; plotly keeps to that too.
            if (heights.All(double.IsFinite))
            {
                var colour = colours is null ? paint : Shades!.Of(colours[row]) ?? Paint.Soft;
                sheet.Stroke(colour, Sheet.Path(heights.Select((y, axis) => (Across(axis), y))), 1.25, opacity: 0.7);
            }
        }

        var room = ground.Width / (dimensions.Count - 1);
        for (var axis = 0; axis < dimensions.Count; axis++)
        {
            var (x, anchor) = (Across(axis), axis == dimensions.Count - 1 ? "start" : "end");
            sheet.Stroke(Paint.Axis, $"M{Sheet.N(x)} {Sheet.N(ground.Top)}V{Sheet.N(ground.Bottom)}", 1.25);
            sheet.Text(Paint.Ink, x, ground.Top - 16, TextSize.Fit(dimensions[axis].Label, room - 6), "middle");
            foreach (var (value, words) in dimensions[axis].Ticks)
            {
                var y = dimensions[axis].Height(value, ground);
                var side = anchor == "end" ? -1 : 1;
                sheet.Stroke(Paint.Axis, $"M{Sheet.N(x)} {Sheet.N(y)}h{5 * side}");
                var shown = TextSize.Fit(words, Math.Min(52, room - 12), 12);
                sheet.Text(Paint.Soft, x + (8 * side), y + 4, shown, anchor, 12, halo: true);
            }
        }
    }

    /// <summary>A column of the table with the axis that it stands on.</summary>
    private sealed record Dimension(
        string Label, Column Values, double Low, double High, IReadOnlyList<(double At, string Words)> Ticks)
    {
        public double Height(double value, Rect ground)
        {
            var part = (value - Low) / (High - Low);
            return part is >= -1e-9 and <= 1 + 1e-9 ? ground.Bottom - (part * ground.Height) : double.NaN;
        }

        public static Dimension? Read(PlotNode node)
        {
            var values = Column.Read(node["values"]);
            if (values is not { IsNumeric: true, Count: > 0 }) return null;
            var known = values.Numbers.Where(double.IsFinite).ToList();
            var given = node["range"].Items.Take(2).Select(end => end.Number ?? double.NaN).ToList();
            var (low, high) = given is [var from, var to] && double.IsFinite(from + to) && from != to ? (from, to)
                : known.Count == 0 ? (double.NaN, double.NaN)
                : (known.Min(), known.Max());
            if (!double.IsFinite(high - low)) return null;
            // One value alone stands in the middle.
            if (low == high) (low, high) = (low - 0.5, high + 0.5);
            return new Dimension(PlotText.Plain(node["label"].Text), values, low, high, [.. TicksOf(node, low, high)]);
        }

        private static IEnumerable<(double, string)> TicksOf(PlotNode node, double low, double high)
        {
            var (least, most) = (Math.Min(low, high), Math.Max(low, high));
            if (Column.Read(node["tickvals"]) is { IsNumeric: true } given)
            {
                var words = Column.Read(node["ticktext"]);
                return given.Numbers.Take(40)
                    .Select((value, i) => (value, PlotText.Plain(words?.Text(i) ?? NumberWords.Plain(value))))
                    .Where(tick => tick.value >= least && tick.value <= most);
            }

            var step = TickStep.Linear((most - least) / 6).Size;
            var first = Math.Ceiling((least / step) - 1e-6);
            return !(step > 0) || Math.Abs(first) > 1e9
                ? [(least, NumberWords.Plain(least)), (most, NumberWords.Plain(most))]
                : Enumerable.Range(0, 12).Select(i => (first + i) * step).Where(value => value <= most + (step * 1e-6))
                    .Select(value => (Math.Clamp(value, least, most), NumberWords.Stepped(value, step)));
        }
    }
}
