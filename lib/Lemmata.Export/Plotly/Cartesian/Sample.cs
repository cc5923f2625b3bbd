namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Values at one place with their quartiles.</summary>
/// <param name="Place">Where, on the axis along.</param>
/// <param name="Values">The values in ascending order; empty where only the quartiles are known.</param>
/// <param name="Lower">First quartile.</param>
/// <param name="Median">Median.</param>
/// <param name="Upper">Third quartile.</param>
/// <param name="LowerFence">The least value not further below than one and a half times the quartiles'
/// distance.</param>
/// <param name="UpperFence">The greatest value not further above than that.</param>
/// <param name="Mean">Mean.</param>
internal sealed record Sample(double Place, IReadOnlyList<double> Values, double Lower, double Median, double Upper,
    double LowerFence, double UpperFence, double Mean)
{
    /// <summary>The quartiles of values.</summary>
    public static Sample Of(double place, IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        var (lower, upper) = (Positions.Quantile(sorted, 0.25), Positions.Quantile(sorted, 0.75));
        var reach = 1.5 * (upper - lower);
        return new Sample(
            place,
            sorted,
            lower,
            Positions.Quantile(sorted, 0.5),
            upper,
            Math.Min(lower, sorted.First(value => value >= lower - reach)),
            Math.Max(upper, sorted.Last(value => value <= upper + reach)),
            sorted.Average());
    }

    /// <summary>Width of the kernel that smooths the values: Silverman's rule as plotly bounds it; 0 for equal
    /// values.</summary>
    public double Bandwidth(double? asked)
    {
        if (Values.Count == 0 || !(Values[^1] > Values[0]))
            return asked ?? 0;

        var range = Values[^1] - Values[0];
        if (asked is { } given)
            return Math.Max(given, range / 1e4);
        var spread = Math.Sqrt(Values.Sum(value => (value - Mean) * (value - Mean)) / Math.Max(1, Values.Count - 1));
        var rule = 1.059 * Math.Min(spread, (Upper - Lower) / 1.349) * Math.Pow(Values.Count, -0.2);
        return Math.Max(rule, range / 100);
    }

    /// <summary>Density of the values at a place, by a normal kernel.</summary>
    public double Density(double at, double bandwidth)
    {
        var step = Math.Max(1, Values.Count / 2000);
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < Values.Count; i += step)
        {
            var away = (at - Values[i]) / bandwidth;
            sum += Math.Exp(-0.5 * away * away);
            count++;
        }

        return sum / (count * bandwidth * Math.Sqrt(2 * Math.PI));
    }
}
