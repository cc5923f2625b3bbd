using System.Collections.Immutable;
using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Plotting.Marks;

namespace Lemmata.Plotting;

/// <content>Marks over numbers.</content>
public sealed partial class Figure
{
    /// <summary>Adds a line through points (x, y).</summary>
    /// <inheritdoc cref="Lines{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, string, string, Series, bool?)"/>
    public Figure Line<TX, TY>(
        IEnumerable<TX> x,
        IEnumerable<TY> y,
        string label = "",
        string? detail = null,
        Series role = Series.Auto,
        bool? dots = null)
        where TX : INumber<TX>
        where TY : INumber<TY> =>
        With(
            Curve(Coordinates.Of(x, nameof(x)), Coordinates.Of(y, nameof(y)), label, detail, role) with
            {
                Dots = dots,
            }
        );

    /// <summary>Adds a line through y against its index 0, 1, 2, ….</summary>
    /// <param name="y">Ordinates; NaN and infinities are gaps.</param>
    /// <param name="label">Direct label at the line.</param>
    /// <param name="detail">Second, softer line of the label, such as the formula.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <param name="dots">Whether points carry dots; by default the main line does when it has at most 16
    /// points.</param>
    /// <returns>The figure with that line.</returns>
    /// <exception cref="ArgumentException">No point is finite.</exception>
    public Figure Line<TY>(IEnumerable<TY> y, string label = "", string? detail = null,
        Series role = Series.Auto, bool? dots = null) where TY : INumber<TY>
    {
        var ys = Coordinates.Of(y, nameof(y));
        return Line(Enumerable.Range(0, ys.Length), ys, label, detail, role, dots);
    }

    /// <summary>
    /// Adds the graph of a function, sampled at 241 points (equal ratios when both ends are positive and the axis is
    /// logarithmic).
    /// </summary>
    /// <param name="function">The function; where it gives NaN the line has a gap.</param>
    /// <param name="from">First abscissa.</param>
    /// <param name="to">Last abscissa.</param>
    /// <param name="label">Direct label at the line.</param>
    /// <param name="detail">Second, softer line of the label, such as the formula.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <returns>The figure with that line.</returns>
    /// <exception cref="ArgumentException">The ends are not finite and increasing, or no value is finite.</exception>
    public Figure Line(Func<double, double> function, double from, double to, string label = "", string? detail = null,
        Series role = Series.Auto)
    {
        ArgumentNullException.ThrowIfNull(function);
        Require.That(
            Coordinates.Finite(from, "from") < Coordinates.Finite(to, "to"),
            nameof(from),
            $"Line \"{label}\": from ({from}) must be below to ({to}).");

        const int Steps = 240;
        var ratios = X.Log && from > 0;
        var xs = Enumerable
            .Range(0, Steps + 1)
            .Select(i => (double)i / Steps)
            .Select(t =>
                t == 1 ? to
                : ratios ? from * Math.Exp(t * Math.Log(to / from))
                : from + t * (to - from))
            .ToArray();
        return Line(xs, xs.Select(function), label, detail, role, dots: false);
    }

