using System.Text.Json.Nodes;
using Lemmata.Display;
using Lemmata.Plotting;
using Plotly.NET.CSharp;
using Figure = Lemmata.Plotting.Figure;
using GenericChart = Plotly.NET.GenericChart;

namespace Lemmata.Charts.Tests;

/// <summary>What becomes of a chart that is given a finding.</summary>
public sealed class ChartFigureTests
{
    private static readonly double[] Xs = [0, 1, 2, 3], Ys = [0, 1, 4, 9];

    private static GenericChart Line => Chart.Line<double, double, string>(Xs, Ys, Name: "square");

    private static GenericChart Space => Chart.Surface<double, double, double, string>(
        new double[][] { [0, 1, 2], [1, double.NaN, 3], [2, 3, 4] });

    [Fact]
    public void The_caption_stands_inside_where_the_figures_of_the_collection_have_it()
    {
        var chart = Read(Line.Finding("Squares grow.", "Four points."));
        var figure = (JsonObject)JsonNode.Parse(Figure.Lines(Xs, Ys).Caption("Squares grow.", "Four points.").ToPlotly())!;
        Assert.Equal(figure["layout"]!["meta"]!.ToJsonString(), chart["layout"]!["meta"]!.ToJsonString());
        Assert.Equal(figure["layout"]!["title"]!.ToJsonString(), chart["layout"]!["title"]!.ToJsonString());
    }

    [Fact]
    public void The_text_is_the_alt_sentence_or_else_the_finding_or_else_the_title()
    {
        Assert.Equal("Squares grow.", Text(Line.Finding("Squares grow. There are four.", "More.")));
        Assert.Equal("Four squares.", Text(Line.Finding("Squares grow.").Alt("Four squares.")));
        Assert.Equal("Own title", Text(ChartFigure.Of(With(Line, "title", "Own title"))));
        Assert.Equal("Four squares.", Text(Line.Alt("Four squares.")));
    }

    [Fact]
    public void The_house_template_stands_for_that_of_the_library_and_a_reader_s_own_stays()
    {
        var layout = Read(Line.Finding("It grows."))["layout"]!;
        Assert.Equal(Palette.Series[0].Light, layout["template"]!["layout"]!["colorway"]![0]!.ToString());
        Assert.Null(layout["width"]);
        var own = With(Line, "template", Plotly.NET.ChartTemplates.dark);
        Assert.NotEqual(
            Palette.Series[0].Light,
            Read(own.Finding("It grows."))["layout"]!["template"]!["layout"]!["colorway"]?[0]?.ToString());
    }

    [Fact]
    public void Gaps_are_empty_and_nothing_else_is_lost()
    {
        var z = Read(Space.Finding("It climbs."))["data"]![0]!["z"]!;
        Assert.Null(z[1]![1]);
        Assert.Equal([1.0, 3.0], new[] { z[1]![0]!.GetValue<double>(), z[1]![2]!.GetValue<double>() });
    }

    [Fact]
    public void Numbers_are_written_with_the_digits_that_no_C_library_changes()
    {
        var y = Read(Chart.Line<double, double, string>([0.0, 1], [0.1 + 0.2, 1.0 / 3]).Finding("It grows."))["data"]![0]!["y"]!;
        Assert.Equal("[0.3,0.333333333333]", y.ToJsonString());
    }

    [Fact]
    public void A_role_has_the_colour_and_dash_that_it_has_in_figures()
    {
        var chart = Read(Chart.Combine([Line.Series(Series.Exact), Line.Series("bound")]).Finding("They agree."));
        var figure = (JsonObject)JsonNode.Parse(
            Figure.Lines(Xs, Ys, role: Series.Exact).Line(Xs, Ys, role: Series.Bound).Caption("They agree.").ToPlotly())!;
        foreach (var i in new[] { 0, 1 })
        {
            var (ours, theirs) = (chart["data"]![i]!, figure["data"]![i]!);
            Assert.Equal(theirs["line"]!["color"]!.ToString(), ours["line"]!["color"]!.ToString());
            Assert.Equal(theirs["line"]!["dash"]?.ToString(), ours["line"]!["dash"]?.ToString());
            Assert.Equal(theirs["marker"]!["symbol"]!.ToString(), ours["marker"]!["symbol"]!.ToString());
        }
    }

    [Fact]
    public void A_role_makes_a_new_chart_and_leaves_the_old_one()
    {
        var line = Line;
        _ = line.Series(Series.Limit);
        Assert.Null(Read(line.Finding("It grows."))["data"]![0]!["line"]?["color"]);
    }

