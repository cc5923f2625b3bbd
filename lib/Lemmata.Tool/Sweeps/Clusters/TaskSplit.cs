using System.Globalization;
using Lemmata.Tool.Sweeps.Planning;
using Lemmata.Tool.Sweeps.Running;

namespace Lemmata.Tool.Sweeps.Clusters;

/// <summary>The runs of a plan in tasks of a cluster, each some runs that stand one behind another.</summary>
internal static class TaskSplit
{
    // A scheduler is asked for a thousand things without complaint, and each start costs seconds.
    private const int MostTasks = 1000;

    /// <summary>Runs of a task where nobody says how many.</summary>
    public static int RunsPerTask(int runCount) => Math.Max(1, Count(runCount, MostTasks));

    /// <summary>Number of tasks of a plan; the last may have fewer runs.</summary>
    public static int Count(int runCount, int runsPerTask) => (runCount + runsPerTask - 1) / runsPerTask;

    /// <summary>The runs of a task.</summary>
    /// <exception cref="SweepException">There is no such task.</exception>
    public static IReadOnlyList<PlannedRun> RunsOf(IReadOnlyList<PlannedRun> runs, int task, int runsPerTask)
    {
        var count = Count(runs.Count, runsPerTask);
        return task >= 0 && task < count
            ? [.. runs.Skip(task * runsPerTask).Take(runsPerTask)]
            : throw new SweepException(
                $"--task {task}: the plan has {runs.Count} runs, {runsPerTask} a task, so tasks are 0 to {count - 1}");
    }

    /// <summary>The tasks in which a run is neither done nor failed.</summary>
    public static IReadOnlyList<int> Open(SweepFolder sweep, IReadOnlyList<PlannedRun> runs, int runsPerTask) =>
    [
        .. runs.Index().Where(run => new RunFolder(sweep.FolderOf(run.Item)).State() is RunState.Waiting or RunState.Taken)
            .Select(run => run.Index / runsPerTask).Distinct(),
    ];

    /// <summary>Indices as schedulers write them, such as 0-3,7.</summary>
    public static string Ranges(IReadOnlyList<int> indices)
    {
        var parts = new List<string>();
        for (var i = 0; i < indices.Count;)
        {
            var end = i;
            while (end + 1 < indices.Count && indices[end + 1] == indices[end] + 1) end++;
            parts.Add(end == i
                ? indices[i].ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{indices[i]}-{indices[end]}"));
            i = end + 1;
        }

        return string.Join(',', parts);
    }
}
