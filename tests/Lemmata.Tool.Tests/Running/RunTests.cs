using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Lemmata.Export.Outputs;
using Lemmata.Notebooks;
using Lemmata.Session.Messages;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Tests.Running;

public sealed class RunTests : IDisposable
{
    private static readonly RunOptions WriteBack = new() { WriteBack = true };
    private readonly TemporaryCollection collection = new();

    public void Dispose() => collection.Dispose();

    [Fact]
    public async Task Prose_edits_rerun_nothing_while_code_data_and_imports_do()
    {
        File.WriteAllText(Path.Combine(collection.Root, "lib", "shared.csx"), "var shared = 1;");
        File.WriteAllText(Path.Combine(collection.Root, "data", "numbers.csv"), "1\n");
        var path = collection.Add(
            "cached",
            "#!import ../lib/shared.csx",
            "System.IO.File.ReadAllText(\"../data/numbers.csv\").Trim() + shared");
        Assert.Equal("11", await Value());
        File.WriteAllText(path, File.ReadAllText(path).Replace("prose", "better prose"));
        Assert.Equal("cached 11", await Value());
        Assert.Contains("better prose", File.ReadAllText(path));
        collection.AddRegister("other-notebook");
        Assert.Equal("cached 11", await Value());
        File.WriteAllText(Path.Combine(collection.Root, "data", "numbers.csv"), "2\n");
        Assert.Equal("21", await Value());
        File.WriteAllText(Path.Combine(collection.Root, "lib", "shared.csx"), "var shared = 3;");
        Assert.Equal("23", await Value());
        foreach (var file in Directory.GetFiles(Path.Combine(collection.Root, ".cache", "runs")))
            File.WriteAllText(file, "[damaged");
        Assert.Equal("23", await Value());

        async Task<string> Value()
        {
            var result = await NotebookRunner.RunAsync(path, WriteBack, TestContext.Current.CancellationToken);
            Assert.Null(result.Error);
            var stored = Notebook.Load(path).CodeCells.Last();
            return (result.FromCache ? "cached " : "")
                + MultilineText.Join(stored.Outputs.Single()!["data"]!["text/plain"]);
        }
    }

    [Fact]
    public void The_key_follows_imported_notebooks_and_files_that_the_code_names()
    {
        var (beside, script) = (
            Path.Combine(collection.Root, "notebooks", "my.csv"),
            Path.Combine(collection.Root, "lib", "deep.csx"));
        File.WriteAllText(beside, "1");
        File.WriteAllText(script, "var deep = 1;");
        var imported = collection.Add(
            "imported",
            "#!import ../lib/deep.csx",
            "var inner = System.IO.File.ReadAllText(\"my.csv\");");
        var path = collection.Add("importing", "#!import imported.ipynb", "inner");
        var keys = new List<string?> { Key() };
        File.WriteAllText(script, "var deep = 2;");
        keys.Add(Key());
        File.WriteAllText(beside, "2");
        keys.Add(Key());
        Change(imported, notebook => notebook.CodeCells.Last().Source += " // read");
        keys.Add(Key());
        Change(
            imported,
            notebook =>
                notebook
                    .CodeCells.Last()
                    .Outputs.Add(
                        (JsonNode)
                            new JsonObject
                            {
                                ["output_type"] = "stream",
                                ["name"] = "stdout",
                                ["text"] = "x",
                            }
                    ));
        Assert.Equal(keys[^1], Key());
        Assert.Equal(4, keys.Distinct().Count());

        string? Key() => RunCache.Key(Notebook.Load(path), path);

        static void Change(string file, Action<Notebook> edit)
        {
            var notebook = Notebook.Load(file);
            edit(notebook);
            notebook.Save(file);
        }
    }

    [Theory]
    [InlineData("/dev/zero"), InlineData("")]
    [InlineData("a\\0b"), InlineData("this.ipynb")]
    public void Strings_that_name_no_readable_file_are_harmless(string name)
    {
        var path = collection.Add("this", $"var s = \"{name}\";");
        Assert.NotNull(RunCache.Key(Notebook.Load(path), path));
    }

