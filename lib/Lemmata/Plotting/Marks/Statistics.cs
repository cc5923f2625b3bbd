using System.Collections.Immutable;
using Lemmata.Arguments;

namespace Lemmata.Plotting.Marks;

/// <summary>Summaries of samples: histograms and boxes.</summary>
internal static class Statistics
{
    public static BarMark Histogram(ImmutableArray<double> values, int? bins, bool density, string label)
    {
        Coordinates.RequireDrawable(label, ("values", values));
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        double low = sorted[0], high = sorted[^1];
        Require.That(
            bins is null or > 0,
            nameof(bins),
            $"Histogram {Coordinates.Quote(label)}: bins is {bins}; at least one interval is needed.");

        if (low == high)
        {
            var half = low == 0 ? 0.5 : Math.Abs(low) * 0.05;
            (low, high) = (low - half, high + half);
        }

        var spread = Quantile(sorted, 0.75) - Quantile(sorted, 0.25);
        var width = 2 * spread / Math.Cbrt(sorted.Length);
        var count = bins ?? (int)Math.Clamp(Math.Ceiling(width > 0 ? (high - low) / width : 10), 5, 60);
        var counts = new double[count];
        foreach (var value in sorted)
        {
            counts[Math.Min(count - 1, (int)((value / 2 - low / 2) / (high / 2 - low / 2) * count))]++;
        }

        ImmutableArray<double> edges =
        [
            .. Enumerable.Range(0, count + 1).Select(i => i == count ? high : low + (high / count - low / count) * i),
        ];
        var unit = density ? 1 / (sorted.Length * ((high - low) / count)) : 1;
        return new BarMark(
            [.. Enumerable.Range(0, count).Select(i => edges[i] / 2 + edges[i + 1] / 2)],
            [.. counts.Select(c => c * unit)])
        {
            Edges = edges,
        };
    }

    public static BoxMark Box(double at, ImmutableArray<double> values, string label)
    {
        Coordinates.RequireDrawable(label, ("values", values));
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        double q1 = Quantile(sorted, 0.25),
            q3 = Quantile(sorted, 0.75),
            reach = 1.5 * (q3 - q1);
        double low = sorted.First(v => v >= q1 - reach),
            high = sorted.Last(v => v <= q3 + reach);
        return new BoxMark(at, low, q1, Quantile(sorted, 0.5), q3, high, [.. sorted.Where(v => v < low || v > high)])
        {
            Label = label,
        };
    }

    /// <summary>Quantile by linear interpolation between order statistics at (n − 1) p.</summary>
    public static double Quantile(double[] sorted, double p)
    {
        var place = (sorted.Length - 1) * p;
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }
}
