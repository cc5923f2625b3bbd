using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Places the boxes or violins of one pair of axes beside or upon each other.</summary>
internal static class BoxArrangement
{
    private const double Filled = 0.7 * 0.7;

    /// <summary>Sets where each box stands and tells the axis how far they reach.</summary>
    /// <param name="layout">The layout, which says how.</param>
    /// <param name="along">The axis along which they stand.</param>
    /// <param name="traces">Traces of one kind, all lying or all standing.</param>
    public static void Arrange(PlotNode layout, Axis along, IReadOnlyList<BoxTrace> traces)
    {
        var places = traces.SelectMany(trace => trace.Samples.Select(sample => sample.Place)).ToList();
        var half = (along.Kind == AxisKind.Category ? 1 : Positions.LeastDistance(places)) / 2;
        var grouped = layout[traces[0].Type == "violin" ? "violinmode" : "boxmode"].Text == "group" && traces.Count > 1;
        for (var i = 0; i < traces.Count; i++)
        {
            var own = traces[i].Node["width"].Number is { } width && width > 0 ? width / 2 : 0;
            traces[i].Shape = own > 0 ? (own, 0)
                : grouped ? (half * Filled / traces.Count, 2 * half * 0.7 * (-0.5 + (i + 0.5) / traces.Count))
                : (half * Filled, 0);
            var room = own > 0 ? own : half;
            along.Extremes.Add(along, [.. traces[i].Samples.Select(sample => sample.Place)],
                Reach(traces[i], room, own > 0));
        }
    }

    /// <summary>Room on both sides of a place: for the box, and for points where these stand beside it.</summary>
    private static Demand Reach(BoxTrace trace, double width, bool isStated)
    {
        var side = trace.Node["side"].Text;
        var (above, below) = side switch
        {
            "positive" => (width * (isStated ? 1 : 0.5), trace.Shape.Aside),
            "negative" => (trace.Shape.Aside, width * (isStated ? 1 : 0.5)),
            _ => (width, width),
        };
        var asked = trace.Node[trace.Type == "violin" ? "points" : "boxpoints"];
        if (asked.IsFalse || !trace.Samples.Any(sample => trace.PointsOf(sample).Count > 0))
            return new Demand(isStated, Below: below, Above: above);

        var isAll = asked.Text == "all";
        var (middle, jitter) = (trace.Node["pointpos"].Between(-2, 2, isAll ? -1.5 : 0),
            trace.Node["jitter"].Between(0, 1, isAll ? 0.3 : 0));
        var edge = trace.Shape.Aside + trace.Shape.Half;
        var (over, under) = (edge * (middle + jitter), -edge * (middle - jitter));
        var radius = trace.Node["marker"]["size"].Between(0, 100, 6) / 2;
        var isOver = middle + jitter >= 0 && over > edge;
        var isUnder = middle - jitter <= 0 && under > edge;
        return new Demand(isStated || isOver && over > above || isUnder && under > below,
            Below: isUnder ? Math.Max(under, below) : below, Above: isOver ? Math.Max(over, above) : above)
        {
            PixelsBelow = isUnder ? radius : 0, PixelsAbove = isOver ? radius : 0,
        };
    }
}
