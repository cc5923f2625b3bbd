using System.Runtime.ExceptionServices;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.AsyncMethods;

/// <summary>Bytes that a call allocates on the managed heap.</summary>
/// <remarks>
/// A thread of its own makes the calls, without a synchronisation context, so that what waits for a task goes on in the
/// very call that completes the task, and the runtime's counter of the thread sees every allocation. First calls compile
/// and fill caches, so the value told is the most frequent one of many calls after a warm-up.
/// </remarks>
public static class AllocationMeter
{
    private static object? kept;

    /// <summary>Bytes of one call that does not wait.</summary>
    /// <param name="call">The call; its result is kept, so that the call cannot be left out.</param>
    /// <param name="calls">Calls that are measured, at least 1.</param>
    /// <returns>The most frequent number of bytes.</returns>
    public static long BytesPerCall(Func<object?> call, int calls = 200)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Mode(calls, () =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            kept = call();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    /// <summary>Bytes of one call, from its start to its end, that waits for given tasks.</summary>
    /// <param name="call">Starts the call with a task that is not complete.</param>
    /// <param name="end">Takes the result after the task was completed.</param>
    /// <param name="gates">Tasks to complete in turn, at least 1.</param>
    /// <param name="calls">Calls that are measured, at least 1.</param>
    /// <typeparam name="T">What the call returns at once: a task.</typeparam>
    /// <returns>The most frequent number of bytes.</returns>
    public static long BytesPerWaitingCall<T>(Func<Task[], T> call, Action<T> end, int gates = 1, int calls = 200)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(end);
        Require.AtLeast(gates, 1);
        return Mode(calls, () =>
        {
            TaskCompletionSource[] sources = [.. Enumerable.Range(0, gates).Select(_ => new TaskCompletionSource())];
            Task[] tasks = [.. sources.Select(source => source.Task)];
            var before = GC.GetAllocatedBytesForCurrentThread();
            var pending = call(tasks);
            foreach (var source in sources) source.SetResult();
            end(pending);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    private static long Mode(int calls, Func<long> measure)
    {
        Require.AtLeast(calls, 1);
        var counts = new long[calls];
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                for (var i = 0; i < 100; i++) measure();
                for (var i = 0; i < calls; i++) counts[i] = measure();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return counts.GroupBy(count => count).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
            .First().Key;
    }
}
