namespace Lemmata.Session.Cells;

/// <summary>Ends a cell with an error that is already told in terms of the cell.</summary>
internal sealed class CellFailure(CellError error) : Exception(error.Message)
{
    /// <summary>The error.</summary>
    public CellError Error => error;

    /// <summary>A failure of a directive at a line of the cell.</summary>
    public static CellFailure At(int line, string message) =>
        new(new CellError("DirectiveError", message, [$"line {line}: {message}"], line));
}
