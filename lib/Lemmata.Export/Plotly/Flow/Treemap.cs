using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Flow;

/// <summary>Parts of a whole as rectangles in rectangles.</summary>
internal sealed class Treemap : Plate
{
    private const int MostDepth = 5;

    private readonly IReadOnlyList<Tree> roots;

    private Treemap(PlotNode node, PlotNode layout, IReadOnlyList<Tree> roots) : base(node["domain"], layout) =>
        this.roots = roots;

    /// <summary>Reads it; null where nothing has a value.</summary>
    public static Treemap? Read(PlotNode node, PlotNode layout) =>
        Tree.Read(node) is { Count: > 0 } roots ? new Treemap(node, layout, roots) : null;

    public override void Draw(Sheet sheet, Rect at) => Fill(sheet, roots, at, 0);

    private static void Fill(Sheet sheet, IReadOnlyList<Tree> parts, Rect at, int depth)
    {
        foreach (var (part, box) in Squares(parts, at))
        {
            if (box.Width < 2 || box.Height < 2)
                continue;
            var paint = part.Paint.Colour is null ? Paint.Grid : part.Paint;
            var path = Sheet.Box(box);
            sheet.Fill(paint, path, part.Parts.Count > 0 ? 0.25 : 0.45);
            sheet.Rim(path);
            var hasRoom = box.Width > 30 && box.Height > 18;
            if (hasRoom)
            {
                var words = TextSize.Fit(part.Name, box.Width - 10, 12);
                sheet.Text(Paint.Ink, box.Left + 5, box.Top + 14, words, size: 12, bold: part.Parts.Count > 0);
            }

            if (part.Parts.Count > 0 && depth < MostDepth && box.Width > 8 && box.Height > 8)
                Fill(sheet, part.Parts, box.Without(3, hasRoom ? 19 : 3, 3, 3), depth + 1);
        }
    }

    /// <summary>Rectangles whose areas are the parts' values, row by row, each as near to a square as it
    /// gets.</summary>
    private static IEnumerable<(Tree Part, Rect Box)> Squares(IReadOnlyList<Tree> parts, Rect at)
    {
        var left = parts.ToList();
        while (left.Count > 0)
        {
            var total = left.Sum(part => part.Total);
            var (count, isWide) = (1, at.Width >= at.Height);
            while (count < left.Count && Worst(left, count + 1, total, at) <= Worst(left, count, total, at))
            {
                count++;
            }

            var share = left.Take(count).Sum(part => part.Total) / total;
            var row = isWide ? at with { Right = at.Left + at.Width * share }
                : at with { Bottom = at.Top + at.Height * share };
            var from = 0.0;
            foreach (var part in left.Take(count))
            {
                var to = from + part.Total / (share * total);
                yield return (part, isWide ? new Rect(row.Left, row.Top + from * row.Height, row.Right,
                    row.Top + to * row.Height)
                    : new Rect(row.Left + from * row.Width, row.Top, row.Left + to * row.Width, row.Bottom));
                from = to;
            }

            at = isWide ? at with { Left = row.Right } : at with { Top = row.Bottom };
            left.RemoveRange(0, count);
        }
    }

    /// <summary>The greatest ratio of sides in a row of so many.</summary>
    private static double Worst(List<Tree> parts, int count, double total, Rect at)
    {
        var (length, depth) = at.Width >= at.Height ? (at.Height, at.Width) : (at.Width, at.Height);
        var sum = parts.Take(count).Sum(part => part.Total);
        var across = depth * sum / total;
        return parts.Take(count).Max(part =>
        {
            var along = length * part.Total / sum;
            return Math.Max(along / across, across / along);
        });
    }
}
