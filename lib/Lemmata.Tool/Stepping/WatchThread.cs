using Lemmata.Session.Cells;
using Lemmata.Session.Stepping;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Stepping;

/// <summary>
/// Runs what a reader asks while a cell is stopped on a thread of its own, with a bound of time: code of values and of
/// watches may loop, or wait for a lock that the stopped thread holds.
/// </summary>
internal static class WatchThread
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Reads; where it does not end in time, it is interrupted and <see cref="TimeoutException"/> says so.</summary>
    public static async Task<T> RunAsync<T>(CellSession cells, Func<T> read)
    {
        using var stop = new CancellationTokenSource();
        var runner = new InterruptibleRunner();
        var output = CellContext.CurrentOrLatest?.Output;
        var work = Task.Factory.StartNew(
            () =>
            {
                if (output is not null) new CellContext(cells, output, runner, stop.Token).Flow();
                CellStops.Mute(true);
                return runner.RunAsync(() => Task.FromResult(read())).GetAwaiter().GetResult();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (await Task.WhenAny(work, Task.Delay(Longest)).ConfigureAwait(false) != work)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            CellGuard.Raise();
            _ = CellGuard.LowerAfterAsync(() => work.IsCompleted);
            for (var tries = 0; tries < 40 && !work.IsCompleted; tries++)
            {
                runner.Interrupt();
                await Task.WhenAny(work, Task.Delay(50)).ConfigureAwait(false);
            }

            _ = work.ContinueWith(done => done.Exception, TaskScheduler.Default);
            throw new TimeoutException(
                $"it did not end within {Longest.TotalSeconds:0} s and was interrupted: it loops, or waits for a stopped thread");
        }

        return await work.ConfigureAwait(false);
    }
}
