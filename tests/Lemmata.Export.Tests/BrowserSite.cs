using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Lemmata.Export;
using Lemmata.Export.Formulas;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;
using Lemmata.Tool.Commands;
using Lemmata.Tool.Commands.Exporting;
using Lemmata.Tool.Running;
using Microsoft.Playwright;

namespace Lemmata.Export.Tests;

/// <summary>All browser tests read the same exported sites in one browser.</summary>
[CollectionDefinition(nameof(BrowserSite))]
public sealed class BrowserCollection : ICollectionFixture<BrowserSite>;

/// <summary>
/// Exports the fixture collection and the notebooks of the repository as export shows them, and opens
/// every page from disk in headless Chromium with the network off. <c>LEMMATA_PAGES=fixture</c> in the environment
/// leaves the notebooks out, which saves minutes; a list of slugs takes those. What the rows measured is written to
/// <c>lemmata-pages/rows.md</c> in the folder for temporary files.
/// </summary>
public sealed class BrowserSite : IAsyncLifetime
{
    /// <summary>Milliseconds to wait for what a page does: on a busy machine all takes longer, and nothing is judged by it.</summary>
    private const int Patience = 180_000;

    private readonly ConcurrentDictionary<(int Row, string Page), string> measured = [];
    private readonly ConcurrentDictionary<Exported, Dictionary<int, string?>> results = [];
    private readonly Lazy<Task> visits;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private string? absent;

    public BrowserSite() => visits = new(VisitAllAsync);

    /// <summary>One exported page.</summary>
    internal sealed record Exported(string Site, string Folder, string File)
    {
        public string Url => "file://" + Path.Combine(Folder, File);

        public string Name => Site == "fixture" ? "fixture/" + File : File;

        public override string ToString() => Name;
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("lemmata-browser-").FullName;

    public string FixtureFolder => Path.Combine(Root, "fixture");

    public string AloneFolder => Path.Combine(Root, "alone");

    public string SingleFolder => Path.Combine(Root, "single");

    /// <summary>The notebooks of the repository, or those asked for.</summary>
    internal IReadOnlyList<NotebookInput> Notebooks { get; private set; } = [];

    /// <summary>Every page of both collections.</summary>
    internal IReadOnlyList<Exported> Pages { get; private set; } = [];

    internal string Fixture(string file) => "file://" + Path.Combine(FixtureFolder, file);

    public async ValueTask InitializeAsync()
    {
        if (InstalledChromium.Absent is { } reason) { absent = reason; return; }
        if (NodePackages.Open(PackageCache.Folder, out var why) is null) { absent = why; return; }
        Site.Write(Fixtures.Collection(Root), FixtureFolder, Fixtures.Options(Root));
        Site.Write(Fixtures.Collection(Root), SingleFolder, Fixtures.Options(Root, singleFile: true));
        Site.WriteAlone(Fixtures.Collection(Root)[0], Path.Combine(AloneFolder, "sent by mail (1).html"), Fixtures.Options(Root));
        var pages = Files("fixture", FixtureFolder);
        pages.AddRange(Files("alone", AloneFolder));
        Notebooks = Collection();
        if (Notebooks is { Count: > 0 } notebooks)
        {
            var folder = Path.Combine(Root, "collection");
            Site.Write(notebooks, folder, ExportCommand.Options(RepositoryRoot()!) with { Cache = PackageCache.Folder });
            pages.AddRange(Files("collection", folder));
        }

        Pages = pages;
        playwright = await Playwright.CreateAsync();
        browser = await InstalledChromium.LaunchAsync(playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) { await browser.CloseAsync(); }
        playwright?.Dispose();
        if (!measured.IsEmpty) { WriteTable(); }
        Directory.Delete(Root, recursive: true);
    }

    /// <summary>Skips a test where browser or Node are absent.</summary>
    internal void Needed()
    {
        if (absent is not null) { Assert.Skip(absent); }
    }

