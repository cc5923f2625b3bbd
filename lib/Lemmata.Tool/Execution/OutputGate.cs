using System.Globalization;
using System.Text;

namespace Lemmata.Tool.Execution;

/// <summary>
/// The way out of a cell: gathers console text for 50 ms or 32 KB, keeps the order of text and displays, hands on
/// one call at a time, and cuts a flood with a note.
/// </summary>
internal sealed class OutputGate : IDisposable
{
    private const int GatherLength = 32 * 1024;
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly IOutputSink sink;
    private readonly SessionOptions options;
    private readonly StringBuilder gathered = new();
    private readonly Timer timer;
    private string stream = "stdout";
    private bool timing;
    private long written;
    private long dropped;

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
            if (name != stream) FlushLocked();
            stream = name;
            gathered.Append(text[..room]);
            if (gathered.Length >= GatherLength) FlushLocked();
            else if (!timing)
            {
                timing = true;
                timer.Change(GatherTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Displays a value after the text so far.</summary>
    public void Display(MimeBundle bundle, string? displayId) => Pass(() => sink.Display(Limit(bundle), displayId));

    /// <summary>Updates a display.</summary>
    public void Update(MimeBundle bundle, string displayId) => Pass(() => sink.Update(Limit(bundle), displayId));

    /// <summary>Shows the value of the last expression.</summary>
    public void Result(MimeBundle bundle) => Pass(() => sink.Result(Limit(bundle)));

    /// <summary>Shows an error.</summary>
    public void Error(CellError error) => Pass(() => sink.Error(error));

    /// <summary>Clears the outputs so far, gathered text included.</summary>
    public void ClearOutput(bool wait)
    {
        lock (gate)
        {
            gathered.Clear();
            sink.ClearOutput(wait);
        }
    }

    /// <summary>Hands on the text gathered so far.</summary>
    public void Flush()
    {
        lock (gate)
        {
            timing = false;
            FlushLocked();
        }
    }

    /// <summary>Hands on what is left, with a note when text was dropped. Text that comes later still passes.</summary>
    public void Complete()
    {
        lock (gate)
        {
            FlushLocked();
            if (dropped == 0) return;
            sink.Stream("stderr", string.Create(CultureInfo.InvariantCulture,
                $"\n[output cut: a cell may write {options.TextLimit:N0} characters, {dropped:N0} more are not shown]\n"));
            dropped = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Pass(Action action)
    {
        lock (gate)
        {
            FlushLocked();
            action();
        }
    }

    private void FlushLocked()
    {
        if (gathered.Length == 0) return;
        var text = gathered.ToString();
        gathered.Clear();
        sink.Stream(stream, text);
    }

    private MimeBundle Limit(MimeBundle bundle)
    {
        var size = bundle.Size();
        return size <= options.DisplayLimit
            ? bundle
            : MimeBundle.Plain(string.Create(CultureInfo.InvariantCulture,
                $"[display cut: a displayed value may have {options.DisplayLimit:N0} characters, this one has {size:N0}]"));
    }
}
