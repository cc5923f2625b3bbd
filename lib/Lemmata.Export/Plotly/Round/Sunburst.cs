using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Flow;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Round;

/// <summary>Parts of a whole as rings around it.</summary>
internal sealed class Sunburst : Plate
{
    private const int MostDepth = 6;

    private readonly IReadOnlyList<Tree> roots;

    private Sunburst(PlotNode node, PlotNode layout, IReadOnlyList<Tree> roots) : base(node["domain"], layout) =>
        this.roots = roots;

    /// <summary>Reads it; null where nothing has a value.</summary>
    public static Sunburst? Read(PlotNode node, PlotNode layout) =>
        Tree.Read(node) is { Count: > 0 } roots ? new Sunburst(node, layout, roots) : null;

    public override void Draw(Sheet sheet, Rect at)
    {
        var rings = Math.Min(MostDepth, roots.Max(root => root.Depth));
        var width = Math.Min(at.Width, at.Height) / 2 / rings;
        Ring(sheet, roots, at.Centre, width, 0, 0, 2 * Math.PI);
    }

    private static void Ring(
        Sheet sheet, IReadOnlyList<Tree> parts, (double X, double Y) middle, double width, int depth, double from,
            double to)
    {
        var total = parts.Sum(part => part.Total);
        foreach (var part in parts)
        {
            var end = from + (to - from) * part.Total / total;
            var paint = part.Paint.Colour is null ? Paint.Grid : part.Paint;
            var path = Arcs.Sector(middle.X, middle.Y, depth * width, (depth + 1) * width, from, end);
            sheet.Fill(paint, path, Math.Max(0.25, 0.7 - 0.12 * depth));
            sheet.Rim(path);
            var (x, y) = depth == 0 && parts.Count == 1 ? middle
                : Arcs.At(middle.X, middle.Y, (depth + 0.5) * width, (from + end) / 2);
            var room = Math.Min(width * 1.1, depth == 0 ? width * 1.8 : (end - from) * (depth + 0.5) * width * 1.3);
            sheet.Text(Paint.Ink, x, y + 4, room > 24 ? TextSize.Fit(part.Name, room, 12) : "", "middle", 12,
                halo: true);
            if (depth + 1 < MostDepth && part.Parts.Count > 0 && end - from > 0.004)
            {
                var share = part.Parts.Sum(child => child.Total) / part.Total;
                Ring(sheet, part.Parts, middle, width, depth + 1, from, from + (end - from) * Math.Min(1, share));
            }

            (from, total) = (end, total - part.Total);
        }
    }
}
