namespace Lemmata.Export.Plotly.Reading;

/// <summary>A list of lists of numbers, by row and column; NaN stands for a hole.</summary>
internal sealed class Table2
{
    private readonly IReadOnlyList<Column> rows;

    private Table2(IReadOnlyList<Column> rows, int columns) => (this.rows, Columns) = (rows, columns);

    public int Rows => rows.Count;

    public int Columns { get; }

    public bool IsEmpty => Rows == 0 || Columns == 0;

    public double this[int row, int column] => (uint)row < (uint)rows.Count ? rows[row][column] : double.NaN;

    /// <summary>The finite numbers.</summary>
    public IEnumerable<double> Finite => rows.SelectMany(row => row.Numbers).Where(double.IsFinite);

    /// <summary>The same with rows and columns exchanged.</summary>
    public Table2 Transposed => new(
        [.. Enumerable.Range(0, Columns).Select(c => Column.Of(Enumerable.Range(0, Rows).Select(r => this[r, c])))],
        Rows);

    public static Table2 Of(IReadOnlyList<double[]> rows) =>
        new([.. rows.Select(Column.Of)], rows.Count == 0 ? 0 : rows.Max(row => row.Length));

    /// <summary>Reads it; empty where the place holds none.</summary>
    public static Table2 Read(PlotNode node)
    {
        if (TypedArray.Shape(node) is var (height, width) && TypedArray.Read(node) is { } flat)
        {
            return Of([.. flat.Chunk(width).Take(height)]);
        }

        var (rows, total) = (new List<Column>(), 0);
        foreach (var item in node.Items)
        {
            var row = Column.Read(item) ?? Column.Empty;
            if ((total += row.Count) > Column.Most)
                break;
            rows.Add(row);
        }

        return new Table2(rows, rows.Count == 0 ? 0 : rows.Max(row => row.Count));
    }
}
