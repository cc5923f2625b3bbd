using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lemmata.Export.Markup;

/// <summary>
/// Paths with less detail, for a drawing that is shown small: points nearer than a distance to the last one go, marks
/// that would cover each other stand once, and places are whole numbers.
/// </summary>
internal static partial class PathThinning
{
    // By so much the rows of a map overlap, so that no paper shows between them.
    private const double Overlap = 0.5;

    // From this distance on maps lose columns as they lose rows.
    private const double Coarse = 18;

    /// <summary>The path with points at least <paramref name="distance"/> apart.</summary>
    /// <param name="path">Value of the attribute <c>d</c>; what is not understood stays as it is.</param>
    /// <param name="distance">In the drawing's own units, above 0.</param>
    public static string Of(string path, double distance)
    {
        var text = new StringBuilder();
        var isMap = false;
        var taken = new HashSet<(double, double, string)>();
        foreach (var part in path.Split('M').Skip(1))
        {
            if (Line().IsMatch(part))
            {
                var closed = part.Contains('Z', StringComparison.Ordinal);
                AddLine(text, [.. Point().Matches(part).Select(Place)], distance, closed);
                continue;
            }

            var start = Point().Match(part);
            var shape = start.Success ? part[start.Length..] : part;
            if (start.Success && start.Index == 0 && Box().Match(shape) is { Success: true } box)
            {
                isMap = true;
                AddBox(text, Place(start), Number(box, "w"), Number(box, "h"), distance);
                continue;
            }

            // A mark: a place, and a shape in relative steps.
            if (!start.Success || start.Index > 0 || shape.StartsWith('h') || Absolute().IsMatch(shape))
            {
                text.Append('M').Append(part);
            }
            else if (Place(start) is var (x, y)
                && taken.Add((Math.Round(x / distance), Math.Round(y / distance), shape)))
            {
                Append(text, 'M', (x, y));
                text.Append(shape);
            }
        }

        return text.Length > 0 || isMap ? text.ToString() : path;
    }

    private static void AddLine(StringBuilder text, (double X, double Y)[] points, double distance, bool closed)
    {
        var last = points[0];
        Append(text, 'M', last);
        foreach (var next in points[1..])
        {
            var near = Math.Abs(next.X - last.X) + Math.Abs(next.Y - last.Y) < distance;
            if (near && next != points[^1]) { continue; }
            Append(text, 'L', last = next);
        }

        if (closed) { text.Append('Z'); }
    }

    /// <summary>
    /// A box of a map. Rows lower than the distance give way to one row of that height, the same for boxes of every
    /// colour, so that boxes go on standing beside each other without gaps.
    /// </summary>
    private static void AddBox(StringBuilder text, (double X, double Y) place, double width, double height, double distance)
    {
        var (top, rise) = (place.Y, height);
        if (height < distance)
        {
            var band = Math.Floor(place.Y / distance);
            if (Math.Floor((place.Y - height + Overlap) / distance) == band) return;
            (top, rise) = (band * distance, distance);
        }

        var (left, right) = (Math.Floor(place.X), Math.Ceiling(place.X + width));
        if (distance >= Coarse)
        {
            // A box stands for the places, one a distance, that lie in it; its neighbours stand for the others.
            (left, right) = (Math.Ceiling(place.X / distance), Math.Ceiling((place.X + width - Overlap) / distance));
            if (left == right) return;
            (left, right) = (Math.Floor(left * distance), Math.Ceiling(right * distance));
        }

        var (high, low) = (Math.Floor(top), Math.Ceiling(top + rise));
        Append(text, 'M', (left, high));
        text.Append(CultureInfo.InvariantCulture, $"h{right - left:0}v{low - high:0}h{left - right:0}Z");
    }

    private static double Number(Match match, string group) =>
        double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, char command, (double X, double Y) point) => text.Append(
        CultureInfo.InvariantCulture, $"{command}{Math.Round(point.X):0} {Math.Round(point.Y):0}");

    private static (double X, double Y) Place(Match point) => (Number(point, "x"), Number(point, "y"));

    [GeneratedRegex(@"(?<x>-?\d{1,9}(\.\d+)?)[ ,](?<y>-?\d{1,9}(\.\d+)?)")]
    private static partial Regex Point();

    /// <summary>What stands behind an M where only straight lines to named points follow.</summary>
    [GeneratedRegex(@"^-?\d{1,9}(\.\d+)?[ ,]-?\d{1,9}(\.\d+)?(L-?\d{1,9}(\.\d+)?[ ,]-?\d{1,9}(\.\d+)?)+Z?$")]
    private static partial Regex Line();

    /// <summary>The shape of a box, whose width is gone through twice.</summary>
    [GeneratedRegex(@"^h(?<w>\d{1,9}(\.\d+)?)v(?<h>\d{1,9}(\.\d+)?)h-\d{1,9}(\.\d+)?Z$")]
    private static partial Regex Box();

    [GeneratedRegex("[A-Y]")]
    private static partial Regex Absolute();
}
