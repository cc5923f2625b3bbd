namespace Lemmata.Plotting;

/// <summary>The colours of the collection on light and on dark paper.</summary>
/// <remarks>Drawings carry the light colours as attributes and a class (<c>c1</c>, <c>t1</c>, <c>q0</c>, <c>d0</c>, …)
/// that lets a style sheet replace them; the plotly JSON uses exactly the light values below, so a page can re-colour
/// it by replacing one string by its twin.</remarks>
public static class Palette
{
    /// <summary>Paper: light, dark.</summary>
    public static (string Light, string Dark) Paper { get; } = ("#fcfbf8", "#15171a");

    /// <summary>Ink of names and annotations.</summary>
    public static (string Light, string Dark) Ink { get; } = ("#1f2124", "#dedbd4");

    /// <summary>Softer ink of tick texts and second lines.</summary>
    public static (string Light, string Dark) Soft { get; } = ("#5c626b", "#a0a6ae");

    /// <summary>Grid lines.</summary>
    public static (string Light, string Dark) Grid { get; } = ("#dfdbd2", "#33373d");

    /// <summary>Series 1 to 8, at index 0 to 7; each at least 3:1 against its paper.</summary>
    public static IReadOnlyList<(string Light, string Dark)> Series { get; } =
    [
        ("#3b78c2", "#6ca6e8"), ("#c9582c", "#e8855a"), ("#128a73", "#45b89e"), ("#a2589b", "#cb8cc5"),
        ("#a87a10", "#cfa340"), ("#3a8fb0", "#66b7d6"), ("#c4527a", "#e58aa9"), ("#727d8a", "#98a2ae"),
    ];

    /// <summary>
    /// Labels of series 1 to 8: the series colour mixed with 32 % ink; each at least 4.5:1 against its paper.
    /// </summary>
    public static IReadOnlyList<(string Light, string Dark)> Labels { get; } =
    [
        ("#345b8c", "#92b8e3"), ("#8f482f", "#e8a283"), ("#246658", "#80c4af"), ("#754772", "#d2a6ca"),
        ("#795c25", "#d4b576"), ("#356980", "#90c3d6"), ("#8c445d", "#e5a5b7"), ("#565e67", "#aeb4ba"),
    ];

    /// <summary>Nine steps from little (near the paper) to much (far from it).</summary>
    public static IReadOnlyList<(string Light, string Dark)> Sequential { get; } =
    [
        ("#e9eef2", "#1b2a33"),
        ("#cddde3", "#1f3a46"),
        ("#abcbd2", "#244d5b"),
        ("#86b6c0", "#2b6271"),
        ("#61a0ae", "#387a88"),
        ("#41889b", "#51949f"),
        ("#2a6f86", "#75afb7"),
        ("#1c566e", "#a1cacf"),
        ("#123c52", "#d3e7e9"),
    ];

    /// <summary>Nine steps from negative (vermilion) through zero (near the paper) to positive (blue).</summary>
    public static IReadOnlyList<(string Light, string Dark)> Diverging { get; } =
    [
        ("#9c3d14", "#efa07c"),
        ("#bd683f", "#c47a58"),
        ("#d98a66", "#94583d"),
        ("#e8c1ab", "#5c4034"),
        ("#eeebe4", "#2a2d31"),
        ("#bccbe0", "#33465e"),
        ("#7fa6d6", "#456792"),
        ("#4c7ab5", "#6890c4"),
        ("#23548f", "#8fbcee"),
    ];

    /// <summary>Dash pattern of series 1 to 8; the first is solid.</summary>
    internal static IReadOnlyList<string> Dashes { get; } =
        ["", "9 4", "9 3 2 3", "4 3", "14 4", "2 3", "12 3 3 3 3 3", "1.5 4"];
}
