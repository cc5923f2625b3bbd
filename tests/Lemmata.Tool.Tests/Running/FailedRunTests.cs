using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Reading;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Tests.Running;

/// <summary>What is left of a run that failed, and what runs in spite of a failure.</summary>
public sealed class FailedRunTests : IDisposable
{
    private static readonly RunOptions Options = new() { UseCache = false };

    private readonly TemporaryCollection collection = new();

    private string Ran => Path.Combine(collection.Root, "ran");

    public void Dispose() => collection.Dispose();

    [Fact]
    public async Task Another_folder_shows_where_a_run_failed_and_the_original_stays_as_it_was()
    {
        var path = collection.Add("broken", "1 + 1", "throw new InvalidOperationException(\"no such tide\");", "3");
        var before = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var result = await RunAsync(path, Options with { OutputFolder = Ran });
        Assert.Equal(Path.Combine(Ran, "broken.ipynb"), result.WrittenTo);
        Assert.Equal(["2", "InvalidOperationException: no such tide", ""], Shown("broken.ipynb"));
        Assert.Equal([1, 2, null], Notebook.Load(result.WrittenTo!).CodeCells.Select(cell => cell.ExecutionCount));
        Assert.Equal(before, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));

        await RunAsync(path, Options with { WriteBack = true });
        Assert.Equal(before, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Cells_after_a_failure_run_on_demand_and_the_failures_are_told()
    {
        var path = collection.Add("several", "var x = 1;", "int y = \"text\";", "x + 1", "throw new Exception(\"late\");", "x + 2");
        var result = await RunAsync(path, Options with { OutputFolder = Ran, KeepsGoing = true });
        Assert.Null(result.Error);
        Assert.Equal(["CS0029", "late"], result.Failures.Select(failure => failure.Message.Contains("CS0029") ? "CS0029" : failure.Message[^4..]));
        Assert.Equal(["", "CompilationError", "2", "Exception: late", "3"], Shown("several.ipynb").Select(text =>
            text.StartsWith("CompilationError", StringComparison.Ordinal) ? "CompilationError" : text));
    }

    [Fact]
    public async Task A_failure_that_was_passed_over_is_not_kept_as_a_good_run()
    {
        var path = collection.Add("kept", "throw new Exception(\"first\");");
        await RunAsync(path, Options with { UseCache = true, KeepsGoing = true });
        var again = await RunAsync(path, Options with { UseCache = true });
        Assert.False(again.FromCache);
        Assert.EndsWith("first", again.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_ends_leaves_nothing_to_go_on_with()
    {
        var path = collection.Add("dead", "Environment.Exit(3)", "1");
        var result = await RunAsync(path, Options with { KeepsGoing = true });
        Assert.NotNull(result.Error);
    }

    [Fact]
    public async Task A_cell_that_says_so_may_fail()
    {
        var path = Tagged("raises-exception", collection.Add("expected", "throw new Exception(\"as meant\");", "5"));
        var result = await RunAsync(path, Options with { OutputFolder = Ran });
        Assert.Null(result.Error);
        Assert.Empty(result.Failures);
        Assert.Equal(["Exception: as meant", "5"], Shown("expected.ipynb"));
    }

    [Fact]
    public async Task Runs_with_different_parameters_stand_beside_each_other()
    {
        var path = Tagged("parameters", collection.Add("knobs", "var n = 1;\nvar name = \"a\";", "n"));
        foreach (var n in new[] { "2", "3" })
            await RunAsync(path, Options with { OutputFolder = Ran, Parameters = new Dictionary<string, string> { ["n"] = n } });
        Assert.Equal(
            ["knobs.n=2.ipynb", "knobs.n=3.ipynb"],
            Directory.EnumerateFiles(Ran, "*.ipynb").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["", "3"], Shown("knobs.n=3.ipynb"));
    }

    [Theory]
    [InlineData("a/b", "a:b")]
    [InlineData("x", "x ")]
    public void Values_that_no_file_name_can_hold_still_make_different_names(string one, string other)
    {
        var names = new[] { one, other }.Select(value =>
            StoredOutputs.Named("k.ipynb", new Dictionary<string, string> { ["p"] = value })).ToList();
        Assert.NotEqual(names[0], names[1]);
        Assert.All(names, name => Assert.Equal(-1, name.IndexOfAny(['/', ':', '\\', ' ', '*', '"'])));
        Assert.InRange(StoredOutputs.Named("k.ipynb", new Dictionary<string, string> { ["p"] = new('é', 500) }).Length, 20, 110);
    }

    [Theory]
    [InlineData("poison-limit", "poisson-limit")]
    [InlineData("Poisson-limt", "poisson-limit")]
    [InlineData("grokking", null)]
    [InlineData("x", null)]
    public void A_near_name_is_what_was_meant(string typed, string? meant) =>
        Assert.Equal(meant, Suggestion.For(typed, ["poisson-limit", "ssm-hippo"]));

    /// <summary>Gives the first code cell of a notebook a tag; the notebook's path.</summary>
    private static string Tagged(string tag, string path)
    {
        var notebook = Notebook.Load(path);
        notebook.CodeCells.First().Metadata["tags"] = new JsonArray(tag);
        notebook.Save(path);
        return path;
    }

    private static Task<RunResult> RunAsync(string path, RunOptions options) =>
        NotebookRunner.RunAsync(path, options, TestContext.Current.CancellationToken);

    private IEnumerable<string> Shown(string file) => Notebook.Load(Path.Combine(Ran, file)).CodeCells.Select(cell =>
        string.Join(" | ", cell.Outputs.Select(output => (string?)output!["output_type"] == "error"
            ? $"{output["ename"]}: {output["evalue"]}"
            : MultilineText.Join(output["data"]?["text/plain"]))));
}
