using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Fields;
using Lemmata.Export.Plotly.Flow;
using Lemmata.Export.Plotly.Notes;
using Lemmata.Export.Plotly.Placing;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Board;

/// <summary>Draws a chart in one size.</summary>
internal sealed class Picture
{
    private const double WideWidth = 880, NarrowWidth = 360;

    private readonly Chart chart;
    private readonly bool isNarrow;
    private readonly IReadOnlyList<KeyEntry> keys;
    private readonly Sheet sheet;
    private readonly Frame frame;
    private readonly double keyHeight;
    private readonly List<Panel> panels = [];

    private Picture(Chart chart, bool isNarrow)
    {
        (this.chart, this.isNarrow) = (chart, isNarrow);
        keys = Keys(null);
        var width = isNarrow ? NarrowWidth : WideWidth;
        keyHeight = isNarrow ? Key.Height(keys, width - 24) : 0;
        sheet = new Sheet(width, HeightOf(width));
        frame = new Frame(Area(), chart.Parts);
    }

    /// <summary>The SVG.</summary>
    /// <param name="chart">What is drawn.</param>
    /// <param name="isNarrow">Whether it is for a phone.</param>
    /// <param name="failed">Takes each trace that could not be drawn after all.</param>
    public static string Of(Chart chart, bool isNarrow, Action<CartesianTrace> failed) =>
        new Picture(chart, isNarrow).Draw(failed);

    private string Draw(Action<CartesianTrace> failed)
    {
        var lines = PlotText.Lines(chart.Layout["title"].IsObject ? chart.Layout["title"]["text"].Text
            : chart.Layout["title"].Text);
        for (var i = 0; i < Math.Min(1, lines.Count); i++)
        {
            sheet.Text(Paint.Ink, 2, 20, TextSize.Fit(lines[i], sheet.Size.Width - 12, 15), size: 14, bold: true);
        }

        foreach (var (x, y) in chart.Pairs)
        {
            var cell = frame.Cell(x.Domain, y.Domain);
            chart.Axes.Fit(x, cell.Width);
            chart.Axes.Fit(y, cell.Height);
            if (frame.IsStacked || chart.Layout[$"{y.Id[0]}axis{y.Id[1..]}"]["scaleanchor"].Text != x.Id)
            {
                panels.Add(new Panel(x, y, cell));
            }
            else
            {
                panels.Add(Scaling.Even(x, y, cell,
                    chart.Layout[$"{y.Id[0]}axis{y.Id[1..]}"]["scaleratio"].Number ?? 1));
            }
        }

        var places = new Coordinates(chart.Axes, frame);
        foreach (var panel in panels.DistinctBy(panel => panel.Ground).Where(panel => !Covered(panel)))
        {
            AxisDrawing.DrawGrid(sheet, panel);
            AxisDrawing.DrawZero(sheet, panel);
        }

        Shapes.Draw(sheet, chart.Layout, places, below: true);
        foreach (var panel in panels)
        {
            DrawTraces(panel, failed);
        }

        DrawAxes();
        foreach (var plate in chart.Plates)
        {
            plate.Draw(sheet, frame.Cell(plate.X, plate.Y));
        }

        Shapes.Draw(sheet, chart.Layout, places, below: false);
        Annotations.Draw(sheet, chart.Layout, places);
        DrawBeside();
        return sheet.ToString();
    }

    private void DrawTraces(Panel panel, Action<CartesianTrace> failed)
    {
        sheet.Clip(panel.Ground.Without(-1, -1, -1, -1));
        foreach (var trace in On(panel).OrderBy(Layer).ThenBy(trace => trace.Index))
        {
            var mark = sheet.Mark;
            try
            {
                trace.Draw(sheet, panel);
            }
            catch (Exception fault) when (fault is ArgumentException or ArithmeticException or InvalidOperationException
                or IndexOutOfRangeException)
            {
                sheet.Return(mark);
                failed(trace);
            }
        }

        sheet.EndClip();
    }

    private IEnumerable<CartesianTrace> On(Panel panel) =>
        chart.Traces.Where(trace => trace.XId == panel.XAxis.Id && trace.YId == panel.YAxis.Id);

    private bool Covered(Panel panel) => On(panel).Any(trace => trace is FieldTrace);

    private static int Layer(CartesianTrace trace) => trace switch
    {
        HeatmapTrace => 0, ContourTrace => 1, BoxTrace => 2, BarTrace => 3, FinanceTrace => 4, _ => 5,
    };

    /// <summary>Every axis once: the horizontal one under the panel it is anchored to, the vertical one beside
    /// it.</summary>
    private void DrawAxes()
    {
        foreach (var group in panels.GroupBy(panel => panel.XAxis))
        {
            var home = group.FirstOrDefault(panel => panel.YAxis.Id == group.Key.Anchor) ?? group.MaxBy(panel =>
                panel.Ground.Bottom)!;
            foreach (var panel in group.DistinctBy(panel => panel.Ground))
            {
                AxisDrawing.DrawX(sheet, panel, panel.Ground == home.Ground || frame.IsStacked);
            }
        }

        foreach (var group in panels.GroupBy(panel => panel.YAxis))
        {
            var home = group.FirstOrDefault(panel => panel.XAxis.Id == group.Key.Anchor) ?? group.MinBy(panel =>
                panel.Ground.Left)!;
            foreach (var panel in frame.IsStacked ? group.DistinctBy(panel => panel.Ground) : [home])
            {
                AxisDrawing.DrawY(sheet, panel);
            }
        }
    }

