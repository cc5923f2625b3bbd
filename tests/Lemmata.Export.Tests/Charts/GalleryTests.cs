using Lemmata.Export.Markup;
using Lemmata.Export.Plotly;

namespace Lemmata.Export.Tests.Charts;

/// <summary>The gallery of kinds in both sizes.</summary>
public sealed class GalleryTests
{
    public static TheoryData<string> Names => [.. ChartFixture.Gallery.Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_has_a_drawing_for_both_sizes_and_a_table(string name)
    {
        var plot = ChartFixture.Parse(File.ReadAllText(ChartFixture.Gallery.Single(file => Path.GetFileNameWithoutExtension(file) == name)));
        var drawing = PlotDrawing.Of(plot);
        Assert.Empty(drawing.Warnings);
        foreach (var (svg, width) in new[] { (drawing.Wide, 880.0), (drawing.Small, 360.0) })
        {
            // As it stands in a page: through the same gate as every drawing from a notebook, with nothing lost.
            var clean = Svg.Read(svg!)!;
            Assert.Equal(ChartFixture.Elements(svg).Count, clean.Root.Descendants().Count() + 1);
            Assert.Equal(width.ToString(System.Globalization.CultureInfo.InvariantCulture), clean.Box?.Width);
            Assert.True(ChartFixture.Elements(svg).Count > 8, $"{name}: {ChartFixture.Elements(svg).Count} elements");
            Assert.InRange(svg!.Length, 800, 200_000);
        }

        Assert.True(PlotTable.Of(plot)["rows"]!.AsArray().Count > 1);
    }

    [Fact]
    public void Drawing_twice_gives_the_same_bytes() => Assert.All(ChartFixture.Gallery, file =>
    {
        var (one, other) = (ChartFixture.Draw(File.ReadAllText(file)), ChartFixture.Draw(File.ReadAllText(file)));
        Assert.Equal((one.Wide, one.Small), (other.Wide, other.Small));
    });
}
