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

    /// <summary>On a heat map: dark with a white rim in both themes.</summary>
    OnMap,
}

/// <summary>A text with its place in pixels; <c>Y</c> is the base line of the first line.</summary>
internal sealed record PlacedLabel(
    string Text,
    string? Detail,
    LabelKind Kind,
    int Slot,
    double X,
    double Y,
    string Anchor,
    double Size,
    bool Halo)
{
    public const double DetailSize = 12;

    public Rect Box
    {
        get
        {
            var width = Math.Max(
                TextWidth.Of(Text, Size, Kind == LabelKind.Series),
                TextWidth.Of(Detail ?? "", DetailSize));
            var left = Anchor switch
            {
                "end" => X - width,
                "middle" => X - width / 2,
                _ => X,
            };
            return new Rect(left, Y - 0.8 * Size, left + width, Y + 0.25 * Size + (Detail is null ? 0 : 16));
        }
    }

    public void Draw(Canvas canvas)
    {
        if (Kind == LabelKind.OnMap)
        {
            canvas
                .Raw(
                    $"<g class=\"onq\"><text x=\"{Canvas.N(X)}\" y=\"{Canvas.N(Y)}\""
                        + (Anchor == "start" ? "" : $" text-anchor=\"{Anchor}\"")
                        + $" font-size=\"{Canvas.N(Size)}\" fill=\"#16181b\" stroke=\"#fff\" stroke-opacity=\".85\" "
                            + $"stroke-width=\"3\" paint-order=\"stroke\" "
                                + $"stroke-linejoin=\"round\">{Canvas.Escape(Text)}</text>"
                )
                .Close();
            return;
        }

        var (name, colour) = Kind switch
        {
            LabelKind.Series => ("t" + Slot, Palette.Labels[Slot - 1].Light),
            LabelKind.Soft => ("soft", Palette.Soft.Light),
            _ => ("ink", Palette.Ink.Light),
        };
        canvas
            .Open(name, colour, "fill=\"currentColor\"")
            .Text(X, Y, Text, Anchor, Size, Kind == LabelKind.Series, Halo)
            .Close();
        if (Detail is not null)
        {
            canvas
                .Open("soft", Palette.Soft.Light, "fill=\"currentColor\"")
                .Text(X, Y + 16, Detail, Anchor, DetailSize, halo: Halo)
                .Close();
        }
    }
}

/// <summary>
/// Finds places for the labels of a panel: right of line ends where there is a margin for them, else on free ground.
/// </summary>
internal static class Labels
{
    /// <summary>Places all labels of one panel and frame.</summary>
    /// <param name="layout">The panel.</param>
    /// <param name="frame">Index of the frame.</param>
    /// <param name="rendition">The size.</param>
    /// <param name="before">Labels of the first shown frame, which keep their places where nothing is in the
    /// way.</param>
    public static IReadOnlyList<PlacedLabel> Of(
        PanelLayout layout,
        int frame,
        Rendition rendition,
        IReadOnlyList<PlacedLabel> before)
    {
        var styled = layout.Panel.Frames[frame];
        var placed = new List<PlacedLabel>();
        var ground = new FreeGround(layout, styled);
        var onMap = styled.Any(s => s.Mark is GridMark);
        foreach (var mark in styled.Select(s => s.Mark))
        {
            if (mark is TextMark or SegmentMark { Measure: not null })
            {
                Add(Annotations.Of(mark, layout, ground));
            }
        }

        foreach (var label in EndLabels.Of(layout, styled, rendition))
        {
            Add(label);
        }

        foreach (var s in styled)
        {
            if (s.Mark is ContourMark contour)
            {
                foreach (var number in Annotations.Levels(contour, s, layout, ground))
                {
                    Add(number);
                }
            }

            if (
                s.Mark.Label.Length == 0
                || s.Mark is GridMark or PolygonMark { Values.IsEmpty: false } or BoxMark
                || (
                    layout.EndLabels
                    && (Layout.EndsAtRight(s, styled, layout.Panel) || s.Mark is RuleMark { Horizontal: true })))
            {
                continue;
            }

            Add(s.Mark switch
            {
                RuleMark or ShadeMark => Annotations.Guide(s.Mark, layout, ground),
                BandMark when styled.Any(o => o.Slot == s.Slot && o.Mark is CurveMark { Label.Length: > 0 }) => null,
                _ => ground.Place(Text(s, styled, rendition), s, before),
            });
        }

        return onMap
            ?
            [
                .. placed.Select(l =>
                    layout.Plot.Overlaps(l.Box) ? l with { Kind = LabelKind.OnMap, Detail = null } : l),
            ]
            : placed;

        void Add(PlacedLabel? label)
        {
            if (label is not null)
            {
                placed.Add(label);
                ground.Occupy(label.Box);
            }
        }
    }

    /// <summary>The formula, or what the band of the same colour is.</summary>
    public static string? Detail(StyledMark styled, IReadOnlyList<StyledMark> all) =>
        styled.Mark.Detail
        ?? all.Where(o =>
                o.Slot == styled.Slot && o.Mark is BandMark { Label.Length: > 0 } && styled.Mark is CurveMark)
            .Select(o => o.Mark.Label)
            .FirstOrDefault();

    /// <summary>The label of a series, not yet placed; points on bars show their marker in front of the name.</summary>
    private static PlacedLabel Text(StyledMark styled, IReadOnlyList<StyledMark> all, Rendition rendition) =>
        new(
            (styled is { OnBars: true, Mark: PointMark } ? "◇ " : "") + styled.Mark.Label,
            rendition.Small ? null : Detail(styled, all),
            LabelKind.Series,
            styled.Slot,
            0,
            0,
            "start",
            rendition.LabelSize,
            true);
}
