namespace Lemmata.Session.Cells;

/// <summary>How the execution of a cell ended.</summary>
internal enum CellStatus
{
    /// <summary>To the end.</summary>
    Succeeded,

    /// <summary>It did not compile or it threw.</summary>
    Failed,

    /// <summary>The cell's token was cancelled and the code stopped.</summary>
    Interrupted,

    /// <summary>The cell's token was cancelled and the code did not stop in time; it may still be running.</summary>
    Abandoned,
}

/// <summary>An error of a cell in terms of the cell.</summary>
/// <param name="Name">The exception's type, or "CompilationError".</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Traceback">The error as lines for the reader, without frames of the engine.</param>
/// <param name="Line">The line of the cell, from 1; 0 when it is not known.</param>
internal sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback, int Line)
{
    /// <summary>
    /// Whether it comes from a thread the cell started, at any time, and not from the cell's own end.
    /// </summary>
    public bool IsLate { get; init; }
}

/// <summary>The result of executing a cell.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Error">Why it failed; null when it succeeded.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record CellOutcome(CellStatus Status, CellError? Error, TimeSpan Duration);
