using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Lemmata.Tool.Execution;
using Lemmata.Tool.Notebooks;

namespace Lemmata.Tool.Running;

/// <summary>Runs notebooks, each in a process of its own, so that whatever happens costs that notebook only.</summary>
internal static class NotebookRunner
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(7);

    /// <summary>Runs several notebooks, several at once; results come in the order of the paths.</summary>
    public static async Task<IReadOnlyList<RunResult>> RunAllAsync(
        IReadOnlyList<string> paths, RunOptions options, CancellationToken token, Func<RunResult, RunResult>? finished = null)
    {
        var results = new RunResult[paths.Count];
        using var slots = new SemaphoreSlim(options.Processes);
        await Task.WhenAll(paths.Select(async (path, index) =>
        {
            await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                var result = await RunAsync(path, options, token).ConfigureAwait(false);
                results[index] = finished?.Invoke(result) ?? result;
            }
            finally
            {
                slots.Release();
            }
        })).ConfigureAwait(false);
        return results;
    }

    /// <summary>Runs one notebook. Never throws for what a notebook does: the result says why it failed.</summary>
    public static async Task<RunResult> RunAsync(string path, RunOptions options, CancellationToken token = default)
    {
        Notebook notebook;
        try
        {
            notebook = Notebook.Load(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotebookFormatException)
        {
            return new RunResult { Path = path, Error = new RunError(path, Without(error.Message, path), []) };
        }
        var result = new RunResult { Path = path, Notebook = notebook };
        try
        {
            return await ExecuteAsync(result, notebook, options, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return result with { Error = new RunError(path, "cancelled; the file on disk is unchanged", []) };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return result with { Error = new RunError(path, error.Message, []) };
        }
    }

    private static async Task<RunResult> ExecuteAsync(RunResult result, Notebook notebook, RunOptions options, CancellationToken token)
    {
        var cells = notebook.CodeCells.ToList();
        foreach (var (cell, index) in cells.Select((cell, index) => (cell, index)))
        {
            cell.Outputs = [];
            cell.ExecutionCount = index + 1;
            if (cell.Language is { } language && language is not ("csharp" or "C#"))
                return result with { Error = Error(result, cell, 0, $"the cell is in {language}; only C# cells run here", []) };
        }
        using var total = CancellationTokenSource.CreateLinkedTokenSource(token);
        total.CancelAfter(options.NotebookTimeout);
        var folder = Path.GetDirectoryName(Path.GetFullPath(result.Path))!;
        await using var session = await ChildSession.StartAsync(folder, options.TextLimit, token).ConfigureAwait(false);
        var collector = new OutputCollector(cells);
        var times = new List<TimeSpan>();
        for (var index = 0; index < cells.Count; index++)
        {
            options.Progress?.Invoke(result.Path, index, cells.Count);
            var error = await RunCellAsync(result, session, collector, cells, index, options, total.Token, token, times).ConfigureAwait(false);
            if (error is not null) return result with { Error = error, CellTimes = times };
        }
        options.Progress?.Invoke(result.Path, cells.Count, cells.Count);
        var late = await FinishAsync(result, session, token).ConfigureAwait(false);
        return result with { Error = late, CellTimes = times };
    }

    private static async Task<RunError?> RunCellAsync(
        RunResult result, ChildSession session, OutputCollector collector, List<NotebookCell> cells, int index,
        RunOptions options, CancellationToken total, CancellationToken cancelled, List<TimeSpan> times)
    {
        var cell = cells[index];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(total);
        limit.CancelAfter(options.CellTimeout);
        await session.SendAsync(new JsonObject
        {
            ["kind"] = "execute", ["cell"] = index, ["code"] = cell.Source, ["label"] = $"cell {index + 1}",
        }).ConfigureAwait(false);
        RunError? error = null;
        var stopping = false;
        using var grace = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        while (true)
        {
            JsonObject? message;
            try
            {
                message = await session.ReceiveAsync(stopping ? grace.Token : limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                if (stopping) return error;
                cancelled.ThrowIfCancellationRequested();
                var allowed = total.IsCancellationRequested ? options.NotebookTimeout : options.CellTimeout;
                error = Error(result, cell, 0, string.Create(CultureInfo.InvariantCulture,
                    $"stopped after {watch.Elapsed.TotalSeconds:0.#} s, as the {(total.IsCancellationRequested ? "notebook" : "cell")} may take {allowed.TotalSeconds:0.#} s; ")
                    + "make it shorter or raise the limit with --timeout", []);
                stopping = true;
                // A partly read message would lose the frame's place, so a stopped session is never used again.
                return error;
            }
            if (message is null)
                return error ?? Error(result, cell, 0, await session.DescribeEndAsync().ConfigureAwait(false), []);
            if (collector.Take(message)) continue;
            switch ((string?)message["kind"])
            {
                case "error":
                    error ??= Error(result, cell, (int)message["line"]!, (string)message["message"]! is var text
                        && (string)message["name"]! is var name && name is not ("CompilationError" or "DirectiveError") ? $"{name}: {text}" : text,
                        [.. message["traceback"]!.AsArray().Select(line => (string)line!)]);
                    break;
                case "done":
                    times.Add(TimeSpan.FromSeconds((double)message["seconds"]!));
                    return error;
            }
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
                if ((string?)message["kind"] == "error")
                    error ??= new RunError(result.Path, (string)message["message"]!, []);
        }
        catch (OperationCanceledException)
        {
            token.ThrowIfCancellationRequested();
        }
        return error;
    }

    /// <summary>An error at a cell, named by its place in the file and its number among the code cells.</summary>
    internal static RunError Error(RunResult result, NotebookCell cell, int line, string message, IReadOnlyList<string> details)
    {
        var position = result.Notebook!.Cells.IndexOf(cell) + 1;
        var count = result.Notebook.CodeCells.ToList().IndexOf(cell) + 1;
        var place = $"{result.Path} cell {position}" + (count > 0 ? $" [{count}]" : "") + (line > 0 ? $", line {line}" : "");
        return new RunError(place, message, details);
    }

    private static string Without(string message, string path) =>
        message.StartsWith(path, StringComparison.Ordinal) ? message[path.Length..].TrimStart(':', ' ') : message;
}
