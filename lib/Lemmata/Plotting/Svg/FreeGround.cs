using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;

namespace Lemmata.Plotting.Svg;

/// <summary>Knows what covers a panel and finds the place for a label that covers least and stands nearest to its series.</summary>
internal sealed class FreeGround
{
    private const int Samples = 160;
    private readonly PanelLayout layout;
    private readonly List<(Rect Box, int Owner, double Cost)> boxes = [];
    private readonly List<(double X0, double Y0, double X1, double Y1, int Owner)> lines = [];
    private readonly Dictionary<StyledMark, List<(double X, double Y)>> anchors = new(ReferenceEqualityComparer.Instance);

    public FreeGround(PanelLayout layout, IReadOnlyList<StyledMark> styled)
    {
        this.layout = layout;
        for (var i = 0; i < styled.Count; i++)
        {
            var spots = new List<(double X, double Y)>();
            anchors[styled[i]] = spots;
            Add(styled[i].Mark, i, spots, styled);
        }
    }

    /// <summary>Marks a place as taken by a label.</summary>
    public void Occupy(Rect box) => boxes.Add((box.Grow(1), -1, 60));

    /// <summary>Places the label of a series.</summary>
    public PlacedLabel? Place(PlacedLabel label, StyledMark styled)
    {
        var spots = anchors[styled];
        if (spots.Count == 0)
        {
            return null;
        }

        var height = label.Detail is null ? 0 : 16;
        var candidates = new List<(PlacedLabel Label, double Distance)>();
        for (var i = 0; i < spots.Count; i++)
        {
            var (x, y) = spots[i];

            // Lines are labelled by preference towards their right end, points and bars anywhere.
            var place = styled.Mark is CurveMark ? 4.0 * Math.Abs((double)i / Math.Max(1, spots.Count - 1) - 0.75) : 0;
            foreach (var (reach, cost) in new[] { (8.0, 0.0), (14.0, 0.5), (26.0, 2.0) })
            {
                candidates.Add((label with { X = x + reach, Y = y + 4.5 - height / 2.0 }, place + cost + 0.4));
                candidates.Add((label with { X = x - reach, Y = y + 4.5 - height / 2.0, Anchor = "end" }, place + cost + 0.4));
                candidates.Add((label with { X = x + 0.6 * reach, Y = y - reach - height }, place + cost));
                candidates.Add((label with { X = x - 0.6 * reach, Y = y - reach - height, Anchor = "end" }, place + cost));
                candidates.Add((label with { X = x + 0.6 * reach, Y = y + reach + 10 }, place + cost + 0.2));
                candidates.Add((label with { X = x - 0.6 * reach, Y = y + reach + 10, Anchor = "end" }, place + cost + 0.2));
                candidates.Add((label with { X = x, Y = y - reach - height, Anchor = "middle" }, place + cost + 0.3));
            }
        }

        var owner = layout.Panel.Frames.Select(f => Index(f, styled)).First(i => i >= -1);
        return Best(candidates, owner);
    }

    /// <summary>The candidate that covers least.</summary>
    public PlacedLabel Best(IEnumerable<PlacedLabel> candidates, int owner) =>
        Best(candidates.Select((c, i) => (c, 0.05 * i)), owner);

    private PlacedLabel Best(IEnumerable<(PlacedLabel Label, double Distance)> candidates, int owner)
    {
        PlacedLabel? best = null;
        var least = double.MaxValue;
        foreach (var (label, distance) in candidates)
        {
            if (distance >= least)
            {
                continue;
            }

            var cost = distance + Cost(label.Box, owner);
            if (cost < least - 1e-9)
            {
                (best, least) = (label, cost);
            }
        }

        return best!;
    }

    private double Cost(Rect box, int owner)
    {
        var cost = 0.0;
        var room = new Rect(layout.Plot.Left + 2, layout.Plot.Top - 6, Math.Max(layout.Plot.Right, layout.Cell.Right - 16), layout.Plot.Bottom - 2);
        cost += 30 * (Math.Max(0, room.Left - box.Left) + Math.Max(0, box.Right - room.Right) + Math.Max(0, room.Top - box.Top) + Math.Max(0, box.Bottom - room.Bottom)) / 10;
        foreach (var (other, who, price) in boxes)
        {
            if (box.Overlaps(other))
            {
                cost += who == owner && who >= 0 ? 0.6 * price : price;
            }
        }

        var tight = box.Grow(1.5);
        foreach (var (x0, y0, x1, y1, who) in lines)
        {
            if (Math.Max(x0, x1) >= tight.Left && Math.Min(x0, x1) <= tight.Right && Math.Max(y0, y1) >= tight.Top && Math.Min(y0, y1) <= tight.Bottom
                && tight.Clip(x0, y0, x1, y1) is not null)
            {
                cost += who == owner ? 7 : 9;
            }
        }

        return cost;
    }

    private static int Index(IReadOnlyList<StyledMark> frame, StyledMark styled)
    {
        for (var i = 0; i < frame.Count; i++)
        {
            if (ReferenceEquals(frame[i], styled))
            {
                return i;
            }
        }

        return -2;
    }

