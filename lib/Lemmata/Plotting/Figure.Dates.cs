using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Scales;

namespace Lemmata.Plotting;

/// <content>Marks over dates and times.</content>
public sealed partial class Figure
{
    /// <summary>
    /// Where a date stands on a horizontal axis of dates, for rules, texts and strips: days since the first of January
    /// 2000.
    /// </summary>
    /// <param name="date">Date and time; its kind is not read.</param>
    /// <returns>The abscissa.</returns>
    public static double DatePosition(DateTime date) => DateScale.Of(date);

    /// <summary>A line over dates, with ticks at units of the calendar.</summary>
    /// <inheritdoc cref="Line{TY}(IEnumerable{DateTime}, IEnumerable{TY}, string, string, Series, bool?)"/>
    public static Figure Lines<TY>(IEnumerable<DateTime> dates, IEnumerable<TY> y, string label = "", string? detail = null,
        Series role = Series.Auto, bool? dots = null) where TY : INumber<TY> => Empty.Line(dates, y, label, detail, role, dots);

    /// <summary>A line over days.</summary>
    /// <inheritdoc cref="Line{TY}(IEnumerable{DateTime}, IEnumerable{TY}, string, string, Series, bool?)"/>
    public static Figure Lines<TY>(IEnumerable<DateOnly> dates, IEnumerable<TY> y, string label = "", string? detail = null,
        Series role = Series.Auto, bool? dots = null) where TY : INumber<TY> => Empty.Line(dates, y, label, detail, role, dots);

    /// <summary>A line over instants, shown in coordinated universal time.</summary>
    /// <inheritdoc cref="Line{TY}(IEnumerable{DateTime}, IEnumerable{TY}, string, string, Series, bool?)"/>
    public static Figure Lines<TY>(IEnumerable<DateTimeOffset> dates, IEnumerable<TY> y, string label = "",
        string? detail = null, Series role = Series.Auto, bool? dots = null) where TY : INumber<TY> =>
        Empty.Line(dates, y, label, detail, role, dots);

    /// <summary>Separate points over dates.</summary>
    /// <inheritdoc cref="Points{TY}(IEnumerable{DateTime}, IEnumerable{TY}, string, string, Series)"/>
    public static Figure Scatter<TY>(IEnumerable<DateTime> dates, IEnumerable<TY> y, string label = "",
        string? detail = null, Series role = Series.Auto) where TY : INumber<TY> =>
        Empty.Points(dates, y, label, detail, role);

    /// <summary>Bars over dates, each as wide as the shortest distance between two.</summary>
    /// <inheritdoc cref="Bar{TY}(IEnumerable{DateTime}, IEnumerable{TY}, string, string, Series, bool?)"/>
    public static Figure Bars<TY>(IEnumerable<DateTime> dates, IEnumerable<TY> heights, string label = "",
        string? detail = null, Series role = Series.Auto, bool? hollow = null) where TY : INumber<TY> =>
        Empty.Bar(dates, heights, label, detail, role, hollow);

    /// <summary>Adds a line over dates.</summary>
    /// <param name="dates">Dates and times; their kind is not read.</param>
    /// <param name="y">Ordinates, as many as dates; NaN and infinities are gaps.</param>
    /// <param name="label">Direct label at the line.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <param name="dots">Whether points carry dots; by default the main line does when it has at most 16
    /// points.</param>
    /// <returns>The figure with that line, its horizontal axis one of dates.</returns>
    /// <exception cref="ArgumentException">The lengths differ, no point is finite, or the figure shows numbers on its
    /// horizontal axis.</exception>
    public Figure Line<TY>(IEnumerable<DateTime> dates, IEnumerable<TY> y, string label = "", string? detail = null,
        Series role = Series.Auto, bool? dots = null) where TY : INumber<TY> =>
        Dated().Line(Positions(dates), Doubles(y), label, detail, role, dots);

    /// <summary>Adds a line over days.</summary>
    /// <inheritdoc cref="Line{TY}(IEnumerable{DateTime}, IEnumerable{TY}, string, string, Series, bool?)"/>
    public Figure Line<TY>(IEnumerable<DateOnly> dates, IEnumerable<TY> y, string label = "", string? detail = null,
        Series role = Series.Auto, bool? dots = null) where TY : INumber<TY> =>
        Line(dates.Select(day => day.ToDateTime(TimeOnly.MinValue)), y, label, detail, role, dots);

    /// <summary>Adds a line over instants, shown in coordinated universal time.</summary>
    /// <inheritdoc cref="Line{TY}(IEnumerable{DateTime}, IEnumerable{TY}, string, string, Series, bool?)"/>
    public Figure Line<TY>(IEnumerable<DateTimeOffset> dates, IEnumerable<TY> y, string label = "", string? detail = null,
        Series role = Series.Auto, bool? dots = null) where TY : INumber<TY> =>
        Line(dates.Select(instant => instant.UtcDateTime), y, label, detail, role, dots);

    /// <summary>Adds separate points over dates.</summary>
    /// <param name="dates">Dates and times; their kind is not read.</param>
    /// <param name="y">Ordinates, as many as dates.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <returns>The figure with these points, its horizontal axis one of dates.</returns>
    /// <exception cref="ArgumentException">As for lines over dates.</exception>
    public Figure Points<TY>(IEnumerable<DateTime> dates, IEnumerable<TY> y, string label = "", string? detail = null,
        Series role = Series.Auto) where TY : INumber<TY> =>
        Dated().Points(Positions(dates), Doubles(y), label, detail, role);

    /// <summary>Adds bars over dates.</summary>
    /// <param name="dates">Dates and times; their kind is not read.</param>
    /// <param name="heights">Heights, one per date.</param>
    /// <param name="label">Direct label.</param>
    /// <param name="detail">Second, softer line of the label.</param>
    /// <param name="role">What the series is, which fixes its colour.</param>
    /// <param name="hollow">Whether bars are outlines.</param>
    /// <returns>The figure with these bars, its horizontal axis one of dates.</returns>
    /// <exception cref="ArgumentException">As for lines over dates.</exception>
    public Figure Bar<TY>(IEnumerable<DateTime> dates, IEnumerable<TY> heights, string label = "", string? detail = null,
        Series role = Series.Auto, bool? hollow = null) where TY : INumber<TY> =>
        Dated().Bar(Positions(dates), Doubles(heights), label, detail, role, hollow);

    private static IEnumerable<double> Positions(IEnumerable<DateTime> dates) => dates.Select(DateScale.Of);

    private static IEnumerable<double> Doubles<TY>(IEnumerable<TY> values) where TY : INumber<TY> =>
        Coordinates.Of(values, nameof(values));

    private Figure Dated()
    {
        Require.That(
            X.Dates || (Marks.IsEmpty && X.Categories.IsEmpty && !X.Log),
            nameof(X),
            "The figure shows numbers on its horizontal axis, so dates have no place there; make a panel of their own.");
        return new(this) { X = X with { Dates = true } };
    }
}
