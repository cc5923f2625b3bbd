using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;

namespace Lemmata.Plotting.Svg;

/// <summary>
/// Knows what covers a panel and finds the place for a label that covers least and stands nearest to its series.
/// </summary>
internal sealed class FreeGround
{
    private const int Samples = 48;
    private readonly PanelLayout layout;
    private readonly List<(Rect Box, int Owner, double Cost)> boxes = [];
    private readonly List<(double X0, double Y0, double X1, double Y1, int Owner)> lines = [];
    private readonly Dictionary<StyledMark, List<(double X, double Y)>> anchors = new(
        ReferenceEqualityComparer.Instance);
    private readonly Dictionary<StyledMark, int> owners = new(ReferenceEqualityComparer.Instance);

    public FreeGround(PanelLayout layout, IReadOnlyList<StyledMark> styled)
    {
        this.layout = layout;
        for (var i = 0; i < styled.Count; i++)
        {
            var spots = new List<(double X, double Y)>();
            anchors[styled[i]] = spots;
            owners[styled[i]] = i;
            Add(styled[i].Mark, i, spots, styled);
        }
    }

    /// <summary>Marks a place as taken by a label; beside it a word space stays free.</summary>
    public void Occupy(Rect box) =>
        boxes.Add((new Rect(box.Left - 5, box.Top - 1, box.Right + 5, box.Bottom + 1), -1, 60));

    /// <summary>Index of a mark in its frame.</summary>
    public int OwnerOf(StyledMark styled) => owners[styled];

    /// <summary>Places the label of a series.</summary>
    /// <param name="label">The label, not yet placed.</param>
    /// <param name="styled">Its series.</param>
    /// <param name="before">Labels of another frame; the one with the same text is a favoured place.</param>
    public PlacedLabel? Place(PlacedLabel label, StyledMark styled, IReadOnlyList<PlacedLabel> before)
    {
        var (spots, owner) = (anchors[styled], owners[styled]);
        if (spots.Count == 0)
        {
            return null;
        }

        var candidates = new List<(PlacedLabel Label, double Distance, (double X, double Y)? Spot)>();
        if (before.FirstOrDefault(l => l.Text == label.Text && l.Slot == label.Slot) is { } kept)
        {
            candidates.Add((label with { X = kept.X, Y = kept.Y, Anchor = kept.Anchor }, -6, null));
        }

        double highest = spots.Min(s => s.Y), lowest = spots.Max(s => s.Y);
        var height = label.Detail is null ? 0 : 16;
        for (var i = 0; i < spots.Count; i++)
        {
            var (x, y) = spots[i];

            // Lines are labelled by preference towards their right end, points at the top, polygons in the middle.
            var place = styled.Mark switch
            {
                CurveMark => 4.0 * Math.Abs((double)i / Math.Max(1, spots.Count - 1) - 0.75),
                PolygonMark => i == spots.Count - 1 ? 0 : 4,
                BarMark => 0,
                _ => 2 * (y - highest) / Math.Max(1, lowest - highest),
            };
            if (styled.Mark is PolygonMark && i == spots.Count - 1)
            {
                candidates.Add((label with { X = x, Y = y + 4.5 - height / 2.0, Anchor = "middle" }, -4, null));
            }

            if (styled.Mark is CurveMark or ContourMark)
            {
                // In a crowd a label interrupts its own line.
                candidates.Add((label with { X = x, Y = y + 4.5 - height / 2.0, Anchor = "middle" }, place + 1, null));
            }

            foreach (var (reach, cost) in new[] { (8.0, 0.0), (14.0, 0.5), (26.0, 2.0) })
            {
                candidates.Add(
                    (label with { X = x + reach, Y = y + 4.5 - height / 2.0 }, place + cost + 0.4, spots[i]));
                candidates.Add(
                    (
                        label with
                        {
                            X = x - reach,
                            Y = y + 4.5 - height / 2.0,
                            Anchor = "end",
                        },
                        place + cost + 0.4,
                        spots[i]));
                candidates.Add((label with { X = x + 0.6 * reach, Y = y - reach - height }, place + cost, spots[i]));
                candidates.Add(
                    (
                        label with
                        {
                            X = x - 0.6 * reach,
                            Y = y - reach - height,
                            Anchor = "end",
                        },
                        place + cost,
                        spots[i]));
                candidates.Add(
                    (label with { X = x + 0.6 * reach, Y = y + reach + 10 }, place + cost + 0.2, spots[i]));
                candidates.Add(
                    (
                        label with
                        {
                            X = x - 0.6 * reach,
                            Y = y + reach + 10,
                            Anchor = "end",
                        },
                        place + cost + 0.2,
                        spots[i]));
                candidates.Add(
                    (label with { X = x, Y = y - reach - height, Anchor = "middle" }, place + cost + 0.3, spots[i]));
            }
        }

        return Best(candidates, owner);
    }

    /// <summary>The candidate that covers least; earlier ones win ties.</summary>
    public PlacedLabel Best(IEnumerable<PlacedLabel> candidates, int owner) =>
        Best(candidates.Select((c, i) => (c, 0.05 * i, ((double X, double Y)?)null)), owner);

