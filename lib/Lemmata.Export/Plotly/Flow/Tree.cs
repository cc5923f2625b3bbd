using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Flow;

/// <summary>A part of a whole with its own parts.</summary>
internal sealed class Tree
{
    private const int Most = 3000;

    private readonly List<Tree> parts = [];

    private Tree(string name, double own) => (Name, Own) = (name, own);

    public string Name { get; }

    /// <summary>Its value as the figure gives it.</summary>
    public double Own { get; }

    /// <summary>Its value with that of its parts.</summary>
    public double Total { get; private set; }

    public Paint Paint { get; private set; }

    /// <summary>Parts in order of their value.</summary>
    public IReadOnlyList<Tree> Parts => parts;

    /// <summary>Depth of its parts' parts: 1 without any.</summary>
    public int Depth => parts.Count == 0 ? 1 : 1 + parts.Max(part => part.Depth);

    /// <summary>Reads the wholes; empty where nothing has a value.</summary>
    public static IReadOnlyList<Tree> Read(PlotNode node)
    {
        var (labels, parents) = (Column.Read(node["labels"]), Column.Read(node["parents"]));
        var (values, ids) = (Column.Read(node["values"]), Column.Read(node["ids"]));
        var names = labels ?? ids;
        if (names is null || parents is null)
            return [];

        var (all, keys) = (new Dictionary<string, Tree>(), new List<(string Key, string Parent)>());
        for (var i = 0; i < Math.Min(names.Count, Most); i++)
        {
            var key = (ids ?? names).Text(i) ?? "";
            var tree = new Tree(PlotText.Plain(names.Text(i) ?? ""), values is null || !(values[i] > 0) ? 0
                : values[i]);
            if (all.TryAdd(key, tree))
                keys.Add((key, parents.Text(i) ?? ""));
        }

        var roots = new List<Tree>();
        foreach (var (key, parent) in keys)
        {
            if (parent.Length > 0 && all.TryGetValue(parent, out var above) && !Closes(all, keys, key, parent))
                above.parts.Add(all[key]);
            else
                roots.Add(all[key]);
        }

        var isWhole = node["branchvalues"].Text == "total";
        roots.ForEach(root => root.Sum(isWhole, values is not null, 0));
        roots.RemoveAll(root => !(root.Total > 0));
        var colours = Column.Read(node["marker"]["colors"]);
        var series = roots.Count == 1 ? roots[0].parts : roots;
        for (var i = 0; i < series.Count; i++)
        {
            series[i].Colour(Paint.Series(i));
        }

        for (var i = 0; colours is not null && i < keys.Count; i++)
        {
            if (Paint.Read(colours.Text(i) ?? "") is { } paint)
                all[keys[i].Key].Paint = paint;
        }

        return roots;
    }

    /// <summary>Whether a parent is among the parts of its part.</summary>
    private static bool Closes(Dictionary<string, Tree> all, List<(string Key, string Parent)> keys, string key,
        string parent)
    {
        var above = keys.ToDictionary(entry => entry.Key, entry => entry.Parent);
        for (var (at, steps) = (parent, 0); steps < 64; steps++)
        {
            if (at == key)
                return true;
            if (!above.TryGetValue(at, out var next) || !all.ContainsKey(next))
                return false;
            at = next;
        }

        return true;
    }

    private void Sum(bool isWhole, bool hasValues, int depth)
    {
        parts.ForEach(part => part.Sum(isWhole, hasValues, depth + 1));
        parts.RemoveAll(part => !(part.Total > 0));
        var below = parts.Sum(part => part.Total);
        Total = !hasValues ? parts.Count == 0 ? 1 : below : isWhole ? Math.Max(Own, below) : Own + below;
        parts.Sort((one, other) => other.Total.CompareTo(one.Total));
    }

    private void Colour(Paint paint)
    {
        Paint = paint;
        parts.ForEach(part => part.Colour(paint));
    }
}
