using System.Text;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Tests.Running;

/// <summary>One bad file beside good ones: every command finishes the others, names the file and ends with an error.</summary>
public sealed class BadFileTests : IDisposable
{
    private readonly TemporaryCollection collection = new();

    /// <summary>What is wrong, and how a message says so.</summary>
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["no-json"] = "is not JSON at line 1", ["cut"] = "is not JSON at line", ["deep"] = "nested more than 64 deep",
        ["doubled"] = "says something twice", ["bytes"] = "is not UTF-8 text", ["half"] = "holds half a character",
        ["folder"] = "is a folder", ["unreadable"] = "denied",
    };

    public void Dispose() => collection.Dispose();

    [Fact]
    public async Task A_bad_notebook_costs_itself()
    {
        Good("before", "zuletzt");
        var good = await File.ReadAllTextAsync(collection["before"]);
        foreach (var kind in Possible()) { Spoil(collection["middle-" + kind], kind, good); }
        foreach (var command in new[] { "run", "check", "lint", "export", "export --run" })
        {
            var said = await FailsAsync(command);
            foreach (var kind in Possible()) { Names(said, $"middle-{kind}.ipynb", Kinds[kind], command); }
            if (command != "export") { Assert.Contains("zuletzt.ipynb:", said, StringComparison.Ordinal); }
        }

        Assert.Equal(1, Notebook.Load(collection["zuletzt"]).CodeCells.Single().ExecutionCount);
        Assert.Equal(["before.html", "index.html", "ledger.html", "library.html", "status.html", "zuletzt.html"],
            Directory.GetFiles(Path.Combine(collection.Root, "site"), "*.html").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_bad_register_costs_its_notebook()
    {
        Good([.. Possible(), "zuletzt"]);
        foreach (var kind in Possible()) { Spoil(Register(kind), kind, await File.ReadAllTextAsync(Register(kind))); }
        foreach (var command in new[] { "check", "lint", "export" })
        {
            var said = await FailsAsync(command);
            foreach (var kind in Possible()) { Names(said, $"{kind}.json", Kinds[kind], command); }
        }

        Assert.All([.. Possible(), "zuletzt"], slug => Assert.True(File.Exists(Path.Combine(collection.Root, "site", slug + ".html"))));
    }

    [Fact]
    public async Task Bad_results_and_bad_data_cost_a_run_at_most()
    {
        Good([.. Possible()]);
        Assert.Equal(0, (await RunAsync("run")).Status);
        foreach (var kind in Possible())
        {
            var kept = Directory.GetFiles(Path.Combine(collection.Root, ".cache", "runs"), kind + ".*").Single();
            Spoil(kept, kind, await File.ReadAllTextAsync(kept));
        }

        // Entries that are as they were written would not be looked for under a new key.
        Assert.Equal(0, (await RunAsync("export --run")).Status);
        foreach (var kind in Possible())
        {
            Directory.CreateDirectory(Path.Combine(collection.Root, "data", "runs", kind));
            Spoil(Path.Combine(collection.Root, "data", "runs", kind, "long.json"), kind, "{\"a\":1}");
            Spoil(Path.Combine(collection.Root, "data", kind + ".csv"), kind, "{\"a\":1}");
        }

        foreach (var command in new[] { "run", "export" }) { Assert.Equal((command, 0), (command, (await RunAsync(command)).Status)); }
    }

    [Fact]
    public async Task A_bad_image_or_linked_file_is_named_and_the_page_is_written()
    {
        Good("before");
        var notebook = Notebook.Load(collection["before"]);
        foreach (var kind in Possible())
        {
            notebook.Cells[0].Source += $"\n\n![a dot of {kind}](../data/{kind}.png) and [numbers](../data/{kind}.csv)";
            foreach (var ending in new[] { ".png", ".csv" }) { Spoil(Path.Combine(collection.Root, "data", kind + ending), kind, "{\"a\":1}"); }
        }

        notebook.Save(collection["before"]);
        var (status, said) = await RunAsync("export");
        Assert.Equal(0, status);
        foreach (var kind in Possible().Where(kind => kind is "folder" or "unreadable"))
        {
            Assert.Contains($"the image “a dot of {kind}” is left out", said, StringComparison.Ordinal);
            Assert.Contains($"the link to ../data/{kind}.csv is shown as text", said, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(collection.Root, "site", "before.html")));
    }

    [Fact]
    public void Code_that_would_keep_the_compiler_busy_for_minutes_is_refused_and_brackets_in_texts_are_not()
    {
        var deep = Assert.Throws<NotebookFormatException>(() => Parse(new string('[', 3000)));
        Assert.Contains("cell 1 nests brackets more than 256 deep", deep.Message, StringComparison.Ordinal);
        Assert.Throws<NotebookFormatException>(() => Parse(string.Concat(Enumerable.Repeat("a<", 300)) + "a"));
        Assert.Throws<NotebookFormatException>(() => Parse(string.Concat(Enumerable.Repeat("x?", 1500))));
        Parse(string.Concat(Enumerable.Repeat("var y = a ? b : c ?? d?.e; int? z;\n", 3000)));
        Parse($"var a = \"{new string('(', 3000)}\"; // {new string('[', 3000)}\nvar b = @\"\"\"{new string('{', 3000)}\"; /* {new string('(', 3000)} */");
        Parse($"var c = \"\"\"\n{new string('(', 3000)} \"\n\"\"\"; var d = '('; var e = '\\'';");
        Parse(string.Concat(Enumerable.Repeat("if (a < b && c > d) { F(x[0]); }\n", 3000)));

        static void Parse(string code) => Notebook.Parse(System.Text.Json.JsonSerializer.Serialize(new
        {
            nbformat = 4, metadata = new { }, cells = new[] { new { cell_type = "code", source = code } },
        }));
    }

    /// <summary>A file that may not be read cannot be made for root, who may read all.</summary>
    private static IEnumerable<string> Possible() => Kinds.Keys
        .Where(kind => kind != "unreadable" || !(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess));

    private void Good(params string[] slugs)
    {
        foreach (var slug in slugs)
        {
            collection.Add(slug, "1 + 1");
            collection.AddRegister(slug);
        }
    }

    private static void Names(string said, string file, string fault, string command) => Assert.True(
        said.Split('\n').Any(line => line.Contains(file, StringComparison.Ordinal) && line.Contains(fault, StringComparison.Ordinal)),
        $"{command} does not say of {file} that it {fault}:\n{said}");

    private async Task<string> FailsAsync(string command)
    {
        var (status, said) = await RunAsync(command);
        Assert.True(status == 1, $"{command} ended with {status}: {said}");
        Assert.DoesNotContain("   at Lemmata", said, StringComparison.Ordinal);
        return said;
    }

    private string Register(string slug) => Path.Combine(collection.Root, "data", "claims", slug + ".json");

    private static void Spoil(string path, string kind, string good)
    {
        File.Delete(path);
        switch (kind)
        {
            case "folder":
                Directory.CreateDirectory(path);
                return;
            case "bytes":
                File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(good[..^2]), 0xFF, 0xFE, (byte)'}']);
                return;
        }

        File.WriteAllText(path, kind switch
        {
            "no-json" => "this is no JSON",
            "cut" => good[..(good.Length / 2)],
            "deep" => string.Concat(Enumerable.Repeat("{\"a\":[", 4000)),
            "doubled" => "{\"slug\":1," + "\"slug\":2," + good.TrimStart()[1..],
            "half" => "{\"x\":\"\\ud800\"," + good.TrimStart()[1..],
            _ => good,
        });
        if (kind == "unreadable" && !OperatingSystem.IsWindows()) { File.SetUnixFileMode(path, UnixFileMode.None); }
    }

    private async Task<(int Status, string Said)> RunAsync(string command)
    {
        var start = ToolProcess.Describe(command.StartsWith("export", StringComparison.Ordinal) ? [.. command.Split(' '), "--static"] : [command]);
        start.WorkingDirectory = collection.Root;
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + complained);
    }
}
