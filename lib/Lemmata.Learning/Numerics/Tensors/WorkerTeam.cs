using System.Diagnostics;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>
/// Runs the parts of one computation on a fixed set of background threads, without allocating per call.
/// </summary>
/// <remarks>
/// Parts are taken in turn by whichever thread is free, the calling thread included, so no result may depend on who
/// computes a part.
/// A second caller at the same time, or a part that calls again, computes its parts alone.
/// </remarks>
internal static unsafe class WorkerTeam
{
    private const int Closed = int.MaxValue / 2;

    // A worker stays awake this long after its last part: training steps call many times within a millisecond.
    private static readonly long PatienceTicks = Stopwatch.Frequency / 20_000;

    private static readonly Worker[] Workers = new Worker[Parallelism.MaxThreadCount - 1];
    private static readonly Lock Gate = new();
    private static delegate*<void*, int, void> body;
    private static void* state;
    private static int started, parts, next = Closed, pending;
    private static Exception? failure;

    /// <summary>
    /// Calls <paramref name="work"/> once for each part <c>0 … count − 1</c> and returns when all have finished.
    /// </summary>
    public static void Run(delegate*<void*, int, void> work, void* argument, int count)
    {
        var helpers = Math.Min(count, Parallelism.ThreadCount) - 1;
        if (helpers <= 0 || Gate.IsHeldByCurrentThread || !Gate.TryEnter())
        {
            for (var part = 0; part < count; part++)
                work(argument, part);
            return;
        }
        try
        {
            for (; started < helpers; started++)
                (Workers[started] = new Worker()).Start();
            body = work;
            state = argument;
            parts = count;
            failure = null;
            Volatile.Write(ref pending, count);
            Volatile.Write(ref next, 0);
            for (var i = 0; i < helpers; i++)
                Workers[i].Call();
            TakeParts();
            var spin = new SpinWait();
            while (Volatile.Read(ref pending) > 0)
                spin.SpinOnce(sleep1Threshold: -1);
            // A worker that comes late must find no part of this call, nor one of the next before that is complete.
            Volatile.Write(ref next, Closed);
            if (failure is not null)
                throw new AggregateException("a part of a parallel computation failed", failure);
        }
        finally
        {
            Gate.Exit();
        }
    }

    private static void TakeParts()
    {
        while (true)
        {
            var part = Interlocked.Increment(ref next) - 1;
            if (part >= Volatile.Read(ref parts))
                return;
            try
            {
                body(state, part);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
            Interlocked.Decrement(ref pending);
        }
    }

    private sealed class Worker
    {
        private readonly SemaphoreSlim wake = new(0);
        private int asleep, called;

        public void Start() =>
            new Thread(Loop) { IsBackground = true, Name = "Lemmata worker" }.Start();

        public void Call()
        {
            Interlocked.Exchange(ref called, 1);
            if (Interlocked.Exchange(ref asleep, 0) == 1)
                wake.Release();
        }

        private void Loop()
        {
            while (true)
            {
                var patience = Stopwatch.GetTimestamp() + PatienceTicks;
                while (Volatile.Read(ref called) == 0)
                {
                    if (Stopwatch.GetTimestamp() < patience)
                    {
                        Thread.SpinWait(4);
                        continue;
                    }
                    Interlocked.Exchange(ref asleep, 1);
                    if (Volatile.Read(ref called) == 0 || Interlocked.Exchange(ref asleep, 0) == 0)
                        wake.Wait();
                }
                Interlocked.Exchange(ref called, 0);
                TakeParts();
            }
        }
    }
}
