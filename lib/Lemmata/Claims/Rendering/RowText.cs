using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Display;

namespace Lemmata.Claims.Rendering;

/// <summary>The forms of one check row: hypertext, text, JSON.</summary>
internal static class RowText
{
    private const int MaximumJsonRatios = 200;

    public static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Html(CheckResult row)
    {
        var css = row.Kind == CheckKind.Control ? "control" : row.Verdict.Class();
        var mark = VerdictText.Mark(css, Display.Html.Escape(Label(row)));
        return $"<div class=\"lemmata check wide {css}\">{mark}<div><p>{Display.Html.Prose(Sentence(row))}</p>"
            + $"<p class=\"why\">{Display.Html.Prose(Reason(row))}</p></div>{RatioStrip.Svg(row.Finding)}</div>";
    }

    public static string Text(CheckResult row) => $"{Label(row)}. {Sentence(row)} {Reason(row)}";

    /// <summary>"C4 holds", "C6 holds, corrected", "Control rejected".</summary>
    public static string Label(CheckResult row) =>
        row.Kind == CheckKind.Control
            ? row.Held
                ? "Control rejected"
                : "Control passed"
            : $"{row.Id} {row.Verdict.Words()}";

    public static string VerdictCode(CheckResult row) =>
        row.Kind == CheckKind.Control && row.Held ? "rejected" : row.Verdict.Code();

    public static JsonObject Json(CheckResult row)
    {
        var finding = row.Finding;
        var json = new JsonObject
        {
            ["claim"] = row.Claim,
            ["kind"] = row.Kind.Code(),
            ["title"] = row.Title,
            ["outcome"] = row.Held ? "held" : "failed",
            ["verdict"] = VerdictCode(row),
            ["summary"] = row.Summary,
            ["observed"] = Value(finding.Observed),
            ["expected"] = Value(finding.Expected),
            ["deviation"] = Value(finding.Deviation),
            ["tolerance"] = Value(finding.Tolerance),
            ["because"] = row.Because,
            ["points"] = finding.Points,
            ["at"] = finding.At,
            ["ratios"] = new JsonArray([.. Thinned(finding.Ratios).Select(ratio => Value(ratio))]),
        };
        if (row.IsRecorded) json["recorded"] = true;
        return json;
    }

    /// <summary>At most so many ratios, evenly taken from the sorted ones, with the extremes.</summary>
    public static IReadOnlyList<double> Thinned(IReadOnlyList<double> ratios)
    {
        if (ratios.Count <= MaximumJsonRatios) return ratios;
        var sorted = ratios.Order().ToArray();
        return
        [
            .. Enumerable
                .Range(0, MaximumJsonRatios)
                .Select(i => sorted[(int)((long)i * (sorted.Length - 1) / (MaximumJsonRatios - 1))]),
        ];
    }

    public static string Stop(string sentence) =>
        sentence.Length > 0 && ".!?…".Contains(sentence[^1]) ? sentence : sentence + ".";

    public static string Capital(string text) =>
        text.Length > 2
        && char.IsAsciiLetterLower(text[0])
        && (char.IsLower(text[1]) || text.StartsWith("a ", StringComparison.Ordinal))
            ? char.ToUpperInvariant(text[0]) + text[1..]
            : text;

    private static string Reason(CheckResult row) =>
        Stop(Capital(row.Because)) + (row.IsRecorded ? " Recomputed from recorded runs." : "");

    private static string Sentence(CheckResult row) =>
        Stop(row.Title is null ? Capital(row.Summary) : $"{Capital(row.Title)}: {row.Summary}");

    private static JsonNode? Value(object? value) => value switch
    {
        null => null,
        double number when double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(value.ToString()),
    };
}
