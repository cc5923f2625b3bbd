using System.Globalization;
using System.Text.Json.Nodes;
using Lemmata.Plotting;

namespace Lemmata.Tests.Plotting;

public sealed class BadInputTests
{
    [Fact]
    public void An_empty_figure_says_what_to_add()
    {
        var error = Assert.Throws<ArgumentException>(() => Figure.Empty.Axes("x", "y").ToSvg());
        Assert.Contains("nothing to draw", error.Message);
    }

    [Fact]
    public void An_empty_series_is_refused_by_name() =>
        Assert.Contains(
            "\"loss\" is empty",
            Assert
                .Throws<ArgumentException>(() => Figure.Lines(Array.Empty<double>(), Array.Empty<double>(), "loss"))
                .Message);

    [Fact]
    public void A_series_of_nothing_but_gaps_is_refused_with_its_count()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Figure.Lines([1.0, 2, 3], [double.NaN, double.PositiveInfinity, double.NaN], "loss"));
        Assert.Contains("\"loss\" has 3 points, but none with finite x and y", error.Message);
    }

    [Fact]
    public void Different_lengths_are_refused_with_both()
    {
        var error = Assert.Throws<ArgumentException>(() => Figure.Lines([1, 2, 3], [1.0, 2], "loss"));
        Assert.Contains("x has 3 values but y has 2", error.Message);
    }

    [Fact]
    public void Gaps_stay_gaps_in_every_form()
    {
        var figure = Figure.Lines(
            [1, 2, 3, 4, 5],
            [1.0, 2, double.NaN, 4, double.NegativeInfinity],
            "loss",
            dots: false);
        var y = JsonNode.Parse(figure.ToPlotly())!["data"]![0]!["y"]!.AsArray();
        Assert.Null(y[2]);
        Assert.Null(y[4]);
        Assert.DoesNotContain("NaN", figure.ToSvg());
        Assert.Equal(4.0, (double)JsonNode.Parse(figure.ToBundle()[Figure.ExportMime])!["table"]!["rows"]![3]![1]!);
        Assert.Null(JsonNode.Parse(figure.ToBundle()[Figure.ExportMime])!["table"]!["rows"]![2]![1]);
    }

    [Fact]
    public void Values_that_a_logarithmic_axis_cannot_show_are_left_out_and_counted()
    {
        var figure = Figure
            .Lines([1, 2, 3, 4], [0.0, -1, 10, 100], "loss")
            .Axes("step", "loss", Scale.LogY)
            .Caption("It grows.");
        var caption = (string)JsonNode.Parse(figure.ToBundle()[Figure.ExportMime])!["caption"]!;
        Assert.Equal(
            "**It grows.** 2 values that are not positive have no place on a logarithmic axis and are left out.",
            caption);
    }

    [Fact]
    public void A_logarithmic_axis_without_a_positive_value_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Figure.Lines([1, 2], [0.0, -3], "loss").Axes("step", "loss", Scale.LogY).ToPlotly());
        Assert.Contains("none of the 2 values on it is positive", error.Message);
    }

    [Fact]
    public void A_grid_of_the_wrong_shape_is_refused_with_both_shapes()
    {
        var error = Assert.Throws<ArgumentException>(() => Figure.HeatMap(new double[2, 3], [1, 2], [1, 2, 3], "z"));
        Assert.Contains("z is 2 × 3", error.Message);
        Assert.Contains("pass z[3, 2]", error.Message);
    }

    [Fact]
    public void Grid_positions_must_increase() =>
        Assert.Contains(
            "position 2 is 1 after 2",
            Assert.Throws<ArgumentException>(() => Figure.HeatMap(new double[1, 3], [0, 2, 1], [0], "z")).Message);

    [Fact]
    public void A_polygon_needs_three_corners() =>
        Assert.Contains(
            "has 2 corners",
            Assert
                .Throws<ArgumentException>(() =>
                    Figure.Empty.Polygons(
                        [
                            [(0.0, 0.0), (1, 1)],
                        ],
                        "cell"))
                .Message);

    [Fact]
    public void Panels_are_two_to_four_and_do_not_nest()
    {
        var one = Figure.Lines([1, 2], [1, 2]);
        Assert.Throws<ArgumentException>(() => Figure.Panels(one));
        Assert.Throws<ArgumentException>(() => Figure.Panels(one, one, one, one, one));
        Assert.Throws<ArgumentException>(() => Figure.Panels(Figure.Panels(one, one), one));
        Assert.Throws<InvalidOperationException>(() => Figure.Panels(one, one).Line([1, 2], [3, 4]));
    }

    [Fact]
    public void Frames_must_have_the_same_panels()
    {
        var one = Figure.Lines([1, 2], [1, 2]);
        var error = Assert.Throws<ArgumentException>(() =>
            Figure.Slider("n", [1, 2], n => n == 1 ? one : Figure.Panels(one, one)));
        Assert.Contains("frame 0 has 1 panels but frame 1 has 2", error.Message);
        Assert.Throws<ArgumentException>(() => Figure.Slider("n", [1], _ => one));
    }

    [Fact]
    public void Lower_ends_must_be_below_upper_ends()
    {
        Assert.Throws<ArgumentException>(() => Figure.Lines([1, 2], [1, 2]).Range(xMin: 2, xMax: 1));
        Assert.Throws<ArgumentException>(() => Figure.Lines([1, 2], [1, 2]).Range(yMin: double.NaN));
        Assert.Throws<ArgumentException>(() =>
            Figure.Lines([1, 2], [1, 2]).Axes("x", "y", Scale.LogY).Range(yMin: 0).ToSvg());
    }

    [Theory]
    [InlineData(-1e300, 1.5e300)]
    [InlineData(1e-300, 3e-300)]
    [InlineData(-1.7e308, 1.7e308)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(1e15, 1e15 + 2)]
    [InlineData(4.9e-324, 9.8e-324)]
    public void Extreme_and_constant_ranges_are_drawn_inside_the_paper(double low, double high)
    {
        foreach (var scale in new[] { Scale.Linear, Scale.LogLog })
        {
            if (scale == Scale.LogLog && low <= 0)
            {
                continue;
            }

            var figure = Figure
                .Lines([1, 2, 3], [low, low, high], "range")
                .Points([2], [high], "top")
                .Axes("x", "y", scale);
            foreach (var svg in new[] { figure.ToSvg(), figure.ToSvg(small: true) })
            {
                Assert.DoesNotContain("NaN", svg);
                Assert.DoesNotContain("∞", svg);
                Assert.All(System.Text.RegularExpressions.Regex.Matches(svg, @"[ML](-?[\d.]+) (-?[\d.]+)"), m =>
                {
                    Assert.InRange(double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), 0, 880);
                    Assert.InRange(double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture), 0, 520);
                });
            }

            JsonNode.Parse(figure.ToPlotly());
        }
    }

    [Fact]
    public void One_point_is_a_figure()
    {
        Assert.Contains("only", Figure.Scatter([3], [7], "only").ToSvg());
        Assert.Contains("<path", Figure.Lines([3], [7], "only").ToSvg());
    }

    [Fact]
    public void Labels_with_markup_stay_text()
    {
        var svg = Figure.Lines([1, 2], [1, 2], "a < b & \"c\"").Axes("x < 1", "y").Caption("1 < 2 & more.").ToSvg();
        System.Xml.Linq.XElement.Parse(svg);
        Assert.Contains("a &lt; b &amp; &quot;c&quot;", svg);
    }
}
