using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lemmata.Notebooks;

/// <summary>
/// JSON that others wrote, read to its last value at once. <see cref="JsonNode"/> alone finds a doubled key or half a
/// character only where somebody first looks, far from whoever could say in which file it stands.
/// </summary>
public static class StrictJson
{
    private const string HalfCharacter = "half a character";

    private const string HalfEscape = "\\ud";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>The value of a text, at most 64 objects and arrays deep.</summary>
    /// <exception cref="JsonException">It is no JSON; see <see cref="Fault"/>.</exception>
    public static JsonNode? Parse(string text)
    {
        try
        {
            var node = JsonNode.Parse(text, documentOptions: Options);
            // Half a character comes in by an escape only, and reading every string takes longer than parsing.
            if (text.Contains(HalfEscape, StringComparison.OrdinalIgnoreCase)) ReadAll(node);
            return node;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw new JsonException(HalfCharacter, error);
        }
    }

    /// <summary>The value of a file in UTF-8.</summary>
    /// <exception cref="JsonException">It is no JSON; see <see cref="Fault"/>.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static JsonNode? Load(string path) => Parse(ReadText(path));

    /// <summary>The text of a file in UTF-8.</summary>
    /// <exception cref="JsonException">It is not UTF-8.</exception>
    public static string ReadText(string path)
    {
        try
        {
            return Utf8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <summary>What is wrong with a text, as the end of a sentence about it.</summary>
    public static string Fault(JsonException error)
    {
        if (error.InnerException is DecoderFallbackException) return $"is not UTF-8 text: {error.Message}";
        if (error.Message == HalfCharacter)
            return "holds half a character; \\ud800 to \\udfff stand in pairs only";
        if (error.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return $"says something twice, which JSON allows once in an object: {error.Message}";
        return "is not JSON" + (error.LineNumber is { } line
            ? $" at line {line + 1}, column {error.BytePositionInLine + 1}"
            : "") + (error.Message.Contains("depth", StringComparison.Ordinal) ? " (nested more than 64 deep)" : "");
    }

    /// <summary>The text at the end of a path of keys; null where it is absent or anything else.</summary>
    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        return At(node, path) is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }

    /// <summary>The value at the end of a path of keys; null where it is absent.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path) node = (node as JsonObject)?[key];
        return node;
    }

    private static void ReadAll(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members) ReadAll(value);
                break;
            case JsonArray items:
                foreach (var item in items) ReadAll(item);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
        }
    }
}
