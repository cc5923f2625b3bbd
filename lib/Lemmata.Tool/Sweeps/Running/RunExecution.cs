using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;
using Lemmata.Tool.Running.Reports;
using Lemmata.Tool.Running.Reusing;
using Lemmata.Tool.Sweeps.Planning;
using Lemmata.Tool.Sweeps.Tables;

namespace Lemmata.Tool.Sweeps.Running;

/// <summary>What an attempt at a run has come to.</summary>
internal enum AttemptEnd
{
    /// <summary>It has given its rows, and they are published.</summary>
    Done,

    /// <summary>It has failed, and that is published.</summary>
    Failed,

    /// <summary>It was told to stop; its state is kept.</summary>
    Stopped,

    /// <summary>Another attempt has taken its place, so nothing of this one counts.</summary>
    Superseded,
}

/// <summary>
/// Executes single runs of a sweep, each with assemblies and cells of its own, so that nothing of one reaches the next.
/// </summary>
/// <param name="sweep">The sweep.</param>
/// <param name="notebook">Its notebook, without outputs.</param>
/// <param name="names">The parameters' names.</param>
/// <param name="prepared">The notebook's cells, compiled; null where each run compiles them.</param>
/// <param name="settings">How runs are executed.</param>
/// <param name="sessions">Processes that serve several runs; null where each run has its own.</param>
internal sealed class RunExecution(
    SweepFolder sweep, Notebook notebook, IReadOnlyList<string> names, PreparedNotebook? prepared, WorkerSettings settings,
    SessionPool? sessions)
{
    // The library of the notebooks knows the same name.
    private const string StateFolderVariable = "LEMMATA_STATE_FOLDER";

    private readonly Shard shard = new(sweep.Shards);

    /// <summary>Executes a run that was taken.</summary>
    /// <param name="run">The run.</param>
    /// <param name="claim">The hold on it.</param>
    /// <param name="keeps">Whether the executed notebook is kept where the run succeeds.</param>
    /// <param name="token">Cancelled to stop: cells are told, may save their state, and the run stays open.</param>
    /// <returns>What it came to, and why it failed.</returns>
    /// <exception cref="IOException">The sweep's folder cannot be written; the run stays open.</exception>
    public async Task<(AttemptEnd End, string? Why)> RunAsync(
        PlannedRun run, Claim claim, bool keeps, CancellationToken token)
    {
        using var superseded = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, superseded.Token);
        var beating = BeatAsync(claim, superseded);
        var cells = Path.Combine(claim.AttemptFolder, "cells.bin");
        try
        {
            var executed = notebook.Clone();
            var values = names.Zip(run.Values).ToDictionary(pair => pair.First, pair => pair.Second);
            Parameters.Apply(executed, values);
            var isPrepared = prepared?.TryWrite(executed, cells) == true;
            var options = settings.Options with
            {
                Folder = Path.GetDirectoryName(sweep.Notebook), UseCache = false,
                PreparedFile = isPrepared ? cells : null, Sessions = isPrepared ? sessions : null,
                Environment = settings.EnvironmentWith(StateFolderVariable, claim.StateFolder),
            };
            var watch = Stopwatch.StartNew();
            var result = new RunResult { Path = sweep.NotebookCopy, Notebook = executed };
            try
            {
                result = await NotebookRunner.ExecuteAsync(result, executed, options, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                return (superseded.IsCancellationRequested ? AttemptEnd.Superseded : AttemptEnd.Stopped, null);
            }

            if (!claim.IsHighest()) return (AttemptEnd.Superseded, null);
            return Publish(run, claim, result, watch.Elapsed, keeps);
        }
        finally
        {
            await superseded.CancelAsync().ConfigureAwait(false);
            await beating.ConfigureAwait(false);
            if (File.Exists(cells)) File.Delete(cells);
            claim.End();
        }
    }

    /// <summary>Marks a run as failed that never gets to its end.</summary>
    public void Fail(PlannedRun run, Claim claim, string why)
    {
        var report = Report(run, claim, TimeSpan.Zero);
        report["error"] = why;
        Write(claim, "failed", report, null);
        claim.Folder.TryPublish(Path.Combine(claim.AttemptFolder, "failed"), claim.Folder.Failed);
        claim.End();
    }

    private async Task BeatAsync(Claim claim, CancellationTokenSource superseded)
    {
        try
        {
            using var timer = new PeriodicTimer(settings.BeatEvery);
            while (await timer.WaitForNextTickAsync(superseded.Token).ConfigureAwait(false))
            {
                claim.Beat();
                if (!claim.IsHighest()) await superseded.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private (AttemptEnd End, string? Why) Publish(
        PlannedRun run, Claim claim, RunResult result, TimeSpan took, bool keeps)
    {
        var report = Report(run, claim, took);
        var (rows, fault) = result.Error is { } error ? (null, error.ToString()) : ShownRows.Of(result.Notebook!, names);
        var kind = fault is null ? "result" : "failed";
        if (fault is not null) report["error"] = fault;
        else report["table"] = rows!.DeepClone();
        Write(claim, kind, report, fault is null && !keeps ? null : result);
        var published = fault is null ? claim.Folder.Result : claim.Folder.Failed;
        var counts = claim.Folder.TryPublish(Path.Combine(claim.AttemptFolder, kind), published);
        if (rows is not null && (counts || IsDifferent(claim, rows))) shard.Add(run.Id, rows);
        if (counts && fault is null) Remove(claim.AttemptFolder);
        return !counts ? (AttemptEnd.Superseded, null) : (fault is null ? AttemptEnd.Done : AttemptEnd.Failed, fault);
    }

    // Two attempts may end at one time. Their rows are the same where the notebook keeps its word; where they are not,
    // both stand in the shards, and merging says so.
    private static bool IsDifferent(Claim claim, JsonObject rows) =>
        claim.Folder.Report(claim.Folder.Result)?["table"] is { } other && other.ToJsonString() != rows.ToJsonString();

    private JsonObject Report(PlannedRun run, Claim claim, TimeSpan took) => new()
    {
        ["id"] = run.Id,
        ["parameters"] = new JsonObject(names.Zip(run.Values, (name, value) =>
            KeyValuePair.Create<string, JsonNode?>(name, value))),
        ["attempt"] = claim.Number,
        ["seconds"] = Math.Round(took.TotalSeconds, 3),
        ["machine"] = Environment.MachineName,
        ["task"] = WorkerIdentity.Own.Task,
    };

    private static void Write(Claim claim, string kind, JsonObject report, RunResult? kept)
    {
        var folder = Path.Combine(claim.AttemptFolder, kind);
        Directory.CreateDirectory(folder);
        if (kept?.Notebook is { } executed)
        {
            StoredOutputs.Strip(executed).Save(Path.Combine(folder, "executed.ipynb"));
            File.WriteAllText(Path.Combine(folder, "log.txt"), Log(executed, kept.Error), new UTF8Encoding(false));
        }

        AtomicFile.Write(Path.Combine(folder, RunFolder.ReportFile), Encoding.UTF8.GetBytes(CanonicalJson.Write(report)));
    }

    private static string Log(Notebook executed, RunError? error)
    {
        var text = new StringBuilder();
        foreach (var (number, cell) in executed.CodeCells.Index())
        {
            foreach (var output in cell.Outputs.OfType<JsonObject>().Where(one => one.TextAt("output_type") == "stream"))
            {
                text.Append(CultureInfo.InvariantCulture, $"[cell {number + 1}] ")
                    .AppendLine(MultilineText.Join(output["text"]).TrimEnd());
            }
        }

        if (error is not null) text.AppendLine(error.ToString()).AppendJoin('\n', error.Details).AppendLine();
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It costs only room.
        }
    }
}
