using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Flow;

/// <summary>A table of texts and numbers.</summary>
internal sealed class TablePlate : Plate
{
    private const double RowHeight = 25;

    private readonly IReadOnlyList<string> heads;
    private readonly IReadOnlyList<Column> columns;
    private readonly Column widths;

    private TablePlate(PlotNode node, PlotNode layout, IReadOnlyList<Column> columns) : base(node["domain"], layout)
    {
        this.columns = columns;
        var given = node["header"]["values"].Items.Take(columns.Count).ToList();
        heads = [.. given.Select(head => PlotText.Plain(head.Items.Any() ? head.Items.First().Text : head.Text))];
        widths = Column.ReadOrRepeat(node["columnwidth"], columns.Count);
    }

    /// <summary>Reads it; null where it has no cells.</summary>
    public static TablePlate? Read(PlotNode node, PlotNode layout)
    {
        var columns = node["cells"]["values"].Items.Take(24).Select(Column.Read).OfType<Column>().ToList();
        return columns.Count == 0 ? null : new TablePlate(node, layout, columns);
    }

    /// <summary>Pixels that all rows need.</summary>
    public double Height => RowHeight * (columns.Max(column => column.Count) + 2);

    public override void Draw(Sheet sheet, Rect at)
    {
        var shown = (int)Math.Clamp(at.Height / RowHeight - 1, 1, 40);
        var count = Math.Max(1, Math.Min(columns.Count, (int)(at.Width / 52)));
        var wide = Enumerable.Range(0, count).Select(i => widths[i] > 0 ? widths[i] : 1).ToArray();
        var rows = columns.Max(column => column.Count);
        var left = at.Left;
        Rule(sheet, at, at.Top + RowHeight - 6, Paint.Axis);
        for (var c = 0; c < count; c++)
        {
            var width = at.Width * wide[c] / wide.Sum();
            var isNumeric = columns[c].Count > 0 && columns[c].IsNumeric;
            var (edge, anchor) = isNumeric ? (left + width - 10, "end") : (left + 4, "start");
            if (c < heads.Count)
            {
                sheet.Text(Paint.Ink, edge, at.Top + 12, TextSize.Fit(heads[c], (width - 12) / 1.06), anchor,
                    bold: true);
            }

            for (var r = 0; r < Math.Min(rows, shown); r++)
            {
                var words = isNumeric ? NumberWords.Plain(columns[c][r]) : PlotText.Plain(columns[c].Text(r) ?? "");
                sheet.Text(Paint.Ink, edge, at.Top + RowHeight * (r + 1) + 12, TextSize.Fit(words, width - 12), anchor);
            }

            left += width;
        }

        for (var r = 1; r <= Math.Min(rows, shown); r++)
        {
            Rule(sheet, at, at.Top + RowHeight * (r + 1) - 6, Paint.Grid);
        }

        if (rows > shown || columns.Count > count)
        {
            sheet.Text(Paint.Soft, at.Left + 4, at.Top + RowHeight * (Math.Min(rows, shown) + 1) + 8,
                $"{rows} rows and {columns.Count} columns in all", size: 12);
        }
    }

    private static void Rule(Sheet sheet, Rect at, double top, Paint paint) =>
        sheet.Stroke(paint, Sheet.Path([(at.Left, top), (at.Right, top)]));
}
