using System.Text;
using Lemmata.Export.Plotly.Drawing;

namespace Lemmata.Export.Plotly.Fields;

/// <summary>Areas between levels and lines along levels of a field that is linear in the triangles of its
/// cells.</summary>
/// <param name="z">Numbers by row and column.</param>
/// <param name="x">Pixels of columns.</param>
/// <param name="y">Pixels of rows.</param>
internal sealed class ContourBands(double[][] z, double[] x, double[] y)
{
    private readonly record struct Corner(double X, double Y, double Z);

    /// <summary>The area where the field lies between two levels.</summary>
    public string Between(double low, double high)
    {
        var path = new StringBuilder();
        for (var row = 0; row + 1 < z.Length; row++)
        {
            for (var column = 0; column + 1 < x.Length; column++)
            {
                if (Inside(row, column, low, high))
                {
                    var end = column + 1;
                    while (end + 1 < x.Length && Inside(row, end, low, high))
                    {
                        end++;
                    }

                    path.Append(Sheet.Box(new Rect(x[column], y[row], x[end], y[row + 1])));
                    column = end - 1;
                    continue;
                }

                foreach (var triangle in Triangles(row, column))
                {
                    var part = Clip(Clip(triangle, low, 1), -high, -1);
                    if (part.Count > 2)
                        path.Append(Sheet.Path(part.Select(corner => (corner.X, corner.Y)), closed: true));
                }
            }
        }

        return path.ToString();
    }

    /// <summary>The lines where the field has a level.</summary>
    public string Along(double level)
    {
        var path = new StringBuilder();
        for (var row = 0; row + 1 < z.Length; row++)
        {
            for (var column = 0; column + 1 < x.Length; column++)
            {
                foreach (var triangle in Triangles(row, column))
                {
                    var ends = new List<(double X, double Y)>();
                    for (var i = 0; i < 3; i++)
                    {
                        var (a, b) = (triangle[i], triangle[(i + 1) % 3]);
                        if (a.Z < level != b.Z < level)
                            ends.Add(Crossing(a, b, level) is var at ? (at.X, at.Y) : default);
                    }

                    if (ends.Count == 2)
                        path.Append(Sheet.Path(ends));
                }
            }
        }

        return path.ToString();
    }

    private bool Inside(int row, int column, double low, double high)
    {
        var (a, b, c, d) = (z[row][column], z[row][column + 1], z[row + 1][column], z[row + 1][column + 1]);
        return Math.Min(Math.Min(a, b), Math.Min(c, d)) >= low && Math.Max(Math.Max(a, b), Math.Max(c, d)) < high;
    }

    /// <summary>The two triangles of a cell whose corners all have a value.</summary>
    private IReadOnlyList<Corner>[] Triangles(int row, int column)
    {
        Corner At(int r, int c) => new(x[c], y[r], z[r][c]);
        var (a, b, c, d) = (At(row, column), At(row, column + 1), At(row + 1, column), At(row + 1, column + 1));
        return double.IsFinite(a.Z + b.Z + c.Z + d.Z + a.X + a.Y + d.X + d.Y) ? [[a, b, d], [a, d, c]] : [];
    }

    /// <summary>The part of a polygon where sign times the field is at least a bound.</summary>
    private static IReadOnlyList<Corner> Clip(IReadOnlyList<Corner> polygon, double bound, int sign)
    {
        if (double.IsInfinity(bound))
            return polygon;

        var kept = new List<Corner>();
        for (var i = 0; i < polygon.Count; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Count]);
            if (sign * a.Z >= bound)
                kept.Add(a);
            if (sign * a.Z >= bound != sign * b.Z >= bound)
                kept.Add(Crossing(a, b, sign * bound));
        }

        return kept;
    }

    private static Corner Crossing(Corner a, Corner b, double level)
    {
        var part = (level - a.Z) / (b.Z - a.Z);
        return new Corner(a.X + part * (b.X - a.X), a.Y + part * (b.Y - a.Y), level);
    }
}
