using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Round;

/// <summary>Lines, points, areas or bars by direction and distance.</summary>
internal sealed class PolarTrace
{
    private const int Most = 3000, MostBars = 720;

    private readonly PlotNode node;
    private readonly int index;
    private double[] feet = [];

    public PolarTrace(PlotNode node, PlotNode layout, int index)
    {
        (this.node, this.index) = (node, index);
        Distances = Column.Read(node["r"]) ?? Column.Empty;
        Directions = Column.Read(node["theta"]);
        Name = PlotText.Plain(node["name"].Text) is { Length: > 0 } name ? name : $"trace {index}";
        Paint = Paint.Read(node["line"]["color"].Text) ?? Paint.Read(node["marker"]["color"].Text) ?? Paint.Series(index);
        Marker = new MarkerStyle(node["marker"], layout, Paint, index);
        IsBars = node["type"].Text == "barpolar";
    }

    public Column Distances { get; }

    public Column? Directions { get; }

    public string Name { get; }

    public Paint Paint { get; }

    public MarkerStyle Marker { get; }

    public bool IsBars { get; }

    public bool IsKeyed => !node["showlegend"].IsFalse;

    /// <summary>Distances that it reaches.</summary>
    public IEnumerable<double> Ends => !IsBars ? Distances.Numbers : feet
        .Concat(Distances.Numbers.Select((distance, i) => distance + Foot(i)));

    /// <summary>Puts its bars on top of those that stand in the same direction.</summary>
    /// <param name="reached">The distance reached in each direction; this trace's is added.</param>
    /// <param name="names">Names of directions.</param>
    public void Raise(Dictionary<double, double> reached, IReadOnlyList<string> names)
    {
        feet = new double[Math.Min(Distances.Count, MostBars)];
        for (var i = 0; i < feet.Length; i++)
        {
            var direction = Direction(i, names);
            if (!double.IsFinite(direction + Distances[i]))
                continue;
            feet[i] = node["base"].Number ?? reached.GetValueOrDefault(direction);
            reached[direction] = feet[i] + Distances[i];
        }
    }

    private double Foot(int i) => i < feet.Length ? feet[i] : node["base"].Number ?? 0;

    public void Draw(Sheet sheet, Disc disc, IReadOnlyList<string> names)
    {
        if (IsBars)
        {
            Bars(sheet, disc, names);
            return;
        }

        var places = new List<(double X, double Y)>();
        for (var i = 0; i < Math.Min(Distances.Count, Most); i++)
        {
            if (double.IsFinite(Distances[i]) && Direction(i, names) is var direction && double.IsFinite(direction))
                places.Add(disc.Place(Distances[i], disc.Angle(direction)));
        }

        var mode = Mode;
        if (node["fill"].Text is "toself" or "tonext" or "tozeror")
            sheet.Fill(Paint, Sheet.Path(places, closed: true), 0.2);
        if (mode.Contains("lines", StringComparison.Ordinal))
            sheet.Stroke(Paint, Sheet.Path(places), 2, ScatterTrace.DashOf(node["line"]["dash"].Text, index));
        for (var i = 0; mode.Contains("markers", StringComparison.Ordinal) && i < places.Count; i++)
        {
            Marker.Draw(sheet, places[i].X, places[i].Y, i, node["opacity"].Between(0, 1, 1));
        }
    }

    public void DrawKey(Sheet sheet, Rect at)
    {
        if (IsBars)
        {
            sheet.Fill(Paint, Sheet.Box(at.Without(4, 0, 4, 0)), 0.8);
        }
        else if (Mode.Contains("lines", StringComparison.Ordinal))
        {
            sheet.Stroke(Paint, Sheet.Path([(at.Left, at.Centre.Y), (at.Right, at.Centre.Y)]), 2,
                ScatterTrace.DashOf(node["line"]["dash"].Text, index));
        }

        if (!IsBars && Mode.Contains("markers", StringComparison.Ordinal))
            Marker.Draw(sheet, at.Centre.X, at.Centre.Y, 0);
    }

    private string Mode => node["mode"].Text is { Length: > 0 } given ? given : Distances.Count < 20
        ? "lines+markers" : "lines";

    private void Bars(Sheet sheet, Disc disc, IReadOnlyList<string> names)
    {
        var count = Math.Min(Distances.Count, MostBars);
        var widths = Column.ReadOrRepeat(node["width"], count);
        var usual = names.Count > 0 ? 1 : Positions.LeastDistance(Enumerable.Range(0, count)
            .Select(i => Direction(i, names)))
            is var apart && apart > 1 ? Math.Min(apart, 360.0 / Math.Max(1, count)) : 360.0 / Math.Max(1, count);
        for (var i = 0; i < count; i++)
        {
            var direction = Direction(i, names);
            if (!double.IsFinite(Distances[i] + direction))
                continue;
            var half = (widths[i] > 0 ? widths[i] : usual * 0.9) / 2;
            var foot = Foot(i);
            var path = Arcs.Sector(disc.X, disc.Y, disc.Distance(foot), disc.Distance(foot + Distances[i]),
                disc.Angle(direction - half), disc.Angle(direction + half));
            sheet.Fill(Marker.PaintOf(i), path, 0.8 * node["opacity"].Between(0, 1, 1));
            sheet.Rim(path);
        }
    }

    private double Direction(int i, IReadOnlyList<string> names)
    {
        if (Directions is null)
            return (node["theta0"].Number ?? 0) + i * (node["dtheta"].Number ?? 360.0 / Math.Max(1, Distances.Count));
        if (names.Count == 0)
            return Directions[i] * (node["thetaunit"].Text == "radians" ? 180 / Math.PI : 1);
        var rank = 0;
        var name = Directions.Text(i);
        while (rank < names.Count && names[rank] != name)
        {
            rank++;
        }

        return rank < names.Count ? rank : double.NaN;
    }
}
