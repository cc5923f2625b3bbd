using Lemmata.Plotting;

namespace Lemmata.Tests.Plotting;

public sealed class PaletteTests
{
    public static TheoryData<int> Slots => [.. Enumerable.Range(1, 8)];

    [Theory, MemberData(nameof(Slots))]
    public void Lines_reach_three_to_one_on_both_papers(int slot)
    {
        var (light, dark) = Palette.Series[slot - 1];
        Assert.InRange(Contrast(light, Palette.Paper.Light), 3, 21);
        Assert.InRange(Contrast(dark, Palette.Paper.Dark), 3, 21);
    }

    [Theory, MemberData(nameof(Slots))]
    public void Labels_reach_four_and_a_half_to_one_on_both_papers(int slot)
    {
        var (light, dark) = Palette.Labels[slot - 1];
        Assert.InRange(Contrast(light, Palette.Paper.Light), 4.5, 21);
        Assert.InRange(Contrast(dark, Palette.Paper.Dark), 4.5, 21);
    }

    [Fact]
    public void Ink_and_soft_ink_reach_four_and_a_half_to_one_on_both_papers()
    {
        foreach (var (light, dark) in new[] { Palette.Ink, Palette.Soft })
        {
            Assert.InRange(Contrast(light, Palette.Paper.Light), 4.5, 21);
            Assert.InRange(Contrast(dark, Palette.Paper.Dark), 4.5, 21);
        }
    }

    [Fact]
    public void More_is_always_further_from_the_paper()
    {
        for (var i = 1; i < 9; i++)
        {
            Assert.True(
                Contrast(Palette.Sequential[i].Light, Palette.Paper.Light)
                    > Contrast(Palette.Sequential[i - 1].Light, Palette.Paper.Light));
            Assert.True(
                Contrast(Palette.Sequential[i].Dark, Palette.Paper.Dark)
                    > Contrast(Palette.Sequential[i - 1].Dark, Palette.Paper.Dark));
        }
    }

    [Fact]
    public void Diverging_steps_leave_the_paper_on_both_sides_of_the_middle()
    {
        for (var i = 0; i < 4; i++)
        {
            foreach (var (outer, inner) in new[] { (i, i + 1), (8 - i, 7 - i) })
            {
                Assert.True(
                    Contrast(Palette.Diverging[outer].Light, Palette.Paper.Light)
                        > Contrast(Palette.Diverging[inner].Light, Palette.Paper.Light));
                Assert.True(
                    Contrast(Palette.Diverging[outer].Dark, Palette.Paper.Dark)
                        > Contrast(Palette.Diverging[inner].Dark, Palette.Paper.Dark));
            }
        }
    }

    [Fact]
    public void Drawings_use_no_colour_outside_the_palette()
    {
        var known = Palette
            .Series.Concat(Palette.Labels)
            .Concat(Palette.Sequential)
            .Concat(Palette.Diverging)
            .Concat([Palette.Paper, Palette.Ink, Palette.Soft, Palette.Grid])
            .Select(c => c.Light)
            .Append("#16181b")
            .ToHashSet();
        foreach (var name in HouseFigures.Names)
        {
            foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(
                HouseFigures.Of(name).ToSvg() + HouseFigures.Of(name).ToPlotly(), "\"(#[0-9a-f]{6})([0-9a-f]{2})?\""))
            {
                Assert.Contains(match.Groups[1].Value, known);
            }
        }
    }

    /// <summary>Contrast ratio of WCAG 2.2.</summary>
    private static double Contrast(string a, string b)
    {
        double[] light = [Luminance(a), Luminance(b)];
        return (light.Max() + 0.05) / (light.Min() + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }
}
