using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Space;

/// <summary>Points and lines in space.</summary>
internal sealed class Scatter3 : Body
{
    private const int MostPoints = 1500, MostTexts = 60;

    private readonly Column x, y, z;
    private readonly MarkerStyle marker;
    private readonly string mode;
    private Point3[] places = [];

    public Scatter3(PlotNode node, PlotNode layout, int index) : base(node, layout, index)
    {
        (x, y, z) = (Read("x"), Read("y"), Read("z"));
        mode = node["mode"].Text is { Length: > 0 } given ? given : "lines+markers";
        Paint = Paint.Read(node["line"]["color"].Text) ?? Paint.Read(node["marker"]["color"].Text) ?? Paint.Series(index);
        marker = new MarkerStyle(node["marker"], layout, Paint, index);
    }

    public override ColourScale? Scale => mode.Contains("markers", StringComparison.Ordinal)
        && marker.Scale is { IsShown: true } scale
        && Node["marker"]["showscale"].IsTrue ? scale : null;

    public override IEnumerable<Column> Along(char letter) => letter == 'x' ? [x] : letter == 'y' ? [y] : [z];

    public override bool Measure(Axis xAxis, Axis yAxis, Axis zAxis)
    {
        var count = Math.Min(x.Count, Math.Min(y.Count, z.Count));
        places = [.. Enumerable.Range(0, count).Select(i => new Point3(
            xAxis.Place(xAxis.Read(x, i)), yAxis.Place(yAxis.Read(y, i)), zAxis.Place(zAxis.Read(z, i))))];
        if (!places.Any(place => place.IsFinite))
            return false;
        xAxis.Extremes.Add(xAxis, xAxis.Read(x), new Demand(Padded: true));
        yAxis.Extremes.Add(yAxis, yAxis.Read(y), new Demand(Padded: true));
        zAxis.Extremes.Add(zAxis, zAxis.Read(z), new Demand(Padded: true));
        return true;
    }

    public override IEnumerable<Piece> Pieces(Func<Point3, Point3> place, View view)
    {
        var step = Math.Max(1, places.Length / MostPoints);
        var (hasLines, hasMarkers) = (mode.Contains("lines", StringComparison.Ordinal),
            mode.Contains("markers", StringComparison.Ordinal));
        var width = Node["line"]["width"].Between(0, 6, 2);
        var texts = mode.Contains("text", StringComparison.Ordinal) ? Column.Read(Node["text"]) : null;
        for (var i = 0; i < places.Length; i += step)
        {
            if (!places[i].IsFinite)
                continue;
            var (at, index) = (view.See(place(places[i])), i);
            if (hasLines && i + step < places.Length && places[i + step].IsFinite)
            {
                var next = view.See(place(places[i + step]));
                yield return new Piece((at.Nearness + next.Nearness) / 2,
                    sheet => sheet.Stroke(Paint, Sheet.Path([at.Place, next.Place]), width));
            }

            if (hasMarkers)
            {
                yield return new Piece(at.Nearness, sheet =>
                    marker.Draw(sheet, at.X, at.Y, index, Node["opacity"].Between(0, 1, 0.9)));
            }

            if (texts is not null && i < MostTexts)
            {
                var words = PlotText.Plain(texts.Text(index) ?? "");
                yield return new Piece(at.Nearness, sheet =>
                    sheet.Text(Paint.Ink, at.X, at.Y - 6, words, "middle", 12, halo: true));
            }
        }
    }

    private Column Read(string name) => Column.Read(Node[name]) ?? Column.Empty;
}
