using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Plates;

namespace Lemmata.Export.Plotly.Board;

/// <summary>The names of series: beside the ends of their lines where there is room, else in a list.</summary>
internal static class Key
{
    private const double RowHeight = 19, MarkWidth = 22;

    private const int Most = 40;

    /// <summary>Width that the names need at the right.</summary>
    public static double Width(IReadOnlyList<KeyEntry> entries) => entries.Count == 0 ? 0
        : Math.Min(190, entries.Take(Most).Max(entry => TextSize.Width(entry.Name)) + MarkWidth + 30);

    /// <summary>Height that the names need under a narrow drawing.</summary>
    public static double Height(IReadOnlyList<KeyEntry> entries, double width) =>
        entries.Count == 0 ? 0 : RowHeight * (Rows(entries, width).Count + 0.5);

    /// <summary>Draws the names at the right, each as near to its wish as the others let it.</summary>
    public static void DrawBeside(Sheet sheet, IReadOnlyList<KeyEntry> entries, Rect at)
    {
        var shown = entries.Take(Math.Min(Most, (int)Math.Max(1, at.Height / RowHeight))).ToList();
        var wished = shown.All(entry => entry.Wish is not null);
        var sorted = wished ? [.. shown.OrderBy(entry => entry.Wish)] : shown;
        var tops = sorted.Select((entry, i) => wished ? entry.Wish!.Value : at.Top + 8 + i * RowHeight).ToArray();
        for (var i = 1; i < tops.Length; i++)
        {
            tops[i] = Math.Max(tops[i], tops[i - 1] + RowHeight);
        }

        for (var i = tops.Length - 1; i >= 0; i--)
        {
            var limit = i == tops.Length - 1 ? at.Bottom - 4 : tops[i + 1] - RowHeight;
            tops[i] = Math.Min(tops[i], limit);
        }

        foreach (var (entry, top) in sorted.Zip(tops))
        {
            Draw(sheet, entry, at.Left, top, at.Width);
        }
    }

    /// <summary>Draws the names in rows under a narrow drawing.</summary>
    public static void DrawUnder(Sheet sheet, IReadOnlyList<KeyEntry> entries, Rect at)
    {
        foreach (var (row, number) in Rows(entries, at.Width).Select((row, number) => (row, number)))
        {
            var left = at.Left;
            foreach (var entry in row)
            {
                Draw(sheet, entry, left, at.Top + RowHeight * (number + 0.5), at.Width);
                left += Wide(entry);
            }
        }
    }

    private static void Draw(Sheet sheet, KeyEntry entry, double left, double middle, double width)
    {
        entry.Mark(sheet, new Rect(left, middle - 6, left + MarkWidth, middle + 6));
        var words = TextSize.Fit(entry.Name, width - MarkWidth - 12);
        sheet.Text(entry.Paint.Label, left + MarkWidth + 6, middle + 4.5, words, bold: true);
    }

    private static double Wide(KeyEntry entry) => TextSize.Width(entry.Name) * 1.06 + MarkWidth + 22;

    private static List<List<KeyEntry>> Rows(IReadOnlyList<KeyEntry> entries, double width)
    {
        var (rows, used) = (new List<List<KeyEntry>>(), double.PositiveInfinity);
        foreach (var entry in entries.Take(Most))
        {
            if (used + Wide(entry) > width)
                (used, rows) = (0, [.. rows, []]);
            rows[^1].Add(entry);
            used += Wide(entry);
        }

        return rows;
    }
}
