namespace Lemmata.Editor.Tests;

/// <summary>What goes wrong around a notebook in a real VS Code: each is said in a sentence, and nothing is lost.</summary>
[Collection(nameof(CodeServer)), Trait("Needs", "editor")]
public sealed class EditorFaultTests(CodeServer server)
{
    [Fact]
    public async Task What_is_missing_to_run_cells_is_named_with_the_next_step()
    {
        var collection = server.Collection();
        collection.Add("missing", "6 * 7");
        await using var window = await server.OpenAsync(collection, "missing.ipynb");
        await SaysAsync("dotnet, which is not there", dotnet: "/nowhere/dotnet");
        await SaysAsync("install the .NET SDK 10", dotnet: await OldRuntimeAsync(collection.Root));
        await SaysAsync("no lemmata is installed", tool: "");
        // A collection whose tool is not built: its sources are there.
        var sources = Directory.CreateDirectory(Path.Combine(collection.Root, "lib", "Lemmata.Tool")).FullName;
        await File.WriteAllTextAsync(Path.Combine(sources, "Lemmata.Tool.csproj"), "<Project />", Ended);
        await SaysAsync("The collection is not built yet: run");
        Directory.Delete(sources, recursive: true);
        await SaysAsync("42");

        async Task SaysAsync(string words, string? dotnet = null, string? tool = null)
        {
            server.SetTool(dotnet, tool);
            await window.RunAnewUntilAsync(words);
        }
    }

    [Fact]
    public async Task A_flood_of_text_is_cut_with_a_note_and_the_notebook_goes_on()
    {
        var collection = server.Collection();
        collection.Add("flood", "var line = new string('x', 999);",
            "for (var i = 0; i < 500_000; i++) Console.WriteLine(line);", "6 * 7");
        await using var window = await server.OpenAsync(collection, "flood.ipynb");
        await window.StartAllAsync();
        await window.TextInOutputsAsync("42");
        Assert.InRange((await window.SaveAsync("flood")).Length, 100_000, 3_000_000);
    }

    [Fact]
    public async Task A_notebook_that_changes_on_disk_is_shown_as_it_is_there_and_keeps_its_variables()
    {
        var collection = server.Collection();
        var path = collection.Add("rewritten", "var kept = 7;");
        await using var window = await server.OpenAsync(collection, "rewritten.ipynb");
        await window.RunAllAsync();
        await window.SaveAsync("rewritten");
        // What is written while the editor still looks at its own save is seen with the next change.
        var seen = window.Page.Locator(".notebookOverlay .cell.code .view-line:has-text(\"anotherHand\")").First;
        for (var hand = 0; hand < 20 && !await seen.IsVisibleAsync(); hand++)
        {
            collection.Add("rewritten", $"var anotherHand = {hand};\nkept * 6");
            await Task.Delay(TimeSpan.FromSeconds(5), Ended);
        }

        await seen.WaitForAsync();
        await window.StartAllAsync();
        await window.TextInOutputsAsync("42");
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Two_windows_on_one_notebook_have_a_session_each()
    {
        var collection = server.Collection();
        collection.Add("shared", "static int Count;\nCount = Count + 21;\nCount * 2");
        await using var one = await server.OpenAsync(collection, "shared.ipynb");
        await using var other = await server.OpenAsync(collection, "shared.ipynb");
        foreach (var window in new[] { one, other })
        {
            await window.StartAllAsync();
            await window.TextInOutputsAsync("42");
        }
    }

    [Fact]
    public async Task A_script_notebook_opens_read_only_and_converts_to_one_that_runs()
    {
        var collection = server.Collection();
        var path = Path.Combine(collection.Root, "notebooks", "script.dib");
        await File.WriteAllTextAsync(path, "#!markdown\n\n# A script\n\n#!csharp\n\nvar x = 6;\nx * 7\n", Ended);
        await using var window = await server.OpenAsync(collection, "script.dib");
        await window.TextInOutputsAsync("A script");
        await window.EditLastAsync();
        await window.Page.Keyboard.TypeAsync("y");
        Assert.Equal(0, await window.Page.Locator(".tab.active.dirty").CountAsync());
        await window.Page.Locator(".codicon-arrow-swap").First.ClickAsync();
        await window.Page.Locator(".tab.active:has-text(\"script.ipynb\")").First.WaitForAsync();
        await window.StartAllAsync();
        await window.TextInOutputsAsync("42");
    }

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    // Says what a .NET host says where the runtime of a program is newer than all it has.
    private static async Task<string> OldRuntimeAsync(string folder)
    {
        var path = Path.Combine(folder, "dotnet");
        await File.WriteAllTextAsync(path, """
            #!/bin/sh
            echo "You must install or update .NET to run this application." >&2
            exit 150
            """, Ended);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
