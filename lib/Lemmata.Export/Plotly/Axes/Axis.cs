using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Axes;

/// <summary>One axis of a chart: its kind, its names, its range, and where it lies.</summary>
internal sealed class Axis
{
    private readonly PlotNode own, template;
    private readonly List<string> names = [];
    private readonly Dictionary<string, int> ranks = [];

    /// <summary>An axis of the layout.</summary>
    /// <param name="id">"x", "y2" and so on.</param>
    /// <param name="layout">The layout.</param>
    public Axis(string id, PlotNode layout)
    {
        Id = id;
        own = layout[$"{id[0]}axis{id[1..]}"];
        template = layout["template"]["layout"][$"{id[0]}axis"];
        Domain = Fractions(own["domain"]);
        Overlaying = own["overlaying"].Text;
        Side = own["side"].Text is { Length: > 0 } side ? side : IsX ? "bottom" : "left";
        Anchor = own["anchor"].Text is { Length: > 0 } anchor ? anchor : (IsX ? "y" : "x") + id[1..];
    }

    public string Id { get; }

    public bool IsX => Id[0] == 'x';

    public AxisKind Kind { get; private set; }

    /// <summary>The names in order of their ranks.</summary>
    public IReadOnlyList<string> Names => names;

    public Extremes Extremes { get; } = new();

    /// <summary>What part of the drawing it spans, from left or from below.</summary>
    public (double Low, double High) Domain { get; set; }

    public string Overlaying { get; }

    public string Side { get; }

    public string Anchor { get; }

    public bool IsVisible => !Option("visible").IsFalse;

    public string Title => own["title"].Title;

    /// <summary>Ends of the axis as drawn, on its own scale; the first may be the greater.</summary>
    public (double From, double To) Range { get; set; } = (-1, 6);

    /// <summary>Places of the marks that its data give by number, in the order of the layout.</summary>
    public PlotNode Option(string name) => own[name].Exists ? own[name] : template[name];

    /// <summary>Finds its kind and its names.</summary>
    /// <param name="columns">What the traces place along it, in their order.</param>
    /// <param name="usual">The kind where neither the figure nor the data say one.</param>
    public void Settle(IReadOnlyList<Column> columns, AxisKind usual)
    {
        var strict = Option("autotypenumbers").Text == "strict";
        Kind = AxisKinds.Stated(own) ?? columns.Select(column => AxisKinds.Of(column, strict))
            .FirstOrDefault(kind => kind is not null) ?? usual;
        if (Kind != AxisKind.Category)
            return;

        foreach (var name in Column.Read(own["categoryarray"]) is { } given && IsOrdered("array", "") ? Texts(given)
            : [])
        {
            Rank(name);
        }

        foreach (var name in columns.SelectMany(Texts))
        {
            Rank(name);
        }

        if (Option("categoryorder").Text is "category ascending" or "category descending")
            Reorder(names.Order(StringComparer.Ordinal).ToList());
    }

    /// <summary>Orders the names by a number each, where the figure asks for such an order.</summary>
    public void OrderBy(IReadOnlyDictionary<string, double> totals)
    {
        if (Option("categoryorder").Text.StartsWith("total", StringComparison.Ordinal)
            || Option("categoryorder").Text.StartsWith("sum", StringComparison.Ordinal))
        {
            Reorder([.. names.OrderBy(name => totals.GetValueOrDefault(name))]);
        }
    }

    /// <summary>The number, milliseconds or rank that stands at a place of a list; NaN where none does.</summary>
    public double Read(Column column, int index) => Kind switch
    {
        AxisKind.Category => column.Text(index) is { } name && ranks.TryGetValue(name, out var rank) ? rank
            : double.NaN,
        AxisKind.Date when column.IsText(index) || column[index] is >= 1000 and < 10_000 =>
            DateText.Parse(column.Text(index)!) ?? column[index],
        _ => column[index],
    };

