using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Microsoft.Playwright;

namespace Lemmata.Export.Tests.Live;

/// <summary>A reader moves a parameter of a page, and what depends on it is computed in the browser.</summary>
[Trait("Needs", "browser")]
public sealed class LivePageTests(LivePages pages) : IClassFixture<LivePages>, IDisposable
{
    private readonly TemporaryCollection collection = new();

    public void Dispose() => collection.Dispose();

    [Theory]
    [InlineData("poisson-limit")]
    [InlineData("ssm-hippo")]
    public async Task All_cells_give_the_stored_results(string slug)
    {
        var page = await pages.OpenAsync(Path.Combine(TemporaryCollection.Repository, "notebooks", slug + ".ipynb"));
        await LivePages.PressAsync(page, "Run all");
        var said = await LivePages.SaysAsync(page, "^(Identical|Differs|Cell \\d+ failed|This page)");
        // The last digit of a figure's number may be the browser's own sine; nothing else may differ.
        Assert.Matches("^(Identical to|Differs from) the stored results", said);
        Assert.DoesNotMatch("text/|image/|lemmata|std|error", said);
    }

    [Fact]
    public async Task A_figure_and_the_verdicts_follow_a_parameter()
    {
        var page = await pages.OpenAsync(Path.Combine(TemporaryCollection.Repository, "notebooks", "poisson-limit.ipynb"));
        var before = await Lines(page);
        await LivePages.GiveAsync(page, "n", "200");
        Assert.Matches("[1-9] show other results", await LivePages.SaysAsync(page, "^Computed"));
        Assert.NotEqual(before, await Lines(page));
        Assert.True(await page.Locator("figure.live-new").CountAsync() > 0);
        Assert.True(await page.Locator(".claims .live-verdict").CountAsync() > 0);
        await LivePages.PressAsync(page, "Reset");
        Assert.Equal(before, await Lines(page));
        Assert.Equal(0, await page.Locator(".live-new, .live-verdict").CountAsync());
    }

    [Fact]
    public async Task Only_what_depends_on_a_parameter_runs()
    {
        var page = await pages.OpenAsync(await Written());
        await LivePages.GiveAsync(page, "turns", "4");
        await LivePages.SaysAsync(page, "^Computed");
        Assert.Equal(["turns 4", "8", "5", "apart"], await Shown(page));
        Assert.Equal(0, await page.Locator("[data-begin='6'] + .live-new").CountAsync());
    }

    [Fact]
    public async Task One_file_by_itself_computes_too()
    {
        var page = await pages.OpenAsync(await Written(), alone: true);
        await LivePages.PressAsync(page, "Run all");
        await LivePages.SaysAsync(page, "^Identical to the stored results: 7 cells");
    }

    [Fact]
    public async Task A_claim_that_breaks_says_so_with_both_numbers()
    {
        var page = await pages.OpenAsync(await Written());
        await LivePages.GiveAsync(page, "turns", "11");
        await LivePages.SaysAsync(page, "^Cell 4 failed");
        var verdict = await page.Locator(".claims .live-broken").First.TextContentAsync();
        Assert.Contains("11", verdict, StringComparison.Ordinal);
        Assert.Contains("9", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_loop_is_stopped_and_the_page_computes_again()
    {
        var page = await pages.OpenAsync(await Written());
        await LivePages.GiveAsync(page, "turns", "7");
        await LivePages.SaysAsync(page, "^Computing cell 5");
        // The button says that it is off and still answers, which a careful click would not try.
        await page.GetByRole(AriaRole.Button, new() { Name = "Run all", Exact = true }).ClickAsync(new() { Force = true });
        await LivePages.SaysAsync(page, "computing already");
        await LivePages.PressAsync(page, "Stop");
        await LivePages.SaysAsync(page, "^Stopped in cell 5; the stored results are back");
        Assert.Equal(["turns 3", "6", "4", "apart"], await Shown(page));
        Assert.Equal("3", await page.Locator("#live-turns").InputValueAsync());
        await LivePages.GiveAsync(page, "turns", "4");
        await LivePages.SaysAsync(page, "^Computed");
    }

    [Fact]
    public async Task A_cell_that_throws_shows_its_error_at_its_place()
    {
        var page = await pages.OpenAsync(await Written());
        await LivePages.GiveAsync(page, "turns", "8");
        Assert.Contains("eight is not allowed", await LivePages.SaysAsync(page, "^Cell 6 failed"), StringComparison.Ordinal);
        Assert.Contains("eight is not allowed", await page.Locator("[data-begin='5'] ~ .out.error").First.TextContentAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99", "it is at most 12")]
    [InlineData("2.5", "it is a whole number")]
    [InlineData("", "it is a whole number")]
    public async Task A_value_outside_the_domain_is_refused_in_a_sentence(string value, string why)
    {
        var page = await pages.OpenAsync(await Written());
        await LivePages.GiveAsync(page, "turns", value);
        Assert.Contains(why, await LivePages.SaysAsync(page, "outside its domain"), StringComparison.Ordinal);
        Assert.Empty(page.Workers);
    }

    [Fact]
    public async Task Nothing_runs_before_it_is_asked_for_and_what_runs_has_no_network()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var page = await pages.OpenAsync(await Written(), offline: false);
        Assert.Empty(page.Workers);
        await LivePages.PressAsync(page, "Run all");
        await LivePages.SaysAsync(page, "^Identical");
        var worker = Assert.Single(page.Workers);
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        Assert.Equal("refused", await worker.EvaluateAsync<string>(
            $"fetch('http://127.0.0.1:{port}/').then(() => 'sent', () => 'refused')"));
        Assert.False(server.Pending());
    }

    /// <summary>The lines of all drawings.</summary>
    private static Task<string> Lines(IPage page) => page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('figure .plot svg.big :is(path, polyline)')]"
        + ".map(line => line.getAttribute('d') ?? line.getAttribute('points')).join('|')");

    private static async Task<IReadOnlyList<string>> Shown(IPage page) =>
        [.. (await page.Locator(".out pre:visible").AllInnerTextsAsync()).Select(text => text.Trim())];

    // Runs once by the command line, so that the stored outputs are those of a reader's machine.
    private async Task<string> Written()
    {
        collection.AddRegister("live");
        var path = collection.Add("live",
            "#!import ../lib/lemmata.csx",
            "var turns = 3;   // 1 to 12, how often\nConsole.WriteLine($\"turns {turns}\");",
            "var claims = Claims.Open(\"live\");\nclaims",
            "claims.Check(\"C1\", \"the turns\").AtMost(turns, 9.0, because: \"they are few\")",
            "while (turns == 7) { }\nConsole.WriteLine(2 * turns);",
            "if (turns == 8) throw new InvalidOperationException(\"eight is not allowed\");\nConsole.WriteLine(turns + 1);",
            "Console.WriteLine(\"apart\");");
        var notebook = Notebook.Load(path);
        notebook.CodeCells.ElementAt(1).Metadata["tags"] = new JsonArray("parameters");
        notebook.Save(path);
        var run = await ToolProcess.RunAsync("run", path);
        Assert.True(run.Status == 0, run.Output);
        return path;
    }
}
