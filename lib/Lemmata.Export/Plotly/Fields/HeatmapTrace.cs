using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Fields;

/// <summary>A field as coloured cells.</summary>
internal sealed class HeatmapTrace(PlotNode node, PlotNode layout, int index) : FieldTrace(node, layout, index)
{
    private const int MostSide = 90, MostTexts = 220;

    protected override bool HasCentres => false;

    protected override void Draw(Sheet sheet, double[] left, double[] top, ColourScale scale)
    {
        if (left.Length <= Z.Columns || top.Length <= Z.Rows)
            return;
        var (byRow, byColumn) = (Math.Max(1, (Z.Rows + MostSide - 1) / MostSide),
            Math.Max(1, (Z.Columns + MostSide - 1) / MostSide));
        for (var row = 0; row < Z.Rows; row += byRow)
        {
            var (low, high) = (top[row], top[Math.Min(row + byRow, Z.Rows)]);
            // Neighbours of one colour become one cell.
            for (var column = 0; column < Z.Columns;)
            {
                var (paint, end) = (scale.Of(Mean(row, byRow, column, byColumn)), column + byColumn);
                while (end < Z.Columns && scale.Of(Mean(row, byRow, end, byColumn)) == paint)
                {
                    end += byColumn;
                }

                var (from, to) = (left[column], left[Math.Min(end, Z.Columns)]);
                if (paint is { } seen && double.IsFinite(from + to + low + high))
                {
                    sheet.Tile(seen, Sheet.Box(new Rect(Math.Min(from, to), Math.Min(low, high), Math.Max(from, to),
                        Math.Max(low, high))), Opacity);
                }

                column = end;
            }
        }

        DrawTexts(sheet, left, top);
    }

    private double Mean(int row, int rows, int column, int columns)
    {
        if (rows == 1 && columns == 1)
            return Z[row, column];

        var (sum, count) = (0.0, 0);
        for (var i = row; i < Math.Min(row + rows, Z.Rows); i++)
        {
            for (var j = column; j < Math.Min(column + columns, Z.Columns); j++)
            {
                if (double.IsFinite(Z[i, j]))
                    (sum, count) = (sum + Z[i, j], count + 1);
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }

    private void DrawTexts(Sheet sheet, double[] left, double[] top)
    {
        var template = Node["texttemplate"].Text;
        if (template.Length == 0 || Z.Rows * Z.Columns > MostTexts)
            return;

        var rows = Node["text"].Items.Select(Column.Read).ToList();
        for (var row = 0; row < Z.Rows; row++)
        {
            for (var column = 0; column < Z.Columns; column++)
            {
                var own = row < rows.Count ? rows[row]?.Text(column) ?? "" : "";
                var number = double.IsFinite(Z[row, column]) ? NumberWords.Plain(Z[row, column]) : "";
                var words = template.Contains("%{text", StringComparison.Ordinal) ? PlotText.Plain(own) : number;
                var (middle, room) = ((left[column] + left[column + 1]) / 2, Math.Abs(left[column + 1] - left[column]));
                if (TextSize.Width(words, 12) < room)
                    sheet.Text(Paint.Ink, middle, (top[row] + top[row + 1]) / 2 + 4, words, "middle", 12, halo: true);
            }
        }
    }
}
