using System.Collections.Immutable;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Scales;

namespace Lemmata.Plotting.Model;

/// <summary>Cuts series with more points than the width can show, so that the picture stays the same.</summary>
internal static class Thinning
{
    /// <summary>Pixel columns a drawing can show.</summary>
    public const int PixelColumns = 640;

    /// <summary>Series with fewer points are left alone.</summary>
    public const int Limit = 4 * PixelColumns;

    /// <summary>The mark, thinned where it is too long; a note for the caption says so.</summary>
    /// <remarks>Curves and bands keep the first, last, smallest and largest point of each pixel column; scatters keep
    /// the first point of each cell of a grid of 640 × 400. Both depend on nothing but the data.</remarks>
    public static Mark Of(Mark mark, Figure figure, List<string> notes)
    {
        switch (mark)
        {
            case CurveMark curve when curve.X.Length > Limit:
            {
                var keep = Columns(curve.X, [curve.Y], figure.X.Log);
                notes.Add(Note(curve.X.Length, "line", "the extremes of each pixel column"));
                return curve with { X = Pick(curve.X, keep), Y = Pick(curve.Y, keep) };
            }

            case BandMark band when band.X.Length > Limit:
            {
                var keep = Columns(band.X, [band.Low, band.High], figure.X.Log);
                notes.Add(Note(band.X.Length, "band", "the extremes of each pixel column"));
                return band with { X = Pick(band.X, keep), Low = Pick(band.Low, keep), High = Pick(band.High, keep) };
            }

            case PointMark points when points.X.Length > Limit:
            {
                var keep = Cells(points, figure);
                if (keep.Count < points.X.Length)
                {
                    notes.Add(
                        $"Of {DrawnNumber.Plain(points.X.Length)} points, {DrawnNumber.Plain(keep.Count)} are drawn: "
                            + "one for each spot of the paper that any falls on."
                    );
                }

                return points with
                {
                    X = Pick(points.X, keep),
                    Y = Pick(points.Y, keep),
                    Low = points.Low.IsEmpty ? [] : Pick(points.Low, keep),
                    High = points.High.IsEmpty ? [] : Pick(points.High, keep),
                };
            }

            default:
                return mark;
        }
    }

    private static string Note(int count, string what, string kept) =>
        $"A {what} of {DrawnNumber.Plain(count)} points is drawn by {kept}.";

    private static List<int> Columns(ImmutableArray<double> x, ImmutableArray<double>[] series, bool log)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var value in x)
        {
            if (double.IsFinite(value) && (!log || value > 0))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        double Place(double v) => log ? Math.Log10(v) : v;
        double from = Place(low), width = (Place(high) - from) / PixelColumns;
        var keep = new SortedSet<int>();
        int start = 0, column = int.MinValue;
        for (var i = 0; i <= x.Length; i++)
        {
            var here = i == x.Length ? int.MaxValue
                : !double.IsFinite(x[i]) || (log && x[i] <= 0) || series.Any(s => !double.IsFinite(s[i])) ? int.MinValue
                : width > 0 ? (int)((Place(x[i]) - from) / width) : 0;
            if (here == column && i < x.Length)
            {
                continue;
            }

            if (i > start && column == int.MinValue)
            {
                keep.Add(start);
            }
            else if (i > start)
            {
                keep.Add(start);
                keep.Add(i - 1);
                foreach (var values in series)
                {
                    int smallest = start, largest = start;
                    for (var j = start + 1; j < i; j++)
                    {
                        smallest = values[j] < values[smallest] ? j : smallest;
                        largest = values[j] > values[largest] ? j : largest;
                    }

                    keep.Add(smallest);
                    keep.Add(largest);
                }
            }

            (start, column) = (i, here);
        }

        return [.. keep];
    }

    private static List<int> Cells(PointMark points, Figure figure)
    {
        Extent x = new(figure.X.Log), y = new(figure.Y.Log);
        x.Add(points.X);
        y.Add(points.Y);
        var keep = new List<int>();
        if (x.IsEmpty || y.IsEmpty)
        {
            return keep;
        }

        var across = Ranges.Axis(figure.X with { Ticks = [0], Categories = [] }, x, vertical: false);
        var up = Ranges.Axis(figure.Y with { Ticks = [0] }, y, vertical: true);
        var seen = new HashSet<int>();
        for (var i = 0; i < points.X.Length; i++)
        {
            double u = across.Fraction(points.X[i]),
                v = up.Fraction(points.Y[i]);
            if (
                u is >= 0 and <= 1
                && v is >= 0 and <= 1
                && seen.Add((int)(u * PixelColumns / 2) * 4096 + (int)(v * 200)))
            {
                keep.Add(i);
            }
        }

        return keep;
    }

    private static ImmutableArray<double> Pick(ImmutableArray<double> values, List<int> keep) =>
        [.. keep.Select(i => values[i])];
}
