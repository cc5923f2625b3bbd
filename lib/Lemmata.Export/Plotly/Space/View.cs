using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Space;

/// <summary>A place in space.</summary>
internal readonly record struct Point3(double X, double Y, double Z)
{
    public bool IsFinite => double.IsFinite(X + Y + Z);

    public double Length => Math.Sqrt(Dot(this, this));

    public Point3 Unit => Length > 0 ? this * (1 / Length) : new Point3(0, 0, 1);

    public static Point3 operator +(Point3 one, Point3 other) => new(one.X + other.X, one.Y + other.Y, one.Z + other.Z);

    public static Point3 operator *(Point3 one, double factor) => new(one.X * factor, one.Y * factor, one.Z * factor);

    public static double Dot(Point3 one, Point3 other) => one.X * other.X + one.Y * other.Y + one.Z * other.Z;

    public static Point3 Cross(Point3 one, Point3 other) => new(
        one.Y * other.Z - one.Z * other.Y, one.Z * other.X - one.X * other.Z, one.X * other.Y - one.Y * other.X);
}

/// <summary>A place as seen: pixels, and how far towards the eye.</summary>
internal readonly record struct Seen(double X, double Y, double Nearness)
{
    public (double X, double Y) Place => (X, Y);
}

/// <summary>Looks at a box from a side, without perspective: parallel lines stay so, and lengths can be
/// compared.</summary>
internal sealed class View
{
    private readonly Point3 forward, right, up, half;
    private readonly double scale;
    private readonly (double X, double Y) middle, offset;

    /// <summary>A view that shows the whole box.</summary>
    /// <param name="camera">The figure's camera: its eye and what is up.</param>
    /// <param name="sides">Lengths of the box's sides in proportion.</param>
    /// <param name="at">The ground on the paper.</param>
    public View(PlotNode camera, Point3 sides, Rect at)
    {
        double Part(PlotNode node, string name, double usual) => node[name].Between(-100, 100, usual);
        forward = new Point3(Part(camera["eye"], "x", 1.25), Part(camera["eye"], "y", 1.25),
            Part(camera["eye"], "z", 1.25)).Unit;
        var above = new Point3(Part(camera["up"], "x", 0), Part(camera["up"], "y", 0), Part(camera["up"], "z", 1)).Unit;
        var across = Point3.Cross(above, forward);
        right = (across.Length < 1e-6 ? Point3.Cross(new Point3(0, 1, 0), forward) : across).Unit;
        if (Point3.Cross(new Point3(0, 1, 0), forward).Length < 1e-6 && across.Length < 1e-6)
            right = new Point3(1, 0, 0);
        up = Point3.Cross(forward, right).Unit;
        half = sides * 0.5;
        IsNarrow = at.Width < 360;
        var corners = Corners.Select(corner => Flat(corner)).ToList();
        var (left, low) = (corners.Min(corner => corner.X), corners.Min(corner => corner.Y));
        var (width, height) = (corners.Max(corner => corner.X) - left, corners.Max(corner => corner.Y) - low);
        scale = Math.Min(at.Width / Math.Max(width, 1e-6), at.Height / Math.Max(height, 1e-6));
        middle = at.Centre;
        offset = (left + width / 2, low + height / 2);
    }

    /// <summary>The corners of the box, each side from 0 to 1.</summary>
    public static IReadOnlyList<Point3> Corners { get; } =
        [.. Enumerable.Range(0, 8).Select(i => new Point3(i & 1, i >> 1 & 1, i >> 2 & 1))];

    /// <summary>Whether there is room for little.</summary>
    public bool IsNarrow { get; }

    /// <summary>Direction to the eye.</summary>
    public Point3 Forward => forward;

    /// <summary>Where a place of the box appears, its sides from 0 to 1.</summary>
    public Seen See(Point3 part)
    {
        var (x, y) = Flat(part);
        return new Seen(middle.X + (x - offset.X) * scale, middle.Y - (y - offset.Y) * scale,
            Point3.Dot(Placed(part), forward));
    }

    private (double X, double Y) Flat(Point3 part) => (Point3.Dot(Placed(part), right), Point3.Dot(Placed(part), up));

    private Point3 Placed(Point3 part) =>
        new((2 * part.X - 1) * half.X, (2 * part.Y - 1) * half.Y, (2 * part.Z - 1) * half.Z);
}
