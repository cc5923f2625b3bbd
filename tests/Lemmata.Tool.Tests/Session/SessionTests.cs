using System.Diagnostics;
using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Tests.Session;

public class SessionTests
{
    private readonly ThreadedSession session = new(new SessionOptions { TextLimit = 1000 });

    [Theory]
    [InlineData("1 + 2", "result:3")]
    [InlineData("1.0 / 3", "result:0.3333333333333333")]
    [InlineData("\"text\"", "result:text")]
    [InlineData("await Task.FromResult(5)", "result:5")]
    [InlineData("await Task.Yield(); await Task.Delay(1); \"later\"", "result:later")]
    [InlineData("new[] { 1, 2, 3 }", "result:[1, 2, 3]")]
    [InlineData("(1, \"a\", new[] { 2 })", "result:(1, \"a\", [2])")]
    [InlineData("record P(int A, string B); new P(1, \"x\")", "result:P { A = 1, B = \"x\" }")]
    [InlineData("class N { public N Next; } var n = new N(); n.Next = n; n", "result:N { Next = (cycle) }")]
    [InlineData(
        "Enumerable.Range(0, 1000)",
        "result:[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, …]"
    )]
    [InlineData("static int Twice(this int x) => 2 * x; 4.Twice()", "result:8")]
    public async Task The_last_expression_is_shown(string code, string expected) =>
        Assert.Equal(expected, (await Run(code)).Events.Last());

    [Theory]
    [InlineData("var x = 1;")]
    [InlineData("")]
    [InlineData("// only a comment")]
    [InlineData("(object)null")]
    public async Task Nothing_is_shown_where_there_is_no_value(string code) => Assert.Empty((await Run(code)).Events);

    [Fact]
    public async Task Later_cells_see_earlier_ones_and_may_declare_again()
    {
        await Run("using System.Numerics; var x = 1; int F(int k) => k + x;");
        Assert.Equal("result:3", (await Run("F(2)")).Events.Single());
        await Run("var x = \"now text\";");
        Assert.Equal("result:now text", (await Run("x")).Events.Single());
        Assert.Equal("result:1267650600228229401496703205376", (await Run("BigInteger.Pow(2, 100)")).Events.Single());
    }

    [Fact]
    public async Task What_a_failing_cell_set_before_it_failed_stays()
    {
        var sink = await Run("var before = 7;\nthrow new InvalidOperationException(\"no\");");
        Assert.Equal("InvalidOperationException", sink.Errors.Single().Name);
        Assert.Equal("result:7", (await Run("before")).Events.Single());
    }

    [Fact]
    public async Task A_compilation_error_names_line_and_column_in_the_cell_and_runs_nothing()
    {
        var sink = await Run(
            "Console.WriteLine(\"not reached\");\nfor (var i = 0; i < 3; i++)\n{\n    undefinedName();\n}");
        var error = sink.Errors.Single();
        Assert.Equal(4, error.Line);
        Assert.Equal(
            "(4,5): error CS0103: The name 'undefinedName' does not exist in the current context",
            error.Message);
        Assert.Equal("        ^^^^^^^^^^^^^", error.Traceback[2]);
        Assert.Equal("", sink.Text);
    }

    [Fact]
    public async Task A_stack_names_cells_and_lines_without_frames_of_the_engine()
    {
        await Run(
            "void Inner(int depth)\n{\n    if (depth == 0) throw new ArgumentException(\"deep\");\n    Inner(depth - "
                + "1);\n    Console.Write(\"\");\n}",
            "cell 1");
        var error = (await Run("var a = 1;\n\nforeach (var k in new[] { 2 }) Inner(k);", "cell 2")).Errors.Single();
        Assert.Equal(3, error.Line);
        Assert.Equal("ArgumentException: deep", error.Traceback[0]);
        Assert.StartsWith("   at Inner(Int32 depth) in cell 1, line 3", error.Traceback[1]);
        Assert.Equal("   at cell 2, line 3", error.Traceback[^2]);
        Assert.Equal("--> line 3: foreach (var k in new[] { 2 }) Inner(k);", error.Traceback[^1]);
        Assert.DoesNotContain(
            error.Traceback,
            line => line.Contains("Submission") || line.Contains("CodeAnalysis") || line.Contains("Lemmata.Tool"));
    }

    [Fact]
    public async Task Text_and_displays_keep_their_order_and_updates_follow()
    {
        var sink = await Run(
            "Console.Write(\"a\"); var d = display(1); Console.Error.Write(\"b\"); Console.Write(\"c\"); d.Update(2); 3"
        );
        Assert.Equal(["stdout:a", "display:1", "stderr:b", "stdout:c", "update:2", "result:3"], sink.Events);
    }