    private void Add(Mark mark, int owner, List<(double X, double Y)> spots, IReadOnlyList<StyledMark> all)
    {
        switch (mark)
        {
            case CurveMark curve:
                Line(Strokes.Vertices(curve, layout).ToList(), owner, spots);
                break;
            case BandMark band:
                Line([.. band.X.Select((x, i) => (layout.X(x), layout.Y(band.High[i])))], owner, spots);
                Line([.. band.X.Select((x, i) => (layout.X(x), layout.Y(band.Low[i])))], owner, []);
                break;
            case ContourMark contour:
                foreach (var level in contour.Levels)
                {
                    foreach (var line in MarchingSquares.Lines(contour, level))
                    {
                        Line([.. line.Select(p => (layout.X(p.X), layout.Y(p.Y)))], owner, spots);
                    }
                }

                break;
            case PointMark points:
                Spots(points.X.Select((x, i) => (layout.X(x), layout.Y(points.Y[i]))).ToList(), owner, spots);
                break;
            case BarMark bars:
                foreach (var (left, right, height) in Fills.Edges(bars, all))
                {
                    double y = layout.Y(height), foot = layout.Panel.Y.Log ? layout.Plot.Bottom : layout.Y(0);
                    var box = new Rect(layout.X(left), Math.Min(y, foot), layout.X(right), Math.Max(y, foot));
                    if (double.IsFinite(box.Left + box.Right + box.Top + box.Bottom))
                    {
                        boxes.Add((box.Grow(1), owner, 8));
                        spots.Add((box.Right, Math.Min(y, foot) + (y <= foot ? 0 : box.Height)));
                    }
                }

                break;
            case SegmentMark pieces:
                for (var i = 0; i < pieces.X0.Length; i++)
                {
                    double x0 = layout.X(pieces.X0[i]), y0 = layout.Y(pieces.Y0[i]), x1 = layout.X(pieces.X1[i]), y1 = layout.Y(pieces.Y1[i]);
                    if (double.IsFinite(x0 + y0 + x1 + y1))
                    {
                        lines.Add((x0, y0, x1, y1, owner));
                        if (i < Samples && layout.Plot.Contains(x1, y1))
                        {
                            spots.Add((x1, y1));
                        }
                    }
                }

                break;
            case PolygonMark { Values.IsEmpty: true } polygons:
                foreach (var (xs, ys) in polygons.Rings)
                {
                    Line([.. xs.Zip(ys, (x, y) => (layout.X(x), layout.Y(y)))], owner, spots);
                }

                break;
            case RuleMark rule:
                lines.Add(rule.Horizontal
                    ? (layout.Plot.Left, layout.Y(rule.At), layout.Plot.Right, layout.Y(rule.At), owner)
                    : (layout.X(rule.At), layout.Plot.Top, layout.X(rule.At), layout.Plot.Bottom, owner));
                break;
        }
    }

    private void Spots(List<(double X, double Y)> points, int owner, List<(double X, double Y)> spots)
    {
        var every = Math.Max(1, points.Count / 400);
        for (var i = 0; i < points.Count; i += every)
        {
            var (x, y) = points[i];
            if (double.IsFinite(x + y) && layout.Plot.Contains(x, y, 1))
            {
                boxes.Add((new Rect(x - 4, y - 4, x + 4, y + 4), owner, 7));
                if (i % Math.Max(1, points.Count / Samples) == 0)
                {
                    spots.Add((x, y));
                }
            }
        }
    }

    private void Line(List<(double X, double Y)> vertices, int owner, List<(double X, double Y)> spots)
    {
        var every = Math.Max(1, vertices.Count / 320);
        (double X, double Y)? before = null;
        var inside = new List<(double X, double Y)>();
        for (var i = 0; i < vertices.Count; i += every)
        {
            var (x, y) = vertices[i];
            if (!double.IsFinite(x + y))
            {
                before = null;
                continue;
            }

            if (before is { } from && layout.Plot.Grow(1).Clip(from.X, from.Y, x, y) is { } seen)
            {
                lines.Add((seen.X0, seen.Y0, seen.X1, seen.Y1, owner));

                // Long pieces offer places along their length, not only at their ends.
                var cuts = (int)Math.Ceiling(Math.Max(Math.Abs(seen.X1 - seen.X0), Math.Abs(seen.Y1 - seen.Y0)) / 12);
                for (var cut = 1; cut <= cuts; cut++)
                {
                    inside.Add((seen.X0 + (seen.X1 - seen.X0) * cut / cuts, seen.Y0 + (seen.Y1 - seen.Y0) * cut / cuts));
                }
            }

            before = (x, y);
        }

        if (inside.Count == 0 && vertices.Count > 0 && layout.Plot.Contains(vertices[0].X, vertices[0].Y, 1))
        {
            inside.Add(vertices[0]);
        }

        var step = Math.Max(1, inside.Count / Samples);
        spots.AddRange(inside.Where((_, i) => i % step == 0));
    }
}
