using System.Collections.Immutable;
using Lemmata.Arguments;
using Lemmata.Plotting.Marks;

namespace Lemmata.Plotting;

/// <content>Rules, texts, arrows and polygons.</content>
public sealed partial class Figure
{
    /// <summary>Adds a dotted rule over the whole width.</summary>
    /// <param name="y">Its height.</param>
    /// <param name="label">What it stands for.</param>
    /// <returns>The figure with that rule.</returns>
    /// <exception cref="ArgumentException"><paramref name="y"/> is not finite.</exception>
    public Figure Horizontal(double y, string label = "") =>
        With(new RuleMark(true, Coordinates.Finite(y, $"Horizontal rule \"{label}\"")) { Label = label });

    /// <summary>Adds a dotted rule over the whole height.</summary>
    /// <param name="x">Its place.</param>
    /// <param name="label">What it stands for.</param>
    /// <returns>The figure with that rule.</returns>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not finite.</exception>
    public Figure Vertical(double x, string label = "") =>
        With(new RuleMark(false, Coordinates.Finite(x, $"Vertical rule \"{label}\"")) { Label = label });

    /// <summary>Tints all heights between two values, such as where a bound says nothing.</summary>
    /// <param name="from">One end; infinite ends reach the edge.</param>
    /// <param name="to">The other end.</param>
    /// <param name="label">What the strip stands for.</param>
    /// <returns>The figure with that strip.</returns>
    public Figure ShadeY(double from, double to, string label = "") =>
        With(new ShadeMark(true, Math.Min(from, to), Math.Max(from, to)) { Label = label });

    /// <summary>Tints all places between two values, such as an unstable region.</summary>
    /// <param name="from">One end; infinite ends reach the edge.</param>
    /// <param name="to">The other end.</param>
    /// <param name="label">What the strip stands for.</param>
    /// <returns>The figure with that strip.</returns>
    public Figure ShadeX(double from, double to, string label = "") =>
        With(new ShadeMark(false, Math.Min(from, to), Math.Max(from, to)) { Label = label });

    /// <summary>Puts a text at a point: the one number that is the finding.</summary>
    /// <param name="x">Place of the point.</param>
    /// <param name="y">Height of the point.</param>
    /// <param name="text">The text.</param>
    /// <param name="align">Where the text stands relative to the point.</param>
    /// <returns>The figure with that text.</returns>
    /// <exception cref="ArgumentException">The point is not finite.</exception>
    public Figure Annotate(double x, double y, string text, Align align = Align.Right) =>
        With(
            new TextMark(
                Coordinates.Finite(x, $"Annotation \"{text}\": x"),
                Coordinates.Finite(y, $"Annotation \"{text}\": y"),
                text,
                align));

    /// <summary>Draws a distance between two points with end caps and says how long it is ("9 × later").</summary>
    /// <param name="x0">Place of the first end.</param>
    /// <param name="y0">Height of the first end.</param>
    /// <param name="x1">Place of the second end.</param>
    /// <param name="y1">Height of the second end.</param>
    /// <param name="text">What the distance says.</param>
    /// <returns>The figure with that measure.</returns>
    /// <exception cref="ArgumentException">An end is not finite.</exception>
    public Figure Measure(double x0, double y0, double x1, double y1, string text)
    {
        foreach (var value in new[] { x0, y0, x1, y1 })
        {
            Coordinates.Finite(value, $"Measure \"{text}\": an end");
        }

        return With(new SegmentMark([x0], [y0], [x1], [y1]) { Measure = text });
    }

    /// <summary>Adds straight pieces from (x0, y0) to (x1, y1).</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <returns>The figure with these pieces.</returns>
    /// <exception cref="ArgumentException">There is no finite piece.</exception>
    public Figure Segments(IEnumerable<(double X0, double Y0, double X1, double Y1)> pieces, string label = "",
        string? detail = null, Series role = Series.Auto) => With(Pieces(pieces, label, detail, role));

