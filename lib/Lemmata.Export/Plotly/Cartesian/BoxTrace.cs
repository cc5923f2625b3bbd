using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Boxes over the quartiles of samples, with whiskers and the values beyond them.</summary>
internal class BoxTrace : CartesianTrace
{
    private const int MostPoints = 400;

    private readonly Column? places, values;

    public BoxTrace(PlotNode node, PlotNode layout, int index) : base(node, layout, index)
    {
        var (xs, ys) = (Column.Read(node["x"]), Column.Read(node["y"]));
        var computed = node["q1"].IsList;
        IsLying = node["orientation"].Text is { Length: > 0 } given ? given == "h"
            : computed ? ys is not null && xs is null : ys is null || xs is { IsNumeric: true } && !ys.IsNumeric;
        values = computed ? null : IsLying ? xs : ys;
        places = IsLying ? ys : xs;
        Paint = Paint.Read(node["line"]["color"].Text) ?? Paint.Read(node["marker"]["color"].Text)
            ?? Paint.Read(node["fillcolor"].Text) ?? Paint.Series(index);
    }

    public bool IsLying { get; }

    /// <summary>The samples by place.</summary>
    public IReadOnlyList<Sample> Samples { get; private set; } = [];

    /// <summary>Half the room of a box, and how far aside of its place it stands; the arrangement sets them.</summary>
    public (double Half, double Aside) Shape { get; set; } = (0.3, 0);

    public override IEnumerable<Column> Along(bool isX) =>
        isX == IsLying ? [values ?? Column.Read(Node["median"]) ?? Column.Empty]
        : places is not null ? [places] : Node["q1"].IsList ? [] : [Named];

    /// <summary>Reads the samples.</summary>
    public void Place(Axis along, Axis across, int order)
    {
        if (Node["q1"].IsList)
        {
            Samples = Computed(along, across);
            return;
        }

        var numbers = values is null ? [] : across.Read(values);
        var alone = along.Read(Named, 0) is var named && double.IsFinite(named) ? named : order;
        Samples = [.. numbers.Select((value, i) => (value, place: places is null ? alone : along.Read(places, i)))
            .Where(one => double.IsFinite(one.value + one.place)).GroupBy(one => one.place).OrderBy(group => group.Key)
            .Select(group => Sample.Of(group.Key, [.. group.Select(one => one.value)]))];
    }

    public override void Measure(Axis x, Axis y)
    {
        var across = IsLying ? x : y;
        across.Extremes.Add(across, [.. Samples.SelectMany(Ends)], new Demand(Padded: true));
    }

    public override void Draw(Sheet sheet, Panel panel)
    {
        foreach (var sample in Samples.Take(200))
        {
            var (middle, half) = (sample.Place + Shape.Aside, Shape.Half);
            var box = panel.Box(IsLying, (middle - half, middle + half), (sample.Lower, sample.Upper));
            sheet.Fill(Paint, Sheet.Box(box), 0.25);
            sheet.Stroke(Paint, Sheet.Box(box), 1.6);
            Line(sheet, panel, (middle - half, sample.Median), (middle + half, sample.Median), 2.6);
            Line(sheet, panel, (middle, sample.Lower), (middle, sample.LowerFence), 1.4);
            Line(sheet, panel, (middle, sample.Upper), (middle, sample.UpperFence), 1.4);
            foreach (var fence in new[] { sample.LowerFence, sample.UpperFence })
            {
                Line(sheet, panel, (middle - half / 2, fence), (middle + half / 2, fence), 1.4);
            }

            if (Node["boxmean"].IsTrue || Node["boxmean"].Text == "sd")
                Line(sheet, panel, (middle - half, sample.Mean), (middle + half, sample.Mean), 1.2, "3 3");
            DrawPoints(sheet, panel, sample, middle, half);
        }
    }

    /// <summary>Values of a sample that are shown as points.</summary>
    public IReadOnlyList<double> PointsOf(Sample sample)
    {
        var asked = Node[Type == "violin" ? "points" : "boxpoints"];
        return asked.Text == "all" ? sample.Values : asked.IsFalse ? []
            : [.. sample.Values.Where(value => value < sample.LowerFence || value > sample.UpperFence)];
    }

    /// <summary>Values that bound the axis.</summary>
    protected virtual IEnumerable<double> Ends(Sample sample) => sample.Values.Count > 0 ? sample.Values
        : [sample.LowerFence, sample.UpperFence, sample.Lower, sample.Upper];

    protected void DrawPoints(Sheet sheet, Panel panel, Sample sample, double middle, double half)
    {
        var (shown, isAll) = (PointsOf(sample), Node[Type == "violin" ? "points" : "boxpoints"].Text == "all");
        var aside = Node["pointpos"].Between(-2, 2, isAll ? -1.5 : 0);
        var spread = Node["jitter"].Between(0, 1, isAll ? 0.3 : 0);
        foreach (var (i, left, top) in Thinning.Points(shown.Count, MostPoints, i =>
            panel.Point(IsLying, middle + half * (aside + spread * (i * 0.618034 % 1 * 2 - 1)), shown[i])))
        {
            sheet.Fill(Paint, Sheet.Circle(left, top, 2.4), 0.8);
        }
    }

    protected void Line(
        Sheet sheet, Panel panel, (double At, double Value) one, (double At, double Value) other, double width,
            string dash = "")
    {
        var (from, to) = (panel.Point(IsLying, one.At, one.Value), panel.Point(IsLying, other.At, other.Value));
        if (double.IsFinite(from.X + from.Y + to.X + to.Y))
            sheet.Stroke(Paint, Sheet.Path([from, to]), width, dash);
    }

    private Column Named => Column.Of([Node[IsLying ? "y0" : "x0"].Text is { Length: > 0 } stated ? stated
        : Node["name"].Text is { Length: > 0 } name ? name : Name]);

    private List<Sample> Computed(Axis along, Axis across)
    {
        Column List(string name) => Column.Read(Node[name]) ?? Column.Empty;
        double Or(double number, double otherwise) => double.IsFinite(number) ? number : otherwise;
        var (lower, median, upper) = (List("q1"), List("median"), List("q3"));
        var (bottom, top, mean) = (List("lowerfence"), List("upperfence"), List("mean"));
        var centres = Positions.Of(along, places, Node[IsLying ? "y0" : "x0"], Node[IsLying ? "dy" : "dx"],
            lower.Count);
        return [.. Enumerable.Range(0, Math.Min(lower.Count, Math.Min(median.Count, upper.Count)))
            .Where(i => double.IsFinite(centres[i] + lower[i] + median[i] + upper[i]))
            .Select(i => new Sample(centres[i], [], across.Read(lower, i), across.Read(median, i),
                across.Read(upper, i),
                Or(bottom[i], lower[i]), Or(top[i], upper[i]), Or(mean[i], median[i])))];
    }
}
