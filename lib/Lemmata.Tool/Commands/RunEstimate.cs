using System.Globalization;

namespace Lemmata.Tool.Commands;

/// <summary>How many of a batch of notebooks are done, and how long the rest will take if it goes on like that.</summary>
/// <param name="count">Number of notebooks.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class RunEstimate(int count, TimeProvider clock)
{
    // A guess from the first few seconds is worse than none.
    private static readonly TimeSpan Earliest = TimeSpan.FromSeconds(5);

    private readonly long start = clock.GetTimestamp();
    private int done;

    /// <summary>Counts one more notebook.</summary>
    /// <returns>Such as "4 of 15, about 40 s left"; empty for a single notebook.</returns>
    public string Next()
    {
        var now = Interlocked.Increment(ref done);
        if (count == 1) return "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{now} of {count}");
        var elapsed = clock.GetElapsedTime(start);
        if (now == count || elapsed < Earliest) return text;
        return $"{text}, about {Round(elapsed * (count - now) / now)} left";
    }

    // Steps of five seconds below two minutes, of half minutes above: a guess should not look exact.
    private static string Round(TimeSpan left)
    {
        var seconds = (int)Math.Ceiling(left.TotalSeconds / 5) * 5;
        return seconds < 120
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalMinutes * 2) / 2:0.#} min");
    }
}
