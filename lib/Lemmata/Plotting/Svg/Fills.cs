using System.Text;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;
using static Lemmata.Plotting.Svg.Canvas;

namespace Lemmata.Plotting.Svg;

/// <summary>Draws everything that covers an area: bars, bands, boxes, heat maps, polygons, strips.</summary>
internal static class Fills
{
    /// <summary>Edges of each bar in data units: series of bars share the place around a position.</summary>
    public static IEnumerable<(double Left, double Right, double Height)> Edges(
        BarMark bars,
        IReadOnlyList<StyledMark> all)
    {
        if (!bars.Edges.IsEmpty)
        {
            return bars.Height.Select((h, i) => (bars.Edges[i], bars.Edges[i + 1], h));
        }

        BarMark[] group = [.. all.Select(s => s.Mark).OfType<BarMark>().Where(b => b.Edges.IsEmpty)];
        var spacing = BarSpacing(group);
        var width = 0.72 * spacing / group.Length;
        var index = Array.FindIndex(group, b => ReferenceEquals(b, bars));
        var offset = -0.36 * spacing + index * width;
        return bars.X.Select(
            (x, i) => (x + offset + 0.02 * spacing, x + offset + width - 0.02 * spacing, bars.Height[i]));
    }

    public static bool IsHollow(BarMark bars, IReadOnlyList<StyledMark> all) => bars.Hollow
        ?? Array.FindIndex([.. all.Select(s => s.Mark).OfType<BarMark>()], b => ReferenceEquals(b, bars)) % 2 == 1;

    public static void Bars(Canvas canvas, BarMark bars, int slot, PanelLayout layout, IReadOnlyList<StyledMark> all)
    {
        var hollow = IsHollow(bars, all);
        var path = new StringBuilder();
        var foot = layout.Panel.Y.Log
            ? layout.Plot.Bottom
            : Math.Clamp(layout.Y(0), layout.Plot.Top, layout.Plot.Bottom);
        foreach (var (left, right, height) in Edges(bars, all))
        {
            double x0 = layout.X(left), x1 = layout.X(right), y = layout.Y(height);
            if (!double.IsFinite(x0 + x1 + y) || x1 < layout.Plot.Left || x0 > layout.Plot.Right)
            {
                continue;
            }

            x0 = Math.Max(x0, layout.Plot.Left);
            x1 = Math.Max(Math.Min(x1, layout.Plot.Right), x0 + 0.5);
            y = Math.Clamp(y, layout.Plot.Top, layout.Plot.Bottom);
            path.Append($"M{N(x0)} {N(foot)}V{N(y)}h{N(x1 - x0)}V{N(foot)}");
        }

        canvas
            .Open("c" + slot, Palette.Series[slot - 1].Light)
            .Path(
                path.ToString(),
                hollow ? "fill=\"currentColor\" fill-opacity=\".14\" stroke=\"currentColor\" stroke-width=\"1.25\""
                    : bars.Edges.IsEmpty ? "fill=\"currentColor\""
                    : "fill=\"currentColor\" fill-opacity=\".85\" class=\"halo\" stroke=\""
                        + Palette.Paper.Light
                        + "\" stroke-width=\".75\"")
            .Close();
    }

    public static string Band(BandMark band, PanelLayout layout)
    {
        var path = new StringBuilder();
        var run = new List<int>();
        for (var i = 0; i <= band.X.Length; i++)
        {
            if (
                i < band.X.Length
                && double.IsFinite(layout.X(band.X[i]) + layout.Y(band.Low[i]) + layout.Y(band.High[i])))
            {
                run.Add(i);
                continue;
            }

            if (run.Count > 1)
            {
                Append(path, layout.Plot.Clip([.. run.Select(j => (layout.X(band.X[j]), layout.Y(band.High[j]))),
                    .. Enumerable.Reverse(run).Select(j => (layout.X(band.X[j]), layout.Y(band.Low[j])))]));
            }

            run.Clear();
        }

        return path.ToString();
    }

    public static void Box(Canvas canvas, BoxMark box, int slot, PanelLayout layout)
    {
        double x = layout.X(box.At), half = Math.Min(28, Math.Abs(layout.X(box.At + 0.3) - x));
        double Y(double v) => Math.Clamp(layout.Y(v), layout.Plot.Top, layout.Plot.Bottom);
        canvas
            .Open("c" + slot, Palette.Series[slot - 1].Light, "stroke=\"currentColor\"")
            .Path(
                $"M{N(x)} {N(Y(box.Low))}V{N(Y(box.Q1))}M{N(x)} {N(Y(box.Q3))}V{N(Y(box.High))}M{N(x - half / 2)} "
                    + $"{N(Y(box.Low))}h{N(half)}M{N(x - half / 2)} {N(Y(box.High))}h{N(half)}",
                "fill=\"none\" stroke-width=\"1.25\"")
            .Path(
                $"M{N(x - half)} {N(Y(box.Q3))}h{N(2 * half)}V{N(Y(box.Q1))}h{N(-2 * half)}Z",
                "fill=\"currentColor\" fill-opacity=\".14\" stroke-width=\"1.25\"")
            .Path($"M{N(x - half)} {N(Y(box.Median))}h{N(2 * half)}", "stroke-width=\"2.5\"");
        if (!box.Outliers.IsEmpty)
        {
            canvas.Path(
                string.Concat(
                    box.Outliers.Select(v => $"M{N(x - 2.6)} {N(Y(v))}a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0Z")),
                "fill=\"none\" stroke-width=\"1.25\"");
        }

        canvas.Close();
    }

