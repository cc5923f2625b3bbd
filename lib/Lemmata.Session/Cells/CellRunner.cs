namespace Lemmata.Session.Cells;

/// <summary>How a host runs a cell's own code: here as it comes, so that the session needs no thread.</summary>
internal class CellRunner
{
    /// <summary>Runs it on the caller's thread and awaits it.</summary>
    public static readonly CellRunner Direct = new();

    /// <summary>Runs code that a reader wrote; everything else of a session is its own.</summary>
    public virtual Task<T> RunAsync<T>(Func<Task<T>> code) => code();
}
