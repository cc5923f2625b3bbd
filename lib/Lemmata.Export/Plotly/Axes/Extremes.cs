namespace Lemmata.Export.Plotly.Axes;

/// <summary>How far a range reaches beyond a value.</summary>
/// <param name="Value">The value, on the axis' own scale.</param>
/// <param name="Pixels">Room beyond it in pixels.</param>
/// <param name="Padded">Whether a twentieth of the axis comes besides.</param>
internal readonly record struct Extreme(double Value, double Pixels, bool Padded);

/// <summary>What a set of values asks of its axis.</summary>
/// <param name="Padded">Whether a twentieth of the axis stays free beyond the last value.</param>
/// <param name="ToZero">Whether zero belongs to the range, and bounds it without room.</param>
/// <param name="Below">Room below each value in its own unit.</param>
/// <param name="Above">Room above each value in its own unit.</param>
internal sealed record Demand(bool Padded = false, bool ToZero = false, double Below = 0, double Above = 0)
{
    /// <summary>Room around each value in pixels; one number for all or one each.</summary>
    public Func<int, double> Pixels { get; init; } = _ => 0;

    /// <summary>Room below all values in pixels, besides.</summary>
    public double PixelsBelow { get; init; }

    /// <summary>Room above all values in pixels, besides.</summary>
    public double PixelsAbove { get; init; }
}

/// <summary>The values that may bound the range of an axis.</summary>
internal sealed class Extremes
{
    private readonly List<Extreme> low = [], high = [];

    public IReadOnlyList<Extreme> Low => low;

    public IReadOnlyList<Extreme> High => high;

    /// <summary>Takes the values of a trace; those that are not finite on the axis are passed over.</summary>
    /// <param name="axis">The axis, which says how values become places.</param>
    /// <param name="values">Numbers, milliseconds or ranks.</param>
    /// <param name="demand">What they ask.</param>
    public void Add(Axis axis, IReadOnlyList<double> values, Demand demand)
    {
        var toZero = demand.ToZero && axis.Kind == AxisKind.Linear;
        for (var i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]))
                continue;
            var (least, most) = (axis.Place(values[i] - demand.Below), axis.Place(values[i] + demand.Above));
            if (axis.Kind == AxisKind.Log && !double.IsFinite(least) && demand.Below > 0)
                least = most - 1;
            var pixels = demand.Pixels(i);
            if (toZero)
                (least, most) = (Math.Min(0, least), Math.Max(0, most));
            Take(low, least, pixels + demand.PixelsBelow, demand.Padded, toZero, -1);
            Take(high, most, pixels + demand.PixelsAbove, demand.Padded, toZero, 1);
        }
    }

    /// <summary>Takes a value with its own room to both sides.</summary>
    public void Add(Axis axis, double value, double pixelsBelow, double pixelsAbove)
    {
        Take(low, axis.Place(value), pixelsBelow, false, false, -1);
        Take(high, axis.Place(value), pixelsAbove, false, false, 1);
    }

    /// <summary>Takes what another set holds.</summary>
    public void Add(Extremes other)
    {
        low.AddRange(other.low);
        high.AddRange(other.high);
    }

    private static void Take(List<Extreme> all, double value, double pixels, bool padded, bool toZero, int sign)
    {
        if (!double.IsFinite(value) || Math.Abs(value) >= 1e307)
            return;

        for (var i = all.Count - 1; i >= 0; i--)
        {
            var other = all[i];
            if (sign * other.Value >= sign * value && other.Pixels >= pixels && (other.Padded || !padded))
                return;
            if (sign * value >= sign * other.Value && other.Pixels <= pixels && (padded || !other.Padded))
                all.RemoveAt(i);
        }

        var bound = toZero && value == 0;
        all.Add(new Extreme(value, bound ? 0 : pixels, !bound && padded));
    }
}