    /// <summary>Adds arrows from (x0, y0) to (x1, y1), such as a field of displacements.</summary>
    /// <inheritdoc cref="Segments"/>
    public Figure Arrows(
        IEnumerable<(double X0, double Y0, double X1, double Y1)> pieces,
        string label = "",
        string? detail = null,
        Series role = Series.Auto) => With(Pieces(pieces, label, detail, role) with { Arrow = true });

    /// <summary>Adds filled polygons in the colour of a series.</summary>
    /// <param name="rings">Corners of each polygon, in order; the last is joined to the first.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <returns>The figure with these polygons.</returns>
    /// <exception cref="ArgumentException">A polygon has fewer than three corners or one that is not
    /// finite.</exception>
    public Figure Polygons(
        IEnumerable<IEnumerable<(double X, double Y)>> rings,
        string label = "",
        string? detail = null,
        Series role = Series.Auto) =>
        With(
            new PolygonMark(Rings(rings, label))
            {
                Label = label,
                Detail = detail,
                Role = role,
            }
        );

    /// <summary>
    /// Adds filled polygons coloured by a value in nine steps, such as the cells of a Voronoi diagram.
    /// </summary>
    /// <param name="rings">Corners of each polygon, in order.</param>
    /// <param name="values">One value per polygon.</param>
    /// <param name="label">Name of the value, over the scale.</param>
    /// <param name="diverging">Whether the scale is centred on zero with two hues.</param>
    /// <returns>The figure with these polygons.</returns>
    /// <exception cref="ArgumentException">The counts differ, or a polygon is not drawable.</exception>
    public Figure Cells(IEnumerable<IEnumerable<(double X, double Y)>> rings, IEnumerable<double> values,
        string label = "", bool diverging = false)
    {
        var all = Rings(rings, label);
        var numbers = Coordinates.Of(values, nameof(values));
        Require.That(
            numbers.Length == all.Length,
            nameof(values),
            $"Cells \"{label}\": {all.Length} polygons but {numbers.Length} values; pass one value per polygon.");
        return With(new PolygonMark(all) { Label = label, Values = numbers, Diverging = diverging });
    }

    private static SegmentMark Pieces(IEnumerable<(double X0, double Y0, double X1, double Y1)> pieces, string label,
        string? detail, Series role)
    {
        (double X0, double Y0, double X1, double Y1)[] all = [.. pieces];
        ImmutableArray<double> x0 = Coordinates.Of(all.Select(p => p.X0), "x0"),
            y0 = Coordinates.Of(all.Select(p => p.Y0), "y0"),
            x1 = Coordinates.Of(all.Select(p => p.X1), "x1"),
            y1 = Coordinates.Of(all.Select(p => p.Y1), "y1");
        Coordinates.RequireDrawable(label, ("x0", x0), ("y0", y0), ("x1", x1), ("y1", y1));
        return new SegmentMark(x0, y0, x1, y1) { Label = label, Detail = detail, Role = role };
    }

    private static ImmutableArray<(ImmutableArray<double> X, ImmutableArray<double> Y)> Rings(
        IEnumerable<IEnumerable<(double X, double Y)>> rings, string label)
    {
        var result = ImmutableArray.CreateBuilder<(ImmutableArray<double> X, ImmutableArray<double> Y)>();
        foreach (var ring in rings)
        {
            (double X, double Y)[] corners = [.. ring];
            Require.That(
                corners.Length >= 3 && !corners.Any(c => !double.IsFinite(c.X) || !double.IsFinite(c.Y)),
                nameof(rings),
                $"Polygon {result.Count} of {Coordinates.Quote(label)} has {corners.Length} corners, "
                    + $"{corners.Count(c => double.IsFinite(c.X) && double.IsFinite(c.Y))} of them finite; at "
                    + $"least three are needed and all must be finite.");

            result.Add(([.. corners.Select(c => c.X)], [.. corners.Select(c => c.Y)]));
        }

        Require.That(
            result.Count > 0,
            nameof(rings),
            $"Series {Coordinates.Quote(label)} has no polygon; at least one is needed.");
        return result.DrainToImmutable();
    }
}