    public static void Shade(Canvas canvas, ShadeMark shade, PanelLayout layout)
    {
        var plot = layout.Plot;
        double from = shade.Horizontal ? layout.Y(shade.From) : layout.X(shade.From),
            to = shade.Horizontal ? layout.Y(shade.To) : layout.X(shade.To);
        Rect area;
        if (shade.Horizontal)
        {
            from = double.IsFinite(from) ? Math.Clamp(from, plot.Top, plot.Bottom) : plot.Bottom;
            to = double.IsFinite(to) ? Math.Clamp(to, plot.Top, plot.Bottom) : plot.Top;
            area = plot with { Top = to, Bottom = from };
        }
        else
        {
            from = double.IsFinite(from) ? Math.Clamp(from, plot.Left, plot.Right) : plot.Left;
            to = double.IsFinite(to) ? Math.Clamp(to, plot.Left, plot.Right) : plot.Right;
            area = plot with { Left = from, Right = to };
        }

        canvas
            .Open("soft", Palette.Soft.Light)
            .Path(
                $"M{N(area.Left)} {N(area.Bottom)}H{N(area.Right)}V{N(area.Top)}H{N(area.Left)}Z",
                "fill=\"currentColor\" opacity=\".07\"")
            .Close();
    }

    /// <summary>
    /// Cells of equal colour that touch in a row are one rectangle; rows overlap by a hair so that no seam shows.
    /// </summary>
    public static void Grid(Canvas canvas, GridMark grid, PanelLayout layout)
    {
        var colours = layout.Panel.Colours!;
        var xs = Grids
            .Edges(grid.X, layout.Panel.X.Log)
            .Select(v => Math.Clamp(layout.X(v), layout.Plot.Left, layout.Plot.Right))
            .ToArray();
        var ys = Grids
            .Edges(grid.Y, layout.Panel.Y.Log)
            .Select(v => Math.Clamp(layout.Y(v), layout.Plot.Top, layout.Plot.Bottom))
            .ToArray();
        var paths = Enumerable.Range(0, ColourScale.Steps).Select(_ => new StringBuilder()).ToArray();
        var columns = grid.X.Length;
        for (var row = 0; row < grid.Y.Length; row++)
        {
            for (var column = 0; column < columns;)
            {
                var step = colours.Step(grid.Z[row * columns + column]);
                var end = column + 1;
                while (end < columns && colours.Step(grid.Z[row * columns + end]) == step)
                {
                    end++;
                }

                double width = xs[end] - xs[column], height = ys[row] - ys[row + 1];
                if (step >= 0 && width > 0.05 && height > 0.05)
                {
                    var hair = Math.Min(0.4, layout.Plot.Right - xs[end]);
                    var below = Math.Min(0.4, layout.Plot.Bottom - ys[row]);
                    paths[step]
                        .Append(
                            $"M{N(xs[column])} "
                                + $"{N(ys[row + 1])}h{N(width + hair)}v{N(height + below)}h{N(-width - hair)}Z"
                        );
                }

                column = end;
            }
        }

        for (var step = 0; step < paths.Length; step++)
        {
            if (paths[step].Length > 0)
            {
                canvas
                    .Open(colours.Class(step), colours.Colour(step))
                    .Path(paths[step].ToString(), "fill=\"currentColor\" shape-rendering=\"crispEdges\"")
                    .Close();
            }
        }
    }

    public static void Polygons(Canvas canvas, PolygonMark polygons, int slot, PanelLayout layout)
    {
        var byColour = new SortedDictionary<int, StringBuilder>();
        for (var i = 0; i < polygons.Rings.Length; i++)
        {
            var (xs, ys) = polygons.Rings[i];
            var step = polygons.Values.IsEmpty ? 0 : layout.Panel.Colours!.Step(polygons.Values[i]);
            if (step < 0)
            {
                continue;
            }

            byColour.TryAdd(step, new StringBuilder());
            (double, double)[] ring = [.. xs.Zip(ys, (x, y) => (layout.X(x), layout.Y(y)))];
            Append(byColour[step], layout.Plot.Clip(ring));
        }

        foreach (var (step, path) in byColour)
        {
            var (name, colour) = polygons.Values.IsEmpty
                ? ("c" + slot, Palette.Series[slot - 1].Light)
                : (layout.Panel.Colours!.Class(step), layout.Panel.Colours.Colour(step));
            canvas
                .Open(name, colour)
                .Path(
                    path.ToString(),
                    polygons.Values.IsEmpty
                        ? "fill=\"currentColor\" fill-opacity=\".2\" stroke=\"currentColor\" stroke-linejoin=\"round\""
                        : "fill=\"currentColor\" class=\"halo\" stroke=\""
                            + Palette.Paper.Light
                            + "\" stroke-linejoin=\"round\"")
                .Close();
        }
    }

    private static double BarSpacing(BarMark[] group) => Scales.BarWidth.Spacing(group.SelectMany(b => b.X));

    private static void Append(StringBuilder path, List<(double X, double Y)> ring)
    {
        if (ring.Count < 3)
        {
            return;
        }

        for (var i = 0; i < ring.Count; i++)
        {
            path.Append(i == 0 ? 'M' : 'L').Append(N(ring[i].X)).Append(' ').Append(N(ring[i].Y));
        }

        path.Append('Z');
    }
}
