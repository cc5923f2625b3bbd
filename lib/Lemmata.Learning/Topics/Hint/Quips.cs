using System.Diagnostics;
using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Learning.Topics.Hint;

/// <summary>One measured speed of the benchmark.</summary>
/// <param name="Busy">Whether another thread kept each core busy meanwhile.</param>
/// <param name="Repeat">Which repetition, from 0.</param>
/// <param name="Intervals">N.</param>
/// <param name="Quality">Q after N intervals.</param>
/// <param name="Seconds">Time from one interval to N, the mean over as many runs as were needed to measure it.</param>
public sealed record QuipsPoint(bool Busy, int Repeat, int Intervals, double Quality, double Seconds)
{
    /// <summary>Quality improvements per second, <c>Q/time</c>.</summary>
    public double PerSecond => Quality / Seconds;
}

/// <summary>The benchmark on the machine it runs on: quality improvements per second.</summary>
/// <remarks>Determinism: none, it asks the clock; results belong into a session or into recorded runs, never among a
/// notebook's stored outputs.</remarks>
public static class Quips
{
    /// <summary>The benchmark's integrand, <c>(1 − x)/(1 + x)</c>.</summary>
    /// <param name="x">In [0, 1].</param>
    /// <returns>A number in [0, 1].</returns>
    public static double Integrand(double x) => (1 - x) / (1 + x);

    /// <summary>Measures the time that each number of intervals takes.</summary>
    /// <param name="counts">The numbers of intervals, each at least 1.</param>
    /// <param name="repeats">Repetitions, at least 1.</param>
    /// <param name="busy">Whether to keep every core busy with another thread meanwhile.</param>
    /// <param name="leastSeconds">The time that one measurement lasts at least, positive.</param>
    /// <returns>A point for each repetition and number, repetitions in the outer loop.</returns>
    /// <exception cref="ArgumentException">There is no number to measure.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The host cancelled the cell.</exception>
    public static IReadOnlyList<QuipsPoint> Measure(
        IReadOnlyList<int> counts,
        int repeats = 3,
        bool busy = false,
        double leastSeconds = 0.02)
    {
        Require.That(counts.Count > 0, nameof(counts), "there is no number of intervals to measure; pass at least one.");
        Require.AtLeast(counts.Min(), 1, "the smallest number of intervals", nameof(counts));
        Require.AtLeast(repeats, 1, "the number of repetitions");
        Require.Positive(leastSeconds, "the time of one measurement in seconds");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ambient.Cancellation);
        var others = busy ? Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Spin(stop.Token)).ToArray() : [];
        try
        {
            Time(counts.Min(), leastSeconds, stop.Token); // Compiled before it counts.
            return
            [
                .. from repeat in Enumerable.Range(0, repeats)
                   from count in counts
                   let time = Time(count, leastSeconds, stop.Token)
                   select new QuipsPoint(busy, repeat, count, time.Quality, time.Seconds),
            ];
        }
        finally
        {
            stop.Cancel();
            foreach (var other in others)
                other.Join();
        }
    }

    private static (double Quality, double Seconds) Time(int count, double leastSeconds, CancellationToken cancellation)
    {
        var (quality, runs, watch) = (0.0, 0, Stopwatch.StartNew());
        do
        {
            cancellation.ThrowIfCancellationRequested();
            quality = new HierarchicalIntegration<double>(Integrand).BisectTo(count).Quality;
            runs++;
        }
        while (watch.Elapsed.TotalSeconds < leastSeconds);
        return (quality, watch.Elapsed.TotalSeconds / runs);
    }

    private static Thread Spin(CancellationToken stop)
    {
        var thread = new Thread(() =>
        {
            var x = 1UL;
            while (!stop.IsCancellationRequested)
                x = x * 6364136223846793005 + 1442695040888963407;
        })
        { IsBackground = true };
        thread.Start();
        return thread;
    }
}
