using System.Text.Json;
using Microsoft.Playwright;

namespace Lemmata.Export.Tests;

/// <summary>Rows 23 to 35: fonts that travel, signs of what goes on, tables, live figures, previews, words.</summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed class RefinedRows(BrowserSite site)
{
    [Fact]
    public Task Row_23_every_letter_of_a_page_is_in_fonts_of_the_site() => site.RowAsync(23);

    [Fact]
    public Task Row_34_no_sentence_counts_one_thing_as_many() => site.RowAsync(34);

    /// <summary>
    /// Thirds and Hebrew stand in no font of the packages; they fall to the machine's own. The letters of formulas have
    /// fonts of their own.
    /// </summary>
    internal static async Task<(string? Fonts, string? Words)> FontsAndWords(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var found = await opened.Page.EvaluateAsync<JsonElement>("""
            async () => {
              await document.fonts.ready;
              const faces = [...document.fonts].filter(face => face.family.includes('Lemmata'));
              const ranges = family => faces.filter(face => face.family.includes(family)).flatMap(face => face.unicodeRange.split(','))
                .map(range => range.trim().slice(2).split('-').map(end => parseInt(end, 16))).map(([first, last]) => [first, last ?? first]);
              const text = document.body.innerText;
              const problems = [];
              for (const family of ['Text', 'Label', 'Code']) {
                const known = [...ranges('Lemmata ' + family), ...ranges('Lemmata Signs')];
                const absent = [...new Set(text)].filter(letter => !/[\p{Z}\p{C}\p{Script=Hebrew}⅓⅔ℎ\u{1d400}-\u{1d7ff}]/u.test(letter)
                  && !known.some(([first, last]) => letter.codePointAt(0) >= first && letter.codePointAt(0) <= last));
                if (absent.length) problems.push(`Lemmata ${family} lacks ${absent.join(' ')}`);
              }
              if (faces.some(face => face.status === 'error')) problems.push('a font could not be read');
              if (!faces.some(face => face.family.includes('Text') && face.status === 'loaded')) problems.push('the text waits for its font');
              for (const code of document.querySelectorAll('pre, code')) if (getComputedStyle(code).fontVariantLigatures !== 'none') problems.push('ligatures in code');
              const many = text.match(/(?<![-−–.,^]\s?)\b(?:the )?1 (?:notebooks|pages|claims|cells|figures|results|checks|rows)\b|\^[⅓½¼]/g) ?? [];
              return { problems: [...new Set(problems)], many, loaded: faces.filter(face => face.status === 'loaded').length };
            }
            """);
        var problems = Texts(found, "problems");
        var many = Texts(found, "many");
        site.Measure(23, page, $"{found.GetProperty("loaded").GetInt32()} fonts");
        site.Measure(34, page, $"{many.Count} slips");
        return (problems.Count > 0 ? string.Join("; ", problems) : null, many.Count > 0 ? string.Join("; ", many) : null);
    }

    [Fact]
    public async Task Row_23_lines_break_alike_whatever_fonts_a_machine_has()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        var family = await opened.Page.EvaluateAsync<string[]>("""
            async () => {
              await document.fonts.ready;
              const width = (text, family) => { const span = document.createElement('span'); span.style.cssText = `position:absolute;white-space:pre;font:40px ${family}`; span.textContent = text; document.body.append(span); const w = span.offsetWidth; span.remove(); return w; };
              const style = getComputedStyle(document.documentElement);
              return ['--serif', '--sans', '--mono'].filter(name => {
                const own = style.getPropertyValue(name);
                return width('The mean of 0123', own) !== width('The mean of 0123', own.split(',')[0]) || width('The mean of 0123', own) === width('The mean of 0123', 'DejaVu Sans');
              });
            }
            """);
        Assert.Empty(family);
    }

    [Fact]
    public void Row_23_without_Node_pages_name_no_font_files()
    {
        var folder = Directory.CreateTempSubdirectory("lemmata-fonts-").FullName;
        try
        {
            var (files, _) = Lemmata.Export.Site.Build(Fixtures.Collection(folder), Fixtures.Options(folder, noNode: true));
            Assert.DoesNotContain(files.All.Keys, path => path.Contains("fonts", StringComparison.Ordinal));
            Assert.DoesNotContain("fonts.css", System.Text.Encoding.UTF8.GetString(files.All["poisson-limit.html"]), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public Task Row_24_a_formula_that_goes_on_beyond_the_screen_shows_it() => site.RowAsync(24);

    internal static async Task<string?> CutFormulas(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var found = await opened.Page.EvaluateAsync<JsonElement>("""
            () => {
              const boxes = [...document.querySelectorAll('.eq > div')], cut = boxes.filter(e => e.scrollWidth > e.clientWidth + 1);
              const shaded = e => { const s = getComputedStyle(e); return s.backgroundImage.split('linear-gradient').length === 5 && s.backgroundAttachment.includes('local') && s.backgroundAttachment.includes('scroll'); };
              return { boxes: boxes.length, cut: cut.length, unmarked: cut.filter(e => !shaded(e)).map(e => e.parentElement.id) };
            }
            """);
        site.Measure(24, page, $"{found.GetProperty("cut").GetInt32()} of {found.GetProperty("boxes").GetInt32()} cut");
        var unmarked = Texts(found, "unmarked");
        return unmarked.Count > 0 ? "cut without a sign: " + string.Join(", ", unmarked) : null;
    }

    [Fact]
    public async Task Row_24_long_formulas_break_at_relations_on_a_telephone()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"), width: 375);
        var heights = await opened.Page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('.eq .katex-html')].map(e => new Set([...e.children].map(base => Math.round(base.getBoundingClientRect().top + base.getBoundingClientRect().height / 2))).size)");
        Assert.True(heights.Max() > 1, "the formula with twelve terms stands in more than one line");
    }

    [Fact]
    public Task Row_26_no_cell_of_a_table_runs_into_its_neighbour() => site.RowAsync(26);

    /// <summary>At four widths; ends at the last.</summary>
    internal static async Task<string?> Tables(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        if (page.File is not ("ledger.html" or "status.html" or "index.html" or "library.html")) { return null; }
        var problems = new List<string>();
        foreach (var width in new[] { 1440, 1024, 768, 375 })
        {
            await opened.Page.SetViewportSizeAsync(width, 900);
            problems.AddRange(await opened.Page.EvaluateAsync<string[]>("""
                width => {
                  const problems = [];
                  // On a telephone a few formulas are wider than the page, and the list says so by a shade.
                  const list = document.querySelector('.scroll:has(> #ledger)');
                  if (width > 375 && list?.scrollWidth > list?.clientWidth + 1) problems.push(`${width}: the ledger leaves the page`);
                  for (const table of document.querySelectorAll('main table')) {
                    for (const row of table.rows) {
                      const cells = [...row.cells].filter(cell => cell.getClientRects().length);
                      cells.forEach((cell, i) => {
                        const range = document.createRange();
                        range.selectNodeContents(cell);
                        const text = range.getBoundingClientRect(), at = cell.getBoundingClientRect();
                        if (text.right > at.right + 1.5 && !cell.querySelector('.vh, .katex')) problems.push(`${width}: ${cell.textContent.trim().slice(0, 40)} leaves its cell`);
                      });
                    }
                  }
                  return [...new Set(problems)].slice(0, 4);
                }
                """, width));
        }

        site.Measure(26, page, $"{problems.Count} collisions");
        return problems.Count > 0 ? string.Join("; ", problems) : null;
    }

    [Fact]
    public Task Row_27_names_of_live_figures_do_not_touch() => site.RowAsync(27);

    /// <summary>
    /// Names beside curves, as the plot library set them: their ink, which is lower than a line of text.
    /// </summary>
    internal static async Task<string?> Names(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var found = await opened.Page.EvaluateAsync<string[]>("""
            () => {
              const found = [];
              for (const chart of document.querySelectorAll('.plot.live .chart')) {
                const names = [...chart.querySelectorAll('.annotation-text')].filter(text => text.textContent.trim()).map(text => {
                  const { left, right, top, bottom, height } = text.getBoundingClientRect();
                  const line = height / Math.max(1, text.querySelectorAll('.line').length);
                  return { said: text.textContent, left, right, top: top + 0.2 * line, bottom: bottom - 0.2 * line };
                });
                names.forEach((one, i) => names.slice(0, i).forEach(other => {
                  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
                  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
                  if (across > 1 && down > 1)
                    found.push(`${chart.closest('figure').id}: “${one.said}” touches “${other.said}” by ${Math.round(down)} px`);
                }));
              }
              return found;
            }
            """);
        site.Measure(27, page, $"{found.Length} touch");
        return found.Length > 0 ? string.Join("; ", found) : null;
    }

    [Theory]
    [InlineData(1024), InlineData(710)]
    public async Task Row_27_names_keep_apart_at_every_width_and_after_the_window_changed(int width)
    {
        var page = site.Pages.FirstOrDefault(page => page is { Site: "collection", File: "poisson-limit.html" });
        if (page is null) { Assert.Skip("this collection has no notebook poisson-limit"); return; }
        await using var opened = await site.OpenAsync(page.Url, width: width);
        await opened.WalkAsync();
        Assert.Null(await Names(site, page, opened));
        await opened.Page.SetViewportSizeAsync(width + 60, 900);
        await opened.Page.WaitForFunctionAsync("""
            () => [...document.querySelectorAll('.plot.live')].every(box =>
              Math.abs(box.querySelector('.main-svg').getBoundingClientRect().width - box.clientWidth) < 2)
            """);
        Assert.Null(await Names(site, page, opened));
    }

    [Fact]
    public async Task Row_28_the_first_figure_answers_and_every_figure_can_be_saved()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        await opened.Page.Locator("figure.lead .plot.live").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        var table = opened.Page.Locator("#fig-1 details.data");
        await table.Locator("summary").ClickAsync();
        foreach (var (kind, begins) in new[] { ("CSV", ""), ("SVG", "<svg"), ("PNG", "\u0089PNG") })
        {
            var download = await opened.Page.RunAndWaitForDownloadAsync(() => table.Locator($"button[aria-label='Save figure as {kind}']").ClickAsync());
            Assert.Equal($"poisson-limit-fig-1.{kind.ToLowerInvariant()}", download.SuggestedFilename);
            var content = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync((await download.PathAsync())!));
            Assert.StartsWith(begins, content, StringComparison.Ordinal);
            if (kind != "CSV") { continue; }
            var rows = content.TrimEnd('\n').Split('\n');
            Assert.Equal(await table.Locator("tr").CountAsync(), rows.Length);
            Assert.Equal(await table.Locator("thead th").CountAsync(), rows[1].Split(',').Length);
        }
    }

    [Fact]
    public async Task Row_29_a_reference_shows_what_it_leads_to_until_it_is_left()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        var preview = opened.Page.Locator(".preview");
        await PointAsync("main a[href='#eq-1']");
        await preview.Locator(".katex").First.WaitForAsync();
        await opened.Page.Mouse.MoveAsync(2, 2);
        await preview.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await PointAsync(".strip a[href='#c2']");
        await preview.WaitForAsync();
        Assert.Contains("coincidence", await preview.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await preview.Locator("[id]").CountAsync());
        await opened.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await preview.CountAsync());

        // A page that scrolls hides what it shows; so it is still before the pointer comes.
        async Task PointAsync(string link)
        {
            var place = opened.Page.Locator(link).First;
            await place.ScrollIntoViewIfNeededAsync();
            await opened.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await place.HoverAsync();
        }
    }

    [Fact]
    public async Task Row_30_who_folds_all_code_of_a_page_finds_it_folded_on_the_next()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        await opened.Page.ClickAsync("#fold");
        await opened.Page.GotoAsync(site.Fixture("descent.html"));
        Assert.Equal(0, await opened.Page.Locator(".cell details[open]").CountAsync());
        await opened.Page.ClickAsync("#fold");
        await opened.Page.GotoAsync(site.Fixture("twin-a.html"));
        Assert.Equal(1, await opened.Page.Locator(".cell details[open]").CountAsync());
    }

    [Fact]
    public async Task Row_31_a_page_says_how_it_and_its_sources_are_cited()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        await opened.Page.Locator("article > details summary", new PageLocatorOptions { HasTextString = "Cite this" }).ClickAsync();
        var text = await opened.Page.Locator("article > details[open] pre").InnerTextAsync();
        Assert.StartsWith("@misc{poisson-limit,\n  title = {The Poisson limit},", text, StringComparison.Ordinal);
        Assert.Contains("author = {苏剑林}", text, StringComparison.Ordinal);
        var register = await opened.Page.Locator("article > details[open] a[download]").GetAttributeAsync("href");
        Assert.Equal(File.ReadAllBytes(Path.Combine(site.Root, "data", "claims", "poisson-limit.json")), File.ReadAllBytes(Path.Combine(site.FixtureFolder, register!)));
    }

    [Fact]
    public async Task Row_32_the_first_screen_says_what_this_is_why_to_believe_it_and_where_to_begin()
    {
        await using var opened = await site.OpenAsync(site.Fixture("index.html"), width: 1440);
        Assert.Equal(["What this is", "Why believe it", "Where to begin", "Notebooks"], await opened.Page.Locator("h2").AllInnerTextsAsync());
        Assert.True(await opened.Page.Locator(".first").EvaluateAsync<double>("e => e.getBoundingClientRect().bottom") < 900);
        // Counts are what a reader finds who counts for himself.
        var said = await opened.Page.Locator(".first").InnerTextAsync();
        Assert.Contains($"{await opened.Page.Locator(".cards > li").CountAsync()} notebooks", said, StringComparison.Ordinal);
        var verdicts = (await opened.Page.Locator(".totals dd").AllInnerTextsAsync()).Sum(int.Parse);
        await opened.Page.GotoAsync(site.Fixture("ledger.html"));
        var claims = await opened.Page.Locator("#ledger tbody tr").CountAsync();
        Assert.Equal(claims, verdicts);
        Assert.Contains($"{claims} claims", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_35_the_own_page_comes_first_and_one_wrong_letter_is_forgiven()
    {
        await using var opened = await site.OpenAsync(site.Fixture("descent.html"));
        await opened.Page.FillAsync("#q", "claims");
        await opened.Page.Locator("#hits a").First.WaitForAsync();
        Assert.StartsWith("?find=", await opened.Page.Locator("#hits a").First.GetAttributeAsync("href"), StringComparison.Ordinal);
        await opened.Page.FillAsync("#q", "amortisatoin");
        await opened.Page.Locator("#hits .none").WaitForAsync();
        await opened.Page.FillAsync("#q", "amortization");
        await opened.Page.Locator("#hits a").First.WaitForAsync();
        Assert.Contains("Regret of an unusual gradient", await opened.Page.Locator("#hits a").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("left", await opened.Page.Locator(".turn [rel=prev] b").EvaluateAsync<string>("e => getComputedStyle(e).textAlign === 'start' ? 'left' : getComputedStyle(e).textAlign"));
        Assert.Equal(1, await opened.Page.Locator("#hits").EvaluateAsync<double>("e => Number(getComputedStyle(e).opacity)"));
    }

    private static List<string> Texts(JsonElement found, string name) => [.. found.GetProperty(name).EnumerateArray().Select(text => text.GetString() ?? "")];
}
