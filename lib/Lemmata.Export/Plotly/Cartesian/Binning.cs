using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Chooses bins of equal width as plotly does: round widths, and edges that no value sits on.</summary>
/// <param name="Start">First edge.</param>
/// <param name="End">Last edge.</param>
/// <param name="Step">Width.</param>
internal readonly record struct Binning(double Start, double End, TickStep Step)
{
    private const int Most = 2000;

    // The share of values that must be whole days, months or years for the edges to make way.
    private const double Crowd = 0.8;

    /// <summary>The bins for some values.</summary>
    /// <param name="values">Finite values, at least one.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="wanted">At most about how many; 0 for as many as the values ask.</param>
    /// <param name="given">Start, end and size that the figure states, each perhaps absent.</param>
    /// <param name="inPlane">Whether the bins are one side of a plane's.</param>
    public static Binning Of(IReadOnlyList<double> values, Axis axis, double wanted, PlotNode given,
        bool inPlane = false)
    {
        var (least, most) = (values.Min(), values.Max());
        var stated = TickStep.Read(given["size"]);
        var auto = axis.Kind == AxisKind.Category
            ? new Binning(least - 0.5, most + 0.5, new TickStep(Math.Max(1, Math.Round(stated?.Size ?? 1))))
            : Round(values, axis, least, most, stated ?? Width(values, axis, least, most, wanted, inPlane));
        var start = axis.Read(given["start"]) ?? auto.Start;
        return new Binning(start, axis.Read(given["end"]) ?? auto.End, auto.Step);
    }

    /// <summary>All edges, from the first to the last.</summary>
    public IReadOnlyList<double> Edges
    {
        get
        {
            var edges = new List<double> { Start };
            var slack = (Start - Step.After(Start)) / 1e6;
            while (edges[^1] < End + slack && edges.Count < Most && Step.IsValid)
            {
                var next = Step.After(edges[^1]);
                if (!(next > edges[^1]))
                    break;
                edges.Add(next);
            }

            return edges;
        }
    }

    private static TickStep Width(
        IReadOnlyList<double> values, Axis axis, double least, double most, double wanted, bool inPlane)
    {
        var rough = wanted >= 1 ? (most - least) / wanted : Natural(values, inPlane);
        if (!(rough > 0) || !double.IsFinite(rough))
            rough = 1;
        return axis.Kind == AxisKind.Date ? TickStep.Date(rough) : TickStep.Linear(rough);
    }

    /// <summary>By spread and number of the values, not below the least distance of two.</summary>
    private static double Natural(IReadOnlyList<double> values, bool inPlane)
    {
        var apart = Positions.LeastDistance(values);
        var power = Math.Pow(10, Math.Floor(Math.Log10(apart)));
        double[] below = [0.9, 1.9, 4.9, 9.9];
        var floor = power * below.LastOrDefault(one => one <= apart / power, below[0]);
        var mean = values.Average();
        var spread = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count);
        return Math.Max(floor, 2 * spread / Math.Pow(values.Count, inPlane ? 0.25 : 0.4));
    }

    private static Binning Round(IReadOnlyList<double> values, Axis axis, double least, double most, TickStep step)
    {
        var isDate = axis.Kind == AxisKind.Date;
        var weeks = step.Size > 0 && step.Size % (7 * DateText.Day) == 0;
        var origin = isDate ? DateText.Of(2000, 1, weeks ? 2 : 1) : 0;
        var start = step.After(step.First(origin, least), back: true);
        if (step.Months > 0)
        {
            start = MonthEdge(values, start, step);
            var last = start;
            for (var i = 0; last <= most && i < Most; i++)
            {
                last = step.After(last);
            }

            return new Binning(start, last, step);
        }

        start = Shifted(values, start, step.Size, least, most, isDate);
        return new Binning(start, start + (1 + Math.Floor((most - start) / step.Size)) * step.Size, step);
    }

    /// <summary>Moves the edges away from where values crowd.</summary>
    private static double Shifted(
        IReadOnlyList<double> values, double start, double size, double least, double most, bool isDate)
    {
        bool Near(double value) => (1 + (value - start) * 100 / size) % 100 < 2;

        if (!isDate && values.All(value => value % 1 == 0))
        {
            if (size < 1)
                return least - 0.5 * size;
            start -= 0.5;
            return start + size < least ? start + size : start;
        }

        var (edges, middles) = (values.Count(Near), values.Count(value => Near(value + size / 2)));
        if (middles < values.Count * 0.1 && (edges > values.Count * 0.3 || Near(least) || Near(most)))
            start += start + size / 2 < least ? size / 2 : -size / 2;
        return start;
    }

    /// <summary>
    /// Moves the edges of month bins away from values that are whole days, so that these stand near the middle.
    /// </summary>
    private static double MonthEdge(IReadOnlyList<double> values, double start, TickStep step)
    {
        double Share(Func<DateTime, bool> isExact) => values.Count(value =>
            isExact(DateText.Calendar(value))) / (double)values.Count;

        if (Share(date => date.TimeOfDay.Ticks == 0) <= Crowd)
            return start;
        if (step.Months % 12 == 0 && Share(date => date is { Month: 1, Day: 1, TimeOfDay.Ticks: 0 }) > Crowd)
            start = DateText.AddMonths(start, -6) + 1.5 * DateText.Day;
        else if (Share(date => date is { Day: 1, TimeOfDay.Ticks: 0 }) > Crowd)
            start = DateText.AddMonths(start, -1) + 15.5 * DateText.Day;
        else
            start -= DateText.Day / 2;
        return step.After(start) <= values.Min() ? step.After(start) : start;
    }
}