    [Fact]
    public async Task Html_and_directive_cells_give_their_types()
    {
        Assert.Equal("<b>x</b>", (string?)(await Run("HTML(\"<b>x</b>\")")).Bundles.Single().Data["text/html"]);
        Assert.Equal(
            "# T\n1 + 1",
            (string?)(await Run("#!markdown\n# T\n1 + 1")).Bundles.Single().Data["text/markdown"]);
        Assert.Equal(
            "<i>y</i>",
            (string?)(await Run("#!html\n<i>y</i>\n#!csharp\nvar q = 1;")).Bundles.Single().Data["text/html"]);
        var time = await Run("#!time\nvar z = 1;");
        Assert.StartsWith("result:Wall time: ", time.Events.Single());
        Assert.Contains("\nz", (await Run("#!who")).Events.Single());
    }

    [Fact]
    public async Task An_unknown_directive_lists_the_known_ones_and_strings_are_left_alone()
    {
        var error = (await Run("var x = 1;\n#!frobnicate")).Errors.Single();
        Assert.Equal(2, error.Line);
        Assert.Contains("#!frobnicate is not a directive", error.Message);
        Assert.Contains("#!import", error.Message);
        Assert.Equal("result:\n#!frobnicate\n", (await Run("\"\"\"\n\n#!frobnicate\n\n\"\"\"")).Events.Single());
    }

    [Fact]
    public async Task A_flood_is_cut_with_a_note_that_counts_what_is_missing()
    {
        var sink = await Run("for (var i = 0; i < 100_000; i++) Console.WriteLine(\"0123456789\");");
        Assert.Equal(1000, sink.Text.Length);
        Assert.Contains("may write 1,000 characters, 1,099,000 more are not shown", sink.Events.Last());
    }

    [Fact]
    public async Task A_flood_of_displays_is_cut_with_a_note_that_counts_what_is_missing()
    {
        var sink = await Run("for (var i = 0; i < 1500; i++) display(i); Console.Write(\"end\");");
        Assert.Equal(1000, sink.Events.Count(line => line.StartsWith("display:", StringComparison.Ordinal)));
        Assert.Equal("display:999", sink.Events[999]);
        Assert.Equal("stdout:end", sink.Events[1000]);
        Assert.Contains("may show 1,000 displays, 500 more are not shown", sink.Events.Last());
    }

