using System.Text.Json.Nodes;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Tests;

/// <summary>Executed notebooks written by hand.</summary>
internal sealed class NotebookJson(string folder, string slug)
{
    private readonly JsonArray cells = [];
    private int count;

    public NotebookJson Prose(string text, JsonObject? attachments = null)
    {
        var cell = new JsonObject { ["cell_type"] = "markdown", ["id"] = $"c{cells.Count}", ["metadata"] = new JsonObject(), ["source"] = text };
        if (attachments is not null) { cell["attachments"] = attachments; }
        cells.Add(cell);
        return this;
    }

    public NotebookJson Code(string source, params JsonObject[] outputs) => Code(source, [], outputs);

    public NotebookJson Code(string source, string[] tags, params JsonObject[] outputs)
    {
        cells.Add(new JsonObject
        {
            ["cell_type"] = "code", ["id"] = $"c{cells.Count}", ["execution_count"] = ++count,
            ["metadata"] = tags.Length == 0 ? new JsonObject() : new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) },
            ["source"] = source,
            ["outputs"] = new JsonArray([.. outputs.Select(output => (JsonNode)output)]),
        });
        return this;
    }

    public static JsonObject Bundle(JsonObject data) => new() { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = data };

    public static JsonObject Bundle(string mime, JsonNode content) => Bundle(new JsonObject { [mime] = content });

    public static JsonObject Stream(string text) => new() { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = text };

    public static JsonObject Error(string name, string message, params string[] trace) => new()
    {
        ["output_type"] = "error", ["ename"] = name, ["evalue"] = message, ["traceback"] = new JsonArray([.. trace.Select(line => (JsonNode)line)]),
    };

    /// <summary>A row of evidence as the helper assembly shows it.</summary>
    public static JsonObject Check(string claim, string kind, string verdict, string summary)
    {
        var css = verdict switch { "corrected" => "fixed", "rejected" => "control", _ => verdict };
        return Bundle(new JsonObject
        {
            ["application/vnd.lemmata.check+json"] = CheckRow(claim, kind, verdict, summary),
            ["text/html"] = $"<style data-lemmata>.check{{color:red}}</style><div class=\"lemmata check wide {css}\"><span class=\"v {css}\">{claim[(claim.LastIndexOf('.') + 1)..]} {verdict}</span>"
                + $"<div><p>{summary}</p><p class=\"why\">Two independent routes for <span class=\"math\">\\(\\lambda\\)</span>.</p></div>"
                + "<svg viewBox=\"0 0 240 40\" width=\"240\" height=\"40\" role=\"img\" aria-label=\"36 ratios to the bound\"><path d=\"M6 20H234\" stroke=\"var(--line)\"/><path d=\"M40 13v14M90 13v14\" stroke=\"currentColor\"/></svg></div>",
            ["text/plain"] = $"{claim} {verdict}: {summary}",
        });
    }

    public static JsonObject CheckRow(string claim, string kind, string verdict, string summary) => new()
    {
        ["claim"] = claim, ["kind"] = kind, ["title"] = "a check", ["outcome"] = "held", ["verdict"] = verdict, ["summary"] = summary,
        ["observed"] = 0.1, ["expected"] = 0.2, ["deviation"] = 0.1, ["tolerance"] = 1e-12, ["because"] = "algebra", ["points"] = 36, ["at"] = "n = 20", ["ratios"] = new JsonArray(0.3, 0.8),
    };

    /// <summary>The sheet with verdicts as given.</summary>
    public static JsonObject Sheet(string slug, params (string Id, string Verdict, string Statement)[] claims) => Bundle(new JsonObject
    {
        ["application/vnd.lemmata.claims+json"] = new JsonObject
        {
            ["slug"] = slug,
            ["claims"] = new JsonArray([.. claims.Select(claim => (JsonNode)new JsonObject
            {
                ["id"] = claim.Id, ["statement"] = claim.Statement, ["place"] = "§1", ["verdict"] = claim.Verdict,
                ["checks"] = claim.Verdict == "open" ? [] : new JsonArray(CheckRow($"{slug}.{claim.Id}",
                    claim.Verdict switch { "fails" => "counterexample", "corrected" => "correction", _ => "check" }, claim.Verdict, "0.0752 against -1.2e-7")),
            })]),
            ["controls"] = new JsonArray(CheckRow($"{slug}.{claims[0].Id}", "control", "rejected", "half the bound")),
        },
        ["text/html"] = "<table><tr><td>sheet</td></tr></table>",
        ["text/plain"] = "sheet",
    });

    public JsonObject ToJson() => new()
    {
        ["nbformat"] = 4, ["nbformat_minor"] = 5, ["cells"] = cells.DeepClone(),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["display_name"] = ".NET (C#)", ["language"] = "C#" } },
    };

    public NotebookInput Input(double? seconds = 3, string? failure = null) =>
        new(Path.Combine(folder, "notebooks", slug + ".ipynb"), ToJson(), seconds, failure);
}
