using System.Collections.Immutable;
using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Display;
using Lemmata.Plotting.Marks;

namespace Lemmata.Plotting;

/// <summary>An immutable figure: every method returns a new figure, and a first plot takes one line.</summary>
/// <remarks>
/// <para>One model yields plotly JSON, a static drawing in two sizes, a data table and the alt sentence.</para>
/// <para><em>Edge cases</em>: NaN and infinities are gaps; a series without one finite point is refused; values that
/// a logarithmic axis cannot show are left out and the caption says how many.</para>
/// <para><em>Determinism</em>: the same model gives the same bytes on any system, culture and thread.</para>
/// <para>Labels are Unicode text (x², λ, →); between dollars stands mathematics: <c>$a_n^2$</c>,
/// <c>$e^{-\lambda t}$</c>, with indices, exponents, Greek letters and common signs.</para>
/// </remarks>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = [PlotlyMime, SvgMime, Mime.Text])]
public sealed partial class Figure : IRendered
{
    internal ImmutableList<Mark> Marks { get; private init; } = [];
    internal AxisOptions X { get; private init; } = new();
    internal AxisOptions Y { get; private init; } = new();
    internal bool EqualAspect { get; private init; }
    internal string Head { get; private init; } = "";
    internal string Finding { get; private init; } = "";
    internal string More { get; private init; } = "";
    internal string AltText { get; private init; } = "";
    internal ImmutableArray<Figure> Parts { get; private init; } = [];
    internal int Columns { get; private init; } = 1;
    internal SliderOptions? Control { get; private init; }
    internal ImmutableArray<Figure> Frames { get; private init; } = [];
    internal int? Height { get; private init; }

    private Figure()
    {
    }

    private Figure(Figure other)
    {
        Marks = other.Marks;
        X = other.X;
        Y = other.Y;
        EqualAspect = other.EqualAspect;
        Head = other.Head;
        Finding = other.Finding;
        More = other.More;
        AltText = other.AltText;
        Parts = other.Parts;
        Columns = other.Columns;
        Control = other.Control;
        Frames = other.Frames;
        Height = other.Height;
    }

    /// <summary>A figure without marks, to start a loop that adds them.</summary>
    public static Figure Empty { get; } = new();

