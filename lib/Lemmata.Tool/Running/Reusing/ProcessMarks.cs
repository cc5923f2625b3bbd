using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime;
using System.Runtime.Loader;

namespace Lemmata.Tool.Running.Reusing;

/// <summary>
/// What a run can change of its process, as it stands before the run. After it, what can be put back is put back, and
/// what else is different shows that the process must not serve another run.
/// </summary>
/// <remarks>
/// Statics of what cells load are no part of it, since each run loads its own. Nor is what leaves no trace that can be
/// read: caches and settings within the framework other than those named here.
/// </remarks>
internal sealed class ProcessMarks
{
    private const string ThreadFolder = "/proc/self/task";
    private const long MostGrowth = 256L << 20;

    private const BindingFlags Static = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    // Where others keep the processors busy, what is about to end takes longer: so do the looks.
    private const int LeastLooks = 100;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.5);

    // The runtime's own, which come and go: as the system shows them, cut after fifteen letters.
    private static readonly string[] OfRuntime =
        [".NET TP Worker", ".NET TP Gate", ".NET TP Wait", ".NET Timer", ".NET Tiered Com", ".NET BGC", ".NET Finalizer"];

    private static readonly FieldInfo[] Stores =
    [
        .. new[] { "s_dataStore", "s_switches" }.Select(name => typeof(AppContext).GetField(name, Static)!)
            .Where(field => field is not null),
    ];

    // Whoever listens to the process outlives the run that listened.
    private static readonly (FieldInfo Field, object? Of)[] Listeners =
    [
        .. new[] { typeof(AppContext), typeof(AppDomain), typeof(AssemblyLoadContext), typeof(TaskScheduler), typeof(Console) }
            .SelectMany(type => type.GetFields(Static)).Select(field => (field, (object?)null))
            .Concat(typeof(AssemblyLoadContext).GetFields(Instance)
                .Select(field => (field, (object?)AssemblyLoadContext.Default)))
            .Concat(typeof(AppDomain).GetFields(Instance).Select(field => (field, (object?)AppDomain.CurrentDomain)))
            .Where(one => typeof(Delegate).IsAssignableFrom(one.field.FieldType)),
    ];

    private static readonly long FirstSize = Environment.WorkingSet;

    private readonly string folder = Environment.CurrentDirectory;
    private readonly Dictionary<string, string> variables = Variables();
    private readonly (CultureInfo?, CultureInfo?) cultures =
        (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.DefaultThreadCurrentUICulture);
    private readonly (TextWriter Out, TextWriter Error, TextReader In) console = (Console.Out, Console.Error, Console.In);
    private readonly IReadOnlyList<(string What, object? Value)> values = Values();
    private readonly HashSet<string> threads = [.. Threads()];
    private readonly long timers = Timer.ActiveCount;

    /// <summary>Whether this system shows what has to be seen: the process's threads above all.</summary>
    public static bool CanBeTaken => Directory.Exists(ThreadFolder) && Stores.Length == 2 && Listeners.Length >= 8;

    /// <summary>Puts back what can be put back, and looks whether anything else of a run is left.</summary>
    /// <returns>What is left, as the end of a sentence; null where nothing is.</returns>
    /// <remarks>
    /// On a thread of its own: a look from the pool would wake a second thread of the pool, and see it.
    /// </remarks>
    public Task<string?> LeftAsync() =>
        Task.Factory.StartNew(Left, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private string? Left()
    {
        if (Restored() is { } fault) return fault;
        var changed = values.Zip(Values()).FirstOrDefault(pair => !Same(pair.First.Value, pair.Second.Value));
        if (changed.First.What is { } what) return $"it changed {what}";
        // What ends with the run's objects must not do so in the next run.
        var finalizing = Task.Factory.StartNew(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var own = Path.GetFileName(new FileInfo("/proc/thread-self").LinkTarget);
        var watch = Stopwatch.StartNew();
        for (var looks = 1; Busy(finalizing, own) is { } busy; looks++)
        {
            if (watch.Elapsed > Settling && looks > LeastLooks) return busy;
            Thread.Sleep(2);
        }

        return Environment.WorkingSet - FirstSize > MostGrowth ? "its memory has grown" : null;
    }

    private string? Restored()
    {
        try
        {
            Environment.CurrentDirectory = folder;
            foreach (var name in Variables().Keys.Where(name => !variables.ContainsKey(name)))
                Environment.SetEnvironmentVariable(name, null);
            foreach (var (name, value) in variables)
                if (Environment.GetEnvironmentVariable(name) != value) Environment.SetEnvironmentVariable(name, value);
            (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.DefaultThreadCurrentUICulture) = cultures;
            if (Console.Out != console.Out) Console.SetOut(console.Out);
            if (Console.Error != console.Error) Console.SetError(console.Error);
            if (Console.In != console.In) Console.SetIn(console.In);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"the process cannot be put back as it was: {error.Message}";
        }
    }

    private string? Busy(Task finalizing, string? own)
    {
        if (!finalizing.IsCompleted) return "a finalizer is at work";
        if (Timer.ActiveCount > timers) return "a timer is set";
        if (ThreadPool.PendingWorkItemCount > 0) return "a task waits to run";
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        if (most > free) return "a task runs";
        foreach (var thread in Threads().Where(thread => Path.GetFileName(thread) != own))
        {
            if (Read(thread, "children") is { Length: > 0 }) return "a process that it started runs";
            if (!threads.Contains(thread) && Read(thread, "comm") is { } name && !OfRuntime.Contains(name))
                return "a thread runs";
        }

        return null;
    }

    private static List<(string What, object? Value)> Values()
    {
        ThreadPool.GetMinThreads(out var least, out var leastPorts);
        ThreadPool.GetMaxThreads(out var most, out var mostPorts);
        return
        [
            ("the number of threads", (least, leastPorts, most, mostPorts)),
            ("the collection of garbage", (GCSettings.LatencyMode, GCSettings.LargeObjectHeapCompactionMode)),
            ("the exit status", Environment.ExitCode),
            ("the console's encoding", (Console.InputEncoding.CodePage, Console.OutputEncoding.CodePage)),
            .. Stores.Select(field => ("the data of AppContext", Copied(field.GetValue(null)))),
            .. Listeners.Select(one => ($"who listens to the process ({one.Field.Name})", one.Field.GetValue(one.Of))),
        ];
    }

    private static Dictionary<object, object?>? Copied(object? store)
    {
        if (store is not IDictionary entries) return null;
        var copy = new Dictionary<object, object?>();
        lock (entries)
        {
            foreach (DictionaryEntry entry in entries) copy[entry.Key] = entry.Value;
        }

        return copy;
    }

    private static bool Same(object? one, object? other) =>
        one is Dictionary<object, object?> store && other is Dictionary<object, object?> another
            ? store.Count == another.Count
                && store.All(entry => another.TryGetValue(entry.Key, out var value) && Equals(value, entry.Value))
            : Equals(one, other);

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);

    private static IEnumerable<string> Threads() => Directory.EnumerateDirectories(ThreadFolder);

    // A thread may end while one looks at it.
    private static string? Read(string thread, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, file)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
