using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Tool.Html;
using Lemmata.Tool.Html.Reading;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary><c>export</c>: runs what changed and writes the collection as pages that need nothing but themselves.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("notebooks")
        {
            Description = "Notebook files or folders; all of notebooks/ when none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string?>("--output", "-o") { Description = "Folder to write; site/ beside notebooks/ when not given." };
        var singleFile = new Option<bool>("--single-file") { Description = "Make each page one file that carries its style, scripts, fonts and data." };
        var noNode = new Option<bool>("--static") { Description = "Do without Node: formulas as TeX, figures as drawings." };
        var command = new Command("export", "Run what changed and write the collection as offline pages.") { notebooks, output, singleFile, noNode };
        command.SetAction(async (parsed, token) =>
        {
            var paths = NotebookPaths.Find(parsed.GetValue(notebooks) ?? []);
            var root = NotebookPaths.Root(Environment.CurrentDirectory) ?? Environment.CurrentDirectory;
            var target = parsed.GetValue(output) ?? Path.Combine(root, "site");
            var options = Options(root) with { SingleFile = parsed.GetValue(singleFile), Static = parsed.GetValue(noNode) };
            return await ExportAsync(paths, target, options, token).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>What the collection at a folder gives an export.</summary>
    internal static SiteOptions Options(string root) => new(Path.Combine(root, ".cache", "html"))
    {
        Registers = Path.Combine(root, "data", "claims"),
        LoadScript = Path.Combine(root, "lib", "lemmata.csx"),
    };

    private static async Task<int> ExportAsync(IReadOnlyList<string> paths, string target, SiteOptions options, CancellationToken token)
    {
        var results = await NotebookRunner.RunAllAsync(paths, new RunOptions(), token).ConfigureAwait(false);
        foreach (var result in results.Where(result => result.Error is not null))
        {
            Console.Error.WriteLine(result.Error);
            foreach (var line in result.Error!.Details) { Console.Error.WriteLine("  " + line); }
        }

        if (token.IsCancellationRequested) { return 130; }
        var inputs = Inputs(results, options.Cache);
        if (inputs.Count == 0)
        {
            Console.Error.WriteLine("Nothing to export: no notebook could be read.");
            return 1;
        }

        try
        {
            var report = Site.Write(inputs, target, options);
            foreach (var warning in report.Warnings) { Console.Error.WriteLine("warning: " + warning); }
            if (report.StaticBecause is not null) { Console.WriteLine(report.StaticBecause); }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Pages} pages, {HtmlText.Size(report.Bytes)}: {Path.Combine(target, "index.html")}"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{target}: the site could not be written: {problem.Message} What was there before is unchanged.");
            return 1;
        }

        return results.All(result => result.Succeeded) ? 0 : 1;
    }

    /// <summary>Executed notebooks as the pages take them, with the run time of the run that made each result.</summary>
    private static List<NotebookInput> Inputs(IReadOnlyList<RunResult> results, string cache)
    {
        var file = Path.Combine(cache, "seconds.json");
        JsonObject known = [];
        try
        {
            if (File.Exists(file)) { known = JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? []; }
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            known = [];
        }

        var inputs = new List<NotebookInput>();
        foreach (var result in results.Where(result => result.Notebook is not null))
        {
            if (result.CellTimes.Count > 0) { known[result.Slug] = Math.Round(result.CellTimes.Sum(time => time.TotalSeconds), 1); }
            inputs.Add(new NotebookInput(result.Path, (JsonObject)JsonNode.Parse(result.Notebook!.ToString())!,
                known[result.Slug] is JsonValue seconds && seconds.TryGetValue(out double value) ? value : null, result.Error?.Message));
        }

        try
        {
            Directory.CreateDirectory(cache);
            File.WriteAllText(file, known.ToJsonString());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Only a note for the status page.
        }

        return inputs;
    }
}
