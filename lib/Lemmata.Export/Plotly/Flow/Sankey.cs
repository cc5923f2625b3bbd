using Lemmata.Export.Plotly.Board;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Flow;

/// <summary>Flows between nodes as bands whose width is their amount.</summary>
internal sealed class Sankey : Plate
{
    private const int MostNodes = 120, MostLinks = 600;

    private const double NodeWidth = 14;

    private readonly List<FlowNode> nodes;
    private readonly List<FlowLink> links;

    private Sankey(PlotNode node, PlotNode layout, List<FlowNode> nodes, List<FlowLink> links) : base(node["domain"],
        layout) =>
        (this.nodes, this.links) = (nodes, links);

    /// <summary>Reads it; null where nothing flows.</summary>
    public static Sankey? Read(PlotNode node, PlotNode layout)
    {
        var (from, to) = (Column.Read(node["link"]["source"]), Column.Read(node["link"]["target"]));
        var amounts = Column.Read(node["link"]["value"]);
        var (labels, colours) = (Column.Read(node["node"]["label"]), Column.Read(node["node"]["color"]));
        if (from is null || to is null || amounts is null)
            return null;

        var all = new Dictionary<int, FlowNode>();
        FlowNode Node(int index)
        {
            if (!all.TryGetValue(index, out var found))
            {
                var paint = Paint.Read(colours?.Text(index) ?? "") ?? Paint.Series(index);
                all[index] = found = new FlowNode(PlotText.Plain(labels?.Text(index) ?? ""), paint);
            }

            return found;
        }

        var links = new List<FlowLink>();
        for (var i = 0; i < Math.Min(from.Count, Math.Min(to.Count, amounts.Count)) && links.Count < MostLinks; i++)
        {
            if (from[i] is >= 0 and < MostNodes && to[i] is >= 0 and < MostNodes && amounts[i] > 0 && from[i] != to[i])
                links.Add(new FlowLink(Node((int)from[i]), Node((int)to[i]), amounts[i]));
        }

        return links.Count == 0 ? null : new Sankey(node, layout,
            [.. all.OrderBy(one => one.Key).Select(one => one.Value)], links);
    }

    public override void Draw(Sheet sheet, Rect at)
    {
        FlowLayout.Place(nodes, links, at.Without(4, 8, NodeWidth + 4, 8));
        foreach (var link in links)
        {
            var (left, right) = (link.From.Left + NodeWidth, link.To.Left);
            var middle = (left + right) / 2;
            var (start, end, width) = (link.Start, link.End, link.Width);
            Func<double, string> n = Sheet.N;
            sheet.Fill(link.From.Paint,
                $"M{n(left)} {n(start)}C{n(middle)} {n(start)} {n(middle)} {n(end)} {n(right)} {n(end)}"
                + $"V{n(end + width)}C{n(middle)} {n(end + width)} {n(middle)} {n(start + width)} {n(left)} {n(start + width)}Z", 0.3);
        }

        var last = nodes.Max(node => node.Level);
        foreach (var node in nodes)
        {
            var box = new Rect(node.Left, node.Top, node.Left + NodeWidth, node.Top + Math.Max(1.5, node.Height));
            sheet.Fill(node.Paint, Sheet.Box(box));
            var isLast = node.Level == last;
            var room = at.Width / (last + 1) - NodeWidth - 16;
            var words = TextSize.Fit(node.Name, Math.Max(40, room));
            sheet.Text(Paint.Ink, isLast ? box.Left - 6 : box.Right + 6, box.Centre.Y + 4, words, isLast ? "end"
                : "start", halo: true);
        }
    }
}

/// <summary>A node of flows.</summary>
/// <param name="name">Its name.</param>
/// <param name="paint">Its colour.</param>
internal sealed class FlowNode(string name, Paint paint)
{
    public string Name { get; } = name;

    public Paint Paint { get; } = paint;

    /// <summary>Column, from the left.</summary>
    public int Level { get; set; }

    public double Left { get; set; }

    public double Top { get; set; }

    public double Height { get; set; }
}

/// <summary>A flow from one node to another.</summary>
/// <param name="from">Where it starts.</param>
/// <param name="to">Where it ends.</param>
/// <param name="amount">How much flows.</param>
internal sealed class FlowLink(FlowNode from, FlowNode to, double amount)
{
    public FlowNode From { get; } = from;

    public FlowNode To { get; } = to;

    public double Amount { get; } = amount;

    /// <summary>Upper edge at its start.</summary>
    public double Start { get; set; }

    /// <summary>Upper edge at its end.</summary>
    public double End { get; set; }

    public double Width { get; set; }
}
