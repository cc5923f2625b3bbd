using System.Text.Json.Nodes;

namespace Lemmata.Notebooks;

/// <summary>Notebooks written as one Markdown text, whose fences <c>```csharp tags</c> are the code cells.</summary>
public static class FencedText
{
    /// <summary>The notebook of a text: prose between fences becomes one cell for each heading.</summary>
    public static Notebook ToNotebook(string text)
    {
        var notebook = Notebook.Create();
        var lines = new List<string>();
        string[]? tags = null;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (tags is null && line.StartsWith("```csharp", StringComparison.Ordinal))
            {
                Add("markdown", []);
                tags = line["```csharp".Length..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            }
            else if (tags is not null && line == "```")
            {
                Add("code", tags);
                tags = null;
            }
            else
            {
                if (tags is null && line.StartsWith("## ", StringComparison.Ordinal)) Add("markdown", []);
                lines.Add(line);
            }
        }
        Add("markdown", []);
        return notebook;

        void Add(string type, string[] cellTags)
        {
            var source = string.Join('\n', lines).Trim('\n');
            lines.Clear();
            if (source == "") return;
            var metadata = new JsonObject();
            if (cellTags.Length > 0)
                metadata["tags"] = new JsonArray([.. cellTags.Select(tag => (JsonNode)tag)]);
            notebook.Cells.Add(
                new NotebookCell(
                    new JsonObject
                    {
                        ["cell_type"] = type,
                        ["metadata"] = metadata,
                        ["source"] = source,
                    }
                ));
        }
    }
}
