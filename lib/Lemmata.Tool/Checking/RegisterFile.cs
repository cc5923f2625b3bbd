using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Checking;

/// <summary>A claim as the register holds it.</summary>
/// <param name="Id">Such as C4.</param>
/// <param name="Verdict">The expected verdict: holds, corrected or fails.</param>
/// <param name="Statement">The statement in our words.</param>
internal sealed record RegisterClaim(string Id, string Verdict, string Statement);

/// <summary>The register <c>data/claims/&lt;slug&gt;.json</c>, read without the helper assembly.</summary>
/// <param name="Path">The file, as messages name it.</param>
/// <param name="Claims">The claims in order; a duplicate stands twice.</param>
/// <param name="Faults">What is wrong with the file itself.</param>
internal sealed record RegisterFile(string Path, IReadOnlyList<RegisterClaim> Claims, IReadOnlyList<string> Faults)
{
    private static readonly string[] Verdicts = ["holds", "corrected", "fails"];

    /// <summary>The register of a notebook; null when there is none.</summary>
    public static RegisterFile? Of(string notebookPath)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(notebookPath))!;
        var root = NotebookPaths.Root(folder) ?? System.IO.Path.GetDirectoryName(folder) ?? folder;
        var slug = System.IO.Path.GetFileNameWithoutExtension(notebookPath);
        var file = System.IO.Path.Combine(root, "data", "claims", slug + ".json");
        if (!System.IO.Path.Exists(file)) return null;
        try
        {
            return Parse(StrictJson.ReadText(file), slug);
        }
        catch (JsonException error)
        {
            return new RegisterFile($"data/claims/{slug}.json", [], [StrictJson.Fault(error)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var what = Directory.Exists(file) ? "is a folder; a register is a file" : $"cannot be read: {error.Message}";
            return new RegisterFile($"data/claims/{slug}.json", [], [what]);
        }
    }

    /// <summary>Reads a register's text.</summary>
    public static RegisterFile Parse(string text, string slug)
    {
        var name = $"data/claims/{slug}.json";
        JsonObject? root;
        try
        {
            root = StrictJson.Parse(text) as JsonObject;
        }
        catch (JsonException error)
        {
            return new RegisterFile(name, [], [StrictJson.Fault(error)]);
        }
        if (root is null) return new RegisterFile(name, [], ["is no JSON object with slug, title, sources and claims"]);
        var faults = new List<string>();
        if (Text(root, "slug") != slug) faults.Add($"says slug {Text(root, "slug")}, its name says {slug}");
        var claims = new List<RegisterClaim>();
        foreach (var claim in root?["claims"] as JsonArray ?? [])
        {
            var found = new RegisterClaim(Text(claim, "id"), Text(claim, "verdict"), Text(claim, "statement"));
            if (claims.Any(other => other.Id == found.Id)) faults.Add($"has the claim {found.Id} more than once");
            if (found.Id == "") faults.Add("has a claim without an id");
            if (found.Statement == "") faults.Add($"has the claim {found.Id} without a statement");
            if (!Verdicts.Contains(found.Verdict))
            {
                faults.Add(
                    $"gives the claim {found.Id} the verdict '{found.Verdict}'; allowed are "
                        + $"{string.Join(", ", Verdicts)}"
                );
            }
            else if (found.Verdict != "holds" && Text(claim, "correction") == "")
            {
                faults.Add($"gives the claim {found.Id} the verdict {found.Verdict} without a correction");
            }
            claims.Add(found);
        }
        if (claims.Count == 0) faults.Add("has no claims");
        return new RegisterFile(name, claims, faults);
    }

    private static string Text(JsonNode? node, string name) => node.TextAt(name) ?? "";
}
