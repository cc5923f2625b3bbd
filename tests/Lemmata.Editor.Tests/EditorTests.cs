using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Lemmata.Editor.Tests;

/// <summary>C# notebooks in a real VS Code.</summary>
[Collection(nameof(CodeServer)), Trait("Needs", "editor")]
public sealed class EditorTests(CodeServer server)
{
    [Fact]
    public async Task The_first_click_runs_a_cell_and_nobody_asks_for_a_kernel()
    {
        var collection = server.Collection();
        collection.Add("first", "var x = 40;\nx + 2");
        await using var window = await server.OpenAsync(collection, "first.ipynb");
        Assert.Contains("C# (Lemmata)", await window.KernelAsync());
        await window.Page.Locator(".cell-statusbar-container :text-is(\"C#\")").First.WaitForAsync();
        await window.StartAllAsync();
        await window.TextInOutputsAsync("42");
    }

    [Fact]
    public async Task Running_and_saving_changes_no_byte()
    {
        var collection = server.Collection();
        var path = collection.Add("saved", "#!import ../lib/lemmata.csx",
            "Figure.Lines([1.0, 2, 3], [1e-12, 2.5e-7, 1e21], \"line\").Caption(\"It rises.\")", "1e-12",
            "Console.WriteLine(\"words\");", "new[] { 1.5, 2e-9 }");
        Assert.Equal(0, (await ToolProcess.RunAsync("run", path)).Status);
        var stored = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await using var window = await server.OpenAsync(collection, "saved.ipynb");
        await window.RunAllAsync();
        Assert.Equal(stored, await window.SaveAsync("saved"));
    }

