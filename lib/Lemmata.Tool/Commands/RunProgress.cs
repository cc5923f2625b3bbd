using System.Collections.Concurrent;
using System.Globalization;
using Lemmata.Tool.Running;
using Lemmata.Tool.Running.Reports;
using Spectre.Console;

namespace Lemmata.Tool.Commands;

/// <summary>
/// Shows how far notebooks are: bars with the time left on a terminal, one plain line each elsewhere.
/// </summary>
internal static class RunProgress
{
    /// <summary>Runs notebooks with progress and prints how each ended.</summary>
    public static async Task<IReadOnlyList<RunResult>> RunAsync(
        IReadOnlyList<string> paths,
        RunOptions options,
        CancellationToken token)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            var estimate = new RunEstimate(paths.Count, TimeProvider.System);
            var ran = await NotebookRunner.RunAllAsync(paths, options, token, result => Plain(result, estimate.Next(), options))
                .ConfigureAwait(false);
            TellStopped(ran);
            return ran;
        }
        IReadOnlyList<RunResult> results = [];
        await AnsiConsole
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var all = bars.AddTask("all notebooks", maxValue: paths.Count);
                var tasks = new ConcurrentDictionary<string, ProgressTask>();
                foreach (var path in paths)
                    tasks[path] = bars.AddTask(Markup.Escape(Path.GetFileNameWithoutExtension(path)), autoStart: false);
                results = await NotebookRunner.RunAllAsync(paths, options with
                {
                    Progress = (path, done, cells) =>
                    {
                        if (!tasks[path].IsStarted) tasks[path].StartTask();
                        tasks[path].MaxValue(cells).Value(done);
                    },
                }, token, result =>
                {
                    tasks[result.Path].Value(tasks[result.Path].MaxValue).StopTask();
                    all.Increment(1);
                    return result;
                }).ConfigureAwait(false);
            }).ConfigureAwait(false);
        foreach (var result in results) Plain(result, "", options);
        TellStopped(results);
        return results;
    }

    /// <summary>The exit status of a command that ran notebooks.</summary>
    public static int ExitStatus(IEnumerable<RunResult> results) =>
        results.Any(result => result.Cancelled) ? 130 : results.All(result => result is { Succeeded: true, Failures: [] }) ? 0 : 1;

    private static RunResult Plain(RunResult result, string standing, RunOptions options)
    {
        lock (Console.Out)
        {
            if (result.Notebook?.Warning is { } warning) Console.Error.WriteLine($"warning: {result.Path}: {warning}");
            if (result is { Cancelled: true, Began: false }) return result;
            foreach (var failure in result.Failures) Tell(failure);
            if (result.Error is { } error)
            {
                Tell(error);
                if (result.WrittenTo is { } kept) Console.Error.WriteLine($"    as far as it came: {kept}");
                return result;
            }
            var cells = result.Notebook!.CodeCells.Count();
            var seconds = result.CellTimes.Sum(time => time.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture);
            var how = result.FromCache ? "unchanged since its last run"
                : result.Stored ? "holds no C#, shown as stored"
                : $"{cells} {(cells == 1 ? "cell" : "cells")} in {seconds} s"
                    + (result.Failures is { Count: > 0 } failures ? $", {failures.Count} of them failed" : "");
            Console.Out.WriteLine(
                $"{result.Path}: {how}"
                    + (standing == "" ? "" : $" ({standing})") + (result.WrittenTo is { } file ? $", written to {file}" : ""));
            // The numbers in the file are those of the defaults; here they are what was asked for.
            if (options.Parameters.Count > 0)
                foreach (var line in RunOutcome.Of(result.Notebook!)) Console.Out.WriteLine("  " + line);
        }
        return result;
    }

    private static void TellStopped(IReadOnlyList<RunResult> results)
    {
        var left = results.Count(result => result.Cancelled);
        if (left == 0) return;
        Console.Error.WriteLine(
            $"Stopped: {results.Count - left} of {results.Count} notebooks ended and are kept, {left} are as they were; "
                + "the same command goes on from here.");
    }

    private static void Tell(RunError error)
    {
        Console.Error.WriteLine(error);
        foreach (var line in error.Details.Where(line => !error.Message.EndsWith(line, StringComparison.Ordinal)))
            Console.Error.WriteLine("    " + line);
    }
}
