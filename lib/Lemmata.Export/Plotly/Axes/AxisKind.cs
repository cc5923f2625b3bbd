using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Axes;

/// <summary>How an axis places what its data say.</summary>
internal enum AxisKind
{
    /// <summary>By number.</summary>
    Linear,

    /// <summary>By the number's decimal logarithm.</summary>
    Log,

    /// <summary>By milliseconds since 1970.</summary>
    Date,

    /// <summary>By rank among names.</summary>
    Category,
}

/// <summary>Finds the kind of an axis from its data, as plotly does.</summary>
internal static class AxisKinds
{
    private const int Sample = 1000;

    /// <summary>The kind that an axis states; null where it leaves it to the data.</summary>
    public static AxisKind? Stated(PlotNode axis) => axis["type"].Text switch
    {
        "linear" => AxisKind.Linear,
        "log" => AxisKind.Log,
        "date" => AxisKind.Date,
        "category" or "multicategory" => AxisKind.Category,
        _ => null,
    };

    /// <summary>The kind that data ask for; null where they hold nothing.</summary>
    public static AxisKind? Of(Column column, bool strict)
    {
        var (dates, numbers, names) = (0, 0, 0);
        var seen = new HashSet<string>();
        var step = Math.Max(1, column.Count / Sample);
        for (var i = 0; i < column.Count; i += step)
        {
            var text = column.IsText(i) ? column.Text(i)! : null;
            if (text is null)
            {
                numbers += double.IsFinite(column[i]) ? 1 : 0;
                continue;
            }

            if (!seen.Add(text))
                continue;
            dates += DateText.IsDate(text) ? 1 : 0;
            if (!strict && double.IsFinite(column[i]))
                numbers++;
            else if (text.Length > 0)
                names++;
        }

        return dates > 2 * numbers ? AxisKind.Date
            : names > 2 * numbers ? AxisKind.Category
            : numbers > 0 ? AxisKind.Linear : null;
    }
}