    [Theory]
    [InlineData("Lemmata.Session/Cells/CellText.cs"), InlineData("Lemmata.Session/Messages/OutputCollector.cs")]
    [InlineData("Lemmata.Session/Stepping/CellWalk.cs")]
    [InlineData("Lemmata.Tool/Running/SessionServer.cs"), InlineData("Lemmata.Notebooks/MultilineText.cs")]
    public void The_stamp_of_the_engine_covers_what_shapes_a_kept_output(string source)
    {
        var stamp = typeof(RunCache)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(found => found.Key == "Engine")
            .Value!;
        var file = File.ReadAllBytes(Path.Combine(TemporaryCollection.Repository, "lib", source));
        Assert.Contains(Convert.ToHexString(SHA256.HashData(file)), stamp, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Updates_collapse_to_the_last_state_and_text_is_joined()
    {
        var path = collection.Add(
            "live",
            "var d = display(\"0 %\");\nfor (var i = 1; i <= 100; i++) { Console.Write(i % 10); d.Update($\"{i} %\"); }"
        );
        await NotebookRunner.RunAsync(path, WriteBack, TestContext.Current.CancellationToken);
        var outputs = Notebook.Load(path).CodeCells.Single().Outputs;
        Assert.Equal(2, outputs.Count);
        Assert.Equal("100 %", MultilineText.Join(outputs[0]!["data"]!["text/plain"]));
        Assert.Equal(100, MultilineText.Join(outputs[1]!["text"]).Length);
    }

    [Fact]
    public async Task Text_that_overwrites_itself_is_stored_as_one_line()
    {
        var path = collection.Add(
            "overwritten",
            "for (var i = 0; i <= 100; i++) Console.Write($\"\\r{i} "
                + "%\");\nConsole.Write(\"\\r\\nnext\\u2028line\\r\"); Console.Write(\"\\nend\");"
        );
        await NotebookRunner.RunAsync(path, WriteBack, TestContext.Current.CancellationToken);
        var stored = MultilineText.Join(Notebook.Load(path).CodeCells.Single().Outputs.Single()!["text"]);
        Assert.EndsWith("\r99 %\r100 %\nnext\u2028line\nend", stored);
        Assert.Equal(3, stored.Split('\n').Length);
        Assert.Equal("100 %\nnext\u2028line\nend", AnsiText.Convert(stored).Html.Write());
    }

    [Fact]
    public async Task Two_runs_at_once_on_one_notebook_do_not_meet()
    {
        var path = collection.Add("twice", "1");
        using (NotebookLock.Take(path))
        {
            var second = await NotebookRunner.RunAsync(path, WriteBack, TestContext.Current.CancellationToken);
            Assert.Contains(
                $"another run is working on this notebook (process {Environment.ProcessId})",
                second.Error!.Message);
            Assert.EndsWith("twice.ipynb", second.Error.Place);
        }
        Assert.Null((await NotebookRunner.RunAsync(path, WriteBack, TestContext.Current.CancellationToken)).Error);
    }

    [Fact]
    public void A_lock_whose_owner_cannot_be_noted_is_not_told_as_taken_and_is_free_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full exists on Linux only");
        var path = collection.Add("locked", "1");
        var owner = NotebookLock.FileOf(path) + ".owner";
        Directory.CreateDirectory(Path.GetDirectoryName(owner)!);
        File.CreateSymbolicLink(owner, "/dev/full");
        Assert.Contains("space", Assert.Throws<IOException>(() => NotebookLock.Take(path)).Message);
        File.Delete(owner);
        NotebookLock.Take(path).Dispose();
    }

    [Fact]
    public async Task After_a_cancellation_no_queued_notebook_starts()
    {
        var path = collection.Add("queued", "1");
        Assert.True((await NotebookRunner.RunAsync(path, WriteBack, TestContext.Current.CancellationToken)).Succeeded);
        // A kept result needs no process, so only the runner itself can notice the cancellation.
        var result = Assert.Single(
            await NotebookRunner.RunAllAsync([path], WriteBack, new CancellationToken(canceled: true)));
        Assert.True(result.Cancelled);
    }

    [Fact]
    public async Task A_file_that_stops_being_a_notebook_while_it_runs_costs_only_itself()
    {
        var path = collection.Add("spoilt", "System.IO.File.WriteAllText(\"spoilt.ipynb\", \"[1,\");");
        var text = File.ReadAllText(path);
        var sound = collection.Add("sound", "1");
        var results = await NotebookRunner.RunAllAsync([path, sound], WriteBack, TestContext.Current.CancellationToken);
        Assert.Contains("is not JSON at line 1", results[0].Error!.Message);
        Assert.EndsWith("spoilt.ipynb", results[0].Error!.Place);
        Assert.Null(results[1].Error);
        File.WriteAllText(path, text);
        Directory.Delete(Path.Combine(collection.Root, ".cache"), recursive: true);
        var (status, output) = await ToolProcess.RunAsync("check", path, sound);
        Assert.Equal(1, status);
        Assert.Contains("spoilt.ipynb: is not JSON at line 1", output);
        Assert.Contains("2 notebooks: ", output);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_error_that_names_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "uses /proc, where even root cannot write");
        var path = collection.Add("unwritable", "1");
        var result = await NotebookRunner.RunAsync(
            path,
            new RunOptions { OutputFolder = "/proc/lemmata" },
            TestContext.Current.CancellationToken);
        Assert.Contains("/proc/lemmata", result.Error!.Message);
        Assert.EndsWith("unwritable.ipynb", result.Error.Place);
    }

