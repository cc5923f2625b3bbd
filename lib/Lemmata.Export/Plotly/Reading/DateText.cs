using System.Globalization;
using System.Text.RegularExpressions;

namespace Lemmata.Export.Plotly.Reading;

/// <summary>Dates as plotly writes them, in milliseconds since 1970 on a clock without time zones.</summary>
internal static partial class DateText
{
    public const double Day = 86_400_000;

    private static readonly double First = new DateTime(1, 1, 1).Subtract(DateTime.UnixEpoch).TotalMilliseconds;

    private static readonly double Last = new DateTime(9999, 12, 30).Subtract(DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>The milliseconds of a date; null where the text is none.</summary>
    public static double? Parse(string text)
    {
        if (text.Length is < 4 or > 60 || Pattern().Match(text.Trim()) is not { Success: true } match)
            return null;

        int Part(string name, int otherwise) => match.Groups[name] is { Success: true } group
            ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : otherwise;

        var (year, month, day) = (Part("year", 1970), Part("month", 1), Part("day", 1));
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;

        var (hour, minute) = (Part("hour", 0), Part("minute", 0));
        var second = match.Groups["second"] is { Success: true } seconds ? PlotNode.Parse(seconds.Value) ?? 0 : 0;
        return hour > 23 || minute > 59 || second >= 60 ? null
            : Of(year, month, day) + hour * 3_600_000.0 + minute * 60_000.0 + second * 1000;
    }

    /// <summary>True for a text that can only be a date: more than a year alone.</summary>
    public static bool IsDate(string text) => Parse(text) is not null;

    /// <summary>Midnight of a day.</summary>
    public static double Of(int year, int month, int day) =>
        new DateTime(year, month, day).Subtract(DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>The calendar's date, moved into the years 1 to 9999.</summary>
    public static DateTime Calendar(double milliseconds) =>
        DateTime.UnixEpoch.AddMilliseconds(Math.Clamp(Math.Round(milliseconds * 1000) / 1000, First, Last));

    /// <summary>The date some months later, the clock unchanged.</summary>
    public static double AddMonths(double milliseconds, int months)
    {
        // Months differ by up to three days at their ends; counted from three days later, the last day stays the last.
        var date = Calendar(milliseconds + 3 * Day);
        var (count, day) = (date.Year * 12 + date.Month - 1 + months, date.Day);
        if (count is < 12 or >= 9999 * 12)
            return months < 0 ? First : Last;
        var (year, month) = (count / 12, count % 12 + 1);
        return Of(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)))
            + date.TimeOfDay.TotalMilliseconds - 3 * Day;
    }

    /// <summary>As plotly writes it: the shortest form that says all.</summary>
    public static string Write(double milliseconds)
    {
        var date = Calendar(milliseconds);
        var form = date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
            : date.Second == 0 && date.Millisecond == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss.FFFF";
        return date.ToString(form, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(?<year>\d{4})(-(?<month>\d\d?)(-(?<day>\d\d?)([ T](?<hour>[0-2]?\d)(:(?<minute>[0-5]\d)"
        + @"(:(?<second>[0-5]\d(\.\d+)?))?)?(Z|z|[+\-]\d\d(:?\d\d)?)?)?)?)?$")]
    private static partial Regex Pattern();
}
