using System.Diagnostics;
using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Lemmata.Tool.Hosting;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Tool.Tests.Session;

public class InterruptTests
{
    /// <summary>On a busy machine a cell may take long to stop; that it stops is what is tested.</summary>
    private static readonly SessionOptions Patient = new() { AbandonAfter = TimeSpan.FromMinutes(1) };

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true);")]
    [InlineData("for (;;) k++;")]
    [InlineData("do k++; while (true);")]
    [InlineData("again: k++; goto again;")]
    [InlineData("foreach (var x in Endless()) k++; IEnumerable<int> Endless() { while (true) yield return 1; }")]
    [InlineData("int Spin(int n) { if (n > 50) return 0; Spin(n + 1); return Spin(n + 1); } Spin(0);")]
    [InlineData("Action a = () => { while (true) k++; }; a();")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("new System.Threading.ManualResetEventSlim().Wait();")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("while (true) try { System.Threading.Thread.Sleep(1000); } catch { }")]
    [InlineData(
        "var token = ((Func<System.Threading.CancellationToken>)AppContext.GetData(\"Cell.CancellationToken\"))(); "
            + "Task.Delay(-1, token).Wait();"
    )]
    public async Task A_cell_that_never_ends_stops_at_the_interrupt(string code)
    {
        using var session = new ThreadedSession(Patient);
        await session.ExecuteAsync(
            "var k = 0L; var kept = 1;",
            new RecordingSink(),
            TestContext.Current.CancellationToken);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = session.ExecuteAsync(code, new RecordingSink(), source.Token);
        await Task.Delay(400, TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        await source.CancelAsync();
        var outcome = await running;
        Assert.Equal(CellStatus.Interrupted, outcome.Status);
        var after = new RecordingSink();
        await session.ExecuteAsync("kept + 1", after, TestContext.Current.CancellationToken);
        Assert.Equal("result:2", after.Events.Single());
    }

    [Fact]
    public async Task Tasks_that_a_cell_started_stop_with_it()
    {
        using var session = new ThreadedSession(Patient);
        await session.ExecuteAsync("var running = 0;", new RecordingSink(), TestContext.Current.CancellationToken);
        const string code =
            "for (var i = 0; i < 5000; i++) _ = Task.Run(() => { System.Threading.Interlocked.Increment(ref "
                + "running); try { while (true) { } } finally { System.Threading.Interlocked.Decrement(ref running); "
                    + "} });\n"
            + "Console.WriteLine(\"go\"); while (true) { }";
        await InterruptedAsync(session, code);
        var after = new RecordingSink();
        await session.ExecuteAsync(
            "for (var wait = 0; wait < 1200 && running > 0; wait++) System.Threading.Thread.Sleep(50);\nrunning",
            after,
            TestContext.Current.CancellationToken);
        Assert.Equal("result:0", after.Events.Single());
    }

    [Fact]
    public async Task Code_behind_a_long_await_does_not_go_on_after_the_interrupt()
    {
        using var session = new ThreadedSession(Patient);
        await session.ExecuteAsync(
            "var turns = 0; var straight = 0;",
            new RecordingSink(),
            TestContext.Current.CancellationToken);
        const string code =
            "async Task Straight() { straight = 1; await Task.Delay(3500); straight = 2; }\n"
            + "_ = Straight(); Console.WriteLine(\"go\"); while (true) { turns++; await Task.Delay(3500); }";
        await InterruptedAsync(session, code);
        await Task.Delay(4500, TestContext.Current.CancellationToken);
        var after = new RecordingSink();
        await session.ExecuteAsync("(turns, straight)", after, TestContext.Current.CancellationToken);
        Assert.Equal("result:(1, 1)", after.Events.Single());
    }

    // Interrupts a cell some time after it has written a line. The pauses are of this thread alone: the cell may hold
    // every thread of the pool.
    private static async Task InterruptedAsync(ThreadedSession session, string code)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sink = new RecordingSink();
        var cell = session.ExecuteAsync(code, sink, source.Token);
        while (sink.Text == "" && !cell.IsCompleted) Thread.Sleep(10);
        Thread.Sleep(300);
        source.Cancel();
        Assert.Equal(CellStatus.Interrupted, (await cell).Status);
    }

    [Fact]
    public async Task An_interrupt_at_any_moment_of_compiling_or_running_leaves_the_session_whole()
    {
        for (var delay = 0; delay < 120; delay += 3)
        {
            using var session = new ThreadedSession(new SessionOptions());
            using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            const string code =
                "using System.Numerics; record Pair(int A, string B); class Node<T> { public T? Value; public "
                    + "IEnumerable<T> All() { yield return Value!; } }\n"
                + "var pairs = Enumerable.Range(0, 3).Select(k => new Pair(k, $\"{k}\")).ToList(); async Task<int> "
                    + "Wait() { await Task.Delay(1); return 1; } await Wait();";
            var running = session.ExecuteAsync(code, new RecordingSink(), source.Token);
            Thread.Sleep(delay);
            await source.CancelAsync();
            Assert.NotEqual(CellStatus.Failed, (await running).Status);
            var after = new RecordingSink();
            await session
                .ExecuteAsync(code, after, TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Empty(after.Errors);
            await session.ExecuteAsync(
                "new Node<Pair> { Value = pairs[2] }.All().Single().A",
                after,
                TestContext.Current.CancellationToken);
            Assert.Equal("result:2", after.Events.Single());
        }
    }

    [Fact]
    public void Interrupts_reach_the_own_code_of_a_cell_and_nothing_after_it()
    {
        var runner = new InterruptibleRunner();
        using var done = new CancellationTokenSource();
        using var never = new ManualResetEventSlim();
        // With a pause, of changing length: the runtime queues interrupts, and faster than they are taken the queue
        // only grows.
        var sender = new Thread(() =>
        {
            for (var sent = 0; !done.IsCancellationRequested; sent++)
            {
                runner.Interrupt();
                Thread.SpinWait(100 + 41 * (sent % 97));
                if (sent % 4 == 0) Thread.Sleep(1);
            }
        });
        sender.Start();
        var reached = 0;
        try
        {
            for (var round = 0; round < 300; round++)
            {
                try
                {
                    _ = runner.RunAsync(() => Task.FromResult(never.Wait(5)));
                }
                catch (ThreadInterruptedException)
                {
                    reached++;
                }
                _ = runner.RunAsync(() => Task.FromResult(round));
                Assert.False(never.Wait(1)); // would throw if an interrupt were still on its way
            }
        }
        finally
        {
            done.Cancel();
            sender.Join();
        }
        Assert.True(reached > 0, "no interrupt arrived");
    }

    [Fact]
    public async Task Code_that_cannot_be_stopped_is_left_behind_with_a_message()
    {
        using var session = new ThreadedSession(new SessionOptions { AbandonAfter = TimeSpan.FromMilliseconds(300) });
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sink = new RecordingSink();
        // A long query runs inside the framework, where no check is woven in.
        const string code = "Console.WriteLine(\"go\"); Enumerable.Repeat(1, 2_000_000_000).Select(x => x + 1L).Sum()";
        var running = session.ExecuteAsync(code, sink, source.Token);
        while (sink.Text == "") await Task.Delay(10, TestContext.Current.CancellationToken);
        await source.CancelAsync();
        var outcome = await running;
        Assert.Equal(CellStatus.Abandoned, outcome.Status);
        Assert.Contains("left behind", sink.Errors.Single().Message);
    }

    [Fact]
    public async Task A_cell_left_behind_does_not_undo_later_ones_when_it_ends()
    {
        using var session = new ThreadedSession(new SessionOptions { AbandonAfter = TimeSpan.FromMilliseconds(200) });
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sink = new RecordingSink();
        const string code = "Console.WriteLine(\"go\");\nvar count = Enumerable.Repeat(1, int.MaxValue)"
            + ".TakeWhile(x => AppContext.GetData(\"LeftBehind.End\") is null).Count(); Console.WriteLine(\"ended\");";
        var running = session.ExecuteAsync(code, sink, source.Token);
        while (sink.Text == "") await Task.Delay(10, TestContext.Current.CancellationToken);
        await source.CancelAsync();
        Assert.Equal(CellStatus.Abandoned, (await running).Status);
        var after = new RecordingSink();
        await session.ExecuteAsync("var later = 2;", after, TestContext.Current.CancellationToken);
        AppContext.SetData("LeftBehind.End", true);
        for (var wait = Stopwatch.StartNew(); !sink.Text.Contains("ended") && wait.Elapsed < TimeSpan.FromMinutes(1);)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Contains("ended", sink.Text);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await session.ExecuteAsync("later", after, TestContext.Current.CancellationToken);
        Assert.Equal("result:2", after.Events.Single());
    }

    [Fact]
    public async Task An_exception_of_the_cell_is_not_mistaken_for_an_interrupt()
    {
        using var session = new ThreadedSession(new SessionOptions());
        var outcome = await session.ExecuteAsync(
            "throw new OperationCanceledException(\"mine\");",
            new RecordingSink(),
            TestContext.Current.CancellationToken);
        Assert.Equal(CellStatus.Failed, outcome.Status);
    }

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++)\n    if (i > 1) continue;\n    else k += i;")]
    [InlineData("int F(int n)\n{\n    switch (n) { case 0: goto case 1; case 1: return 5; default: return 6; }\n}")]
    [InlineData("if (k > 0) await F(out var a);\nelse await F(out var b);\nawait F(out var c); c")]
    [InlineData("foreach (var (a, b) in new[] { (1, 2) })\n    while (k < 3)\n        k++;")]
    public void Checks_stay_on_their_lines_and_parse(string code)
    {
        var woven = GuardRewriter.Rewrite(code, ScriptReferences.ParseOptions);
        Assert.NotEqual(code, woven);
        Assert.Equal(code.Split('\n').Length, woven.Split('\n').Length);
        var tree = CSharpSyntaxTree.ParseText(
            woven,
            ScriptReferences.ParseOptions,
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(tree.GetDiagnostics(TestContext.Current.CancellationToken));
    }
}
