using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>The densities of samples, drawn to both sides or one.</summary>
internal sealed class ViolinTrace(PlotNode node, PlotNode layout, int index) : BoxTrace(node, layout, index)
{
    private const int Points = 60;

    public override void Draw(Sheet sheet, Panel panel)
    {
        var shapes = Samples.Take(100).Select(sample => (sample, curve: Curve(sample))).ToList();
        var highest = shapes.SelectMany(shape => shape.curve.Select(point => point.Density)).DefaultIfEmpty(0).Max();
        var (left, right) = (Node["side"].Text != "positive", Node["side"].Text != "negative");
        foreach (var (sample, curve) in shapes)
        {
            var top = Node["scalemode"].Text == "width" || !Node["scalemode"].Exists
                ? curve.Select(point => point.Density).DefaultIfEmpty(0).Max() : highest;
            if (!(top > 0))
                continue;
            var (middle, half) = (sample.Place + Shape.Aside, Shape.Half);
            var outline = curve.Select(point =>
                panel.Point(IsLying, middle + (right ? half * point.Density / top : 0), point.Value));
            var back = curve.Reverse().Select(point =>
                panel.Point(IsLying, middle - (left ? half * point.Density / top : 0), point.Value));
            var path = Sheet.Path(outline.Concat(back).Where(place => double.IsFinite(place.X + place.Y)),
                closed: true);
            sheet.Fill(Paint, path, 0.25);
            sheet.Stroke(Paint, path, 1.6);
            if (Node["box"]["visible"].IsTrue)
            {
                var box = panel.Box(IsLying, (middle - half / 6, middle + half / 6), (sample.Lower, sample.Upper));
                sheet.Stroke(Paint, Sheet.Box(box), 1.6);
                Line(sheet, panel, (middle - half / 6, sample.Median), (middle + half / 6, sample.Median), 2.4);
            }

            if (Node["meanline"]["visible"].IsTrue)
                Line(sheet, panel, (middle - half / 2, sample.Mean), (middle + half / 2, sample.Mean), 1.4, "3 3");
            DrawPoints(sheet, panel, sample, middle, half);
        }
    }

    protected override IEnumerable<double> Ends(Sample sample) =>
        sample.Values.Count == 0 ? [] : [Span(sample).Low, Span(sample).High];

    private (double Low, double High) Span(Sample sample)
    {
        var width = 2 * sample.Bandwidth(Node["bandwidth"].Number);
        var (least, most) = (sample.Values[0], sample.Values[^1]);
        return Node["spanmode"].Text switch
        {
            "hard" => (least, most),
            "manual" when Node["span"].Items.Select(end => end.Number).ToList() is [var low, var high] =>
                (low ?? least - width, high ?? most + width),
            _ => (least - width, most + width),
        };
    }

    private (double Value, double Density)[] Curve(Sample sample)
    {
        var width = sample.Values.Count == 0 ? 0 : sample.Bandwidth(Node["bandwidth"].Number);
        if (!(width > 0))
            return [];
        var (low, high) = Span(sample);
        return [.. Enumerable.Range(0, Points + 1).Select(i => low + (high - low) * i / Points)
            .Select(at => (at, sample.Density(at, width)))];
    }
}