    [Fact]
    public async Task A_flood_of_updates_shows_a_state_now_and_then_and_the_last_one_in_its_place()
    {
        var sink = await Run(
            "var a = display(0); var b = display(0); for (var i = 1; i <= 20_000; i++) { a.Update(i); b.Update(-i); }\n"
                + "Console.Write(\"x\"); a.Update(\"last\"); Console.Write(\"y\");");
        Assert.InRange(sink.Events.Count, 6, 2000);
        var end = sink.Events.IndexOf("update:last");
        Assert.Equal(end, sink.Events.Count - 2);
        Assert.Equal("stdout:y", sink.Events[^1]);
        Assert.Contains("update:-20000", sink.Events[..end]);
        var states = sink
            .Events.Where(line => line.StartsWith("update:", StringComparison.Ordinal) && line != "update:last")
            .Select(line => int.Parse(line[7..], System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(states.Where(state => state > 0).Order(), states.Where(state => state > 0));
    }

    [Fact]
    public async Task An_update_arrives_while_its_cell_goes_on()
    {
        var sink = new RecordingSink();
        var cell = session.ExecuteAsync(
            "display(1).Update(2); while (AppContext.GetData(\"Update.Seen\") is null) "
                + "System.Threading.Thread.Sleep(10);",
            sink,
            TestContext.Current.CancellationToken);
        for (var wait = Stopwatch.StartNew(); sink.Bundles.Count < 2 && wait.Elapsed < TimeSpan.FromMinutes(1); )
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.False(cell.IsCompleted);
        AppContext.SetData("Update.Seen", true);
        await cell;
        Assert.Equal(["display:1", "update:2"], sink.Events);
    }

    [Fact]
    public async Task A_loop_that_clears_and_draws_shows_few_pictures_and_the_last_one()
    {
        var sink = await Run(
            "for (var i = 1; i <= 5000; i++) { clear_output(true); if (i % 10 == 0) Console.Write(\"t\"); display(i); }"
        );
        Assert.InRange(sink.Events.Count, 3, 1500);
        Assert.Equal(["clear", "stdout:t", "display:5000"], sink.Events[^3..]);
    }

    [Fact]
    public async Task Two_hundred_thousand_lines_come_in_few_messages()
    {
        using var wide = new ThreadedSession(new SessionOptions { TextLimit = 10_000_000 });
        var sink = new RecordingSink();
        await wide.ExecuteAsync(
            "for (var i = 0; i < 200_000; i++) Console.WriteLine(i);",
            sink,
            TestContext.Current.CancellationToken);
        Assert.InRange(sink.Events.Count, 1, 200);
        Assert.Equal(200_000, sink.Text.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Threads_and_tasks_of_a_cell_write_to_that_cell()
    {
        var first = await Run(
            "var gate = new TaskCompletionSource(); var late = Task.Run(async () => { await gate.Task; "
                + "Console.Write(\"late\"); });"
        );
        await Run("gate.SetResult(); await late; Console.Out.Flush();");
        for (var wait = Stopwatch.StartNew(); first.Text == "" && wait.Elapsed < TimeSpan.FromMinutes(1); )
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal("late", first.Text);
    }

    [Fact]
    public async Task An_exception_on_a_thread_of_the_cell_is_told_and_the_session_goes_on()
    {
        var sink = await Run(
            "var t = new System.Threading.Thread(() => throw new Exception(\"boom\")); t.Start(); t.Join();");
        Assert.Contains("a thread started by the cell ended with it: boom", sink.Errors.Single().Message);
        Assert.Equal("result:2", (await Run("1 + 1")).Events.Single());
    }

    [Fact]
    public async Task A_package_is_restored_by_the_sdk_and_an_unknown_one_says_why()
    {
        using var open = new ThreadedSession(new SessionOptions { AllowPackages = true });
        var sink = new RecordingSink();
        await open.ExecuteAsync(
            "#r \"nuget: MathNet.Numerics, 5.0.0\"\nMathNet.Numerics.SpecialFunctions.Factorial(5)",
            sink,
            TestContext.Current.CancellationToken);
        Assert.Equal(
            ["display:Restoring MathNet.Numerics 5.0.0 …", "update:Installed MathNet.Numerics 5.0.0", "result:120"],
            sink.Events);
        await open.ExecuteAsync(
            "MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(100, i => i)",
            sink,
            TestContext.Current.CancellationToken);
        Assert.Equal(
            "result:double vector, 100: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99]",
            sink.Events.Last());
        await open.ExecuteAsync(
            "MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(30, 2, (i, j) => i + j)",
            sink,
            TestContext.Current.CancellationToken);
        Assert.StartsWith("result:double matrix, 30 × 2\n", sink.Events.Last());
        Assert.Contains("… 10 more", sink.Events.Last());
        await open.ExecuteAsync("#r \"nuget: x y\"", sink, TestContext.Current.CancellationToken);
        Assert.Contains("is no package", sink.Errors.Last().Message);
    }

    [Fact]
    public async Task Console_input_without_a_host_that_answers_is_an_error_not_a_hang()
    {
        Assert.Contains("nobody to answer", (await Run("Console.ReadLine()")).Errors.Single().Message);
        using var asking = new ThreadedSession(new SessionOptions { ReadLine = (_, _) => "typed" });
        var sink = new RecordingSink();
        await asking.ExecuteAsync(
            "Console.ReadLine() + Console.ReadLine()",
            sink,
            TestContext.Current.CancellationToken);
        Assert.Equal("result:typedtyped", sink.Events.Single());
    }

    [Fact]
    public async Task A_library_that_sets_the_encoding_of_the_console_does_not_take_its_input_away()
    {
        using var asking = new ThreadedSession(new SessionOptions { ReadLine = (_, _) => "typed" });
        var sink = new RecordingSink();
        await asking.ExecuteAsync(
            "Console.InputEncoding = System.Text.Encoding.UTF8;",
            sink,
            TestContext.Current.CancellationToken);
        await asking.ExecuteAsync("Console.ReadLine()", sink, TestContext.Current.CancellationToken);
        await asking.ExecuteAsync(
            "Console.SetIn(new System.IO.StringReader(\"given\"));",
            sink,
            TestContext.Current.CancellationToken);
        await asking.ExecuteAsync("Console.ReadLine()", sink, TestContext.Current.CancellationToken);
        await asking.ExecuteAsync(
            "Console.InputEncoding = System.Text.Encoding.UTF8;",
            sink,
            TestContext.Current.CancellationToken);
        Assert.Equal(["result:typed", "result:given"], sink.Events);
    }

    private async Task<RecordingSink> Run(string code, string label = "cell")
    {
        var sink = new RecordingSink();
        await session.ExecuteAsync(code, sink, TestContext.Current.CancellationToken, label);
        return sink;
    }
}