    [Fact]
    public async Task Members_signatures_and_errors_come_before_anything_has_run()
    {
        var collection = server.Collection();
        collection.Add("typed", "int Twice(int number) => 2 * number;\nvar words = \"some words\";", "words");
        await using var window = await server.OpenAsync(collection, "typed.ipynb");
        await window.EditLastAsync();
        await window.Page.Keyboard.TypeAsync(".Leng");
        await window.Page.Locator(".suggest-widget.visible .monaco-list-row:has-text(\"Length\")").First.WaitForAsync();
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.TypeAsync(" + Twice(");
        await window.Page.Locator(".parameter-hints-widget.visible:has-text(\"int number\")").WaitForAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.Keyboard.TypeAsync("3");
        await window.Page.Keyboard.PressAsync("End");
        await window.Page.Keyboard.TypeAsync(" + absent");
        await window.Page.Locator(".squiggly-error").First.WaitForAsync();
        for (var i = 0; i < " + absent".Length; i++) await window.Page.Keyboard.PressAsync("Backspace");
        await window.Page.Locator(".squiggly-error").WaitForAsync(
            new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await window.RunAllAsync();
        await window.TextInOutputsAsync("16");
    }

    [Theory]
    [InlineData("Default Light Modern", "#3b78c2"), InlineData("Default Dark Modern", "#6ca6e8")]
    [InlineData("Default High Contrast", "#6ca6e8")]
    public async Task A_figure_stands_with_its_finding_and_data_in_the_colours_of_the_theme(string theme, string colour)
    {
        var collection = server.Collection();
        collection.Add("drawn", "#!import ../lib/lemmata.csx",
            "Figure.Lines([1.0, 2, 3], [1.0, 4, 9], \"square\").Axes(\"side\", \"area\")\n"
                + "  .Caption(\"The area grows faster.\", \"For whole sides.\")");
        await using var window = await server.OpenAsync(collection, "drawn.ipynb", theme);
        await window.RunAllAsync();
        var figure = await window.InOutputsAsync(".lemmata-figure:has(.chart .main-svg)");
        Assert.Equal("The area grows faster. For whole sides.",
            await (await figure.QuerySelectorAsync("figcaption"))!.InnerTextAsync());
        Assert.Equal(colour, await figure.EvaluateAsync<string>("""
            figure => {
              const [r, g, b] = getComputedStyle(figure.querySelector('.js-line')).stroke.match(/\d+/g).map(Number);
              return '#' + [r, g, b].map(part => part.toString(16).padStart(2, '0')).join('');
            }
            """));
        Assert.Equal(0, await figure.EvaluateAsync<int>("figure => figure.querySelectorAll('.gtitle').length"));
        await (await figure.QuerySelectorAsync("summary"))!.ClickAsync();
        await window.InOutputsAsync(".lemmata-figure details td"); // The table is made when its fold opens.
        Assert.Equal(["series", "x", "y", "square", "1", "1"], (await figure.EvaluateAsync<string[]>(
            "figure => [...figure.querySelectorAll('th, td')].map(cell => cell.textContent)")).Take(6));
    }

    [Fact]
    public async Task Verdicts_at_the_top_follow_the_checks()
    {
        var collection = server.Collection();
        collection.AddRegister("judged");
        collection.Add("judged", "#!import ../lib/lemmata.csx", "var claims = Claims.Open(\"judged\");\nclaims",
            "claims.Check(\"C1\", \"one is one\").Equal(1.0, 1.0, 0, because: \"by counting\")");
        await using var window = await server.OpenAsync(collection, "judged.ipynb");
        await window.RunAllAsync();
        await window.InOutputsAsync(".lemmata-check .verdict.holds");
        await window.InOutputsAsync(".lemmata-claims tr[data-claim=C1] .verdict.holds");
    }

    [Fact]
    public async Task A_cell_that_asks_gets_its_answer_from_the_input_box()
    {
        var collection = server.Collection();
        collection.Add("asked", "var name = Console.ReadLine();\n$\"Good day, {name}.\"");
        await using var window = await server.OpenAsync(collection, "asked.ipynb");
        await window.StartAllAsync();
        await window.AnswerAsync("Ada");
        await window.TextInOutputsAsync("Good day, Ada.");
    }

    [Fact]
    public async Task An_endless_cell_stops_and_its_variables_stay()
    {
        var collection = server.Collection();
        collection.Add("endless", "var kept = 7;", "while (true) { }");
        await using var window = await server.OpenAsync(collection, "endless.ipynb");
        await window.StartAllAsync();
        await window.Page.Locator(".codicon-notebook-stop").First.ClickAsync();
        await window.Page.Locator(".codicon-notebook-execute-all").First.WaitForAsync();
        await window.ReplaceLastAsync("kept * 6");
        await window.StartAllAsync();
        await window.TextInOutputsAsync("42");
    }

    [Fact]
    public async Task A_session_that_died_says_why_and_the_next_cell_starts_another()
    {
        var collection = server.Collection();
        collection.Add("dying", "Environment.Exit(3);");
        await using var window = await server.OpenAsync(collection, "dying.ipynb");
        await window.RunAllAsync();
        await window.InOutputsAsync("text=/ended with status 3/");
        await window.ReplaceLastAsync("6 * 7");
        await window.StartAllAsync();
        await window.TextInOutputsAsync("42");
    }

    [Fact]
    public async Task A_notebook_of_another_language_is_left_alone()
    {
        var collection = server.Collection();
        File.WriteAllText(collection["other"], new JsonObject
        {
            ["cells"] = new JsonArray(new JsonObject
            {
                ["cell_type"] = "code", ["execution_count"] = null, ["id"] = "a", ["metadata"] = new JsonObject(),
                ["outputs"] = new JsonArray(), ["source"] = "print(1)",
            }),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["name"] = "python3", ["language"] = "python", ["display_name"] = "Python 3" },
                ["language_info"] = new JsonObject { ["name"] = "python" },
            },
            ["nbformat"] = 4, ["nbformat_minor"] = 5,
        }.ToJsonString());
        await using var window = await server.OpenAsync(collection, "other.ipynb");
        Assert.DoesNotContain("Lemmata", await window.KernelAsync());
        Assert.Equal(0, await window.Page.Locator(".notebook-toolbar-container :text(\"Restart and run all\")").CountAsync());
        Assert.Empty(SessionsIn(collection.Root));
    }

    // Processes of sessions whose notebook lies in a folder.
    private static IEnumerable<string> SessionsIn(string folder) => Directory.EnumerateDirectories("/proc")
        .Select(process => Path.Combine(process, "cmdline")).Where(File.Exists)
        .Select(file => { try { return File.ReadAllText(file); } catch (IOException) { return ""; } })
        .Where(line => line.Contains("\0session\0", StringComparison.Ordinal) && line.Contains(folder, StringComparison.Ordinal));
}
