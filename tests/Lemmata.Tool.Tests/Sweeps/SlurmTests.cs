using System.Diagnostics;
using System.Globalization;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Running;
using Lemmata.Tool.Sweeps.Tables;

namespace Lemmata.Tool.Tests.Sweeps;

/// <summary>A sweep on a real Slurm, which <c>tests/slurm.sh</c> starts on loopback for this test alone.</summary>
[Trait("Needs", "slurm")]
public sealed class SlurmTests(ITestOutputHelper output) : IDisposable
{
    private readonly SweptCollection collection = new();
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-slurm-").FullName;
    private bool isStarted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (isStarted) ScriptAsync("stop").GetAwaiter().GetResult();
        collection.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_failure_a_killed_node_and_a_time_limit_change_nothing_in_the_table()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Slurm is for Linux");
        var missing = new[] { "slurmctld", "slurmd", "sbatch", "scontrol", "squeue" }.FirstOrDefault(program => !IsThere(program));
        Assert.SkipWhen(missing is not null,
            $"{missing} is not installed; on Debian: apt-get install --no-install-recommends slurmctld slurmd slurm-client");
        var (started, said) = await ScriptAsync("start", "3");
        isStarted = true;
        Assert.SkipWhen(started == 77, said);
        Assert.True(started == 0, said);
        AssertLoopbackOnly();

        // Run 5 waits for its time limit in its first turn, run 7 fails, and the others take a little while.
        var marks = Directory.CreateDirectory(Path.Combine(folder, "marks")).FullName;
        var cells = new[]
        {
            "var seed = 1;\nvar marks = \"\";",
            """
            System.IO.File.WriteAllText(System.IO.Path.Combine(marks, $"{seed}"), "");
            var state = Sweep.StateFile("turn");
            if (seed == 7 && !System.IO.File.Exists(System.IO.Path.Combine(marks, "mended"))) throw new Exception("seven");
            if (seed == 5 && System.IO.Directory.Exists(System.IO.Path.Combine(marks, "limits")) && !System.IO.File.Exists(state))
            {
                try { Lemmata.Display.Ambient.Cancellation.WaitHandle.WaitOne(); }
                finally { System.IO.File.WriteAllText(state, "first"); }
            }
            System.Threading.Thread.Sleep(500);
            """,
            "Sweep.Row(new { y = new SplitMix64((ulong)seed).NextUInt64(), half = seed / 2.0 })",
        };
        collection.Add("array", cells);
        string[] swept = ["seed=0..23", $"marks={marks}"];
        Directory.CreateDirectory(Path.Combine(marks, "limits"));
        var sweep = collection.Plan("array", "cluster", swept);
        var submitted = await SlurmAsync("submit", "--runs-per-task", "2", "--time", "0:02:00");
        Assert.True(submitted.Status == 0, submitted.Said);
        output.WriteLine(submitted.Said);

        await UntilAsync(() => SweepStatus.Of(sweep).Done >= 6, "six runs done");
        await ScriptAsync("kill-node", "2");
        await UntilAsync(() => SweepStatus.Of(sweep) is { Done: 23, Failed.Count: 1 }, "23 runs done and one failed");
        var status = SweepStatus.Of(sweep);
        Assert.Contains("seven", Assert.Single(status.Failed).Why);
        var five = new RunFolder(sweep.FolderOf(sweep.Plan().Runs[5]));
        Assert.True((int)five.Report(five.Result)!["attempt"]! > 1, "run 5 was not queued again");

        // Submitted again after a retry, only what is open runs, and the merge behind it writes the table.
        File.WriteAllText(Path.Combine(marks, "mended"), "");
        await ScriptAsync("start-node", "2");
        Assert.Equal(0, (await SlurmAsync("retry")).Status);
        var again = await SlurmAsync("submit", "--runs-per-task", "2");
        Assert.Contains("1 tasks submitted", again.Said);
        await UntilAsync(() => SweepStatus.Of(sweep).Done == 24, "all runs done");
        await UntilAsync(() => File.Exists(sweep.TableFile) && File.ReadLines(sweep.TableFile).Count() == 25, "the table");

        Directory.Delete(Path.Combine(marks, "limits"));
        var local = collection.Plan("array", "local", swept);
        await collection.RunAsync(local, token: Token);
        SweepTable.Of(local).Write(local);
        Assert.Equal(File.ReadAllBytes(local.TableFile), File.ReadAllBytes(sweep.TableFile));

        Task<(int Status, string Said)> SlurmAsync(string verb, params string[] options) =>
            ToolAsync([.. new[] { "sweep", verb, sweep.Path }, .. options]);

        async Task UntilAsync(Func<bool> isSo, string what)
        {
            for (var watch = Stopwatch.StartNew(); !isSo(); await Task.Delay(500, Token))
            {
                if (watch.Elapsed < TimeSpan.FromMinutes(6)) continue;
                var logs = Directory.EnumerateFiles(Path.Combine(folder, "log")).Concat(
                    Directory.EnumerateFiles(sweep.PathOf("slurm"))).Select(file => $"{file}\n{Tail(file)}");
                Assert.Fail($"{what}: not within six minutes\n{SweepStatus.Of(sweep)}\n{string.Join('\n', logs)}");
            }
        }

        static string Tail(string file) => string.Join('\n', File.ReadLines(file).TakeLast(15));
    }

    private Task<(int Status, string Said)> ToolAsync(string[] arguments)
    {
        var start = ToolProcess.Describe(arguments);
        start.Environment["SLURM_CONF"] = Path.Combine(folder, "slurm.conf");
        return EndedAsync(start);
    }

    private Task<(int Status, string Said)> ScriptAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "bash", [Path.Combine(TemporaryCollection.Repository, "tests", "slurm.sh"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["SLURM_PRIVATE"] = folder;
        return EndedAsync(start);
    }

    private static async Task<(int Status, string Said)> EndedAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await error);
    }

    private static bool IsThere(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin".Split(':')
            .Any(place => File.Exists(Path.Combine(place, program)));

    /// <summary>Whoever can connect may submit, so that no daemon may listen for others than this machine.</summary>
    private void AssertLoopbackOnly()
    {
        var daemons = Directory.EnumerateFiles(Path.Combine(folder, "run"), "*.pid").Select(File.ReadAllText)
            .Select(text => text.Trim()).ToList();
        Assert.Equal(4, daemons.Count);
        var sockets = daemons.SelectMany(process => Directory.EnumerateFileSystemEntries($"/proc/{process}/fd"))
            .Select(link => new FileInfo(link).LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target["socket:[".Length..^1]).ToHashSet();
        const string listening = "0A", loopback = "0100007F";
        var places = new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists)
            .SelectMany(file => File.ReadLines(file).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == listening && sockets.Contains(fields[9]))
            .Select(fields => fields[1].Split(':')[0]).ToList();
        Assert.True(places.Count >= 4, string.Create(CultureInfo.InvariantCulture, $"{places.Count} sockets listen"));
        Assert.All(places, place => Assert.Equal(loopback, place));
    }
}
