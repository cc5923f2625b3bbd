using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Sweeps.Planning;
using Lemmata.Tool.Sweeps.Running;

namespace Lemmata.Tool.Sweeps.Clusters;

/// <summary>
/// Counts the turns of a cluster's task that ended without any progress: a run that never saves its state would begin
/// anew in each, for ever.
/// </summary>
/// <param name="sweep">The sweep.</param>
/// <param name="task">The task.</param>
internal sealed class TaskTurns(SweepFolder sweep, int task)
{
    /// <summary>So many turns without progress are enough.</summary>
    public const int Most = 3;

    private readonly string file = sweep.PathOf("tasks", string.Create(CultureInfo.InvariantCulture, $"{task}.json"));

    /// <summary>Counts a turn that was stopped.</summary>
    /// <param name="runs">The task's runs.</param>
    /// <returns>How many turns one behind another have brought nothing.</returns>
    public int Count(IReadOnlyList<PlannedRun> runs)
    {
        var now = Mark(runs);
        var (mark, before) = Read();
        var silent = mark == now ? before + 1 : 0;
        Write(now, silent);
        return silent;
    }

    /// <summary>Begins to count anew.</summary>
    public void Reset() => File.Delete(file);

    /// <summary>What changes with any progress: the runs that are done, and the states that are saved.</summary>
    private string Mark(IReadOnlyList<PlannedRun> runs)
    {
        var mark = new StringBuilder();
        foreach (var run in runs)
        {
            var folder = new RunFolder(sweep.FolderOf(run));
            var state = folder.State();
            mark.Append(run.Id).Append(state is RunState.Done or RunState.Failed ? "+" : "-");
            var states = folder.StateFolder(folder.HighestClaim());
            if (!Directory.Exists(states)) continue;
            foreach (var saved in new DirectoryInfo(states).EnumerateFiles().OrderBy(one => one.Name, StringComparer.Ordinal))
                mark.Append(CultureInfo.InvariantCulture, $" {saved.Name} {saved.Length} {saved.LastWriteTimeUtc.Ticks}");
        }

        return mark.ToString();
    }

    private (string? Mark, int Silent) Read()
    {
        try
        {
            var said = StrictJson.Load(file);
            return (said.TextAt("mark"), said.At("silent") is JsonValue v && v.TryGetValue(out int count) ? count : 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, 0);
        }
    }

    private void Write(string mark, int silent)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(new JsonObject { ["mark"] = mark, ["silent"] = silent }.ToJsonString()));
    }
}
