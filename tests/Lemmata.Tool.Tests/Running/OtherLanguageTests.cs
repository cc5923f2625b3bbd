using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Tests.Running;

/// <summary>Notebooks that hold more than C#: what is not run is shown or left out with a notice, the rest goes on.</summary>
public sealed class OtherLanguageTests : IDisposable
{
    private static readonly RunOptions Options = new() { WriteBack = true, UseCache = false };

    private readonly TemporaryCollection collection = new();

    public void Dispose() => collection.Dispose();

    [Fact]
    public async Task Cells_that_are_not_run_are_shown_or_left_out_and_keep_what_they_store()
    {
        var notebook = Notebook.Create();
        Add(notebook, "csharp", "var x = 20;");
        Add(notebook, "html", "<b>bold</b>");
        Add(notebook, "mermaid", "graph TD");
        Add(notebook, "fsharp", "let y = 1").Outputs = [Text("stored by another program")];
        Add(notebook, "brainfuck", "+++");
        Add(notebook, null, "#!pwsh\nGet-Date\n#!csharp\nx + 1");
        notebook.Save(collection["mixed"]);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            // The second run finds what the first has written, and changes nothing.
            var result = await NotebookRunner.RunAsync(collection["mixed"], Options, TestContext.Current.CancellationToken);
            Assert.Null(result.Error);
        }

        var cells = Notebook.Load(collection["mixed"]).CodeCells.Select(cell =>
            string.Join(" | ", cell.Outputs.Select(output => Shown(output!)))).ToList();
        Assert.Equal(
            [
                "", "text/html <b>bold</b>", "text/plain graph TD",
                "text/plain F# is not run here; the rest of the notebook is. | text/plain stored by another program",
                "text/plain Brainfuck is not run here; the rest of the notebook is.",
                "text/plain PowerShell is not run here; the rest of the notebook is. | text/plain 21",
            ],
            cells);
    }

    [Fact]
    public async Task Notebooks_of_scripts_run_and_are_written_where_outputs_can_be_stored()
    {
        var script = Path.Combine(collection.Root, "notebooks", "script.dib");
        await File.WriteAllTextAsync(
            script,
            "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[]}}\n\n#!csharp\n\nvar x = 6;\n\n"
                + "#!markdown\n\n# Words\n\n#!csharp\n\nx * 7\n\n#!fsharp\n\nlet y = 1\n",
            TestContext.Current.CancellationToken);
        var output = Path.Combine(collection.Root, "ran");
        var result = await NotebookRunner.RunAsync(
            script, Options with { OutputFolder = output }, TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        var ran = Notebook.Load(Path.Combine(output, "script.ipynb"));
        Assert.Equal(["code", "markdown", "code", "code"], ran.Cells.Select(cell => cell.Type));
        Assert.Equal(["var x = 6;", "# Words", "x * 7", "let y = 1"], ran.Cells.Select(cell => cell.Source));
        Assert.Equal("text/plain 42", Shown(ran.Cells[2].Outputs.Single()!));
        Assert.Equal("fsharp", ran.Cells[3].Language);
    }

    [Fact]
    public async Task A_notebook_may_name_a_folder_of_packages()
    {
        var folder = Directory.CreateDirectory(Path.Combine(collection.Root, "notebooks", "packages")).FullName;
        collection.Add("source", "#i \"nuget: ./packages\"\n1 + 1");
        collection.Add("missing", "#i \"nuget: ./elsewhere\"\n1 + 1");
        collection.Add("other", "#i \"npm: ./packages\"\n1 + 1");
        Assert.Null((await Ran("source")).Error);
        var missing = (await Ran("missing")).Error!;
        Assert.Contains($"there is no folder {Path.Combine(Path.GetDirectoryName(folder)!, "elsewhere")}", missing.Message);
        Assert.EndsWith("line 1", missing.Place);
        Assert.Contains("write #i \"nuget: address or folder\"", (await Ran("other")).Error!.Message);
    }

    private Task<RunResult> Ran(string slug) =>
        NotebookRunner.RunAsync(collection[slug], Options, TestContext.Current.CancellationToken);

    private static NotebookCell Add(Notebook notebook, string? language, string source)
    {
        var cell = NotebookCell.Of("code", source);
        if (language is not null) cell.Metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = language };
        notebook.Cells.Add(cell);
        return cell;
    }

    private static JsonObject Text(string text) => new()
    {
        ["data"] = new JsonObject { ["text/plain"] = text }, ["metadata"] = new JsonObject(),
        ["output_type"] = "display_data",
    };

    private static string Shown(JsonNode output)
    {
        var (type, value) = ((JsonObject)output["data"]!).First();
        return $"{type} {MultilineText.Join(value)}";
    }
}
