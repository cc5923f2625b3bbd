using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Fields;

/// <summary>Numbers over a plane, shown as cells or by lines of equal value.</summary>
internal abstract class FieldTrace : CartesianTrace
{
    private readonly Column? xs, ys;
    private readonly bool isCounted;

    protected FieldTrace(PlotNode node, PlotNode layout, int index) : base(node, layout, index)
    {
        (xs, ys) = (Column.Read(node["x"]), Column.Read(node["y"]));
        isCounted = Type.StartsWith("histogram2d", StringComparison.Ordinal);
    }

    public override ColourScale? Scale => OwnScale is { IsShown: true } ? OwnScale : null;

    protected override bool HasKey => false;

    /// <summary>The numbers, by row from below and column.</summary>
    protected Table2 Z { get; private set; } = Table2.Of([]);

    /// <summary>Places of columns and rows: edges of cells, or centres.</summary>
    protected (double[] X, double[] Y) Places { get; private set; } = ([], []);

    protected ColourScale? OwnScale { get; private set; }

    /// <summary>Whether places are the middles of cells and not their edges.</summary>
    protected abstract bool HasCentres { get; }

    public override IEnumerable<Column> Along(bool isX) => (isX ? xs : ys) is { } list ? [list] : [];

    public override void Measure(Axis xAxis, Axis yAxis)
    {
        if (isCounted)
            Count(xAxis, yAxis);
        else
            Read(xAxis, yAxis);
        OwnScale = ScaleOf(Z);
        xAxis.Extremes.Add(xAxis, Places.X, new Demand());
        yAxis.Extremes.Add(yAxis, Places.Y, new Demand());
    }

    public override void Draw(Sheet sheet, Panel panel)
    {
        if (OwnScale is null || Z.IsEmpty)
            return;
        var (left, top) = (Places.X.Select(panel.X).ToArray(), Places.Y.Select(panel.Y).ToArray());
        if (left.Length >= Z.Columns && top.Length >= Z.Rows)
            Draw(sheet, left, top, OwnScale);
    }

    protected virtual ColourScale ScaleOf(Table2 z) => ColourScale.Read(Node, Layout, "z", z.Finite);

    /// <summary>Draws the field.</summary>
    /// <param name="sheet">Where.</param>
    /// <param name="left">Pixels of columns.</param>
    /// <param name="top">Pixels of rows.</param>
    /// <param name="scale">Colours.</param>
    protected abstract void Draw(Sheet sheet, double[] left, double[] top, ColourScale scale);

    private void Read(Axis xAxis, Axis yAxis)
    {
        if (Node["z"].IsList && !Node["z"].Items.FirstOrDefault().IsList && TypedArray.Shape(Node["z"]) is null)
        {
            Listed(xAxis, yAxis);
            return;
        }

        Z = Table2.Read(Node["z"]);
        if (Node["transpose"].IsTrue)
            Z = Z.Transposed;
        Places = (Edges(xAxis, xs, Node["x0"], Node["dx"], Z.Columns),
            Edges(yAxis, ys, Node["y0"], Node["dy"], Z.Rows));
    }

    /// <summary>Three lists of equal length: where, where, how much.</summary>
    private void Listed(Axis xAxis, Axis yAxis)
    {
        var (x, y) = (xAxis.Read(xs ?? Column.Empty), yAxis.Read(ys ?? Column.Empty));
        var z = Column.Read(Node["z"]) ?? Column.Empty;
        double[] columns = [.. x.Where(double.IsFinite).Distinct().Order().Take(500)];
        double[] rows = [.. y.Where(double.IsFinite).Distinct().Order().Take(500)];
        var grid = rows.Select(_ => Enumerable.Repeat(double.NaN, columns.Length).ToArray()).ToArray();
        for (var i = 0; i < Math.Min(z.Count, Math.Min(x.Length, y.Length)); i++)
        {
            var (row, column) = (Array.BinarySearch(rows, y[i]), Array.BinarySearch(columns, x[i]));
            if (row >= 0 && column >= 0)
                grid[row][column] = z[i];
        }

        Z = Table2.Of(grid);
        Places = (Edges(xAxis, columns, columns.Length), Edges(yAxis, rows, rows.Length));
    }

    private void Count(Axis xAxis, Axis yAxis)
    {
        var (x, y) = (xAxis.Read(xs ?? Column.Empty), yAxis.Read(ys ?? Column.Empty));
        var finite = x.Zip(y).Where(point => double.IsFinite(point.First + point.Second)).ToList();
        if (finite.Count == 0)
            return;
        var columns = Binning.Of([.. finite.Select(point => point.First)], xAxis, Node["nbinsx"].Between(0, 300, 0),
            Node["xbins"], inPlane: true);
        var rows = Binning.Of([.. finite.Select(point => point.Second)], yAxis, Node["nbinsy"].Between(0, 300, 0),
            Node["ybins"], inPlane: true);
        var (left, low) = (columns.Edges.ToArray(), rows.Edges.ToArray());
        if (left.Length < 2 || low.Length < 2)
            return;
        var grid = new double[low.Length - 1][];
        for (var row = 0; row < grid.Length; row++)
        {
            grid[row] = new double[left.Length - 1];
        }

        var z = Column.Read(Node["z"]);
        foreach (var (i, point) in finite.Select((point, i) => (i, point)))
        {
            var (column, row) = (CellOf(left, point.First), CellOf(low, point.Second));
            if (row >= 0 && row < grid.Length && column >= 0 && column < grid[0].Length)
                grid[row][column] += Node["histfunc"].Text is "sum" && z is not null ? z[i] : 1;
        }

        var share = Node["histnorm"].Text switch
        {
            "percent" => 100.0 / finite.Count, "probability" => 1.0 / finite.Count, _ => 1,
        };
        Z = Table2.Of([.. grid.Select(row => row.Select(count => count * share).ToArray())]);
        Places = HasCentres ? (Middles(left), Middles(low)) : (left, low);
    }

    private static double[] Middles(double[] edges) => [.. edges.Zip(edges.Skip(1), (one, next) => (one + next) / 2)];

    private static int CellOf(double[] edges, double value)
    {
        var found = Array.BinarySearch(edges, value);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Edges between the listed middles; lists with one place more than cells are edges already.</summary>
    private double[] Edges(Axis axis, Column? list, PlotNode start, PlotNode step, int count) => count == 0 ? []
        : Edges(axis, list is null or { Count: 0 } ? Positions.Of(axis, null, start, step, count) : axis.Read(list),
            count);

    private double[] Edges(Axis axis, double[] at, int count)
    {
        if (count == 0)
            return [];
        if (at.Length > count || HasCentres)
            return at[..Math.Min(at.Length, HasCentres ? count : count + 1)];
        if (at.Length < 2)
            return axis.Kind == AxisKind.Log ? [at[0] / 2, at[0] * 2] : [at[0] - 0.5, at[0] + 0.5];

        var isLog = axis.Kind == AxisKind.Log;
        double[] places = isLog ? [.. at.Select(Math.Log10)] : at;
        var edges = new List<double> { 1.5 * places[0] - 0.5 * places[1] };
        edges.AddRange(places.Zip(places.Skip(1), (one, next) => (one + next) / 2));
        edges.Add(1.5 * places[^1] - 0.5 * places[^2]);
        while (edges.Count < count + 1 && edges.Count < 2000)
        {
            edges.Add(2 * edges[^1] - edges[^2]);
        }

        return isLog ? [.. edges.Select(place => Math.Pow(10, place))] : [.. edges];
    }
}
