using System.Diagnostics;
using System.Globalization;

namespace Lemmata.Tool.Tests.Running;

/// <summary>
/// Kills the tool again and again while it writes. Takes long, so it runs only when asked: <c>tests/kill.sh</c>.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[][] Commands =
        [["run", "-j", "5"], ["export", "--run", "--static", "-j", "5"], ["export", "--static"]];

    private readonly KilledCollection collection = new();
    private readonly Random random = new(20240229);

    public void Dispose() => collection.Dispose();

    [Fact(Explicit = true)]
    public async Task Whatever_is_killed_while_it_writes_leaves_old_or_new_and_the_next_run_works()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("LEMMATA_KILLS") ?? "200", CultureInfo.InvariantCulture);
        var version = 1;
        var windows = new List<(double First, double Last)>();
        foreach (var command in Commands) { windows.Add(await MeasureAsync(command, version++)); }
        output.WriteLine("writes at (s): " + string.Join(", ", windows.Select((window, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{Commands[i][0]} {window.First:0.0}–{window.Last:0.0}"))));

        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        void Count(string what, int times = 1) => counts[what] = counts.GetValueOrDefault(what) + times;
        for (var kill = 0; kill < kills; kill++, version++)
        {
            var (command, window) = (Commands[kill % Commands.Length], windows[kill % Commands.Length]);
            var name = string.Join(' ', command.TakeWhile(word => word is not "-j" and not "--static"));
            Prepare(command, version);
            collection.Remember();
            var ended = await KilledAsync(command, window);
            var renewed = collection.CheckNotebooks(version);
            var (whole, ignored) = collection.CheckEntries();
            var site = collection.CheckSite(version);
            Count($"{name}: killed");
            if (ended) { Count($"{name}: had ended before the kill"); }
            if (renewed is > 0 and < 5) { Count($"{name}: killed between two notebooks"); }
            if (collection.LeftoverFiles.Length > 0) { Count($"{name}: killed within a file"); }
            if (collection.LeftoverSites.Length > 0) { Count($"{name}: killed beside the site"); }
            if (site) { Count($"{name}: the site was new already"); }
            Count("entries whole", whole);
            Count("entries left aside", ignored);
            foreach (var file in collection.LeftoverFiles) { File.Delete(file); }

            // The next run works: each time that which is quick, every tenth time all of it.
            await SucceedAsync(["export", "--static"]);
            if (kill % 10 == 9) { await SucceedAsync(["run", "-j", "5"]); }
            Assert.Empty(collection.LeftoverSites);
        }

        await SucceedAsync(["run"]);
        foreach (var (what, times) in counts) { output.WriteLine($"{times,5}  {what}"); }
    }

    private void Prepare(string[] command, int version)
    {
        collection.Write(version);
        if (!command.Contains("--run") && command[0] == "export") { collection.SetVersion(version); }
    }

    /// <summary>When, after its start, a command makes its first and its last change.</summary>
    private async Task<(double First, double Last)> MeasureAsync(string[] command, int version)
    {
        Prepare(command, version);
        var clock = Stopwatch.StartNew();
        double? first = null;
        var last = 0.0;
        using var watcher = Watch(() => first ??= last = clock.Elapsed.TotalSeconds, () => last = clock.Elapsed.TotalSeconds);
        clock.Restart();
        await SucceedAsync(command);
        return (first ?? 0, last);
    }

    private FileSystemWatcher Watch(params Action[] changed)
    {
        var watcher = new FileSystemWatcher(collection.Root) { IncludeSubdirectories = true };
        // Whether a folder can be written is tried long before something is written.
        void Note(object sender, FileSystemEventArgs change)
        {
            if (!change.Name!.Contains("probe", StringComparison.Ordinal)) { Array.ForEach(changed, action => action()); }
        }

        watcher.Changed += Note;
        watcher.Created += Note;
        watcher.Renamed += Note;
        watcher.Deleted += Note;
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    /// <summary>Kills at a random moment between the first change and a little after the last; each fifth time at any
    /// moment at all. True where the command was faster.</summary>
    private async Task<bool> KilledAsync(string[] command, (double First, double Last) window)
    {
        var writing = new TaskCompletionSource();
        using var watcher = Watch(() => writing.TrySetResult());
        using var process = Process.Start(Described(command))!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        var anyTime = random.Next(5) == 0;
        if (!anyTime) { await Task.WhenAny(writing.Task, process.WaitForExitAsync()); }
        await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 1.1 * (anyTime ? window.Last : window.Last - window.First)));
        var ended = process.HasExited;
        if (!ended) { process.Kill(); }
        await process.WaitForExitAsync();
        await Task.WhenAll(said, complained).WaitAsync(TimeSpan.FromMinutes(1));
        return ended;
    }

    private async Task SucceedAsync(string[] command)
    {
        using var process = Process.Start(Described(command))!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)}: {await said}{await complained}");
    }

    private ProcessStartInfo Described(string[] command)
    {
        var start = ToolProcess.Describe(command);
        start.WorkingDirectory = collection.Root;
        return start;
    }
}
