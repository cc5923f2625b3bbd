using System.Text.Json.Nodes;

namespace Lemmata.Notebooks;

/// <summary>The format of notebooks before 2015: worksheets, inputs, and one key for each kind of output.</summary>
internal static class NotebookFormat3
{
    private static readonly (string Key, string MimeType)[] Forms =
    [
        ("text", "text/plain"), ("html", "text/html"), ("latex", "text/latex"), ("svg", "image/svg+xml"),
        ("png", "image/png"), ("jpeg", "image/jpeg"), ("json", "application/json"),
        ("javascript", "application/javascript"), ("pdf", "application/pdf"),
    ];

    /// <summary>The same notebook in format 4; what has no place there is left out.</summary>
    public static JsonObject Upgrade(JsonObject old)
    {
        var cells = (old["worksheets"] as JsonArray ?? []).OfType<JsonObject>()
            .SelectMany(sheet => (sheet["cells"] as JsonArray ?? []).OfType<JsonObject>()).ToList();
        var metadata = old["metadata"] as JsonObject is { } known ? (JsonObject)known.DeepClone() : [];
        // Code cells are where this format says the language.
        if (cells.Select(cell => cell.TextAt("language")).FirstOrDefault(name => name is not null) is { } language)
            metadata["language_info"] ??= new JsonObject { ["name"] = language };
        return new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select(Cell)]), ["metadata"] = metadata,
            ["nbformat"] = 4, ["nbformat_minor"] = 0,
        };
    }

    private static JsonObject Cell(JsonObject old)
    {
        var type = old.TextAt("cell_type") ?? "raw";
        var cell = new JsonObject
        {
            ["cell_type"] = type is "heading" or "html" ? "markdown" : type,
            ["metadata"] = old["metadata"] is JsonObject metadata ? metadata.DeepClone() : new JsonObject(),
            ["source"] = MultilineText.Join(type == "code" ? old["input"] : old["source"]),
        };
        if (type == "heading")
        {
            var level = old["level"] is JsonValue value && value.TryGetValue(out int number) ? Math.Clamp(number, 1, 6) : 1;
            cell["source"] = $"{new string('#', level)} {cell.TextAt("source")}";
        }

        if (type != "code") return cell;
        cell["execution_count"] = Count(old["prompt_number"]);
        cell["outputs"] = new JsonArray(
            [.. (old["outputs"] as JsonArray ?? []).OfType<JsonObject>().Select(output => Output(output, old))]);
        return cell;
    }

    private static JsonObject Output(JsonObject old, JsonObject cell) => old.TextAt("output_type") switch
    {
        "stream" => new JsonObject
        {
            ["output_type"] = "stream", ["name"] = old.TextAt("stream") ?? "stdout",
            ["text"] = MultilineText.Join(old["text"]),
        },
        "pyerr" => new JsonObject
        {
            ["output_type"] = "error", ["ename"] = old.TextAt("ename") ?? "", ["evalue"] = old.TextAt("evalue") ?? "",
            ["traceback"] = old["traceback"] is JsonArray lines ? lines.DeepClone() : new JsonArray(),
        },
        "pyout" => Shown(old, "execute_result", Count(old["prompt_number"] ?? cell["prompt_number"])),
        _ => Shown(old, "display_data", null),
    };

    private static JsonObject Shown(JsonObject old, string type, JsonNode? count)
    {
        var data = new JsonObject();
        foreach (var (key, mimeType) in Forms)
        {
            if (old[key] is not { } value) continue;
            data[mimeType] = MultilineText.IsJson(mimeType) ? Parsed(MultilineText.Join(value)) : MultilineText.Join(value);
        }

        var output = new JsonObject { ["output_type"] = type, ["data"] = data, ["metadata"] = new JsonObject() };
        if (type == "execute_result") output["execution_count"] = count;
        return output;
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return text;
        }
    }

    private static JsonNode? Count(JsonNode? prompt) =>
        prompt is JsonValue value && value.TryGetValue(out int number) ? number : null;
}
