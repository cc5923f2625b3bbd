using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Axes;

/// <summary>The distance of two ticks or the width of a bin: a number, or whole months.</summary>
/// <param name="Size">The number; 0 where months count.</param>
/// <param name="Months">The months; 0 where the number counts.</param>
internal readonly record struct TickStep(double Size, int Months = 0)
{
    private const double Minute = 60_000, Hour = 60 * Minute, Year = 365.25 * DateText.Day, Month = Year / 12;

    private static readonly double[] Tens = [2, 5, 10], Clock = [1, 2, 3, 6, 12], Sixty = [1, 2, 5, 10, 15, 30],
        Days = [1, 2, 3, 7, 14];

    public bool IsValid => Months > 0 || Size > 0 && double.IsFinite(Size);

    /// <summary>The next round step above a size.</summary>
    public static TickStep Linear(double rough)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return new TickStep(unit * Up(rough / unit, Tens));
    }

    /// <summary>The next step of clock or calendar above so many milliseconds.</summary>
    public static TickStep Date(double rough)
    {
        var twice = 2 * rough;
        if (twice > Year)
            return new TickStep(0, (int)Math.Min(12 * Linear(rough / Year).Size, 120_000));
        if (twice > Month)
            return new TickStep(0, (int)Up(rough / Month, Clock));
        return twice > DateText.Day ? new TickStep(DateText.Day * Up(rough / DateText.Day, Days))
            : twice > Hour ? new TickStep(Hour * Up(rough / Hour, Clock))
            : twice > Minute ? new TickStep(Minute * Up(rough / Minute, Sixty))
            : twice > 1000 ? new TickStep(1000 * Up(rough / 1000, Sixty))
            : Linear(rough);
    }

    /// <summary>A step as figures write it: a number, or "M3" for three months.</summary>
    public static TickStep? Read(PlotNode node)
    {
        var text = node.Text;
        if (text.StartsWith('M') && PlotNode.Parse(text[1..]) is { } months)
            return months is >= 1 and <= 120_000 ? new TickStep(0, (int)months) : null;
        return node.Number is { } number && number > 0 ? new TickStep(number) : null;
    }

    /// <summary>The place one step on, or back.</summary>
    public double After(double place, bool back = false) => Months > 0
        ? DateText.AddMonths(place, back ? -Months : Months)
        : Steady(back ? place - Size : place + Size, Size);

    /// <summary>The first multiple, counted from an origin, that is not below a place.</summary>
    public double First(double origin, double place)
    {
        if (Months == 0)
            return Steady(origin + Math.Ceiling((place - origin) / Size - 1e-6) * Size, Size);

        var (from, to) = (DateText.Calendar(origin), DateText.Calendar(place));
        var apart = (to.Year - from.Year) * 12 + to.Month - from.Month;
        var at = DateText.AddMonths(origin, (int)Math.Floor((double)apart / Months) * Months);
        while (at < place - 1e-6)
        {
            var next = After(at);
            if (!(next > at))
                break;
            at = next;
        }

        return at;
    }

    /// <summary>The smallest of a set of round numbers above a value; else the largest.</summary>
    private static double Up(double value, double[] round) =>
        round.FirstOrDefault(one => one > value, round[^1]);

    private static double Steady(double value, double unit)
    {
        // Three digits finer than the unit: enough for a quarter of it, and no dust of rounding beyond.
        var digits = 3 - (int)Math.Floor(Math.Log10(unit));
        return digits is >= 0 and <= 15 && Math.Abs(value) < 1e15 ? Math.Round(value, digits) : value;
    }
}
