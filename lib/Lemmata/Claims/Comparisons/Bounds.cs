using Lemmata.Display;

namespace Lemmata.Claims.Comparisons;

/// <summary>Inequalities over one point or a grid.</summary>
internal static class Bounds
{
    public static Finding Compare(
        IEnumerable<(double Observed, double Bound, string? At)> points,
        bool atMost,
        double slack)
    {
        Agreement.RequireTolerance(slack);
        var list = points.ToList();
        if (list.Count == 0) throw Agreement.Empty();
        for (var i = 0; i < list.Count; i++)
        {
            var (observed, bound, at) = list[i];
            if (!double.IsFinite(observed))
            {
                return Finding.NotANumber(
                    "observed",
                    observed,
                    $"the bound {NumberText.Significant(bound)}",
                    at ?? Place(i));
            }

            if (!double.IsFinite(bound))
            {
                return Finding.NotANumber(
                    "the bound",
                    bound,
                    $"the observed {NumberText.Significant(observed)}",
                    at ?? Place(i));
            }
        }
        // A ratio means something only between positive numbers; otherwise the margin is told.
        var useRatio = list.All(point => point.Bound > 0 && (atMost ? point.Observed >= 0 : point.Observed > 0));
        var ratios = useRatio ? list.Select(p => atMost ? p.Observed / p.Bound : p.Bound / p.Observed).ToArray() : [];
        var margins = list.Select(p => atMost ? p.Bound - p.Observed : p.Observed - p.Bound).ToArray();
        var failing = Enumerable.Range(0, list.Count).Count(Fails);
        var worst = useRatio ? Worst(ratios, larger: true) : Worst(margins, larger: false);
        if (failing > 0 && !Fails(worst)) worst = Enumerable.Range(0, list.Count).First(Fails);
        var (o, b, place) = list[worst];
        place ??= list.Count > 1 ? Place(worst) : null;
        var (apartObserved, apartBound) = Finding.Apart(o, b);
        var breaks = atMost ? "exceeds the bound" : "stays below the bound";
        var closeness = useRatio
            ? Closeness(ratios[worst], atMost)
            : $"margin {NumberText.Significant(Math.Abs(margins[worst]), 3)}";
        var count = list.Count == 1
            ? $"observed {NumberText.Significant(o)}, {(atMost ? "at most" : "at least")} {NumberText.Significant(b)}"
            : $"{list.Count} of {list.Count} points";
        var held = list.Count == 1 ? $"{count}; {closeness}" : $"{count}; closest: {closeness}{Finding.Place(place)}";
        var failure = $"observed {apartObserved} {breaks} {apartBound}{Finding.Place(place)}";
        return new Finding(
            failing == 0,
            failing == 0 ? held
                : list.Count == 1 ? failure
                : $"fails at {failing} of {list.Count} points; worst: {closeness}{Finding.Place(place)}")
        {
            Brief = list.Count == 1 ? count : $"{count}; closest: {closeness}",
            Observed = NumberText.Round(o, 4),
            Expected = NumberText.Round(b, 4),
            Tolerance = slack == 0 ? null : slack,
            Deviation = Math.Abs(margins[worst]) <= 1e-12 * Math.Abs(b) ? 0 : NumberText.Round(margins[worst], 3),
            Points = list.Count,
            At = place,
            Ratios = [.. ratios.Select(ratio => NumberText.Round(ratio, 3))],
            Failure = failure + (list.Count > 1 ? $" ({failing} of {list.Count} points fail)" : ""),
        };

        bool Fails(int i) => margins[i] < -slack * Math.Abs(list[i].Bound);
        string Place(int i) => Agreement.Index(i, list.Count);
    }

    /// <summary>A ratio in words: above 1 the inequality is broken.</summary>
    private static string Closeness(double ratio, bool atMost)
    {
        var digits = NumberText.Significant(ratio, 3);
        if (digits == "1") return "on the bound, to three digits";
        var share = ratio > 1 ? $"{digits} times" : $"{digits} of";
        return atMost ? $"{share} the bound" : $"the bound is {share} the observed value";
    }

    /// <summary>An inequality of the source is broken.</summary>
    public static Finding Violates(double observed, double bound, bool atLeast)
    {
        if (!double.IsFinite(observed))
            return Finding.NotANumber("observed", observed, $"the bound {NumberText.Significant(bound)}", null);
        if (!double.IsFinite(bound))
            return Finding.NotANumber("the bound", bound, $"the observed {NumberText.Significant(observed)}", null);
        var broken = atLeast ? observed < bound : observed > bound;
        var (o, b) = Finding.Apart(observed, bound);
        var sign = atLeast ? "at least" : "at most";
        return new Finding(broken, $"observed {o} where the source promises {sign} {b}")
        {
            Observed = NumberText.Round(observed, 6), Expected = NumberText.Round(bound, 6),
            Deviation = NumberText.Round(Math.Abs(observed - bound), 3), Refuted = true,
            Failure = $"observed {o} keeps the source's bound of {sign} {b}; nothing is violated",
        };
    }

    /// <summary>
    /// The first place of the extreme value, equal to six digits, so that it is the same on every machine.
    /// </summary>
    private static int Worst(double[] values, bool larger)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            var gap = larger ? values[i] - values[best] : values[best] - values[i];
            if (gap > 1e-6 * Math.Max(Math.Abs(values[i]), Math.Abs(values[best]))) best = i;
        }
        return best;
    }
}
