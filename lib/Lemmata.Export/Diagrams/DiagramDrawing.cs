using System.Text.Json.Nodes;
using Lemmata.Export.Formulas;

namespace Lemmata.Export.Diagrams;

/// <summary>Draws the diagrams of a whole site by one process.</summary>
internal static class DiagramDrawing
{
    /// <summary>Draws everything; what cannot be drawn is shown as its text, with a warning that says why.</summary>
    /// <param name="diagrams">Those of all pages.</param>
    /// <param name="node">The installed packages, or null where Node is absent.</param>
    /// <param name="warnings">Receives one line per diagram that has no drawing.</param>
    public static void Draw(IReadOnlyList<Diagram> diagrams, NodePackages? node, ICollection<string> warnings)
    {
        if (node is null || diagrams.Count == 0) return;
        var request = new JsonArray([.. diagrams.Select(diagram => (JsonNode)diagram.Text)]);
        var reply = JsonNode.Parse(node.Run("diagrams.mjs", "", request.ToJsonString()))!.AsArray();
        foreach (var (diagram, drawn) in diagrams.Zip(reply))
        {
            if (diagram.Take(drawn!["svg"]?.ToString())) continue;
            var why = HtmlText.Squeeze(drawn["error"]?.ToString() ?? "it has no drawing");
            warnings.Add($"{diagram.Notebook}, cell {diagram.Cell}: the diagram is shown as its text ({why}).");
        }
    }
}
