using Lemmata.Notebooks;
using Lemmata.Session.Cells;

namespace Lemmata.Tool.Tests.Stepping;

/// <summary>Whatever a stopped cell, a watch or a reader does, the session answers and goes on.</summary>
public sealed class StepRobustnessTests
{
    [Fact]
    public async Task An_endless_loop_pauses_and_can_be_interrupted_while_it_stands()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(1);
        var running = session.RunAsync("var k = 0L;\nwhile (true)\n    k++;");
        await session.StopAsync();
        await session.AskAsync("continue");
        await session.AskAsync("pause");
        Assert.Equal("Pause", (await session.StopAsync()).Reason);
        Assert.Equal(("Step", 3), await session.GoAsync("over"));
        await session.InterruptAsync();
        Assert.Equal(CellStatus.Interrupted, (await running).Status);
        await session.BreakAsync();
        await session.RunAsync("6 * 7");
        Assert.Equal("result:42", session.Sink.Events.Single());
    }

    [Fact]
    public async Task A_watch_that_loops_or_throws_is_answered_and_the_cell_goes_on()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(3);
        var running = session.RunAsync(
            "int Spin() { while (true) { } }\nint Bad() => throw new InvalidOperationException(\"bad watch\");\nvar x = 1;\nx + 1");
        await session.StopAsync();
        var late = await Assert.ThrowsAsync<TimeoutException>(() => session.EvaluateAsync("Spin()"));
        Assert.Contains("interrupted", late.Message);
        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => session.EvaluateAsync("Bad()"));
        Assert.Contains("bad watch", thrown.Message);
        await Assert.ThrowsAsync<ArgumentException>(() => session.EvaluateAsync(""));
        await Assert.ThrowsAsync<ArgumentException>(() => session.EvaluateAsync("(("));
        Assert.Equal("3", await session.EvaluateAsync("1 + 2"));
        await session.AskAsync("continue");
        Assert.Equal(CellStatus.Succeeded, (await running).Status);
    }

    [Fact]
    public async Task A_watch_that_needs_the_lock_of_the_stopped_thread_is_given_up()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(5);
        const string code = """
            var gate = new object();
            int Held() { lock (gate) return 1; }
            lock (gate)
            {
                Console.WriteLine("in");
            }
            Held()
            """;
        var running = session.RunAsync(code);
        await session.StopAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => session.EvaluateAsync("Held()"));
        await session.AskAsync("continue");
        await running;
        Assert.Equal("result:1", session.Sink.Events.Last());
    }

    [Fact]
    public async Task Threads_that_stop_at_once_are_looked_at_one_after_another()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(5);
        const string code = """
            var sum = 0;
            var threads = Enumerable.Range(1, 4).Select(k => new Thread(() =>
            {
                var mine = k * 10;
                Interlocked.Add(ref sum, mine);
            })).ToList();
            foreach (var thread in threads) thread.Start();
            foreach (var thread in threads) thread.Join();
            sum
            """;
        var running = session.RunAsync(code);
        var seen = new List<string>();
        for (var k = 0; k < 4; k++)
        {
            await session.StopAsync();
            seen.Add((await session.ValuesAsync()).Split(' ')[^1]);
            await session.AskAsync("continue");
        }

        await running;
        Assert.Equal(["mine=10", "mine=20", "mine=30", "mine=40"], seen.Order());
        Assert.Equal("result:100", session.Sink.Events.Single());
    }

    [Fact]
    public async Task Breakpoints_follow_a_cell_that_was_edited_to_its_next_run()
    {
        using var session = new SteppedSession();
        var before = await session.BreakAsync(2);
        Assert.Null((int?)before![0]!["at"]);
        var running = session.RunAsync("var a = 1;\na++;");
        Assert.Equal(("Breakpoint", 2), await session.StopAsync());
        await session.AskAsync("continue");
        await running;
        running = session.RunAsync("// now a comment\n// and another\nvar b = 2;\nb++;");
        Assert.Equal(("Breakpoint", 3), await session.StopAsync());
        await session.AskAsync("continue");
        await running;
    }

    [Fact]
    public async Task What_needs_a_stop_says_so_while_none_is_there()
    {
        using var session = new SteppedSession();
        foreach (var how in new[] { "continue", "over", "stack", "values", "variables", "evaluate", "set", "dance" })
            await Assert.ThrowsAsync<ArgumentException>(() => session.AskAsync(how));
        var running = session.RunAsync("1 + 1");
        Assert.Equal(CellStatus.Succeeded, (await running).Status);
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_tells_its_errors_as_ever()
    {
        using var session = new SteppedSession();
        Assert.Equal(CellStatus.Failed, (await session.RunAsync("var a = 1;\nvar b = absent;")).Status);
        Assert.Equal(2, session.Sink.Errors.Single().Line);
    }

    [Fact]
    public async Task Values_whose_own_text_throws_or_stops_do_not_disturb_the_cell()
    {
        using var session = new SteppedSession();
        const string code = """
            class Loud { public static int Asked; public override string ToString() { Asked++; throw new Exception("no text"); } }
            int F()
            {
                var loud = new Loud();
                var k = loud.GetHashCode() * 0;
                return k;
            }
            F()
            """;
        await session.BreakAsync(6);
        var running = session.RunAsync(code);
        await session.StopAsync();
        var told = await Assert.ThrowsAnyAsync<Exception>(() => session.ValuesAsync());
        Assert.Contains("no text", told.Message);
        await session.AskAsync("continue");
        Assert.Equal(CellStatus.Succeeded, (await running).Status);
    }

    [Fact]
    public async Task A_million_stops_are_kept_within_their_bound()
    {
        using var session = new SteppedSession();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await session.RunAsync("int F(int n) { var s = 0; for (var i = 0; i < n; i++) { s ^= i; } return s; }\nF(1100000)");
        Assert.InRange(session.Stepper.Recording.All().Count, 1_000_000, int.MaxValue);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 300L << 20);
        await session.RunAsync("F(6000000)");
        Assert.True(session.Stepper.Recording.Forgotten > 0);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 300L << 20);
    }

    [Fact]
    public async Task A_stack_overflow_under_stops_ends_the_process_and_is_told()
    {
        using var collection = new TemporaryCollection();
        var path = collection.Add("deep", "int Deep(int n) => Deep(n + 1) + 1;\nDeep(0)");
        var (status, output) = await ToolProcess.RunAsync(
            "run", path, "--trace", "cell=1", "--out", Path.Combine(collection.Root, "deep.csv"));
        Assert.Equal(1, status);
        Assert.Contains("stack overflow", output);
    }
}
