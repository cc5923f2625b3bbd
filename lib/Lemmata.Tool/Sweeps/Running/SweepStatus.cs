using Lemmata.Tool.Sweeps.Planning;

namespace Lemmata.Tool.Sweeps.Running;

/// <summary>How far a sweep is.</summary>
/// <param name="Planned">Runs planned.</param>
/// <param name="Done">Runs that gave their rows.</param>
/// <param name="Taken">Runs that somebody has taken, and may be at work on.</param>
/// <param name="Failed">Runs that failed, with what they said.</param>
internal sealed record SweepStatus(int Planned, int Done, int Taken, IReadOnlyList<(PlannedRun Run, string Why)> Failed)
{
    /// <summary>Runs that nobody has begun, or whose worker is known to be gone.</summary>
    public int Waiting => Planned - Done - Taken - Failed.Count;

    /// <summary>Looks at every run.</summary>
    public static SweepStatus Of(SweepFolder sweep)
    {
        var (_, runs) = sweep.Plan();
        var (done, taken) = (0, 0);
        var failed = new List<(PlannedRun, string)>();
        var observer = new Observer(TimeProvider.System, TimeSpan.MaxValue);
        foreach (var run in runs)
        {
            var folder = new RunFolder(sweep.FolderOf(run));
            switch (folder.State())
            {
                case RunState.Done:
                    done++;
                    break;
                case RunState.Failed:
                    failed.Add((run, WhyOf(folder)));
                    break;
                case RunState.Taken when observer.Of(folder, folder.HighestClaim()) != Liveness.Gone:
                    taken++;
                    break;
            }
        }

        return new SweepStatus(runs.Count, done, taken, failed);
    }

    private static string WhyOf(RunFolder folder) =>
        folder.Report(folder.Failed)?["error"]?.ToString().Split('\n')[0] ?? "its report cannot be read";
}
