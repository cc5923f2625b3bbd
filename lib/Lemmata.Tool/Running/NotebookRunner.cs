using System.Globalization;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Messages;
using Lemmata.Tool.Reading;

namespace Lemmata.Tool.Running;

/// <summary>Runs notebooks, each in a process of its own, so that whatever happens costs that notebook only.</summary>
internal static class NotebookRunner
{
    // So many that a reader still finds the way, and a page stays light.
    private const int MostWalked = 400;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(7);

    /// <summary>Runs several notebooks, several at once; results come in the order of the paths.</summary>
    public static async Task<IReadOnlyList<RunResult>> RunAllAsync(
        IReadOnlyList<string> paths,
        RunOptions options,
        CancellationToken token,
        Func<RunResult, RunResult>? finished = null)
    {
        var results = new RunResult[paths.Count];
        using var slots = new SemaphoreSlim(options.Processes);
        await Task.WhenAll(
                paths.Select(
                    async (path, index) =>
                    {
                        await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
                        try
                        {
                            // What is kept is read without a pause: on this thread, one notebook after another.
                            var result = await Task.Run(() => RunAsync(path, options, token), CancellationToken.None)
                                .ConfigureAwait(false);
                            results[index] = finished?.Invoke(result) ?? result;
                        }
                        finally
                        {
                            slots.Release();
                        }
                    }
                ))
            .ConfigureAwait(false);
        return results;
    }

    /// <summary>Runs one notebook. Never throws for what a notebook does: the result says why it failed.</summary>
    public static async Task<RunResult> RunAsync(string path, RunOptions options, CancellationToken token = default)
    {
        var result = new RunResult { Path = path };
        try
        {
            var notebook = NotebookFile.Load(path);
            result = result with { Notebook = notebook };
            if (notebook.IsForeign)
            {
                return options.ShowsOtherLanguages
                    ? result with { Stored = true }
                    : result with { Error = OtherLanguages.Refusal(path, notebook) };
            }

            // Notebooks that waited for their turn when the run was cancelled must not start.
            token.ThrowIfCancellationRequested();
            using var mine = options.WriteBack ? NotebookLock.Take(path) : null;
            Parameters.Apply(notebook, options.Parameters);
            result = result with { Began = true };
            result = await CachedAsync(result, notebook, options, token).ConfigureAwait(false);
            // A run that failed must not replace what is stored, but another folder can show where it failed.
            return result.Succeeded || options.OutputFolder is not null ? StoredOutputs.Write(result, options) : result;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return result with
            {
                Error = new RunError(path, "cancelled; the file on disk is unchanged", []),
                Cancelled = true,
            };
        }
        catch (Exception error)
        {
            // Whatever it is, it is this notebook's: the others go on.
            return result with { Error = RunError.Of(path, error) };
        }
    }

    private static async Task<RunResult> CachedAsync(
        RunResult result,
        Notebook notebook,
        RunOptions options,
        CancellationToken token)
    {
        var key = options.TracedCell is null ? RunCache.Key(notebook, result.Path) : null;
        if (key is not null && options.UseCache && RunCache.TryLoad(notebook, result.Path, key))
            return result with { FromCache = true };
        result = await ExecuteAsync(result, notebook, options, token).ConfigureAwait(false);
        // Files that changed while the notebook ran would make the entry a lie.
        if (key is not null && result is { Succeeded: true, Failures: [] } && RunCache.Key(notebook, result.Path) == key)
            RunCache.Store(notebook, result.Path, key);
        return result;
    }

    /// <summary>Runs the cells of a notebook in a process of their own; nothing is kept or looked up.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled; its cell was told first.</exception>
    internal static async Task<RunResult> ExecuteAsync(
        RunResult result,
        Notebook notebook,
        RunOptions options,
        CancellationToken token)
    {
        var cells = notebook.CodeCells.ToList();
        foreach (var (index, cell) in cells.Index())
        {
            var isLeftOut = OtherLanguages.LeavesOut(cell, notebook);
            cell.Outputs = isLeftOut ? OtherLanguages.Outputs(cell, notebook) : [];
            cell.ExecutionCount = isLeftOut ? null : index + 1;
        }
        using var total = CancellationTokenSource.CreateLinkedTokenSource(token);
        total.CancelAfter(options.NotebookTimeout);
        var folder = options.Folder ?? Path.GetDirectoryName(Path.GetFullPath(result.Path))!;
        var lease = options.Sessions is { } pool
            ? await pool.TakeAsync(folder, options, token).ConfigureAwait(false)
            : null;
        var session = lease?.Session ?? await ChildSession.StartAsync(folder, options, token).ConfigureAwait(false);
        await using var ended = (lease as IAsyncDisposable ?? session).ConfigureAwait(false);
        var collector = new OutputCollector(cells);
        var times = new List<TimeSpan>();
        var failures = new List<RunError>();
        if (options.TracedCell is { } traced && (traced < 1 || traced > cells.Count))
        {
            return result with
            {
                Error = new RunError(result.Path, $"there is no code cell {traced}: the notebook has {cells.Count}", []),
            };
        }

        for (var index = 0; index < (options.TracedCell ?? cells.Count); index++)
        {
            options.Progress?.Invoke(result.Path, index, cells.Count);
            if (OtherLanguages.LeavesOut(cells[index], notebook))
            {
                times.Add(TimeSpan.Zero);
                continue;
            }

            var error = await RunCellAsync(
                    result,
                    session,
                    collector,
                    cells,
                    index,
                    options,
                    total.Token,
                    token,
                    times)
                .ConfigureAwait(false);
            if (error is null) continue;
            // A cell that was stopped, or took the session with it, leaves nothing to go on with.
            var hasEnded = times.Count > index;
            if (hasEnded && cells[index].Tags.Contains(CellTags.RaisesException)) continue;
            if (hasEnded && options.KeepsGoing)
            {
                failures.Add(error);
                continue;
            }

            foreach (var left in cells.Skip(index + 1)) left.ExecutionCount = null;
            return result with { Error = error, Failures = failures, CellTimes = times };
        }
        options.Progress?.Invoke(result.Path, cells.Count, cells.Count);
        var late = await FinishAsync(result, session, token).ConfigureAwait(false);
        return result with { Error = late, Failures = failures, CellTimes = times };
    }

