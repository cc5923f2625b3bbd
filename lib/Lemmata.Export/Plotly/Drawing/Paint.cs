namespace Lemmata.Export.Plotly.Drawing;

/// <summary>
/// A colour of a drawing: a class by which the page's style sheet sets it for each theme, and the value that shows
/// where no sheet does.
/// </summary>
/// <param name="Class">The class; empty for a colour that is the same in both themes.</param>
/// <param name="Colour">The value on light paper.</param>
internal readonly record struct Paint(string Class, string Colour)
{
    private static readonly string[] SeriesColours =
        ["#3b78c2", "#c9582c", "#128a73", "#a2589b", "#a87a10", "#3a8fb0", "#c4527a", "#727d8a"];

    private static readonly string[] LabelColours =
        ["#345b8c", "#8f482f", "#246658", "#754772", "#795c25", "#356980", "#8c445d", "#565e67"];

    // What plotly and its express interface give to series without being asked.
    private static readonly string[][] Defaults =
    [
        ["#1f77b4", "#ff7f0e", "#2ca02c", "#9467bd", "#bcbd22", "#17becf", "#e377c2", "#7f7f7f"],
        ["#636efa", "#ef553b", "#00cc96", "#ab63fa", "#ffa15a", "#19d3f3", "#ff6692", "#b6e880"],
        SeriesColours,
    ];

    public static Paint Ink { get; } = new("ink", "#1f2124");

    public static Paint Soft { get; } = new("soft", "#5c626b");

    public static Paint Grid { get; } = new("grid", "#dfdbd2");

    public static Paint Axis { get; } = new("axis", "#5c626b");

    public static Paint Paper { get; } = new("paper", "#fcfbf8");

    /// <summary>The colour of a series, from 0; the eight repeat.</summary>
    public static Paint Series(int index) => new($"c{index % 8 + 1}", SeriesColours[index % 8]);

    /// <summary>The colour of words on a series.</summary>
    public Paint Label => Class is ['c', >= '1' and <= '8'] ? new Paint("t" + Class[1], LabelColours[Class[1] - '1'])
        : Ink;

    /// <summary>A colour that a figure names, so that it can be seen on both papers; null for none.</summary>
    public static Paint? Read(string text) => Rgb.Parse(text) is { Alpha: > 0.02 } colour ? Of(colour) : null;

    /// <summary>As the figure gives it, for areas of a colour scale.</summary>
    public static Paint Exactly(Rgb colour) => new("", colour.Hex);

    private static Paint Of(Rgb colour)
    {
        foreach (var set in Defaults)
        {
            if (Array.IndexOf(set, colour.Hex) is >= 0 and var index)
                return Series(index);
        }

        return colour.IsGrey ? colour.Luminance < 0.08 ? Ink : colour.Luminance > 0.6 ? Grid : Soft
            : new Paint("", colour.Readable.Hex);
    }
}
