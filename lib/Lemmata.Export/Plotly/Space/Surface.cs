using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Space;

/// <summary>Heights over a plane, or a sheet bent through space, in faces coloured by height.</summary>
internal sealed class Surface(PlotNode node, PlotNode layout, int index) : Body(node, layout, index)
{
    private const int MostSide = 36, MostNarrow = 24;

    private readonly Table2 z = Table2.Read(node["z"]);
    private Point3[][] places = [];
    private double[][] shades = [];
    private ColourScale? scale;

    public override ColourScale? Scale => scale is { IsShown: true } ? scale : null;

    public override IEnumerable<Column> Along(char letter) =>
        letter != 'z' && Column.Read(Node[letter.ToString()]) is { } list && !IsPlane(letter) ? [list] : [];

    public override bool Measure(Axis xAxis, Axis yAxis, Axis zAxis)
    {
        if (z.Rows < 2 || z.Columns < 2 || !z.Finite.Any())
            return false;

        var colours = Node["surfacecolor"].IsList ? Table2.Read(Node["surfacecolor"]) : z;
        scale = ColourScale.Read(Node, Layout, "c", colours.Finite);
        var (x, y) = (Place(xAxis, 'x', z.Columns), Place(yAxis, 'y', z.Rows));
        var (rows, columns) = (Kept(z.Rows), Kept(z.Columns));
        places = [.. rows.Select(row => columns.Select(column => new Point3(
            xAxis.Place(x(row, column)), yAxis.Place(y(row, column)), zAxis.Place(z[row, column]))).ToArray())];
        shades = [.. rows.Select(row => columns.Select(column => colours[row, column]).ToArray())];
        foreach (var point in Enumerable.Range(0, z.Rows).SelectMany(row => Enumerable.Range(0, z.Columns)
            .Select(column => (row, column))))
        {
            if (!double.IsFinite(z[point.row, point.column]))
                continue;
            xAxis.Extremes.Add(xAxis, [x(point.row, point.column)], new Demand());
            yAxis.Extremes.Add(yAxis, [y(point.row, point.column)], new Demand());
            zAxis.Extremes.Add(zAxis, [z[point.row, point.column]], new Demand());
        }

        return true;
    }

    public override IEnumerable<Piece> Pieces(Func<Point3, Point3> place, View view)
    {
        var opacity = Node["opacity"].Between(0, 1, 1);
        var (rows, columns) = (Kept(places.Length, view.IsNarrow), Kept(places[0].Length, view.IsNarrow));
        foreach (var (row, below) in rows.Zip(rows.Skip(1)))
        {
            foreach (var (column, beside) in columns.Zip(columns.Skip(1)))
            {
                Point3[] corners = [places[row][column], places[row][beside], places[below][beside],
                    places[below][column]];
                var shade = (shades[row][column] + shades[row][beside] + shades[below][column] + shades[below][beside]) / 4;
                if (corners.All(corner => corner.IsFinite) && scale!.Of(shade) is { } paint)
                {
                    yield return Face([.. corners.Select(corner => view.See(place(corner)))], paint, opacity,
                        hasRim: true);
                }
            }
        }
    }

    private bool IsPlane(char letter) => Node[letter.ToString()].Items.FirstOrDefault().IsList
        || TypedArray.Shape(Node[letter.ToString()]) is not null;

    /// <summary>The place of a row and column along an axis: by a list, by a table, or counted.</summary>
    private Func<int, int, double> Place(Axis axis, char letter, int count)
    {
        var given = Node[letter.ToString()];
        if (IsPlane(letter) && Table2.Read(given) is var table && table.Rows >= 2)
            return (row, column) => table[row, column];
        var places = Positions.Of(axis, Column.Read(given), default, default, count);
        return letter == 'x' ? (_, column) => places[column] : (row, _) => places[row];
    }

    private static int[] Kept(int count, bool isNarrow = false)
    {
        var most = isNarrow ? MostNarrow : MostSide;
        var step = Math.Max(1, (count + most - 2) / (most - 1));
        return [.. Enumerable.Range(0, count).Where(i => i % step == 0 || i == count - 1)];
    }
}
