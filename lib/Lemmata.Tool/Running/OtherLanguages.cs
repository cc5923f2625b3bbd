using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Formatting;

namespace Lemmata.Tool.Running;

/// <summary>Cells that are not C#: shown where they can be, otherwise left out with a notice.</summary>
internal static class OtherLanguages
{
    /// <summary>What a session is given for a cell: its text, under the directive of its language.</summary>
    public static string Code(NotebookCell cell, Notebook notebook) =>
        Of(cell, notebook) == CellLanguage.CSharp || NamesItself(cell)
            ? cell.Source
            : $"#!{Of(cell, notebook)}\n{cell.Source}";

    /// <summary>Whether a cell is not run here.</summary>
    public static bool LeavesOut(NotebookCell cell, Notebook notebook) =>
        !CellLanguage.IsKnown(Of(cell, notebook)) && !NamesItself(cell);

    /// <summary>
    /// The outputs of a cell that is left out: a notice, and what another program has stored, which no run replaces.
    /// </summary>
    public static JsonArray Outputs(NotebookCell cell, Notebook notebook)
    {
        var notice = MimeBundle.NotRun(CellLanguage.Title(Of(cell, notebook)));
        return
        [
            new JsonObject { ["data"] = notice.Data, ["metadata"] = notice.Metadata, ["output_type"] = "display_data" },
            .. cell.Outputs.OfType<JsonNode>().Where(output => !IsNotice(output)).Select(output => output.DeepClone()),
        ];
    }

    /// <summary>Why a notebook that holds no C# is not run.</summary>
    public static RunError Refusal(string path, Notebook notebook) => new(
        path,
        $"it is a notebook in {CellLanguage.Title(notebook.Language)}, and C# is what runs here; "
            + "export shows it with the outputs that it stores",
        []);

    private static string Of(NotebookCell cell, Notebook notebook) => cell.Language ?? notebook.Language;

    // Its first line says what it is in.
    private static bool NamesItself(NotebookCell cell) => cell.Source.TrimStart().StartsWith("#!", StringComparison.Ordinal);

    private static bool IsNotice(JsonNode output) =>
        output is JsonObject known && known["metadata"] is JsonObject marks && marks.ContainsKey(MimeBundle.NotRunMark);
}
