using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export.Plotly;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Linting;

/// <summary>Rules about stored outputs.</summary>
internal static partial class OutputRules
{
    private const int MostTextLines = 20;

    /// <summary>The rules.</summary>
    public static readonly LintRule[] All =
    [
        new("NB30", "No absolute path stands in code or outputs.", HasNoAbsolutePath),
        new("NB31", "No date or time of day stands in outputs.", HasNoDate),
        new("NB32", "No duration stands in outputs.", HasNoTiming),
        new("NB33", $"Text output has at most {MostTextLines} lines.", IsBrief),
        new("NB34", "No error and no warning stream is stored.", HasNoError),
        new(
            "NB35",
            "A figure is stored with its static picture and an alt sentence, and without the export's heavy form.",
            FiguresAreComplete),
    ];

    private static IEnumerable<LintFinding> HasNoAbsolutePath(LintSubject subject)
    {
        foreach (var cell in subject.Code)
        {
            if (AbsolutePath().Match(cell.Source) is { Success: true } found)
            {
                yield return new(
                    cell,
                    $"the absolute path {found.Value} exists on one machine only; use a path relative to the notebook");
            }
        }

        foreach (var (cell, mimeType, text) in Readable(subject))
        {
            if (AbsolutePath().Match(text) is { Success: true } found)
                yield return new(cell, $"the output ({mimeType}) shows the absolute path {found.Value}");
        }
    }

    private static IEnumerable<LintFinding> HasNoDate(LintSubject subject)
    {
        foreach (var (cell, mimeType, text) in Readable(subject))
        {
            if (Date().Match(text) is { Success: true } found)
                yield return new(cell, $"the output ({mimeType}) shows a date or time, {found.Value}");
        }
    }

    private static IEnumerable<LintFinding> HasNoTiming(LintSubject subject)
    {
        foreach (var (cell, mimeType, text) in Readable(subject))
        {
            if (Timing().Match(text) is { Success: true } found)
            {
                yield return new(
                    cell,
                    $"the output ({mimeType}) shows a duration, {found.Value}; it differs on every run");
            }
        }
    }

    private static IEnumerable<LintFinding> IsBrief(LintSubject subject)
    {
        foreach (var cell in subject.Code)
        {
            var lines = 0;
            foreach (var output in cell.Outputs.OfType<JsonObject>())
            {
                var data = output["data"] as JsonObject;
                if (data is not null && data.Count > 1)
                    continue; // The text is the twin of something richer.
                lines += Notebooks
                    .MultilineText.Join(data?["text/plain"] ?? output["text"])
                    .TrimEnd()
                    .Split('\n')
                    .Length;
            }
            if (lines > MostTextLines)
            {
                yield return new(
                    cell,
                    $"the cell prints {lines} lines of text, at most {MostTextLines}; show a table or a figure");
            }
        }
    }

    private static IEnumerable<LintFinding> HasNoError(LintSubject subject)
    {
        foreach (var cell in subject.Code)
        {
            foreach (var output in cell.Outputs.OfType<JsonObject>())
            {
                if (output.TextAt("output_type") == "error" || output.TextAt("name") == "stderr")
                    yield return new(cell, "an error is stored as output");
            }
        }
    }

    /// <summary>A chart of Plotly.NET, told by a template that knows space, brings no picture; every export draws it.</summary>
    private static bool IsDrawnByExports(JsonNode? plot) => plot is JsonObject chart
        && chart.At("layout", "template", "layout", "scene") is not null
        && PlotDrawing.Of(chart) is { Wide: not null, Warnings: [] };

    private static IEnumerable<LintFinding> FiguresAreComplete(LintSubject subject)
    {
        foreach (var cell in subject.Code)
        {
            foreach (
                var data in cell.Outputs.OfType<JsonObject>().Select(output => output["data"]).OfType<JsonObject>())
            {
                if (data.Any(member => MimeTypes.IsExportOnly(member.Key)))
                    yield return new(cell, "the export's form of a figure is stored; `run` leaves it out");
                if (!data.ContainsKey(MimeTypes.Plotly))
                    continue;
                if (!data.ContainsKey("image/svg+xml") && !IsDrawnByExports(data[MimeTypes.Plotly]))
                {
                    yield return new(cell, "a figure has no static picture (image/svg+xml)");
                }

                if (Notebooks.MultilineText.Join(data["text/plain"]).Trim().Length < 10)
                    yield return new(cell, "a figure has no alt sentence that says its finding");
            }
        }
    }

    private static IEnumerable<(Notebooks.NotebookCell Cell, string MimeType, string Text)> Readable(
        LintSubject subject) =>
        subject
            .OutputTexts()
            .Where(output => output.MimeType is "stream" or "text/plain" or "text/html" or "text/markdown");

    [GeneratedRegex(
        @"(?<![\w.:/<])(?:/(?:home|Users|root|tmp|work|var|mnt|opt|usr)/[\w./-]+|[A-Za-z]:\\[\w\\.-]+|file:///[\w./-]+)"
    )]
    private static partial Regex AbsolutePath();

    [GeneratedRegex(@"\b(?:20[0-4]\d-[01]\d-[0-3]\d|\d{1,2}/\d{1,2}/20\d\d|[0-2]?\d:[0-5]\d:[0-5]\d)\b")]
    private static partial Regex Date();

    [GeneratedRegex(
        @"(?i)\b\d+(?:\.\d+)? ?(?:ms|µs|milliseconds?|seconds elapsed)\b|\b(?:elapsed|wall time|took)\b[^.\n]{0,20}\d"
    )]
    private static partial Regex Timing();
}
