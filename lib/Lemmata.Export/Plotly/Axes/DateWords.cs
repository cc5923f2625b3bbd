using System.Globalization;
using System.Text;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Axes;

/// <summary>Dates as axes write them.</summary>
internal static class DateWords
{
    /// <summary>A date as fine as the step between marks; the year stands where it is new.</summary>
    /// <param name="at">Milliseconds.</param>
    /// <param name="step">Distance of the marks.</param>
    /// <param name="before">The mark before, or null for the first.</param>
    public static string Stepped(double at, TickStep step, double? before)
    {
        var date = DateText.Calendar(at);
        var last = before is { } other ? DateText.Calendar(other) : (DateTime?)null;
        var (newYear, newDay) = (last?.Year != date.Year, last?.Date != date.Date);
        var form = step.Months >= 12 ? "yyyy"
            : step.Months > 0 ? newYear ? "MMM yyyy" : "MMM"
            : step.Size >= DateText.Day ? newYear ? "d MMM yyyy" : "d MMM"
            : step.Size >= 60_000 ? newDay ? "d MMM HH:mm" : "HH:mm"
            : step.Size >= 1000 ? "HH:mm:ss" : "ss.FFFF";
        return date.ToString(form, CultureInfo.InvariantCulture);
    }

    /// <summary>A date in a format of d3, such as <c>%d %b %Y</c>; null without one.</summary>
    public static string? Apply(string format, double at)
    {
        if (!format.Contains('%', StringComparison.Ordinal) || format.Length > 60)
            return null;

        var (date, text) = (DateText.Calendar(at), new StringBuilder());
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 >= format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            var letter = format[++i];
            if (letter is '-' or '_' or '0' && i + 1 < format.Length)
                letter = format[++i];
            var form = letter switch
            {
                'Y' => "yyyy", 'y' => "yy", 'm' => "MM", 'd' or 'e' => "dd", 'b' or 'h' => "MMM", 'B' => "MMMM",
                'a' => "ddd", 'A' => "dddd", 'H' => "HH", 'I' => "hh", 'M' => "mm", 'S' => "ss", 'L' => "fff",
                'p' => "tt", 'x' => "MM/dd/yyyy", 'X' => "HH:mm:ss", _ => "",
            };
            text.Append(form.Length > 0 ? date.ToString(form, CultureInfo.InvariantCulture)
                : letter == 'j' ? date.DayOfYear.ToString("000", CultureInfo.InvariantCulture)
                : letter == 'q' ? ((date.Month + 2) / 3).ToString(CultureInfo.InvariantCulture) : "");
        }

        return text.ToString();
    }
}
