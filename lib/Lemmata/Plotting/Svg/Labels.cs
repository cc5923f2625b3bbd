using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;

namespace Lemmata.Plotting.Svg;

/// <summary>Kind of label, which fixes its colour.</summary>
internal enum LabelKind
{
    /// <summary>In the colour of a series, bold, with a soft second line.</summary>
    Series,

    /// <summary>In soft ink.</summary>
    Soft,

    /// <summary>In ink: an annotation.</summary>
    Ink,
}

/// <summary>A text with its place in pixels; <c>Y</c> is the base line of the first line.</summary>
internal sealed record PlacedLabel(string Text, string? Detail, LabelKind Kind, int Slot, double X, double Y, string Anchor, double Size, bool Halo)
{
    public const double DetailSize = 12;

    public Rect Box
    {
        get
        {
            var width = Math.Max(TextWidth.Of(Text, Size, Kind == LabelKind.Series), TextWidth.Of(Detail ?? "", DetailSize));
            var left = Anchor switch { "end" => X - width, "middle" => X - width / 2, _ => X };
            return new Rect(left, Y - 0.8 * Size, left + width, Y + 0.25 * Size + (Detail is null ? 0 : 16));
        }
    }

    public void Draw(Canvas canvas)
    {
        var (name, colour) = Kind switch
        {
            LabelKind.Series => ("t" + Slot, Palette.Labels[Slot - 1].Light),
            LabelKind.Soft => ("soft", Palette.Soft.Light),
            _ => ("ink", Palette.Ink.Light),
        };
        canvas.Open(name, colour, "fill=\"currentColor\"").Text(X, Y, Text, Anchor, Size, Kind == LabelKind.Series, Halo).Close();
        if (Detail is not null)
        {
            canvas.Open("soft", Palette.Soft.Light, "fill=\"currentColor\"").Text(X, Y + 16, Detail, Anchor, DetailSize, halo: Halo).Close();
        }
    }
}

/// <summary>Finds places for the labels of a panel: right of line ends where there is a margin for them, else on free ground.</summary>
internal static class Labels
{
    public static IReadOnlyList<PlacedLabel> Of(PanelLayout layout, int frame, Rendition rendition)
    {
        var styled = layout.Panel.Frames[frame];
        var placed = new List<PlacedLabel>();
        var ground = new FreeGround(layout, styled);
        foreach (var mark in styled.Select(s => s.Mark))
        {
            if (mark is TextMark or SegmentMark { Measure: not null } && Annotation(mark, layout, rendition) is { } annotation)
            {
                placed.Add(annotation);
                ground.Occupy(annotation.Box);
            }
        }

        placed.AddRange(EndLabels(layout, styled, rendition));
        foreach (var s in styled)
        {
            if (s.Mark.Label.Length == 0 || s.Mark is GridMark or PolygonMark { Values.IsEmpty: false } or BoxMark
                || (layout.EndLabels && (Layout.EndsAtRight(s, layout.Panel) || s.Mark is RuleMark { Horizontal: true })))
            {
                continue;
            }

            var label = s.Mark switch
            {
                RuleMark or ShadeMark => Guide(s.Mark, layout, ground),
                BandMark when styled.Any(o => o.Slot == s.Slot && o.Mark is CurveMark { Label.Length: > 0 }) => null,
                _ => ground.Place(Text(s, styled, rendition), s),
            };
            if (label is not null)
            {
                placed.Add(label);
                ground.Occupy(label.Box);
            }
        }

        return placed;
    }

    /// <summary>The label of a series, not yet placed; hollow markers stand in front of the name where points have no line.</summary>
    private static PlacedLabel Text(StyledMark styled, IReadOnlyList<StyledMark> all, Rendition rendition)
    {
        var detail = Detail(styled, all);
        return new PlacedLabel(styled.Mark.Label, rendition.Small ? null : detail, LabelKind.Series, styled.Slot, 0, 0, "start", rendition.LabelSize, true);
    }

    /// <summary>The formula, or what the band of the same colour is.</summary>
    private static string? Detail(StyledMark styled, IReadOnlyList<StyledMark> all) => styled.Mark.Detail
        ?? all.Where(o => o.Slot == styled.Slot && o.Mark is BandMark { Label.Length: > 0 } && styled.Mark is CurveMark).Select(o => o.Mark.Label).FirstOrDefault();

