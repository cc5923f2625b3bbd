using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Lemmata.Session.Stepping;

/// <summary>At which exceptions cells stop.</summary>
internal enum Catches
{
    /// <summary>At none.</summary>
    None,

    /// <summary>At those that no <c>catch</c> of a cell is there for.</summary>
    Unhandled,

    /// <summary>At all that code of a cell throws, or lets a library throw.</summary>
    Thrown,
}

/// <content>Exceptions: the thread stops where they are thrown, before anything is unwound.</content>
internal sealed partial class Stepper : IDisposable
{
    private Catches catches;
    private WeakReference<Exception>? lastThrown;
    private bool listens;

    /// <summary>At which exceptions cells stop. Stops are kept meanwhile: the last one says where and with what values.</summary>
    public Catches Catches
    {
        get => catches;
        set
        {
            lock (gate)
            {
                catches = value;
                if (catches != Catches.None && !listens)
                {
                    listens = true;
                    AppDomain.CurrentDomain.FirstChanceException += Thrown;
                }

                Refresh();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (listens) AppDomain.CurrentDomain.FirstChanceException -= Thrown;
    }

    private void Thrown(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (catches == Catches.None || CellStops.Current is not { IsInside: false, IsMute: false } recorder) return;
        if (recorder.Place?.Owner != this || thrown.Exception is OperationCanceledException or ThreadInterruptedException) return;
        // It is told again whenever it is thrown on, as behind an await.
        if (lastThrown?.TryGetTarget(out var last) == true && ReferenceEquals(last, thrown.Exception)) return;
        if (!IsOfCells()) return;
        lastThrown = new WeakReference<Exception>(thrown.Exception);
        if (recorder.Latest() is not { } place) return;
        if (catches == Catches.Unhandled && IsCaught(recorder, place, thrown.Exception)) return;
        try
        {
            recorder.Within(() => host.Hold(new StoppedThread(recorder, place, StopReason.Exception, thrown.Exception), Halt));
        }
        catch (Exception interrupted) when (interrupted is OperationCanceledException or ThreadInterruptedException)
        {
            // The exception that is on its way ends the cell as well, or the next check of interruption does.
        }
    }

    private bool Halt()
    {
        lock (gate)
        {
            step = null;
            Everything();
        }

        return true;
    }

    private static bool IsOfCells() => new StackTrace().GetFrames().Any(frame =>
        frame.GetMethod()?.DeclaringType?.FullName?.StartsWith("Submission#", StringComparison.Ordinal) == true);

    private static bool IsCaught(StopRecorder recorder, StopPlace place, Exception thrown)
    {
        var names = new List<string>();
        for (var type = thrown.GetType(); type is not null; type = type.BaseType) names.Add(type.Name);
        return recorder.Calls().Select(call => call.Last.IsKept ? RecordedStop.Read(call.Last).Place : null)
            .Prepend(place).Any(at => at is not null && at.Caught.Any(names.Contains));
    }
}