    /// <summary>A line through points (x, y).</summary>
    /// <param name="x">Abscissae, any number type.</param>
    /// <param name="y">Ordinates, as many as <paramref name="x"/>; NaN and infinities are gaps.</param>
    /// <param name="label">Direct label at the line.</param>
    /// <param name="detail">Second, softer line of the label, such as the formula.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <param name="dots">Whether points carry dots; by default the main line does when it has at most 16
    /// points.</param>
    /// <returns>A figure with one line.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or no point is finite.</exception>
    public static Figure Lines<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string label = "", string? detail = null,
        Series role = Series.Auto, bool? dots = null) where TX : INumber<TX> where TY : INumber<TY> =>
        Empty.Line(x, y, label, detail, role, dots);

    /// <summary>A line through y against its index 0, 1, 2, ….</summary>
    /// <inheritdoc cref="Line{TY}(IEnumerable{TY}, string, string, Series, bool?)"/>
    public static Figure Lines<TY>(
        IEnumerable<TY> y,
        string label = "",
        string? detail = null,
        Series role = Series.Auto,
        bool? dots = null)
        where TY : INumber<TY> => Empty.Line(y, label, detail, role, dots);

    /// <summary>The graph of a function between two abscissae.</summary>
    /// <inheritdoc cref="Line(Func{double, double}, double, double, string, string, Series)"/>
    public static Figure Lines(Func<double, double> function, double from, double to, string label = "",
        string? detail = null, Series role = Series.Auto) => Empty.Line(function, from, to, label, detail, role);

    /// <summary>Separate points (x, y).</summary>
    /// <inheritdoc cref="Points{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, string, string, Series)"/>
    public static Figure Scatter<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string label = "", string? detail = null,
        Series role = Series.Auto) where TX : INumber<TX> where TY : INumber<TY> =>
        Empty.Points(x, y, label, detail, role);

    /// <summary>Points of the complex plane, drawn with equal units on both axes.</summary>
    /// <param name="points">The points.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <returns>A figure with axes "real part" and "imaginary part".</returns>
    /// <exception cref="ArgumentException">No point is finite.</exception>
    public static Figure Plane(IEnumerable<Complex> points, string label = "", string? detail = null,
        Series role = Series.Auto) =>
        Empty.Points(points, label, detail, role).Axes("real part", "imaginary part").Equal();

    /// <summary>Bars over numbers, such as a probability mass function.</summary>
    /// <inheritdoc cref="Bar{TX, TY}(IEnumerable{TX}, IEnumerable{TY}, string, string, Series, bool?)"/>
    public static Figure Bars<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> heights, string label = "",
        string? detail = null, Series role = Series.Auto, bool? hollow = null)
        where TX : INumber<TX> where TY : INumber<TY> => Empty.Bar(x, heights, label, detail, role, hollow);

    /// <summary>Bars over names.</summary>
    /// <inheritdoc cref="Bar{TY}(IEnumerable{string}, IEnumerable{TY}, string, string, Series, bool?)"/>
    public static Figure Bars<TY>(IEnumerable<string> categories, IEnumerable<TY> heights, string label = "",
        string? detail = null, Series role = Series.Auto, bool? hollow = null)
        where TY : INumber<TY> => Empty.Bar(categories, heights, label, detail, role, hollow);

    /// <summary>How often values fall into intervals of equal width; of whole numbers each holds equally many.</summary>
    /// <param name="values">The sample; NaN and infinities are left out.</param>
    /// <param name="bins">Number of intervals, for whole numbers at most; by default the Freedman–Diaconis rule, between 5
    /// and 60.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <param name="density">Whether heights are densities (area 1) rather than counts.</param>
    /// <returns>A figure with contiguous bars.</returns>
    /// <exception cref="ArgumentException">No value is finite, or <paramref name="bins"/> is not positive.</exception>
    public static Figure Histogram<T>(IEnumerable<T> values, int? bins = null, string label = "", string? detail = null,
        Series role = Series.Auto, bool density = false) where T : INumber<T>
    {
        var mark = Statistics.Histogram(Coordinates.Of(values, nameof(values)), bins, density, label);
        var figure = Empty.With(mark with { Label = label, Detail = detail, Role = role });
        return figure.Axes(figure.X.Name, density ? "density" : "count");
    }

    /// <summary>
    /// A box for one sample: quartiles, median, whiskers to the last point within 1.5 interquartile ranges.
    /// </summary>
    /// <param name="category">Name under the box.</param>
    /// <param name="values">The sample; NaN and infinities are left out.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <returns>A figure with one box; add more with <see cref="AddBox{T}"/>.</returns>
    /// <exception cref="ArgumentException">No value is finite.</exception>
    public static Figure Box<T>(string category, IEnumerable<T> values, Series role = Series.Exact)
        where T : INumber<T> => Empty.AddBox(category, values, role);

    /// <summary>Values on a rectangular grid in nine flat steps of one colour scale.</summary>
    /// <param name="z">Values, <c>[rows, columns]</c>: rows along y, columns along x; NaN is a hole.</param>
    /// <param name="x">Column positions, increasing, one per column.</param>
    /// <param name="y">Row positions, increasing, one per row.</param>
    /// <param name="label">Name of the value, over the scale.</param>
    /// <param name="diverging">Whether the scale is centred on zero with two hues.</param>
    /// <param name="logarithmic">Whether the steps are equal ratios; values that are not positive become holes.</param>
    /// <param name="low">Lower end of the scale; by default the smallest value.</param>
    /// <param name="high">Upper end of the scale; by default the largest value.</param>
    /// <returns>A figure with a heat map.</returns>
    /// <exception cref="ArgumentException">The shapes disagree, positions do not increase, or no value is
    /// finite.</exception>
    public static Figure HeatMap<TX, TY>(double[,] z, IEnumerable<TX> x, IEnumerable<TY> y, string label = "",
        bool diverging = false, bool logarithmic = false, double? low = null, double? high = null)
        where TX : INumber<TX> where TY : INumber<TY>
    {
        var (flat, xs, ys) = Grids.Of(z, Coordinates.Of(x, nameof(x)), Coordinates.Of(y, nameof(y)), label);
        return Empty.With(new GridMark(flat, xs, ys)
        {
            Label = label, Diverging = diverging, Logarithmic = logarithmic, Low = low, High = high,
        });
    }

    /// <summary>Values on a rectangular grid whose rows and columns are names.</summary>
    /// <inheritdoc cref="HeatMap{TX, TY}(double[,], IEnumerable{TX}, IEnumerable{TY}, string, bool, bool, double?, double?)"/>
    public static Figure HeatMap(double[,] z, IEnumerable<string> x, IEnumerable<string> y, string label = "",
        bool diverging = false, bool logarithmic = false, double? low = null, double? high = null)
    {
        ImmutableArray<string> columns = [.. x], rows = [.. y];
        var figure = HeatMap(z, Enumerable.Range(0, columns.Length), Enumerable.Range(0, rows.Length), label, diverging,
            logarithmic, low, high);
        return new Figure(figure)
        {
            X = figure.X with { Categories = columns },
            Y = figure.Y with { Categories = rows },
        };
    }

    /// <summary>Level lines of values on a rectangular grid (marching squares).</summary>
    /// <inheritdoc cref="Levels{TX, TY}(double[,], IEnumerable{TX}, IEnumerable{TY}, IEnumerable{double}, string, string, Series)"/>
    public static Figure Contour<TX, TY>(double[,] z, IEnumerable<TX> x, IEnumerable<TY> y,
        IEnumerable<double>? levels = null, string label = "", string? detail = null, Series role = Series.Auto)
        where TX : INumber<TX> where TY : INumber<TY> => Empty.Levels(z, x, y, levels, label, detail, role);

    /// <summary>Two to four figures side by side: two or three in a row, four as two rows of two.</summary>
    /// <param name="parts">The panels, from left to right; on a phone they stand one under the other.</param>
    /// <returns>One figure; give it a caption of its own.</returns>
    /// <exception cref="ArgumentException">Fewer than two or more than four panels, or a panel has panels or a
    /// slider.</exception>
    public static Figure Panels(params Figure[] parts) => Arrange(parts, parts.Length == 4 ? 2 : parts.Length);

    /// <summary>
    /// Two to four figures one under the other; neighbours with the same horizontal axis share its ticks.
    /// </summary>
    /// <inheritdoc cref="Panels"/>
    public static Figure Stack(params Figure[] parts) => Arrange(parts, 1);

    /// <summary>One figure for each value of a control; axes stay the same over all of them.</summary>
    /// <param name="name">Name of the control, such as "λ" or "learning rate".</param>
    /// <param name="values">The values, one frame each.</param>
    /// <param name="frame">The figure at a value; every call must give the same panels.</param>
    /// <param name="words">What the control says at a value; by default "name = value".</param>
    /// <param name="start">Index of the value that is shown first; by default the middle one.</param>
    /// <returns>
    /// A figure with precomputed frames; its caption and alt text are those of the first shown frame unless set.
    /// </returns>
    /// <exception cref="ArgumentException">Fewer than two values, or the frames differ in their panels.</exception>
    public static Figure Slider<T>(string name, IEnumerable<T> values, Func<T, Figure> frame,
        Func<T, string>? words = null, int? start = null) where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(frame);
        T[] all = [.. values];
        Require.That(
            all.Length >= 2,
            nameof(name),
            $"Slider \"{name}\" has {all.Length} values; at least two are needed.");

        ImmutableArray<Figure> frames = [.. all.Select(frame)];
        var first = frames[0];
        for (var i = 1; i < frames.Length; i++)
        {
            Require.That(
                frames[i].Parts.Length == first.Parts.Length && frames[i].Control is null,
                nameof(name),
                $"Slider \"{name}\": frame 0 has {Math.Max(1, first.Parts.Length)} panels but frame {i} has "
                    + $"{Math.Max(1, frames[i].Parts.Length)}; every frame must have the same panels and no "
                    + $"slider of its own.");
        }

        var shown = start ?? (all.Length - 1) / 2;
        Require.InRange(
            shown >= 0 && shown < all.Length,
            nameof(start),
            $"Slider \"{name}\" has values 0 to {all.Length - 1}.");

        ImmutableArray<double> numbers = Coordinates.Of(all, nameof(values));
        var control = new SliderOptions(name, numbers,
            [.. all.Select((v, i) => words?.Invoke(v) ?? $"{name} = {Scales.DrawnNumber.Plain(numbers[i])}")], shown);
        return new Figure(frames[shown]) { Control = control, Frames = frames };
    }

    private static Figure Arrange(Figure[] parts, int columns)
    {
        Require.That(
            parts.Length is >= 2 and <= 4,
            nameof(parts),
            $"A figure has two to four panels, got {parts.Length}.");

        Require.That(
            parts.FirstOrDefault(p => !p.Parts.IsEmpty || p.Control is not null) is null,
            nameof(parts),
            "A panel is a plain figure; panels and sliders do not nest (put the panels inside the slider).");

        return new Figure { Parts = [.. parts], Columns = columns };
    }

    private Figure With(Mark mark) => Parts.IsEmpty && Control is null
        ? new Figure(this) { Marks = Marks.Add(mark) }
        : throw new InvalidOperationException(
            "Marks belong to a panel or a frame, not to the figure around them; add them before Panels or Slider.");
}
