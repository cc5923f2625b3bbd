namespace Lemmata.Tool.Sweeps.Running;

/// <summary>How far a run is.</summary>
internal enum RunState
{
    /// <summary>Nobody has begun it, or whoever did has stopped.</summary>
    Waiting,

    /// <summary>Somebody has taken it, and may be at work or gone.</summary>
    Taken,

    /// <summary>It has given its rows.</summary>
    Done,

    /// <summary>It has failed, and waits for <c>retry</c>.</summary>
    Failed,
}
