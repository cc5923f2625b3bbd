namespace Lemmata.Tool.Execution;

/// <summary>The check that is woven into loops and functions of cells, so that an interrupt stops them.</summary>
public static class CellGuard
{
    private static readonly TimeSpan TaskTime = TimeSpan.FromSeconds(2);
    private static readonly Lock Counting = new();
    private static int pending;

    /// <summary>Whether some cell of this process is to stop; read on every turn of a loop, so a bare field.</summary>
#pragma warning disable CA2211 // A property would cost a call in code that is not yet optimised.
    public static volatile bool Raised;
#pragma warning restore CA2211

    /// <summary>Stops the calling cell when it is the one that was interrupted.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static void Check() => CellContext.Current?.Token.ThrowIfCancellationRequested();

    /// <summary>Makes the checks look at their cell's token; undone by <see cref="LowerSoon"/>.</summary>
    internal static void Raise() => Count(+1);

    /// <summary>Ends one <see cref="Raise"/>, a moment later: tasks of the cell may wait for a core while its own thread has ended.</summary>
    internal static void LowerSoon() => _ = Task.Delay(TaskTime).ContinueWith(_ => Count(-1), TaskScheduler.Default);

    private static void Count(int change)
    {
        lock (Counting) Raised = (pending += change) > 0;
    }
}
