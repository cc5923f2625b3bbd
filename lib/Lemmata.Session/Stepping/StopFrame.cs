namespace Lemmata.Session.Stepping;

/// <summary>One call of an iterator or an async function, which leaves its thread and comes back.</summary>
public sealed class StopFrame
{
    internal StopFrame(int function) => Function = function;

    /// <summary>The function's number.</summary>
    internal int Function { get; }

    /// <summary>Whether the call has ended.</summary>
    internal bool HasEnded { get; set; }

    /// <summary>Where the call was last seen.</summary>
    internal RecordedAt Last { get; set; }
}
