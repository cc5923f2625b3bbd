using System.Globalization;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;
using Lemmata.Export.Plotly.Space;

namespace Lemmata.Export.Tests.Charts;

/// <summary>What the marks of drawings measure.</summary>
public sealed class GeometryTests
{
    [Fact]
    public void Sectors_have_areas_in_proportion_to_their_values()
    {
        foreach (var hole in new[] { "0", "0.5" })
        {
            var drawing = ChartFixture.Draw($$"""{"data":[{"type":"pie","hole":{{hole}},"labels":["a","b","c"],"values":[1,2,5]}]}""");
            var areas = Enumerable.Range(1, 3).Select(series => ChartFixture.Area(Assert.Single(ChartFixture.Areas(drawing.Wide, "c" + series)))).ToList();
            Assert.Equal(2, areas[1] / areas[0], 0.02);
            Assert.Equal(5, areas[2] / areas[0], 0.05);
        }
    }

    [Fact]
    public void Rectangles_of_a_tree_have_areas_in_proportion_to_their_values()
    {
        var drawing = ChartFixture.Draw("""{"data":[{"type":"treemap","labels":["a","b","c","d"],"parents":["","","",""],"values":[6,3,2,1]}]}""");
        var areas = Enumerable.Range(1, 4).Select(series => ChartFixture.Area(Assert.Single(ChartFixture.Areas(drawing.Wide, "c" + series)))).ToList();
        foreach (var (area, value) in areas.Zip([6.0, 3, 2, 1]))
        {
            Assert.Equal(value / 12, area / areas.Sum(), 0.002);
        }
    }

    [Fact]
    public void Bars_of_a_stack_stand_upon_each_other()
    {
        var drawing = ChartFixture.Draw("""{"data":[{"type":"bar","x":["a"],"y":[2]},{"type":"bar","x":["a"],"y":[6]}],"layout":{"barmode":"stack"}}""");
        var (below, above) = (ChartFixture.Areas(drawing.Wide, "c1")[0], ChartFixture.Areas(drawing.Wide, "c2")[0]);
        Assert.Equal(below.Min(place => place.Y), above.Max(place => place.Y), 0.11);
        Assert.Equal(3, ChartFixture.Height(above) / ChartFixture.Height(below), 0.02);
    }

    [Fact]
    public void A_category_that_comes_twice_has_two_bars_that_can_both_be_seen()
    {
        var drawing = ChartFixture.Draw("""{"data":[{"type":"bar","x":["a","b","a"],"y":[3,1,2]}]}""");
        var bars = ChartFixture.Areas(drawing.Wide, "c1");
        Assert.Equal(3, bars.Count);
        Assert.Equal(bars[0].Min(place => place.Y), bars[2].Max(place => place.Y), 0.11);
    }

    [Fact]
    public void Bands_of_a_linear_field_share_the_plane_evenly()
    {
        // The field is its own abscissa, from 0 to 4, cut at 1, 2 and 3.
        var drawing = ChartFixture.Draw("""
            {"data":[{"type":"contour","z":[[0,1,2,3,4],[0,1,2,3,4]],"contours":{"start":1,"end":3,"size":1}}]}
            """);
        var bands = ChartFixture.Elements(drawing.Wide).Where(element => ((string?)element.Attribute("class"))?.StartsWith('q') == true
            && element.Attribute("d")!.Value.Contains('Z', StringComparison.Ordinal)).Take(4).Select(element => element.Attribute("d")!.Value.Split('Z', StringSplitOptions.RemoveEmptyEntries)
            .Sum(part => ChartFixture.Area(ChartFixture.Places(part)))).ToList();
        Assert.Equal(4, bands.Count);
        Assert.All(bands, band => Assert.Equal(0.25, band / bands.Sum(), 0.003));
    }

