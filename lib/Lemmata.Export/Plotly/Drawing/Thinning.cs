namespace Lemmata.Export.Plotly.Drawing;

/// <summary>Leaves out what the eye would not see.</summary>
internal static class Thinning
{
    private const int MostPoints = 3000;

    /// <summary>A line without the points that lie within the same pixels; long ones keep the ends of each
    /// column.</summary>
    public static IReadOnlyList<(double X, double Y)> Line(IReadOnlyList<(double X, double Y)> line)
    {
        if (line.Count <= MostPoints)
            return line;

        var kept = new List<(double X, double Y)>();
        var size = (int)Math.Ceiling(line.Count / (MostPoints / 4.0));
        for (var start = 0; start < line.Count; start += size)
        {
            var end = Math.Min(start + size, line.Count);
            var (least, most) = (start, start);
            for (var i = start; i < end; i++)
            {
                least = line[i].Y < line[least].Y ? i : least;
                most = line[i].Y > line[most].Y ? i : most;
            }

            kept.AddRange(new[] { start, least, most, end - 1 }.Distinct().Order().Select(i => line[i]));
        }

        return kept;
    }

    /// <summary>Points of which no two stand on the same half pixel, at most so many.</summary>
    public static IEnumerable<(int Index, double X, double Y)> Points(int count, int most, Func<int,
        (double X, double Y)> at)
    {
        var (seen, step) = (new HashSet<(double, double)>(), Math.Max(1, count / (20 * most)));
        for (var i = 0; i < count && seen.Count < most; i += step)
        {
            var (x, y) = at(i);
            if (double.IsFinite(x) && double.IsFinite(y) && seen.Add((Math.Round(2 * x), Math.Round(2 * y))))
                yield return (i, x, y);
        }
    }
}
