using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Running.Reports;

/// <summary>What a run came to, in a few lines: what somebody who changed a parameter wants to see change.</summary>
internal static class RunOutcome
{
    private const int MostCharacters = 160;

    /// <summary>The verdicts by claim, and the last thing that the notebook shows besides them.</summary>
    public static IReadOnlyList<string> Of(Notebook executed)
    {
        var shown = executed.CodeCells.SelectMany(cell => cell.Outputs.OfType<JsonObject>()).ToList();
        var sheet = shown.Select(output => output.At("data", MimeTypes.Claims)).OfType<JsonObject>().LastOrDefault();
        var verdicts = (sheet?["claims"] as JsonArray ?? []).OfType<JsonObject>()
            .GroupBy(claim => claim.TextAt("verdict") ?? "open")
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(claim => claim.TextAt("id")))}");
        var last = shown.Where(output => output.At("data", MimeTypes.Claims) is null).Select(Text).LastOrDefault(text => text != "");
        return [.. verdicts, .. last is null ? Array.Empty<string>() : [last]];
    }

    private static string Text(JsonObject output)
    {
        var text = MultilineText.Join(output.At("data", "text/plain") ?? output["text"]).Trim();
        var line = text.Split('\n')[0].Trim();
        return line.Length > MostCharacters ? line[..(MostCharacters - 1)] + "…" : line;
    }
}
