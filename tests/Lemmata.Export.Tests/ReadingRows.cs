using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Lemmata.Export.Tests;

/// <summary>Rows 10 to 15: search, navigation, references, themes, narrow screens, print.</summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed partial class ReadingRows(BrowserSite site)
{
    [Fact]
    public async Task Row_10_a_word_of_prose_is_found_from_another_page_and_the_place_is_highlighted()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        await opened.Page.Keyboard.PressAsync("/");
        Assert.Equal("q", await opened.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        await opened.Page.Keyboard.TypeAsync("amortisation");
        var hit = opened.Page.Locator("#hits a").First;
        await hit.WaitForAsync();
        Assert.Contains("Regret of an unusual gradient", await hit.InnerTextAsync(), StringComparison.Ordinal);
        await opened.Page.Keyboard.PressAsync("ArrowDown");
        await opened.Page.Keyboard.PressAsync("Enter");
        await opened.Page.WaitForFunctionAsync("() => location.pathname.endsWith('/descent.html') && window.CSS?.highlights?.has('found')");
        Assert.EndsWith("descent.html?find=amortisation#regret-of-an-unusual-gradient", opened.Page.Url, StringComparison.Ordinal);
        Assert.Equal(1, await opened.Page.EvaluateAsync<int>("() => CSS.highlights.get('found')?.size ?? 0"));
        Assert.True(await opened.Page.Locator("#regret-of-an-unusual-gradient.hit").CountAsync() == 1);
        Assert.True(await opened.Page.Locator("#regret-of-an-unusual-gradient").EvaluateAsync<bool>("e => { const at = e.getBoundingClientRect(); return at.top >= 0 && at.top < innerHeight; }"));
    }

    [Fact]
    public async Task Row_10_claims_are_found_on_the_same_page_results_are_announced_and_Escape_closes()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        await opened.Page.FillAsync("#q", "coincidence");
        await opened.Page.Locator("#hits a").First.WaitForAsync();
        await opened.Page.WaitForFunctionAsync("() => /result/.test(document.querySelector('#live').textContent)");
        await opened.Page.Locator("#hits a").First.ClickAsync();
        Assert.EndsWith("#c2", opened.Page.Url, StringComparison.Ordinal);
        await opened.Page.FillAsync("#q", "poisson");
        await opened.Page.FocusAsync("#q");
        await opened.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await opened.Page.Locator("#hits li").CountAsync());
        Assert.Equal("", await opened.Page.InputValueAsync("#q"));
    }

    [Fact]
    public Task Row_10_the_index_is_at_most_100_KB() => site.ExamineAsync(page =>
    {
        var beside = new FileInfo(Path.Combine(page.Folder, "assets", "search.css"));
        var bytes = beside.Exists ? beside.Length : File.ReadAllText(Path.Combine(page.Folder, page.File)).Split("id=\"search-index\">")[1].Split("</script>")[0].Length;
        site.Measure(10, page, $"{bytes / 1000.0:0.0} KB");
        return Task.FromResult(bytes > 100_000 ? $"{bytes} bytes" : null);
    });

    [Fact]
    public Task Row_11_headings_figures_and_claims_have_ids_and_links_and_the_contents_list_follows() => site.RowAsync(11);

    internal static async Task<string?> Navigation(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var found = await opened.Page.EvaluateAsync<JsonElement>("""
            async () => {
              const problems = [];
              const linked = e => e.id && document.querySelector(`a[href="#${CSS.escape(e.id)}"]`);
              const article = document.querySelector('article');
              let places = 0;
              const alone = !document.querySelector('.bar nav');
              if (article) {
                for (const e of article.querySelectorAll('h2,h3,h4,figure:not(.lead),.claims tbody tr,.eq')) { places++; if (!linked(e)) problems.push('no link to ' + (e.id || e.outerHTML.slice(0, 60))); }
                if (!alone && !article.querySelector('nav[aria-label=Breadcrumb] a[href="index.html"]')) problems.push('no breadcrumb');
                if (!alone && !article.querySelector('.turn a')) problems.push('no neighbour');
                const last = document.querySelectorAll('.toc a');
                if (last.length > 2) {
                  const target = document.getElementById(decodeURIComponent(last[last.length - 1].hash.slice(1)));
                  target.scrollIntoView();
                  scrollTo(0, document.documentElement.scrollHeight);
                  await new Promise(done => setTimeout(done, 150));
                  const current = document.querySelectorAll('.toc a[aria-current]');
                  if (current.length !== 1) problems.push(current.length + ' current entries');
                  if (current[0] === last[0]) problems.push('the contents list does not follow');
                }
              }
              return { problems, places };
            }
            """);
        var problems = found.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()).ToList();
        site.Measure(11, page, $"{found.GetProperty("places").GetInt32()} places, {problems.Count} without link");
        return problems.Count > 0 ? string.Join("; ", problems.Take(8)) : null;
    }

    [Fact]
    public Task Row_12_no_link_inside_the_collection_is_dead() => site.ExamineAsync(page =>
    {
        var dead = new List<string>();
        var count = 0;
        foreach (var address in Href().Matches(File.ReadAllText(Path.Combine(page.Folder, page.File))).Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)))
        {
            if (address.Contains("://", StringComparison.Ordinal) || address.StartsWith("mailto:", StringComparison.Ordinal)) { continue; }
            count++;
            var parts = address.Split('#', 2);
            var file = Path.Combine(page.Folder, parts[0].Length == 0 ? page.File : parts[0]);
            if (!File.Exists(file)) { dead.Add(address); }
            else if (parts.Length == 2 && parts[1].Length > 0 && !File.ReadAllText(file).Contains($"id=\"{parts[1]}\"", StringComparison.Ordinal)) { dead.Add(address); }
        }

        site.Measure(12, page, $"{dead.Count} of {count}");
        return Task.FromResult(dead.Count > 0 ? "dead: " + string.Join(", ", dead.Distinct()) : null);
    });

    [Fact]
    public async Task Row_13_the_theme_follows_the_system_until_chosen_and_the_choice_is_kept_without_a_flash()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"), ColorScheme.Dark);
        Assert.Equal("rgb(21, 23, 26)", await Ground(opened.Page));
        Assert.Equal("Light theme", await opened.Page.InnerTextAsync("#theme"));
        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        Assert.Equal("rgb(252, 251, 248)", await Ground(opened.Page));
        await opened.Page.ClickAsync("#theme");
        Assert.Equal("rgb(21, 23, 26)", await Ground(opened.Page));
        await opened.Page.AddInitScriptAsync("addEventListener('readystatechange', () => { window.early ??= document.documentElement.dataset.theme; }, true)");
        await opened.Page.ReloadAsync();
        Assert.Equal("dark", await opened.Page.EvaluateAsync<string>("() => window.early"));
        Assert.Equal("rgb(21, 23, 26)", await Ground(opened.Page));
        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.Equal("rgb(255, 255, 255)", await Ground(opened.Page)); // A tint would end at the margins of the paper.
    }

    [Fact]
    public Task Row_13_drawings_and_interactive_figures_follow_the_theme() => site.RowAsync(13);

    /// <summary>Changes the theme and waits until every figure has changed with it.</summary>
    internal static async Task<string?> ThemeSwitch(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var before = await Colours(opened.Page);
        await opened.Page.ClickAsync("#theme");
        await opened.Page.WaitForTimeoutAsync(200);
        await opened.Page.WaitForFunctionAsync("before => [...document.querySelectorAll('.plot')].every((plot, i) => !plot.chart || (plot.chart.layout?.font?.color ?? plot.chart._fullLayout?.font?.color) !== before[i])",
            before.Select(pair => pair.Interactive).ToArray(), new PageWaitForFunctionOptions { Timeout = 15_000 });
        var after = await Colours(opened.Page);
        var same = before.Zip(after).Where(pair => pair.First.Drawn == pair.Second.Drawn).Count();
        site.Measure(13, page, $"{before.Count - same} of {before.Count} follow");
        return same > 0 ? $"{same} drawings keep their colours" : null;
    }

    [Fact]
    public Task Row_14_nothing_makes_a_page_scroll_sideways_at_375_pixels() => site.RowAsync(14);

    internal static async Task<string?> Phone(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        await opened.Page.EvaluateAsync("() => { for (const d of document.querySelectorAll('details')) d.open = true; }");
        foreach (var between in new[] { 1100, 760 })
        {
            await opened.Page.SetViewportSizeAsync(between, 800);
            var needed = await opened.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (needed > between) { return $"is {needed} pixels wide in a window of {between}"; }
        }

        await opened.Page.SetViewportSizeAsync(375, 800);
        await opened.Page.WaitForTimeoutAsync(100);
        var found = await opened.Page.EvaluateAsync<JsonElement>("""
            () => {
              const wide = [...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX));
              const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 376 && !e.closest('.vh') && !wide.some(w => w !== e && w.contains(e)) && getComputedStyle(e).position !== 'absolute').map(e => e.tagName + '.' + e.className + '#' + e.id);
              return { width: document.documentElement.scrollWidth, regions: wide.length, unreachable: wide.filter(e => e.tabIndex < 0).map(e => e.outerHTML.slice(0, 80)), out: out.slice(0, 6) };
            }
            """);
        var width = found.GetProperty("width").GetInt32();
        var unreachable = found.GetProperty("unreachable").EnumerateArray().Select(entry => entry.GetString()).ToList();
        site.Measure(14, page, $"{width} px, {found.GetProperty("regions").GetInt32()} regions");
        return width > 375 ? $"is {width} pixels wide: {found.GetProperty("out")}" : unreachable.Count > 0 ? "cannot be reached: " + string.Join(" | ", unreachable) : null;
    }

    [Fact]
    public Task Row_15_print_shows_drawings_whole_and_no_controls() => site.RowAsync(15);

    internal static async Task<string?> Print(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        var problems = await opened.Page.EvaluateAsync<string[]>("""
            () => {
              const problems = [], shown = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
              for (const e of document.querySelectorAll('.bar, .toc, .turn, .copy, .filter, footer, .skip, .anchor, .knob input, .chart')) if (shown(e)) problems.push('prints ' + e.className);
              for (const e of document.querySelectorAll('figure .plot')) { const svg = e.querySelector('svg.big'); if (svg && !shown(svg)) problems.push('does not print ' + e.closest('figure').id); }
              for (const e of document.querySelectorAll('figure, .erratum, .check')) if (getComputedStyle(e).breakInside !== 'avoid') problems.push('may split ' + (e.id || e.className));
              for (const e of document.querySelectorAll('h1, h2, h3')) if (getComputedStyle(e).breakAfter !== 'avoid') problems.push('may part a heading');
              return problems;
            }
            """);
        var pdf = await opened.Page.PdfAsync(new PagePdfOptions { Format = "A4", PreferCSSPageSize = true });
        site.Measure(15, page, $"{PdfPage().Count(System.Text.Encoding.Latin1.GetString(pdf))} pages");
        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        return problems.Length > 0 ? string.Join("; ", problems.Distinct().Take(8)) : null;
    }

    private static Task<string> Ground(IPage page) => page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    private static async Task<IReadOnlyList<(string Drawn, string Interactive)>> Colours(IPage page)
    {
        var colours = await page.EvaluateAsync<string[][]>("() => [...document.querySelectorAll('.plot')].map(plot => [getComputedStyle(plot.querySelector('svg.big g:is([class^=c],[class^=q],[class^=d],[class^=t],.soft)') ?? plot).color, plot.chart?._fullLayout?.font?.color ?? ''])");
        return [.. colours.Select(pair => (pair[0], pair[1]))];
    }

    [GeneratedRegex("""<a\b[^>]*?\bhref="([^"]*)["]""")]
    private static partial Regex Href();

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex PdfPage();
}
