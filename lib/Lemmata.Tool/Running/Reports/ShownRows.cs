using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Running.Reports;

/// <summary>Collects the rows that an executed notebook shows.</summary>
internal static class ShownRows
{
    /// <summary>The rows of all cells, one below another.</summary>
    /// <param name="executed">The executed notebook.</param>
    /// <param name="parameters">The names that columns cannot have, since those of the plan stand beside them.</param>
    /// <returns>The table, or null and why there is none.</returns>
    public static (JsonObject? Table, string? Fault) Of(Notebook executed, IReadOnlyList<string> parameters)
    {
        var shown = executed.CodeCells.SelectMany(cell => cell.Outputs.OfType<JsonObject>())
            .Select(output => output.At("data", MimeTypes.Rows)).OfType<JsonObject>().ToList();
        if (shown.Count == 0)
        {
            return (null, "it ran to its end and showed no row for the table; end a cell with Sweep.Row(new { … })");
        }

        var columns = new List<string>();
        var rows = new JsonArray();
        foreach (var part in shown)
        {
            if (part["columns"] is not JsonArray names || part["rows"] is not JsonArray values
                || !names.All(IsText))
            {
                return (null, "it showed rows that are not of the form that Sweep.Row gives; the library is another one");
            }

            var here = names.Select(name => (string)name!).ToList();
            columns.AddRange(here.Where(name => !columns.Contains(name)));
            foreach (var row in values.OfType<JsonArray>())
                rows.Add((JsonNode)new JsonArray([.. columns.Select(name => ValueOf(row, here.IndexOf(name)))]));
        }

        return columns.FirstOrDefault(parameters.Contains) is { } twice
            ? (null, $"its rows have a column {twice}, which is the name of a parameter of the sweep; give the column "
                + "another name, since the parameter stands in the table already")
            : (new JsonObject
            {
                ["columns"] = new JsonArray([.. columns.Select(name => (JsonNode)name)]), ["rows"] = rows,
            }, null);
    }

    private static JsonNode? ValueOf(JsonArray row, int index) =>
        index >= 0 && index < row.Count ? row[index]?.DeepClone() : null;

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == System.Text.Json.JsonValueKind.String;
}
