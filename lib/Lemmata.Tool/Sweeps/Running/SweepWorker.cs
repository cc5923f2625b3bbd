using System.Collections.Concurrent;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;
using Lemmata.Tool.Running.Reusing;
using Lemmata.Tool.Sweeps.Planning;

namespace Lemmata.Tool.Sweeps.Running;

/// <summary>What a worker tells of its work.</summary>
/// <param name="Run">The run.</param>
/// <param name="End">What it has come to.</param>
/// <param name="Why">Why it failed; null where it did not.</param>
internal sealed record Finished(PlannedRun Run, AttemptEnd End, string? Why);

/// <summary>Works off the runs of a sweep, or a part of them, beside any number of others.</summary>
internal sealed class SweepWorker
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SweepFolder sweep;
    private readonly WorkerSettings settings;
    private readonly Notebook notebook;
    private readonly Observer observer;

    /// <summary>A worker on a sweep.</summary>
    /// <exception cref="SweepException">What the notebook loads or reads is not what was planned.</exception>
    public SweepWorker(SweepFolder sweep, WorkerSettings settings)
    {
        (this.sweep, this.settings) = (sweep, settings);
        notebook = Notebook.Load(sweep.NotebookCopy);
        sweep.CheckInputs(notebook);
        (Names, Runs) = sweep.Plan();
        observer = new Observer(TimeProvider.System, settings.Lease);
    }

    /// <summary>The parameters' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>All runs of the plan.</summary>
    public IReadOnlyList<PlannedRun> Runs { get; }

    /// <summary>Works until no run is left that nobody else works on.</summary>
    /// <param name="runs">The runs to work on.</param>
    /// <param name="begins">Told once of the number of runs that are open, and of anything worth a line.</param>
    /// <param name="finished">Told of each run that ends.</param>
    /// <param name="token">Cancelled to stop.</param>
    /// <returns>What came of the runs.</returns>
    /// <exception cref="IOException">The folder cannot be written; what was published stays.</exception>
    public async Task<WorkSummary> WorkAsync(
        IReadOnlyList<PlannedRun> runs, Action<int, string?> begins, Action<Finished> finished, CancellationToken token)
    {
        var folders = runs.Select(run => new RunFolder(sweep.FolderOf(run))).ToArray();
        var open = new ConcurrentQueue<int>(
            Enumerable.Range(0, runs.Count).Where(index => folders[index].State() is RunState.Waiting or RunState.Taken));
        if (open.IsEmpty)
        {
            begins(0, null);
            return new WorkSummary();
        }

        var (prepared, reason) = await PreparedNotebook
            .CompileAsync(notebook, Path.GetDirectoryName(sweep.Notebook)!).ConfigureAwait(false);
        using var compiled = prepared;
        var use = prepared is null || settings.IsolatesByProcess ? null : prepared.ProcessWideUse();
        begins(
            open.Count,
            reason is not null ? $"each run compiles its cells for itself: {reason}"
                : use is not null ? $"each run has a process of its own, since cells use {use}"
                : null);
        var pool = new SessionPool();
        await using var ended = pool.ConfigureAwait(false);
        var shares = prepared is not null && use is null && !settings.IsolatesByProcess && SessionPool.IsPossible;
        var execution = new RunExecution(sweep, notebook, Names, prepared, settings, shares ? pool : null);
        var summary = new WorkSummary();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var slots = Enumerable.Range(0, Math.Min(settings.Slots, open.Count))
            .Select(_ => Task.Run(SlotAsync, CancellationToken.None)).ToList();
        await Task.WhenAll(slots).ConfigureAwait(false);
        return summary;

        async Task SlotAsync()
        {
            try
            {
                var silent = new Queue<int>();
                while (!stop.IsCancellationRequested)
                {
                    if (open.TryDequeue(out var index))
                    {
                        if (await TryRunAsync(index).ConfigureAwait(false)) silent.Enqueue(index);
                        continue;
                    }

                    if (silent.Count == 0) break;
                    // Taken by somebody of whom nothing is known yet: watched until he is heard of, or taken for gone.
                    await Task.Delay(LookAgain, stop.Token).ConfigureAwait(false);
                    for (var count = silent.Count; count > 0; count--) open.Enqueue(silent.Dequeue());
                }

                foreach (var _ in silent) summary.CountElsewhere();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // What it watched is left to others.
            }
            catch
            {
                // A folder that cannot be written is no better for the next run.
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }

        // True where it is not known yet whether somebody else works on it.
        async Task<bool> TryRunAsync(int index)
        {
            var (run, folder) = (runs[index], folders[index]);
            if (folder.State() is RunState.Done or RunState.Failed) return false;
            var highest = folder.HighestClaim();
            if (highest > 0)
            {
                var liveness = observer.Of(folder, highest);
                if (liveness == Liveness.Alive) summary.CountElsewhere();
                if (liveness != Liveness.Gone) return liveness == Liveness.Unknown;
            }

            if (folder.TryTake(highest) is not { } claim) return true;
            if (folder.State() is RunState.Done or RunState.Failed)
            {
                claim.End(); // Its last worker published it between two looks.
                return false;
            }

            var ended = await execution.RunAsync(run, claim, Keeps(run), stop.Token).ConfigureAwait(false);
            summary.Count(ended.End);
            finished(new Finished(run, ended.End, ended.Why));
            return false;
        }
    }

    /// <summary>Marks a run as failed, as where it never comes to its end.</summary>
    public bool Fail(PlannedRun run, string why)
    {
        var folder = new RunFolder(sweep.FolderOf(run));
        if (folder.State() != RunState.Waiting || folder.TryTake(folder.HighestClaim()) is not { } claim) return false;
        new RunExecution(sweep, notebook, Names, null, settings, null).Fail(run, claim, why);
        return true;
    }

    // By the id, so that every worker keeps the same ones.
    private bool Keeps(PlannedRun run)
    {
        var every = (ulong)Math.Max(1, Runs.Count / Math.Max(1, settings.Samples));
        return Convert.ToUInt64(run.Id, 16) % every == 0;
    }
}
