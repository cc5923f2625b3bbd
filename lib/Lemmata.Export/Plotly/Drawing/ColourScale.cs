using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Drawing;

/// <summary>Colours for numbers between two ends: the collection's nine steps, or what the figure names.</summary>
internal sealed class ColourScale
{
    private const int Shades = 40, HouseSteps = 9;

    private static readonly string[] Sequential =
    [
        "#e9eef2", "#cddde3", "#abcbd2", "#86b6c0", "#61a0ae", "#41889b", "#2a6f86", "#1c566e", "#123c52",
    ];

    private static readonly string[] Diverging =
    [
        "#9c3d14", "#bd683f", "#d98a66", "#e8c1ab", "#eeebe4", "#bccbe0", "#7fa6d6", "#4c7ab5", "#23548f",
    ];

    private readonly IReadOnlyList<(double At, Rgb Colour)>? stops;
    private readonly bool diverging, reversed;

    private ColourScale(IReadOnlyList<(double At, Rgb Colour)>? stops, bool diverging, bool reversed) =>
        (this.stops, this.diverging, this.reversed) = (stops, diverging, reversed);

    public required double Low { get; init; }

    public required double High { get; init; }

    public string Title { get; init; } = "";

    /// <summary>Whether the figure wants the scale beside it.</summary>
    public bool IsShown { get; init; }

    /// <summary>Parts in which the scale is drawn.</summary>
    public int Steps => stops is null ? HouseSteps : Shades;

    /// <summary>Reads the scale of a trace, a marker or a shared colour axis.</summary>
    /// <param name="own">Where <c>colorscale</c> and its relatives stand.</param>
    /// <param name="layout">The layout, for a shared axis.</param>
    /// <param name="letter">"z" or "c": how its ends are called.</param>
    /// <param name="values">The numbers to colour.</param>
    public static ColourScale Read(PlotNode own, PlotNode layout, string letter, IEnumerable<double> values)
    {
        var shared = own["coloraxis"].Text;
        if (shared.StartsWith("coloraxis", StringComparison.Ordinal))
            (own, letter) = (layout[shared], "c");

        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(double.IsFinite))
        {
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        var low = own[letter + "min"].Number ?? (double.IsFinite(least) ? least : 0);
        var high = own[letter + "max"].Number ?? (double.IsFinite(most) ? most : 1);
        var middle = own[letter + "mid"].Number;
        if (middle is { } centre && !own[letter + "min"].Exists)
        {
            var reach = Math.Max(Math.Abs(high - centre), Math.Abs(low - centre));
            (low, high) = (centre - reach, centre + reach);
        }

        if (!(low < high))
            (low, high) = (low - 0.5, low + 0.5);
        var bar = own["colorbar"];
        var stops = Stops(own["colorscale"]);
        // The collection's own scales come with their colours of both themes.
        var isDiverging = middle is not null;
        if (stops is not null && Is(stops, Diverging)) (stops, isDiverging) = (null, true);
        else if (stops is not null && Is(stops, Sequential)) (stops, isDiverging) = (null, false);
        return new ColourScale(stops, isDiverging, own["reversescale"].IsTrue)
        {
            Low = low,
            High = high,
            Title = bar["title"].Title,
            IsShown = !own["showscale"].IsFalse,
        };
    }

    /// <summary>The colour of a number; null for one that is not finite.</summary>
    public Paint? Of(double value) => double.IsFinite(value) ? At((value - Low) / (High - Low)) : null;

    /// <summary>The colour at a part of the scale, 0 to 1.</summary>
    public Paint At(double part)
    {
        part = double.IsNaN(part) ? 0 : Math.Clamp(reversed ? 1 - part : part, 0, 1);
        if (stops is null)
        {
            var step = Math.Min(HouseSteps - 1, (int)(part * HouseSteps + 1e-9));
            return diverging ? new Paint("d" + step, Diverging[step]) : new Paint("q" + step, Sequential[step]);
        }

        part = Math.Min(Shades - 1, Math.Floor(part * Shades)) / (Shades - 1);
        for (var i = 1; i < stops.Count; i++)
        {
            if (part > stops[i].At && i < stops.Count - 1)
                continue;
            var (from, to) = (stops[i - 1], stops[i]);
            var between = to.At > from.At ? Math.Clamp((part - from.At) / (to.At - from.At), 0, 1) : 1;
            return Paint.Exactly(Rgb.Mix(from.Colour, to.Colour, between));
        }

        return Paint.Exactly(stops[0].Colour);
    }

    private static bool Is(IReadOnlyList<(double At, Rgb Colour)> stops, string[] house) =>
        stops.Count == house.Length && stops.Zip(house).All(pair => pair.First.Colour.Hex == pair.Second);

    private static IReadOnlyList<(double At, Rgb Colour)>? Stops(PlotNode node)
    {
        if (node.Text.Length > 0)
            return ScaleNames.Of(node.Text);

        var items = node.Items.Take(300).ToList();
        var read = new List<(double At, Rgb Colour)>();
        for (var i = 0; i < items.Count; i++)
        {
            var pair = items[i].Items.ToList();
            var (at, colour) = pair.Count == 2 ? (pair[0].Number, Rgb.Parse(pair[1].Text))
                : ((double)i / Math.Max(1, items.Count - 1), Rgb.Parse(items[i].Text));
            if (at is { } place && colour is { } seen)
                read.Add((place, seen));
        }

        // The template of plotly and its relatives names its scales in full; here the collection's own stand for them.
        return read.Count < 2 ? null : [.. read.OrderBy(stop => stop.At)];
    }
}
