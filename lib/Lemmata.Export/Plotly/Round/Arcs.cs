using Lemmata.Export.Plotly.Drawing;

namespace Lemmata.Export.Plotly.Round;

/// <summary>Parts of discs; angles run clockwise from the top, in radians.</summary>
internal static class Arcs
{
    /// <summary>The part between two radii and two angles.</summary>
    public static string Sector(double x, double y, double inner, double outer, double from, double to)
    {
        if (Math.Abs(to - from) >= 2 * Math.PI - 1e-6)
            return Sheet.Circle(x, y, outer) + (inner > 0 ? Ring(x, y, inner) : "");

        var steps = Math.Clamp((int)(Math.Abs(to - from) * 24), 2, 160);
        var edge = Enumerable.Range(0, steps + 1).Select(i => At(x, y, outer, from + (to - from) * i / steps));
        var back = inner > 0 ? Enumerable.Range(0, steps + 1)
            .Select(i => At(x, y, inner, to + (from - to) * i / steps)) : [(x, y)];
        return Sheet.Path(edge.Concat(back), closed: true);
    }

    /// <summary>The place at an angle and a distance.</summary>
    public static (double X, double Y) At(double x, double y, double radius, double angle) =>
        (x + radius * Math.Sin(angle), y - radius * Math.Cos(angle));

    // Runs the other way round than a circle does, so that it is a hole.
    private static string Ring(double x, double y, double radius) => Sheet.Path(
        Enumerable.Range(0, 73).Select(i => At(x, y, radius, i * Math.PI / 36)), closed: true);
}
