using Lemmata.Export.Plotly.Drawing;

namespace Lemmata.Export.Plotly.Placing;

/// <summary>
/// Where the parts of a chart lie on the paper: as the figure places them, or one under the other where they would be
/// too narrow to read.
/// </summary>
internal sealed class Frame
{
    private const double LeastWidth = 170, Between = 74;

    private readonly List<((double Low, double High) X, (double Low, double High) Y, Rect At)> cells = [];

    /// <summary>Lays out parts.</summary>
    /// <param name="area">The ground of all parts together.</param>
    /// <param name="parts">What each part takes of it, in fractions.</param>
    public Frame(Rect area, IEnumerable<((double Low, double High) X, (double Low, double High) Y)> parts)
    {
        Area = area;
        var distinct = parts.Distinct().ToList();
        IsStacked = distinct.Count > 1 && distinct.Min(part => (part.X.High - part.X.Low) * area.Width) < LeastWidth;
        if (IsStacked)
        {
            distinct = [.. distinct.OrderByDescending(part => part.Y.High).ThenBy(part => part.X.Low)];
            var height = Math.Max(40, (area.Height - Between * (distinct.Count - 1)) / distinct.Count);
            cells.AddRange(distinct.Select((part, i) => (part.X, part.Y,
                area with { Top = area.Top + i * (height + Between),
                    Bottom = area.Top + i * (height + Between) + height })));
        }
        else
        {
            cells.AddRange(distinct.Select(part => (part.X, part.Y, area.Part(part.X, part.Y))));
        }
    }

    public Rect Area { get; }

    /// <summary>True where parts stand one under the other that the figure places side by side.</summary>
    public bool IsStacked { get; }

    /// <summary>How many parts would stand one under the other on paper so narrow.</summary>
    public static int Stacked(double width, IEnumerable<((double Low, double High) X,
        (double Low, double High) Y)> parts)
    {
        var distinct = parts.Distinct().ToList();
        return distinct.Count > 1 && distinct.Min(part => (part.X.High - part.X.Low) * width) < LeastWidth
            ? distinct.Count : 1;
    }

    /// <summary>Where a part lies.</summary>
    public Rect Cell((double Low, double High) x, (double Low, double High) y) =>
        cells.Where(cell => cell.X == x && cell.Y == y).Select(cell => cell.At).DefaultIfEmpty(Area).First();

    /// <summary>The place of fractions of the whole; beside the part that they belong to where parts are
    /// moved.</summary>
    public (double X, double Y) Paper(double x, double y)
    {
        if (!IsStacked)
            return (Area.Left + x * Area.Width, Area.Bottom - y * Area.Height);

        double Outside(double at, (double Low, double High) part) =>
            Math.Max(0, Math.Max(part.Low - at, at - part.High));
        // A title stands above its part, so what lies below a place is nearer to it.
        var near = cells.MinBy(cell => 2 * Outside(x, cell.X) + (y < cell.Y.Low ? 3 : 1) * Outside(y, cell.Y));
        var across = Math.Clamp((x - near.X.Low) / (near.X.High - near.X.Low), 0, 1);
        var up = Math.Clamp((y - near.Y.Low) / (near.Y.High - near.Y.Low), -0.1, 1);
        return (near.At.Left + across * near.At.Width, near.At.Bottom - up * near.At.Height);
    }
}
