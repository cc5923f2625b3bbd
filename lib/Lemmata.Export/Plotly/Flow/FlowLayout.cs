using Lemmata.Export.Plotly.Drawing;

namespace Lemmata.Export.Plotly.Flow;

/// <summary>Places the nodes of flows in columns and their bands in between.</summary>
internal static class FlowLayout
{
    private const double Gap = 12;

    private const int Sweeps = 8;

    /// <summary>Sets all places; a circle of flows is cut where it closes.</summary>
    public static void Place(IReadOnlyList<FlowNode> nodes, IReadOnlyList<FlowLink> links, Rect at)
    {
        Levels(nodes, links);
        double Through(FlowNode node) => Math.Max(
            links.Where(link => ReferenceEquals(link.From, node)).Sum(link => link.Amount),
            links.Where(link => ReferenceEquals(link.To, node)).Sum(link => link.Amount));

        var columns = nodes.GroupBy(node => node.Level).OrderBy(group => group.Key).Select(group => group.ToList())
            .ToList();
        var last = Math.Max(1, nodes.Max(node => node.Level));
        var through = nodes.ToDictionary(node => node, Through);
        var gap = columns.Min(column => column.Count < 2 ? Gap : Math.Min(Gap, at.Height * 0.4 / (column.Count - 1)));
        var unit = columns.Min(column => (at.Height - gap * (column.Count - 1)) / column.Sum(node => through[node]));
        foreach (var node in nodes)
        {
            (node.Left, node.Height) = (at.Left + at.Width * node.Level / last, through[node] * unit);
        }

        foreach (var column in columns)
        {
            Stack(column, at, gap);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var column in sweep % 2 == 0 ? columns.Skip(1) : columns.SkipLast(1).Reverse())
            {
                double Wish(FlowNode node)
                {
                    var near = links.Where(link => ReferenceEquals(sweep % 2 == 0 ? link.To : link.From, node))
                        .ToList();
                    var total = near.Sum(link => link.Amount);
                    return total > 0 ? near.Sum(link => link.Amount * Middle(sweep % 2 == 0 ? link.From
                        : link.To)) / total : Middle(node);
                }

                var wishes = column.ToDictionary(node => node, Wish);
                column.Sort((one, other) => wishes[one].CompareTo(wishes[other]));
                Stack(column, at, gap);
            }
        }

        Bands(nodes, links, unit);
    }

    private static double Middle(FlowNode node) => node.Top + node.Height / 2;

    private static void Stack(List<FlowNode> column, Rect at, double gap)
    {
        var top = at.Top + (at.Height - column.Sum(node => node.Height) - gap * (column.Count - 1)) / 2;
        foreach (var node in column)
        {
            node.Top = top;
            top += node.Height + gap;
        }
    }

    /// <summary>A node stands right of every node that flows into it; flows that would close a circle do not
    /// count.</summary>
    private static void Levels(IReadOnlyList<FlowNode> nodes, IReadOnlyList<FlowLink> links)
    {
        foreach (var node in nodes)
        {
            node.Level = 0;
        }

        for (var round = 0; round < nodes.Count; round++)
        {
            var changed = false;
            foreach (var link in links.Where(link => link.To.Level <= link.From.Level
                && link.From.Level + 1 < nodes.Count))
            {
                if (Reaches(links, link.To, link.From))
                    continue;
                (link.To.Level, changed) = (link.From.Level + 1, true);
            }

            if (!changed)
                break;
        }
    }

    private static bool Reaches(IReadOnlyList<FlowLink> links, FlowNode from, FlowNode to)
    {
        var (seen, open) = (new HashSet<object>(ReferenceEqualityComparer.Instance), new Stack<FlowNode>([from]));
        while (open.TryPop(out var node))
        {
            if (ReferenceEquals(node, to))
                return true;
            if (!seen.Add(node))
                continue;
            foreach (var link in links.Where(link => ReferenceEquals(link.From, node)))
            {
                open.Push(link.To);
            }
        }

        return false;
    }

    private static void Bands(IReadOnlyList<FlowNode> nodes, IReadOnlyList<FlowLink> links, double unit)
    {
        foreach (var node in nodes)
        {
            var (start, end) = (node.Top, node.Top);
            foreach (var link in links.Where(link => ReferenceEquals(link.From, node)).OrderBy(link => link.To.Top))
            {
                (link.Start, link.Width) = (start, link.Amount * unit);
                start += link.Width;
            }

            foreach (var link in links.Where(link => ReferenceEquals(link.To, node)).OrderBy(link => link.From.Top))
            {
                link.End = end;
                end += link.Amount * unit;
            }
        }
    }
}
