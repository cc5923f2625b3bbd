using System.Collections.Concurrent;
using System.Globalization;
using Lemmata.Tool.Running;
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
            return await NotebookRunner.RunAllAsync(paths, options, token, result => Plain(result, estimate.Next(), options))
                .ConfigureAwait(false);
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
        return results;
    }

    /// <summary>The exit status of a command that ran notebooks.</summary>
    public static int ExitStatus(IEnumerable<RunResult> results) =>
        results.Any(result => result.Cancelled) ? 130 : results.All(result => result.Succeeded) ? 0 : 1;

    private static RunResult Plain(RunResult result, string standing, RunOptions options)
    {
        lock (Console.Out)
        {
            if (result.Notebook?.Warning is { } warning) Console.Error.WriteLine($"warning: {result.Path}: {warning}");
            if (result.Error is { } error)
            {
                Console.Error.WriteLine(error);
                foreach (
                    var line in error.Details.Where(line => !error.Message.EndsWith(line, StringComparison.Ordinal)))
                {
                    Console.Error.WriteLine("    " + line);
                }

                return result;
            }
            var cells = result.Notebook!.CodeCells.Count();
            var seconds = result.CellTimes.Sum(time => time.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture);
            var how = result.FromCache ? "unchanged since its last run"
                : result.Stored ? "holds no C#, shown as stored"
                : $"{cells} {(cells == 1 ? "cell" : "cells")} in {seconds} s";
            Console.Out.WriteLine(
                $"{result.Path}: {how}"
                    + (standing == "" ? "" : $" ({standing})") + (result.WrittenTo is { } file ? $", written to {file}" : ""));
            // The numbers in the file are those of the defaults; here they are what was asked for.
            if (options.Parameters.Count > 0)
                foreach (var line in RunOutcome.Of(result.Notebook!)) Console.Out.WriteLine("  " + line);
        }
        return result;
    }
}
