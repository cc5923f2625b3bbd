namespace Lemmata.Session.Stepping;

/// <summary>What a watch reads: the values of the stop that it is evaluated at.</summary>
public static class WatchValues
{
    [ThreadStatic]
    private static object?[]? seen;

    /// <summary>The value with a number.</summary>
    public static object? Seen(int index) => seen![index];

    /// <summary>Evaluates with values, on the calling thread, where no stop is met meanwhile.</summary>
    internal static T With<T>(object?[] values, Func<T> read)
    {
        var before = seen;
        var mute = CellStops.Mute(true);
        seen = values;
        try
        {
            return read();
        }
        finally
        {
            seen = before;
            CellStops.Mute(mute);
        }
    }
}
