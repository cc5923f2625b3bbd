namespace Lemmata.Session.Stepping;

/// <summary>Why a thread stopped.</summary>
internal enum StopReason
{
    /// <summary>A step has ended.</summary>
    Step,

    /// <summary>A breakpoint was met.</summary>
    Breakpoint,

    /// <summary>The reader asked the cells to pause.</summary>
    Pause,

    /// <summary>An exception was thrown.</summary>
    Exception,
}

/// <summary>What a stepper asks of the machine: only the host may let a thread stand still.</summary>
internal interface IStopHost
{
    /// <summary>
    /// Keeps the calling thread, which has stopped, until the reader goes on. Threads that stop at once are kept one after
    /// another; <paramref name="stillWanted"/> is asked once it is this thread's turn.
    /// </summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    void Hold(StoppedThread stopped, Func<bool> stillWanted);

    /// <summary>Keeps the calling thread, which meets a stop while another is looked at, until that one goes on.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    void WaitForOther();

    /// <summary>Whether a thread is being looked at.</summary>
    bool IsHolding { get; }

    /// <summary>A log point, or what is wrong with a breakpoint's condition.</summary>
    void Log(string source, int line, string text);

    /// <summary>The breakpoints of a cell found their places, which happens when the cell starts.</summary>
    void Bound(string source, IReadOnlyList<Breakpoint> breakpoints);
}