    /// <summary>Opens a page; requests and console errors are recorded.</summary>
    internal async Task<Opened> OpenAsync(string? url, ColorScheme theme = ColorScheme.Light, int width = 1280, bool script = true, bool calm = false)
    {
        Needed();
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = theme, JavaScriptEnabled = script, Offline = true,
            ReducedMotion = calm ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
        });
        context.SetDefaultTimeout(Patience);
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await context.NewPageAsync();
        var opened = new Opened(context, page);
        page.Request += (_, request) => opened.Requests.Enqueue(request.Url);
        page.Console += (_, message) => { if (message.Type is "error" or "warning" && !IsOfCard(message.Text)) { opened.Errors.Enqueue(message.Text); } };
        page.PageError += (_, error) => opened.Errors.Enqueue(error);
        if (url is not null) { await page.GotoAsync(url); }
        return opened;
    }

    /// <summary>What the program that stands for a graphics card says of its own speed is no fault of a page.</summary>
    private static bool IsOfCard(string message) => message.Contains("GL Driver Message", StringComparison.Ordinal)
        || message.StartsWith("Canvas2D: Multiple readback", StringComparison.Ordinal);

    /// <summary>Runs an examination on every page, two at a time, and fails with all findings together.</summary>
    internal async Task ExamineAsync(Func<Exported, Task<string?>> examine, Func<Exported, bool>? which = null)
    {
        Needed();
        var findings = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Pages.Where(page => which?.Invoke(page) ?? true), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (page, _) =>
        {
            var finding = await examine(page);
            if (finding is not null) { findings.Enqueue($"{page.Name}: {finding}"); }
        });
        Assert.True(findings.IsEmpty, string.Join("\n", findings.Order(StringComparer.Ordinal)));
    }

    /// <summary>Fails with what the visits of all pages found for one row.</summary>
    internal async Task RowAsync(int row)
    {
        Needed();
        var findings = new List<string>();
        await visits.Value;
        foreach (var (page, found) in results.OrderBy(entry => entry.Key.Name, StringComparer.Ordinal))
        {
            if (found.GetValueOrDefault(row) is { } finding) { findings.Add($"{page.Name}: {finding}"); }
        }

        Assert.Equal(Pages.Count, results.Count);
        Assert.True(findings.Count == 0, string.Join("\n", findings));
    }

    /// <summary>Opens every page twice, with scripts and without, and examines it for all rows.</summary>
    private Task VisitAllAsync() => Parallel.ForEachAsync(Pages, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (page, _) =>
        results[page] = await FoundAsync(page));

    /// <summary>A visit that breaks off is a finding of its page in every row, and of no other page.</summary>
    private async Task<Dictionary<int, string?>> FoundAsync(Exported page)
    {
        try
        {
            return await VisitAsync(page);
        }
        catch (Exception broken) when (broken is PlaywrightException or TimeoutException)
        {
            return Enumerable.Range(1, 35).ToDictionary(row => row, string? (_) => $"the visit broke off: {broken.Message}");
        }
    }

    private async Task<Dictionary<int, string?>> VisitAsync(Exported page)
    {
        var found = new Dictionary<int, string?>();
        await using (var bare = await OpenAsync(page.Url, width: 1000, script: false))
        {
            found[3] = await LoadingRows.WithoutScripts(this, page, bare);
            found[8] = await AccessRows.Contrast(this, page, bare);
        }

        await using var opened = await OpenAsync(null);
        await opened.Page.AddInitScriptAsync(LoadingRows.ShiftObserver);
        await opened.Page.GotoAsync(page.Url);
        await opened.WalkAsync();
        found[4] = await LoadingRows.FirstFigure(this, page, opened);
        found[27] = await RefinedRows.Names(this, page, opened);
        found[22] = await ContentRows.Motion(this, page, opened);
        found[7] = await AccessRows.Structure(this, page, opened);
        found[16] = await ContentRows.CodeCells(this, page, opened);
        found[17] = await ContentRows.Tex(this, page, opened);
        found[19] = await ContentRows.Badges(this, page, opened);
        found[21] = await ContentRows.Safety(this, page, opened);
        (found[23], found[34]) = await RefinedRows.FontsAndWords(this, page, opened);
        found[9] = await AccessRows.Keyboard(this, page, opened);
        found[18] = await ContentRows.Sliders(this, page, opened);
        (found[1], found[2]) = await LoadingRows.RequestsAndWeight(this, page, opened);
        found[13] = await ReadingRows.ThemeSwitch(this, page, opened);
        found[5] = await LoadingRows.Shifts(this, page, opened);
        var axe = (await AccessRows.Axe(opened, "dark")).ToList();
        await opened.Page.ClickAsync("#theme");
        axe.AddRange(await AccessRows.Axe(opened, "light", second: true));
        Measure(6, page, $"{axe.Count} in 4 runs");
        found[6] = axe.Count == 0 ? null : "\n  " + string.Join("\n  ", axe);
        found[11] = await ReadingRows.Navigation(this, page, opened);
        found[15] = await ReadingRows.Print(this, page, opened);
        found[14] = await ReadingRows.Phone(this, page, opened);
        found[24] = await RefinedRows.CutFormulas(this, page, opened);
        found[26] = await RefinedRows.Tables(this, page, opened);
        return found;
    }

    /// <summary>Keeps a figure for the table of rows.</summary>
    internal void Measure(int row, Exported page, FormattableString value) => measured[(row, page.Name)] = value.ToString(CultureInfo.InvariantCulture);

    private static List<Exported> Files(string site, string folder) => [.. Directory.EnumerateFiles(folder, "*.html")
        .Order(StringComparer.Ordinal).Select(file => new Exported(site, folder, Path.GetFileName(file)))];

    internal static string? RepositoryRoot() => NotebookPaths.Root(AppContext.BaseDirectory);

    /// <summary>Notebooks of the repository as export shows them: as stored, figures in the form of the run that is kept.</summary>
    private List<NotebookInput> Collection()
    {
        var asked = Environment.GetEnvironmentVariable("LEMMATA_PAGES") is { Length: > 0 } given ? given.Split(',') : null;
        var inputs = new List<NotebookInput>();
        if (RepositoryRoot() is not { } root) { return inputs; }
        foreach (var path in Directory.EnumerateFiles(Path.Combine(root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal))
        {
            var slug = Path.GetFileNameWithoutExtension(path);
            if (asked?.Contains(slug) == false) { continue; }
            inputs.AddRange(ExportCommand.Inputs([StoredOutputs.Read(path)], PackageCache.Folder));
        }

        return inputs;
    }

    private void WriteTable()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "lemmata-pages")).FullName;
        var rows = measured.Keys.Select(key => key.Row).Distinct().Order().ToList();
        var table = new StringBuilder("| page |").AppendJoin("", rows.Select(row => $" {row} |")).Append("\n|---|").AppendJoin("", rows.Select(_ => "---|")).Append('\n');
        foreach (var page in measured.Keys.Select(key => key.Page).Distinct().Order(StringComparer.Ordinal))
        {
            table.Append($"| {page} |").AppendJoin("", rows.Select(row => $" {measured.GetValueOrDefault((row, page), "–")} |")).Append('\n');
        }

        File.WriteAllText(Path.Combine(folder, "rows.md"), table.ToString());
    }

    /// <summary>A page with what it asked for and what it complained about.</summary>
    internal sealed class Opened(IBrowserContext context, IPage page) : IAsyncDisposable
    {
        public IPage Page => page;

        public ConcurrentQueue<string> Requests { get; } = [];

        public ConcurrentQueue<string> Errors { get; } = [];

        /// <summary>
        /// Scrolls from top to bottom and waits until no figure is on its way. A page sees what comes near only when it
        /// paints, which a busy machine does late: each step waits for a frame, and what was passed by is gone back to.
        /// </summary>
        public async Task WalkAsync()
        {
            await page.EvaluateAsync("""
                async () => {
                  const wait = ms => new Promise(done => setTimeout(done, ms));
                  const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                  for (let y = 0; y < document.documentElement.scrollHeight; y += 700) { scrollTo(0, y); await painted(); }
                  const pending = () => document.body.dataset.plots && innerWidth >= 704
                    ? [...document.querySelectorAll('.plot')].filter(box => box.querySelector('.plot-data') && !box.classList.contains('live')) : [];
                  for (let i = 0; i < 2000 && pending().length; i++) {
                    pending()[0].scrollIntoView({ block: 'center', behavior: 'instant' });
                    await wait(50);
                  }
                  scrollTo(0, 0);
                }
                """);
        }

        public ValueTask DisposeAsync() => new(context.CloseAsync());
    }
}
