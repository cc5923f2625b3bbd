namespace Lemmata.Session.Cells;

/// <summary>The check that is woven into loops and functions of cells, so that an interrupt stops them.</summary>
public static class CellGuard
{
    // Tasks of the cell that nobody waits for may sleep so long until their next check. Meanwhile a check costs other
    // cells
    // 6 ns instead of a fraction of one: their tightest loops take five times as long.
    private static readonly TimeSpan TaskTime = TimeSpan.FromSeconds(30);
    private static readonly Lock Counting = new();
    private static int pending;

    /// <summary>Whether some cell of this process is to stop; read on every turn of a loop, so a bare field.</summary>
#pragma warning disable CA2211 // A property would cost a call in code that is not yet optimised.
    public static volatile bool Raised;
#pragma warning restore CA2211

    /// <summary>Stops the calling cell when it is the one that was interrupted.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static void Check() => CellContext.Current?.Token.ThrowIfCancellationRequested();

    /// <summary>Makes the checks look at their cell's token; undone by <see cref="LowerAfterAsync"/>.</summary>
    internal static void Raise() => Count(+1);

    /// <summary>
    /// Ends one <see cref="Raise"/> some time later, and not before the cell's own code has ended: it goes on behind an
    /// await when its thread, which waited for it, has long been interrupted.
    /// </summary>
    internal static async Task LowerAfterAsync(Func<bool> ended)
    {
        do await Task.Delay(TaskTime).ConfigureAwait(false);
        while (!ended());
        Count(-1);
    }

    private static void Count(int change)
    {
        lock (Counting) Raised = (pending += change) > 0;
    }
}
