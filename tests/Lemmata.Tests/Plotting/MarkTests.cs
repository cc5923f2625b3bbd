using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lemmata.Plotting;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Scales;
using Lemmata.Plotting.Svg;

namespace Lemmata.Tests.Plotting;

public sealed class MarkTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3.7, 12.2)]
    [InlineData(0.001, 0.0042)]
    [InlineData(-1e9, 3e9)]
    [InlineData(99.5, 100.5)]
    public void Linear_axes_have_four_to_six_round_ticks_inside_their_range(double low, double high)
    {
        var ticks = Ticks.Linear(low, high, integer: false);
        Assert.InRange(ticks.Length, 4, 6);
        Assert.All(ticks, t => Assert.InRange(t, low, high));
        var step = ticks[1] - ticks[0];
        var mantissa = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
        Assert.Contains(Math.Round(mantissa, 6), new List<double> { 1, 2, 2.5, 5 });
    }

    [Fact]
    public void Random_ranges_never_have_more_than_seven_ticks_nor_fewer_than_three()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var low = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(20) - 10);
            var ticks = Ticks.Linear(low, low + Math.Pow(10, 12 * random.NextDouble() - 6), integer: false);
            Assert.InRange(ticks.Length, 3, 7);
        }
    }

    [Fact]
    public void Whole_positions_get_whole_ticks()
    {
        var figure = Figure.Bars([0, 1, 2, 3], [1.0, 2, 3, 4]);
        var texts = XElement
            .Parse(figure.ToSvg())
            .Elements()
            .First(e => (string?)e.Attribute("class") == "soft")
            .Elements()
            .Where(e => (string?)e.Attribute("text-anchor") == "middle")
            .Select(e => e.Value);
        Assert.Equal(["0", "1", "2", "3"], texts);
    }

    [Theory]
    [InlineData(-0.5, "−0.5")]
    [InlineData(12345, "12 345")]
    [InlineData(2.5e-7, "2.5·10⁻⁷")]
    [InlineData(-1e12, "−10¹²")]
    [InlineData(0.1, "0.1")]
    public void Numbers_are_written_for_readers(double value, string expected) =>
        Assert.Equal(expected, DrawnNumber.Plain(value));

    [Theory]
    [InlineData(1.05, "1.1")]
    [InlineData(1.0499999999999998, "1.1")]
    [InlineData(-2, "-2")]
    [InlineData(-0.04, "0")]
    [InlineData(-0.26, "-0.3")]
    public void Pixels_are_rounded_to_a_tenth_whatever_the_last_bit_says(double value, string expected) =>
        Assert.Equal(expected, DrawnNumber.Pixel(value));

    [Fact]
    public void Level_lines_of_a_cone_are_circles()
    {
        var x = Enumerable.Range(0, 81).Select(i => -2 + 0.05 * i).ToArray();
        var z = new double[81, 81];
        for (var i = 0; i < 81; i++)
        {
            for (var j = 0; j < 81; j++)
            {
                z[i, j] = Math.Sqrt(x[i] * x[i] + x[j] * x[j]);
            }
        }

        var (flat, xs, ys) = Grids.Of(z, [.. x], [.. x], "cone");
        var line = Assert.Single(MarchingSquares.Lines(new ContourMark(flat, xs, ys, [1.3]), 1.3));
        Assert.Equal(line[0], line[^1]);
        Assert.All(line, p => Assert.Equal(1.3, Math.Sqrt(p.X * p.X + p.Y * p.Y), 0.001));
        Assert.Equal(
            2 * Math.PI * 1.3,
            Enumerable
                .Range(1, line.Count - 1)
                .Sum(i => Math.Sqrt(Math.Pow(line[i].X - line[i - 1].X, 2) + Math.Pow(line[i].Y - line[i - 1].Y, 2))),
            0.01);
    }

    [Fact]
    public void Level_lines_avoid_holes_and_split_saddles_by_the_middle()
    {
        var hole = new ContourMark([0, 1, 2, double.NaN, 1, 2, 0, 1, 2], [0, 1, 2], [0, 1, 2], [0.5]);
        Assert.All(MarchingSquares.Lines(hole, 0.5).SelectMany(l => l), p => Assert.True(p.X <= 1));
        var saddle = new ContourMark([1, 0, 0, 1], [0, 1], [0, 1], [0.4]);
        var lines = MarchingSquares.Lines(saddle, 0.4);
        Assert.Equal(2, lines.Count);
        Assert.All(lines, l => Assert.True(l.All(p => p.X + (1 - p.Y) >= 0.99) || l.All(p => p.X + (1 - p.Y) <= 1.01)));
    }

    [Fact]
    public void A_million_points_are_drawn_by_the_extremes_of_each_column_and_the_caption_says_so()
    {
        var y = Enumerable.Range(0, 1_000_000).Select(i => i == 654_321 ? 50.0 : Math.Sin(i * 1e-4)).ToArray();
        var figure = Figure.Lines(y, "signal").Caption("A spike.");
        var json = JsonNode.Parse(figure.ToPlotly())!["data"]![0]!["y"]!.AsArray();
        Assert.InRange(json.Count, 1000, 2561);
        Assert.Contains(json, v => (double)v! == 50.0);
        Assert.Equal(y[^1], (double)json[^1]!);
        Assert.Contains("1 000 000 points", (string)JsonNode.Parse(figure.ToBundle()[Figure.ExportMime])!["caption"]!);
        Assert.InRange(figure.ToSvg().Length, 1000, 60_000);
        var cloud = Figure.Scatter(y.Select((_, i) => i % 1000), y, "cloud").Caption("A cloud.");
        Assert.Contains(
            "Of 1 000 000 points",
            (string)JsonNode.Parse(cloud.ToBundle()[Figure.ExportMime])!["caption"]!);
    }

    [Fact]
    public void Histogram_counts_every_finite_value_once_and_a_density_has_area_one()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => Math.Sin(i)), double.NaN, double.PositiveInfinity];
        var counts = JsonNode.Parse(Figure.Histogram(values, 13).ToPlotly())!["data"]![0]!;
        Assert.Equal(13, counts["y"]!.AsArray().Count);
        Assert.Equal(1000, counts["y"]!.AsArray().Sum(v => (double)v!));
        var density = JsonNode.Parse(Figure.Histogram(values, density: true).ToPlotly())!["data"]![0]!;
        Assert.Equal(
            1,
            density["y"]!.AsArray().Zip(density["width"]!.AsArray(), (h, w) => (double)h! * (double)w!).Sum(),
            1e-9);
    }

    [Fact]
    public void A_box_shows_quartiles_and_outliers()
    {
        var box = JsonNode.Parse(Figure.Box("a", [1.0, 2, 3, 4, 5, 6, 7, 8, 100]).ToPlotly())!["data"]![0]!;
        Assert.Equal((3.0, 5.0, 7.0), ((double)box["q1"]![0]!, (double)box["median"]![0]!, (double)box["q3"]![0]!));
        Assert.Equal((1.0, 8.0), ((double)box["lowerfence"]![0]!, (double)box["upperfence"]![0]!));
        Assert.Equal(100.0, (double)box["y"]![0]![0]!);
    }

    [Fact]
    public void Lines_beyond_a_fixed_range_are_cut_at_the_frame()
    {
        var svg = Figure.Lines([0, 1, 2], [0.0, 10, 0], "peak", dots: false).Range(yMin: 0, yMax: 5).ToSvg();
        var path = XElement
            .Parse(svg)
            .Elements()
            .First(e => (string?)e.Attribute("class") == "c1")
            .Elements()
            .First()
            .Attribute("d")!
            .Value;
        Assert.All(
            System.Text.RegularExpressions.Regex.Matches(path, @"[ML][\d.]+ ([\d.]+)"),
            m => Assert.InRange(double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), 43.9, 371));
        Assert.Equal(2, path.Count(c => c == 'M'));
    }

    [Fact]
    public void End_labels_do_not_cover_each_other()
    {
        var figure = Enumerable
            .Range(0, 5)
            .Aggregate(Figure.Empty, (f, i) => f.Line([0, 1, 2], [0.0, 1, 1 + 0.03 * i], $"line {i}", $"formula {i}"))
            .Axes("x", "y");
        var heights = XElement
            .Parse(figure.ToSvg())
            .Descendants()
            .Where(e => e.Value.StartsWith("line ", StringComparison.Ordinal) && e.Name.LocalName == "text")
            .Select(e => double.Parse((string)e.Attribute("y")!, CultureInfo.InvariantCulture))
            .Order()
            .ToArray();
        Assert.Equal(5, heights.Length);
        Assert.All(Enumerable.Range(1, 4), i => Assert.True(heights[i] - heights[i - 1] >= 35));
    }

    [Fact]
    public void Curves_that_end_in_the_same_place_are_labelled_where_they_part()
    {
        var figure = Figure.Lines([0, 1, 2], [0.0, 1, 1], "early").Line([0, 1, 2], [0.0, 0, 1], "late").Axes("x", "y");
        var layout = Lemmata.Plotting.Model.FigureModel.Of(figure).LayoutOf(Rendition.Wide);
        Assert.All(layout.LabelsOf(0, 0), label => Assert.True(label.Box.Right < layout.Panels[0].Plot.Right));
        Assert.Equal(2, layout.LabelsOf(0, 0).Count);
    }

    [Fact]
    public void A_rule_between_whole_positions_leaves_the_ticks_whole()
    {
        var axis = Lemmata
            .Plotting.Model.FigureModel.Of(
                Figure.Bars(Enumerable.Range(0, 12), Enumerable.Range(0, 12)).Vertical(1.7, "root"))
            .Panels[0]
            .X;
        Assert.All(axis.Major, tick => Assert.Equal(Math.Floor(tick.Value), tick.Value));
    }

    [Fact]
    public void Labels_inside_a_panel_keep_clear_of_each_other()
    {
        var figure = Enumerable
            .Range(1, 5)
            .Aggregate(Figure.Empty, (f, k) => f.Line(x => Math.Exp(-x / k) * k, 0, 10, $"rate one over {k}"))
            .Axes("x", "y");
        var model = Lemmata.Plotting.Model.FigureModel.Of(figure);
        var labels = model.LayoutOf(Rendition.Phone).LabelsOf(0, 0);
        Assert.Equal(5, labels.Count);
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Assert.False(labels[i].Box.Overlaps(labels[j].Box), $"{labels[i].Text} covers {labels[j].Text}");
            }
        }
    }

    [Fact]
    public void The_same_label_keeps_its_colour_over_panels_and_one_role_twice_differs_by_dash()
    {
        var panels = Figure.Panels(
            Figure.Lines([1, 2], [1, 2], "a").Line([1, 2], [2, 3], "b"),
            Figure.Lines([1, 2], [1, 2], "b"));
        var traces = JsonNode.Parse(panels.ToPlotly())!["data"]!.AsArray();
        Assert.Equal((string)traces[1]!["line"]!["color"]!, (string)traces[2]!["line"]!["color"]!);
        var twice = JsonNode.Parse(
            Figure
                .Lines([1, 2], [1, 2], "a", role: Series.Test)
                .Line([1, 2], [2, 3], "b", role: Series.Test)
                .ToPlotly()
        )!["data"]!.AsArray();
        Assert.Equal((string)twice[0]!["line"]!["color"]!, (string)twice[1]!["line"]!["color"]!);
        Assert.NotEqual((string?)twice[0]!["line"]!["dash"], (string?)twice[1]!["line"]!["dash"]);
    }

    [Fact]
    public void Names_get_their_own_place_and_equal_aspect_means_equal_units()
    {
        var bars = JsonNode.Parse(Figure.Bars(["a", "b"], [1, 2], "one").Bar(["b", "c"], [3, 4], "two").ToPlotly())!;
        Assert.Equal(["a", "b", "c"], bars["layout"]!["xaxis"]!["ticktext"]!.AsArray().Select(t => (string)t!));
        Assert.Equal([1.0, 2.0], bars["data"]![1]!["x"]!.AsArray().Select(t => (double)t!));
        var layout = Lemmata
            .Plotting.Model.FigureModel.Of(HouseFigures.Of("eigenvalues"))
            .LayoutOf(Rendition.Wide)
            .Panels[0];
        Assert.Equal(layout.X(1) - layout.X(0), layout.Y(0) - layout.Y(1), 1e-9);
    }

    [Fact]
    public void Culture_and_threads_do_not_change_a_byte()
    {
        var expected = HouseFigures.Names.Select(n => string.Concat(HouseFigures.Of(n).ToBundle().Values)).ToArray();
        var before = CultureInfo.CurrentCulture;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NumberDecimalSeparator = ",";
            odd.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(expected[1], string.Concat(HouseFigures.Of(HouseFigures.Names[1]).ToBundle().Values));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        var together = new string[expected.Length];
        Parallel.For(
            0,
            expected.Length,
            i => together[i] = string.Concat(HouseFigures.Of(HouseFigures.Names[i]).ToBundle().Values));
        Assert.Equal(expected, together);
    }

    [Fact]
    public void The_caption_opens_with_the_finding_in_bold_and_the_alt_text_repeats_it()
    {
        var figure = Figure
            .Lines([1, 2], [1, 2])
            .Caption("It doubles at 0.5 per step, e.g. here. The rest is detail.", "Read it from left to right.");
        var export = JsonNode.Parse(figure.ToBundle()[Figure.ExportMime])!;
        Assert.Equal(
            "**It doubles at 0.5 per step, e.g. here.** The rest is detail. Read it from left to right.",
            (string)export["caption"]!);
        Assert.Equal("It doubles at 0.5 per step, e.g. here.", figure.ToString());
        Assert.Equal("other", figure.Alt("other").ToString());
    }

    [Fact]
    public void Hosts_find_the_formatters_by_convention()
    {
        var attribute = typeof(Figure)
            .GetCustomAttributes(false)
            .Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        var source = Activator.CreateInstance(
            (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!
        )!;
        var items = (IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
        Assert.Equal(
            [Figure.PlotlyMime, Figure.SvgMime, "text/plain", Figure.ExportMime],
            items.Select(i => (string)i.GetType().GetProperty("MimeType")!.GetValue(i)!));
        Assert.StartsWith("<figure><svg", Figure.Lines([1, 2], [1, 2]).ToHtml());
    }
}
