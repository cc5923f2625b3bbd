using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lemmata.Plotting;
using Lemmata.Plotting.Model;
using Lemmata.Plotting.Scales;
using Lemmata.Plotting.Svg;

namespace Lemmata.Tests.Plotting;

/// <summary>Figures of data that are seldom asked for: they stay right, or say what they leave out.</summary>
public sealed class EdgeTests
{
    [Theory]
    [InlineData(1e9, 0.002, "loss − 10⁹")]
    [InlineData(-1e9, 0.002, "loss + 10⁹")]
    [InlineData(1234567.891, 0.0001, "loss − 1 234 567.891")]
    [InlineData(1e12, 40, "loss − 10¹²")]
    [InlineData(1, 4e-12, "loss − 1")]
    public void Small_changes_of_a_large_value_have_ticks_that_differ_and_the_title_says_what_they_leave_out(
        double start, double span, string title)
    {
        double[] y = [.. Enumerable.Range(0, 5).Select(i => start + (span * i / 4))];
        var figure = Figure.Lines(y, "run").Axes("step", "loss");
        var axis = FigureModel.Of(figure).Panels[0].Y;
        Assert.Equal(title, axis.Title);
        Assert.Equal(axis.Major.Length, axis.Major.Select(tick => tick.Text).Distinct().Count());
        Assert.InRange(axis.Major.Length, 3, 7);
        Assert.All(axis.Major, tick => Assert.InRange(tick.Text.Length, 1, 8));
        var range = JsonNode.Parse(figure.ToPlotly())!["layout"]!["yaxis"]!["range"]!;
        Assert.InRange((double)range[1]! - (double)range[0]!, 0.9 * span, 1.6 * span);
        // The numbers behind it stay apart too.
        var rows = JsonNode.Parse(figure.ToBundle()[Figure.ExportMime])!["table"]!["rows"]!.AsArray();
        Assert.Equal(y, rows.Select(row => (double)row![1]!));
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(9.5, 10.5)]
    [InlineData(100, 110)]
    [InlineData(0.3, 2)]
    [InlineData(1.00001, 1.00002)]
    [InlineData(5e-9, 6e-9)]
    public void Logarithmic_axes_of_less_than_a_decade_have_ticks_that_differ(double low, double high)
    {
        var figure = Figure.Lines([low, (low + high) / 2, high], "run").Axes("step", "loss", Scale.LogY);
        var axis = FigureModel.Of(figure).Panels[0].Y;
        Assert.InRange(axis.Major.Length, 3, 9);
        Assert.Equal(axis.Major.Length, axis.Major.Select(tick => tick.Text).Distinct().Count());
        Assert.All(axis.Major, tick => Assert.InRange(tick.Value, axis.Min * (1 - 1e-9), axis.Max * (1 + 1e-9)));
        Assert.NotEqual("0", JsonNode.Parse(figure.ToPlotly())!["layout"]!["yaxis"]!["dtick"]?.ToJsonString());
    }

