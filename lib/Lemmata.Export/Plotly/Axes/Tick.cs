using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Axes;

/// <summary>A mark of an axis.</summary>
/// <param name="Place">On the axis' own scale.</param>
/// <param name="Text">What stands beside it; empty for a small mark.</param>
internal readonly record struct Tick(double Place, string Text);

/// <summary>Chooses the marks of axes.</summary>
internal static class Ticks
{
    private const int Most = 60;

    /// <summary>The marks between the ends of an axis.</summary>
    /// <param name="axis">The axis with its range.</param>
    /// <param name="wanted">About how many.</param>
    public static IReadOnlyList<Tick> Of(Axis axis, int wanted)
    {
        if (!axis.IsVisible || axis.Option("showticklabels").IsFalse)
            return [];

        var low = Math.Min(axis.Range.From, axis.Range.To);
        var high = Math.Max(axis.Range.From, axis.Range.To);
        if (axis.Option("nticks").Number is { } count && count >= 1)
            wanted = (int)Math.Min(wanted, count);
        if (axis.Option("tickvals").IsList && axis.Option("tickmode").Text is "" or "array")
            return Stated(axis, low, high);

        var ticks = axis.Kind switch
        {
            AxisKind.Category => Names(axis, low, high, wanted),
            AxisKind.Date => Dates(axis, low, high, wanted),
            AxisKind.Log => Powers(axis, low, high, wanted),
            _ => Numbers(axis, low, high, wanted),
        };
        var (before, after) = (axis.Option("tickprefix").Text, axis.Option("ticksuffix").Text);
        return [.. ticks.Select(tick => tick.Text.Length == 0 ? tick
            : tick with { Text = PlotText.Plain(before + tick.Text + after) })];
    }

    /// <summary>Round numbers between two, each with its text.</summary>
    public static IReadOnlyList<Tick> Between(double low, double high, int wanted)
    {
        var step = TickStep.Linear((high - low) / Math.Max(1, wanted));
        return [.. Steps(step, 0, low, high).Select(at => new Tick(at, NumberWords.Stepped(at, step.Size)))];
    }

    private static IReadOnlyList<Tick> Stated(Axis axis, double low, double high)
    {
        var values = Column.Read(axis.Option("tickvals")) ?? Column.Empty;
        var texts = Column.Read(axis.Option("ticktext"));
        var format = axis.Option("tickformat").Text;
        return [.. Enumerable.Range(0, Math.Min(values.Count, Most))
            .Select(i => (Value: axis.Read(values, i) is var value && double.IsNaN(value) ? values[i] : value, i))
            .Where(one => axis.Place(one.Value) is var place && place >= low - 1e-9 && place <= high + 1e-9)
            .Select(one => new Tick(axis.Place(one.Value), PlotText.Plain(texts?.Text(one.i)
                ?? (axis.Kind == AxisKind.Date ? DateText.Write(one.Value)
                    : axis.Kind == AxisKind.Category ? values.Text(one.i) ?? ""
                    : NumberFormat.Apply(format, one.Value) ?? NumberWords.Plain(one.Value)))))];
    }

    private static IEnumerable<Tick> Names(Axis axis, double low, double high, int wanted)
    {
        var first = Math.Max(0, (int)Math.Ceiling(low - 1e-9));
        var last = Math.Min(axis.Names.Count - 1, (int)Math.Floor(high + 1e-9));
        var every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)Math.Max(wanted, 14)));
        for (var rank = first; rank <= last; rank += every)
        {
            yield return new Tick(rank, PlotText.Plain(axis.Names[rank]));
        }
    }

    private static IEnumerable<Tick> Numbers(Axis axis, double low, double high, int wanted)
    {
        var step = Given(axis, low, high) ?? TickStep.Linear((high - low) / wanted);
        var format = axis.Option("tickformat").Text;
        foreach (var at in Steps(step, axis.Option("tick0").Number ?? 0, low, high))
        {
            yield return new Tick(at, NumberFormat.Apply(format, at) ?? NumberWords.Stepped(at, step.Size));
        }
    }

    private static IEnumerable<Tick> Dates(Axis axis, double low, double high, int wanted)
    {
        var step = Given(axis, low, high) ?? TickStep.Date((high - low) / wanted);
        // Weeks begin on a Sunday, all else with the year.
        var weeks = step.Size > 0 && step.Size % (7 * DateText.Day) == 0;
        var origin = axis.Read(axis.Option("tick0")) ?? DateText.Of(2000, 1, weeks ? 2 : 1);
        var format = axis.Option("tickformat").Text;
        double? before = null;
        foreach (var at in Steps(step, origin, low, high))
        {
            yield return new Tick(at, DateWords.Apply(format, at) ?? DateWords.Stepped(at, step, before));
            before = at;
        }
    }

    private static IEnumerable<Tick> Powers(Axis axis, double low, double high, int wanted)
    {
        if (high - low < 1.2)
        {
            var (from, to) = (Math.Pow(10, low), Math.Pow(10, high));
            foreach (var tick in Between(from, to, wanted).Where(tick => tick.Place > 0))
            {
                yield return tick with { Place = Math.Log10(tick.Place) };
            }

            yield break;
        }

        var every = Math.Max(1, (int)Math.Ceiling((high - low) / wanted));
        for (var power = (int)Math.Floor(low); power <= high + 1e-9; power++)
        {
            if (power % every == 0 && power >= low - 1e-9)
                yield return new Tick(power, NumberWords.Power(power));
            foreach (var digit in high - low < 2.2 ? new[] { 2, 5 } : [])
            {
                var at = power + Math.Log10(digit);
                if (at >= low - 1e-9 && at <= high + 1e-9)
                    yield return new Tick(at, NumberWords.Plain(digit * Math.Pow(10, power)));
            }
        }
    }

    /// <summary>The figure's own step, unless it is so small that the marks would run together.</summary>
    private static TickStep? Given(Axis axis, double low, double high) =>
        TickStep.Read(axis.Option("dtick")) is { IsValid: true } step
            && (step.Months > 0 ? (high - low) / (step.Months * 28 * DateText.Day) : (high - low) / step.Size) <= 30
            ? step : null;

    private static IEnumerable<double> Steps(TickStep step, double origin, double low, double high)
    {
        if (!step.IsValid)
            yield break;
        var (at, slack) = (step.First(origin, low), (high - low) * 1e-9);
        for (var count = 0; at <= high + slack && count < Most; count++)
        {
            yield return at;
            var next = step.After(at);
            if (!(next > at))
                yield break;
            at = next;
        }
    }
}
