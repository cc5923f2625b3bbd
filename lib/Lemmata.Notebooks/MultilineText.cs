using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lemmata.Notebooks;

/// <summary>
/// nbformat writes a long text as an array of lines that keep their line ends; this is both directions.
/// </summary>
public static class MultilineText
{
    /// <summary>The text of a node that is a string or an array of lines; empty for anything else.</summary>
    public static string Join(JsonNode? node) => node switch
    {
        JsonArray lines => LineEnds(string.Concat(lines.Select(line => line.TextAt()))),
        JsonValue value when value.TryGetValue(out string? text) => LineEnds(text),
        _ => "",
    };

    /// <summary>
    /// A text with <c>\n</c> for Windows' line ends. A carriage return alone overwrites a line and starts none.
    /// </summary>
    public static string LineEnds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Whether a node is absent, a string or an array of strings.</summary>
    public static bool IsText(JsonNode? node) => node switch
    {
        null => true,
        JsonArray lines => lines.All(line => line?.GetValueKind() == JsonValueKind.String),
        _ => node.GetValueKind() == JsonValueKind.String,
    };

    /// <summary>The lines of a text, each with its <c>\n</c> except perhaps the last.</summary>
    public static JsonArray Split(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)text[start..next]);
            start = next;
        }
        return lines;
    }

    /// <summary>Whether Jupyter writes the value of a MIME type as lines; base64 is one string.</summary>
    public static bool IsLines(string mimeType) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal)
        || mimeType is "image/svg+xml" or "application/javascript";

    /// <summary>Whether the value of a MIME type is JSON, and so never split into lines.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json"
        || (mimeType.StartsWith("application/", StringComparison.Ordinal)
            && mimeType.EndsWith("+json", StringComparison.Ordinal));
}
