using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Places along an axis that a trace lists, or counts from a start in steps.</summary>
internal static class Positions
{
    /// <summary>The places of so many marks.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="list">The list; null where the trace counts.</param>
    /// <param name="start">Where counting starts.</param>
    /// <param name="step">Its step.</param>
    /// <param name="count">How many.</param>
    public static double[] Of(Axis axis, Column? list, PlotNode start, PlotNode step, int count)
    {
        if (list is not null)
            return [.. Enumerable.Range(0, count).Select(i => axis.Read(list, i))];

        var (from, by) = (axis.Read(start) ?? 0, step.Number ?? (axis.Kind == AxisKind.Date ? DateText.Day : 1));
        return [.. Enumerable.Range(0, count).Select(i => from + i * by)];
    }

    /// <summary>The smallest distance of two different values; 1 where there is only one.</summary>
    public static double LeastDistance(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Distinct().Order().ToList();
        if (sorted.Count < 2)
            return 1;
        var negligible = (sorted[^1] - sorted[0]) / 1e4 / (sorted.Count - 1);
        var distances = sorted.Zip(sorted.Skip(1), (one, next) => next - one).Where(apart => apart > negligible)
            .ToList();
        return distances.Count == 0 ? 1 : distances.Min();
    }

    /// <summary>The value below which a part of sorted values lies, as plotly counts quartiles.</summary>
    public static double Quantile(IReadOnlyList<double> sorted, double part)
    {
        var at = sorted.Count * part - 0.5;
        if (at <= 0)
            return sorted[0];
        if (at >= sorted.Count - 1)
            return sorted[^1];
        var below = (int)Math.Floor(at);
        return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }
}
