using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Session.Messages;

/// <summary>
/// Turns a session's messages into the outputs of notebook cells: text joined, updates applied in place.
/// </summary>
internal sealed class OutputCollector(IReadOnlyList<NotebookCell> codeCells)
{
    private readonly Dictionary<string, JsonObject> displays = new(StringComparer.Ordinal);
    private readonly HashSet<int> clearing = [];

    /// <summary>Takes one message; returns false for kinds that are not outputs.</summary>
    public bool Take(JsonObject message)
    {
        var kind = (string?)message["kind"];
        if (kind == "error") Failed(message);
        if (kind is not ("stream" or "display" or "update" or "result" or "clear")) return false;
        var index = (int?)message["cell"] ?? -1;
        if (index < 0 || index >= codeCells.Count) return true;
        var cell = codeCells[index];
        if (kind == "clear")
        {
            if ((bool?)message["wait"] == true) clearing.Add(index);
            else cell.Outputs = [];
            return true;
        }
        if (kind == "update")
        {
            if ((string?)message["id"] is not { } id || !displays.TryGetValue(id, out var shown)) return true;
            shown["data"] = message["data"]!.DeepClone();
            shown["metadata"] = message["metadata"]!.DeepClone();
            return true;
        }
        if (clearing.Remove(index)) cell.Outputs = [];
        if (kind == "stream") Stream(cell, (string)message["name"]!, MultilineText.LineEnds((string)message["text"]!));
        else Display(cell, kind, message);
        return true;
    }

    // Shown at its cell, and told to the one who runs the notebook too.
    private void Failed(JsonObject message)
    {
        if ((int?)message["cell"] is not { } index || index < 0 || index >= codeCells.Count) return;
        codeCells[index].Outputs.Add((JsonNode)new JsonObject
        {
            ["ename"] = message["name"]!.DeepClone(),
            ["evalue"] = message["message"]!.DeepClone(),
            ["output_type"] = "error",
            ["traceback"] = message["traceback"]!.DeepClone(),
        });
    }

    private static void Stream(NotebookCell cell, string name, string text)
    {
        if (
            cell.Outputs.LastOrDefault() is JsonObject last
            && (string?)last["output_type"] == "stream"
            && (string?)last["name"] == name)
        {
            last["text"] = MultilineText.Join(last["text"]) + text;
            return;
        }
        cell.Outputs.Add((JsonNode)new JsonObject { ["name"] = name, ["output_type"] = "stream", ["text"] = text });
    }

    private void Display(NotebookCell cell, string kind, JsonObject message)
    {
        var output = new JsonObject
        {
            ["data"] = message["data"]!.DeepClone(), ["metadata"] = message["metadata"]!.DeepClone(),
            ["output_type"] = kind == "result" ? "execute_result" : "display_data",
        };
        if (kind == "result") output["execution_count"] = cell.ExecutionCount;
        if ((string?)message["id"] is { } id) displays[id] = output;
        cell.Outputs.Add((JsonNode)output);
    }
}
