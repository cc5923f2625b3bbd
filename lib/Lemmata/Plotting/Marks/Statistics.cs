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

        if (sorted.All(value => value == Math.Floor(value)) && Math.Max(-low, high) < 1e9)
        {
            return Whole(sorted, bins, density);
        }

        if (low == high)
        {
            var half = low == 0 ? 0.5 : Math.Abs(low) * 0.05;
            (low, high) = (low - half, high + half);
        }

        var width = FreedmanDiaconis(sorted);
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

    /// <summary>
    /// The histogram of whole numbers: every bar stands for the same number of them, one where that gives at most sixty
    /// bars, and none is empty because it lies between two.
    /// </summary>
    private static BarMark Whole(double[] sorted, int? bins, bool density)
    {
        double low = sorted[0], values = sorted[^1] - low + 1;
        var width = bins is { } asked ? Math.Ceiling(values / asked)
            : values <= 60 ? 1
            : Math.Max(Math.Ceiling(values / 60), Math.Round(FreedmanDiaconis(sorted)));
        var counts = new double[(int)Math.Ceiling(values / width)];
        foreach (var value in sorted)
        {
            counts[(int)((value - low) / width)]++;
        }

        var unit = density ? 1 / (sorted.Length * width) : 1;
        return new BarMark(
            [.. counts.Select((_, i) => low + i * width + (width - 1) / 2)], [.. counts.Select(c => c * unit)])
        {
            Edges = [.. Enumerable.Range(0, counts.Length + 1).Select(i => low - 0.5 + i * width)],
        };
    }

    /// <summary>The width of intervals by the rule of Freedman and Diaconis; 0 where half of the sample is one value.</summary>
    private static double FreedmanDiaconis(double[] sorted) =>
        2 * (Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / Math.Cbrt(sorted.Length);

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
