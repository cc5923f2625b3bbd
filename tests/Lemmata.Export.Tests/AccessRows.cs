using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Lemmata.Export.Tests;

/// <summary>Rows 6 to 9: axe, names and structure, contrast, keyboard.</summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed class AccessRows(BrowserSite site)
{
    private static readonly string[] Standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <summary>The rules of axe that look at colours; all others judge both themes alike.</summary>
    private static readonly string[] ColourRules = ["color-contrast", "link-in-text-block"];

    private static readonly Lazy<string> AxeScript = new(() => new BundledAxeScriptProvider().GetScript());

    [Fact]
    public Task Row_06_axe_finds_nothing_in_either_theme_folded_or_unfolded() => site.RowAsync(6);

    [Fact]
    public async Task Row_06_axe_finds_what_is_wrong_when_something_is()
    {
        await using var opened = await site.OpenAsync(site.Fixture("descent.html"));
        await opened.Page.EvaluateAsync("() => { document.documentElement.removeAttribute('lang'); const p = document.querySelector('main p'); p.style.color = '#ccc'; p.style.background = '#ddd'; }");
        Assert.Contains(await Axe(opened, "light"), finding => finding.Contains("html-has-lang", StringComparison.Ordinal));
        Assert.Contains(await Axe(opened, "light", second: true), finding => finding.Contains("color-contrast", StringComparison.Ordinal));
    }

    [Fact]
    public Task Row_07_structure_names_and_tables_are_there_beyond_what_axe_asks() => site.RowAsync(7);

    [Fact]
    public Task Row_08_text_has_contrast_of_four_and_a_half_and_plot_lines_of_three_in_both_themes() => site.RowAsync(8);

    [Fact]
    public Task Row_09_the_keyboard_reaches_everything_without_traps_and_figures_take_at_most_four_stops() => site.RowAsync(9);

    /// <summary>
    /// Both fold states of the theme that the page shows now: unfolded the page is asked for everything, folded only for
    /// what looks different then. In a second theme, what can differ from the first. Formulas and coloured code stand as
    /// their text meanwhile, drawings without what is drawn in them, and long tables with their first rows: row 8 judges
    /// the colour of every letter, row 7 the names of drawings, and they are ten thousands of elements, all alike.
    /// </summary>
    internal static async Task<IReadOnlyList<string>> Axe(BrowserSite.Opened opened, string theme, bool second = false)
    {
        // Pages have no frames, so axe comes into the page once and runs there, without a blank page to gather findings in.
        await opened.Page.EvaluateAsync(AxeScript.Value);
        await opened.Page.EvaluateAsync("""
            () => {
              const text = e => [e.querySelector('annotation')?.textContent ?? e.textContent];
              const first = e => [...e.children].slice(0, 4);
              const shorter = [['.katex', text], ['.cell pre code, .cell pre:not(:has(code))', text],
                ['svg[role=img], .chart .main-svg', () => []], ['table tbody', first]];
              window.shortened = shorter.flatMap(([what, keep]) =>
                [...document.querySelectorAll(what)].map(e => [e, [...e.childNodes], keep(e)]));
              for (const [e, , kept] of shortened) e.replaceChildren(...kept);
            }
            """);
        await Fold(opened, open: true);
        var findings = await Violations(opened, "document", second ? "rule" : "tag", second ? ColourRules : Standards);
        await Fold(opened, open: false);
        var folded = await opened.Page.Locator("summary").CountAsync() == 0
            ? []
            : await Violations(
                opened, "{ include: ['summary'] }", second ? "rule" : "tag", second ? ColourRules : Standards);
        await opened.Page.EvaluateAsync("() => { for (const [e, nodes] of shortened.reverse()) e.replaceChildren(...nodes); }");
        return
        [
            .. findings.Select(violation => $"{theme} unfolded {violation}"),
            .. folded.Select(violation => $"{theme} folded {violation}"),
        ];
    }

    private static Task Fold(BrowserSite.Opened opened, bool open) => opened.Page.EvaluateAsync("""
        open => {
          for (const d of document.querySelectorAll('details')) d.open = open;
          return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        }
        """, open);

    /// <summary>What axe finds in a part of the page, three places a rule.</summary>
    private static Task<string[]> Violations(
        BrowserSite.Opened opened, string part, string type, string[] values) =>
        opened.Page.EvaluateAsync<string[]>($$"""
            async ([type, values]) => {
              const result = await axe.run({{part}}, { runOnly: { type, values }, resultTypes: ['violations'] });
              return result.violations.flatMap(violation => violation.nodes.slice(0, 3).map(node =>
                violation.id + ': ' + node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')));
            }
            """, new object[] { type, values });

    internal static async Task<string?> Structure(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var found = await opened.Page.EvaluateAsync<JsonElement>("""
            () => {
              const all = s => [...document.querySelectorAll(s)];
              const problems = [];
              if (document.documentElement.lang !== 'en') problems.push('lang');
              if (all('h1').length !== 1) problems.push(all('h1').length + ' h1');
              if (all('main').length !== 1) problems.push('main');
              if (!document.querySelector('a.skip[href="#main"]')) problems.push('skip link');
              for (const nav of all('nav')) if (!nav.getAttribute('aria-label')) problems.push('nav without a name');
              const names = all('nav').map(n => n.getAttribute('aria-label'));
              if (new Set(names).size !== names.length) problems.push('two navs of one name');
              let level = 0;
              for (const h of all('h1,h2,h3,h4,h5,h6')) { const l = +h.tagName[1]; if (l > level + 1) problems.push('skips to ' + h.tagName + ' at ' + h.textContent.slice(0, 40)); level = l; }
              for (const f of all('figure')) {
                if (!f.querySelector('figcaption')?.textContent.trim()) problems.push(f.id + ' has no caption');
                if ((f.getAttribute('aria-label') || '').length < 12) problems.push(f.id + ' has no name that states a finding');
                if (!f.querySelector('details table')) problems.push(f.id + ' has no data table');
                if (!f.querySelector('svg[role=img][aria-label]') && !f.querySelector('.plot-data')) problems.push(f.id + ' has no named drawing');
              }
              return { problems, figures: all('figure').length };
            }
            """);
        var problems = found.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()).ToList();
        site.Measure(7, page, $"{problems.Count} of {found.GetProperty("figures").GetInt32()} figures");
        return problems.Count > 0 ? string.Join("; ", problems) : null;
    }

    private const string ContrastScript = """
        () => {
          const parse = text => { const n = text.match(/[\d.]+/g).map(Number); return text.startsWith('color(srgb') ? [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1] : [n[0], n[1], n[2], n[3] ?? 1]; };
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const colour = text => { if (/^rgba?\(/.test(text) || text.startsWith('color(srgb')) return parse(text); canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1); const d = canvas.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255]; };
          const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
          const ground = element => { const stack = []; for (let e = element; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c[3] > 0) stack.push(c); if (c[3] === 1) break; } return stack.reduceRight((under, top) => over(top, under), [255, 255, 255, 1]); };
          const light = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
          const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
          let text = 99, lines = 99; const worst = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const e = node.parentElement;
            if (!node.data.trim() || e.closest('script,style,.vh,.skip,.katex-mathml,.chart') || !e.getClientRects().length) continue;
            const style = getComputedStyle(e); if (style.visibility === 'hidden') continue;
            const under = ground(e.closest('svg') ? e.closest('svg').parentElement : e);
            const r = ratio(over(colour(e.closest('svg') ? style.fill : style.color), under), under);
            if (r < text) text = r; if (r < 4.5) worst.push('text ' + r.toFixed(2) + ' ' + node.data.trim().slice(0, 30));
          }
          for (const g of document.querySelectorAll('.plot svg.big g:is([class^=c1],[class^=c2],[class^=c3],[class^=c4],[class^=c5],[class^=c6],[class^=c7],[class^=c8])')) {
            const under = ground(g.closest('.plot')); const r = ratio(over(colour(getComputedStyle(g).color), under), under);
            if (r < lines) lines = r; if (r < 3) worst.push('line ' + r.toFixed(2) + ' ' + g.getAttribute('class'));
          }
          return { text, lines, worst: [...new Set(worst)] };
        }
        """;

    /// <summary>On a page without scripts, where all figures are drawings.</summary>
    internal static async Task<string?> Contrast(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var findings = new List<string>();
        double text = 99, lines = 99;
        await opened.Page.EvaluateAsync("() => { for (const d of document.querySelectorAll('details')) d.open = true; }");
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme });
            var found = await opened.Page.EvaluateAsync<JsonElement>(ContrastScript);
            text = Math.Min(text, found.GetProperty("text").GetDouble());
            lines = Math.Min(lines, found.GetProperty("lines").GetDouble());
            findings.AddRange(found.GetProperty("worst").EnumerateArray().Select(entry => $"{theme}: {entry.GetString()}"));
        }

        site.Measure(8, page, $"text {text:0.0}, lines {(lines > 98 ? "–" : lines.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture))}");
        return findings.Count > 0 ? string.Join("; ", findings.Take(12)) : null;
    }

    private const int AtOnce = 25;

    internal static async Task<string?> Keyboard(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var order = await opened.Page.EvaluateAsync<int>("() => document.querySelectorAll('a[href],button,input,select,summary,[tabindex=\"0\"]').length");
        await opened.Page.EvaluateAsync("""
            () => {
              window.reached = []; window.left = false;
              const first = document.querySelector('a.skip');
              addEventListener('focusin', event => {
                const e = event.target;
                if (e === first && window.reached.length > 0) window.left = true;
                if (window.left) return;
                const style = getComputedStyle(e);
                const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || e.matches('.skip');
                window.reached.push([e.closest('figure')?.id ?? '', seen ? '' : e.outerHTML.slice(0, 90), e.closest('.chart') ? 'chart' : '']);
              });
            }
            """);
        var stops = new Dictionary<string, int>();
        var unseen = new HashSet<string>();
        var steps = 0;
        for (; steps < order + 40; steps += AtOnce)
        {
            // Every key is real; what it reached is noted in the page. A browser answers one key a frame, and takes
            // those that wait together.
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => opened.Page.Keyboard.PressAsync("Tab")));
            if (await opened.Page.EvaluateAsync<bool>("() => window.left")) { break; }
        }

        var reached = await opened.Page.EvaluateAsync<string[][]>("() => window.reached");
        steps = reached.Length;
        foreach (var at in reached)
        {
            if (at[1].Length > 0) { unseen.Add(at[1]); }
            if (at[2].Length > 0) { stops[at[0]] = stops.GetValueOrDefault(at[0]) + 1; }
        }

        var most = stops.Values.DefaultIfEmpty(0).Max();
        site.Measure(9, page, $"{steps} stops, {most} a figure");
        return !await opened.Page.EvaluateAsync<bool>("() => window.left || document.activeElement === document.body || window.reached.length <= 1") ? $"does not come round after {steps} stops" : unseen.Count > 0 ? "no visible focus on " + string.Join(" | ", unseen.Take(4))
            : most > 4 ? $"{most} stops in one figure" : null;
    }

    [Fact]
    public async Task Row_09_a_slider_obeys_arrows_pages_home_and_end_and_speaks_its_value()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        var slider = opened.Page.Locator("input[type=range]");
        await slider.FocusAsync();
        foreach (var (key, value, words) in new[] { ("End", "9", "Mean λ = 12"), ("Home", "0", "Mean λ = 0.5"), ("ArrowRight", "1", "Mean λ = 1"), ("ArrowRight", "2", "Mean λ = 2"), ("ArrowLeft", "1", "Mean λ = 1") })
        {
            await opened.Page.Keyboard.PressAsync(key);
            Assert.Equal(value, await slider.InputValueAsync());
            Assert.Equal(words, await slider.GetAttributeAsync("aria-valuetext"));
            Assert.Equal(words, await opened.Page.Locator(".knob output").InnerTextAsync());
        }

        await opened.Page.Keyboard.PressAsync("PageUp");
        Assert.NotEqual("1", await slider.InputValueAsync());
        await opened.Page.Keyboard.PressAsync("PageDown");
        Assert.Equal("1", await slider.InputValueAsync());
    }
}
