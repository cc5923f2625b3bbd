using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Plates;

/// <summary>The cells of a layout's grid.</summary>
internal sealed class GridDomains
{
    private readonly PlotNode grid;
    private readonly int rows, columns;
    private readonly bool isIndependent;

    public GridDomains(PlotNode layout)
    {
        grid = layout["grid"];
        var listed = grid["subplots"].Items.Select(row => row.Items.Count()).ToList();
        (rows, columns) = listed.Count > 0 ? (listed.Count, listed.Max())
            : ((int)grid["rows"].Between(0, 40, grid["yaxes"].Items.Count()),
                (int)grid["columns"].Between(0, 40, grid["xaxes"].Items.Count()));
        isIndependent = listed.Count > 0 || grid["pattern"].Text == "independent";
    }

    public bool Exists => rows > 0 && columns > 0;

    /// <summary>The part of a drawing that a column takes, from the left.</summary>
    public (double Low, double High) Column(int column) => Part(column, columns,
        grid["xgap"].Between(0, 1, isIndependent ? 0.2 : 0.1));

    /// <summary>The part of a drawing that a row takes, from below; rows count from the top.</summary>
    public (double Low, double High) Row(int row) => Part(
        grid["roworder"].Text == "bottom to top" ? row : rows - 1 - row,
        rows,
        grid["ygap"].Between(0, 1, isIndependent ? 0.3 : 0.1));

    /// <summary>The part that an axis without its own takes; null where the grid does not hold it.</summary>
    public (double Low, double High)? Of(string axis)
    {
        if (!Exists)
            return null;
        var isX = axis[0] == 'x';
        var listed = grid["subplots"].Items.SelectMany((row, r) => row.Items.Select((cell, c) => (cell.Text, r, c)));
        foreach (var (text, row, column) in listed)
        {
            var split = text.IndexOf('y', StringComparison.Ordinal);
            if (split > 0 && (isX ? text[..split] : text[split..]) == axis)
                return isX ? Column(column) : Row(row);
        }

        var named = grid[isX ? "xaxes" : "yaxes"].Items.Select(item => item.Text).ToList();
        var number = named.Count > 0 ? named.IndexOf(axis)
            : (PlotNode.Parse(axis[1..]) is { } given ? (int)Math.Min(given, 10_000) : 1) - 1;
        if (number < 0)
            return null;
        if (!isIndependent || named.Count > 0)
            return number < (isX ? columns : rows) ? isX ? Column(number) : Row(number) : null;
        return number < rows * columns ? isX ? Column(number % columns) : Row(number / columns) : null;
    }

    private static (double, double) Part(int index, int count, double gap)
    {
        var size = 1 / (count - gap);
        return (Math.Clamp(index, 0, count - 1) * size, Math.Clamp(index, 0, count - 1) * size + size * (1 - gap));
    }
}
