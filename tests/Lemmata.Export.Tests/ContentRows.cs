using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export;
using Microsoft.Playwright;

namespace Lemmata.Export.Tests;

/// <summary>Rows 16 to 22: code, formulas, sliders, verdicts, reproducibility, safety, motion.</summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed partial class ContentRows(BrowserSite site)
{
    [Fact]
    public Task Row_16_code_is_coloured_at_export_and_every_cell_folds_and_copies() => site.RowAsync(16);

    internal static async Task<string?> CodeCells(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var found = await opened.Page.EvaluateAsync<JsonElement>("""
            () => {
              const cells = [...document.querySelectorAll('.cell')];
              return { cells: cells.length, coloured: document.querySelectorAll('.cell pre span[class]').length,
                bare: cells.filter(c => !c.querySelector('details > summary') || !c.querySelector('button.copy')).length,
                scripts: [...document.scripts].map(s => s.src).filter(s => s && !/lemmata\.js|plots\.js|search\.js/.test(s)).length };
            }
            """);
        site.Measure(16, page, $"{found.GetProperty("cells").GetInt32()} cells, {found.GetProperty("coloured").GetInt32()} spans");
        return found.GetProperty("bare").GetInt32() > 0 ? "cells without fold or copy" : found.GetProperty("scripts").GetInt32() > 0 ? "loads a script library"
            : found.GetProperty("cells").GetInt32() > 3 && found.GetProperty("coloured").GetInt32() == 0 ? "no colours" : null;
    }

    [Fact]
    public async Task Row_16_copying_works_by_keyboard_and_is_announced()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        await opened.Page.FocusAsync("#cell-2 .copy");
        await opened.Page.Keyboard.PressAsync("Enter");
        await opened.Page.WaitForFunctionAsync("() => document.querySelector('#live').textContent === 'Code copied'");
        Assert.StartsWith("var lambda = 3.0;", await opened.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
        Assert.Equal("Copied", await opened.Page.InnerTextAsync("#cell-2 .copy"));
    }

    [Fact]
    public async Task Row_16_folding_is_remembered_per_cell_and_one_button_folds_all()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        Assert.False(await Open("#cell-1"), "the load cell starts folded");
        Assert.True(await Open("#cell-2"));
        await opened.Page.ClickAsync("#cell-2 summary");
        // The browser says that a cell was folded a moment after the click.
        await opened.Page.WaitForFunctionAsync("() => Object.keys(localStorage).some(key => key.includes('fold-'))");
        await opened.Page.ReloadAsync();
        Assert.False(await Open("#cell-2"), "the fold is remembered");
        Assert.True(await Open("#cell-3"), "other cells are as they were");
        await opened.Page.ClickAsync("#fold");
        Assert.Equal(0, await opened.Page.Locator(".cell details[open]").CountAsync());
        await opened.Page.ClickAsync("#fold");
        Assert.Equal(0, await opened.Page.Locator(".cell details:not([open])").CountAsync());
        await opened.Page.GotoAsync(site.Fixture("descent.html"));
        Assert.False(await Open("#cell-4"), "folded where the notebook's metadata says so");
        Task<bool> Open(string cell) => opened.Page.Locator(cell + " details").EvaluateAsync<bool>("e => e.open");
    }

    [Fact]
    public Task Row_17_no_raw_TeX_is_left_and_every_formula_carries_its_TeX() => site.RowAsync(17);

    internal static async Task<string?> Tex(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var text = await opened.Page.EvaluateAsync<string>("""
            () => { const copy = document.querySelector('main').cloneNode(true); for (const e of copy.querySelectorAll('.katex,pre,code,script,.absent')) e.remove(); return copy.textContent; }
            """);
        var raw = RawTex().Matches(text).Select(match => match.Value).ToList();
        var counts = await opened.Page.EvaluateAsync<int[]>("() => [document.querySelectorAll('.katex').length, document.querySelectorAll('.katex annotation[encoding=\"application/x-tex\"]').length, document.querySelectorAll('code.tex').length]");
        site.Measure(17, page, $"{counts[0]} formulas, {raw.Count} raw");
        var torn = await opened.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('main .tied')].filter(tied => {
              const base = [...tied.querySelectorAll('.katex-base')].at(-1), mark = tied.lastChild;
              if (!base || mark.nodeType !== Node.TEXT_NODE) return false;
              const range = document.createRange();
              range.selectNodeContents(mark);
              const at = range.getBoundingClientRect();
              return at.width > 0 && at.left < base.getBoundingClientRect().right - 3;
            }).map(tied => tied.textContent)
            """);
        if (torn.Length > 0) { return "punctuation on another line than its formula: " + string.Join(" | ", torn.Take(3)); }
        var unparsed = page is { Site: "fixture", File: "edge-cases.html" } ? 2 : 0;
        return raw.Count > 0 ? "raw: " + string.Join(" ", raw.Take(5)) : counts[0] != counts[1] ? "formulas without TeX" : counts[2] != unparsed ? $"{counts[2]} formulas shown as code" : null;
    }

    [Fact]
    public async Task Row_17_a_copied_formula_is_its_TeX()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        await opened.Page.EvaluateAsync("() => { const p = document.querySelector('.answer'); getSelection().selectAllChildren(p); document.execCommand('copy'); }");
        Assert.Contains("at the rate $1/n$. At a fixed", await opened.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
    }

    [Fact]
    public void Row_17_TeX_that_does_not_parse_is_named_with_notebook_and_cell()
    {
        site.Needed();
        var folder = Directory.CreateTempSubdirectory("lemmata-tex-").FullName;
        try
        {
            var (_, report) = Site.Build(Fixtures.Collection(folder), Fixtures.Options(folder));
            Assert.Contains(report.Warnings, warning => warning.StartsWith("edge-cases, cell 5: the formula \\frac{1}{ does not parse", StringComparison.Ordinal));
            Assert.Contains(report.Warnings, warning => warning.Contains("\\undefinedcommand", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public Task Row_18_slider_frames_are_small_and_leave_the_axes_alone() => site.RowAsync(18);

    internal static async Task<string?> Sliders(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var found = await opened.Page.EvaluateAsync<JsonElement>("""
            () => Promise.all([...document.querySelectorAll('figure:has(.knob)')].map(async figure => {
              const bytes = new Blob([figure.outerHTML]).size;
              const input = figure.querySelector('input[type=range]');
              const rest = () => { const copy = figure.querySelector('svg.big').cloneNode(true); for (const g of copy.querySelectorAll('[data-f]')) g.remove(); return copy.outerHTML; };
              const visible = () => [...figure.querySelectorAll('svg.big [data-f]')].filter(g => g.getAttribute('visibility') === 'visible').map(g => g.dataset.f).join();
              const set = async value => { input.value = value; input.dispatchEvent(new Event('input')); await new Promise(done => setTimeout(done, 150)); };
              await set(input.min); const before = rest(), first = visible(); await set(input.max); const after = rest(), last = visible();
              const drawn = figure.querySelector(`svg.big [data-f="${last}"]`)?.childElementCount > 0;
              return { id: figure.id, bytes, fixed: before === after, moved: first !== last && first.length > 0 && drawn };
            }))
            """);
        if (found.GetArrayLength() == 0) { return null; }
        var most = found.EnumerateArray().Max(figure => figure.GetProperty("bytes").GetInt32());
        site.Measure(18, page, $"{found.GetArrayLength()} sliders, {most / 1000.0:0} KB at most");
        var wrong = found.EnumerateArray().Where(figure => figure.GetProperty("bytes").GetInt32() > 150_000 || !figure.GetProperty("fixed").GetBoolean() || !figure.GetProperty("moved").GetBoolean())
            .Select(figure => figure.ToString()).ToList();
        return wrong.Count > 0 ? string.Join("; ", wrong) : null;
    }

    [Fact]
    public async Task Row_18_the_state_of_a_slider_is_in_the_address()
    {
        await using var opened = await site.OpenAsync(site.Fixture("poisson-limit.html"));
        await opened.Page.FocusAsync("input[type=range]");
        await opened.Page.Keyboard.PressAsync("End");
        await opened.Page.WaitForFunctionAsync("() => decodeURIComponent(location.href).includes('set-mean-λ=9')");
        await opened.Page.GotoAsync(await opened.Page.EvaluateAsync<string>("() => location.href"));
        await opened.Page.WaitForFunctionAsync("() => document.querySelector('svg.big [data-f][visibility=visible]')?.dataset.f === '9'");
        Assert.Equal("9", await opened.Page.InputValueAsync("input[type=range]"));
        Assert.Equal("9", await opened.Page.Locator("svg.big [data-f][visibility=visible]").GetAttributeAsync("data-f"));
    }

    [Fact]
    public Task Row_19_each_claim_has_a_badge_of_word_and_shape() => site.RowAsync(19);

    internal static async Task<string?> Badges(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var counts = await opened.Page.EvaluateAsync<int[]>("() => { const rows = [...document.querySelectorAll('.claims tbody tr')]; return [rows.length, rows.filter(r => { const v = r.querySelector('.v'); return v && v.querySelector('svg') && v.textContent.trim(); }).length]; }");
        if (counts[0] > 0) { site.Measure(19, page, $"{counts[1]} of {counts[0]}"); }
        return counts[0] != counts[1] ? $"{counts[0] - counts[1]} claims without a badge" : null;
    }

    [Fact]
    public async Task Row_19_the_ledger_filters_by_verdict_source_topic_and_words()
    {
        await using var opened = await site.OpenAsync(site.Fixture("ledger.html"));
        var shown = opened.Page.Locator("#ledger tbody tr:not([hidden])");
        Assert.Equal(5, await shown.CountAsync());
        await opened.Page.UncheckAsync("input[value=holds]");
        Assert.Equal(3, await shown.CountAsync());
        Assert.Equal("3 claims shown", await opened.Page.InnerTextAsync(".filter output"));
        await opened.Page.SelectOptionAsync("#by-source", "post-descent");
        Assert.Equal(["descent.C2"], await shown.EvaluateAllAsync<string[]>("rows => rows.map(r => r.id)"));
        await opened.Page.SelectOptionAsync("#by-source", "");
        await opened.Page.SelectOptionAsync("#by-topic", "Probability");
        Assert.Equal(2, await shown.CountAsync());
        await opened.Page.FillAsync("#by-words", "coincidence");
        Assert.Equal(["poisson-limit.C2"], await shown.EvaluateAllAsync<string[]>("rows => rows.map(r => r.id)"));
        await opened.Page.ClickAsync("#ledger tr:not([hidden]) td.num a:has-text('check')");
        Assert.EndsWith("poisson-limit.html#check-c2", opened.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_20_exporting_twice_gives_identical_bytes()
    {
        site.Needed();
        var again = Path.Combine(site.Root, "again");
        Site.Write(Fixtures.Collection(site.Root), again, Fixtures.Options(site.Root));
        var files = Directory.EnumerateFiles(site.FixtureFolder, "*", SearchOption.AllDirectories).ToList();
        Assert.Equal(files.Count, Directory.EnumerateFiles(again, "*", SearchOption.AllDirectories).Count());
        Assert.All(files, file => Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(again, Path.GetRelativePath(site.FixtureFolder, file)))), file));
        foreach (var page in site.Pages) { site.Measure(20, page, $"{(Machine().IsMatch(File.ReadAllText(Path.Combine(page.Folder, page.File))) ? "names the machine" : "same")}"); }
        Assert.All(site.Pages, page => Assert.DoesNotMatch(Machine(), File.ReadAllText(Path.Combine(page.Folder, page.File))));
    }

    [Fact]
    public Task Row_21_the_policy_forbids_the_network_and_figures_offer_no_upload_and_no_logo() => site.RowAsync(21);

    internal static async Task<string?> Safety(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var html = File.ReadAllText(Path.Combine(page.Folder, page.File));
        var policy = Policy().Match(html).Groups[1].Value;
        if (!policy.StartsWith("default-src 'none'", StringComparison.Ordinal) || policy.Contains("http", StringComparison.Ordinal) || policy.Contains("connect-src", StringComparison.Ordinal)) { return "policy: " + policy; }
        var buttons = await opened.Page.EvaluateAsync<string[][]>("() => [...document.querySelectorAll('.chart')].map(chart => [...chart.querySelectorAll('.modebar-btn')].map(b => b.getAttribute('data-title') ?? b.getAttribute('aria-label') ?? b.className))");
        site.Measure(21, page, $"{buttons.Select(chart => chart.Length).DefaultIfEmpty(0).Max()} buttons");
        foreach (var chart in buttons)
        {
            if (chart.Length != 4) { return $"{chart.Length} buttons: " + string.Join(", ", chart); }
            if (chart.Any(title => Upload().IsMatch(title))) { return "offers " + string.Join(", ", chart); }
        }

        return null;
    }

    [Fact]
    public void Row_21_third_party_scripts_are_listed_with_version_and_licence()
    {
        site.Needed();
        var status = File.ReadAllText(Path.Combine(site.FixtureFolder, "status.html"));
        // A bundle that no page of a site needs does not travel with it, and is not listed.
        var pins = JsonNode.Parse(AssetFiles.Text("package.json"))!["dependencies"]!.AsObject()
            .Where(pin => Bundle().Match(pin.Key) is not { Success: true } bundle
                || File.Exists(Path.Combine(site.FixtureFolder, "assets", $"plotly-{bundle.Groups[1].Value}.css"))).ToList();
        Assert.Contains(pins, pin => pin.Key == "plotly.js-cartesian-dist-min");
        Assert.All(pins, pin => Assert.Matches(Row(pin.Key, pin.Value!.ToString()), status));
        Assert.All(pins, pin => Assert.Matches("MIT|SIL OPEN FONT LICENSE|Redistribution and use", File.ReadAllText(Path.Combine(site.FixtureFolder, "assets", "licences", pin.Key.TrimStart('@').Replace('/', '-') + ".txt"))));
        Assert.DoesNotContain("\"resolved\"", AssetFiles.Text("package-lock.json"), StringComparison.Ordinal);
        Assert.Contains("\"integrity\"", AssetFiles.Text("package-lock.json"), StringComparison.Ordinal);

        static string Row(string name, string version) =>
            $"""{Regex.Escape(name)}</th>\s*<td>{Regex.Escape(version)}</td>\s*<td>\s*<a [^>]+>(?:MIT|OFL-1\.1|BSD-3-Clause)<""";
    }

    [Fact]
    public async Task Row_21_a_single_file_draws_figures_and_searches_from_one_file()
    {
        await using var opened = await site.OpenAsync("file://" + Path.Combine(site.SingleFolder, "poisson-limit.html"));
        await opened.WalkAsync();
        Assert.True(await opened.Page.Locator(".plot.live").CountAsync() >= 2);
        await opened.Page.FillAsync("#q", "amortisation");
        await opened.Page.Locator("#hits a").First.WaitForAsync();
        Assert.Empty(opened.Errors);
        Assert.Single(opened.Requests, url => url.StartsWith("file:", StringComparison.Ordinal));
        Assert.True(await opened.Page.EvaluateAsync<bool>("() => document.fonts.check('16px KaTeX_Main')"));
    }

    [Fact]
    public Task Row_22_nothing_plays_by_itself() => site.RowAsync(22);

    internal static async Task<string?> Motion(BrowserSite site, BrowserSite.Exported page, BrowserSite.Opened opened)
    {
        var playing = await opened.Page.EvaluateAsync<int>("() => document.getAnimations().length + document.querySelectorAll('video,audio,marquee,blink,[autoplay]').length");
        site.Measure(22, page, $"{playing} play");
        return playing > 0 ? $"{playing} things move by themselves" : null;
    }

    [Fact]
    public async Task Row_22_reduced_motion_is_respected()
    {
        await using var calm = await site.OpenAsync(site.Fixture("poisson-limit.html#the-limit"), calm: true);
        Assert.Equal(0, await calm.Page.EvaluateAsync<int>("() => document.getAnimations().length"));
        await using var lively = await site.OpenAsync(site.Fixture("poisson-limit.html#the-limit"));
        Assert.True(await lively.Page.EvaluateAsync<int>("() => document.getAnimations().length") > 0, "the mark of a jump is the one animation there is");
    }

    [GeneratedRegex(@"^plotly\.js-(\w+)-dist-min$")]
    private static partial Regex Bundle();

    [GeneratedRegex(@"\\[a-zA-Z]{2,}|\$[^$\s][^$\n]*[\\^_][^$\n]*\$|\\\(|\\\[")]
    private static partial Regex RawTex();

    [GeneratedRegex(@"/tmp/|/work/|/home/|[A-Z]:\\Users|\b20\d\d-\d\d-\d\dT\d\d:|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Machine();

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]+)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("cloud|share|upload|edit in|chart studio|plotly", RegexOptions.IgnoreCase)]
    private static partial Regex Upload();
}
