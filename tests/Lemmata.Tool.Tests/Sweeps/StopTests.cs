using System.Diagnostics;
using System.Globalization;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Running;
using Lemmata.Tool.Sweeps.Tables;

namespace Lemmata.Tool.Tests.Sweeps;

/// <summary>Workers that are told to stop, and workers that are killed.</summary>
public sealed class StopTests(ITestOutputHelper output) : IDisposable
{
    private readonly SweptCollection collection = new();

    public void Dispose() => collection.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SIGTERM_reaches_the_cell_and_ends_run_with_75()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        var saved = collection.PathOf("saved");
        var path = collection.Add(
            "long", "var n = 1;",
            $$"""
            System.IO.File.WriteAllText("{{saved}}.begun", "");
            try { Lemmata.Display.Ambient.Cancellation.WaitHandle.WaitOne(); }
            finally { System.IO.File.WriteAllText("{{saved}}", ""); }
            """);
        var (status, said) = await TerminatedAsync($"{saved}.begun", "run", path);
        Assert.Equal(75, status);
        Assert.Contains("cancelled; the file on disk is unchanged", said);
        Assert.True(File.Exists(saved), "the cell was not told");
    }

    [Fact]
    public async Task A_task_whose_turns_bring_nothing_ends_as_failed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        var begun = collection.PathOf("begun");
        collection.Add(
            "endless", "var seed = 1;",
            $$"""System.IO.File.WriteAllText("{{begun}}", ""); while (true) System.Threading.Thread.Sleep(10);""",
            "Sweep.Row(new { y = seed })");
        var sweep = collection.Plan("endless", "a", "seed=1");
        for (var turn = 0; turn < 4; turn++)
        {
            Assert.Empty(SweepStatus.Of(sweep).Failed);
            File.Delete(begun);
            var (status, _) = await TerminatedAsync(begun, "sweep", "work", sweep.Path, "--task", "0");
            Assert.Equal(75, status);
        }

        Assert.Contains("got no further: it never saves a state", Assert.Single(SweepStatus.Of(sweep).Failed).Why);
    }

    /// <summary>More often when <c>LEMMATA_KILLS</c> says so; see <c>tests/kill-sweeps.sh</c>.</summary>
    [Fact]
    public async Task Workers_that_are_killed_at_any_moment_leave_the_table_as_it_is()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("LEMMATA_KILLS") ?? "3", CultureInfo.InvariantCulture);
        collection.Add(
            "toy", "var seed = 3;", "System.Threading.Thread.Sleep(100); var y = new SplitMix64((ulong)seed).NextUInt64();",
            "Sweep.Row(new { y, half = seed / 2.0 })");
        string[] swept = ["seed=0..11"];
        var whole = collection.Plan("toy", "whole", swept);
        await collection.RunAsync(whole, token: Token);
        var expected = SweepTable.Of(whole).Text;
        Assert.Equal(13, expected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var random = new Random(20240229);
        var (round, inWork) = (0, 0);
        var sweep = collection.Plan("toy", "round-0", swept);
        for (var kill = 0; kill < kills; kill++)
        {
            var (process, said) = ToolProcess.Start("sweep", "run", sweep.Path, "-j", "2");
            // At once now and then; otherwise when up to two more runs are done and others are in work, and a little later.
            var (target, begin) = (SweepStatus.Of(sweep).Done + random.Next(3), random.Next(5) > 0);
            while (begin && !process.HasExited && (SweepStatus.Of(sweep) is var now && (now.Taken == 0 || now.Done < target)))
                await Task.Delay(10, Token);
            await Task.Delay(random.Next(400), Token);
            var hasEnded = process.HasExited;
            if (!hasEnded) process.Kill(entireProcessTree: kill % 2 == 0);
            await process.WaitForExitAsync(Token);
            await said.WaitAsync(TimeSpan.FromMinutes(1), Token);
            process.Dispose();
            var status = SweepStatus.Of(sweep);
            if (!hasEnded && status.Done < status.Planned) inWork++;
            if (status.Done < status.Planned) continue;
            Check(sweep);
            sweep = collection.Plan("toy", $"round-{++round}", swept);
        }

        var (ended, last) = await ToolProcess.RunAsync("sweep", "run", sweep.Path, "-j", "2");
        Assert.True(ended == 0, last);
        Check(sweep);
        output.WriteLine($"{kills} kills, {inWork} of them with runs open, {round + 1} sweeps");

        void Check(SweepFolder done)
        {
            var table = SweepTable.Of(done);
            Assert.Equal(expected, table.Text);
            Assert.Empty(SweepStatus.Of(done).Failed);
        }
    }

    /// <summary>Starts the tool and sends SIGTERM once a file is there.</summary>
    private static async Task<(int Status, string Said)> TerminatedAsync(string begun, params string[] arguments)
    {
        var (process, said) = ToolProcess.Start(arguments);
        using (process)
        {
            while (!File.Exists(begun))
            {
                Assert.False(process.HasExited, "it ended by itself");
                await Task.Delay(20, Token);
            }

            using var sent = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(2), Token);
            return (process.ExitCode, await said);
        }
    }
}