    [Fact]
    public void A_histogram_of_whole_numbers_has_a_bar_for_each()
    {
        int[] dice = [1, 1, 2, 3, 3, 3, 6, 6, 5, 4, 2];
        var bars = Bars(Figure.Histogram(dice));
        Assert.Equal([1.0, 2, 3, 4, 5, 6], bars.X);
        Assert.Equal([2.0, 2, 3, 1, 1, 2], bars.Heights);
        var axis = FigureModel.Of(Figure.Histogram(dice)).Panels[0].X;
        Assert.Equal((0.5, 6.5), (axis.Min, axis.Max));
        Assert.All(axis.Major, tick => Assert.Equal(Math.Round(tick.Value), tick.Value));
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1000, 7)]
    [InlineData(61, null)]
    public void Intervals_of_whole_numbers_hold_equally_many(int largest, int? bins)
    {
        // Every number once: equal intervals hold equally many of them, but for the last.
        var bars = Bars(Figure.Histogram(Enumerable.Range(0, largest + 1), bins));
        Assert.Single(bars.Heights.SkipLast(1).Distinct());
        Assert.Equal(largest + 1, bars.Heights.Sum());
        Assert.InRange(bars.Heights.Length, 1, bins ?? 60);
    }

    [Fact]
    public void One_whole_number_is_one_bar() => Assert.Equal([3.0], Bars(Figure.Histogram([7, 7, 7])).Heights);

    [Fact]
    public void A_name_that_comes_again_has_a_place_of_its_own()
    {
        var figure = Figure.Bars(["run", "run", "best"], [1.0, 2, 3], "first").Bar(["run", "run", "best"], [4.0, 5, 6], "second");
        var traces = JsonNode.Parse(figure.ToPlotly())!["data"]!.AsArray();
        Assert.All(traces, trace => Assert.Equal([0.0, 1, 2], trace!["x"]!.AsArray().Select(v => (double)v!)));
        Assert.Equal(["run", "run", "best"], FigureModel.Of(figure).Panels[0].X.Major.Select(tick => tick.Text));
    }

    [Fact]
    public void Error_bars_belong_to_the_range_the_table_and_the_live_figure()
    {
        var figure = Figure.Empty.ErrorBars([1, 2, 3], [2.0, 3, 4], [1.0, 2.5, double.NaN], [2.5, 7, 5], "mean", "95 %")
            .Axes("n", "loss");
        var axis = FigureModel.Of(figure).Panels[0].Y;
        Assert.True(axis.Min < 1 && axis.Max > 7);
        var bars = JsonNode.Parse(figure.ToPlotly())!["data"]![0]!["error_y"]!;
        Assert.Equal([0.5, 4, 1], bars["array"]!.AsArray().Select(v => (double)v!));
        Assert.Equal([1.0, 0.5], bars["arrayminus"]!.AsArray().Take(2).Select(v => (double)v!));
        Assert.Null(bars["arrayminus"]![2]);
        var columns = JsonNode.Parse(figure.ToBundle()[Figure.ExportMime])!["table"]!["columns"]!.AsArray();
        Assert.Equal(["n", "mean", "mean, low", "mean, high"], columns.Select(name => (string)name!));
        var path = (string)XElement.Parse(figure.ToSvg()).Descendants().First(e => e.Name.LocalName == "path"
            && (string?)e.Attribute("stroke-width") == "1.5").Attribute("d")!;
        Assert.Equal(2, path.Count(c => c == 'V'));
        Assert.Equal(4, path.Count(c => c == 'h'));
    }

    [Fact]
    public void On_a_logarithmic_axis_an_error_bar_to_zero_goes_on_to_the_edge()
    {
        var figure = Figure.Empty.ErrorBars([1, 2], [2.0, 3], [0.0, 2], [4.0, 5], "mean").Axes("n", "loss", Scale.LogY);
        var layout = FigureModel.Of(figure).LayoutOf(Rendition.Wide);
        var mark = (Lemmata.Plotting.Marks.PointMark)layout.Panels[0].Panel.Frames[0][0].Mark;
        Assert.Equal(layout.Panels[0].Plot.Bottom, Strokes.Ends(mark, layout.Panels[0]).First().Low, 0.1);
        Assert.DoesNotContain("not positive", (string)JsonNode.Parse(figure.ToBundle()[Figure.ExportMime])!["caption"]!);
    }

    [Fact]
    public void Distances_given_for_the_ends_of_error_bars_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Figure.Empty.ErrorBars([1], [5.0], [0.2], [0.3], "mean"));
        Assert.Contains("give the ends themselves, not their distances", error.Message);
    }

    [Theory]
    [InlineData("2024-01-15", "2025-03-01", "2024-04-01 Apr 2024|2024-07-01 Jul|2024-10-01 Oct|2025-01-01 2025")]
    [InlineData("2023-12-30", "2024-01-03", "2023-12-30 30 Dec 2023|2023-12-31 31 Dec|2024-01-01 1 Jan 2024|2024-01-02 2 Jan|2024-01-03 3 Jan")]
    [InlineData("1998-01-01", "2003-01-01", "1998-01-01 1998|1999-01-01 1999|2000-01-01 2000|2001-01-01 2001|2002-01-01 2002|2003-01-01 2003")]
    [InlineData("2024-05-05 22:00", "2024-05-06 02:00", "2024-05-05 22:00:00 22:00|2024-05-05 23:00:00 23:00|2024-05-06 6 May|2024-05-06 01:00:00 01:00|2024-05-06 02:00:00 02:00")]
    public void Dates_have_ticks_at_units_of_the_calendar(string from, string to, string expected)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        var (ticks, _) = DateScale.Ticks(
            DateScale.Of(DateTime.Parse(from, invariant)), DateScale.Of(DateTime.Parse(to, invariant)));
        Assert.Equal(expected, string.Join('|', ticks.Select(tick => $"{DateScale.Data(tick.Value)} {tick.Text}")));
    }

    [Fact]
    public void Random_spans_of_time_have_three_to_eight_ticks_inside_them()
    {
        var random = new Random(11);
        for (var i = 0; i < 2000; i++)
        {
            var from = (random.NextDouble() - 0.5) * 100_000;
            var to = from + Math.Pow(10, (10 * random.NextDouble()) - 5);
            var (ticks, _) = DateScale.Ticks(from, to);
            Assert.InRange(ticks.Length, 2, 9);
            Assert.All(ticks, tick => Assert.InRange(tick.Value, from - (1e-8 * (to - from)), to + (1e-8 * (to - from))));
            // "12:00" may come again the next day, with the day between.
            Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.NotEqual(pair.First.Text, pair.Second.Text));
        }
    }

    [Fact]
    public void Dates_days_and_instants_are_dates_in_every_form()
    {
        DateTime[] times = [new(2024, 5, 5, 22, 0, 0), new(2024, 5, 6), new(2024, 5, 6, 2, 30, 0)];
        var figure = Figure.Lines(times, [1.0, 2, 3], "load").Axes("time", "load")
            .Vertical(Figure.DatePosition(times[1]), "midnight");
        var json = JsonNode.Parse(figure.ToPlotly())!;
        Assert.Equal(["2024-05-05 22:00:00", "2024-05-06", "2024-05-06 02:30:00"],
            json["data"]![0]!["x"]!.AsArray().Select(v => (string)v!));
        Assert.Equal("date", (string)json["layout"]!["xaxis"]!["type"]!);
        Assert.Equal("2024-05-06", (string)json["layout"]!["shapes"]![0]!["x0"]!);
        Assert.Equal("time, from 5 May 2024", FigureModel.Of(figure).Panels[0].X.Title);
        Assert.Equal("2024-05-06",
            (string)JsonNode.Parse(figure.ToBundle()[Figure.ExportMime])!["table"]!["rows"]![1]![0]!);
        var days = Figure.Lines([new DateOnly(2024, 1, 1), new(2024, 1, 2)], [1, 2]);
        Assert.Equal("2024-01-02", (string)JsonNode.Parse(days.ToPlotly())!["data"]![0]!["x"]![1]!);
        var instants = Figure.Lines(
            [new DateTimeOffset(2024, 1, 1, 1, 0, 0, TimeSpan.FromHours(2)), new(2024, 1, 1, 1, 0, 0, TimeSpan.Zero)], [1, 2]);
        Assert.Equal("2023-12-31 23:00:00", (string)JsonNode.Parse(instants.ToPlotly())!["data"]![0]!["x"]![0]!);
        var bars = JsonNode.Parse(Figure.Bars(times[..2], [1, 2]).ToPlotly())!["data"]![0]!;
        Assert.InRange((double)bars["width"]![0]!, 3_600_000, 7_200_000);
    }

    [Fact]
    public void Dates_on_an_axis_of_numbers_are_refused() => Assert.Contains(
        "shows numbers on its horizontal axis",
        Assert.Throws<ArgumentException>(() => Figure.Lines([1.0, 2]).Line([DateTime.UnixEpoch], [1.0])).Message);

    [Fact]
    public void One_day_alone_has_a_day_around_it()
    {
        var axis = FigureModel.Of(Figure.Scatter([new DateTime(2024, 2, 29)], [1.0])).Panels[0].X;
        Assert.InRange(axis.Max - axis.Min, 0.9, 1.2);
    }

    [Theory]
    [InlineData("$a^2 + b_n$", "a² + bₙ", "<i>a</i><sup>2</sup> + <i>b</i><sub><i>n</i></sub>")]
    [InlineData("rate $e^{-\\lambda t}$", "rate e^(−λt)", "rate <i>e</i><sup>−</sup><sup><i>λt</i></sup>")]
    [InlineData("$\\log n$", "log n", "log <i>n</i>")]
    [InlineData("$\\Sigma\\,\\alpha_{12}$", "Σ\u2009α₁₂", "Σ\u2009<i>α</i><sub>12</sub>")]
    [InlineData("costs $5 and $6", "costs $5 and $6", "costs $5 and $6")]
    [InlineData("snake_case^2", "snake_case^2", "snake_case^2")]
    [InlineData("a < b & <b>c</b>", "a < b & <b>c</b>", "a &lt; b &amp; &lt;b&gt;c&lt;/b&gt;")]
    public void Mathematics_in_labels_is_set_in_every_form(string label, string plain, string html)
    {
        Assert.Equal(plain, LabelText.Plain(label));
        Assert.Equal(html, LabelText.Html(label));
        var figure = Figure.Lines([1.0, 2], label).Axes("x", "y");
        var svg = XElement.Parse(figure.ToSvg());
        Assert.Contains(svg.Descendants(), e => e.Name.LocalName == "text"
            && e.Value == string.Concat(LabelText.Runs(label).Select(run => run.Text)));
        Assert.Equal(html, (string)JsonNode.Parse(figure.ToPlotly())!["data"]![0]!["name"]!);
    }

    [Fact]
    public void Exponents_are_smaller_and_take_less_room()
    {
        var svg = XElement.Parse(Figure.Lines([1.0, 2], "$x^{10}$").Axes("x", "y").ToSvg());
        var exponent = svg.Descendants().Single(e => e.Name.LocalName == "tspan" && e.Value == "10");
        Assert.StartsWith("-", (string)exponent.Attribute("dy")!, StringComparison.Ordinal);
        Assert.True(TextWidth.Of("$x^{10}$", 14) < TextWidth.Of("x10", 14));
    }

    [Theory]
    [InlineData(-3.0)]
    [InlineData(0.0)]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void A_single_value_has_room_on_both_sides(double value)
    {
        foreach (var figure in new[] { Figure.Lines([value]), Figure.Scatter([value], [value]), Figure.Bars([1], [value]) })
        {
            var panel = FigureModel.Of(figure.Axes("x", "y")).Panels[0];
            Assert.True(panel.Y.Min < panel.Y.Max && panel.X.Min < panel.X.Max);
            Assert.InRange(value, panel.Y.Min, panel.Y.Max);
            Assert.DoesNotContain("NaN", figure.ToSvg(), StringComparison.Ordinal);
        }
    }

    private static (double[] X, double[] Heights) Bars(Figure figure)
    {
        var trace = JsonNode.Parse(figure.ToPlotly())!["data"]![0]!;
        return ([.. trace["x"]!.AsArray().Select(v => (double)v!)], [.. trace["y"]!.AsArray().Select(v => (double)v!)]);
    }
}
