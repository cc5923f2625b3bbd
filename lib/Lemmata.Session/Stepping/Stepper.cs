using Lemmata.Session.Compilation;

namespace Lemmata.Session.Stepping;

/// <summary>How a stopped thread goes on.</summary>
internal enum StepKind
{
    /// <summary>To the next breakpoint.</summary>
    Continue,

    /// <summary>To the next statement, into functions of cells.</summary>
    Into,

    /// <summary>To the next statement of the same function, or of its caller where it ends.</summary>
    Over,

    /// <summary>To the next statement of the caller.</summary>
    Out,
}

/// <summary>
/// The stops of one session: decides at which a thread stops. What is wanted stands in a table of one byte a place, so
/// that a stop that nobody wants costs one look.
/// </summary>
internal sealed partial class Stepper(IStopHost host, WatchCompiler watches)
{
    private readonly Lock gate = new();
    private readonly List<StopPlace> places = [];
    private readonly Dictionary<string, List<StopPlace>> latest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Breakpoint>> asked = new(StringComparer.Ordinal);
    private readonly List<StopLeftOut> leftOut = [];
    private volatile Dictionary<int, Breakpoint[]> atPlace = [];
    private volatile Step? step;
    private CellWalk? walk;
    private bool records;

    /// <summary>The stops that were kept.</summary>
    public StopRecording Recording { get; init; } = new();

    /// <summary>What of the last cell carries no stop.</summary>
    public IReadOnlyList<StopLeftOut> LeftOut
    {
        get { lock (gate) return [.. leftOut]; }
    }

    /// <summary>Evaluates watches and conditions.</summary>
    public WatchCompiler Watches => watches;

    /// <summary>Whether every stop is kept, for the way back; it costs time, and memory within a bound.</summary>
    public bool Records
    {
        get => records;
        set
        {
            lock (gate)
            {
                records = value;
                Refresh();
            }
        }
    }

    /// <summary>Takes the stops of the next cell for a page; null where none does.</summary>
    public CellWalk? Walk
    {
        get => walk;
        set
        {
            lock (gate)
            {
                walk = value;
                Refresh();
            }
        }
    }

    /// <summary>A cell starts: what its text was before no longer takes breakpoints.</summary>
    public void Begin(string source)
    {
        lock (gate)
        {
            latest[source] = [];
            leftOut.Clear();
            step = null;
            Refresh();
        }
    }

    /// <summary>A piece of a cell has been compiled with stops and is about to run.</summary>
    public void Add(string source, Submission piece, StoppedText text)
    {
        IReadOnlyList<Breakpoint>? bound;
        lock (gate)
        {
            foreach (var place in text.Places) (place.Owner, place.Piece) = (this, piece);
            CellStops.Add(text.Places);
            places.AddRange(text.Places);
            leftOut.AddRange(text.LeftOut);
            if (!latest.TryGetValue(source, out var known)) latest[source] = known = [];
            known.AddRange(text.Places);
            Bind(source);
            bound = asked.GetValueOrDefault(source);
            Refresh();
        }

        if (bound is { Count: > 0 }) host.Bound(source, bound);
    }

    /// <summary>A cell carries no stops.</summary>
    public void Refuse(StopLeftOut why)
    {
        lock (gate) leftOut.Add(why);
    }

    /// <summary>Sets the breakpoints of a cell; those that it had are gone.</summary>
    public void SetBreakpoints(string source, IReadOnlyList<Breakpoint> breakpoints)
    {
        lock (gate)
        {
            asked[source] = breakpoints;
            Bind(source);
            Refresh();
        }
    }

    /// <summary>Adds a breakpoint that goes away when it is met.</summary>
    /// <returns>Whether there is a place for it.</returns>
    public bool RunTo(string source, int line)
    {
        var once = new Breakpoint { Line = line, IsOnce = true };
        lock (gate)
        {
            asked[source] = [.. asked.GetValueOrDefault(source) ?? [], once];
            Bind(source);
            Refresh();
        }

        return once.Place is not null;
    }

    /// <summary>The next statement that any thread comes to stops it.</summary>
    public void Pause()
    {
        lock (gate)
        {
            step = new Step(StepKind.Into, null, null, null, 0, 0, StopReason.Pause);
            Refresh();
        }
    }

    /// <summary>Says how the threads go on from a stop; the host then lets them.</summary>
    public void Go(StepKind kind, StoppedThread from)
    {
        lock (gate)
        {
            step = kind == StepKind.Continue ? null : new Step(
                kind, from.Recorder, from.Place.Function, from.Recorder.Frame, from.Recorder.Depth,
                from.Recorder.Activation, StopReason.Step);
            Refresh();
        }
    }

    /// <summary>Forgets breakpoints, exceptions, steps and what was kept: nobody steps any more.</summary>
    public void Forget()
    {
        lock (gate)
        {
            asked.Clear();
            atPlace = [];
            (step, catches, records) = (null, Catches.None, false);
            Recording.Clear();
            Refresh();
        }
    }

    /// <summary>The cell has ended: a step that has found no end is forgotten.</summary>
    public void End()
    {
        lock (gate)
        {
            step = null;
            Refresh();
        }
    }

