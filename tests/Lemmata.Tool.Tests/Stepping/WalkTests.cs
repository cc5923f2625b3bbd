using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Tests.Stepping;

/// <summary>A cell tagged step-through: a run keeps its steps among its outputs.</summary>
public sealed class WalkTests
{
    [Fact]
    public async Task A_run_stores_the_steps_beside_the_output_and_the_same_cell_gives_the_same_steps()
    {
        var code = "int Half(int n)\n{\n    return n / 2;\n}\nvar h = 7;\nwhile (h > 2) h = Half(h);\nh";
        var (first, again) = (await RunAsync(code), await RunAsync(code));
        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal("1", Text(first.Outputs[0]));
        Assert.Equal("9 steps through this cell, which its page shows.", Text(first.Outputs[1]));
        var walk = Walk(first);
        Assert.Equal(["cell 0", "Half 1", "Half 1"], walk["calls"]!.AsArray().Select(call => $"{call!["function"]} {call["depth"]}"));
        Assert.Equal(
            ["0:5 {}", "0:6 {\"h\":\"7\"}", "0:6 {}", "1:3 {\"n\":\"7\"}", "1:3 {\"return\":\"3\"}", "0:6 {\"h\":\"3\"}", "2:3 {\"n\":\"3\"}", "2:3 {\"return\":\"1\"}", "0:7 {\"h\":\"1\"}"],
            Steps(walk));
        Assert.False((bool)walk["cut"]!);
    }

    [Fact]
    public async Task Without_the_tag_nothing_is_kept()
    {
        var cell = await RunAsync("var h = 7;\nh", "explore");
        Assert.Single(cell.Outputs);
    }

    [Fact]
    public async Task A_long_cell_keeps_its_first_steps_and_runs_to_its_end()
    {
        var cell = await RunAsync("var sum = 0L;\nfor (var i = 0; i < 200_000; i++) sum += i;\nsum");
        Assert.Equal("19999900000", Text(cell.Outputs[0]));
        Assert.Equal("The first 400 steps through this cell, which its page shows.", Text(cell.Outputs[1]));
        Assert.True((bool)Walk(cell)["cut"]!);
        Assert.Equal(400, Walk(cell)["steps"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_cell_that_fails_keeps_the_steps_that_led_there()
    {
        var cell = await RunAsync("var a = new int[2];\nfor (var i = 0; i < 3; i++) a[i] = i;", "step-through", "raises-exception");
        Assert.Contains("\"i\":\"2\"", Steps(Walk(cell))[^1]);
    }

    [Fact]
    public async Task Each_value_is_shown_in_a_line()
    {
        (string Value, string Shown)[] all =
        [
            ("new[] { 1, 2 }", "[1, 2]"),
            ("1.0 / 3", "0.333333"),
            ("-0.0", "0"),
            ("\"a\\nb\"", "\"a b\""),
            ("new HashSet<string> { \"a\" }", "[\"a\"]"),
            ("new Dictionary<string, int[]> { [\"a\"] = [1] }", "{\"a\": [1]}"),
            ("(1, \"b\", (object?)null)", "(1, \"b\", null)"),
            ("Enumerable.Range(0, 26).ToArray()", "[" + string.Join(", ", Enumerable.Range(0, 24)) + ", … 2 more]"),
            ("new Bad()", "(InvalidOperationException while it was shown)"),
        ];
        var cell = await RunAsync(
            "class Bad { public override string ToString() => throw new InvalidOperationException(); }\n"
            + string.Concat(all.Select((one, i) => $"var x{i} = {one.Value};\n")) + "1");
        var values = Walk(cell)["steps"]!.AsArray().SelectMany(step => step!["values"]!.AsObject()).ToDictionary(one => one.Key, one => (string?)one.Value);
        Assert.Equal(all.Select(one => one.Shown), all.Select((_, i) => values[$"x{i}"]));
    }

    [Fact]
    public async Task A_sequence_that_is_not_there_yet_is_not_run_for_the_reader()
    {
        var cell = await RunAsync("var n = 0;\nvar lazy = Enumerable.Range(0, 3).Select(i => { n++; return i; });\nvar before = n;\nn = n + 10;\nn");
        Assert.Equal("10", Text(cell.Outputs[0]));
        Assert.Contains(Steps(Walk(cell)), step => step.Contains(", not run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_small_matrix_is_kept_by_its_rows()
    {
        var cell = await RunAsync("var m = new double[2, 2];\nm[0, 1] = 0.5;\nm[0, 1]");
        Assert.Contains(Steps(Walk(cell)), step => step.Contains("\"rows\":[[\"0\",\"0.5\"],[\"0\",\"0\"]]", StringComparison.Ordinal));
    }

    private static async Task<NotebookCell> RunAsync(string code, params string[] tags)
    {
        using var collection = new TemporaryCollection();
        var path = collection.Add("walked", code);
        var notebook = Notebook.Load(path);
        notebook.CodeCells.Single().Metadata["tags"] = new JsonArray([.. (tags is [] ? ["step-through"] : tags).Select(tag => (JsonNode)tag)]);
        notebook.Save(path);
        var (status, output) = await ToolProcess.RunAsync("run", path);
        Assert.True(status == 0, output);
        return Notebook.Load(path).CodeCells.Single();
    }

    private static JsonNode Walk(NotebookCell cell) => cell.Outputs.Select(output => output!["data"]?[MimeTypes.Walk]).Single(walk => walk is not null)!;

    private static List<string> Steps(JsonNode walk) => [.. walk["steps"]!.AsArray().Select(step => $"{step!["call"]}:{step["line"]} {step["values"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })}")];

    private static string Text(JsonNode? output) => MultilineText.Join(output!["data"]!["text/plain"]);
}
