using System.Globalization;

namespace Lemmata.Plotting.Scales;

/// <summary>Dates on an axis: days since the first of January 2000, with ticks at units of the calendar.</summary>
internal static class DateScale
{
    private enum Unit { Second, Day, Month, Year }

    /// <summary>Distances of ticks, shortest first: a unit and how many of it.</summary>
    private static readonly (Unit Unit, double Count)[] Steps =
    [
        .. new[] { 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30 }.Select(n => (Unit.Second, n)),
        .. new[] { 60.0, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200 }.Select(n => (Unit.Second, n)),
        (Unit.Day, 1), (Unit.Day, 2), (Unit.Day, 7), (Unit.Day, 14),
        (Unit.Month, 1), (Unit.Month, 2), (Unit.Month, 3), (Unit.Month, 6),
        .. new[] { 1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000 }.Select(n => (Unit.Year, n)),
    ];

    private static readonly DateTime Origin = new(2000, 1, 1);

    /// <summary>Days from the origin; a date and time have about a microsecond of room.</summary>
    public static double Of(DateTime time) => (time - Origin).Ticks / (double)TimeSpan.TicksPerDay;

    /// <summary>The date at a number of days, to the microsecond; ends of the calendar for what lies outside.</summary>
    public static DateTime At(double days)
    {
        var inside = Math.Clamp(days, Of(DateTime.MinValue), Of(DateTime.MaxValue) - 1);
        return Origin.AddTicks((long)Math.Round(inside * TimeSpan.TicksPerDay / 10) * 10);
    }

    /// <summary>A date as data: the day, and the time of it where one is given.</summary>
    public static string Data(double days)
    {
        var time = At(days);
        return time.ToString(
            time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
    }

    /// <summary>Ticks between two places, about five, with their texts.</summary>
    /// <returns>The ticks, and what their texts leave out because it is the same or begins the same for all: the
    /// day.</returns>
    public static ((double Value, string Text)[] Ticks, string Context) Ticks(double min, double max)
    {
        var (unit, count) = Steps.MinBy(step => Score((max - min) / Days(step)));
        double[] at = [.. Places(unit, count, min, max)];
        if (at.Length == 0)
        {
            return ([], "");
        }

        var ticks = at.Select((value, i) => (value, Text(unit, count, At(value), i == 0 ? null : At(at[i - 1])))).ToArray();
        if (unit != Unit.Second)
        {
            return (ticks, "");
        }

        var first = At(at[0]);
        var day = first.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return (ticks, At(at[^1]).Date == first.Date ? day : "from " + day);
    }

    private static double Score(double ticks) => Math.Abs(ticks - 5) + (ticks is < 3 or > 8 ? 10 : 0);

    /// <summary>How long a step is on the whole.</summary>
    private static double Days((Unit Unit, double Count) step) => step.Count * step.Unit switch
    {
        Unit.Second => 1.0 / 86400,
        Unit.Day => 1,
        Unit.Month => 365.2425 / 12,
        _ => 365.2425,
    };

    private static IEnumerable<double> Places(Unit unit, double count, double min, double max)
    {
        var room = 1e-9 * (max - min);
        if (unit is Unit.Month or Unit.Year)
        {
            var months = (int)count * (unit == Unit.Year ? 12 : 1);
            var first = At(min);
            var month = (((first.Year - 1) * 12) + first.Month - 1) / months * months;
            for (; month < 9999 * 12; month += months)
            {
                // The first year of a longer step is a multiple of it, and the calendar begins with year 1.
                var year = unit == Unit.Year && count > 1 ? Math.Max(1, (int)(month / months * count)) : (month / 12) + 1;
                var place = Of(new DateTime(year, (month % 12) + 1, 1));
                if (place > max + room) yield break;
                if (place >= min - room) yield return place;
            }

            yield break;
        }

        // Weeks begin on Mondays, two days after the origin.
        var shift = unit == Unit.Day && count >= 7 ? 2 : 0;
        var step = unit == Unit.Day ? count : count / 86400;
        for (var i = Math.Ceiling((min - shift - room) / step); shift + (i * step) <= max + room; i++)
        {
            yield return shift + (i * step);
        }
    }

    private static string Text(Unit unit, double count, DateTime time, DateTime? before)
    {
        // Places are fractions of days; their dust would show a second too early.
        time = time.AddTicks(TimeSpan.TicksPerMillisecond / 2);
        time = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
        var isNewYear = before is null || before.Value.Year != time.Year;
        var format = unit switch
        {
            Unit.Year => "yyyy",
            Unit.Month when time.Month == 1 => "yyyy",
            Unit.Month => before is null ? "MMM yyyy" : "MMM",
            Unit.Day => isNewYear ? "d MMM yyyy" : "d MMM",
            _ when time.TimeOfDay == TimeSpan.Zero => "d MMM",
            _ => count >= 60 ? "HH:mm" : count >= 1 ? "HH:mm:ss" : "HH:mm:ss.FFF",
        };
        return time.ToString(format, CultureInfo.InvariantCulture);
    }
}
