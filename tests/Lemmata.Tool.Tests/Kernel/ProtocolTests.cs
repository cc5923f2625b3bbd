using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Lemmata.Tool.Tests.Kernel;

/// <summary>The kernel seen by real clients: zeromq with @nteract/messaging, and @jupyterlab/services.</summary>
[Trait("Needs", "kernel")]
public sealed class ProtocolTests(SharedKernel shared) : IClassFixture<SharedKernel>
{
    private readonly KernelDriver kernel = shared.Require();

    [Fact(Timeout = 180_000)]
    public async Task Kernel_info_names_language_and_protocol()
    {
        var info = kernel.Started["info"]!;
        Assert.Equal("5.3", info["protocol_version"]!.GetValue<string>());
        Assert.Equal("C#", info["language_info"]!["name"]!.GetValue<string>());
        var onControl = await kernel.RequestAsync("kernel_info_request", [], "control");
        Assert.Equal("ok", KernelDriver.Status(onControl));
    }

    [Fact(Timeout = 180_000)]
    public async Task Cells_show_results_text_displays_and_updates()
    {
        Assert.Equal("42", KernelDriver.Result(await kernel.ExecuteAsync("var answer = 41; answer + 1")));
        Assert.Equal("41", KernelDriver.Result(await kernel.ExecuteAsync("answer")));
        Assert.Equal("hello\n", KernelDriver.Text(await kernel.ExecuteAsync("Console.WriteLine(\"hello\");")));
        Assert.Equal(
            "warn\n",
            KernelDriver.Text(await kernel.ExecuteAsync("Console.Error.WriteLine(\"warn\");"), "stderr"));

        var awaited = await kernel.ExecuteAsync("await Task.Delay(10); await Task.FromResult(7)");
        Assert.Equal("7", KernelDriver.Result(awaited));

        var live = await kernel.ExecuteAsync("var shown = display(\"half\"); shown.Update(\"done\");");
        var first = KernelDriver.Published(live, "display_data").Single();
        var second = KernelDriver.Published(live, "update_display_data").Single();
        Assert.Equal(
            first["transient"]!["display_id"]!.GetValue<string>(),
            second["transient"]!["display_id"]!.GetValue<string>());
        Assert.Contains("done", second["data"]!["text/plain"]!.GetValue<string>(), StringComparison.Ordinal);

        var html = KernelDriver
            .Published(await kernel.ExecuteAsync("HTML(\"<b>bold</b>\")"), "execute_result")
            .Single();
        Assert.Equal("<b>bold</b>", html["data"]!["text/html"]!.GetValue<string>());
    }

