using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Export.Reading;

/// <summary>An executed notebook as the export takes it: the nbformat JSON with full output bundles.</summary>
/// <param name="Path">Where the notebook lies; images and links are resolved from its folder.</param>
/// <param name="Content">nbformat 4 JSON, executed.</param>
/// <param name="Seconds">Run time, or null where it is not known.</param>
/// <param name="Failure">Why the notebook did not finish, or null.</param>
/// <param name="Stored">Whether the outputs are those that the file stores: nothing was run for the pages.</param>
public sealed record NotebookInput(string Path, JsonObject Content, double? Seconds = null, string? Failure = null,
    bool Stored = false)
{
    /// <summary>Whether it was never run: code cells without any output or count.</summary>
    public bool Unrun { get; } = Stored && CellInput.ReadAll(Content).Where(cell => cell.Kind == "code").ToList()
        is { Count: > 0 } cells && cells.All(cell => cell is { Count: null, Outputs.Count: 0 });

    /// <summary>The language of a notebook that holds no C#, which does not run here; null for all others.</summary>
    public string? Foreign { get; } = CellLanguage.IsForeign(CellLanguage.OfNotebook(Content), CodeLanguages(Content))
        ? CellLanguage.Title(CellLanguage.OfNotebook(Content)) : null;

    /// <summary>
    /// The page's name and the prefix of its claims: the file name without extension, unless another notebook has it.
    /// </summary>
    public string Slug { get; init; } = System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>A hash of the content; null where nobody took one, and every export makes its page.</summary>
    public string? Digest { get; init; }

    /// <summary>What its page computes with; null where the page shows what is there.</summary>
    public Live.LiveContent? Live { get; init; }

    /// <summary>Names of the pages whose notebooks share a file name, by full path.</summary>
    public IReadOnlyDictionary<string, string> Namesakes { get; init; } = new Dictionary<string, string>();

    private static IEnumerable<string?> CodeLanguages(JsonObject content) =>
        (content["cells"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(cell => cell["cell_type"]?.ToString() == "code").Select(CellLanguage.Of);
}

/// <summary>One cell, read from either spelling that nbformat 4 allows for text.</summary>
internal sealed record CellInput(int Number, string Kind, string Id, string Source, IReadOnlySet<string> Tags,
    bool Folded, int? Count, IReadOnlyList<OutputInput> Outputs, JsonObject? Attachments)
{
    /// <summary>What the cell is in, by the name that directives use.</summary>
    public string Language { get; private init; } = CellLanguage.CSharp;

    public static IReadOnlyList<CellInput> ReadAll(JsonObject notebook)
    {
        var cells = new List<CellInput>();
        var own = CellLanguage.OfNotebook(notebook);
        foreach (var node in notebook["cells"] as JsonArray ?? [])
        {
            if (node is not JsonObject cell)
            {
                continue;
            }

            var metadata = cell["metadata"] as JsonObject;
            var tags = (metadata?["tags"] as JsonArray ?? []).Select(tag => tag?.ToString() ?? "").ToHashSet();
            var folded = Flag(metadata.At("jupyter", "source_hidden")) || Flag(metadata?["collapsed"])
                || tags.Contains(CellTags.Fold) || tags.Contains(CellTags.HideInput);
            cells.Add(new CellInput(cells.Count + 1, cell["cell_type"]?.ToString() ?? "raw",
                cell["id"]?.ToString() ?? "", JoinLines(cell["source"]), tags, folded,
                cell["execution_count"] is JsonValue count && count.TryGetValue(out int number) ? number : null,
                [.. (cell["outputs"] as JsonArray ?? []).OfType<JsonObject>().Select(OutputInput.Read)],
                cell["attachments"] as JsonObject)
            {
                Language = CellLanguage.Of(cell) ?? own,
            });
        }

        return cells;
    }

    /// <summary>nbformat stores text as one string or as a list of lines.</summary>
    public static string JoinLines(JsonNode? node) => (node switch
    {
        JsonArray lines => string.Concat(lines.Select(line => line?.ToString())),
        null => "",
        _ => node.ToString(),
    }).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static bool Flag(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool on) && on;
}

/// <summary>One output: a stream, an error, or a bundle of MIME types.</summary>
internal sealed record OutputInput(string Kind, string Name, string Text, IReadOnlyDictionary<string, JsonNode?> Data)
{
    public static OutputInput Read(JsonObject output) => output["output_type"]?.ToString() switch
    {
        "stream" => new("stream", output["name"]?.ToString() ?? "stdout", CellInput.JoinLines(output["text"]), NoData),
        "error" => new("error", output["ename"]?.ToString() ?? "Error", ErrorText(output), NoData),
        _ => new("display", "", "", ScriptedHtml.Complete((output["data"] as JsonObject ?? [])
            .ToDictionary(pair => pair.Key, pair => pair.Value))),
    };

    /// <summary>The bundle's entry as text, or null where it is absent.</summary>
    public string? TextOf(string mime) => Data.TryGetValue(mime, out var node) && node is not null
        ? node is JsonObject || IsList(mime, node) ? node.ToJsonString() : CellInput.JoinLines(node)
        : null;

    // A list of strings is a text by lines, except where it is the value itself.
    private static bool IsList(string mime, JsonNode node) => mime.EndsWith("json", StringComparison.Ordinal)
        && node is JsonArray list && !list.All(line => line is JsonValue value && value.TryGetValue<string>(out _));

    /// <summary>The bundle's entry as a JSON object; hosts store it as an object or as its text.</summary>
    public JsonObject? JsonOf(string mime)
    {
        if (!Data.TryGetValue(mime, out var node))
        {
            return null;
        }

        if (node is JsonObject found)
        {
            return found;
        }

        try
        {
            return StrictJson.Parse(CellInput.JoinLines(node)) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Neighbouring pieces of one stream are one text.</summary>
    public static IEnumerable<OutputInput> Joined(IReadOnlyList<OutputInput> outputs)
    {
        OutputInput? pending = null;
        foreach (var output in outputs)
        {
            if (pending is not null && output.Kind == "stream" && output.Name == pending.Name)
            {
                pending = pending with { Text = pending.Text + output.Text };
                continue;
            }

            if (pending is not null) { yield return pending; }
            pending = output;
        }

        if (pending is not null) { yield return pending; }
    }

    private static readonly Dictionary<string, JsonNode?> NoData = [];

    private static string ErrorText(JsonObject output)
    {
        var trace = CellInput.JoinLines(output["traceback"] is JsonArray lines
            ? string.Join('\n', lines.Select(line => line?.ToString().TrimEnd('\n')))
            : output["traceback"]);
        var message = output["evalue"]?.ToString() ?? "";
        return trace.Contains(message, StringComparison.Ordinal) ? trace : message + "\n" + trace;
    }
}
