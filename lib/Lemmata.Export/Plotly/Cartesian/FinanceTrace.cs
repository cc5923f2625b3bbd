using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Prices by opening, highest, lowest and closing: candles, or bars with a mark to each side.</summary>
internal sealed class FinanceTrace(PlotNode node, PlotNode layout, int index) : CartesianTrace(node, layout, index)
{
    private const int Most = 1500;

    private static readonly string[] Names = ["open", "high", "low", "close"];

    private readonly Column? places = Column.Read(node["x"]);
    private readonly Column[] prices = [.. Names.Select(name => Column.Read(node[name]) ?? Column.Empty)];
    private double[] x = [];
    private double[][] price = [];
    private double width = 1;

    protected override bool HasKey => false;

    public override IEnumerable<Column> Along(bool isX) => !isX ? prices : places is null ? [] : [places];

    public override void Measure(Axis xAxis, Axis yAxis)
    {
        var count = Math.Min(places?.Count ?? int.MaxValue, prices.Min(list => list.Count));
        x = Positions.Of(xAxis, places, Node["x0"], Node["dx"], count);
        price = [.. prices.Select(list => yAxis.Read(list))];
        width = xAxis.Kind == AxisKind.Category ? 1 : Positions.LeastDistance(x);
        xAxis.Extremes.Add(xAxis, x, new Demand(Below: width / 2, Above: width / 2));
        yAxis.Extremes.Add(yAxis, price[1].Concat(price[2]).ToArray(), new Demand(Padded: true));
    }

    public override void Draw(Sheet sheet, Panel panel)
    {
        var (up, down) = (Of("increasing", Paint.Series(2)), Of("decreasing", Paint.Series(1)));
        var half = width * (Type == "ohlc" ? Node["tickwidth"].Between(0, 0.5, 0.3) : 0.35);
        for (var i = 0; i < x.Length; i += Math.Max(1, x.Length / Most))
        {
            var (open, high, low, close) = (price[0][i], price[1][i], price[2][i], price[3][i]);
            if (!double.IsFinite(x[i] + open + high + low + close))
                continue;
            var paint = close >= open ? up : down;
            var middle = panel.X(x[i]);
            double From(double value) => panel.Y(value);
            var box = panel.Box(false, (x[i] - half, x[i] + half), (open, close));
            if (Type == "ohlc")
            {
                sheet.Stroke(paint, Sheet.Path([(middle, From(low)), (middle, From(high))])
                    + Sheet.Path([(box.Left, From(open)), (middle, From(open))])
                    + Sheet.Path([(middle, From(close)), (box.Right, From(close))]), 1.6);
                continue;
            }

            sheet.Stroke(paint, Sheet.Path([(middle, From(high)), (middle, box.Top)])
                + Sheet.Path([(middle, box.Bottom), (middle, From(low))]), 1.3);
            // Rising candles are hollow, so that the two differ without colour.
            if (close < open)
                sheet.Fill(paint, Sheet.Box(box));
            sheet.Stroke(paint, Sheet.Box(box), 1.3);
        }
    }

    private Paint Of(string direction, Paint usual) => Paint.Read(Node[direction]["line"]["color"].Text) ?? usual;
}