    /// <summary>Adds separate points (x, y).</summary>
    /// <param name="x">Abscissae, any number type.</param>
    /// <param name="y">Ordinates, as many as <paramref name="x"/>; NaN and infinities are left out.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <returns>The figure with these points.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or no point is finite.</exception>
    public Figure Points<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string label = "", string? detail = null,
        Series role = Series.Auto) where TX : INumber<TX> where TY : INumber<TY>
    {
        ImmutableArray<double> xs = Coordinates.Of(x, nameof(x)), ys = Coordinates.Of(y, nameof(y));
        Coordinates.RequireDrawable(label, ("x", xs), ("y", ys));
        return With(new PointMark(xs, ys) { Label = label, Detail = detail, Role = role });
    }

    /// <summary>Adds points with error bars, such as estimates with their intervals.</summary>
    /// <param name="x">Abscissae.</param>
    /// <param name="y">The estimates, as many as <paramref name="x"/>.</param>
    /// <param name="low">Lower ends, in the unit of <paramref name="y"/> and not as distances from it.</param>
    /// <param name="high">Upper ends; where an end is NaN the point stands without a bar.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label: what the bars are, such as "95 % intervals".</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <returns>The figure with these points.</returns>
    /// <exception cref="ArgumentException">The lengths differ, no point is finite, or a bar does not hold its
    /// point.</exception>
    public Figure ErrorBars<TX, TY>(
        IEnumerable<TX> x,
        IEnumerable<TY> y,
        IEnumerable<TY> low,
        IEnumerable<TY> high,
        string label = "",
        string? detail = null,
        Series role = Series.Auto)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        ImmutableArray<double> xs = Coordinates.Of(x, nameof(x)), ys = Coordinates.Of(y, nameof(y)),
            lows = Coordinates.Of(low, nameof(low)), highs = Coordinates.Of(high, nameof(high));
        Coordinates.RequireSameLength(label, ("x", xs), ("low", lows), ("high", highs));
        Coordinates.RequireDrawable(label, ("x", xs), ("y", ys));
        for (var i = 0; i < ys.Length; i++)
        {
            Require.That(
                !(lows[i] > ys[i]) && !(highs[i] < ys[i]),
                nameof(low),
                $"Error bars {Coordinates.Quote(label)}: point {i} is {ys[i]}, outside its bar from {lows[i]} to "
                    + $"{highs[i]}; give the ends themselves, not their distances from the point.");
        }

        return With(new PointMark(xs, ys) { Low = lows, High = highs, Label = label, Detail = detail, Role = role });
    }

    /// <summary>Adds points with error bars over names.</summary>
    /// <inheritdoc cref="ErrorBars{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, IEnumerable{TY}, IEnumerable{TY}, string, string, Series)"/>
    public Figure ErrorBars<TY>(
        IEnumerable<string> x,
        IEnumerable<TY> y,
        IEnumerable<TY> low,
        IEnumerable<TY> high,
        string label = "",
        string? detail = null,
        Series role = Series.Auto)
        where TY : INumber<TY> =>
        Named(X.Categories, out var positions, x).ErrorBars(
            positions, Coordinates.Of(y, nameof(y)), Coordinates.Of(low, nameof(low)), Coordinates.Of(high, nameof(high)),
            label, detail, role);

    /// <summary>Adds points of the complex plane.</summary>
    /// <inheritdoc cref="Plane"/>
    public Figure Points(
        IEnumerable<Complex> points,
        string label = "",
        string? detail = null,
        Series role = Series.Auto)
    {
        Complex[] all = [.. points];
        return Points(all.Select(z => z.Real), all.Select(z => z.Imaginary), label, detail, role);
    }

    /// <summary>
    /// Adds a line that keeps each value until the next abscissa, such as an empirical distribution function.
    /// </summary>
    /// <inheritdoc cref="Lines{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, string, string, Series, bool?)"/>
    public Figure Steps<TX, TY>(
        IEnumerable<TX> x,
        IEnumerable<TY> y,
        string label = "",
        string? detail = null,
        Series role = Series.Auto)
        where TX : INumber<TX>
        where TY : INumber<TY> =>
        With(
            Curve(Coordinates.Of(x, nameof(x)), Coordinates.Of(y, nameof(y)), label, detail, role) with
            {
                Steps = true,
                Dots = false,
            }
        );

    /// <summary>Adds bars over numbers; the second series of bars stands beside the first and is hollow.</summary>
    /// <param name="x">Positions.</param>
    /// <param name="heights">Heights, as many as positions; negative ones hang down.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <param name="hollow">Whether bars are outlines; by default the first series is filled and every second one
    /// hollow.</param>
    /// <returns>The figure with these bars.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or no bar is finite.</exception>
    public Figure Bar<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> heights, string label = "", string? detail = null,
        Series role = Series.Auto, bool? hollow = null) where TX : INumber<TX> where TY : INumber<TY>
    {
        ImmutableArray<double> xs = Coordinates.Of(x, nameof(x)), ys = Coordinates.Of(heights, nameof(heights));
        Coordinates.RequireDrawable(label, ("x", xs), ("heights", ys));
        return With(new BarMark(xs, ys) { Label = label, Detail = detail, Role = role, Hollow = hollow });
    }

    /// <summary>Adds bars over names; names that earlier marks used keep their place.</summary>
    /// <param name="categories">Names, from left to right.</param>
    /// <param name="heights">Heights, one per name.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <param name="hollow">Whether bars are outlines.</param>
    /// <returns>The figure with these bars.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or no bar is finite.</exception>
    public Figure Bar<TY>(IEnumerable<string> categories, IEnumerable<TY> heights, string label = "",
        string? detail = null, Series role = Series.Auto, bool? hollow = null) where TY : INumber<TY> =>
        Named(X.Categories, out var positions, categories).Bar(positions, heights, label, detail, role, hollow);

    /// <summary>Adds points over names.</summary>
    /// <param name="categories">Names, from left to right.</param>
    /// <param name="y">Ordinates, one per name.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <returns>The figure with these points.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or no point is finite.</exception>
    public Figure Points<TY>(IEnumerable<string> categories, IEnumerable<TY> y, string label = "",
        string? detail = null, Series role = Series.Auto) where TY : INumber<TY> =>
        Named(X.Categories, out var positions, categories).Points(positions, y, label, detail, role);

    /// <summary>
    /// Adds a box for one sample: quartiles, median, whiskers to the last point within 1.5 interquartile ranges.
    /// </summary>
    /// <inheritdoc cref="Box{T}"/>
    public Figure AddBox<T>(string category, IEnumerable<T> values, Series role = Series.Exact) where T : INumber<T> =>
        Named(X.Categories, out var positions, [category])
            .With(Statistics.Box(positions[0], Coordinates.Of(values, nameof(values)), category) with { Role = role });

    /// <summary>
    /// Adds the region between two curves, such as the range over seeds; it takes the colour of the line before it.
    /// </summary>
    /// <param name="x">Abscissae.</param>
    /// <param name="low">Lower edge.</param>
    /// <param name="high">Upper edge.</param>
    /// <param name="label">What the region is; becomes the second line of the label of its line.</param>
    /// <param name="role">What the series is; by default that of the line before.</param>
    /// <returns>The figure with that band.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or no abscissa has both edges finite.</exception>
    public Figure Band<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> low, IEnumerable<TY> high, string label = "",
        Series role = Series.Auto) where TX : INumber<TX> where TY : INumber<TY>
    {
        ImmutableArray<double> xs = Coordinates.Of(x, nameof(x)), lows = Coordinates.Of(low, nameof(low)),
            highs = Coordinates.Of(high, nameof(high));
        Coordinates.RequireDrawable(label, ("x", xs), ("low", lows), ("high", highs));
        return With(new BandMark(xs, lows, highs) { Label = label, Role = role });
    }

    /// <summary>Adds level lines of values on a rectangular grid (marching squares).</summary>
    /// <param name="z">Values, <c>[rows, columns]</c>: rows along y, columns along x; no line crosses a cell with
    /// NaN.</param>
    /// <param name="x">Column positions, increasing.</param>
    /// <param name="y">Row positions, increasing.</param>
    /// <param name="levels">Levels; by default about five round ones.</param>
    /// <param name="label">Direct label; with several levels each line also carries its number.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <returns>The figure with these lines.</returns>
    /// <exception cref="ArgumentException">The shapes disagree, positions do not increase, or no value is
    /// finite.</exception>
    public Figure Levels<TX, TY>(
        double[,] z,
        IEnumerable<TX> x,
        IEnumerable<TY> y,
        IEnumerable<double>? levels = null,
        string label = "",
        string? detail = null,
        Series role = Series.Auto)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        var (flat, xs, ys) = Grids.Of(z, Coordinates.Of(x, nameof(x)), Coordinates.Of(y, nameof(y)), label);
        return With(
            new ContourMark(flat, xs, ys, Grids.Levels(flat, levels))
            {
                Label = label,
                Detail = detail,
                Role = role,
            }
        );
    }

    private static CurveMark Curve(
        ImmutableArray<double> x,
        ImmutableArray<double> y,
        string label,
        string? detail,
        Series role)
    {
        Coordinates.RequireDrawable(label, ("x", x), ("y", y));
        return new CurveMark(x, y) { Label = label, Detail = detail, Role = role };
    }
}
