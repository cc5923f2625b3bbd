namespace Lemmata.Notebooks;

/// <summary>How messages name a cell: its position in the file and, for code, the number shown beside it.</summary>
public static class CellPlace
{
    /// <summary>Such as "cell 5 [3]", and with a line "cell 5 [3], line 2".</summary>
    public static string Of(IReadOnlyList<NotebookCell> cells, string id, int line = 0)
    {
        var position = 0;
        var count = 0;
        foreach (var cell in cells)
        {
            position++;
            if (cell.IsCode) count++;
            if (cell.Id != id) continue;
            return $"cell {position}" + (cell.IsCode ? $" [{count}]" : "") + (line > 0 ? $", line {line}" : "");
        }
        throw new ArgumentException($"no cell has the id {id}", nameof(id));
    }
}
