using Lemmata.Tool.Running.Reusing;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Running;
using Lemmata.Tool.Sweeps.Tables;

namespace Lemmata.Tool.Tests.Sweeps;

/// <summary>What of a run could reach the next one, in a process that serves several and in one for each.</summary>
public sealed class IsolationTests : IDisposable
{
    private const string Shown = "Sweep.Row(new { before, process = Environment.ProcessId })";

    private readonly SweptCollection collection = new();

    public void Dispose() => collection.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// Each run says what it finds, and then changes it: its own static, one of the library, the culture, the console,
    /// the folder, a variable of the environment, data of the process; and the id that a display has is a fresh one.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_run_changes_is_as_it_was_for_the_next_in_either_order(bool isolatesByProcess)
    {
        collection.Add(
            "leaks", "var seed = 3;",
            """
            static class Kept { public static int Runs; public static string Names = ""; }
            """,
            """
            var culture = System.Globalization.CultureInfo.CurrentCulture.Name
                + System.Globalization.CultureInfo.DefaultThreadCurrentCulture;
            var folder = System.IO.Path.GetFileName(Environment.CurrentDirectory);
            var shown = "x".Display();
            Console.Write("to the cell");
            var threads = Lemmata.Learning.Numerics.Tensors.Parallelism.ThreadCount;
            var before = $"{Kept.Runs}|{Kept.Names}|{threads}|{Environment.GetEnvironmentVariable("LEAK")}|"
                + $"{culture}|{folder}|{Console.Out.GetType().Name}|{shown.DisplayId}";
            """,
            """
            Kept.Runs++; Kept.Names += seed;
            Lemmata.Learning.Numerics.Tensors.Parallelism.ThreadCount = 2 + seed;
            Environment.SetEnvironmentVariable("LEAK", $"{seed}");
            System.Globalization.CultureInfo.DefaultThreadCurrentCulture = new System.Globalization.CultureInfo("");
            Console.SetOut(System.IO.TextWriter.Null);
            Environment.CurrentDirectory = System.IO.Path.GetTempPath();
            """,
            Shown);
        var (rows, processes) = await InBothOrdersAsync("leaks", isolatesByProcess);
        Assert.Single(rows);
        Assert.StartsWith("0||", rows[0]);
        Assert.Contains("|notebooks|SyncTextWriter|display-", rows[0]);
        var isShared = SessionPool.IsPossible && !isolatesByProcess;
        Assert.Equal(isShared ? [1, 1] : [3, 3], processes);
    }

    /// <summary>What cannot be put back ends the process, so that the next run starts in another.</summary>
    [Theory]
    [InlineData("new System.Threading.Thread(() => { while (true) System.Threading.Thread.Sleep(10); }) { IsBackground = true }.Start();")]
    [InlineData("_ = System.Threading.Tasks.Task.Run(() => { while (true) System.Threading.Thread.Sleep(10); });")]
    [InlineData("var timer = new System.Threading.Timer(_ => { }, null, 100_000, 100_000);")]
    [InlineData("_ = System.Threading.Tasks.Task.Delay(100_000);")]
    [InlineData("AppContext.SetData(\"leak\", seed);")]
    [InlineData("AppContext.SetSwitch(\"leak\", true);")]
    [InlineData("Console.CancelKeyPress += (_, _) => { };")]
    [InlineData("System.Threading.ThreadPool.SetMinThreads(7, 7);")]
    [InlineData("Environment.ExitCode = 4;")]
    [InlineData("Kept.Memory = new byte[400_000_000]; System.Array.Fill(Kept.Memory, (byte)1);")]
    public async Task What_a_run_leaves_behind_ends_its_process(string leaving)
    {
        Assert.SkipUnless(SessionPool.IsPossible, "this system does not show a process's threads, so none serves two runs");
        collection.Add(
            "leaves", "var seed = 3;", "static class Kept { public static byte[] Memory = []; }",
            "var before = $\"{AppContext.GetData(\"leak\")}{Kept.Memory.Length}{Environment.ExitCode}\";", leaving, Shown);
        var (rows, processes) = await InBothOrdersAsync("leaves", isolatesByProcess: false);
        Assert.Equal(["00"], rows);
        Assert.Equal([3, 3], processes);
    }

    [Theory]
    [InlineData("System.Diagnostics.Trace.Listeners.Clear();", "System.Diagnostics.Trace.get_Listeners")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { };", "System.AppDomain.get_CurrentDomain")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int getpid(); getpid();", "getpid of a native library")]
    public async Task Cells_that_reach_the_whole_process_have_one_for_each_run_and_it_is_said(string reaching, string said)
    {
        collection.Add("reaches", "var seed = 3;", reaching, "var before = 0;", Shown);
        var sweep = collection.Plan("reaches", "a", "seed=1,2");
        var worker = new SweepWorker(sweep, new WorkerSettings { Slots = 1 });
        string? remark = null;
        await worker.WorkAsync(worker.Runs, (_, told) => remark = told, _ => { }, Token);
        Assert.Equal($"each run has a process of its own, since cells use {said}", remark);
        Assert.Equal(2, Rows(sweep).Select(row => row.Process).Distinct().Count());
    }

    [Fact]
    public async Task A_run_that_fails_ends_its_process_and_no_other_run()
    {
        collection.Add("fails", "var seed = 3;", "var before = 0; if (seed == 2) Environment.Exit(3);", Shown);
        var sweep = collection.Plan("fails", "a", "seed=1,2,3,4");
        var summary = await collection.RunAsync(sweep, new WorkerSettings { Slots = 1 }, Token);
        Assert.Equal((3, 1), (summary.Done, summary.Failed));
        Assert.Contains("ended the process with exit status 3", Assert.Single(SweepStatus.Of(sweep).Failed).Why);
        Assert.Equal(SessionPool.IsPossible ? 2 : 3, Rows(sweep).Select(row => row.Process).Distinct().Count());
    }

    /// <summary>The different findings of three runs in two orders, and the number of processes in each order.</summary>
    private async Task<(IReadOnlyList<string> Rows, int[] Processes)> InBothOrdersAsync(string slug, bool isolatesByProcess)
    {
        var settings = new WorkerSettings { Slots = 1, IsolatesByProcess = isolatesByProcess };
        var forth = collection.Plan(slug, "forth", "seed=1,2,3");
        var back = collection.Plan(slug, "back", "seed=3,2,1");
        foreach (var sweep in new[] { forth, back })
            Assert.Equal(3, (await collection.RunAsync(sweep, settings, Token)).Done);
        var (one, other) = (Rows(forth), Rows(back));
        return (
            [.. one.Concat(other).Select(row => row.Before).Distinct()],
            [one.Select(row => row.Process).Distinct().Count(), other.Select(row => row.Process).Distinct().Count()]);
    }

    private static List<(string Before, string Process)> Rows(SweepFolder sweep) =>
    [
        .. SweepTable.Of(sweep).Text.TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))
            .Select(fields => (fields[1], fields[2])),
    ];
}
