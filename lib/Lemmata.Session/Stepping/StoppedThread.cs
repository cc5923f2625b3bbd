namespace Lemmata.Session.Stepping;

/// <summary>A function that a stopped thread is in.</summary>
/// <param name="Name">The function, as a reader names it.</param>
/// <param name="Source">The cell, as the host names it.</param>
/// <param name="Line">The line that it is at, from 1.</param>
/// <param name="Place">Its last stop; null where none was kept.</param>
/// <param name="At">Where its values are kept.</param>
internal sealed record StoppedFrame(string Name, string Source, int Line, StopPlace? Place, RecordedAt At);

/// <summary>A thread at a stop.</summary>
/// <param name="Recorder">The thread's recorder, which holds the values.</param>
/// <param name="Place">Where it stopped.</param>
/// <param name="Reason">Why.</param>
/// <param name="Exception">What was thrown, for <see cref="StopReason.Exception"/>.</param>
internal sealed record StoppedThread(StopRecorder Recorder, StopPlace Place, StopReason Reason, Exception? Exception = null)
{
    /// <summary>The thread's number.</summary>
    public int Thread { get; } = Environment.CurrentManagedThreadId;

    /// <summary>Whether variables can be given other values here: not where an exception is on its way.</summary>
    public bool CanSet => Exception is null;

    /// <summary>The functions it is in, the innermost first.</summary>
    public IReadOnlyList<StoppedFrame> Frames { get; } = FramesOf(Recorder, Place);

    private static List<StoppedFrame> FramesOf(StopRecorder recorder, StopPlace place)
    {
        var frames = new List<StoppedFrame>();
        foreach (var (number, last) in recorder.Calls())
        {
            var kept = last.IsKept ? RecordedStop.Read(last).Place
                : last.Chunk is null && last.Offset > 0 ? CellStops.PlaceAt(last.Offset)
                : null;
            if (frames.Count == 0) kept = place;
            var function = kept?.Function ?? CellStops.Function(number);
            if (function is null) continue;
            frames.Add(new StoppedFrame(function.Name, function.Source, kept?.Line ?? function.Line, kept, last));
        }

        return frames;
    }
}
