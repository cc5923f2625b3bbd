using Lemmata.Notebooks;

namespace Lemmata.Editor.Tests;

/// <summary>What stands beside a notebook in a real VS Code: its parameters, its variables, its claims as tests.</summary>
[Collection(nameof(CodeServer)), Trait("Needs", "editor")]
public sealed class EditorViewTests(CodeServer server)
{
    [Fact]
    public async Task A_parameter_that_is_moved_changes_its_cell_and_what_stands_below()
    {
        var collection = server.Collection();
        var path = collection.Add("moved", "var n = 2;   // how many, from 1 to 9", "n * 21");
        var notebook = Notebook.Load(path);
        notebook.CodeCells.First().Metadata["tags"] = new System.Text.Json.Nodes.JsonArray("parameters");
        notebook.Save(path);
        await using var window = await server.OpenAsync(collection, "moved.ipynb");
        await window.RunAllAsync();
        await window.TextInOutputsAsync("42");
        await window.UnfoldAsync("Parameters of the notebook");
        var input = await window.InOutputsAsync("input#n");
        await input.FillAsync("3");
        await input.PressAsync("Tab");
        await window.TextInOutputsAsync("63");
        Assert.Contains("var n = 3;   // how many, from 1 to 9", await window.SaveAsync("moved"));
    }

    [Fact]
    public async Task Variables_are_listed_with_their_sizes_and_open_as_tables_that_are_sorted_searched_and_coloured()
    {
        var collection = server.Collection();
        collection.Add("listed", "var matrix = new double[,] { { 3, 2 }, { 1, 4.5 } };");
        await using var window = await server.OpenAsync(collection, "listed.ipynb");
        await window.RunAllAsync();
        await window.UnfoldAsync("Variables of the notebook");
        var row = window.Page.Locator(".part.sidebar .monaco-list-row:has-text(\"matrix\")").First;
        await row.HoverAsync();
        Assert.Contains("2 × 2", await row.InnerTextAsync());
        await row.Locator(".codicon-table").ClickAsync();
        await window.InOutputsAsync("td:text-is(\"4.5\")");
        await (await window.InOutputsAsync("th button:text-is(\"0\")")).ClickAsync();
        await window.InOutputsAsync("#rows tr:first-child td:text-is(\"1\")");
        await (await window.InOutputsAsync("#find")).FillAsync("4.5");
        await window.InOutputsAsync("#count:text-is(\"1 rows\")");
        await (await window.InOutputsAsync("#find")).FillAsync("");
        await (await window.InOutputsAsync("#map")).CheckAsync();
        await window.InOutputsAsync("#scale:text-is(\"light: 1, dark: 4.5\")");
    }

    [Fact]
    public async Task Claims_are_tests_that_the_notebook_passes_or_fails()
    {
        var collection = server.Collection();
        foreach (var (slug, second) in new[] { ("right", 1), ("wrong", 2) })
        {
            collection.AddRegister(slug);
            collection.Add(slug, "#!import ../lib/lemmata.csx", $"var claims = Claims.Open(\"{slug}\");",
                $"claims.Check(\"C1\", \"one is one\").Equal(1.0, {second}.0, 0, because: \"by counting\")", "claims");
            await ToolProcess.RunAsync("run", "--keep-going", collection[slug]);
        }

        await using var window = await server.OpenAsync(collection, "right.ipynb");
        await window.CommandAsync("Test: Refresh Tests");
        await window.CommandAsync("View: Show Testing");
        await window.Page.Locator(".part.sidebar .monaco-list-row:has-text(\"wrong\")").First.WaitForAsync();
        await window.CommandAsync("Test: Run All Tests");
        await window.Page.Locator(".part.sidebar :text(\"1/2\")").First.WaitForAsync();
    }
}