    private static async Task<RunError?> RunCellAsync(
        RunResult result,
        ChildSession session,
        OutputCollector collector,
        List<NotebookCell> cells,
        int index,
        RunOptions options,
        CancellationToken total,
        CancellationToken cancelled,
        List<TimeSpan> times)
    {
        var cell = cells[index];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(total);
        limit.CancelAfter(options.CellTimeout);
        Task<JsonObject?>? receiving = null; // A message that was begun is read to its end.
        var execute = new JsonObject
        {
            ["kind"] = "execute",
            ["cell"] = index,
            ["code"] = OtherLanguages.Code(cell, result.Notebook!),
            ["label"] = $"cell {index + 1}",
        };
        // Cells above it may hold functions that it calls: they carry stops too.
        if (index < options.TracedCell) execute["steps"] = $"cell {index + 1}";
        if (index + 1 == options.TracedCell) execute["trace"] = true;
        // Cells that are compiled already carry no stops.
        if (options is { TracedCell: null, PreparedFile: null } && cell.Tags.Contains(CellTags.StepThrough))
            (execute["steps"], execute["walk"]) = ($"cell {index + 1}", MostWalked);
        await session.SendAsync(execute).ConfigureAwait(false);
        RunError? error = null;
        while (true)
        {
            JsonObject? message;
            try
            {
                receiving ??= session.ReceiveAsync(CancellationToken.None);
                message = await receiving.WaitAsync(limit.Token).ConfigureAwait(false);
                receiving = null;
            }
            catch (OperationCanceledException)
            {
                if (cancelled.IsCancellationRequested)
                {
                    await StopAsync(session, receiving!, options.Patience).ConfigureAwait(false);
                    cancelled.ThrowIfCancellationRequested();
                }

                var (what, allowed, option) = total.IsCancellationRequested
                    ? ("notebook", options.NotebookTimeout, "--notebook-timeout")
                    : ("cell", options.CellTimeout, "--timeout");
                return Error(
                    result,
                    cell,
                    0,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"stopped: a {what} may take {allowed.TotalSeconds:0.#} s; make it shorter or raise the "
                            + $"limit with {option}"
                    ),
                    []);
            }
            if (message is null)
            {
                var end = await session.DescribeEndAsync().ConfigureAwait(false);
                await Task.Delay(100, cancelled).ConfigureAwait(false); // Ctrl+C reaches the session's process too, perhaps first.
                return error ?? Error(result, cell, 0, end, []);
            }
            if (collector.Take(message) || options.Trace?.Take(message) == true)
                continue;
            switch ((string?)message["kind"])
            {
                case "error":
                    error ??= ToldBy(message, result, cells);
                    break;
                case "done":
                    times.Add(TimeSpan.FromSeconds((double)message["seconds"]!));
                    return error;
            }
        }
    }

    /// <summary>
    /// Interrupts the cell that runs and waits until it has ended: it may have a state to save. What it shows meanwhile
    /// is of no use to anybody.
    /// </summary>
    private static async Task StopAsync(ChildSession session, Task<JsonObject?> receiving, TimeSpan patience)
    {
        // The session gives up on a cell after its patience, and then says so.
        using var limit = new CancellationTokenSource(patience + TimeSpan.FromSeconds(2));
        await session.SendAsync(new JsonObject { ["kind"] = "interrupt" }).ConfigureAwait(false);
        try
        {
            while (await receiving.WaitAsync(limit.Token).ConfigureAwait(false) is { } message
                && (string?)message["kind"] != "done")
            {
                receiving = session.ReceiveAsync(CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
            // It is ended by force.
        }
    }

    /// <summary>Waits for the threads a notebook left running; their errors still count.</summary>
    private static async Task<RunError?> FinishAsync(RunResult result, ChildSession session, CancellationToken token)
    {
        await session.SendAsync(new JsonObject { ["kind"] = "finish" }).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(Grace);
        RunError? error = null;
        try
        {
            while (await session.ReceiveAsync(limit.Token).ConfigureAwait(false) is { } message)
            {
                if ((string?)message["kind"] == "error")
                    error ??= ToldBy(message, result, [.. result.Notebook!.CodeCells]);
                if ((string?)message["kind"] == "finished" && message["left"] is null)
                {
                    session.IsClean = error is null;
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            token.ThrowIfCancellationRequested();
        }
        return error;
    }

    private static RunError ToldBy(JsonObject message, RunResult result, IReadOnlyList<NotebookCell> cells)
    {
        var cell = cells[(int)message["cell"]!];
        var (name, text) = ((string)message["name"]!, (string)message["message"]!);
        return Error(
            result,
            cell,
            (int)message["line"]!,
            name is "CompilationError" or "DirectiveError" ? text : $"{name}: {text}",
            [.. message["traceback"]!.AsArray().Select(line => (string)line!)]);
    }

    /// <summary>An error at a cell, named by its place in the file and its number among the code cells.</summary>
    internal static RunError Error(
        RunResult result,
        NotebookCell cell,
        int line,
        string message,
        IReadOnlyList<string> details)
    {
        var place = $"{result.Path} {CellPlace.Of(result.Notebook!.Cells, cell.Id, line)}";
        return new RunError(place, message, details);
    }
}