    [Fact(Timeout = 180_000)]
    public async Task Expressions_of_a_front_end_are_answered_in_the_reply_and_shown_to_nobody()
    {
        var answered = await kernel.RequestAsync("execute_request", new JsonObject
        {
            ["code"] = "var q = 7;", ["silent"] = false, ["store_history"] = false, ["allow_stdin"] = false,
            ["user_expressions"] = new JsonObject { ["a"] = "q * 2", ["b"] = "nope", ["c"] = "Console.WriteLine(q)" },
        });
        var values = answered["reply"]!["user_expressions"]!;
        Assert.Equal("ok", values["a"]!["status"]!.GetValue<string>());
        Assert.Equal("14", values["a"]!["data"]!["text/plain"]!.GetValue<string>());
        Assert.Equal("error", values["b"]!["status"]!.GetValue<string>());
        Assert.Contains("'nope' does not exist", values["b"]!["evalue"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("ok", values["c"]!["status"]!.GetValue<string>());
        Assert.Empty(KernelDriver.Published(answered, "stream"));
        Assert.Empty(KernelDriver.Published(answered, "error"));

        var failed = await kernel.RequestAsync("execute_request", new JsonObject
        {
            ["code"] = "throw new Exception();", ["silent"] = false, ["store_history"] = false, ["allow_stdin"] = false,
            ["user_expressions"] = new JsonObject { ["a"] = "1" },
        });
        Assert.Empty(failed["reply"]!["user_expressions"]!.AsObject());
    }

    [Fact(Timeout = 180_000)]
    public async Task An_error_names_the_line_of_the_cell_and_the_kernel_goes_on()
    {
        var thrown = await kernel.ExecuteAsync("var one = 1;\nthrow new InvalidOperationException(\"on purpose\");");
        Assert.Equal("error", KernelDriver.Status(thrown));
        var error = KernelDriver.Published(thrown, "error").Single();
        Assert.Contains("InvalidOperationException", error["ename"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("on purpose", error["evalue"]!.GetValue<string>());
        var traceback = string.Join('\n', error["traceback"]!.AsArray().Select(line => line!.GetValue<string>()));
        Assert.Contains("line 2", traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.CodeAnalysis", traceback, StringComparison.Ordinal);

        var wrong = await kernel.ExecuteAsync("int number = \"text\";");
        Assert.Equal("error", KernelDriver.Status(wrong));
        Assert.Contains("CS0029", wrong["reply"]!["evalue"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("1", KernelDriver.Result(await kernel.ExecuteAsync("one")));
    }

    [Fact(Timeout = 180_000)]
    public async Task An_exception_on_a_thread_of_the_reader_leaves_the_kernel_alive()
    {
        await kernel.ExecuteAsync(
            "new System.Threading.Thread(() => throw new Exception(\"astray\")).Start(); "
                + "System.Threading.Thread.Sleep(200);"
        );
        var next = await kernel.ExecuteAsync("\"still here\"");
        Assert.Equal("still here", KernelDriver.Result(next).Trim('"'));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(60000);")]
    [InlineData("await Task.Delay(60000);")]
    [InlineData("long F(long n) => n < 2 ? n : F(n - 1) + F(n - 2); F(80)")]
    [InlineData(
        "((Func<System.Threading.CancellationToken>)AppContext.GetData(\"Cell.CancellationToken\"))().Register(() => "
            + "throw new Exception(\"mine\")); while (true) { }"
    )]
    [InlineData("for (var i = 0; i < 8; i++) _ = Task.Run(() => { while (true) { } }); while (true) { }")]
    public async Task An_interrupt_stops_a_cell_and_what_was_queued_behind_it(string code)
    {
        await kernel.BeginAsync("endless", code);
        await kernel.BeginAsync("queued", "\"never\"");
        await kernel.SleepAsync(800);
        await kernel.InterruptAsync();
        var stopped = await kernel.FinishAsync("endless");
        Assert.Equal("error", KernelDriver.Status(stopped));
        Assert.Equal("Interrupted", stopped["reply"]!["ename"]!.GetValue<string>());
        Assert.Equal("aborted", KernelDriver.Status(await kernel.FinishAsync("queued")));
        Assert.Equal("5", KernelDriver.Result(await kernel.ExecuteAsync("2 + 3")));
    }

    [Fact(Timeout = 180_000)]
    public async Task Heartbeat_and_control_answer_while_a_cell_holds_every_thread_of_the_pool()
    {
        await kernel.BeginAsync(
            "greedy",
            "for (var i = 0; i < 16; i++) _ = Task.Run(() => System.Threading.Thread.Sleep(60000)); "
                + "System.Threading.Thread.Sleep(-1);"
        );
        await kernel.SleepAsync(300);
        var watch = Stopwatch.StartNew();
        Assert.Equal("still there?", (await kernel.SendAsync("heartbeat"))["echo"]!.GetValue<string>());
        var answer = await kernel.SendAsync(
            new JsonObject
            {
                ["op"] = "request",
                ["type"] = "interrupt_request",
                ["content"] = new JsonObject(),
                ["channel"] = "control",
                ["waitIdle"] = false,
            }
        );
        Assert.Equal("ok", KernelDriver.Status(answer));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30)); // The pool is held for 60 s.
        Assert.Equal("error", KernelDriver.Status(await kernel.FinishAsync("greedy")));
    }

    [Fact(Timeout = 180_000)]
    public async Task Completion_knows_members_variables_arguments_and_paths()
    {
        await kernel.ExecuteAsync("var readings = new List<double> { 1, 2 };");
        Assert.Contains("Count", await MatchesAsync("readings.Cou"));
        Assert.Contains("Select", await MatchesAsync("readings.Sel"));
        Assert.Contains("readings", await MatchesAsync("read"));
        Assert.Contains("local", await MatchesAsync("var local = 1; loc"));
        Assert.Contains("mode:", await MatchesAsync("int Open(string path, int mode) => 1; Open(\"a\", mo"));
        await File.WriteAllTextAsync(Path.Combine(kernel.Folder, "shared.csx"), "var shared = 5;");
        Assert.Contains("shared.csx", await MatchesAsync("#!import sh"));
        Assert.Equal("5", KernelDriver.Result(await kernel.ExecuteAsync("#!import shared.csx\nshared")));

        // A position after an emoji: one code point by the protocol, two units from VS Code.
        Assert.Contains("Count", await MatchesAsync("var face = \"😀\"; readings.Cou"));
        var units = "var face = \"😀\"; readings.Cou";
        var reply = await kernel.RequestAsync(
            "complete_request",
            new JsonObject { ["code"] = units, ["cursor_pos"] = units.Length }
        );
        Assert.Contains("Count", reply["reply"]!["matches"]!.AsArray().Select(match => match!.GetValue<string>()));
        var item = reply["reply"]!["metadata"]!["_jupyter_types_experimental"]!
            .AsArray()
            .First(one => one!["text"]!.GetValue<string>() == "Count")!;
        Assert.Equal("property", item["type"]!.GetValue<string>());
        Assert.Contains("int", item["signature"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Hovering_shows_signature_and_documentation_and_completeness_is_judged()
    {
        var hover = await kernel.RequestAsync(
            "inspect_request",
            new JsonObject
            {
                ["code"] = "Math.Max(1, 2)",
                ["cursor_pos"] = 7,
                ["detail_level"] = 0,
            }
        );
        Assert.True(hover["reply"]!["found"]!.GetValue<bool>());
        Assert.Contains("Max(", hover["reply"]!["data"]!["text/plain"]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (
            var (code, status) in new[] { ("1 + 1", "complete"), ("if (true) {", "incomplete"), ("}", "invalid") }
        )
        {
            var reply = await kernel.RequestAsync("is_complete_request", new JsonObject { ["code"] = code });
            Assert.Equal(status, reply["reply"]!["status"]!.GetValue<string>());
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task History_is_kept_and_searched()
    {
        await kernel.ExecuteAsync("1 + 1");
        await kernel.ExecuteAsync("2 * 2");
        var tail = await kernel.RequestAsync(
            "history_request",
            new JsonObject
            {
                ["hist_access_type"] = "tail",
                ["n"] = 1,
                ["output"] = false,
                ["raw"] = true,
            }
        );
        Assert.Equal("2 * 2", tail["reply"]!["history"]![0]![2]!.GetValue<string>());
        var found = await kernel.RequestAsync(
            "history_request",
            new JsonObject
            {
                ["hist_access_type"] = "search",
                ["pattern"] = "1 +*",
                ["unique"] = true,
                ["output"] = false,
                ["raw"] = true,
            }
        );
        Assert.Equal("1 + 1", found["reply"]!["history"]!.AsArray().Single()![2]!.GetValue<string>());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_cell_can_read_a_line_from_the_reader()
    {
        await kernel.SendAsync(new JsonObject { ["op"] = "answerInput", ["value"] = "Ada" });
        Assert.Equal(
            "Hello, Ada\n",
            KernelDriver.Text(
                await kernel.ExecuteAsync("Console.WriteLine(\"Hello, \" + Console.ReadLine());", allowInput: true)));
        var refused = await kernel.ExecuteAsync("Console.ReadLine()");
        Assert.Equal("error", KernelDriver.Status(refused));
        Assert.Contains("cannot answer", refused["reply"]!["evalue"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Wrong_signatures_malformed_frames_and_unknown_types_change_nothing()
    {
        await kernel.BeginAsync("meanwhile", "await Task.Delay(1500);");
        await kernel.SendAsync(
            new JsonObject
            {
                ["op"] = "raw",
                ["channel"] = "shell",
                ["wrongKey"] = true,
                ["message"] = new JsonObject
                {
                    ["header"] = new JsonObject { ["msg_id"] = "x", ["msg_type"] = "execute_request" },
                    ["content"] = new JsonObject { ["code"] = "var forged = 1;" },
                },
            }
        );
        foreach (
            var parts in new JsonArray[]
            {
                ["AAAA"],
                ["", ""],
                ["PElEU3xNU0c+", "", "e30=", "e30=", "e30=", "e30="],
                ["PElEU3xNU0c+", "AA==", "//8=", "e30=", "e30=", "e30="],
            }
        )
        {
            await kernel.SendAsync(
                new JsonObject
                {
                    ["op"] = "raw",
                    ["channel"] = "shell",
                    ["parts"] = parts,
                }
            );
        }

        await kernel.RequestAsync("no_such_request", [], timeout: 500);
        // What the kernel says of them is none of the cell's output.
        Assert.Equal("", KernelDriver.Text(await kernel.FinishAsync("meanwhile"), "stderr"));
        Assert.Contains(
            "the signature does not match",
            (await kernel.SendAsync("state"))["errors"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.Equal("error", KernelDriver.Status(await kernel.ExecuteAsync("forged")));
        Assert.Equal("still there?", (await kernel.SendAsync("heartbeat"))["echo"]!.GetValue<string>());
    }

    [Fact(Timeout = 180_000)]
    public async Task The_connection_that_VS_Code_uses_runs_cells()
    {
        var info = await kernel.SendAsync("labStart");
        Assert.Equal("lemmata", info["info"]!["implementation"]!.GetValue<string>());
        var answer = await kernel.SendAsync(
            new JsonObject { ["op"] = "labExecute", ["code"] = "Enumerable.Range(1, 4).Sum()" }
        );
        Assert.Equal("ok", KernelDriver.Status(answer));
        Assert.Equal("10", KernelDriver.Result(answer));
    }

    private async Task<IEnumerable<string>> MatchesAsync(string code)
    {
        var points = code.EnumerateRunes().Count();
        var answer = await kernel.RequestAsync(
            "complete_request",
            new JsonObject { ["code"] = code, ["cursor_pos"] = points }
        );
        return answer["reply"]!["matches"]!.AsArray().Select(match => match!.GetValue<string>());
    }
}
