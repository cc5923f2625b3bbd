using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Space;

/// <summary>A box in space with what stands in it, the far pieces drawn before the near ones.</summary>
internal sealed class Scene(PlotNode own, PlotNode layout) : Plate(own["domain"], layout)
{
    private readonly List<Body> bodies = [];
    private Axis[] axes = [];

    public bool IsEmpty => bodies.Count == 0;

    public override IEnumerable<KeyEntry> Keys => bodies.Where(body => body.IsKeyed).Select(body => new KeyEntry(
        body.Name, body.Paint, (sheet, at) => sheet.Fill(body.Paint, Sheet.Box(at.Without(4, 1, 4, 1)), 0.8)));

    public override ColourScale? Scale => bodies.Select(body => body.Scale).FirstOrDefault(scale => scale is not null);

    /// <summary>Takes a trace; false where it cannot be drawn.</summary>
    public bool Add(PlotNode node, int index)
    {
        Body body = node["type"].Text switch
        {
            "surface" => new Surface(node, Layout, index),
            "mesh3d" => new Mesh(node, Layout, index),
            _ => new Scatter3(node, Layout, index),
        };
        bodies.Add(body);
        if (Settle(body))
            return true;
        bodies.Remove(body);
        Settle(null);
        return false;
    }

    public override void Draw(Sheet sheet, Rect at)
    {
        foreach (var axis in axes)
        {
            axis.Fit(axis.Extremes, 300);
        }

        var narrow = at.Width < 420;
        var view = new View(own["camera"], Sides(), at.Without(narrow ? 34 : 60, 20, narrow ? 34 : 60, 44));
        var cube = new Cube(axes, view);
        cube.DrawBack(sheet);
        foreach (var piece in bodies.SelectMany(body => body.Pieces(Place, view)).OrderBy(piece => piece.Nearness))
        {
            piece.Draw(sheet);
        }

        cube.DrawNames(sheet);
    }

    private Point3 Place(Point3 point) => new(
        Part(axes[0], point.X), Part(axes[1], point.Y), Part(axes[2], point.Z));

    private static double Part(Axis axis, double place) => Math.Clamp(axis.Fraction(place), -0.05, 1.05);

    /// <summary>Finds kinds and reaches of the axes anew; false where the newest trace has nothing to draw.</summary>
    private bool Settle(Body? newest)
    {
        axes = [new Axis("x", own), new Axis("y", own), new Axis("z", own)];
        foreach (var axis in axes)
        {
            axis.Settle([.. bodies.SelectMany(body => body.Along(axis.Id[0]))], AxisKind.Linear);
        }

        var drawn = true;
        foreach (var body in bodies)
        {
            drawn &= body.Measure(axes[0], axes[1], axes[2]) || !ReferenceEquals(body, newest);
        }

        return drawn;
    }

    /// <summary>Sides of the box: stated, by the ranges, or by the ranges unless one outgrows the others.</summary>
    private Point3 Sides()
    {
        var stated = own["aspectratio"];
        if (own["aspectmode"].Text is "manual" or "" && stated["x"].Number is { } x && stated["y"].Number is { } y
            && stated["z"].Number is { } z)
        {
            return new Point3(Math.Clamp(x, 0.05, 20), Math.Clamp(y, 0.05, 20), Math.Clamp(z, 0.05, 20));
        }

        double[] spans = [.. axes.Select(axis => Math.Abs(axis.Range.To - axis.Range.From))];
        var isEven = spans.Max() / spans.Min() < 4;
        if (own["aspectmode"].Text == "cube" || own["aspectmode"].Text != "data" && !isEven
            || axes.Any(axis => axis.Kind != AxisKind.Linear))
        {
            return new Point3(1, 1, 1);
        }

        var mean = Math.Pow(spans[0] * spans[1] * spans[2], 1 / 3.0);
        return new Point3(Bounded(spans[0] / mean), Bounded(spans[1] / mean), Bounded(spans[2] / mean));
    }

    private static double Bounded(double side) => double.IsFinite(side) ? Math.Clamp(side, 0.1, 10) : 1;
}
