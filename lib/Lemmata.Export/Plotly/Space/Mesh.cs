using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Space;

/// <summary>Triangles between listed corners, shaded by how they face the eye or coloured by intensity.</summary>
internal sealed class Mesh(PlotNode node, PlotNode layout, int index) : Body(node, layout, index)
{
    // More faces than these would make a page heavy and the picture no clearer.
    private const int Most = 6000;

    private readonly Column x = Column.Read(node["x"]) ?? Column.Empty, y = Column.Read(node["y"]) ?? Column.Empty,
        z = Column.Read(node["z"]) ?? Column.Empty;

    private readonly Column[] corners = [.. "ijk"
        .Select(letter => Column.Read(node[letter.ToString()]) ?? Column.Empty)];
    private readonly Column? intensity = Column.Read(node["intensity"]), faceColours = Column.Read(node["facecolor"]);
    private Point3[] places = [];
    private ColourScale? scale;

    public override ColourScale? Scale => scale is { IsShown: true } ? scale : null;

    public override IEnumerable<Column> Along(char letter) => letter == 'x' ? [x] : letter == 'y' ? [y] : [z];

    /// <summary>False where the figure leaves the faces to plotly, which finds them by rules of its own.</summary>
    public override bool Measure(Axis xAxis, Axis yAxis, Axis zAxis)
    {
        var count = Math.Min(x.Count, Math.Min(y.Count, z.Count));
        if (corners.Min(list => list.Count) is 0 or > Most)
            return false;

        places = [.. Enumerable.Range(0, count).Select(i => new Point3(
            xAxis.Place(xAxis.Read(x, i)), yAxis.Place(yAxis.Read(y, i)), zAxis.Place(zAxis.Read(z, i))))];
        if (intensity is not null)
            scale = ColourScale.Read(Node, Layout, "c", intensity.Numbers);
        xAxis.Extremes.Add(xAxis, xAxis.Read(x), new Demand());
        yAxis.Extremes.Add(yAxis, yAxis.Read(y), new Demand());
        zAxis.Extremes.Add(zAxis, zAxis.Read(z), new Demand());
        return places.Any(place => place.IsFinite);
    }

    public override IEnumerable<Piece> Pieces(Func<Point3, Point3> place, View view)
    {
        var plain = Paint.Read(Node["color"].Text) ?? Paint;
        var opacity = Node["opacity"].Between(0, 1, 1);
        for (var face = 0; face < corners.Min(list => list.Count); face++)
        {
            int[] at = [.. corners.Select(list => list[face] is >= 0 and < 1e9 and var number ? (int)number : -1)];
            if (at.Any(corner => corner < 0 || corner >= places.Length || !places[corner].IsFinite))
                continue;
            Point3[] placed = [.. at.Select(corner => place(places[corner]))];
            var normal = Point3.Cross(placed[1] + placed[0] * -1, placed[2] + placed[0] * -1).Unit;
            var facing = Math.Abs(Point3.Dot(normal, view.Forward));
            var shade = intensity is null ? double.NaN : Node["intensitymode"].Text == "cell" ? intensity[face]
                : at.Average(corner => intensity[corner]);
            var paint = scale?.Of(shade) ?? Paint.Read(faceColours?.Text(face) ?? "") ?? plain;
            yield return Face([.. placed.Select(view.See)], paint, scale is null ? opacity * (0.45 + 0.5 * facing)
                : opacity, hasRim: true);
        }
    }
}
