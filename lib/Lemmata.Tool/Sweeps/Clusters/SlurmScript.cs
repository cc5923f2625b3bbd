using System.Globalization;
using System.Text;

namespace Lemmata.Tool.Sweeps.Clusters;

/// <summary>The scripts by which Slurm works off a sweep: arrays of tasks, and behind them a job that merges.</summary>
internal static class SlurmScript
{
    // Slurm sends the signal up to a minute early, so that this leaves a minute and a half at most to save.
    private const int SecondsToSave = 60;

    /// <summary>Tasks that one array can hold, where the cluster allows indices below a limit.</summary>
    /// <param name="tasks">The tasks, ascending.</param>
    /// <param name="indexLimit">The cluster's MaxArraySize.</param>
    /// <returns>Of each array the number to be added to its indices, and the indices.</returns>
    public static IReadOnlyList<(int Offset, IReadOnlyList<int> Indices)> Arrays(
        IReadOnlyList<int> tasks, int indexLimit) =>
    [
        .. tasks.GroupBy(task => task / indexLimit).Select(block =>
            (block.Key * indexLimit, (IReadOnlyList<int>)[.. block.Select(task => task % indexLimit)])),
    ];

    /// <summary>The script of one array.</summary>
    public static string Array(Submission submission, int offset, IReadOnlyList<int> indices)
    {
        var sweep = submission.Sweep;
        var script = new StringBuilder("#!/bin/bash\n");
        Line($"--job-name={JobName(sweep)}");
        var throttle = submission.AtOnce is { } most
            ? string.Create(CultureInfo.InvariantCulture, $"%{most}")
            : "";
        Line($"--array={TaskSplit.Ranges(indices)}{throttle}");
        if (submission.Time is { } time) Line($"--time={time}");
        Line(string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={submission.Processors}"));
        Line("--nodes=1");
        Line("--ntasks=1");
        // B: the signal reaches the script itself, and that is the tool, by exec.
        Line(string.Create(CultureInfo.InvariantCulture, $"--signal=B:TERM@{SecondsToSave}"));
        Line("--requeue");
        Line("--open-mode=append");
        Line($"--output={sweep.PathOf("slurm", "%A_%a.txt")}");
        var task = offset == 0
            ? "\"$SLURM_ARRAY_TASK_ID\""
            : string.Create(CultureInfo.InvariantCulture, $"$((SLURM_ARRAY_TASK_ID + {offset}))");
        script.Append(CultureInfo.InvariantCulture, $"exec {Command(submission, "work")} --task {task} ")
            .Append(CultureInfo.InvariantCulture, $"--runs-per-task {submission.RunsPerTask}{submission.WorkOptions}\n");
        return script.ToString();

        void Line(string option) => script.Append("#SBATCH ").Append(option).Append('\n');
    }

    /// <summary>The command of the job that merges.</summary>
    public static string Merge(Submission submission) => Command(submission, "merge");

    /// <summary>The name of a sweep's jobs.</summary>
    public static string JobName(SweepFolder sweep) => $"lemmata-{sweep.Name.Replace(' ', '-')}";

    private static string Command(Submission submission, string verb) =>
        $"{Quoted(submission.Dotnet)} {Quoted(submission.Tool)} sweep {verb} {Quoted(submission.Sweep.Path)}";

    private static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_' or '+')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
