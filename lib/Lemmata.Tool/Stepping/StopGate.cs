using Lemmata.Session.Cells;
using Lemmata.Session.Stepping;

namespace Lemmata.Tool.Stepping;

/// <summary>Keeps threads at their stops until the reader goes on; one is looked at, others wait for their turn.</summary>
internal sealed class StopGate : IStopHost
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ManualResetEventSlim going = new(true);
    private volatile StoppedThread? current;

    /// <summary>Told of each thread that stops.</summary>
    public Action<StoppedThread> Stopped { get; set; } = _ => { };

    /// <summary>Told of what log points write: cell, line, text.</summary>
    public Action<string, int, string> Logged { get; set; } = (_, _, _) => { };

    /// <summary>Told of the places that the breakpoints of a cell found.</summary>
    public Action<string, IReadOnlyList<Breakpoint>> Found { get; set; } = (_, _) => { };

    /// <summary>The thread that is looked at; null while all run.</summary>
    public StoppedThread? Current => current;

    /// <inheritdoc/>
    public bool IsHolding => current is not null;

    /// <inheritdoc/>
    public void Hold(StoppedThread stopped, Func<bool> stillWanted)
    {
        var token = CellContext.Current?.Token ?? CancellationToken.None;
        turn.Wait(token);
        try
        {
            if (!stillWanted()) return;
            going.Reset();
            current = stopped;
            CellContext.Current?.Output.Flush();
            Stopped(stopped);
            going.Wait(token);
        }
        finally
        {
            current = null;
            going.Set();
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void WaitForOther() => going.Wait(CellContext.Current?.Token ?? CancellationToken.None);

    /// <inheritdoc/>
    public void Log(string source, int line, string text) => Logged(source, line, text);

    /// <inheritdoc/>
    public void Bound(string source, IReadOnlyList<Breakpoint> breakpoints) => Found(source, breakpoints);

    /// <summary>Lets the stopped thread go on.</summary>
    public void Release()
    {
        current = null;
        going.Set();
    }
}
