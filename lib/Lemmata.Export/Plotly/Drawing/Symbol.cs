namespace Lemmata.Export.Plotly.Drawing;

/// <summary>The marks of points, as paths around a place.</summary>
internal static class Symbol
{
    private static readonly string[] House = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross"];

    private static readonly string[] Numbered =
    [
        "circle", "square", "diamond", "cross", "x", "triangle-up", "triangle-down", "triangle-left", "triangle-right",
    ];

    /// <summary>The usual mark of a series.</summary>
    public static string Series(int index) => House[index % House.Length];

    /// <summary>True for a mark that is only drawn around, not filled.</summary>
    public static bool IsOpen(string name) => name.Contains("-open", StringComparison.Ordinal) || name is "x-thin"
        or "cross-thin" or "asterisk" || int.TryParse(name, out var number) && number is >= 100 and < 200;

    /// <summary>Its path.</summary>
    /// <param name="name">As figures name it, or its number; one that is not known is a circle.</param>
    /// <param name="x">Place.</param>
    /// <param name="y">Place.</param>
    /// <param name="radius">Half its width.</param>
    public static string Path(string name, double x, double y, double radius)
    {
        if (int.TryParse(name, out var number) && number >= 0)
            name = Numbered[Math.Min(number % 100, Numbered.Length - 1)];
        (double X, double Y)[] Corners(params (double X, double Y)[] corners) =>
            [.. corners.Select(corner => (x + corner.X * radius, y + corner.Y * radius))];

        return Kind(name) switch
        {
            "square" => Sheet.Path(Corners((-.9, -.9), (.9, -.9), (.9, .9), (-.9, .9)), closed: true),
            "diamond" => Sheet.Path(Corners((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)), closed: true),
            "triangle-up" => Sheet.Path(Corners((0, -1.25), (1.1, .8), (-1.1, .8)), closed: true),
            "triangle-down" => Sheet.Path(Corners((0, 1.25), (1.1, -.8), (-1.1, -.8)), closed: true),
            "triangle-left" => Sheet.Path(Corners((-1.25, 0), (.8, 1.1), (.8, -1.1)), closed: true),
            "triangle-right" => Sheet.Path(Corners((1.25, 0), (-.8, 1.1), (-.8, -1.1)), closed: true),
            "cross" => Sheet.Path(Corners((-.4, -1.1), (.4, -1.1), (.4, -.4), (1.1, -.4), (1.1, .4), (.4, .4),
                (.4, 1.1), (-.4, 1.1), (-.4, .4), (-1.1, .4), (-1.1, -.4), (-.4, -.4)), closed: true),
            "x" => Sheet.Path(Corners((-1.1, -.6), (-.6, -1.1), (0, -.5), (.6, -1.1), (1.1, -.6), (.5, 0), (1.1, .6),
                (.6, 1.1), (0, .5), (-.6, 1.1), (-1.1, .6), (-.5, 0)), closed: true),
            "star" => Sheet.Path(Enumerable.Range(0, 10).Select(i => (
                x + radius * (i % 2 == 0 ? 1.35 : 0.55) * Math.Sin(i * Math.PI / 5),
                y - radius * (i % 2 == 0 ? 1.35 : 0.55) * Math.Cos(i * Math.PI / 5))), closed: true),
            _ => Sheet.Circle(x, y, radius),
        };
    }

    private static string Kind(string name)
    {
        foreach (var known in (ReadOnlySpan<string>)["square", "diamond", "triangle-up", "triangle-down",
            "triangle-left", "triangle-right", "cross", "star", "x"])
        {
            if (name.StartsWith(known, StringComparison.Ordinal))
                return known;
        }

        return name;
    }
}
