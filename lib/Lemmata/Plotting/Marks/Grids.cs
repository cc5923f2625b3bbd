using System.Collections.Immutable;
using Lemmata.Arguments;

namespace Lemmata.Plotting.Marks;

/// <summary>Validation of values on rectangular grids.</summary>
internal static class Grids
{
    public static (ImmutableArray<double> Z, ImmutableArray<double> X, ImmutableArray<double> Y) Of(
        double[,] z, ImmutableArray<double> x, ImmutableArray<double> y, string label)
    {
        ArgumentNullException.ThrowIfNull(z);
        int rows = z.GetLength(0), columns = z.GetLength(1);
        Require.That(
            rows == y.Length && columns == x.Length,
            nameof(y),
            $"Grid {Coordinates.Quote(label)}: z is {rows} × {columns} (rows along y, columns along x) but there "
                + $"are {y.Length} y and {x.Length} x positions; pass z[{y.Length}, {x.Length}].");

        Increasing(x, "x", label);
        Increasing(y, "y", label);
        var flat = ImmutableArray.CreateBuilder<double>(rows * columns);
        foreach (var value in z)
        {
            flat.Add(double.IsFinite(value) ? value : double.NaN);
        }

        Require.That(
            !flat.All(double.IsNaN),
            nameof(z),
            $"Grid {Coordinates.Quote(label)} has {rows} × {columns} values, none finite; nothing would be drawn.");

        return (flat.DrainToImmutable(), x, y);
    }

    /// <summary>The levels asked for, or about five round ones inside the range.</summary>
    public static ImmutableArray<double> Levels(ImmutableArray<double> z, IEnumerable<double>? levels)
    {
        if (levels is not null)
        {
            ImmutableArray<double> asked = [.. levels.Where(double.IsFinite).Distinct().Order()];
            Require.That(!asked.IsEmpty, nameof(levels), "Contour: no finite level was given; pass at least one.");
            return asked;
        }

        double low = z.Where(double.IsFinite).Min(), high = z.Where(double.IsFinite).Max();
        return [.. Scales.Ticks.Linear(low, high, integer: false).Where(t => t > low && t < high)];
    }

    /// <summary>
    /// Edges between cells: midpoints of neighbouring centres, ends mirrored; midpoints of logarithms on a logarithmic
    /// axis.
    /// </summary>
    public static ImmutableArray<double> Edges(ImmutableArray<double> centres, bool log)
    {
        var n = centres.Length;
        double At(int i) => log ? Math.Log10(centres[i]) : centres[i];
        double Back(double v) => log ? Math.Pow(10, v) : v;
        if (n == 1)
        {
            return log ? [centres[0] / 2, centres[0] * 2] : [centres[0] - 0.5, centres[0] + 0.5];
        }

        var edges = ImmutableArray.CreateBuilder<double>(n + 1);
        edges.Add(Back(At(0) - (At(1) - At(0)) / 2));
        for (var i = 1; i < n; i++)
        {
            edges.Add(Back(At(i - 1) + (At(i) - At(i - 1)) / 2));
        }

        edges.Add(Back(At(n - 1) + (At(n - 1) - At(n - 2)) / 2));
        return edges.DrainToImmutable();
    }

    private static void Increasing(ImmutableArray<double> positions, string axis, string label)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            Require.That(
                double.IsFinite(positions[i]),
                nameof(positions),
                $"Grid {Coordinates.Quote(label)}: {axis} positions must be finite, but position {i} is {positions[i]}.");
            Require.That(
                i == 0 || positions[i] > positions[i - 1],
                nameof(positions),
                $"Grid {Coordinates.Quote(label)}: {axis} positions must increase, but position {i} is {positions[i]} "
                    + $"after {positions[i - 1]}.");
        }
    }
}