    /// <summary>A thread has come to a place that may be wanted.</summary>
    internal void Reached(StopRecorder recorder, StopPlace place)
    {
        if (walk is { IsFull: false } taking && !taking.Take(recorder, place))
        {
            // What is not wanted any more costs one look again.
            lock (gate) Refresh();
        }

        if (Wanted(recorder, place) is { } reason) Hold(recorder, place, reason);
        else if (host.IsHolding) host.WaitForOther();
    }

    private void Hold(StopRecorder recorder, StopPlace place, StopReason reason)
    {
        var stopped = new StoppedThread(recorder, place, reason);
        // A step may have ended elsewhere while this thread waited for its turn; a breakpoint counts its visit once.
        host.Hold(stopped, () =>
            (reason == StopReason.Breakpoint || step is { } now && now.Ends(recorder, place)) && Halt());
    }

    private StopReason? Wanted(StopRecorder recorder, StopPlace place)
    {
        if (atPlace.TryGetValue(place.Id, out var found))
        {
            foreach (var breakpoint in found)
                if (Met(breakpoint, recorder, place)) return StopReason.Breakpoint;
        }

        return step is { } now && now.Ends(recorder, place) ? now.Reason : null;
    }

    private bool Met(Breakpoint breakpoint, StopRecorder recorder, StopPlace place)
    {
        if (breakpoint.Condition != "")
        {
            var answer = watches.Run(place, recorder, breakpoint.Condition);
            if (answer.Error is { } error)
            {
                if (!breakpoint.IsTold) host.Log(place.Function.Source, place.Line, $"the condition {breakpoint.Condition}: {error}");
                breakpoint.IsTold = true;
                return true;
            }

            if (answer.Value is not true) return false;
        }

        if (!breakpoint.Count()) return false;
        if (breakpoint.Log != "")
        {
            var text = watches.Run(place, recorder, "$" + Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(
                breakpoint.Log, quote: true));
            host.Log(place.Function.Source, place.Line, text.Error ?? text.Value?.ToString() ?? "");
            return false;
        }

        if (breakpoint.IsOnce) Forget(place.Function.Source, breakpoint);
        return true;
    }

    private void Forget(string source, Breakpoint breakpoint)
    {
        lock (gate)
        {
            asked[source] = [.. asked[source].Where(one => one != breakpoint)];
            Bind(source);
            Refresh();
        }
    }

    // A breakpoint stands at the first stop at its line or below it.
    private void Bind(string source)
    {
        if (asked.TryGetValue(source, out var breakpoints))
        {
            var there = latest.GetValueOrDefault(source) ?? [];
            foreach (var breakpoint in breakpoints)
            {
                breakpoint.Place = there.Where(place => place.Line >= breakpoint.Line && place.Kind != StopKind.Return)
                    .MinBy(place => (place.Line, place.Id));
            }
        }

        atPlace = asked.Values.SelectMany(list => list).Where(one => one.Place is not null && one.Wrong is null)
            .GroupBy(one => one.Place!.Id).ToDictionary(group => group.Key, group => group.ToArray());
    }

    private void Refresh()
    {
        var always = records || catches != Catches.None ? CellStops.Recorded : (byte)0;
        var now = step;
        var within = now?.Functions();
        var walks = walk is { IsFull: false };
        CellStops.Want(places.Select(place => (place.Id, (byte)(always
            | (atPlace.ContainsKey(place.Id) ? CellStops.Broken : 0)
            | (walks || now is not null && (within is null || within.Contains(place.Function.Id)) ? CellStops.Stepped : 0)))));
    }

    // While a thread is looked at, the others wait at their next stop.
    private void Everything() => CellStops.Want(places.Select(place => (place.Id,
        (byte)(CellStops.Wanted[place.Id] | CellStops.Stepped))));

    /// <summary>A step on its way.</summary>
    private sealed record Step(
        StepKind Kind, StopRecorder? Recorder, StopFunction? Function, StopFrame? Frame, int Depth, long Activation,
        StopReason Reason)
    {
        // Where a step over or out can only end in functions that the thread is in, no others need look.
        public HashSet<int>? Functions() => Kind == StepKind.Into || Recorder is null || Frame is not null
            || Function is { Resumes: true }
                ? null
                : [.. Recorder.Calls().Select(call => call.Function), .. Callers()];

        // Iterators and async functions are not on the thread's list of calls, and any of them may be a caller.
        private IEnumerable<int> Callers() => CellStops.Resuming();

        public bool Ends(StopRecorder recorder, StopPlace place)
        {
            if (Recorder is null) return true;
            if (Kind == StepKind.Into) return recorder == Recorder || place.Function.Resumes;
            if (Frame is { } frame)
            {
                if (frame.HasEnded || recorder.Frame == frame && Kind == StepKind.Over) return true;
                return !Function!.IsAsync && recorder == Recorder && recorder.Frame is null && recorder.Depth <= Depth;
            }

            if (Function!.Resumes) return Kind == StepKind.Over && recorder.Depth == 0 && place.Function == Function;
            if (recorder != Recorder) return false;
            return recorder.Depth < Depth || Kind == StepKind.Over && recorder.Depth == Depth
                && recorder.Frame is null && recorder.Activation == Activation;
        }
    }
}
