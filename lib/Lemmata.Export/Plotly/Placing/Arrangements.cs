using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Placing;

/// <summary>What the traces over one pair of axes settle among themselves: bins, stacks, boxes side by side.</summary>
internal static class Arrangements
{
    /// <summary>Settles it.</summary>
    public static void Apply(PlotNode layout, Axis x, Axis y, IReadOnlyList<CartesianTrace> traces)
    {
        var lines = traces.OfType<ScatterTrace>().ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            lines[i].Place(x, y);
            lines[i].Before = i == 0 ? null : lines[i - 1];
        }

        foreach (var stack in lines.Where(line => line.Stack.Length > 0).GroupBy(line => line.Stack))
        {
            Raise([.. stack]);
        }

        foreach (var bars in traces.OfType<BarTrace>().GroupBy(bar => bar.IsLying))
        {
            var (along, across) = bars.Key ? (y, x) : (x, y);
            foreach (var bar in bars)
            {
                bar.Place(along, across);
            }

            Bin(layout, [.. bars.OfType<HistogramTrace>()], along, across);
            new BarArrangement(layout, along, across).Arrange([.. bars]);
        }

        foreach (var boxes in traces.OfType<BoxTrace>().GroupBy(box => (box.IsLying, box.Type)))
        {
            var (along, across) = boxes.Key.IsLying ? (y, x) : (x, y);
            foreach (var (box, order) in boxes.Select((box, order) => (box, order)))
            {
                box.Place(along, across, order);
            }

            BoxArrangement.Arrange(layout, along, [.. boxes]);
        }
    }

    private static void Raise(IReadOnlyList<ScatterTrace> stack)
    {
        var norm = stack[0].Node["groupnorm"].Text;
        var totals = stack.SelectMany(line => line.Points).Where(point => double.IsFinite(point.X + point.Y))
            .GroupBy(point => point.X).ToDictionary(points => points.Key, points => points.Sum(point => point.Y));
        var whole = norm == "percent" ? 100.0 : 1.0;
        var below = new Dictionary<double, double>();
        foreach (var line in stack)
        {
            line.Raise(below, x => norm.Length > 0 && totals.GetValueOrDefault(x) is not 0 and var total
                ? whole / total : 1);
        }
    }

    /// <summary>Histograms that stand together share their bins.</summary>
    private static void Bin(PlotNode layout, IReadOnlyList<HistogramTrace> traces, Axis along, Axis across)
    {
        var apart = layout["barmode"].Text == "overlay";
        foreach (var group in traces.GroupBy(trace => trace.Node["bingroup"].Text is { Length: > 0 } named ? named
            : apart ? trace.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) : ""))
        {
            double[] values = [.. group.SelectMany(trace => trace.Read(along))];
            if (values.Length == 0)
                continue;
            var given = group.Select(trace => trace.GivenBins).FirstOrDefault(bins => bins.IsObject);
            var bins = Binning.Of(values, along, group.Max(trace => trace.WantedBins), given);
            foreach (var trace in group)
            {
                trace.Fill(bins, across);
            }
        }
    }
}
