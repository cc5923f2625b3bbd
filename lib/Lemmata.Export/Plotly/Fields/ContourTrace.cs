using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Fields;

/// <summary>A field as bands between levels and lines along them.</summary>
internal sealed class ContourTrace(PlotNode node, PlotNode layout, int index) : FieldTrace(node, layout, index)
{
    private const int MostSide = 60, MostLevels = 40, UsualLevels = 15;

    private double[] levels = [];

    protected override bool HasCentres => true;

    protected override ColourScale ScaleOf(Table2 z)
    {
        var own = Node["contours"];
        var (least, most) = (z.Finite.DefaultIfEmpty(0).Min(), z.Finite.DefaultIfEmpty(1).Max());
        var size = own["size"].Number is { } given && given > 0 ? given
            : TickStep.Linear(Math.Max(most - least, 1e-300) / Node["ncontours"].Between(1, MostLevels,
                UsualLevels)).Size;
        var start = own["start"].Number ?? Math.Ceiling(least / size + 1e-9) * size;
        var end = own["end"].Number ?? Math.Floor(most / size - 1e-9) * size;
        var count = double.IsFinite((end - start) / size) ? Math.Clamp(Math.Floor((end - start) / size + 1e-6) + 1,
            1, MostLevels) : 1;
        levels = [.. Enumerable.Range(0, (int)count).Select(i => Math.Round(start + i * size, 12))];
        if (own["type"].Text == "constraint" && own["value"].Number is { } bound)
            levels = [bound];
        return ColourScale.Read(Node, Layout, "z", levels.Length > 1 && !Node["zmin"].Exists
            ? [levels[0] - size / 2, levels[^1] + size / 2] : z.Finite);
    }

    protected override void Draw(Sheet sheet, double[] left, double[] top, ColourScale scale)
    {
        var (z, x, y) = Coarse(left, top);
        var bands = new ContourBands(z, x, y);
        var colouring = Node["contours"]["coloring"].Text;
        var filled = colouring is "" or "fill" or "heatmap" && Node["contours"]["type"].Text != "constraint";
        if (filled)
        {
            for (var i = 0; i <= levels.Length; i++)
            {
                var low = i == 0 ? double.NegativeInfinity : levels[i - 1];
                var high = i == levels.Length ? double.PositiveInfinity : levels[i];
                var middle = i == 0 ? scale.Low : i == levels.Length ? scale.High : (low + high) / 2;
                if (scale.Of(middle) is { } paint)
                    sheet.Tile(paint, bands.Between(low, high), Opacity);
            }
        }

        if (Node["contours"]["showlines"].IsFalse)
            return;
        foreach (var level in levels)
        {
            var paint = filled ? Paint.Soft : Paint.Read(Node["line"]["color"].Text)
                ?? (colouring == "none" ? Paint : scale.Of(level)) ?? Paint;
            sheet.Stroke(paint, bands.Along(level), filled ? 0.7 : 1.6);
        }
    }

    /// <summary>Every so many rows and columns, the last ones included.</summary>
    private (double[][] Z, double[] X, double[] Y) Coarse(double[] left, double[] top)
    {
        int[] Kept(int count)
        {
            var step = Math.Max(1, (count + MostSide - 2) / (MostSide - 1));
            return [.. Enumerable.Range(0, count).Where(i => i % step == 0 || i == count - 1)];
        }

        var (rows, columns) = (Kept(Z.Rows), Kept(Z.Columns));
        return ([.. rows.Select(row => columns.Select(column => Z[row, column]).ToArray())],
            [.. columns.Select(column => left[column])], [.. rows.Select(row => top[row])]);
    }
}
