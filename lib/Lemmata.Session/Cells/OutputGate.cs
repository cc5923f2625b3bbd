using System.Globalization;
using System.Text;
using Lemmata.Session.Formatting;

namespace Lemmata.Session.Cells;

/// <summary>
/// The way out of a cell: gathers console text and updates for 50 ms or 32 KB, of the updates of one display the last,
/// keeps the order of all, hands on one call at a time, and cuts a flood with a note.
/// </summary>
internal sealed class OutputGate : IDisposable
{
    private const int GatherLength = 32 * 1024;
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly IOutputSink sink;
    private readonly SessionOptions options;
    private readonly LinkedList<Output> waiting = [];
    private readonly Dictionary<string, LinkedListNode<Output>> updates = [];
    private readonly Timer timer;
    private Clear? clear;
    private int gathered;
    private long? since;
    private bool timing;
    private long written;
    private long dropped;
    private long displayed;
    private long droppedDisplays;

    /// <summary>A gate before <paramref name="sink"/> with the limits of <paramref name="options"/>.</summary>
    public OutputGate(IOutputSink sink, SessionOptions options)
    {
        (this.sink, this.options) = (sink, options);
        timer = new Timer(_ => Flush());
    }

    /// <summary>Writes console text to "stdout" or "stderr".</summary>
    public void Text(string name, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        lock (gate)
        {
            var room = (int)Math.Min(text.Length, Math.Max(0, options.TextLimit - written));
            written += room;
            dropped += text.Length - room;
            if (room == 0) return;
            if (waiting.Last?.Value is not Written last || last.Name != name) waiting.AddLast(last = new Written(name));
            last.Text.Append(text[..room]);
            gathered += room;
            FlushInTime();
        }
    }

    /// <summary>Displays a value after the text so far.</summary>
    public void Display(MimeBundle bundle, string? displayId)
    {
        lock (gate)
        {
            if (displayed == options.DisplayCount)
            {
                droppedDisplays++;
                return;
            }
            displayed++;
            waiting.AddLast(new Shown(sink => sink.Display(Limit(bundle), displayId)));
            if (clear is null) FlushLocked();
            else FlushInTime();
        }
    }

    /// <summary>
    /// Updates a display. A state that the next one follows at once is left out: front ends read more slowly than a
    /// loop writes.
    /// </summary>
    public void Update(MimeBundle bundle, string displayId)
    {
        lock (gate)
        {
            if (updates.TryGetValue(displayId, out var earlier)) Remove(earlier);
            updates[displayId] = waiting.AddLast(new Shown(sink => sink.Update(Limit(bundle), displayId)));
            FlushInTime();
        }
    }

    /// <summary>Shows the value of the last expression.</summary>
    public void Result(MimeBundle bundle) => Pass(sink => sink.Result(Limit(bundle)));

    /// <summary>Shows an error.</summary>
    public void Error(CellError error) => Pass(sink => sink.Error(error));

    /// <summary>
    /// Clears the outputs so far, gathered ones included. It waits for what follows, as loops that draw clear on every
    /// turn.
    /// </summary>
    public void ClearOutput(bool wait)
    {
        lock (gate)
        {
            wait &= clear?.Wait ?? true;
            waiting.Clear();
            // Updates may be of displays of earlier cells, which stay.
            foreach (var (id, update) in updates.ToList()) updates[id] = waiting.AddLast(update.Value);
            waiting.AddLast(clear = new Clear(wait));
            (gathered, displayed, droppedDisplays) = (0, 0, 0);
            FlushInTime();
        }
    }

    /// <summary>Hands on what was gathered so far.</summary>
    public void Flush()
    {
        lock (gate)
        {
            timing = false;
            FlushLocked();
        }
    }

    /// <summary>
    /// Hands on what is left, with a note when something was dropped. Text that comes later still passes.
    /// </summary>
    public void Complete()
    {
        lock (gate)
        {
            FlushLocked();
            if (dropped > 0)
                Note($"a cell may write {options.TextLimit:N0} characters, {dropped:N0} more are not shown");
            if (droppedDisplays > 0)
                Note($"a cell may show {options.DisplayCount:N0} displays, {droppedDisplays:N0} more are not shown");
            dropped = droppedDisplays = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Note(FormattableString reason) =>
        sink.Stream("stderr", $"\n[output cut: {reason.ToString(CultureInfo.InvariantCulture)}]\n");

    private void Pass(Action<IOutputSink> action)
    {
        lock (gate)
        {
            FlushLocked();
            action(sink);
        }
    }

    // The timer needs a thread of the pool, which the cell may keep busy: whoever writes looks at the time too.
    private void FlushInTime()
    {
        since ??= Environment.TickCount64;
        if (gathered >= GatherLength || Environment.TickCount64 - since >= GatherTime.TotalMilliseconds)
        {
            FlushLocked();
        }
        else if (!timing)
        {
            timing = true;
            timer.Change(GatherTime, Timeout.InfiniteTimeSpan);
        }
    }

    private void FlushLocked()
    {
        updates.Clear();
        (clear, gathered, since) = (null, 0, null);
        // One by one, as an interrupt of the cell may arrive while one is on its way.
        while (waiting.First is { Value: var output })
        {
            waiting.RemoveFirst();
            output.Send(sink);
        }
    }

    // Texts that an update stood between become one, or as many pieces as updates would wait.
    private void Remove(LinkedListNode<Output> update)
    {
        if (
            update is { Previous.Value: Written before, Next: { Value: Written after } next }
            && before.Name == after.Name)
        {
            before.Text.Append(after.Text);
            waiting.Remove(next);
        }
        waiting.Remove(update);
    }

    private MimeBundle Limit(MimeBundle bundle)
    {
        var size = bundle.Size();
        return size <= options.DisplayLimit
            ? bundle
            : MimeBundle.Plain(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"[display cut: a displayed value may have {options.DisplayLimit:N0} characters, this one has "
                        + $"{size:N0}]"
                ));
    }

    private abstract record Output
    {
        public abstract void Send(IOutputSink sink);
    }

    private sealed record Written(string Name) : Output
    {
        public StringBuilder Text { get; } = new();

        public override void Send(IOutputSink sink) => sink.Stream(Name, Text.ToString());
    }

    private sealed record Shown(Action<IOutputSink> Show) : Output
    {
        public override void Send(IOutputSink sink) => Show(sink);
    }

    private sealed record Clear(bool Wait) : Output
    {
        public override void Send(IOutputSink sink) => sink.ClearOutput(Wait);
    }
}
