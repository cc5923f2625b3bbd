using System.Text;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;
using Lemmata.Plotting.Scales;
using static Lemmata.Plotting.Svg.Canvas;

namespace Lemmata.Plotting.Svg;

/// <summary>Draws lines, arrows and points.</summary>
internal static class Strokes
{
    public static void Curve(Canvas canvas, CurveMark curve, StyledMark styled, PanelLayout layout, bool onMap)
    {
        var path = Polyline(Vertices(curve, layout), layout.Plot);
        if (path.Length > 0 && onMap)
        {
            // On a heat map a dark line with a white rim is seen on every step.
            canvas
                .Raw("<g class=\"onq\">")
                .Path(path, "stroke=\"#fff\" stroke-width=\"3.5\" fill=\"none\" opacity=\".85\"")
                .Path(path, "stroke=\"#16181b\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\" fill=\"none\"")
                .Close();
        }

        var dots = curve.Dots ?? (styled.Main && !onMap && curve.X.Length <= 16 && !curve.Steps);
        var lonely = path.Length == 0;
        if ((onMap || lonely) && !dots && !lonely)
        {
            return;
        }

        canvas.Open("c" + styled.Slot, Palette.Series[styled.Slot - 1].Light, "fill=\"none\" stroke=\"currentColor\"");
        if (path.Length > 0 && !onMap)
        {
            var dash = Palette.Dashes[styled.Dash - 1];
            canvas.Path(
                path,
                $"stroke-width=\"{N10(styled.Width)}\""
                    + (dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "")
                    + $" stroke-linejoin=\"round\" stroke-linecap=\"{(dash.Length > 0 ? "butt" : "round")}\"");
        }

        if (dots || lonely)
        {
            Markers(canvas, curve.X, curve.Y, styled.Marker, layout, 3.6);
        }

        canvas.Close();
    }

    public static void Points(Canvas canvas, PointMark points, StyledMark styled, PanelLayout layout)
    {
        canvas.Open("c" + styled.Slot, Palette.Series[styled.Slot - 1].Light);
        if (ErrorBars(points, layout) is { Length: > 0 } bars)
        {
            canvas.Path(bars, "fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"");
        }

        Markers(
            canvas,
            points.X,
            points.Y,
            styled.Marker,
            layout,
            points.X.Length switch
            {
                > 600 => 1.5,
                > 120 => 2.6,
                _ => 4,
            }
        );
        canvas.Close();
    }

    /// <summary>Upright lines with caps where their ends lie in the panel.</summary>
    private static string ErrorBars(PointMark points, PanelLayout layout)
    {
        var path = new StringBuilder();
        foreach (var (x, low, high) in Ends(points, layout))
        {
            path.Append($"M{N(x)} {N(low)}V{N(high)}");
            foreach (var y in new[] { low, high }.Where(y => y > layout.Plot.Top + 0.05 && y < layout.Plot.Bottom - 0.05))
            {
                path.Append($"M{N(x - 4)} {N(y)}h8");
            }
        }

        return path.ToString();
    }

    /// <summary>Where error bars stand and end in pixels, cut at the edges of the panel.</summary>
    public static IEnumerable<(double X, double Low, double High)> Ends(PointMark points, PanelLayout layout)
    {
        for (var i = 0; i < points.Low.Length; i++)
        {
            double x = layout.X(points.X[i]), low = layout.Y(points.Low[i]), high = layout.Y(points.High[i]);
            // A logarithmic axis has no place for an end at zero or below: the bar goes on to the edge.
            low = double.IsNaN(low) && double.IsFinite(points.Low[i]) ? layout.Plot.Bottom : low;
            if (double.IsFinite(x + low + high) && layout.Plot.Grow(0.05).Clip(x, low, x, high) is { } seen)
            {
                yield return (x, seen.Y0, seen.Y1);
            }
        }
    }

    public static void Segments(Canvas canvas, SegmentMark pieces, StyledMark styled, PanelLayout layout)
    {
        var path = new StringBuilder();
        var heads = new StringBuilder();
        for (var i = 0; i < pieces.X0.Length; i++)
        {
            double x0 = layout.X(pieces.X0[i]),
                y0 = layout.Y(pieces.Y0[i]),
                x1 = layout.X(pieces.X1[i]),
                y1 = layout.Y(pieces.Y1[i]);
            if (
                !double.IsFinite(x0 + y0 + x1 + y1)
                || layout.Plot.Grow(pieces.Measure is null ? 0 : 16).Clip(x0, y0, x1, y1) is not { } seen)
            {
                continue;
            }

            var length = Math.Sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
            double ux = length > 0 ? (x1 - x0) / length : 1, uy = length > 0 ? (y1 - y0) / length : 0;
            if (pieces.Arrow && layout.Plot.Contains(x1, y1, 0.5) && length > 0.5)
            {
                var head = Math.Min(7, 0.6 * length);
                double bx = x1 - head * ux, by = y1 - head * uy, w = 0.42 * head;
                heads.Append($"M{N(x1)} {N(y1)}L{N(bx - w * uy)} {N(by + w * ux)}L{N(bx + w * uy)} {N(by - w * ux)}Z");
                seen = (seen.X0, seen.Y0, bx, by);
            }

            path.Append($"M{N(seen.X0)} {N(seen.Y0)}L{N(seen.X1)} {N(seen.Y1)}");
            if (pieces.Measure is not null)
            {
                path.Append(
                    $"M{N(x0 - 4 * uy)} {N(y0 + 4 * ux)}L{N(x0 + 4 * uy)} {N(y0 - 4 * ux)}M{N(x1 - 4 * uy)} "
                        + $"{N(y1 + 4 * ux)}L{N(x1 + 4 * uy)} {N(y1 - 4 * ux)}"
                );
            }
        }

        var ink = pieces.Measure is not null;
        canvas.Open(ink ? "ink" : "c" + styled.Slot, ink ? Palette.Ink.Light : Palette.Series[styled.Slot - 1].Light);
        canvas.Path(
            path.ToString(),
            $"fill=\"none\" stroke=\"currentColor\"{(ink || pieces.X0.Length > 150 ? "" : " stroke-width=\"1.5\"")}");
        if (heads.Length > 0)
        {
            canvas.Path(heads.ToString(), "fill=\"currentColor\"");
        }

        canvas.Close();
    }

