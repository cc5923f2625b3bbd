using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Sweeps.Running;

/// <summary>Who works on a run: a process, by marks that no later process has, and the turn of a cluster's task.</summary>
/// <param name="Host">The machine since it was started, and within it the space in which process numbers count.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="Started">When the process began, in the machine's own words.</param>
/// <param name="Task">The cluster's task; null where there is no cluster.</param>
/// <param name="Turn">How often the task was started again.</param>
internal sealed record WorkerIdentity(string Host, int ProcessId, string Started, string? Task, int Turn)
{
    private const string Proc = "/proc";

    /// <summary>This process.</summary>
    public static WorkerIdentity Own { get; } = new(
        ThisHost(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", ThisTask(),
        int.TryParse(Environment.GetEnvironmentVariable("SLURM_RESTART_COUNT"), CultureInfo.InvariantCulture, out var turn)
            ? turn
            : 0);

    /// <summary>A name for files: of the machine and the process.</summary>
    public string FileName => string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}-{ProcessId}-{Guid.NewGuid().ToString("N")[..6]}");

    /// <summary>
    /// Whether it is certain that this worker has ended: its machine is this one and has no such process, or the cluster
    /// has started its task again.
    /// </summary>
    public bool IsGone() =>
        (Host == Own.Host && StartOf(ProcessId) != Started) || (Task is not null && Task == Own.Task && Turn < Own.Turn);

    /// <summary>The identity as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["host"] = Host, ["process"] = ProcessId, ["started"] = Started, ["task"] = Task, ["turn"] = Turn,
    };

    /// <summary>What <see cref="ToJson"/> wrote; null where it is anything else.</summary>
    public static WorkerIdentity? Of(JsonNode? node) =>
        node.TextAt("host") is { } host && node.TextAt("started") is { } started
        && node.At("process") is JsonValue process && process.TryGetValue(out int id)
        && node.At("turn") is JsonValue turn && turn.TryGetValue(out int number)
            ? new WorkerIdentity(host, id, started, node.TextAt("task"), number)
            : null;

    private static string? ThisTask() =>
        Environment.GetEnvironmentVariable("SLURM_ARRAY_JOB_ID") is { Length: > 0 } job
            ? $"slurm {job}_{Environment.GetEnvironmentVariable("SLURM_ARRAY_TASK_ID")}"
            : null;

    // Containers may share a machine's name, and count their processes from 1.
    private static string ThisHost()
    {
        var boot = Read("/proc/sys/kernel/random/boot_id")?.Trim();
        var space = File.Exists("/proc/self/ns/pid") ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        return $"{Environment.MachineName} {boot} {space}".Trim();
    }

    /// <summary>When a process began; null where there is none. No clock that is set changes it on Linux.</summary>
    private static string? StartOf(int process)
    {
        if (Directory.Exists(Proc) && OperatingSystem.IsLinux())
        {
            // Behind the program's name, which may hold anything; a process that only waits to be counted has ended.
            var stat = Read($"{Proc}/{process}/stat");
            var fields = stat?[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields is { Length: > 19 } && fields[0] is not ("Z" or "X") ? fields[19] : null;
        }

        try
        {
            using var found = Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException
            or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
