namespace Lemmata.Plotting.Marks;

/// <summary>Level lines of values on a rectangular grid, linear along the sides of each cell.</summary>
/// <remarks>
/// Saddles are split by the mean of the four corners, so lines never cross. Cells with a NaN corner have no line.
/// </remarks>
internal static class MarchingSquares
{
    /// <summary>The pieces of one level line, joined end to end.</summary>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Lines(ContourMark grid, double level)
    {
        var pieces = new List<(long From, long To)>();
        var points = new Dictionary<long, (double X, double Y)>();
        int columns = grid.X.Length, rows = grid.Y.Length;
        double Z(int row, int column) => grid.Z[row * columns + column];

        // Each side of the grid has a number: horizontal sides 2i, vertical sides 2i + 1, i the index of its lower left
        // corner.
        long Horizontal(int row, int column)
        {
            var key = 2L * (row * columns + column);
            if (!points.ContainsKey(key))
            {
                var t = (level - Z(row, column)) / (Z(row, column + 1) - Z(row, column));
                points[key] = (grid.X[column] + t * (grid.X[column + 1] - grid.X[column]), grid.Y[row]);
            }

            return key;
        }

        long Vertical(int row, int column)
        {
            var key = 2L * (row * columns + column) + 1;
            if (!points.ContainsKey(key))
            {
                var t = (level - Z(row, column)) / (Z(row + 1, column) - Z(row, column));
                points[key] = (grid.X[column], grid.Y[row] + t * (grid.Y[row + 1] - grid.Y[row]));
            }

            return key;
        }

        for (var row = 0; row + 1 < rows; row++)
        {
            for (var column = 0; column + 1 < columns; column++)
            {
                double a = Z(row, column), b = Z(row, column + 1), c = Z(row + 1, column + 1), d = Z(row + 1, column);
                if (!double.IsFinite(a + b + c + d))
                {
                    continue;
                }

                var sides = new List<long>(4);
                if (a >= level != b >= level)
                {
                    sides.Add(Horizontal(row, column));
                }

                if (b >= level != c >= level)
                {
                    sides.Add(Vertical(row, column + 1));
                }

                if (c >= level != d >= level)
                {
                    sides.Add(Horizontal(row + 1, column));
                }

                if (d >= level != a >= level)
                {
                    sides.Add(Vertical(row, column));
                }

                if (sides.Count == 2)
                {
                    pieces.Add((sides[0], sides[1]));
                }
                else if (sides.Count == 4)
                {
                    // The corners a and c belong together when the middle is on their side.
                    var middle = (a + b + c + d) / 4 >= level;
                    var joined = middle == a >= level;
                    pieces.Add(joined ? (sides[0], sides[1]) : (sides[3], sides[0]));
                    pieces.Add(joined ? (sides[2], sides[3]) : (sides[1], sides[2]));
                }
            }
        }

        return [.. Join(pieces).Select(line => (IReadOnlyList<(double, double)>)[.. line.Select(key => points[key])])];
    }

    private static IEnumerable<List<long>> Join(List<(long From, long To)> pieces)
    {
        var at = new Dictionary<long, List<int>>();
        for (var i = 0; i < pieces.Count; i++)
        {
            foreach (var end in new[] { pieces[i].From, pieces[i].To })
            {
                (at.TryGetValue(end, out var list) ? list : at[end] = []).Add(i);
            }
        }

        var used = new bool[pieces.Count];
        for (var i = 0; i < pieces.Count; i++)
        {
            if (used[i])
            {
                continue;
            }

            used[i] = true;
            var line = new List<long> { pieces[i].From, pieces[i].To };
            Extend(line, forward: true);
            Extend(line, forward: false);
            yield return line;
        }

        void Extend(List<long> line, bool forward)
        {
            while (true)
            {
                var end = forward ? line[^1] : line[0];
                var next = at[end].FirstOrDefault(j => !used[j], -1);
                if (next < 0)
                {
                    return;
                }

                used[next] = true;
                var other = pieces[next].From == end ? pieces[next].To : pieces[next].From;
                line.Insert(forward ? line.Count : 0, other);
            }
        }
    }
}
