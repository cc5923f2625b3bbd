using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;
using Lemmata.Plotting.Scales;

namespace Lemmata.Plotting.Svg;

/// <summary>Places texts that the author positioned, names of rules and strips, and numbers on level lines.</summary>
internal static class Annotations
{
    /// <summary>The text of an annotation or a measure, on the side where it covers least.</summary>
    public static PlacedLabel? Of(Mark mark, PanelLayout layout, FreeGround ground)
    {
        if (mark is SegmentMark { Measure: { } text } measure)
        {
            double x0 = layout.X(measure.X0[0]),
                y0 = layout.Y(measure.Y0[0]),
                x1 = layout.X(measure.X1[0]),
                y1 = layout.Y(measure.Y1[0]);
            if (!double.IsFinite(x0 + y0 + x1 + y1))
            {
                return null;
            }

            var label = new PlacedLabel(text, null, LabelKind.Ink, 0, 0, 0, "start", 13, true);
            double left = Math.Min(x0, x1), right = Math.Max(x0, x1), up = Math.Min(y0, y1), down = Math.Max(y0, y1);
            return Math.Abs(y1 - y0) <= Math.Abs(x1 - x0)
                ? Inside(label with { X = (x0 + x1) / 2, Y = up - 8, Anchor = "middle" }, layout)
                : ground.Best(
                    Enumerable
                        .Range(0, 25)
                        .Select(k => (k + 1) / 2 * (k % 2 == 0 ? 5.0 : -5.0))
                        .SelectMany(dy =>
                            new[]
                            {
                                label with
                                {
                                    X = right + 8,
                                    Y = (up + down) / 2 + dy + 4,
                                },
                                label with
                                {
                                    X = left - 8,
                                    Y = (up + down) / 2 + dy + 4,
                                    Anchor = "end",
                                },
                            }
                        )
                        .Where(l => l.Box.Left > layout.Plot.Left && l.Box.Right < layout.Cell.Right)
                        .DefaultIfEmpty(Inside(label with { X = right + 8, Y = down + 18 }, layout)),
                    -1);
        }

        var at = (TextMark)mark;
        double x = layout.X(at.X), y = layout.Y(at.Y);
        if (!double.IsFinite(x + y))
        {
            return null;
        }

        var (dx, dy, anchor) = at.Align switch
        {
            Align.Left => (-8, 4, "end"),
            Align.Above => (0, -9, "middle"),
            Align.Below => (0, 19, "middle"),
            _ => (8, 4, "start"),
        };
        return Inside(new PlacedLabel(at.Text, null, LabelKind.Ink, 0, x + dx, y + dy, anchor, 13, true), layout);
    }

    /// <summary>The name of a rule or a strip.</summary>
    public static PlacedLabel Guide(Mark mark, PanelLayout layout, FreeGround ground)
    {
        var plot = layout.Plot;
        var label = new PlacedLabel(mark.Label, null, LabelKind.Soft, 0, 0, 0, "start", PlacedLabel.DetailSize, true);
        PlacedLabel[] candidates;
        switch (mark)
        {
            case RuleMark { Horizontal: true } rule:
                var y = layout.Y(rule.At);
                candidates =
                [
                    .. new[] { -6.0, 15 }.SelectMany(dy =>
                        new[]
                        {
                            label with
                            {
                                X = plot.Right - 4,
                                Y = y + dy,
                                Anchor = "end",
                            },
                            label with
                            {
                                X = plot.Left + 6,
                                Y = y + dy,
                            },
                            label with
                            {
                                X = plot.Left + plot.Width / 2,
                                Y = y + dy,
                                Anchor = "middle",
                            },
                        }
                    ),
                ];
                break;
            case RuleMark rule:
                var x = layout.X(rule.At);
                candidates =
                [
                    .. Enumerable
                        .Range(0, 9)
                        .SelectMany(i =>
                            new[]
                            {
                                label with
                                {
                                    X = x + 6,
                                    Y = plot.Top + 13 + i * (plot.Height - 24) / 8,
                                },
                                label with
                                {
                                    X = x - 6,
                                    Y = plot.Top + 13 + i * (plot.Height - 24) / 8,
                                    Anchor = "end",
                                },
                            }
                        ),
                ];
                break;
            case ShadeMark { Horizontal: true } shade:
                double up = Within(layout.Y(shade.To), plot.Top, plot.Bottom, plot.Top),
                    down = Within(layout.Y(shade.From), plot.Top, plot.Bottom, plot.Bottom);
                candidates =
                [
                    .. new[] { (up + down) / 2 + 4, up + 14, down - 6 }.SelectMany(v =>
                        new[]
                        {
                            label with
                            {
                                X = plot.Right - 6,
                                Y = v,
                                Anchor = "end",
                            },
                            label with
                            {
                                X = plot.Left + 6,
                                Y = v,
                            },
                        }
                    ),
                ];
                break;
            default:
                var strip = (ShadeMark)mark;
                double from = Within(layout.X(strip.From), plot.Left, plot.Right, plot.Left),
                    to = Within(layout.X(strip.To), plot.Left, plot.Right, plot.Right);
                candidates =
                [
                    .. Enumerable
                        .Range(0, 7)
                        .Select(i =>
                            label with
                            {
                                X = (from + to) / 2,
                                Y = plot.Top + 14 + i * (plot.Height - 24) / 6,
                                Anchor = "middle",
                            }
                        ),
                ];
                break;
        }

        return ground.Best(candidates.Select(c => Inside(c, layout)), -1);
    }

    /// <summary>One number on each level, on the longest of its lines where it covers least.</summary>
    public static IEnumerable<PlacedLabel> Levels(
        ContourMark contour,
        StyledMark styled,
        PanelLayout layout,
        FreeGround ground)
    {
        if (contour.Levels.Length < 2)
        {
            yield break;
        }

        foreach (var level in contour.Levels)
        {
            var lines = MarchingSquares.Lines(contour, level);
            if (lines.Count == 0)
            {
                continue;
            }

            var longest = lines.MaxBy(l => l.Count)!;
            var label = new PlacedLabel(
                DrawnNumber.Plain(level),
                null,
                LabelKind.Soft,
                styled.Slot,
                0,
                0,
                "middle",
                PlacedLabel.DetailSize,
                true);
            var every = Math.Max(1, longest.Count / 24);
            var candidates = longest
                .Where((_, i) => i % every == 0)
                .Select(p => label with { X = layout.X(p.X), Y = layout.Y(p.Y) + 4 })
                .Where(l =>
                    layout.Plot.Grow(-2).Contains(l.Box.Left, l.Box.Top)
                    && layout.Plot.Grow(-2).Contains(l.Box.Right, l.Box.Bottom))
                .ToArray();
            if (candidates.Length > 0)
            {
                yield return ground.Best(candidates, ground.OwnerOf(styled));
            }
        }
    }

    /// <summary>Moves a label sideways into its cell.</summary>
    private static PlacedLabel Inside(PlacedLabel label, PanelLayout layout)
    {
        var box = label.Box;
        var shift = box.Left < layout.Cell.Left + 2 ? layout.Cell.Left + 2 - box.Left
            : box.Right > layout.Cell.Right - 2 ? layout.Cell.Right - 2 - box.Right : 0;
        return label with { X = label.X + shift };
    }

    private static double Within(double value, double low, double high, double otherwise) =>
        double.IsFinite(value) ? Math.Clamp(value, low, high) : otherwise;
}