    private static PlacedLabel? Annotation(Mark mark, PanelLayout layout, Rendition rendition)
    {
        var size = 13.0;
        if (mark is SegmentMark { Measure: { } text } measure)
        {
            double x0 = layout.X(measure.X0[0]), y0 = layout.Y(measure.Y0[0]), x1 = layout.X(measure.X1[0]), y1 = layout.Y(measure.Y1[0]);
            var flat = Math.Abs(y1 - y0) <= Math.Abs(x1 - x0);
            return Inside(flat
                ? new PlacedLabel(text, null, LabelKind.Ink, 0, (x0 + x1) / 2, Math.Min(y0, y1) - 8, "middle", size, true)
                : new PlacedLabel(text, null, LabelKind.Ink, 0, Math.Min(x0, x1) - 8, (y0 + y1) / 2 + 4, "end", size, true), layout);
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
        return Inside(new PlacedLabel(at.Text, null, LabelKind.Ink, 0, x + dx, y + dy, anchor, size, true), layout);
    }

    /// <summary>Moves a label sideways into its cell.</summary>
    private static PlacedLabel Inside(PlacedLabel label, PanelLayout layout)
    {
        var box = label.Box;
        var shift = box.Left < layout.Cell.Left + 2 ? layout.Cell.Left + 2 - box.Left
            : box.Right > layout.Cell.Right - 2 ? layout.Cell.Right - 2 - box.Right : 0;
        return label with { X = label.X + shift };
    }

    private static PlacedLabel Guide(Mark mark, PanelLayout layout, FreeGround ground)
    {
        var plot = layout.Plot;
        var label = new PlacedLabel(mark.Label, null, LabelKind.Soft, 0, 0, 0, "start", PlacedLabel.DetailSize, true);
        PlacedLabel[] candidates;
        switch (mark)
        {
            case RuleMark { Horizontal: true } rule:
                var y = layout.Y(rule.At);
                candidates = [.. new[] { -6.0, 15 }.SelectMany(dy => new[]
                {
                    label with { X = plot.Right - 4, Y = y + dy, Anchor = "end" }, label with { X = plot.Left + 6, Y = y + dy },
                    label with { X = plot.Left + plot.Width / 2, Y = y + dy, Anchor = "middle" },
                })];
                break;
            case RuleMark rule:
                var x = layout.X(rule.At);
                candidates = [.. Enumerable.Range(0, 9).SelectMany(i => new[]
                {
                    label with { X = x + 6, Y = plot.Top + 13 + i * (plot.Height - 24) / 8 }, label with { X = x - 6, Y = plot.Top + 13 + i * (plot.Height - 24) / 8, Anchor = "end" },
                })];
                break;
            case ShadeMark { Horizontal: true } shade:
                double up = layout.Y(shade.To), down = layout.Y(shade.From);
                up = double.IsFinite(up) ? Math.Max(up, plot.Top) : plot.Top;
                down = double.IsFinite(down) ? Math.Min(down, plot.Bottom) : plot.Bottom;
                candidates = [.. new[] { (up + down) / 2 + 4, up + 14, down - 6 }.SelectMany(v => new[]
                {
                    label with { X = plot.Right - 6, Y = v, Anchor = "end" }, label with { X = plot.Left + 6, Y = v },
                })];
                break;
            default:
                var strip = (ShadeMark)mark;
                double from = layout.X(strip.From), to = layout.X(strip.To);
                from = double.IsFinite(from) ? Math.Max(from, plot.Left) : plot.Left;
                to = double.IsFinite(to) ? Math.Min(to, plot.Right) : plot.Right;
                candidates = [.. Enumerable.Range(0, 7).Select(i => label with { X = (from + to) / 2, Y = plot.Top + 14 + i * (plot.Height - 24) / 6, Anchor = "middle" })];
                break;
        }

        return ground.Best(candidates.Select(c => Inside(c, layout)), -1);
    }

    /// <summary>Labels in the right margin, pushed apart so that none covers another.</summary>
    private static List<PlacedLabel> EndLabels(PanelLayout layout, IReadOnlyList<StyledMark> styled, Rendition rendition)
    {
        var wanted = new List<(double Y, PlacedLabel Label)>();
        if (!layout.EndLabels)
        {
            return [];
        }

        foreach (var s in styled)
        {
            if (Layout.EndsAtRight(s, layout.Panel))
            {
                var curve = (CurveMark)s.Mark;
                var last = Enumerable.Range(0, curve.X.Length).Last(i => layout.Panel.X.Fraction(curve.X[i]) <= 1.0001 && double.IsFinite(layout.Y(curve.Y[i])));
                wanted.Add((layout.Y(curve.Y[last]), new PlacedLabel(curve.Label, Detail(s, styled), LabelKind.Series, s.Slot, 0, 0, "start", rendition.LabelSize, false)));
            }
            else if (s.Mark is RuleMark { Horizontal: true, Label.Length: > 0 } rule)
            {
                wanted.Add((layout.Y(rule.At), new PlacedLabel(rule.Label, null, LabelKind.Soft, 0, 0, 0, "start", PlacedLabel.DetailSize, false)));
            }
        }

        // Blocks of labels that would touch are merged and centred on the mean of their wishes.
        var blocks = new List<(double Centre, double Height, List<(double Y, PlacedLabel Label)> Members)>();
        foreach (var member in wanted.OrderBy(w => w.Y))
        {
            blocks.Add((member.Y, Tall(member.Label), [member]));
            while (blocks.Count > 1 && blocks[^2].Centre + blocks[^2].Height / 2 > blocks[^1].Centre - blocks[^1].Height / 2)
            {
                var (a, b) = (blocks[^2], blocks[^1]);
                blocks.RemoveRange(blocks.Count - 2, 2);
                var members = a.Members.Concat(b.Members).ToList();
                var height = a.Height + b.Height;
                var offset = 0.0;
                var centre = 0.0;
                foreach (var (y, label) in members)
                {
                    centre += y - (offset + Tall(label) / 2 - height / 2);
                    offset += Tall(label);
                }

                centre = Math.Clamp(centre / members.Count, layout.Plot.Top - 8 + height / 2, Math.Max(layout.Plot.Top - 8 + height / 2, layout.Plot.Bottom + 12 - height / 2));
                blocks.Add((centre, height, members));
            }
        }

        var result = new List<PlacedLabel>();
        foreach (var (centre, height, members) in blocks)
        {
            var top = centre - height / 2;
            foreach (var (_, label) in members)
            {
                var tall = Tall(label);
                result.Add(label with { X = layout.Plot.Right + 12, Y = top + tall / 2 + (label.Detail is null ? 4.5 : -3.5) });
                top += tall;
            }
        }

        return result;

        static double Tall(PlacedLabel label) => label.Detail is null ? 20 : 36;
    }
}
