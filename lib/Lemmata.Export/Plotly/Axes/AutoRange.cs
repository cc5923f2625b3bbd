namespace Lemmata.Export.Plotly.Axes;

/// <summary>The range that plotly gives to an axis whose figure states none.</summary>
internal static class AutoRange
{
    private const double Padding = 0.05;

    /// <summary>The range on the axis' own scale; null where nothing asks for one.</summary>
    /// <param name="extremes">What the data ask.</param>
    /// <param name="mode">The axis' <c>rangemode</c>: "normal", "tozero" or "nonnegative".</param>
    /// <param name="length">Pixels that the axis spans.</param>
    public static (double Low, double High)? Of(Extremes extremes, string mode, double length)
    {
        if (extremes.Low.Count == 0 || extremes.High.Count == 0)
            return null;

        double Room(Extreme extreme) => extreme.Pixels + (extreme.Padded ? Padding * length : 0);

        var (least, most) = (extremes.Low.Min(one => one.Value), extremes.High.Max(one => one.Value));
        if (!(least < most) && (mode != "tozero" || least == 0))
            return Around(least, mode);

        var (best, low, high) = (0.0, new Extreme(least, 0, false), new Extreme(most, 0, false));
        foreach (var first in extremes.Low)
        {
            foreach (var last in extremes.High)
            {
                var (span, free) = (last.Value - first.Value, length - Room(first) - Room(last));
                if (!(span > 0))
                    continue;
                // Rooms never leave less than a tenth of the axis to the data.
                if (free > length / 10 && span / free > best)
                    (best, low, high) = (span / free, first, last);
                else if (free <= length / 10 && span / length > best)
                    (best, low, high) = (span / length, new(first.Value, 0, false), new(last.Value, 0, false));
            }
        }

        if (least == most)
        {
            // Zero takes the place of one end; the other keeps the most room that a value asks.
            low = extremes.Low.MaxBy(Room);
            high = extremes.High.MaxBy(Room);
        }

        if (mode == "tozero")
        {
            if (low.Value >= 0)
                low = default;
            if (high.Value <= 0)
                high = default;
        }

        if (mode == "nonnegative")
        {
            if (low.Value - best * Room(low) < 0)
                low = default;
            if (high.Value <= 0)
                high = new Extreme(1, 0, false);
        }

        best = (high.Value - low.Value) / (length - Room(low) - Room(high));
        return (low.Value - best * Room(low), high.Value + best * Room(high));
    }

    /// <summary>The range of an axis with one value.</summary>
    private static (double, double) Around(double value, string mode) => mode switch
    {
        "tozero" => (0, 1),
        "nonnegative" => (Math.Max(0, value - 1), Math.Max(1, value + 1)),
        // One more or less is nothing to a number this large.
        _ when Math.Abs(value) > 1e15 => (value - Math.Abs(value) / 2, value + Math.Abs(value) / 2),
        _ => (value - 1, value + 1),
    };
}
