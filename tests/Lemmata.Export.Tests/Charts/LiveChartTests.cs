using System.Text.Json.Nodes;
using Lemmata.Export;
using Lemmata.Export.Formulas;
using Lemmata.Export.Plotly;
using Microsoft.Playwright;
using static Lemmata.Export.Tests.NotebookJson;

namespace Lemmata.Export.Tests.Charts;

/// <summary>Every kind of chart on a page of its own, opened from disk: the plot library takes it over.</summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed class LiveChartTests(BrowserSite site) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-charts-").FullName;

    /// <summary>What stands in a drawn chart of a kind, the bundle that draws it, and the file of the gallery.</summary>
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "line", "cartesian", ".scatterlayer .trace" }, { "bar-grouped", "cartesian", ".barlayer .point" },
        { "box", "cartesian", ".boxlayer .box" }, { "contour", "cartesian", ".contourlayer path" },
        { "heat-map", "cartesian", ".heatmaplayer image" }, { "histogram", "cartesian", ".barlayer .point" },
        { "pie", "cartesian", ".pielayer .slice" }, { "violin", "cartesian", ".violinlayer .violin" },
        { "mesh-3d", "gl3d", ".gl-container canvas" }, { "scatter-3d", "gl3d", ".gl-container canvas" },
        { "surface", "gl3d", ".gl-container canvas" }, { "bar-polar", "strict", ".polarlayer .barlayer .point" },
        { "polar", "strict", ".polarlayer .scatterlayer .trace" }, { "candlestick", "strict", ".boxlayer .box" },
        { "ohlc", "strict", ".ohlclayer path" }, { "sankey", "strict", ".sankey-node" },
        { "table", "strict", ".table" }, { "treemap", "strict", ".treemaplayer .slice" },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_page_draws_a_kind_with_the_lightest_bundle_that_has_it(string name, string bundle, string drawn)
    {
        site.Needed();
        Write(Gallery(name));
        await using var opened = await site.OpenAsync("file://" + Path.Combine(folder, "chart.html"));
        // A figure that fails stays a drawing and says why.
        await opened.Page.Locator("#fig-1 .plot.live").Or(opened.Page.Locator("#fig-1 .plot:has(> .chart)")).First.WaitForAsync();
        for (var wait = 0; wait < 600 && await opened.Page.Locator("#fig-1 .plot.live").CountAsync() == 0 && opened.Errors.IsEmpty; wait++)
        {
            await opened.Page.WaitForTimeoutAsync(100);
        }

        Assert.Empty(opened.Errors);
        Assert.True(await opened.Page.Locator(".plot.live " + drawn).CountAsync() > 0, $"{name} has no {drawn}");
        Assert.Equal([bundle], Loaded(opened));
        Assert.Empty(opened.Errors);
        // The drawing that stood there is of the same kind: what cannot be seen any more is hidden, not gone.
        Assert.Equal(1, await opened.Page.Locator("#fig-1 > .plot > svg.big").CountAsync());
    }

    [Fact]
    public async Task A_second_bundle_is_not_asked_for_before_its_figure_comes_near()
    {
        site.Needed();
        Write(Gallery("heat-map"), Gallery("surface"), far: true);
        await using var opened = await site.OpenAsync("file://" + Path.Combine(folder, "chart.html"));
        await opened.Page.Locator("#fig-1 .plot.live").WaitForAsync();
        Assert.Equal(["cartesian"], Loaded(opened));
        await opened.Page.Locator("#fig-2").ScrollIntoViewIfNeededAsync();
        await opened.Page.Locator("#fig-2 .plot.live .gl-container canvas").First.WaitForAsync();
        Assert.Equal(["cartesian", "gl3d"], Loaded(opened));
        // Both work on after a change of theme, each with its own library.
        await opened.Page.ClickAsync("#theme");
        await opened.Page.WaitForFunctionAsync("() => document.querySelector('#fig-1 .chart').layout.template.layout.font.color === '#dedbd4'");
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task Without_a_graphics_card_the_drawing_of_a_surface_stays()
    {
        site.Needed();
        Write(Gallery("surface"), Gallery("line"));
        await using var opened = await site.OpenAsync(null);
        await opened.Page.AddInitScriptAsync("""
            const before = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return /webgl/.test(kind) ? null : before.call(this, kind, ...more); };
            """);
        await opened.Page.GotoAsync("file://" + Path.Combine(folder, "chart.html"));
        await opened.Page.Locator("#fig-2").ScrollIntoViewIfNeededAsync();
        await opened.Page.Locator("#fig-2 .plot.live").WaitForAsync();
        Assert.Equal(0, await opened.Page.Locator("#fig-1 .plot.live").CountAsync());
        Assert.True(await opened.Page.Locator("#fig-1 svg.big").IsVisibleAsync());
    }

    [Fact]
    public void A_file_that_stands_alone_carries_the_bundles_it_needs()
    {
        Assert.SkipWhen(NodePackages.Open(PackageCache.Folder, out var why) is null, why ?? "");
        var file = Path.Combine(folder, "alone.html");
        Site.WriteAlone(Notebook([Gallery("heat-map"), Gallery("surface")], far: false), file, Options);
        var page = File.ReadAllText(file);
        Assert.Contains("id=\"plotly-cartesian\">", page, StringComparison.Ordinal);
        Assert.Contains("id=\"plotly-gl3d\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"plotly-strict\"", page, StringComparison.Ordinal);
        Assert.Contains("plotly.js-gl3d-dist-min", page, StringComparison.Ordinal);
    }

    private SiteOptions Options => new(PackageCache.Folder) { Words = new CollectionWords("Charts") };

    private static JsonObject Gallery(string name) => ChartFixture.Parse(File.ReadAllText(
        ChartFixture.Gallery.Single(file => Path.GetFileNameWithoutExtension(file) == name)));

    private void Write(params JsonObject[] charts) => Write(charts, far: false);

    private void Write(JsonObject first, JsonObject second, bool far) => Write([first, second], far);

    private void Write(JsonObject[] charts, bool far) => Site.Write([Notebook(charts, far)], folder, Options);

    private Lemmata.Export.Reading.NotebookInput Notebook(JsonObject[] charts, bool far)
    {
        var notebook = new NotebookJson(folder, "chart").Prose("# A chart\n\nIs it live?");
        foreach (var chart in charts)
        {
            notebook.Code("chart", Bundle("application/vnd.plotly.v1+json", chart));
            if (far) notebook.Prose(string.Concat(Enumerable.Repeat("A paragraph between figures.\n\n", 120)));
        }

        return notebook.Input();
    }

    /// <summary>The bundles that a page asked for, in alphabetical order.</summary>
    private static IEnumerable<string> Loaded(BrowserSite.Opened opened) => opened.Requests
        .Select(url => Path.GetFileNameWithoutExtension(url)).Where(name => name.StartsWith("plotly-", StringComparison.Ordinal))
        .Select(name => name["plotly-".Length..]).Distinct().Order(StringComparer.Ordinal);
}
