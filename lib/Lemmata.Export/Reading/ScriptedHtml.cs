using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Notebooks;

namespace Lemmata.Export.Reading;

/// <summary>
/// HTML that shows nothing until its script has run, as other front ends store it. Pages run no script of a notebook, so
/// what the script would have drawn is read from its text: only literals, nothing is evaluated.
/// </summary>
internal static partial class ScriptedHtml
{
    /// <summary>The bundle with the form that stands in its script beside those that it has.</summary>
    public static IReadOnlyDictionary<string, JsonNode?> Complete(Dictionary<string, JsonNode?> data)
    {
        if (!data.TryGetValue("text/html", out var node) || node is JsonObject) return data;
        var html = CellInput.JoinLines(node);
        if (!html.Contains("<script", StringComparison.OrdinalIgnoreCase)) return data;
        if (!data.ContainsKey(MimeTypes.Plotly) && Plot(html) is { } plot) data[MimeTypes.Plotly] = plot;
        if (!data.ContainsKey(MimeTypes.Mermaid) && Diagram(html) is { } text) data[MimeTypes.Mermaid] = text;
        return data;
    }

    /// <summary>The figure of a call of plotly; null where there is none that can be read.</summary>
    private static JsonObject? Plot(string html)
    {
        // The text may have been taken into a string of JavaScript, so only the last call counts: the one that draws.
        var call = html.LastIndexOf("Plotly.newPlot(", StringComparison.Ordinal);
        if (call < 0) return null;
        var named = DataVariable().Match(html);
        var first = named.Success ? named.Index + named.Length : html.IndexOf(',', call) + 1;
        if (first <= 0 || Literal(html, first) is not (JsonArray traces, var end)) return null;
        var variable = LayoutVariable().Match(html);
        var second = variable.Success ? variable.Index + variable.Length : html.IndexOf(',', end) + 1;
        var layout = second > 0 && Literal(html, second) is (JsonObject found, _) ? found : [];
        return new JsonObject { ["data"] = traces, ["layout"] = layout };
    }

    /// <summary>The text of a call of mermaid; null where there is none.</summary>
    private static string? Diagram(string html)
    {
        var match = MermaidCall().Match(html);
        return match.Success ? match.Groups["text"].Value.Replace("\\`", "`", StringComparison.Ordinal) : null;
    }

    /// <summary>The JSON value that begins at a place, and where it ends.</summary>
    private static (JsonNode? Value, int End)? Literal(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        if (start >= text.Length || text[start] is not ('[' or '{')) return null;
        var bytes = Encoding.UTF8.GetBytes(text[start..]);
        try
        {
            // What follows the value is JavaScript, so the reader must not look beyond its end.
            var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
            if (!JsonDocument.TryParseValue(ref reader, out var value)) return null;
            using (value)
            {
                var length = Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.BytesConsumed);
                return (StrictJson.Parse(value.RootElement.GetRawText()), start + length);
            }
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\b(?:var|let|const)\s+data\s*=", RegexOptions.NonBacktracking)]
    private static partial Regex DataVariable();

    [GeneratedRegex(@"\b(?:var|let|const)\s+layout\s*=", RegexOptions.NonBacktracking)]
    private static partial Regex LayoutVariable();

    [GeneratedRegex(@"mermaid(?:\.mermaidAPI)?\.render\([^`]{0,200}`(?<text>(?:[^`\\]|\\.)*)`", RegexOptions.NonBacktracking)]
    private static partial Regex MermaidCall();
}
