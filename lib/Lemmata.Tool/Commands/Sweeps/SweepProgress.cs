using Lemmata.Tool.Sweeps.Planning;
using Lemmata.Tool.Sweeps.Running;

namespace Lemmata.Tool.Commands.Sweeps;

/// <summary>Tells how far a sweep is: failures at once, the count from time to time, and how long the rest will take.</summary>
/// <param name="names">The parameters' names.</param>
/// <param name="planned">Number of runs to be done in all.</param>
/// <param name="open">Number of them that are open.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class SweepProgress(IReadOnlyList<string> names, int planned, int open, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private readonly RunEstimate estimate = new(open, clock);
    private readonly Lock telling = new();
    private long last = clock.GetTimestamp();
    private int ended;

    /// <summary>Says what there is to do.</summary>
    public void Begin(string? remark)
    {
        Console.WriteLine(open == planned ? $"{open} runs" : $"{open} of {planned} runs are open");
        if (remark is not null) Console.WriteLine(remark);
    }

    /// <summary>Tells of a run that has ended, where there is something to tell.</summary>
    public void Tell(Finished finished)
    {
        lock (telling)
        {
            if (finished.End == AttemptEnd.Stopped) return;
            var standing = estimate.Next();
            if (finished.Why is { } why)
            {
                Console.Error.WriteLine($"failed: {PlannedRun.Described(names, finished.Run.Values)}: {why}");
            }

            if (++ended == open || clock.GetElapsedTime(last) < Between) return;
            last = clock.GetTimestamp();
            Console.WriteLine(standing);
        }
    }
}
