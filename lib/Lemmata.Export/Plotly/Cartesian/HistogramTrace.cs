using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Bars that count or sum values by bins.</summary>
internal sealed class HistogramTrace(PlotNode node, PlotNode layout, int index) : BarTrace(node, layout, index)
{
    private readonly Column? along = Column.Read(node["x"]), across = Column.Read(node["y"]);
    private double[] values = [];

    /// <summary>What the figure says of the bins.</summary>
    public PlotNode GivenBins => Node[IsLying ? "ybins" : "xbins"];

    /// <summary>How many bins it wants; 0 where it leaves that open.</summary>
    public double WantedBins => Node[IsLying ? "nbinsy" : "nbinsx"].Between(0, 1000, 0);

    public override IEnumerable<Column> Along(bool isX)
    {
        // Where values are only counted, the other axis holds numbers whatever they are.
        var list = isX != IsLying ? Values : Node["histfunc"].Text is "" or "count" ? null : Weights;
        return list is null ? [] : [list];
    }

    private Column? Values => IsLying ? across : along;

    private Column? Weights => IsLying ? along : across;

    /// <summary>Its finite values on the axis.</summary>
    public IReadOnlyList<double> Read(Axis alongAxis)
    {
        values = Values is null ? [] : alongAxis.Read(Values);
        return [.. values.Where(double.IsFinite)];
    }

    public override void Place(Axis alongAxis, Axis acrossAxis) => (Centre, Height) = ([], []);

    /// <summary>Counts by bins; those without values at both ends are left out.</summary>
    public void Fill(Binning bins, Axis acrossAxis)
    {
        var edges = bins.Edges;
        var cells = Enumerable.Range(0, Math.Max(0, edges.Count - 1)).Select(_ => new List<double>()).ToArray();
        var weights = Node["histfunc"].Text is "" or "count" || Weights is null ? null : acrossAxis.Read(Weights);
        for (var i = 0; i < values.Length; i++)
        {
            var cell = double.IsFinite(values[i]) ? CellOf(edges, values[i]) : -1;
            var weight = weights is null ? 1 : i < weights.Length ? weights[i] : double.NaN;
            if (cell >= 0 && cell < cells.Length && double.IsFinite(weight))
                cells[cell].Add(weight);
        }

        double[] heights = [.. cells.Select(Value)];
        Normalise(heights, edges);
        Cumulate(heights);
        var (first, last) = (Array.FindIndex(heights, height => height != 0),
            Array.FindLastIndex(heights, height => height != 0));
        if (first < 0)
            return;
        Centre = [.. Enumerable.Range(first, last - first + 1).Select(i => (edges[i] + edges[i + 1]) / 2)];
        Height = heights[first..(last + 1)];
        // Months differ in length; where there are several bins, the distance of their middles says how wide they are.
        if (bins.Step.Months == 0 || Centre.Length == 1)
            Bin = bins.Step.After(Centre[0]) - Centre[0];
    }

    private static int CellOf(IReadOnlyList<double> edges, double value)
    {
        var (low, high) = (0, edges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = edges[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private double Value(List<double> weights) => weights.Count == 0 ? 0 : Node["histfunc"].Text switch
    {
        "avg" => weights.Average(),
        "min" => weights.Min(),
        "max" => weights.Max(),
        _ => weights.Sum(),
    };

    private void Normalise(double[] heights, IReadOnlyList<double> edges)
    {
        var (norm, total) = (Node["histnorm"].Text, heights.Sum());
        for (var i = 0; i < heights.Length; i++)
        {
            var width = edges[i + 1] - edges[i];
            heights[i] *= norm switch
            {
                "percent" when total != 0 => 100 / total,
                "probability" when total != 0 => 1 / total,
                "density" => 1 / width,
                "probability density" when total != 0 => 1 / total / width,
                _ => 1,
            };
        }
    }

    private void Cumulate(double[] heights)
    {
        if (!Node["cumulative"]["enabled"].IsTrue)
            return;
        if (Node["cumulative"]["direction"].Text == "decreasing")
        {
            for (var i = heights.Length - 2; i >= 0; i--)
            {
                heights[i] += heights[i + 1];
            }

            return;
        }

        for (var i = 1; i < heights.Length; i++)
        {
            heights[i] += heights[i - 1];
        }
    }
}
