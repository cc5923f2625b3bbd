using Lemmata.Plotting.Marks;

namespace Lemmata.Plotting.Scales;

/// <summary>What the marks of a panel occupy along one axis.</summary>
internal sealed class Extent(bool log)
{
    private bool loose, points, bars;

    public double Min { get; private set; } = double.PositiveInfinity;
    public double Max { get; private set; } = double.NegativeInfinity;

    /// <summary>Smallest and largest positive value, kept for logarithmic axes.</summary>
    public bool AllIntegers { get; private set; } = true;

    /// <summary>Whether a mark must not touch the edge (points, arrows).</summary>
    public bool Loose => loose || (points && !bars);

    /// <summary>Whether the marks fill the range exactly (heat maps, categories, histograms).</summary>
    public bool Exact { get; private set; }

    /// <summary>Whether a baseline at zero belongs to the picture.</summary>
    public bool Baseline { get; private set; }

    /// <summary>Values that a logarithmic axis cannot show.</summary>
    public int Dropped { get; private set; }

    public bool IsEmpty => Min > Max;

    public void Add(double value, bool count = true)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        if (log && value <= 0)
        {
            Dropped += count ? 1 : 0;
            return;
        }

        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
        AllIntegers &= value == Math.Floor(value);
    }

    public void Add(IEnumerable<double> values)
    {
        foreach (var value in values)
        {
            Add(value);
        }
    }

    public void Touch(bool loose = false, bool exact = false, bool baseline = false)
    {
        this.loose |= loose;
        Exact |= exact;
        Baseline |= baseline;
    }

    /// <summary>Adds what one mark occupies horizontally.</summary>
    public void AddX(Mark mark)
    {
        var integers = AllIntegers;
        switch (mark)
        {
            case CurveMark curve: Add(curve.X); Touch(loose: curve.X.Length == 1); break;
            case PointMark scatter: Add(scatter.X); points = true; break;
            case BarMark { Edges.IsEmpty: false } histogram: AddEdges(histogram.Edges); bars = true; break;
            case BarMark columns: AddBars(columns.X); bars = true; break;
            case BandMark band: Add(band.X); break;
            case GridMark grid: AddExact(Grids.Edges(grid.X, log)); break;
            case ContourMark contour: Add(contour.X); Touch(exact: true); break;
            case BoxMark box: Add(box.At); break;
            case RuleMark { Horizontal: false } rule: Add(rule.At); break;
            case ShadeMark { Horizontal: false } shade: Add(shade.From); Add(shade.To); break;
            case TextMark text: Add(text.X, count: false); break;
            case SegmentMark pieces: Add(pieces.X0); Add(pieces.X1); Touch(loose: pieces.Measure is null); break;
            case PolygonMark polygons: Add(polygons.Rings.SelectMany(r => r.X)); break;
        }

        // Guides do not decide whether an axis counts.
        AllIntegers = mark is RuleMark or ShadeMark or TextMark or SegmentMark { Measure: not null }
            ? integers
            : AllIntegers;
    }

    /// <summary>Gives every name the same room.</summary>
    public void AddCategories(int count) => AddExact([-0.6, count - 0.4]);

    /// <summary>Adds what one mark occupies vertically.</summary>
    public void AddY(Mark mark)
    {
        switch (mark)
        {
            case CurveMark curve: Add(curve.Y); break;
            case PointMark scatter: Add(scatter.Y); AddEnds(scatter); Touch(loose: true); break;
            case BarMark columns: Add(columns.Height); if (!log) { Add(0); Touch(baseline: true); } break;
            case BandMark band: Add(band.Low); Add(band.High); break;
            case GridMark grid: AddExact(Grids.Edges(grid.Y, log)); break;
            case ContourMark contour: Add(contour.Y); Touch(exact: true); break;
            case BoxMark box: Add(box.Low); Add(box.High); Add(box.Outliers); Touch(loose: true); break;
            case RuleMark { Horizontal: true } rule: Add(rule.At); break;
            case ShadeMark { Horizontal: true } shade: Add(shade.From); Add(shade.To); break;
            case TextMark text: Add(text.Y, count: false); break;
            case SegmentMark pieces: Add(pieces.Y0); Add(pieces.Y1); Touch(loose: pieces.Measure is null); break;
            case PolygonMark polygons: Add(polygons.Rings.SelectMany(r => r.Y)); break;
        }
    }

    /// <summary>Ends of error bars; what a logarithmic axis cannot show of them goes on to its edge.</summary>
    private void AddEnds(PointMark points)
    {
        foreach (var end in points.Low.Concat(points.High))
        {
            Add(end, count: false);
        }
    }

    private void AddExact(IReadOnlyList<double> ends)
    {
        var integers = AllIntegers;
        Add(ends);
        AllIntegers = integers;
        Touch(exact: true);
    }

    /// <summary>Intervals around whole numbers leave an axis whole.</summary>
    private void AddEdges(IReadOnlyList<double> edges)
    {
        var integers = AllIntegers;
        Add(edges);
        AllIntegers |= integers && edges.All(edge => edge + 0.5 == Math.Floor(edge + 0.5));
    }

    private void AddBars(IReadOnlyList<double> x)
    {
        Add(x);
        var integers = AllIntegers;
        var half = 0.5 * BarWidth.Spacing(x);
        Add(x.Select(v => v - half));
        Add(x.Select(v => v + half));
        AllIntegers = integers;
    }
}

/// <summary>How wide a bar may be.</summary>
internal static class BarWidth
{
    /// <summary>The smallest distance between neighbouring positions, 1 for a single bar.</summary>
    public static double Spacing(IEnumerable<double> positions)
    {
        double[] sorted = [.. positions.Where(double.IsFinite).Distinct().Order()];
        return sorted.Length < 2 ? 1 : Enumerable.Range(1, sorted.Length - 1).Min(i => sorted[i] - sorted[i - 1]);
    }
}
