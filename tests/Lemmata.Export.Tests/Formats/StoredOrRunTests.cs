using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;

namespace Lemmata.Export.Tests.Formats;

/// <summary>Whether an export runs anything, and whether its pages say so.</summary>
public sealed class StoredOrRunTests : IDisposable
{
    private readonly TemporaryCollection collection = new();

    public void Dispose() => collection.Dispose();

    [Theory]
    [InlineData("html", "stored.html", "<b>As stored.</b>"), InlineData("markdown", "stored.md", "> **As stored.**")]
    public async Task Stored_outputs_are_shown_as_they_are_and_the_page_says_how_to_recompute_them(
        string format, string page, string note)
    {
        // The stored output is not what the cell prints, so the page tells which of the two is shown.
        Store("stored", "System.IO.File.WriteAllText(\"ran\", \"\");\n1 + 1", "stored by hand");
        var (status, said) = await ExportAsync("--to", format, "-o", "pages");
        Assert.Equal(0, status);
        var text = Page(page);
        Assert.Contains("stored by hand", text, StringComparison.Ordinal);
        Assert.Contains(note, text, StringComparison.Ordinal);
        Assert.Contains("export stored ", text, StringComparison.Ordinal);
        Assert.Contains("--run", text, StringComparison.Ordinal);
        Assert.Contains("as stored; --run recomputes them", said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(collection.Root, "notebooks", "ran")), "the cell ran");
    }

    [Fact]
    public async Task With_run_the_outputs_are_recomputed_and_no_page_says_stored()
    {
        Store("stored", "1 + 1", "stored by hand");
        collection.AddRegister("stored");
        Assert.Equal(0, (await ExportAsync("--run", "-o", "pages")).Status);
        foreach (var page in new[] { "stored.html", "index.html", "ledger.html", "status.html" })
        {
            Assert.DoesNotContain("stored by hand", Page(page), StringComparison.Ordinal);
            Assert.DoesNotContain("As stored.", Page(page), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await ExportAsync("-o", "pages")).Status);
        Assert.All(["stored.html", "index.html", "ledger.html", "status.html"], page =>
            Assert.Contains("<b>As stored.</b>", Page(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_notebook_that_never_ran_is_exported_with_one_line_that_says_how_to_run_it()
    {
        collection.Add("fresh", "1 + 1");
        var (status, said) = await ExportAsync("-o", "pages");
        Assert.Equal(0, status);
        Assert.Contains("fresh.ipynb: stores no outputs; `run fresh`", said, StringComparison.Ordinal);
        Assert.Contains("<b>Not run.</b>", Page("fresh.html"), StringComparison.Ordinal);
        Assert.Contains("<code>export fresh --run</code>", Page("fresh.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_come_back_in_their_heavy_form_only_where_the_kept_run_is_the_stored_one()
    {
        const string heavy = "application/vnd.lemmata.figure+json";
        var path = collection.Add("drawn", "1 + 1");
        var ran = Notebook.Load(path);
        ran.CodeCells.Single().ExecutionCount = 1;
        ran.CodeCells.Single().Outputs =
        [
            new JsonObject
            {
                ["output_type"] = "display_data", ["metadata"] = new JsonObject(),
                ["data"] = new JsonObject { [heavy] = new JsonObject { ["wide"] = "<svg/>" }, ["text/plain"] = "two" },
            },
        ];
        RunCache.Store(ran, path, RunCache.Key(ran, path)!);
        StoredOutputs.Strip(ran.Clone()).Save(path);
        Assert.Contains(heavy, StoredOutputs.Read(path).Notebook!.ToString(), StringComparison.Ordinal);

        File.WriteAllText(path, File.ReadAllText(path).Replace("two", "2", StringComparison.Ordinal));
        var read = StoredOutputs.Read(path).Notebook!.ToString();
        Assert.DoesNotContain(heavy, read, StringComparison.Ordinal);
        Assert.Contains("\"2\"", read, StringComparison.Ordinal);
    }

    private string Page(string name) => File.ReadAllText(Path.Combine(collection.Root, "pages", name));

    private void Store(string slug, string code, string output)
    {
        var notebook = Notebook.Load(collection.Add(slug, code));
        notebook.CodeCells.Single().ExecutionCount = 1;
        notebook.CodeCells.Single().Outputs =
            [new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = output }];
        notebook.Save(collection[slug]);
    }

    private async Task<(int Status, string Said)> ExportAsync(params string[] arguments)
    {
        using var export = new ExportProcess(collection.Root, arguments);
        var status = await export.ExitAsync();
        return (status, string.Join('\n', export.Said));
    }
}
