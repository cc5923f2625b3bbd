using Lemmata.Tool.Running;

namespace Lemmata.Export.Tests;

/// <summary>Rows 1 to 5: what a page asks for, weighs, shows without scripts, and how it settles.</summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed class LoadingRows(BrowserSite site)
{
    [Fact]
    public void The_rows_are_measured_on_every_notebook_of_the_collection()
    {
        site.Needed();
        Assert.SkipWhen(Environment.GetEnvironmentVariable("LEMMATA_PAGES") is { Length: > 0 }, "LEMMATA_PAGES leaves notebooks out");
        Assert.All(NotebookPaths.Find([Path.Combine(BrowserSite.RepositoryRoot()!, "notebooks")]), path =>
            Assert.Contains(site.Pages, page => page.Site == "collection" && page.File == Path.GetFileNameWithoutExtension(path) + ".html"));
    }

    [Fact]
    public Task Row_01_pages_ask_for_nothing_but_files_of_the_site() => site.RowAsync(1);

    [Fact]
    public Task Row_02_pages_stay_light() => site.RowAsync(2);

    [Fact]
    public Task Row_03_everything_is_readable_without_scripts() => site.RowAsync(3);

    [Fact]
    public Task Row_05_nothing_moves_while_a_page_loads_upgrades_its_figures_and_changes_theme() => site.RowAsync(5);

    internal static async Task<(string? Requests, string? Weight)> RequestsAndWeight(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        await opened.Page.FocusAsync("#q");
        await opened.Page.WaitForFunctionAsync("() => document.body.dataset.search");
        var outside = opened.Requests.Where(url => !url.StartsWith("file://" + page.Folder + "/", StringComparison.Ordinal)
            && !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith("blob:", StringComparison.Ordinal)).ToList();
        var bytes = opened.Requests.Where(url => url.StartsWith("file://", StringComparison.Ordinal)).Select(url => new Uri(url).LocalPath).Distinct()
            .Where(path => !path.EndsWith("search.css", StringComparison.Ordinal)).Sum(path => new FileInfo(path).Length);
        // The plot library counts once: a second bundle comes only when the figure that needs it does.
        var bundles = opened.Requests.Select(url => new Uri(url).LocalPath).Distinct()
            .Where(path => Path.GetFileName(path).StartsWith("plotly-", StringComparison.Ordinal)).Select(path => new FileInfo(path).Length).ToList();
        bytes -= bundles.Sum() - bundles.DefaultIfEmpty(0).Max();
        var figures = await opened.Page.Locator("figure:not(.lead) .plot-data").CountAsync();
        site.Measure(1, page, $"{outside.Count} requests, {opened.Errors.Count} errors");
        site.Measure(2, page, $"{bytes / 1000.0:0} KB, {figures} plots");
        // The ledger holds every claim of the collection; past the first hundred each may add two and a half kilobytes.
        var claims = await opened.Page.Locator("#ledger tbody tr").CountAsync();
        var allowed = figures == 0 ? 250_000 + 2_500L * Math.Max(0, claims - 100) : figures <= 20 ? 2_500_000 : 2_500_000 + (figures - 20) * 50_000L;
        return (outside.Count > 0 ? "asks for " + string.Join(", ", outside)
            : !opened.Errors.IsEmpty ? "complains: " + string.Join(" / ", opened.Errors.Distinct()) : null,
            bytes > allowed ? $"weighs {bytes} bytes, allowed are {allowed}" : null);
    }

    internal static async Task<string?> WithoutScripts(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        // In one go, since each question lays out anew what a page leaves for later.
        var hidden = await opened.Page.EvaluateAsync<string[]>("""
            () => ['h1', 'h2', 'main p', 'figcaption', 'figure .plot svg.big', '.cell details[open] pre', '.out', '.check', 'td']
              .map(what => [[...document.querySelectorAll(what)].filter(e => e.textContent.trim()
                && !e.closest('details:not([open])') && !e.closest('.vh') && !e.getClientRects().length).length, what])
              .filter(([missing]) => missing).map(([missing, what]) => `${missing} ${what}`)
            """);
        var useless = await opened.Page.Locator(".needs-js").EvaluateAllAsync<int>("all => all.filter(e => e.getClientRects().length > 0).length");
        var ink = await opened.Page.Locator("main").TextContentAsync() ?? "";
        site.Measure(3, page, $"{ink.Length} characters, {hidden.Length} hidden");
        return hidden.Length > 0 ? "hides " + string.Join(", ", hidden) : useless > 0 ? $"shows {useless} controls that need a script" : null;
    }

    /// <summary>How soon it does is measured, and told in the table of rows; a busy machine judges nothing.</summary>
    [Fact]
    public Task Row_04_the_first_figure_answers() => site.RowAsync(4);

    [Fact]
    public async Task Row_04_figures_off_screen_wait()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        await opened.Page.WaitForTimeoutAsync(1500);
        var eager = await opened.Page.Locator(".plot.live").EvaluateAllAsync<int>("all => all.filter(e => e.getBoundingClientRect().top > innerHeight + 310).length");
        Assert.Equal(0, eager);
        await opened.WalkAsync();
        Assert.Equal(await opened.Page.Locator(".plot:is(:has(.plot-data), [data-of])").CountAsync(), await opened.Page.Locator(".plot.live").CountAsync());
    }

    internal static async Task<string?> FirstFigure(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        if (await opened.Page.Locator(".plot:has(.plot-data)").CountAsync() == 0) { return null; }
        var first = await opened.Page.EvaluateAsync<double?>("() => performance.getEntriesByName('figure-1')[0]?.startTime");
        site.Measure(4, page, $"{first:0} ms");
        return first is null ? "its first figure stays a drawing" : null;
    }

    internal const string ShiftObserver = "window.shifts = []; new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifts.push({ value: entry.value, what: entry.sources.map(s => s.node && (s.node.id || s.node.className || s.node.nodeName)).join(',') }); }).observe({ type: 'layout-shift', buffered: true });";

    internal static async Task<string?> Shifts(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var shift = await opened.Page.EvaluateAsync<double>("() => window.shifts.reduce((sum, entry) => sum + entry.value, 0)");
        site.Measure(5, page, $"{shift:0.0000}");
        return shift > 0.01 ? $"moves by {shift:0.000}: " + await opened.Page.EvaluateAsync<string>("() => JSON.stringify(window.shifts)") : null;
    }
}
