using System.Globalization;
using Lemmata.Export;
using Lemmata.Export.Formats;
using Lemmata.Export.Live;
using Lemmata.Export.Reading;
using Lemmata.Tool.Live;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands.Exporting;

/// <summary>One way of exporting a collection, once or again and again.</summary>
/// <param name="root">Folder of the collection.</param>
/// <param name="target">Folder to write, or the file that one stand-alone notebook becomes.</param>
/// <param name="to">html, markdown, ipynb or pdf.</param>
internal sealed class Exporter(string root, string target, string to)
{
    private readonly Dictionary<string, NotebookInput> lastRead = [];

    /// <summary>How pages are written.</summary>
    public required SiteOptions Options { get; init; }

    /// <summary>The same, with pages that compute.</summary>
    public Exporter With(LivePack runner) => new(root, target, to) { Options = Options with { Runner = runner } };

    /// <summary>
    /// Why nothing could be written to the target, found before any notebook runs; null where it can.
    /// </summary>
    /// <param name="notebooks">Number of notebooks to export.</param>
    public string? Refusal(int notebooks)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(target))
                return "--output needs the name of a folder, such as site";
            if (to == "pdf" && BookPrinter.Program() is null)
                return BookPrinter.Absent;
            if (to == "pdf" && Directory.Exists(target))
            {
                return $"--output {target} is a folder; --to pdf writes one file, such as "
                    + Path.Combine(target, "collection.pdf");
            }

            SiteFiles.Check(
                to == "pdf" ? Path.GetDirectoryName(Path.GetFullPath(target))!
                : Alone(notebooks) ? Path.GetDirectoryName(SinglePath(""))! : target,
                replaced: to != "pdf" && !Alone(notebooks));
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"--output {target}: {problem.Message}";
        }
    }

    /// <summary>Writes the pages; the exit status.</summary>
    /// <param name="paths">The notebooks.</param>
    /// <param name="running">How to run what changed; null shows the outputs as stored and runs nothing.</param>
    /// <param name="token">Ends the runs.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> paths, RunOptions? running, CancellationToken token)
    {
        var results = running is null
            ? ReadStored(paths)
            : await RunProgress.RunAsync(paths, running with { ShowsOtherLanguages = true }, token).ConfigureAwait(false);
        if (token.IsCancellationRequested) return RunProgress.ExitStatus(results);
        var inputs = Namesakes.Told(Kept(results), Environment.CurrentDirectory);
        if (inputs.Count == 0)
        {
            Console.Error.WriteLine("Nothing to export: no notebook could be read.");
            return 1;
        }

        if (Options.Runner is not null) inputs = await LiveAsync(inputs, results).ConfigureAwait(false);
        if (inputs.Count > 1) Console.WriteLine($"Writing {target} …");
        IReadOnlyList<string> faults;
        try
        {
            faults = Write(inputs);
        }
        catch (Exception problem)
        {
            var what = problem is IOException or UnauthorizedAccessException or InvalidOperationException
                ? "" : problem.GetType().Name + ": ";
            Console.Error.WriteLine(
                $"{target}: could not be written: {what}{problem.Message} What was there before is unchanged.");
            return 1;
        }

        foreach (var fault in faults) Console.Error.WriteLine(fault);

        if (running is null)
            Console.WriteLine("Outputs are shown as stored; --run recomputes them.");
        foreach (var input in inputs.Where(input => input is { Unrun: true, Foreign: null }))
            Console.WriteLine($"{input.Path}: stores no outputs; `run {Called(input)}` runs its code and stores them.");
        var status = RunProgress.ExitStatus(results);
        return status == 0 && faults.Count > 0 ? 1 : status;
    }

    /// <summary>The notebooks with what their pages compute with; why a page does not compute is said.</summary>
    private async Task<IReadOnlyList<NotebookInput>> LiveAsync(
        IReadOnlyList<NotebookInput> inputs, IReadOnlyList<RunResult> results)
    {
        var live = new List<NotebookInput>();
        foreach (var input in inputs)
        {
            var notebook = results.FirstOrDefault(result => result.Path == input.Path)?.Notebook;
            if (notebook is null || input.Foreign is not null)
            {
                live.Add(input);
                continue;
            }

            var folder = Path.GetDirectoryName(Path.GetFullPath(input.Path))!;
            var (content, reason, notes) = await LiveNotebook.CompileAsync(notebook, folder, root).ConfigureAwait(false);
            if (reason is not null) Console.Error.WriteLine($"{input.Path}: its page does not compute: {reason}");
            foreach (var note in notes) Console.Error.WriteLine($"{input.Path}: {note}");
            live.Add(input with { Live = content });
        }

        return live;
    }

    // The slug where it means this notebook to other commands, otherwise the path.
    private static string Called(NotebookInput input) =>
        NotebookPaths.Find([input.Slug]) is [var found] && found == input.Path ? input.Slug : input.Path;

    private static List<RunResult> ReadStored(IReadOnlyList<string> paths)
    {
        var results = paths.Select(StoredOutputs.Read).ToList();
        foreach (var result in results)
        {
            if (result.Notebook?.Warning is { } warning) Console.Error.WriteLine($"warning: {result.Path}: {warning}");
            if (!result.Succeeded) Console.Error.WriteLine(result.Error);
        }

        return results;
    }

    /// <summary>While someone writes, a notebook that cannot be read at the moment keeps the page it had.</summary>
    private List<NotebookInput> Kept(IReadOnlyList<RunResult> results)
    {
        var read = ExportCommand.Inputs(results, Options.Cache).ToDictionary(input => input.Path);
        foreach (var (path, input) in read)
            lastRead[path] = input;
        foreach (
            var result in results.Where(result => !read.ContainsKey(result.Path) && lastRead.ContainsKey(result.Path)))
        {
            Console.Error.WriteLine($"{result.Path}: its page stays as it was until the file can be read.");
        }

        return
        [
            .. results
                .Select(result => read.GetValueOrDefault(result.Path) ?? lastRead.GetValueOrDefault(result.Path))
                .OfType<NotebookInput>(),
        ];
    }

    /// <summary>Writes; what could not be shown.</summary>
    private IReadOnlyList<string> Write(IReadOnlyList<NotebookInput> inputs)
    {
        if (to == "html")
        {
            var alone = Alone(inputs.Count);
            var place = alone ? SinglePath(inputs[0].Slug) : Path.Combine(target, "index.html");
            var report = alone ? Site.WriteAlone(inputs[0], place, Options) : Site.Write(inputs, target, Options);
            Warn(report.Warnings);
            if (report.StaticBecause is not null)
                Console.WriteLine(report.StaticBecause);
            var same = report.Unchanged ? " (nothing has changed)" : "";
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{HtmlText.Count(report.Pages, "page")}, {HtmlText.Size(report.Bytes)}: {place}{same}"));
            return report.Faults;
        }

        if (to == "pdf")
        {
            var report = BookPrinter.Print(inputs, target, Options);
            Warn(report.Warnings);
            if (report.StaticBecause is not null) Console.WriteLine(report.StaticBecause);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{HtmlText.Count(report.Pages, "page")}, {HtmlText.Size(report.Bytes)}: {target}"));
            return report.Faults;
        }

        var written =
            to == "markdown"
                ? MarkdownFiles.Write(inputs, target, Path.Combine(root, "data", "claims"), Options.Words)
                : NotebookFiles.Write(inputs, target);
        Warn(written.Warnings);
        Console.WriteLine($"{HtmlText.Count(written.Files, "file")} in {target}");
        return written.Faults;
    }

    private static void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings) Console.Error.WriteLine("warning: " + warning);
    }

    private bool Alone(int notebooks) => Options.SingleFile && notebooks == 1;

    private string SinglePath(string slug) =>
        Path.GetFullPath(
            target.EndsWith(".html", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(target)
                ? target
                : Path.Combine(target, slug + ".html"));
}
