using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Placing;

/// <summary>The axes of a chart with what its traces ask of them.</summary>
internal sealed class AxisSet
{
    private readonly PlotNode layout;
    private readonly Dictionary<string, Axis> axes = [];
    private readonly Dictionary<string, Extremes> matched = [];

    /// <summary>Settles the axes of some traces.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="traces">The traces; one that cannot be measured is taken out.</param>
    /// <param name="failed">Called with each trace that is taken out.</param>
    public AxisSet(PlotNode layout, List<CartesianTrace> traces, Action<CartesianTrace> failed)
    {
        this.layout = layout;
        var grid = new GridDomains(layout);
        foreach (var id in traces.SelectMany(trace => new[] { trace.XId, trace.YId }).Distinct())
        {
            axes[id] = new Axis(id, layout);
            if (!layout[$"{id[0]}axis{id[1..]}"]["domain"].IsList && grid.Of(id) is { } cell)
                axes[id].Domain = cell;
        }

        foreach (var axis in axes.Values)
        {
            if (axes.TryGetValue(axis.Overlaying, out var below))
                axis.Domain = below.Domain;
            Column[] columns = [.. traces.Where(trace => (axis.IsX ? trace.XId : trace.YId) == axis.Id)
                .SelectMany(trace => trace.Along(axis.IsX))];
            axis.Settle(columns, AxisKind.Linear);
        }

        SortNames(traces);
        Measure(traces, failed);
        Match();
    }

    public IEnumerable<Axis> All => axes.Values;

    public Axis this[string id] => axes[id];

    /// <summary>The axis of that name; null where the chart has none.</summary>
    public Axis? Find(string id) => axes.GetValueOrDefault(id);

    /// <summary>Finds the range of an axis for a length in pixels.</summary>
    public void Fit(Axis axis, double length) => axis.Fit(matched.GetValueOrDefault(axis.Id, axis.Extremes), length);

    private void Measure(List<CartesianTrace> traces, Action<CartesianTrace> failed)
    {
        foreach (var pair in traces.GroupBy(trace => (trace.XId, trace.YId)).ToList())
        {
            var (x, y) = (axes[pair.Key.XId], axes[pair.Key.YId]);
            Arrangements.Apply(layout, x, y, [.. pair]);
            foreach (var trace in pair)
            {
                try
                {
                    trace.Measure(x, y);
                }
                catch (Exception fault) when (fault is ArgumentException or ArithmeticException or InvalidOperationException
                    or IndexOutOfRangeException)
                {
                    traces.Remove(trace);
                    failed(trace);
                }
            }
        }
    }

    private void SortNames(List<CartesianTrace> traces)
    {
        foreach (var axis in axes.Values.Where(axis => axis.Kind == AxisKind.Category
            && axis.Option("categoryorder").Text is { Length: > 0 } and not ("trace" or "array")))
        {
            var totals = new Dictionary<string, double>();
            foreach (var trace in traces.Where(trace => (axis.IsX ? trace.XId : trace.YId) == axis.Id))
            {
                if (trace.Along(axis.IsX).FirstOrDefault() is not { } names
                    || trace.Along(!axis.IsX).FirstOrDefault() is not { } sizes)
                {
                    continue;
                }

                for (var i = 0; i < names.Count; i++)
                {
                    if (names.Text(i) is { } name)
                        totals[name] = totals.GetValueOrDefault(name) + (double.IsFinite(sizes[i]) ? sizes[i] : 0);
                }
            }

            axis.OrderBy(totals);
        }
    }

    /// <summary>Axes that are to match share one range.</summary>
    private void Match()
    {
        string Root(string id)
        {
            for (var steps = 0; steps < 20; steps++)
            {
                var next = layout[$"{id[0]}axis{id[1..]}"]["matches"].Text;
                if (next.Length == 0 || next == id || next[0] != id[0])
                    break;
                id = next;
            }

            return id;
        }

        foreach (var group in axes.Values.GroupBy(axis => Root(axis.Id)).Where(group => group.Count() > 1))
        {
            var all = new Extremes();
            foreach (var axis in group)
            {
                all.Add(axis.Extremes);
            }

            foreach (var axis in group)
            {
                matched[axis.Id] = all;
            }
        }
    }
}