    [Fact]
    public void Axes_are_named_where_the_chart_has_them()
    {
        Assert.Equal("time", Read(Line.Finding("It grows.").Axes("time", "size"))["layout"]!["xaxis"]!["title"]!["text"]!.ToString());
        var scene = Read(Space.Finding("It climbs.").Axes("a", "b", "c").Eye(1, -2, 0.5))["layout"]!["scene"]!;
        Assert.Equal("c", scene["zaxis"]!["title"]!["text"]!.ToString());
        Assert.Equal(-2, scene["camera"]!["eye"]!["y"]!.GetValue<double>());
    }

    [Fact]
    public void A_slider_has_a_frame_for_each_value_and_says_its_name()
    {
        var plot = Read(ChartFigure.Slider(
            "k", [1, 2, 3], k => Chart.Line<double, double, string>(Xs, Xs.Select(x => Math.Pow(x, k)).ToArray())
                .Finding($"Power {k}."), start: 2));
        Assert.Equal(3, plot["frames"]!.AsArray().Count);
        Assert.Equal("[0,1,4,9]", plot["frames"]![1]!["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal("[0,1,8,27]", plot["data"]![0]!["y"]!.ToJsonString());
        var slider = plot["layout"]!["sliders"]![0]!;
        Assert.Equal(("k", 2, "k = 2"),
            (slider["name"]!.ToString(), slider["active"]!.GetValue<int>(), slider["steps"]![1]!["label"]!.ToString()));
        Assert.Equal("**Power 3.**", plot["layout"]!["meta"]!["caption"]!.ToString());
    }

    [Fact]
    public void A_figure_of_the_collection_goes_on_as_a_chart_with_the_same_traces_and_axes()
    {
        var figure = Figure.Lines(Xs, Ys, "square").Axes("time", "size").Caption("Squares grow.");
        var chart = figure.ToChart().WithXAxisStyle<double, double, string>(MinMax: Tuple.Create(0.0, 9.0));
        var (was, now) = ((JsonObject)JsonNode.Parse(figure.ToPlotly())!, Read(ChartFigure.Of(chart)));
        Assert.Equal(was["data"]![0]!["y"]!.ToJsonString(), now["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal(was["layout"]!["annotations"]!.AsArray().Count, now["layout"]!["annotations"]!.AsArray().Count);
        Assert.Equal("[0.0,9.0]", now["layout"]!["xaxis"]!["range"]!.ToJsonString());
        // What was there on that axis stays.
        Assert.Equal(was["layout"]!["xaxis"]!["anchor"]!.ToString(), now["layout"]!["xaxis"]!["anchor"]!.ToString());
        Assert.Equal("**New.**", Read(chart.Finding("New."))["layout"]!["meta"]!["caption"]!.ToString());
    }

    public static TheoryData<string, Action> Mistakes => new()
    {
        { "\"unknown role\" is no role of a series; roles are Auto, Exact", () => Line.Series("unknown role") },
        { "42 is no role of a series", () => Line.Series((Series)42) },
        { "\"7\" is no role of a series", () => Line.Series("7") },
        { "of type surface is coloured by its values", () => Read(Space.Series(Series.Exact).Finding("x")) },
        { "A finding is a sentence", () => Line.Finding(" ") },
        { "its third axis has no name", () => Space.Finding("x.").Axes("a", "b") },
        { "lies in a plane and has no third axis \"c\"", () => Line.Finding("x.").Axes("a", "b", "c") },
        { "only charts in three dimensions have an eye", () => Line.Finding("x.").Eye(1, 1, 1) },
        { "must stand outside the middle", () => Space.Finding("x.").Eye(0, 0, 0) },
        { "No trace of the chart is coloured by value; its traces are of type scatter", () => Line.Finding("x.").Colours("z") },
        { "lower end 2 must be below its upper end 1", () => Space.Finding("x.").Colours("z", low: 2, high: 1) },
        { "between 200 and 900 pixels, got 20", () => Line.Finding("x.").Tall(20) },
        { "at least two are needed", () => ChartFigure.Slider("k", [1], _ => Line) },
        { "every frame must have as many", () => ChartFigure.Slider("k", [1, 2], k => k == 1 ? Line : Chart.Combine([Line, Line])) },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void A_mistake_is_answered_with_what_was_wrong_and_what_to_do(string said, Action mistake) =>
        Assert.Contains(said, Assert.ThrowsAny<ArgumentException>(mistake).Message, StringComparison.Ordinal);

    private static GenericChart With(GenericChart chart, string name, object value)
    {
        var layout = new Plotly.NET.Layout();
        layout.SetProperty(name, value);
        return GenericChart.setLayout(layout, chart);
    }

    private static JsonObject Read(ChartFigure figure) =>
        (JsonObject)JsonNode.Parse(FormatterSource.Write(figure, Figure.PlotlyMime))!;

    private static string Text(ChartFigure figure) => FormatterSource.Write(figure, Mime.Text);
}
