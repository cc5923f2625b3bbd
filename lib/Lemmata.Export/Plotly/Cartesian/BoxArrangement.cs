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
            var reach = own > 0 ? own : half;
            along.Extremes.Add(
                along,
                [.. traces[i].Samples.Select(sample => sample.Place)],
                Beside(traces[i], new Demand(Below: reach, Above: reach)));
        }
    }

    /// <summary>Room for points that stand beside their box.</summary>
    private static Demand Beside(BoxTrace trace, Demand demand)
    {
        if (trace.Node[trace.Type == "violin" ? "points" : "boxpoints"].Text != "all")
            return demand;

        var (middle, jitter) = (trace.Node["pointpos"].Between(-2, 2, -1.8), trace.Node["jitter"].Between(0, 1, 0.3));
        var below = -(trace.Shape.Aside + trace.Shape.Half * (middle - jitter));
        var above = trace.Shape.Aside + trace.Shape.Half * (middle + jitter);
        var isOut = below > demand.Below || above > demand.Above;
        return isOut ? demand with { Below = Math.Max(below, demand.Below), Above = Math.Max(above, demand.Above), Padded = true }
            : demand;
    }
}
