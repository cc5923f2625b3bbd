using System.Text.Json.Nodes;
using Lemmata.Tool.Notebooks;

namespace Lemmata.Tool.Running;

/// <summary>What of an executed notebook is stored in its file.</summary>
internal static class StoredOutputs
{
    /// <summary>Removes what only the export needs: figures in their heavy form, which live in the run cache.</summary>
    public static Notebook Strip(Notebook notebook)
    {
        foreach (var cell in notebook.CodeCells)
            foreach (var output in cell.Outputs.OfType<JsonObject>())
                if (output["data"] is JsonObject data)
                    foreach (var mimeType in data.Select(member => member.Key).Where(IsExportOnly).ToList())
                        data.Remove(mimeType);
        return notebook;
    }

    /// <summary>Whether a MIME type is for the export only.</summary>
    public static bool IsExportOnly(string mimeType) =>
        mimeType.StartsWith("application/vnd.lemmata.", StringComparison.Ordinal)
        && mimeType.Contains("figure", StringComparison.Ordinal);
}
