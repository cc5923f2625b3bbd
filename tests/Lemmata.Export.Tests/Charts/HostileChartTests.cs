using System.Diagnostics;
using System.Text.Json.Nodes;
using Lemmata.Export.Plotly;
using static Lemmata.Export.Tests.NotebookJson;

namespace Lemmata.Export.Tests.Charts;

/// <summary>Charts that are broken, huge or malicious have a bounded drawing or none, and never throw.</summary>
public sealed class HostileChartTests : PageOf
{
    private const int MostCharacters = 1_700_000;

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"data":7,"layout":[]}""")]
    [InlineData("""{"data":[null,3,"x",[],{}]}""")]
    [InlineData("""{"data":[{"y":[1,2]}],"layout":"no"}""")]
    [InlineData("""{"data":[{"y":[1,2]}],"layout":{"meta":"no","title":7}}""")]
    [InlineData("""{"data":[{"y":[1,2]}],"layout":{"meta":{"caption":[1]},"margin":[]}}""")]
    [InlineData("""{"data":[{"y":[1,2]}],"layout":{"meta":{"caption":"c","captionHeight":"x"},"margin":{"b":"x"},"height":null}}""")]
    [InlineData("""{"data":[{"x":"a","y":{"b":1}}]}""")]
    [InlineData("""{"data":[{"x":[[],[1]],"y":[{"a":1},null,"1e999"],"marker":7,"line":"no"}]}""")]
    [InlineData("""{"data":[{"type":"bar","x":[1e308,-1e308],"y":[1e308,"NaN"],"width":-1,"base":"x"}]}""")]
    [InlineData("""{"data":[{"type":"heatmap","z":[[1,"two"],[],[null,4,5]],"x":["a"],"colorscale":[[0,"x"],[9,"red"]]}]}""")]
    [InlineData("""{"data":[{"type":"contour","z":[[1,1],[1,1]],"contours":{"start":0,"end":1e300,"size":1e-300}}]}""")]
    [InlineData("""{"data":[{"type":"histogram","x":[0,1e300],"xbins":{"size":1e-9,"start":"a"}}]}""")]
    [InlineData("""{"data":[{"type":"sankey","node":{"label":["a","b"]},"link":{"source":[0,1,0,-5,1e9],"target":[1,0,0,1,1],"value":[1,1,1,1,"x"]}}]}""")]
    [InlineData("""{"data":[{"type":"treemap","labels":["a","b"],"parents":["b","a"],"values":[1,-2]}]}""")]
    [InlineData("""{"data":[{"type":"mesh3d","x":[0],"y":[0],"z":[0],"i":[9],"j":[-1],"k":[1.5]}]}""")]
    [InlineData("""{"data":[{"type":"surface","z":[[1]],"scene":"scene77"}],"layout":{"scene77":{"camera":{"eye":{"x":0,"y":0,"z":0},"up":{"z":0}}}}}""")]
    [InlineData("""{"data":[{"type":"surface","z":[[1,2],[3,4]]}],"layout":{"scene":{"camera":{"eye":{"x":0,"y":0,"z":2}},"aspectratio":{"x":0,"y":-1,"z":1e9}}}}""")]
    [InlineData("""{"data":[{"y":[1,2]}],"layout":{"xaxis":{"range":["a",null],"domain":[5,-5],"dtick":1e-300,"overlaying":"x"},"grid":{"rows":1e9,"columns":-3}}}""")]
    [InlineData("""{"data":[{"y":[1,2]}],"layout":{"width":-1,"height":1e300,"annotations":[{"text":"x","x":"q","ax":1e300}],"shapes":[{"type":"path","path":"M0,0 A9 Z Q"}]}}""")]
    [InlineData("""{"data":[{"type":"table","cells":{"values":[]}},{"type":"pie","values":[0,-1]},{"type":"violin","y":[1,1,1]},{"type":"box","y":[]}]}""")]
    public void A_broken_chart_is_drawn_as_far_as_it_goes(string json)
    {
        var drawing = ChartFixture.Draw(json);
        foreach (var svg in new[] { drawing.Wide, drawing.Small }.OfType<string>())
        {
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            Assert.NotEmpty(ChartFixture.Elements(svg));
        }

        Assert.NotNull(PlotTable.Of(ChartFixture.Parse(json))["rows"]);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("\"no\"")]
    [InlineData("""{"meta":"no","title":7}""")]
    [InlineData("""{"meta":{"caption":[1],"captionHeight":[]},"margin":[]}""")]
    [InlineData("""{"meta":{"caption":"c","captionHeight":"x"},"margin":{"b":"x"},"height":null}""")]
    public void A_page_shows_a_chart_whatever_its_layout_is(string layout)
    {
        var plot = JsonNode.Parse("""{"data":[{"y":[1,2]}]}""")!;
        plot["layout"] = JsonNode.Parse(layout);
        var page = Page(notebook => notebook.Code("chart", Bundle("application/vnd.plotly.v1+json", plot)));
        Assert.Contains("<figure", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_named_twice_says_nothing()
    {
        var plot = (JsonObject)JsonNode.Parse("""{"data":[{"y":[1,2],"x":[1,2],"x":[3,4]}],"layout":{}}""")!;
        Assert.Null(Record.Exception(() => PlotDrawing.Of(plot)));
    }

    [Fact]
    public void Markup_in_any_text_of_a_chart_stays_text()
    {
        const string evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'/><a href='javascript:1'>]]>&";
        var json = "{\"data\":["
            + $"{{\"name\":\"{evil}\",\"x\":[\"{evil}\",\"b\"],\"y\":[1,2],\"mode\":\"markers+text\",\"text\":[\"{evil}\"],\"marker\":{{\"color\":\"{evil}\",\"symbol\":\"{evil}\"}},\"line\":{{\"dash\":\"{evil}\"}}}},"
            + $"{{\"type\":\"{evil}\",\"name\":\"{evil}\"}},"
            + $"{{\"type\":\"pie\",\"labels\":[\"{evil}\"],\"values\":[1],\"title\":{{\"text\":\"{evil}\"}}}},"
            + $"{{\"type\":\"table\",\"header\":{{\"values\":[\"{evil}\"]}},\"cells\":{{\"values\":[[\"{evil}\"]]}}}}"
            + $"],\"layout\":{{\"title\":\"{evil}\",\"xaxis\":{{\"title\":\"{evil}\",\"tickprefix\":\"{evil}\"}},\"annotations\":[{{\"text\":\"{evil}\",\"x\":0,\"y\":1,\"font\":{{\"color\":\"{evil}\"}}}}]}}}}";
        var drawing = ChartFixture.Draw(json);
        foreach (var svg in new[] { drawing.Wide, drawing.Small })
        {
            var elements = ChartFixture.Elements(svg);
            Assert.All(elements, element => Assert.Contains(element.Name.LocalName, new[] { "svg", "rect", "path", "text", "g", "clipPath" }));
            Assert.All(elements.SelectMany(element => element.Attributes()), attribute => Assert.DoesNotContain("alert", attribute.Value, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Large_lists_make_drawings_of_bounded_size_in_bounded_time()
    {
        var watch = Stopwatch.StartNew();
        var numbers = string.Join(',', Enumerable.Range(0, 300_000).Select(i => i * 7919 % 10007));
        var row = "[" + string.Join(',', Enumerable.Range(0, 700).Select(i => i * 31 % 97)) + "]";
        var field = "[" + string.Join(',', Enumerable.Repeat(row, 700)) + "]";
        foreach (var json in new[]
        {
            $$"""{"data":[{"mode":"lines+markers","y":[{{numbers}}]}]}""",
            $$"""{"data":[{"type":"bar","y":[{{numbers}}]}]}""",
            $$"""{"data":[{"type":"histogram","x":[{{numbers}}]}]}""",
            $$"""{"data":[{"type":"heatmap","z":{{field}}}]}""",
            $$"""{"data":[{"type":"contour","z":{{field}}}]}""",
            $$"""{"data":[{"type":"surface","z":{{field}}}]}""",
        })
        {
            var drawing = ChartFixture.Draw(json);
            Assert.InRange(drawing.Wide!.Length, 1000, MostCharacters);
            Assert.InRange(drawing.Small!.Length, 1000, MostCharacters);
        }

        // Many times what it takes; a step that grows with the square of the data would take hours.
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_trace_that_has_no_drawing_is_named_and_stands_in_the_table()
    {
        const string json = """{"data":[{"y":[1,2],"name":"line"},{"type":"carpet","name":"wing","a":[4,5],"b":[6,7]}]}""";
        var drawing = ChartFixture.Draw(json);
        Assert.NotNull(drawing.Wide);
        var warning = Assert.Single(drawing.Warnings);
        Assert.Contains("trace 2 (wing)", warning, StringComparison.Ordinal);
        Assert.Contains("type carpet", warning, StringComparison.Ordinal);
        var table = PlotTable.Of(ChartFixture.Parse(json));
        Assert.Equal("""["series","x","y","a","b"]""", table["columns"]!.ToJsonString());
        Assert.Contains("""["wing",null,null,5,7]""", table["rows"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_of_nothing_that_can_be_drawn_has_no_picture()
    {
        var drawing = ChartFixture.Draw("""{"data":[{"type":"parcoords","dimensions":[]}]}""");
        Assert.Null(drawing.Wide);
        Assert.Single(drawing.Warnings);
    }
}