    /// <summary>A value that a layout states for this axis: a number, a date or a name.</summary>
    public double? Read(PlotNode node) => Kind switch
    {
        AxisKind.Category when ranks.TryGetValue(node.Text, out var rank) => rank,
        AxisKind.Date when node.Json?.GetValueKind() == System.Text.Json.JsonValueKind.String =>
            DateText.Parse(node.Text) ?? node.Number,
        _ => node.Number,
    };

    /// <summary>A list as numbers of this axis.</summary>
    public double[] Read(Column column) => [.. Enumerable.Range(0, column.Count).Select(i => Read(column, i))];

    /// <summary>Where a number, milliseconds or a rank stand on the axis' own scale; NaN where nowhere.</summary>
    public double Place(double value) => Kind == AxisKind.Log ? value > 0 ? Math.Log10(value) : double.NaN : value;

    /// <summary>Which part of the way from the first end to the second a place is.</summary>
    public double Fraction(double place) => (place - Range.From) / (Range.To - Range.From);

    /// <summary>Finds the range for a length in pixels: the one stated, else the one that the data ask.</summary>
    /// <param name="extremes">The data's, of this axis and those that match it.</param>
    /// <param name="length">Length in pixels.</param>
    public void Fit(Extremes extremes, double length)
    {
        var usual = Kind == AxisKind.Date ? (DateText.Of(2000, 1, 1), DateText.Of(2001, 1, 1))
            : Kind == AxisKind.Log ? (0, 6) : (-1.0, IsX ? 6 : 4);
        var stated = own["range"].Items.Take(2).Select(End).ToList();
        var mode = Option("rangemode").Text;
        var auto = Option("autorange");
        var (low, high) = AutoRange.Of(extremes, Kind is AxisKind.Linear ? mode : "", length) ?? usual;
        foreach (var limits in new[] { own, own["autorangeoptions"] })
        {
            low = Math.Max(low, Limit(limits["minallowed"]) ?? Limit(limits["clipmin"]) ?? low);
            high = Math.Min(high, Limit(limits["maxallowed"]) ?? Limit(limits["clipmax"]) ?? high);
        }

        var backwards = auto.Text.Contains("reversed", StringComparison.Ordinal)
            || auto.IsTrue && stated is [{ } one, { } two] && one > two;
        Range = backwards ? (high, low) : (low, high);
        if (stated is [{ } from, { } to] && !auto.IsTrue && !backwards && from != to)
            Range = (from, to);
        else if (stated is [{ } first, null] && !auto.IsTrue)
            Range = auto.Text.EndsWith("reversed", StringComparison.Ordinal) ? (first, low) : (first, high);
        else if (stated is [null, { } last] && !auto.IsTrue)
            Range = (low, last);
        if (!(Math.Abs(Range.To - Range.From) > 0) || !double.IsFinite(Range.To - Range.From))
            Range = (low, low + 1);
    }

    private double? Limit(PlotNode node) => Read(node) is { } value && double.IsFinite(Place(value)) ? Place(value)
        : null;

    private double? End(PlotNode node) => node.Json is null ? null
        : Kind == AxisKind.Date && DateText.Parse(node.Text) is { } date ? date : node.Number;

    private bool IsOrdered(params string[] orders) =>
        orders.Contains(Option("categoryorder").Text, StringComparer.Ordinal);

    private void Rank(string name)
    {
        if (ranks.TryAdd(name, names.Count))
            names.Add(name);
    }

    private void Reorder(List<string> ordered)
    {
        if (Option("categoryorder").Text.EndsWith("descending", StringComparison.Ordinal))
            ordered.Reverse();
        names.Clear();
        ranks.Clear();
        ordered.ForEach(Rank);
    }

    private static IEnumerable<string> Texts(Column column) =>
        Enumerable.Range(0, column.Count).Select(column.Text).OfType<string>();

    private static (double, double) Fractions(PlotNode node) =>
        node.Items.Take(2).Select(item => item.Between(0, 1, 0)).ToList() is [var low, var high] && high > low
            ? (low, high) : (0, 1);
}
