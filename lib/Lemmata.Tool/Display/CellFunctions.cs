using System.Text.Json.Nodes;
using Lemmata.Tool.Execution;

namespace Lemmata.Tool.Display;

#pragma warning disable IDE1006 // Named as .NET Interactive names them.
/// <summary>The functions every cell may call without a class name.</summary>
public static class CellFunctions
{
    /// <summary>Displays a value now, before the cell ends.</summary>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => value.Display(mimeTypes);

    /// <summary>Markup that is shown as HTML when it is displayed.</summary>
    public static object HTML(string html) => new Markup("text/html", html);

    /// <summary>Runs a script in the page.</summary>
    public static void Javascript(string code) => new Markup("application/javascript", code).Display();

    /// <summary>Clears the outputs of the running cell; with <paramref name="wait"/>, when the next one comes.</summary>
    public static void clear_output(bool wait = false) => CellContext.CurrentOrLatest?.Output.ClearOutput(wait);
}
#pragma warning restore IDE1006

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
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{MimeType}, {Text.Length} characters");
}
