using System.Diagnostics;

namespace Lemmata.Benchmarks;

/// <summary>Times two ways of doing the same work in turns, so that a busy machine slows both.</summary>
/// <param name="Ours">Best seconds of ours.</param>
/// <param name="Theirs">Best seconds of the other.</param>
/// <param name="MedianRatio">The median over the rounds of their seconds over ours: above 1, ours is faster.</param>
internal readonly record struct Interleaved(double Ours, double Theirs, double MedianRatio)
{
    /// <summary>Their best seconds over our best.</summary>
    public double BestRatio => Theirs / Ours;

    /// <summary>
    /// Times both until the seconds are used up; each turn repeats the work as often as fits about 10 ms.
    /// </summary>
    public static Interleaved Measure(Action ours, Action theirs, double seconds) =>
        Measure(repeats => Time(ours, repeats), repeats => Time(theirs, repeats), seconds);

    /// <summary>As the other overload, for work that times itself: seconds for a number of repetitions.</summary>
    public static Interleaved Measure(Func<int, double> ours, Func<int, double> theirs, double seconds)
    {
        for (var warm = 0; warm < 3; warm++)
        {
            ours(1);
            theirs(1);
        }
        var repeats = Math.Max(1, (int)(0.01 / Math.Max(ours(1), 1e-7)));
        var (mine, other) = (new List<double>(), new List<double>());
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds || mine.Count < 5;)
        {
            mine.Add(ours(repeats) / repeats);
            other.Add(theirs(repeats) / repeats);
        }
        var ratios = mine.Zip(other, (x, y) => y / x).Order().ToArray();
        return new Interleaved(mine.Min(), other.Min(), ratios[ratios.Length / 2]);
    }

    private static double Time(Action work, int repeats)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < repeats; i++)
            work();
        return clock.Elapsed.TotalSeconds;
    }
}
