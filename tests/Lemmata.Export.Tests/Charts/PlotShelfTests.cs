using System.Text.Json.Nodes;
using Lemmata.Export.Formulas;
using Lemmata.Export.Plotly;
using static Lemmata.Export.Tests.NotebookJson;

namespace Lemmata.Export.Tests.Charts;

/// <summary>Which bundles of the plot library a page gets.</summary>
public sealed class PlotShelfTests : PageOf
{
    [Theory]
    [InlineData("scatter", "cartesian")]
    [InlineData("surface", "gl3d")]
    // One bundle for points in the plane and in space is lighter than two.
    [InlineData("surface; scatter", "gl3d")]
    [InlineData("surface; heatmap", "cartesian, gl3d")]
    // The heaviest has what the others have.
    [InlineData("sankey; heatmap; surface", "strict")]
    [InlineData("scatter3d+heatmap", "strict")]
    public void A_page_gets_the_lightest_set_that_draws_all_its_figures(string figures, string expected)
    {
        var shelf = new PlotShelf();
        foreach (var figure in figures.Split("; ")) shelf.Add(figure.Split('+').ToHashSet());
        Assert.Equal(expected, string.Join(", ", shelf.Bundles.Select(bundle => bundle.Name)));
    }

    [Fact]
    public void Bundles_draw_the_kinds_that_their_makers_list()
    {
        var packages = NodePackages.Open(PackageCache.Folder, out var why);
        Assert.SkipWhen(packages is null, why ?? "");
        foreach (var bundle in PlotBundle.All)
        {
            var words = File.ReadAllText(Path.Combine(Path.GetDirectoryName(packages!.PlotLibrary(bundle))!, "README.md"));
            var listed = words.Split('\n').Single(line => line.StartsWith("Contains trace modules", StringComparison.Ordinal))
                .Split('`').Where((_, i) => i % 2 == 1).ToList();
            Assert.Empty(bundle.Types.Except(listed));
            // Maps alone are left out, since they need a server.
            Assert.All(listed.Except(bundle.Types), kind => Assert.Matches("geo|map|choropleth", kind));
        }
    }

    [Fact]
    public void A_kind_that_no_bundle_draws_is_warned_of_and_never_drawn_as_something_else()
    {
        var page = Page(notebook => notebook.Code("map", Bundle("application/vnd.plotly.v1+json", JsonNode.Parse(
            """{"data":[{"type":"scattergeo","lon":[1,2],"lat":[3,4]}],"layout":{"title":{"text":"Two places"}}}""")!)));
        Assert.DoesNotContain("plot-data", page, StringComparison.Ordinal);
        Assert.Contains(Warnings, said => said.Contains("scattergeo", StringComparison.Ordinal));
        Assert.Contains("<table", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drawn_figure_whose_chart_no_bundle_draws_keeps_its_drawing_and_says_so()
    {
        var page = Page(notebook => notebook.Code("figure", Bundle(new JsonObject
        {
            ["application/vnd.plotly.v1+json"] = JsonNode.Parse("""{"data":[{"type":"scat\u0000ter","y":[1,2]}]}""")!,
            ["application/vnd.lemmata.figure+json"] = JsonNode.Parse(
                """{"kind":"figure","alt":"It grows.","caption":"**It grows.**","wide":"<svg viewBox='0 0 8 4'><path d='M0 0H8'/></svg>"}"""),
        })));
        Assert.DoesNotContain("plot-data", page, StringComparison.Ordinal);
        Assert.Contains("<path", page, StringComparison.Ordinal);
        Assert.Contains(Warnings, said => said.StartsWith("page, cell 2: figure 1: the plot library of pages draws no", StringComparison.Ordinal));
    }

    [Fact]
    public void A_slider_over_charts_is_a_control_of_the_page_with_a_drawing_for_each_value()
    {
        var frames = string.Join(',', Enumerable.Range(0, 3).Select(i =>
            $$$"""{"name":"{{{i}}}","data":[{"y":[0,{{{i}}},2]}],"layout":{}}"""));
        var steps = string.Join(',', Enumerable.Range(0, 3).Select(i => $$"""{"label":"k = {{i}}"}"""));
        var page = Page(notebook => notebook.Code("slider", Bundle("application/vnd.plotly.v1+json", JsonNode.Parse(
            $$$"""{"data":[{"y":[0,1,2]}],"layout":{"sliders":[{"name":"k","active":1,"steps":[{{{steps}}}]}]},"frames":[{{{frames}}}]}""")!)));
        Assert.Contains("data-words=\"k = 0|k = 1|k = 2\"", page, StringComparison.Ordinal);
        Assert.Contains("data-frames", page, StringComparison.Ordinal);
        Assert.Contains("data-f=\"1\" visibility=\"visible\"", page, StringComparison.Ordinal);
        Assert.Contains("data-f=\"2\" visibility=\"hidden\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_caption_inside_a_chart_stands_under_it_once()
    {
        var page = Page(notebook => notebook.Code("chart", Bundle(new JsonObject
        {
            ["application/vnd.plotly.v1+json"] = JsonNode.Parse("""
                {"data":[{"y":[1,2]}],"layout":{"height":451,"margin":{"b":87},"title":{"text":"<b>It grows.</b>"},
                "meta":{"caption":"**It grows.** By one.","captionHeight":31}}}
                """)!,
            ["text/plain"] = "It grows by one.",
        })));
        Assert.Contains("<strong>It grows.</strong> By one.", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"It grows by one.\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("&lt;b&gt;", page, StringComparison.Ordinal);
        var drawing = page[page.IndexOf("<svg", page.IndexOf("<figure", StringComparison.Ordinal), StringComparison.Ordinal)..];
        Assert.DoesNotContain("It grows.</text>", drawing, StringComparison.Ordinal);
    }
}
