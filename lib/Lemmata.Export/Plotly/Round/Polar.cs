using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Round;

/// <summary>A disc with directions and distances, for lines, points, areas and bars.</summary>
internal sealed class Polar(PlotNode own, PlotNode layout) : Plate(own["domain"], layout)
{
    private readonly List<PolarTrace> traces = [];
    private readonly List<string> names = [];

    public bool IsEmpty => traces.Count == 0;

    public override IEnumerable<KeyEntry> Keys => traces.Where(trace => trace.IsKeyed)
        .Select(trace => new KeyEntry(trace.Name, trace.Paint, trace.DrawKey));

    public override ColourScale? Scale => traces.Select(trace => trace.Marker.Scale).FirstOrDefault(scale =>
        scale is not null);

    /// <summary>Takes a trace; false where it has no distances.</summary>
    public bool Add(PlotNode node, int index)
    {
        var trace = new PolarTrace(node, Layout, index);
        if (trace.Distances.Count == 0)
            return false;
        if (trace.Directions is { IsNumeric: false } words && own["angularaxis"]["type"].Text != "linear")
        {
            names.AddRange(Enumerable.Range(0, words.Count).Select(words.Text).OfType<string>()
                .Where(name => !names.Contains(name))
                .Distinct().Take(360));
        }

        traces.Add(trace);
        return true;
    }

    public override void Draw(Sheet sheet, Rect at)
    {
        var reached = new Dictionary<double, double>();
        foreach (var trace in traces.Where(trace => trace.IsBars && own["barmode"].Text != "overlay"))
        {
            trace.Raise(reached, names);
        }

        var (x, y) = at.Centre;
        var radius = Math.Max(20, Math.Min(at.Width / 2 - 50, at.Height / 2 - 26));
        var disc = new Disc(x, y, radius, Range(), Angle);
        Ground(sheet, disc);
        foreach (var trace in traces.OrderBy(trace => trace.IsBars ? 0 : 1))
        {
            trace.Draw(sheet, disc, names);
        }

        foreach (var tick in Ticks.Between(disc.Range.Low, disc.Range.High, 4).Skip(1))
        {
            var at0 = disc.Place(tick.Place, disc.Angle(0));
            if (own["radialaxis"]["showticklabels"].IsFalse || !disc.IsInside(tick.Place)
                || disc.Distance(tick.Place) > 0.93 * disc.Radius)
            {
                continue;
            }

            sheet.Text(Paint.Soft, at0.X + 3, at0.Y - 4, tick.Text, "start", 12, halo: true);
        }
    }

    private (double Low, double High) Range()
    {
        var stated = own["radialaxis"]["range"].Items.Take(2).Select(end => end.Number).ToList();
        var all = traces.SelectMany(trace => trace.Ends).Where(double.IsFinite).ToList();
        var low = Math.Min(0, all.DefaultIfEmpty(0).Min());
        var high = Math.Max(all.DefaultIfEmpty(1).Max(), low);
        high += (high - low) * (traces.Any(trace => !trace.IsBars) ? 0.05 : 0.02);
        var range = stated is [{ } from, { } to] && from < to ? (from, to) : (low, high);
        return range.Item2 > range.Item1 ? range : (range.Item1, range.Item1 + 1);
    }

    /// <summary>Radians clockwise from the top for a direction of the figure: degrees, radians or a rank.</summary>
    private double Angle(double direction)
    {
        var axis = own["angularaxis"];
        var isClockwise = axis["direction"].Text == "clockwise";
        var turn = axis["rotation"].Between(-360, 360, isClockwise ? 90 : 0) * Math.PI / 180;
        var given = names.Count > 0 ? direction * 2 * Math.PI / names.Count : direction * Math.PI / 180;
        return Math.PI / 2 - (turn + (isClockwise ? -given : given));
    }

    private void Ground(Sheet sheet, Disc disc)
    {
        foreach (var tick in Ticks.Between(disc.Range.Low, disc.Range.High, 4).Where(tick => disc.IsInside(tick.Place)))
        {
            sheet.Stroke(Paint.Grid, Sheet.Circle(disc.X, disc.Y, disc.Distance(tick.Place)));
        }

        sheet.Stroke(Paint.Axis, Sheet.Circle(disc.X, disc.Y, disc.Radius));
        var every = Math.Max(1, names.Count / 16);
        var spokes = names.Count > 0 ? names.Select((name, i) =>
            (Direction: (double)i, Text: PlotText.Short(name, 16))).Where((_, i) => i % every == 0)
            : Enumerable.Range(0, 8).Select(i => (Direction: 45.0 * i, Text: 45 * i + "°"));
        foreach (var (direction, text) in spokes)
        {
            var angle = disc.Angle(direction);
            sheet.Stroke(Paint.Grid, Sheet.Path([(disc.X, disc.Y), Arcs.At(disc.X, disc.Y, disc.Radius, angle)]));
            var (left, top) = Arcs.At(disc.X, disc.Y, disc.Radius + 10, angle);
            var anchor = Math.Abs(Math.Sin(angle)) < 0.3 ? "middle" : Math.Sin(angle) > 0 ? "start" : "end";
            var room = anchor == "end" ? left - 4 : anchor == "start" ? sheet.Size.Right - left - 4 : 120;
            sheet.Text(Paint.Soft, left, top + 4 - 5 * Math.Cos(angle), TextSize.Fit(text, room), anchor);
        }
    }
}

/// <summary>The place of a disc on the paper.</summary>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Radius">Its radius.</param>
/// <param name="Range">Distances at the middle and at the edge.</param>
/// <param name="Angle">Radians clockwise from the top for a direction.</param>
internal sealed record Disc(double X, double Y, double Radius, (double Low, double High) Range, Func<double,
    double> Angle)
{
    /// <summary>Pixels from the middle.</summary>
    public double Distance(double value) =>
        Radius * Math.Clamp((value - Range.Low) / (Range.High - Range.Low), 0, 1.02);

    public bool IsInside(double value) => value >= Range.Low && value <= Range.High;

    public (double X, double Y) Place(double value, double angle) => Arcs.At(X, Y, Distance(value), angle);
}
