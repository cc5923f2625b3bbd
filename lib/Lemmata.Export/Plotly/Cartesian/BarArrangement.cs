using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Places the bars of one pair of axes beside or upon each other, and tells the axes how far they
/// reach.</summary>
/// <param name="layout">The layout, which says how.</param>
/// <param name="along">The axis along which the bars stand.</param>
/// <param name="across">The axis along which they reach.</param>
internal sealed class BarArrangement(PlotNode layout, Axis along, Axis across)
{
    private const double UsualGap = 0.28;

    private readonly string mode = layout["barmode"].Text is { Length: > 0 } given ? given : "group";
    private readonly string norm = layout["barnorm"].Text;

    /// <summary>Arranges the bars of some traces, all lying or all standing.</summary>
    public void Arrange(IReadOnlyList<BarTrace> traces)
    {
        if (mode == "overlay")
        {
            foreach (var trace in traces)
            {
                Abreast([trace], LeastDistance([trace]), 0);
                Rise([trace]);
            }

            return;
        }

        var distance = LeastDistance(traces);
        var stacked = mode is "stack" or "relative";
        var apart = traces.SelectMany(trace => trace.Centre.Where(double.IsFinite)).ToList() is var all
            && all.Count == all.Distinct().Count();
        foreach (var (trace, place) in traces.Select((trace, place) => (trace, place)))
        {
            Abreast(stacked || apart ? [trace] : traces, distance, stacked || apart ? 0 : place);
        }

        if (stacked || norm.Length > 0)
            Stack(traces);
        else
            Rise(traces);
    }

    private double LeastDistance(IReadOnlyList<BarTrace> traces)
    {
        var centres = traces.SelectMany(trace => trace.Centre).Where(double.IsFinite).Distinct().ToList();
        var bin = traces.Min(trace => trace.Bin);
        return centres.Count == 1 && double.IsFinite(bin) ? bin
            : Math.Min(along.Kind == AxisKind.Category ? 1 : Positions.LeastDistance(centres), bin);
    }

    /// <summary>Sets the sides of one trace among those that share the room.</summary>
    private void Abreast(IReadOnlyList<BarTrace> sharing, double distance, int place)
    {
        var trace = sharing[sharing.Count == 1 ? 0 : place];
        var isBinned = trace is HistogramTrace && along.Kind != AxisKind.Category;
        var gap = layout["bargap"].Between(0, 0.95, isBinned ? 0 : UsualGap);
        var room = distance * (1 - gap) / sharing.Count;
        var width = room * (1 - layout["bargroupgap"].Between(0, 0.95, 0));
        var middle = (place - (sharing.Count - 1) / 2.0) * room;
        var (widths, offsets) = (Column.ReadOrRepeat(trace.Node["width"], trace.Centre.Length),
            Column.ReadOrRepeat(trace.Node["offset"], trace.Centre.Length));
        trace.Side = [.. trace.Centre.Select((centre, i) =>
        {
            var own = widths[i] > 0 ? widths[i] : width;
            var from = double.IsFinite(offsets[i]) ? centre + offsets[i] : centre + middle - own / 2;
            return (from, from + own);
        })];
        var reach = trace.Centre.SelectMany(centre => new[] { centre - distance / 2, centre + distance / 2 });
        if (widths.Count > 0 || offsets.Count > 0)
            reach = reach.Concat(trace.Side.SelectMany(side => new[] { side.From, side.To }));
        along.Extremes.Add(along, [.. reach], new Demand());
    }

    private void Rise(IReadOnlyList<BarTrace> traces)
    {
        foreach (var trace in traces)
        {
            var (ends, toZero) = (new List<double>(), false);
            trace.Span = new (double, double)[trace.Height.Length];
            var heights = new Dictionary<(double, bool), double>();
            for (var i = 0; i < trace.Height.Length; i++)
            {
                // Bars of one trace at one place would hide each other; they stand upon each other instead.
                var foot = trace.OwnFoot(i, across);
                var key = (trace.Centre[i], trace.Height[i] < 0);
                var below = heights.GetValueOrDefault(key);
                heights[key] = below + (double.IsFinite(trace.Height[i]) ? foot + trace.Height[i] : 0);
                foot = below != 0 && mode != "overlay" ? below : foot;
                trace.Span[i] = (foot, foot + trace.Height[i]);
                ends.Add(foot + trace.Height[i]);
                if (trace.HasOwnFoot)
                    ends.Add(foot);
                toZero |= foot == 0;
            }

            across.Extremes.Add(across, ends, new Demand(true, toZero));
        }
    }

    private void Stack(IReadOnlyList<BarTrace> traces)
    {
        var (stacked, whole) = (mode is "stack" or "relative", norm == "percent" ? 100.0 : 1.0);
        (double, bool) Place(double centre, double height) => (centre, mode == "relative" && height < 0);
        var totals = traces.SelectMany(trace => trace.Centre.Zip(trace.Height))
            .Where(bar => double.IsFinite(bar.Second))
            .GroupBy(bar => Place(bar.First, bar.Second)).ToDictionary(bars => bars.Key, bars =>
                bars.Sum(bar => bar.Second));
        var heights = new Dictionary<(double, bool), double>();
        foreach (var trace in traces)
        {
            trace.Span = new (double, double)[trace.Height.Length];
            for (var i = 0; i < trace.Height.Length; i++)
            {
                var key = Place(trace.Centre[i], trace.Height[i]);
                var share = norm.Length == 0 ? 1 : Math.Abs(whole / totals.GetValueOrDefault(key, whole));
                var height = (trace.OwnFoot(i, across) + trace.Height[i]) * share;
                var foot = stacked ? heights.GetValueOrDefault(key) : 0;
                trace.Span[i] = (foot, foot + height);
                if (double.IsFinite(height))
                    heights[key] = foot + height;
            }

            // Shares that fill the whole need no room beyond it.
            var tops = trace.Span.Select(span => span.Top).ToList();
            var most = mode == "stack" ? whole : 0;
            var isPadded = norm.Length == 0 || tops.Any(top => top < -1e-9 * whole || top > most + 1e-9 * whole);
            across.Extremes.Add(across, tops, new Demand(isPadded, true));
        }
    }
}