    [Fact]
    public void What_flows_into_a_node_is_as_wide_as_what_flows_out()
    {
        var drawing = ChartFixture.Draw("""
            {"data":[{"type":"sankey","node":{"label":["a","b","c","d"]},"link":{"source":[0,1,2],"target":[2,2,3],"value":[2,3,5]}}]}
            """);
        var nodes = ChartFixture.Elements(drawing.Wide).Where(element => element.Name.LocalName == "path" && element.Attribute("opacity") is null)
            .Select(element => ChartFixture.Height(ChartFixture.Places(element.Attribute("d")!.Value))).ToList();
        Assert.Equal(nodes[0] + nodes[1], nodes[2], 0.3);
        Assert.Equal(nodes[2], nodes[3], 0.2);
        Assert.Equal(1.5, nodes[1] / nodes[0], 0.02);
    }

    [Fact]
    public void Parallel_edges_of_a_box_stay_parallel_and_equal()
    {
        var view = new View(default, new Point3(1, 2, 0.5), new Rect(0, 0, 300, 200));
        (double X, double Y) Edge(Point3 from, Point3 to) => (view.See(to).X - view.See(from).X, view.See(to).Y - view.See(from).Y);
        var (one, other) = (Edge(new(0, 0, 0), new(1, 0, 0)), Edge(new(0, 1, 1), new(1, 1, 1)));
        Assert.Equal(one.X, other.X, 1e-9);
        Assert.Equal(one.Y, other.Y, 1e-9);
        // All corners lie within the paper, and some touch its edge.
        var seen = View.Corners.Select(view.See).ToList();
        Assert.All(seen, corner => Assert.True(corner.X is >= -1e-6 and <= 300.000001 && corner.Y is >= -1e-6 and <= 200.000001));
        Assert.True(seen.Min(corner => corner.Y) < 1e-6 || seen.Min(corner => corner.X) < 1e-6);
        // The corner towards the eye is nearer than the one away from it.
        Assert.True(view.See(new(1, 1, 1)).Nearness > view.See(new(0, 0, 0)).Nearness);
    }

    [Theory]
    [InlineData("f8"), InlineData("f4"), InlineData("i4"), InlineData("i2"), InlineData("u1")]
    public void Lists_written_as_bytes_are_the_numbers_that_went_in(string kind)
    {
        double[] numbers = [1, 2, 100, 7];
        var bytes = numbers.SelectMany(number => kind switch
        {
            "f8" => BitConverter.GetBytes(number), "f4" => BitConverter.GetBytes((float)number), "i4" => BitConverter.GetBytes((int)number),
            "i2" => BitConverter.GetBytes((short)number), _ => [(byte)number],
        }).ToArray();
        var node = new PlotNode(ChartFixture.Parse($$"""{"dtype":"{{kind}}","bdata":"{{Convert.ToBase64String(bytes)}}"}"""));
        Assert.Equal(numbers, Column.Read(node)!.Numbers);
    }

    [Theory]
    [InlineData("#1f77b4", 0x1f, 0x77, 0xb4), InlineData("#abc", 0xaa, 0xbb, 0xcc), InlineData("rgb(1, 2, 3)", 1, 2, 3)]
    [InlineData("hsl(120, 100%, 50%)", 0, 255, 0), InlineData("tomato", 255, 99, 71), InlineData("lightgrey", 211, 211, 211)]
    public void Colours_are_read_as_CSS_writes_them(string text, int red, int green, int blue)
    {
        var colour = Rgb.Parse(text)!.Value;
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"#{red:x2}{green:x2}{blue:x2}"), colour.Hex);
    }

    [Theory]
    [InlineData("yellow"), InlineData("navy"), InlineData("#ffe0ff"), InlineData("#000030"), InlineData("lime")]
    public void A_colour_of_the_figure_can_be_seen_on_both_papers(string text)
    {
        var seen = Rgb.Parse(Paint.Read(text)!.Value.Colour)!.Value.Luminance;
        foreach (var paper in new[] { "#fcfbf8", "#15171a" })
        {
            var ground = Rgb.Parse(paper)!.Value.Luminance;
            Assert.True((Math.Max(seen, ground) + 0.05) / (Math.Min(seen, ground) + 0.05) >= 3, $"{text} on {paper}");
        }
    }
}
