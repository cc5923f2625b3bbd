using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;

namespace Lemmata.Plotting.Svg;

/// <summary>Labels in the right margin, pushed apart so that none covers another.</summary>
internal static class EndLabels
{
    public static List<PlacedLabel> Of(PanelLayout layout, IReadOnlyList<StyledMark> styled, Rendition rendition)
    {
        if (!layout.EndLabels)
        {
            return [];
        }

        var wanted = new List<(double Y, PlacedLabel Label)>();
        foreach (var s in styled)
        {
            if (Layout.EndsAtRight(s, styled, layout.Panel))
            {
                var curve = (CurveMark)s.Mark;
                var last = Enumerable
                    .Range(0, curve.X.Length)
                    .Last(i =>
                        layout.Panel.X.Fraction(curve.X[i]) <= 1.0001 && double.IsFinite(layout.Y(curve.Y[i])));
                wanted.Add(
                    (
                        layout.Y(curve.Y[last]),
                        new PlacedLabel(
                            curve.Label,
                            Labels.Detail(s, styled),
                            LabelKind.Series,
                            s.Slot,
                            0,
                            0,
                            "start",
                            rendition.LabelSize,
                            false)));
            }
            else if (s.Mark is RuleMark { Horizontal: true, Label.Length: > 0 } rule)
            {
                wanted.Add(
                    (
                        layout.Y(rule.At),
                        new PlacedLabel(
                            rule.Label,
                            null,
                            LabelKind.Soft,
                            0,
                            0,
                            0,
                            "start",
                            PlacedLabel.DetailSize,
                            false)));
            }
        }

        var result = new List<PlacedLabel>();
        foreach (var (centre, height, members) in Blocks(wanted, layout.Plot))
        {
            var top = centre - height / 2;
            foreach (var (_, label) in members)
            {
                var tall = Tall(label);
                result.Add(
                    label with
                    {
                        X = layout.Plot.Right + 12,
                        Y = top + tall / 2 + (label.Detail is null ? 4.5 : -3.5),
                    }
                );
                top += tall;
            }
        }

        return result;
    }

    /// <summary>
    /// Labels that would touch are merged into blocks, each centred on the mean of its members' wishes.
    /// </summary>
    private static List<(double Centre, double Height, List<(double Y, PlacedLabel Label)> Members)> Blocks(
        List<(double Y, PlacedLabel Label)> wanted, Rect plot)
    {
        var blocks = new List<(double Centre, double Height, List<(double Y, PlacedLabel Label)> Members)>();
        foreach (var member in wanted.OrderBy(w => w.Y))
        {
            blocks.Add(Block([member], plot));
            while (
                blocks.Count > 1
                && blocks[^2].Centre + blocks[^2].Height / 2 > blocks[^1].Centre - blocks[^1].Height / 2)
            {
                var merged = Block([.. blocks[^2].Members, .. blocks[^1].Members], plot);
                blocks.RemoveRange(blocks.Count - 2, 2);
                blocks.Add(merged);
            }
        }

        return blocks;
    }

    private static (double Centre, double Height, List<(double Y, PlacedLabel Label)> Members) Block(
        List<(double Y, PlacedLabel Label)> members,
        Rect plot)
    {
        var height = members.Sum(m => Tall(m.Label));
        double offset = 0, centre = 0;
        foreach (var (y, label) in members)
        {
            centre += y - (offset + Tall(label) / 2 - height / 2);
            offset += Tall(label);
        }

        var highest = plot.Top - 10 + height / 2;
        return (
            Math.Clamp(centre / members.Count, highest, Math.Max(highest, plot.Bottom + 6 - height / 2)),
            height,
            members);
    }

    private static double Tall(PlacedLabel label) => label.Detail is null ? 20 : 36;
}
