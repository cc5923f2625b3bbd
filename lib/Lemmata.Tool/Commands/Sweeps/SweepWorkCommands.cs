using System.CommandLine;
using System.Globalization;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Clusters;
using Lemmata.Tool.Sweeps.Planning;
using Lemmata.Tool.Sweeps.Running;

namespace Lemmata.Tool.Commands.Sweeps;

/// <summary><c>sweep run</c> and <c>sweep work</c>: the same work, here and as a task of a cluster.</summary>
internal static class SweepWorkCommands
{
    /// <summary><c>sweep run</c>.</summary>
    public static Command Run()
    {
        var folder = SweepCommand.Folder();
        var slots = new Option<int>("-j", "--processes")
        {
            Description = "Runs at once.", DefaultValueFactory = _ => Math.Max(1, Environment.ProcessorCount),
        };
        slots.Validators.Add(found =>
        {
            if (found.GetValueOrDefault<int>() < 1) found.AddError("-j must be at least 1");
        });
        var timeout = Timeout();
        var isolate = SweepCommand.Isolate();
        var command = new Command(
            "run",
            "Run what is open of a sweep on this machine. A run that fails does not end the others; one that was stopped "
                + "goes on where it saved its state. Several such commands may work on one sweep.")
        {
            folder,
            slots,
            timeout,
            isolate,
        };
        command.SetAction((parsed, token) => SweepCommand.GuardedAsync(async () =>
        {
            var sweep = SweepFolder.Open(parsed.GetRequiredValue(folder));
            var count = parsed.GetValue(slots);
            var worker = new SweepWorker(sweep, Settings(parsed.GetValue(timeout), parsed.GetValue(isolate)) with
            {
                Slots = count, Threads = Math.Max(1, Environment.ProcessorCount / count),
            });
            using var stop = Termination.Or(token);
            var summary = await WorkAsync(worker, worker.Runs, stop.Token).ConfigureAwait(false);
            Tell(parsed.GetRequiredValue(folder), summary, SweepStatus.Of(sweep));
            return stop.IsCancellationRequested ? Termination.Status : summary.Failed > 0 ? 1 : 0;
        }));
        return command;
    }

    /// <summary><c>sweep work</c>.</summary>
    public static Command Work()
    {
        var folder = SweepCommand.Folder();
        var task = new Option<int>("--task") { Description = "The task, from 0.", Required = true };
        var perTask = new Option<int>("--runs-per-task")
        {
            Description = "Runs of a task, as they were submitted.", DefaultValueFactory = _ => 1,
        };
        perTask.Validators.Add(found =>
        {
            if (found.GetValueOrDefault<int>() < 1) found.AddError("--runs-per-task must be at least 1");
        });
        var timeout = Timeout();
        var isolate = SweepCommand.Isolate();
        var command = new Command(
            "work",
            "Run one task of a sweep; what a cluster executes. Told to stop (SIGTERM), it tells the cell, which may save its "
                + "state, asks Slurm for another turn, and ends with 75; with 1 where a run has failed.")
        {
            folder,
            task,
            perTask,
            timeout,
            isolate,
        };
        command.SetAction((parsed, token) => SweepCommand.GuardedAsync(async () =>
        {
            var sweep = SweepFolder.Open(parsed.GetRequiredValue(folder));
            var worker = new SweepWorker(sweep, Settings(parsed.GetValue(timeout), parsed.GetValue(isolate)) with
            {
                Threads = ClusterThreads(),
            });
            var runs = TaskSplit.RunsOf(worker.Runs, parsed.GetValue(task), parsed.GetValue(perTask));
            var stopped = new List<PlannedRun>();
            using var stop = Termination.Or(token);
            var summary = await WorkAsync(worker, runs, stop.Token, stopped).ConfigureAwait(false);
            if (!stop.IsCancellationRequested) return summary.Failed > 0 ? 1 : 0;
            return await StoppedAsync(sweep, worker, parsed.GetValue(task), runs, stopped).ConfigureAwait(false);
        }));
        return command;
    }

    private static async Task<int> StoppedAsync(
        SweepFolder sweep, SweepWorker worker, int task, IReadOnlyList<PlannedRun> runs, List<PlannedRun> stopped)
    {
        var turns = new TaskTurns(sweep, task);
        if (turns.Count(runs) >= TaskTurns.Most)
        {
            turns.Reset();
            foreach (var run in stopped)
            {
                worker.Fail(run, $"it was stopped {TaskTurns.Most + 1} times and got no further: it never saves a state (see "
                    + "Sweep.StateFile), or a turn is shorter than its way to the first one; give it more time, then retry");
            }

            Console.Error.WriteLine($"{stopped.Count} runs get nowhere and count as failed");
        }

        if (WorkerIdentity.Own.Task is not null)
            Console.Error.WriteLine(await Slurm.RequeueAsync().ConfigureAwait(false));
        return Termination.TryAgain;
    }

    private static async Task<WorkSummary> WorkAsync(
        SweepWorker worker, IReadOnlyList<PlannedRun> runs, CancellationToken token, List<PlannedRun>? stopped = null)
    {
        SweepProgress? progress = null;
        return await worker.WorkAsync(
            runs,
            (open, remark) =>
            {
                progress = new SweepProgress(worker.Names, runs.Count, open, TimeProvider.System);
                progress.Begin(remark);
            },
            finished =>
            {
                if (finished.End == AttemptEnd.Stopped) lock (runs) stopped?.Add(finished.Run);
                progress!.Tell(finished);
            },
            token).ConfigureAwait(false);
    }

    private static void Tell(string folder, WorkSummary summary, SweepStatus status)
    {
        Console.WriteLine($"{status.Done} of {status.Planned} runs done" + SweepTableCommands.Rest(status));
        if (summary.Elsewhere > 0) Console.WriteLine($"{summary.Elsewhere} were left to other workers");
        Console.WriteLine("next: " + SweepTableCommands.Next(folder, status));
    }

    private static Option<double?> Timeout()
    {
        var timeout = new Option<double?>("--timeout") { Description = "Seconds a run may take; no limit otherwise." };
        timeout.Validators.Add(found =>
        {
            if (found.GetValueOrDefault<double?>() is not (null or (> 0 and < 1e8)))
                found.AddError("--timeout must be a number of seconds above 0");
        });
        return timeout;
    }

    private static WorkerSettings Settings(double? timeout, string? isolate)
    {
        var settings = new WorkerSettings { IsolatesByProcess = isolate == SweepCommand.Process };
        return timeout is not { } seconds
            ? settings
            : settings with { Options = settings.Options with { NotebookTimeout = TimeSpan.FromSeconds(seconds) } };
    }

    private static int ClusterThreads() => int.TryParse(
        Environment.GetEnvironmentVariable("SLURM_CPUS_PER_TASK"), CultureInfo.InvariantCulture, out var count)
            ? Math.Max(1, count)
            : 0;
}
