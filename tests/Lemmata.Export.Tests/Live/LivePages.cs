using System.Text.Json.Nodes;
using Lemmata.Export;
using Lemmata.Export.Live;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;
using Lemmata.Tool.Live;
using Microsoft.Playwright;

namespace Lemmata.Export.Tests.Live;

/// <summary>Pages that compute, opened from disk in one browser, with the runner published once.</summary>
public sealed class LivePages : IAsyncLifetime
{
    private const int Patience = 120_000;

    private IPlaywright? playwright;
    private IBrowser? browser;
    private string? absent;
    private LivePack? runner;

    public string Folder { get; } = Directory.CreateTempSubdirectory("lemmata-live-").FullName;

    public async ValueTask InitializeAsync()
    {
        absent = InstalledChromium.Absent;
        if (absent is null) runner = LiveRunner.Open(PackageCache.Folder, out absent);
        if (absent is not null) return;
        playwright = await Playwright.CreateAsync();
        browser = await InstalledChromium.LaunchAsync(playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Exports a notebook with the outputs that it stores, and opens its page.</summary>
    /// <param name="notebook">The notebook's file, in a folder beside which its data lie.</param>
    /// <param name="alone">Whether the page is one file; otherwise a site.</param>
    /// <param name="offline">Whether the browser has no network.</param>
    internal async Task<IPage> OpenAsync(string notebook, bool alone = false, bool offline = true)
    {
        if (absent is not null) Assert.Skip(absent);
        var file = Notebook.Load(notebook);
        var folder = Path.GetDirectoryName(notebook)!;
        var root = Path.GetDirectoryName(folder)!;
        var (content, reason, _) = await LiveNotebook.CompileAsync(file, folder, root);
        Assert.Null(reason);
        var input = new NotebookInput(notebook, (JsonObject)JsonNode.Parse(file.ToString())!, Stored: true) { Live = content };
        var options = Fixtures.Options(root) with { Runner = runner };
        var slug = Path.GetFileNameWithoutExtension(notebook);
        var place = Path.Combine(Folder, alone ? "alone" : slug);
        if (alone) Site.WriteAlone(input, Path.Combine(place, slug + ".html"), options);
        else Site.Write([input], place, options);
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions { Offline = offline });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        await page.GotoAsync("file://" + Path.Combine(place, slug + ".html"));
        await page.Locator(".live-panel").WaitForAsync();
        return page;
    }

    /// <summary>Presses a button of the panel.</summary>
    internal static Task PressAsync(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    /// <summary>Gives a parameter a value, as a reader who types it and goes on.</summary>
    internal static async Task GiveAsync(IPage page, string name, string value)
    {
        await page.Locator($"input[type=text]#live-{name}").FillAsync(value);
        await page.Locator($"#live-{name}").BlurAsync();
    }

    /// <summary>What the panel says, once it says what a pattern matches.</summary>
    internal static async Task<string> SaysAsync(IPage page, string pattern)
    {
        await page.WaitForFunctionAsync(
            "pattern => new RegExp(pattern).test(document.querySelector('.live-status').textContent)", pattern);
        return (await page.Locator(".live-status").TextContentAsync())!;
    }
}