    [Fact]
    public async Task A_full_disk_is_an_error_and_the_notebook_stays_whole()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full exists on Linux only");
        var path = collection.Add("full", "1");
        var before = File.ReadAllText(path);
        File.CreateSymbolicLink(
            Path.Combine(collection.Root, "notebooks", AtomicFile.TemporaryNameOf(path)),
            "/dev/full");
        var result = await NotebookRunner.RunAsync(path, WriteBack, TestContext.Current.CancellationToken);
        Assert.Contains("could not be written", result.Error!.Message);
        Assert.Contains("space", result.Error.Message);
        Assert.Equal(before, File.ReadAllText(path));
    }

    [Fact]
    public async Task Code_that_changes_while_it_runs_is_not_overwritten()
    {
        var path = collection.Add(
            "edited",
            "System.IO.File.WriteAllText(\"edited.ipynb\", System.IO.File.ReadAllText(\"edited.ipynb\").Replace(\"5 "
                + "+ 5\", \"6 + 6\"));\n5 + 5"
        );
        var result = await NotebookRunner.RunAsync(path, WriteBack, TestContext.Current.CancellationToken);
        Assert.Contains("its code was changed while it ran", result.Error!.Message);
        Assert.Contains("6 + 6", File.ReadAllText(path));
    }

    [Fact]
    public async Task Ctrl_c_ends_the_command_with_130_and_leaves_the_file_whole()
    {
        ToolProcess.NeedsInterrupts();
        var path = collection.Add(
            "long",
            "1",
            "System.IO.File.WriteAllText(\"started\", \"\"); while (true) System.Threading.Thread.Sleep(10);");
        var before = File.ReadAllText(path);
        var (process, output) = ToolProcess.Start("run", path);
        var started = Path.Combine(collection.Root, "notebooks", "started");
        for (var wait = Stopwatch.StartNew(); !File.Exists(started) && wait.Elapsed < TimeSpan.FromSeconds(60);)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await ToolProcess.InterruptAsync(process.Id);
        await process
            .WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("long.ipynb: cancelled; the file on disk is unchanged", await output);
        Assert.Equal(before, File.ReadAllText(path));
        process.Dispose();
    }

    [Fact]
    public async Task The_command_prints_plain_lines_and_fails_when_a_notebook_does()
    {
        var sound = collection.Add("sound", "1");
        var (status, output) = await ToolProcess.RunAsync("run", sound, collection["absent"]);
        Assert.Equal(1, status);
        Assert.Contains("sound.ipynb: 1 cell in", output);
        Assert.Contains("absent.ipynb: there is no such file", output);
        Assert.DoesNotContain('\u001b', output);
    }
}
