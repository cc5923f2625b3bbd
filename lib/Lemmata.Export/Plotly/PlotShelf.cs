namespace Lemmata.Export.Plotly;

/// <summary>
/// The bundles of one page: those that weigh least together among all that draw what the page shows. Which they are is
/// known once all its figures are.
/// </summary>
internal sealed class PlotShelf
{
    private readonly List<IReadOnlySet<string>> shown = [];
    private IReadOnlyList<PlotBundle>? chosen;

    /// <summary>What the page loads, the lightest first.</summary>
    public IReadOnlyList<PlotBundle> Bundles => chosen ??= Choose();

    /// <summary>Takes the kinds of a figure, which some bundle draws.</summary>
    public void Add(IReadOnlySet<string> kinds)
    {
        shown.Add(kinds);
        chosen = null;
    }

    /// <summary>The bundle for a figure of the page.</summary>
    public PlotBundle For(IReadOnlySet<string> kinds) => Bundles.First(bundle => bundle.Draws(kinds));

    private IReadOnlyList<PlotBundle> Choose() => Enumerable.Range(0, 1 << PlotBundle.All.Count)
        .Select(IReadOnlyList<PlotBundle> (set) => [.. PlotBundle.All.Where((_, i) => (set >> i & 1) == 1)])
        .Where(set => shown.TrueForAll(kinds => set.Any(bundle => bundle.Draws(kinds))))
        .MinBy(set => set.Sum(bundle => bundle.Weight))!;
}