    public static void Contour(Canvas canvas, ContourMark contour, StyledMark styled, PanelLayout layout)
    {
        var path = new StringBuilder();
        foreach (var level in contour.Levels)
        {
            foreach (var line in MarchingSquares.Lines(contour, level))
            {
                path.Append(Polyline(line.Select(p => (layout.X(p.X), layout.Y(p.Y))), layout.Plot));
            }
        }

        var dash = Palette.Dashes[styled.Dash - 1];
        canvas
            .Open("c" + styled.Slot, Palette.Series[styled.Slot - 1].Light)
            .Path(
                path.ToString(),
                $"fill=\"none\" stroke=\"currentColor\" stroke-width=\"{N10(styled.Main ? 2 : 1.75)}\""
                    + (dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : ""))
            .Close();
    }

    /// <summary>Vertices in pixels; a step keeps its height until the next abscissa.</summary>
    public static IEnumerable<(double X, double Y)> Vertices(CurveMark curve, PanelLayout layout)
    {
        var last = double.NaN;
        for (var i = 0; i < curve.X.Length; i++)
        {
            double x = layout.X(curve.X[i]), y = layout.Y(curve.Y[i]);
            if (curve.Steps && double.IsFinite(last))
            {
                yield return (x, last);
            }

            yield return (x, y);
            last = y;
        }
    }

    /// <summary>Path data of a polyline clipped to a rectangle; gaps at values that are not finite.</summary>
    public static string Polyline(IEnumerable<(double X, double Y)> vertices, Rect plot)
    {
        var path = new StringBuilder();
        var room = plot.Grow(0.05);
        (double X, double Y)? before = null;
        var pen = (X: long.MinValue, Y: long.MinValue);
        foreach (var (x, y) in vertices)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                before = null;
                continue;
            }

            if (before is { } from && room.Clip(from.X, from.Y, x, y) is { } seen)
            {
                Move(seen.X0, seen.Y0, draw: false);
                Move(seen.X1, seen.Y1, draw: true);
            }

            before = (x, y);
        }

        return path.ToString();

        void Move(double x, double y, bool draw)
        {
            var here = (X: DrawnNumber.Tenths(x), Y: DrawnNumber.Tenths(y));
            if (here == pen)
            {
                return;
            }

            path.Append(draw ? 'L' : 'M').Append(N(x)).Append(' ').Append(N(y));
            pen = here;
        }
    }

    private static void Markers(
        Canvas canvas,
        IReadOnlyList<double> xs,
        IReadOnlyList<double> ys,
        Marker marker,
        PanelLayout layout,
        double radius)
    {
        var path = new StringBuilder();
        for (var i = 0; i < xs.Count; i++)
        {
            double x = layout.X(xs[i]), y = layout.Y(ys[i]);
            if (double.IsFinite(x) && double.IsFinite(y) && layout.Plot.Contains(x, y, 0.5))
            {
                path.Append(Shape(marker, x, y, radius));
            }
        }

        if (path.Length > 0)
        {
            canvas.Path(
                path.ToString(),
                marker is Marker.Disc or Marker.Square or Marker.Triangle
                    ? "fill=\"currentColor\" stroke=\"none\""
                    : "fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"");
        }
    }

    private static string Shape(Marker marker, double x, double y, double r) =>
        marker switch
        {
            Marker.Disc or Marker.Ring =>
                $"M{N(x - r)} {N(y)}a{N(r)} {N(r)} 0 1 0 {N(2 * r)} 0a{N(r)} {N(r)} 0 1 0 {N(-2 * r)} 0Z",
            Marker.Square or Marker.HollowSquare =>
                $"M{N(x - 0.9 * r)} {N(y - 0.9 * r)}h{N(1.8 * r)}v{N(1.8 * r)}h{N(-1.8 * r)}Z",
            Marker.Triangle or Marker.HollowTriangle =>
                $"M{N(x)} {N(y - 1.2 * r)}l{N(1.15 * r)} {N(2 * r)}h{N(-2.3 * r)}Z",
            Marker.HollowDown => $"M{N(x)} {N(y + 1.2 * r)}l{N(1.15 * r)} {N(-2 * r)}h{N(-2.3 * r)}Z",
            _ =>
                $"M{N(x - 1.15 * r)} {N(y)}l{N(1.15 * r)} {N(-1.15 * r)}l{N(1.15 * r)} {N(1.15 * r)}l{N(-1.15 * r)} "
                    + $"{N(1.15 * r)}Z",
        };

    private static string N10(double width) =>
        width.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
