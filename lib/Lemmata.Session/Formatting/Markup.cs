using System.Globalization;
using System.Text.Json.Nodes;

namespace Lemmata.Session.Formatting;

/// <summary>Text in a language that a front end renders.</summary>
internal sealed record Markup(string MimeType, string Text)
{
    /// <summary>The bundle with the text under its type.</summary>
    public MimeBundle Bundle() => MimeType == "text/plain"
        ? MimeBundle.Plain(Text)
        : new MimeBundle { Data = new JsonObject { [MimeType] = Text, ["text/plain"] = Twin() } };

    /// <summary>Text as HTML shows it: the characters of markup escaped, all others as they are.</summary>
    public static string Encode(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    // Large markup is not sent twice.
    private string Twin() => Text.Length <= 100_000
        ? Text
        : string.Create(CultureInfo.InvariantCulture, $"{MimeType}, {Text.Length} characters");
}