    private void DrawBeside()
    {
        var area = frame.Area;
        var scales = chart.Scales;
        if (isNarrow)
        {
            var top = sheet.Size.Bottom - keyHeight - scales.Count * ScaleBar.Height;
            foreach (var scale in scales)
            {
                ScaleBar.DrawUnder(sheet, scale, new Rect(24, top, sheet.Size.Right - 24, top + ScaleBar.Height));
                top += ScaleBar.Height;
            }

            Key.DrawUnder(sheet, keys, new Rect(12, top, sheet.Size.Right - 12, top + keyHeight));
            return;
        }

        var left = area.Right + 18 + RightAxes();
        foreach (var scale in scales)
        {
            ScaleBar.DrawBeside(sheet, scale, new Rect(left, area.Top, left + ScaleBar.Width, area.Bottom));
            left += ScaleBar.Width;
        }

        Key.DrawBeside(sheet, Keys(panels.Count == 1 ? panels[0] : null),
            new Rect(left, area.Top, sheet.Size.Right - 4, area.Bottom));
    }

    /// <summary>Names of the series where there are several; plotly leaves the key of a single trace out.</summary>
    private List<KeyEntry> Keys(Panel? alone)
    {
        var all = chart.Traces.Where(trace => trace.IsKeyed).Select(trace =>
            new KeyEntry(trace.Name, trace.Paint, trace.DrawKey, alone is null ? null : trace.EndOf(alone)))
            .Concat(chart.Plates.SelectMany(plate => plate.Keys)).DistinctBy(entry => (entry.Name, entry.Paint))
                .ToList();
        var asked = chart.Layout["showlegend"];
        return asked.IsFalse || all.Count < 2 && !asked.IsTrue ? [] : all;
    }

    private double HeightOf(double width)
    {
        var stated = chart.Layout["height"].Number;
        var parts = chart.Parts;
        var rows = parts.Select(part => part.Y).Distinct().Count();
        if (chart.Pairs.Count == 0 && chart.Plates is [TablePlate table])
            return Math.Clamp(table.Height + 60, 120, 1100);
        if (isNarrow)
        {
            var stacked = Frame.Stacked(width - 72, parts);
            var plain = stacked > 1 ? 40 + stacked * 260 : rows > 2 ? 140 + 130 * rows : 370;
            return Math.Min(2400, plain + keyHeight + chart.Scales.Count * ScaleBar.Height);
        }

        var usual = rows switch { 1 => 420, 2 => 560, _ => 200 + 170 * rows };
        return Math.Clamp(stated is { } given && chart.Layout["width"].Number is { } own && own > 0
            ? given * WideWidth / own : usual, Math.Min(usual, 380), 1100);
    }

    private Rect Area()
    {
        var size = sheet.Size;
        var top = 30 + (chart.Title.Length > 0 ? 22 : 0) + (chart.Pairs.Count > 0 ? 12 : 0);
        if (chart.Pairs.Count == 0)
        {
            var beside = isNarrow ? 0 : Key.Width(keys) + chart.Scales.Count * ScaleBar.Width;
            var below = isNarrow ? keyHeight + chart.Scales.Count * ScaleBar.Height : 0;
            return size.Without(isNarrow ? 12 : 24, top, 24 + beside, 16 + below);
        }

        // Marks need ranges, and ranges need the length that the marks leave: the first guess is close enough.
        foreach (var (x, y) in chart.Pairs)
        {
            chart.Axes.Fit(x, size.Width * 0.75 * (x.Domain.High - x.Domain.Low));
            chart.Axes.Fit(y, size.Height * 0.75 * (y.Domain.High - y.Domain.Low));
        }

        var left = chart.Pairs.Where(pair => pair.Y.Side != "right" && (pair.X.Domain.Low < 0.05 || isNarrow))
            .Select(pair => AxisDrawing.Beside(pair.Y, size.Height * 0.75)).DefaultIfEmpty(40).Max();
        var bottom = chart.Pairs.Where(pair => pair.X.Side != "top")
            .Select(pair => AxisDrawing.Under(pair.X, size.Width * 0.72 * (pair.X.Domain.High - pair.X.Domain.Low)))
            .DefaultIfEmpty(30).Max();
        var right = isNarrow ? 16 + RightAxes()
            : 24 + RightAxes() + Key.Width(keys) + chart.Scales.Count * ScaleBar.Width;
        var under = isNarrow ? keyHeight + chart.Scales.Count * ScaleBar.Height : 0;
        top += chart.Pairs.Any(pair => pair.X.Side == "top") ? 30 : 0;
        return size.Without(Math.Max(isNarrow ? 40 : 52, left), top, right, bottom + under);
    }

    private double RightAxes() => chart.Pairs.Select(pair => pair.Y).Distinct()
        .Where(axis => axis.Side == "right" && axis.Domain.High > 0)
        .Select(axis => AxisDrawing.Beside(axis, 300)).DefaultIfEmpty(0).Max();
}
