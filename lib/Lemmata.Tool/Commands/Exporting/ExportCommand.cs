using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Export;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;
using Lemmata.Tool.Live;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands.Exporting;

/// <summary>
/// <c>export</c>: writes the collection as pages that need nothing but themselves; runs notebooks only on demand.
/// </summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var running = new RunSettings();
        var run = new Option<bool>("--run")
        {
            Description =
                "Run the code of every notebook whose results are not kept, and show what comes out; without it "
                    + "nothing runs, and pages show the outputs as stored.",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description =
                "Folder to write; site/ beside notebooks/ when not given. An earlier export in it is replaced, files "
                    + "of yours stay. With --single-file and one notebook: the .html file, here when not given.",
        };
        var format = new Option<string>("--to")
        {
            Description =
                "html, markdown (for GitHub), ipynb (with pictures for every front end) or pdf (one document to print, "
                    + "made with Chromium).",
            DefaultValueFactory = _ => "html",
        };
        format.AcceptOnlyFromAmong("html", "markdown", "ipynb", "pdf");
        var singleFile = new Option<bool>("--single-file")
        {
            Description =
                "Put style, scripts, fonts and data into each page; one notebook becomes one file that stands by "
                    + "itself.",
        };
        var noNode = new Option<bool>("--static")
        {
            Description = "Do without Node: formulas as TeX, figures as drawings.",
        };
        var live = new Option<bool>("--live")
        {
            Description =
                "Pages that compute: a reader moves a parameter and the cells that depend on it run in the browser, from "
                    + "disk too. The first time it publishes the runner, which needs the package registry.",
        };
        var watch = new Option<bool>("--watch")
        {
            Description = "Export again whenever a notebook, register or data file is saved; open pages reload.",
        };
        var command = new Command(
            "export",
            "Write the collection as offline pages that show the outputs as stored; --run recomputes them first.\n\n"
                + "  export --run                        everything, recomputed where something changed\n"
                + "  export tides.ipynb --single-file    one page to send or to keep\n"
                + "  export --watch                      again after every save; open pages reload")
        {
            run,
            output,
            format,
            singleFile,
            noNode,
            live,
            watch,
        };
        running.AddTo(command);
        command.Validators.Add(found =>
        {
            if (!found.Errors.Any() && !found.GetValue(run) && running.GivenFor(found) is { } given)
            {
                found.AddError(
                    $"{given.Name} says how to run notebooks, and export runs none without --run; add --run, or leave "
                        + "it out"
                );
            }

            var to = found.Errors.Any() ? "html" : found.GetValue(format) ?? "html";
            if (to == "html")
            {
                if (found.GetValue(watch) && found.GetValue(singleFile))
                {
                    found.AddError(
                        "--watch and --single-file exclude each other: a page that stands by itself cannot look for "
                            + "a newer one; leave one of them out"
                    );
                }

                return;
            }

            foreach (var option in new[] { singleFile, noNode }.Where(option => found.GetValue(option)))
            {
                found.AddError(
                    $"{option.Name} is about pages and cannot go with --to {to}; use it with --to html, or leave it out"
                );
            }
        });
        command.SetAction(
            (parsed, token) =>
            {
                var start = Environment.CurrentDirectory;
                var paths = running.Paths(parsed);
                var root =
                    NotebookPaths.Root(paths.Count > 0 ? Path.GetDirectoryName(Path.GetFullPath(paths[0]))! : start)
                    ?? NotebookPaths.Root(start)
                    ?? start;
                var to = parsed.GetValue(format)!;
                var single = parsed.GetValue(singleFile);
                var target =
                    parsed.GetValue(output)
                    ?? (
                        single && paths.Count == 1
                            ? Path.Combine(start, PageNames.Of(Path.GetFileNameWithoutExtension(paths[0])) + ".html")
                            : Path.Combine(
                                root,
                                "site"
                                    + (
                                        single ? "-single"
                                        : to == "html" ? ""
                                        : to == "pdf" ? ".pdf"
                                        : "-" + to)));
                SiteOptions options;
                try
                {
                    options = Options(root);
                }
                catch (NotebookFormatException wrong)
                {
                    Console.Error.WriteLine(wrong.Message);
                    return Task.FromResult(1);
                }

                var export = new Exporter(root, target, to)
                {
                    Options = options with
                    {
                        SingleFile = single,
                        Static = parsed.GetValue(noNode),
                        Watch = parsed.GetValue(watch),
                    },
                };
                if (export.Refusal(paths.Count) is { } refusal)
                {
                    Console.Error.WriteLine(refusal);
                    return Task.FromResult(1);
                }

                if (parsed.GetValue(live))
                {
                    if (to != "html")
                    {
                        Console.Error.WriteLine("--live makes pages that compute; leave out --to, or --live");
                        return Task.FromResult(1);
                    }

                    if (LiveRunner.Open(export.Options.Cache, out var reason) is not { } runner)
                    {
                        Console.Error.WriteLine($"--live: {reason}");
                        return Task.FromResult(1);
                    }

                    export = export.With(runner);
                }

                var how = parsed.GetValue(run) ? running.Options(parsed) : null;
                Task<int> Once() => export.RunAsync(running.Paths(parsed), how, token);
                var folders = paths
                    .Select(path => Path.GetDirectoryName(Path.GetFullPath(path))!)
                    .Append(Path.Combine(root, "notebooks"))
                    .Append(Path.Combine(root, "data"))
                    .Distinct()
                    .ToList();
                return export.Options.Watch ? ExportWatch.RunAsync(folders, Once, token) : Once();
            }
        );
        return command;
    }

    /// <summary>What the collection at a folder gives an export.</summary>
    internal static SiteOptions Options(string root) => new(Path.Combine(root, ".cache", "html"))
    {
        Registers = Path.Combine(root, "data", "claims"),
        LoadScript = Path.Combine(root, "lib", "lemmata.csx"),
        Words = CollectionWords.Of(root),
    };

    /// <summary>
    /// Executed notebooks as the pages take them, with the run time of the run that made each result.
    /// </summary>
    internal static IReadOnlyList<NotebookInput> Inputs(IReadOnlyList<RunResult> results, string cache)
    {
        var file = Path.Combine(cache, "seconds.json");
        JsonObject known = [];
        try
        {
            if (File.Exists(file)) known = StrictJson.Load(file) as JsonObject ?? [];
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            known = [];
        }

        var read = results.Where(result => result.Notebook is not null).ToList();
        var contents = read.AsParallel().AsOrdered().Select(result => Encoding.UTF8.GetBytes(result.Notebook!.ToString()))
            .Select(text => (Json: (JsonObject)JsonNode.Parse(text)!, Digest: Convert.ToHexStringLower(SHA256.HashData(text))))
            .ToList();
        var inputs = new List<NotebookInput>();
        foreach (var (result, content) in read.Zip(contents))
        {
            if (result.CellTimes.Count > 0)
                known[result.Slug] = Math.Round(result.CellTimes.Sum(time => time.TotalSeconds), 1);
            inputs.Add(
                new NotebookInput(
                    result.Path,
                    content.Json,
                    known[result.Slug] is JsonValue seconds && seconds.TryGetValue(out double value) && !result.Stored
                        ? value
                        : null,
                    result.Error?.Message,
                    result.Stored) { Digest = content.Digest });
        }

        try
        {
            Directory.CreateDirectory(cache);
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(known.ToJsonString()));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Only a note for the status page.
        }

        return inputs;
    }
}
