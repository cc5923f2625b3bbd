using System.Text.Json.Nodes;

namespace Lemmata.Session.Formatting;

/// <summary>One displayed value in every form a front end may choose from, keyed by MIME type.</summary>
internal sealed class MimeBundle
{
    /// <summary>MIME type to value: a string, or JSON for JSON types.</summary>
    public JsonObject Data { get; init; } = [];

    /// <summary>Metadata for front ends, usually empty.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>The metadata by which a display says that something was not run.</summary>
    public const string NotRunMark = "not_run";

    /// <summary>A bundle with plain text only.</summary>
    public static MimeBundle Plain(string text) => new() { Data = new JsonObject { ["text/plain"] = text } };

    /// <summary>A bundle with HTML and its plain-text twin.</summary>
    public static MimeBundle Html(string html, string text) =>
        new() { Data = new JsonObject { ["text/html"] = html, ["text/plain"] = text } };

    /// <summary>Says that something is left out while the notebook goes on; the mark tells it from a result.</summary>
    public static MimeBundle NotRun(string what) => new()
    {
        Data = { ["text/plain"] = $"{what} is not run here; the rest of the notebook is." },
        Metadata = { [NotRunMark] = true },
    };

    /// <summary>How many characters the bundle weighs, roughly.</summary>
    public long Size() => Data.Sum(member =>
        member.Value is JsonValue value && value.TryGetValue(out string? text)
            ? text.Length
            : member.Value?.ToJsonString().Length ?? 0L);
}