    private PlacedLabel Best(
        IEnumerable<(PlacedLabel Label, double Distance, (double X, double Y)? Spot)> candidates,
        int owner)
    {
        PlacedLabel? best = null;
        var least = double.MaxValue;
        foreach (var (label, distance, spot) in candidates.OrderBy(c => c.Distance))
        {
            if (distance >= least)
            {
                break;
            }

            var cost = distance + Cost(label.Box, owner, least - distance);
            if (spot is { } from && cost < least)
            {
                cost += Jumps(from, label.Box, owner);
            }

            if (cost < least - 1e-9)
            {
                (best, least) = (label, cost);
            }
        }

        return best!;
    }

    /// <summary>
    /// What it costs that lines of other series lie between a label and its own: a reader would take them for the
    /// labelled ones.
    /// </summary>
    private double Jumps((double X, double Y) from, Rect box, int owner)
    {
        double x = Math.Clamp(from.X, box.Left, box.Right), y = Math.Clamp(from.Y, box.Top, box.Bottom);
        var cost = 0.0;
        foreach (var (x0, y0, x1, y1, who) in lines)
        {
            double Side(double px, double py, double qx, double qy, double rx, double ry) =>
                (qx - px) * (ry - py) - (qy - py) * (rx - px);
            if (
                who != owner
                && Side(from.X, from.Y, x, y, x0, y0) * Side(from.X, from.Y, x, y, x1, y1) < 0
                && Side(x0, y0, x1, y1, from.X, from.Y) * Side(x0, y0, x1, y1, x, y) < 0)
            {
                cost += 16;
            }
        }

        return cost;
    }

    /// <summary>
    /// What a label costs in a place: leaving the panel, covering marks, standing close to a line of another series.
    /// </summary>
    private double Cost(Rect box, int owner, double limit)
    {
        var room = new Rect(
            layout.Plot.Left + 2,
            layout.Plot.Top - 6,
            Math.Max(layout.Plot.Right, layout.Cell.Right - 16),
            layout.Plot.Bottom - 2);
        var cost =
            3
            * (
                Math.Max(0, room.Left - box.Left)
                + Math.Max(0, box.Right - room.Right)
                + Math.Max(0, room.Top - box.Top)
                + Math.Max(0, box.Bottom - room.Bottom));
        foreach (var (other, who, price) in boxes)
        {
            if (box.Overlaps(other))
            {
                cost += who == owner && who >= 0 ? 0.6 * price : price;
                if (cost >= limit)
                {
                    return cost;
                }
            }
        }

        Rect tight = box.Grow(1.5), near = box.Grow(9);
        var (own, crossed, close) = (false, 0, -1);
        foreach (var (x0, y0, x1, y1, who) in lines)
        {
            if (who == owner ? own : crossed > 3)
            {
                continue;
            }

            var wide = who == owner ? tight : near;
            if (
                Math.Max(x0, x1) < wide.Left
                || Math.Min(x0, x1) > wide.Right
                || Math.Max(y0, y1) < wide.Top
                || Math.Min(y0, y1) > wide.Bottom
                || wide.Clip(x0, y0, x1, y1) is null)
            {
                continue;
            }

            if (who == owner)
            {
                own = true;
                cost += 5;
            }
            else if (tight.Clip(x0, y0, x1, y1) is not null)
            {
                crossed++;
                cost += 9;
            }
            else if (close != who)
            {
                close = who;
                cost += 2.5;
            }

            if (cost >= limit)
            {
                return cost;
            }
        }

        return cost;
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
                lines.AddRange(Strokes.Ends(points, layout).Select(end => (end.X, end.Low, end.X, end.High, owner)));
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
                    double x0 = layout.X(pieces.X0[i]),
                        y0 = layout.Y(pieces.Y0[i]),
                        x1 = layout.X(pieces.X1[i]),
                        y1 = layout.Y(pieces.Y1[i]);
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
                    Line(
                        [.. xs.Append(xs[0]).Zip(ys.Append(ys[0]), (x, y) => (layout.X(x), layout.Y(y)))],
                        owner,
                        spots);
                }

                // The last spot is the middle of the largest polygon.
                var largest = polygons.Rings.MaxBy(r => (r.X.Max() - r.X.Min()) * (r.Y.Max() - r.Y.Min()));
                spots.Add((largest.X.Average(layout.X), largest.Y.Average(layout.Y)));

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
        var every = Math.Max(1, vertices.Count / 160);
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
                    inside.Add(
                        (seen.X0 + (seen.X1 - seen.X0) * cut / cuts, seen.Y0 + (seen.Y1 - seen.Y0) * cut / cuts));
                }
            }

            before = (x, y);
        }

        if (inside.Count == 0 && vertices.Count > 0 && layout.Plot.Contains(vertices[0].X, vertices[0].Y, 1))
        {
            inside.Add(vertices[0]);
        }

        var step = (inside.Count + Samples - 1) / Samples;
        spots.AddRange(inside.Where((_, i) => i % step == 0));
    }
}
