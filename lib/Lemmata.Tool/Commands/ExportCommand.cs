using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Tool.Html;
using Lemmata.Tool.Html.Formats;
using Lemmata.Tool.Html.Reading;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary><c>export</c>: runs what changed and writes the collection as pages that need nothing but themselves.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var running = new RunSettings();
        var output = new Option<string?>("--output", "-o") { Description = "Folder to write; site/ beside notebooks/ when not given." };
        var format = new Option<string>("--to") { Description = "html, markdown (for GitHub) or ipynb (with pictures for every front end).", DefaultValueFactory = _ => "html" };
        format.AcceptOnlyFromAmong("html", "markdown", "ipynb");
        var singleFile = new Option<bool>("--single-file") { Description = "Make each page one file that carries its style, scripts, fonts and data." };
        var noNode = new Option<bool>("--static") { Description = "Do without Node: formulas as TeX, figures as drawings." };
        var watch = new Option<bool>("--watch") { Description = "Export again whenever a notebook or register is saved; open pages reload." };
        var command = new Command("export", "Run what changed and write the collection as offline pages.") { output, format, singleFile, noNode, watch };
        running.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var start = Environment.CurrentDirectory;
            var paths = running.Paths(parsed);
            var root = NotebookPaths.Root(paths.Count > 0 ? Path.GetDirectoryName(Path.GetFullPath(paths[0]))! : start) ?? NotebookPaths.Root(start) ?? start;
            var to = parsed.GetValue(format)!;
            var target = parsed.GetValue(output) ?? Path.Combine(root, "site" + (to == "html" ? "" : "-" + to));
            var options = Options(root) with
            {
                SingleFile = parsed.GetValue(singleFile), Static = parsed.GetValue(noNode), Watch = parsed.GetValue(watch),
            };
            Task<int> Once() => ExportAsync(running.Paths(parsed), running.Options(parsed), target, to, options, token);
            return options.Watch
                ? await WatchAsync([Path.Combine(root, "notebooks"), Path.Combine(root, "data")], Once, token).ConfigureAwait(false)
                : await Once().ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>What the collection at a folder gives an export.</summary>
    internal static SiteOptions Options(string root) => new(Path.Combine(root, ".cache", "html"))
    {
        Registers = Path.Combine(root, "data", "claims"),
        LoadScript = Path.Combine(root, "lib", "lemmata.csx"),
    };

    private static async Task<int> ExportAsync(
        IReadOnlyList<string> paths, RunOptions running, string target, string to, SiteOptions options, CancellationToken token)
    {
        var results = await RunProgress.RunAsync(paths, running, token).ConfigureAwait(false);
        if (token.IsCancellationRequested) return RunProgress.ExitStatus(results);
        var inputs = Inputs(results, options.Cache);
        if (inputs.Count == 0)
        {
            Console.Error.WriteLine("Nothing to export: no notebook could be read.");
            return 1;
        }

        try
        {
            if (to == "html")
            {
                var report = Site.Write(inputs, target, options);
                foreach (var warning in report.Warnings) Console.Error.WriteLine("warning: " + warning);
                if (report.StaticBecause is not null) Console.WriteLine(report.StaticBecause);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Pages} pages, {HtmlText.Size(report.Bytes)}: {Path.Combine(target, "index.html")}"));
            }
            else
            {
                var report = to == "markdown" ? MarkdownFiles.Write(inputs, target, options.Registers) : NotebookFiles.Write(inputs, target);
                foreach (var warning in report.Warnings) Console.Error.WriteLine("warning: " + warning);
                Console.WriteLine($"{HtmlText.Count(report.Files, "file")} in {target}");
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{target}: could not be written: {problem.Message} What was there before is unchanged.");
            return 1;
        }

        return RunProgress.ExitStatus(results);
    }

    /// <summary>Exports again after every quiet moment that follows a change.</summary>
    internal static async Task<int> WatchAsync(IReadOnlyList<string> folders, Func<Task<int>> export, CancellationToken token)
    {
        var changed = new SemaphoreSlim(0);
        var watchers = folders.Where(Directory.Exists).Select(folder =>
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName };
            FileSystemEventHandler note = (_, change) =>
            {
                if (change.Name is { } name && (name.EndsWith(".ipynb", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal)
                    || name.EndsWith(".csv", StringComparison.Ordinal))) changed.Release();
            };
            watcher.Changed += note;
            watcher.Created += note;
            watcher.Renamed += (_, change) => note(null!, change);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }).ToList();
        try
        {
            while (!token.IsCancellationRequested)
            {
                await export().ConfigureAwait(false);
                Console.WriteLine("Waiting for changes; Ctrl+C ends.");
                await changed.WaitAsync(token).ConfigureAwait(false);
                while (await changed.WaitAsync(TimeSpan.FromMilliseconds(250), token).ConfigureAwait(false))
                {
                    // An editor writes a file in several steps; one export for all of them.
                }
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The way a watch ends.
        }
        finally
        {
            watchers.ForEach(watcher => watcher.Dispose());
        }

        return 0;
    }

    /// <summary>Executed notebooks as the pages take them, with the run time of the run that made each result.</summary>
    internal static IReadOnlyList<NotebookInput> Inputs(IReadOnlyList<RunResult> results, string cache)
    {
        var file = Path.Combine(cache, "seconds.json");
        JsonObject known = [];
        try
        {
            if (File.Exists(file)) known = JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? [];
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            known = [];
        }

        var inputs = new List<NotebookInput>();
        foreach (var result in results.Where(result => result.Notebook is not null))
        {
            if (result.CellTimes.Count > 0) known[result.Slug] = Math.Round(result.CellTimes.Sum(time => time.TotalSeconds), 1);
            inputs.Add(new NotebookInput(result.Path, (JsonObject)JsonNode.Parse(result.Notebook!.ToString())!,
                known[result.Slug] is JsonValue seconds && seconds.TryGetValue(out double value) ? value : null, result.Error?.Message));
        }

        try
        {
            Directory.CreateDirectory(cache);
            Notebooks.AtomicFile.Write(file, System.Text.Encoding.UTF8.GetBytes(known.ToJsonString()));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Only a note for the status page.
        }

        return inputs;
    }
}
