using System.Diagnostics;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Tests.Running;

/// <summary>The tool as somebody installs it, with a home of their own, in a folder that knows nothing of this project.</summary>
public sealed class InstalledToolTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata λ installed ").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Timeout = 600_000)]
    public async Task A_folder_of_notebooks_runs_and_becomes_a_site_that_reads_as_theirs()
    {
        var tool = await InstalledAsync();
        var notes = Directory.CreateDirectory(Path.Combine(folder, "Tide tables")).FullName;
        WriteNotebooks(notes);

        var (status, said) = await RunAsync(notes, tool, "run");
        Assert.Equal(1, status);
        Assert.Contains("first.ipynb: 2 cells", said, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("deeper", "third.ipynb") + ": 1 cell", said, StringComparison.Ordinal);
        Assert.Contains("script.dib: 1 cell", said, StringComparison.Ordinal);
        Assert.Contains("snake.ipynb: it is a notebook in Python", said, StringComparison.Ordinal);

        (status, said) = await RunAsync(notes, tool, "export");
        Assert.True(status == 0, said);
        var site = Path.Combine(notes, "site");
        var index = await File.ReadAllTextAsync(Path.Combine(site, "index.html"), TestContext.Current.CancellationToken);
        Assert.Contains("<title>Tide tables</title>", index, StringComparison.Ordinal);
        Assert.DoesNotContain("claim", index[index.IndexOf("<body", StringComparison.Ordinal)..], StringComparison.Ordinal);
        foreach (var page in new[] { "first", "second", "third", "script", "snake" })
            Assert.Contains($"href=\"{page}.html\"", index, StringComparison.Ordinal);
        Assert.Contains("42", await PageAsync("first"), StringComparison.Ordinal);
        Assert.Contains("F# is not run here", await PageAsync("second"), StringComparison.Ordinal);
        Assert.Contains("what Python had stored", await PageAsync("snake"), StringComparison.Ordinal);

        Task<string> PageAsync(string slug) =>
            File.ReadAllTextAsync(Path.Combine(site, slug + ".html"), TestContext.Current.CancellationToken);
    }

    private static void WriteNotebooks(string notes)
    {
        Save("first", "var x = 6;", "x * 7");
        Directory.CreateDirectory(Path.Combine(notes, "deeper"));
        Save("deeper/third", "\"deep\"");
        var second = FencedText.ToNotebook("# second\n");
        var foreign = NotebookCell.Of("code", "let y = 1");
        foreign.Metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = "fsharp" };
        second.Cells.Add(foreign);
        second.Save(Path.Combine(notes, "second.ipynb"));
        File.WriteAllText(Path.Combine(notes, "script.dib"), "#!csharp\n\n1 + 1\n\n#!markdown\n\n# A script\n");
        File.WriteAllText(Path.Combine(notes, "snake.ipynb"), """
            {"nbformat":4,"nbformat_minor":5,"metadata":{"kernelspec":{"name":"python3","language":"python"}},"cells":[
              {"cell_type":"markdown","id":"t","metadata":{},"source":"# Snake"},
              {"cell_type":"code","id":"c","metadata":{},"execution_count":1,"source":"print('x')","outputs":[
                {"output_type":"stream","name":"stdout","text":"what Python had stored\n"}]}]}
            """);

        void Save(string slug, params string[] cells) => FencedText.ToNotebook(
            $"# {slug}\n\n" + string.Concat(cells.Select(cell => $"```csharp\n{cell}\n```\n\nprose\n\n")))
            .Save(Path.Combine(notes, slug + ".ipynb"));
    }

    // Packed from what the tests were built with, and installed from the folder alone.
    private async Task<string> InstalledAsync()
    {
        var feed = Path.Combine(folder, "feed");
        var configuration = AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";
        await Succeeds(
            "pack", Path.Combine(TemporaryCollection.Repository, "lib", "Lemmata.Tool"), "-c", configuration, "--no-build",
            "-o", feed, "-nodeReuse:false");
        var settings = Path.Combine(folder, "nuget.config");
        File.WriteAllText(settings, $"""
            <configuration><packageSources><clear /><add key="here" value="{feed}" /></packageSources></configuration>
            """);
        var bin = Path.Combine(folder, "bin");
        await Succeeds("tool", "install", "Lemmata.Tool", "--tool-path", bin, "--configfile", settings);
        return Path.Combine(bin, OperatingSystem.IsWindows() ? "lemmata.exe" : "lemmata");

        async Task Succeeds(params string[] arguments)
        {
            var (status, said) = await RunAsync(folder, "dotnet", arguments);
            Assert.True(status == 0, said);
        }
    }

    private async Task<(int Status, string Said)> RunAsync(string at, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = at, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // A home that nobody has used.
        start.Environment["HOME"] = start.Environment["DOTNET_CLI_HOME"] = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        start.Environment["NUGET_PACKAGES"] = Path.Combine(folder, "packages");
        start.Environment.Remove("XDG_CACHE_HOME");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
