using System.Text;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Tests.Running;

/// <summary>One bad file beside good ones: every command finishes the others, names the file and ends with an error.</summary>
public sealed class BadFileTests : IDisposable
{
    private readonly TemporaryCollection collection = new();

    public BadFileTests()
    {
        foreach (var slug in new[] { "before", "zuletzt" })
        {
            collection.Add(slug, "1 + 1");
            collection.AddRegister(slug);
        }
    }

    public static TheoryData<string, string> Kinds => new()
    {
        { "no-json", "is not JSON at line 1" }, { "cut", "is not JSON at line" }, { "deep", "nested more than 64 deep" },
        { "doubled", "says something twice" }, { "bytes", "is not UTF-8 text" }, { "half", "holds half a character" },
        { "folder", "is a folder" }, { "unreadable", "denied" },
    };

    public void Dispose() => collection.Dispose();

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_bad_notebook_costs_itself(string kind, string fault)
    {
        var good = await File.ReadAllTextAsync(collection["before"]);
        Spoil(collection["middle"], kind, good);
        foreach (var command in new[] { "run", "check", "lint", "export", "export --run" })
        {
            var (status, said) = await RunAsync(command);
            Assert.True(status == 1, $"{command} ended with {status}: {said}");
            Assert.Contains(said.Split('\n'), line => line.Contains("middle.ipynb", StringComparison.Ordinal) && line.Contains(fault, StringComparison.Ordinal));
            Assert.DoesNotContain("   at Lemmata", said, StringComparison.Ordinal);
            if (command != "export")
            {
                Assert.Contains(command == "lint" ? "zuletzt.ipynb:" : "zuletzt.ipynb: ", said, StringComparison.Ordinal);
            }
        }

        Assert.Equal(1, Notebook.Load(collection["zuletzt"]).CodeCells.Single().ExecutionCount);
        Assert.Equal(["before.html", "index.html", "ledger.html", "status.html", "zuletzt.html"],
            Directory.GetFiles(Path.Combine(collection.Root, "site"), "*.html").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_bad_register_costs_its_notebook(string kind, string fault)
    {
        Spoil(Register("before"), kind, await File.ReadAllTextAsync(Register("before")));
        Assert.Equal(0, (await RunAsync("run")).Status);
        foreach (var command in new[] { "check", "lint", "export" })
        {
            var (status, said) = await RunAsync(command);
            Assert.True(status == 1, $"{command} ended with {status}: {said}");
            Assert.Contains(said.Split('\n'), line => line.Contains("before.json", StringComparison.Ordinal) && line.Contains(fault, StringComparison.Ordinal));
            Assert.DoesNotContain("   at Lemmata", said, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(collection.Root, "site", "before.html")));
        Assert.True(File.Exists(Path.Combine(collection.Root, "site", "zuletzt.html")));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Bad_results_and_bad_data_cost_a_run_at_most(string kind, string fault)
    {
        Assert.NotEmpty(fault);
        Assert.Equal(0, (await RunAsync("run")).Status);
        var kept = Directory.GetFiles(Path.Combine(collection.Root, ".cache", "runs"), "before.*").Single();
        Spoil(kept, kind, await File.ReadAllTextAsync(kept));
        Directory.CreateDirectory(Path.Combine(collection.Root, "data", "runs", "before"));
        Spoil(Path.Combine(collection.Root, "data", "runs", "before", "long.json"), kind, "{\"a\":1}");
        Spoil(Path.Combine(collection.Root, "data", "numbers.csv"), kind, "1,2");
        foreach (var command in new[] { "run", "export", "export --run" }) { Assert.Equal((command, 0), (command, (await RunAsync(command)).Status)); }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_bad_image_or_linked_file_is_named_and_the_page_is_written(string kind, string fault)
    {
        Assert.NotEmpty(fault);
        var notebook = Notebook.Load(collection["before"]);
        notebook.Cells[0].Source += "\n\n![a dot](../data/dot.png) and [numbers](../data/numbers.csv)";
        notebook.Save(collection["before"]);
        foreach (var name in new[] { "dot.png", "numbers.csv" }) { Spoil(Path.Combine(collection.Root, "data", name), kind, "1,2"); }
        var (status, said) = await RunAsync("export");
        Assert.Equal(0, status);
        if (kind is "folder" or "unreadable")
        {
            Assert.Contains("the image “a dot” is left out", said, StringComparison.Ordinal);
            Assert.Contains("the link to ../data/numbers.csv is shown as text", said, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(collection.Root, "site", "before.html")));
    }

    [Fact]
    public void Code_that_would_keep_the_compiler_busy_for_minutes_is_refused_and_brackets_in_texts_are_not()
    {
        var deep = Assert.Throws<NotebookFormatException>(() => Parse(new string('[', 3000)));
        Assert.Contains("cell 1 nests brackets more than 256 deep", deep.Message, StringComparison.Ordinal);
        Assert.Throws<NotebookFormatException>(() => Parse(string.Concat(Enumerable.Repeat("a<", 300)) + "a"));
        Parse($"var a = \"{new string('(', 3000)}\"; // {new string('[', 3000)}\nvar b = @\"\"\"{new string('{', 3000)}\"; /* {new string('(', 3000)} */");
        Parse($"var c = \"\"\"\n{new string('(', 3000)} \"\n\"\"\"; var d = '('; var e = '\\'';");
        Parse(string.Concat(Enumerable.Repeat("if (a < b && c > d) { F(x[0]); }\n", 3000)));

        static void Parse(string code) => Notebook.Parse(System.Text.Json.JsonSerializer.Serialize(new
        {
            nbformat = 4, metadata = new { }, cells = new[] { new { cell_type = "code", source = code } },
        }));
    }

    private string Register(string slug) => Path.Combine(collection.Root, "data", "claims", slug + ".json");

    private static void Spoil(string path, string kind, string good)
    {
        if (kind == "unreadable")
        {
            Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess,
                "a file that this user may not read: root may read all");
        }

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
