using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lemmata.Plotting;

namespace Lemmata.Tests.Plotting;

/// <summary>Reads ranges and series back from the drawing and from the plotly JSON and compares them.</summary>
public sealed class AgreementTests
{
    public static TheoryData<string> SinglePanels => ["bounds", "accuracy", "eigenvalues", "heat-map"];

    [Theory, MemberData(nameof(SinglePanels))]
    public void Ranges_read_from_the_drawing_equal_those_of_the_plotly_form(string name)
    {
        var figure = HouseFigures.Of(name);
        var layout = JsonNode.Parse(figure.ToPlotly())!["layout"]!;
        var svg = XElement.Parse(figure.ToSvg());
        var axis = Group(svg, "axis").Elements().First().Attribute("d")!.Value;
        var baseline = axis[1..axis.IndexOf('M', 1)].Split(' ', 'H').Select(Number).ToArray();
        var margin = layout["margin"]!;
        Assert.Equal((double)margin["l"]!, baseline[0], 0.11);
        Assert.Equal(880 - (double)margin["r"]!, baseline[2], 0.11);
        Assert.Equal((double)layout["height"]! - (double)margin["b"]!, baseline[1], 0.11);

        var soft = Group(svg, "soft").Elements().Where(e => e.Name.LocalName == "text").ToArray();
        var x = Ends(
            soft.Where(e => (string?)e.Attribute("text-anchor") == "middle"),
            "x",
            baseline[0],
            baseline[2],
            layout["xaxis"]!);
        var y = Ends(
            soft.Where(e => (string?)e.Attribute("text-anchor") == "end"),
            "y",
            baseline[1] + 4,
            (double)margin["t"]! + 4,
            layout["yaxis"]!);
        foreach (var (ends, key) in new[] { (x, "xaxis"), (y, "yaxis") })
        {
            var range = layout[key]!["range"]!.AsArray().Select(v => (double)v!).ToArray();
            var slack = 0.005 * (range[1] - range[0]);
            Assert.Equal(range[0], ends.Low, slack);
            Assert.Equal(range[1], ends.High, slack);
        }
    }

    [Theory]
    [InlineData("bounds", 4)]
    [InlineData("accuracy", 2)]
    [InlineData("eigenvalues", 3)]
    [InlineData("laws", 4)]
    public void Named_series_of_the_plotly_form_are_drawn_in_the_same_colours(string name, int expected)
    {
        var figure = HouseFigures.Of(name);
        var svg = XElement.Parse(figure.ToSvg());
        var traces = JsonNode.Parse(figure.ToPlotly())!["data"]!
            .AsArray()
            .Where(t => t!["fill"] is null && t["line"]?["width"]?.GetValue<double>() != 0)
            .ToArray();
        var drawn = svg.Descendants()
            .Where(e => e.Name.LocalName == "g" && ((string?)e.Attribute("class"))?.StartsWith('c') == true)
            .Where(e => e.Elements().All(p => (string?)p.Attribute("fill-opacity") != ".2"))
            .Select(e => (string)e.Attribute("color")!)
            .ToArray();
        Assert.Equal(expected, traces.Length);
        Assert.Equal(expected, drawn.Length);
        Assert.Equal(traces.Select(Colour).Order(), drawn.Order());
    }

    [Fact]
    public void A_slider_holds_as_many_frames_in_the_drawing_as_in_the_plotly_form()
    {
        var figure = HouseFigures.Of("slider");
        var svg = XElement.Parse(figure.ToSvg());
        var frames = svg.Descendants().Where(e => e.Attribute("data-f") is not null).ToArray();
        var json = JsonNode.Parse(figure.ToPlotly())!;
        Assert.Equal(4, frames.Length);
        Assert.Equal(4, json["frames"]!.AsArray().Count);
        Assert.Equal(4, json["layout"]!["sliders"]![0]!["steps"]!.AsArray().Count);
        Assert.Equal(["0", "1", "2", "3"], frames.Select(f => (string)f.Attribute("data-f")!));
        Assert.Single(frames, f => (string?)f.Attribute("visibility") == "visible");
        Assert.DoesNotContain(frames.Descendants(), e => (string?)e.Attribute("class") is "axis" or "grid");
    }

