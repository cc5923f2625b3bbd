namespace Lemmata.Tool.Sweeps.Running;

/// <summary>Counts what came of the runs that a worker took.</summary>
internal sealed class WorkSummary
{
    private int done, failed, stopped, elsewhere;

    /// <summary>Runs that gave their rows.</summary>
    public int Done => done;

    /// <summary>Runs that failed.</summary>
    public int Failed => failed;

    /// <summary>Runs that were stopped and stay open.</summary>
    public int Stopped => stopped;

    /// <summary>Runs that somebody else works on.</summary>
    public int Elsewhere => elsewhere;

    /// <summary>Counts the end of an attempt.</summary>
    public void Count(AttemptEnd end)
    {
        switch (end)
        {
            case AttemptEnd.Done: Interlocked.Increment(ref done); break;
            case AttemptEnd.Failed: Interlocked.Increment(ref failed); break;
            case AttemptEnd.Stopped: Interlocked.Increment(ref stopped); break;
            case AttemptEnd.Superseded: Interlocked.Increment(ref elsewhere); break;
        }
    }

    /// <summary>Counts a run that somebody else works on.</summary>
    public void CountElsewhere() => Interlocked.Increment(ref elsewhere);
}
