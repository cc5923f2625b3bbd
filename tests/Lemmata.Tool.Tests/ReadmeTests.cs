using System.Text.Json.Nodes;

namespace Lemmata.Tool.Tests;

/// <summary>The README shows what the stored notebook shows: a verdict there is as little typed in as anywhere.</summary>
public sealed class ReadmeTests
{
    private static readonly string Root = TemporaryCollection.Repository;
    private static readonly Dictionary<string, string> Words = new()
    {
        ["holds"] = "✓ holds", ["corrected"] = "‸ holds, corrected", ["fails"] = "✗ fails",
    };

    [Fact]
    public void The_picture_is_a_figure_of_the_Poisson_notebook()
    {
        var picture = File.ReadAllText(Path.Combine(Root, "data", "readme", "poisson-limit.svg")).TrimEnd();
        Assert.Contains(Outputs("image/svg+xml"), figure => Text(figure).TrimEnd() == picture);
    }

    [Fact]
    public void The_claim_table_is_the_last_sheet_of_the_Poisson_notebook()
    {
        var sheet = Outputs("application/vnd.lemmata.claims+json").Last();
        var rows = sheet["claims"]!.AsArray().Select(claim =>
            $"| {claim!["id"]} | {Words[claim["verdict"]!.GetValue<string>()]} | {Cell(claim["statement"]!)} | "
                + $"{Cell(claim["recomputed"]!)} |");
        var readme = File.ReadAllLines(Path.Combine(Root, "README.md"));
        var start = Array.IndexOf(readme, "<!-- claims: poisson-limit -->") + 3;
        var end = Array.IndexOf(readme, "<!-- end of claims -->");
        Assert.Equal(rows, readme[start..end]);
    }

    [Fact]
    public void Every_notebook_is_listed_with_its_title()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Root, "notebooks"), "*.ipynb"))
        {
            var title = Text(JsonNode.Parse(File.ReadAllText(path))!["cells"]![0]!["source"]!).Split('\n')[0].TrimStart('#', ' ');
            Assert.Contains($"[{title}](notebooks/{Path.GetFileName(path)})", readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_notebook_has_its_place_in_the_account_of_the_sources()
    {
        var account = File.ReadAllText(Path.Combine(Root, "SOURCES.md"));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Root, "notebooks"), "*.ipynb"))
            Assert.Contains($"](notebooks/{Path.GetFileName(path)})", account, StringComparison.Ordinal);
    }

    private static string Cell(JsonNode text) => text.GetValue<string>().Replace('|', '∣');

    private static IEnumerable<JsonNode> Outputs(string mimeType) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "notebooks", "poisson-limit.ipynb")))!["cells"]!.AsArray()
            .SelectMany(cell => cell!["outputs"]?.AsArray() ?? [])
            .Select(output => output!["data"]?[mimeType]).OfType<JsonNode>();

    private static string Text(JsonNode text) => text is JsonArray lines
        ? string.Concat(lines.Select(line => line!.GetValue<string>()))
        : text.GetValue<string>();
}