    [Theory]
    [InlineData(20, 1600, "20 50 100 200 500 1000", "D2")]
    [InlineData(1, 100_000, "1 10 10² 10³ 10⁴ 10⁵", "1")]
    [InlineData(3, 4, "3 3.25 3.5 3.75 4", null)]
    public void Logarithmic_ticks_of_the_drawing_are_those_of_the_plotly_form(
        double low,
        double high,
        string words,
        string? rule)
    {
        var figure = Figure.Lines([low, high], [1, 2], "line").Axes("x", "y", Scale.LogX).Range(xMin: low, xMax: high);
        var svg = XElement.Parse(figure.ToSvg());
        var drawn = Group(svg, "soft")
            .Elements()
            .Where(e => (string?)e.Attribute("text-anchor") == "middle")
            .Select(e => e.Value);
        Assert.Equal(words.Split(' '), drawn);
        var axis = JsonNode.Parse(figure.ToPlotly())!["layout"]!["xaxis"]!;
        Assert.Equal(rule, axis["dtick"]?.ToString());
        if (rule is null) { Assert.Equal(words.Split(' '), axis["ticktext"]!.AsArray().Select(text => (string)text!)); }
        Assert.Equal(rule == "D2" ? "~g" : null, (string?)axis["tickformat"]);
    }

    [Fact]
    public void The_table_holds_the_numbers_of_the_curves()
    {
        var export = JsonNode.Parse(HouseFigures.Of("bounds").ToBundle()[Figure.ExportMime])!;
        var table = export["table"]!;
        Assert.Equal(
            ["trials n", "exact distance", "Le Cam", "Stein–Chen", "Barbour–Hall"],
            table["columns"]!.AsArray().Select(c => (string)c!));
        Assert.Equal(11, table["rows"]!.AsArray().Count);
        Assert.Equal([10.0, 0.075, 0.9, 0.285, 0.009375], table["rows"]![1]!.AsArray().Select(c => (double)c!));
    }

    private static string Colour(JsonNode? trace) =>
        (
            (string?)trace!["line"]?["color"]
            ?? (string?)trace["marker"]!["line"]?["color"]
            ?? (string?)trace["marker"]!["color"]
        )!;

    private static XElement Group(XElement svg, string name) =>
        svg.Elements().First(e => (string?)e.Attribute("class") == name);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Extends the line through the first and last tick text to the ends of the axis.</summary>
    private static (double Low, double High) Ends(
        IEnumerable<XElement> texts,
        string coordinate,
        double from,
        double to,
        JsonNode axis)
    {
        var ticks = texts.Select(e => (At: Number((string)e.Attribute(coordinate)!), Value: Value(e.Value))).ToArray();
        var log = (string?)axis["type"] == "log";
        double Place(double v) => log ? Math.Log10(v) : v;
        var (first, last) = (ticks[0], ticks[^1]);
        var slope = (Place(last.Value) - Place(first.Value)) / (last.At - first.At);
        return (Place(first.Value) + slope * (from - first.At), Place(first.Value) + slope * (to - first.At));
    }

    private static double Value(string text)
    {
        const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        var percent = text.EndsWith('%');
        var raised = text.Any(Superscripts.Contains);
        text = text.Replace("−", "-").Replace("⁻", "-").TrimEnd('i', '%', ' ');
        text = string.Concat(text.Select(c => Superscripts.Contains(c) ? (char)('0' + Superscripts.IndexOf(c)) : c));
        var power = raised ? Math.Pow(10, Number(text[2..])) : Number(text);
        return percent ? power / 100 : power;
    }
}
