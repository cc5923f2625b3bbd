using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Claims.Comparisons;

/// <summary>Limits, rates and monotone sequences.</summary>
internal static class Sequences
{
    public static Finding Limit(IEnumerable<double> sequence, double limit, double tolerance)
    {
        Agreement.RequireTolerance(tolerance);
        var terms = sequence.ToArray();
        if (terms.Length < 2)
            throw TooShort("a limit", 2, terms.Length);
        if (FirstNotFinite(terms, $"the limit {NumberText.Significant(limit)}") is { } invalid)
            return invalid;
        if (!double.IsFinite(limit))
            return Finding.NotANumber("the limit", limit, $"the last term {NumberText.Significant(terms[^1])}", null);
        var distances = terms.Select(term => Math.Abs(term - limit)).ToArray();
        var grows = Enumerable
            .Range(1, terms.Length - 1)
            .FirstOrDefault(i => distances[i] > Math.Max(distances[i - 1], tolerance), -1);
        var digits = Agreement.DigitsWithin(Math.Max(Math.Abs(limit), Math.Abs(terms[^1])), tolerance);
        var (last, target) = (NumberText.Significant(terms[^1], digits), NumberText.Significant(limit, digits));
        var slack = NumberText.Significant(tolerance, 3);
        var distance =
            distances[^1] <= Rounding(limit) ? "of rounding size" : NumberText.Significant(distances[^1], 3);
        return new Finding(
            distances[^1] <= tolerance && grows < 0,
            $"after {terms.Length} terms {last}, limit {target}; distance {distance}, tolerance {slack}, shrinking "
                + "all the way"
        )
        {
            Brief = $"{last} after {terms.Length} terms, limit {target}",
            Observed = NumberText.Round(terms[^1], digits),
            Expected = NumberText.Round(limit, digits),
            Points = terms.Length,
            Deviation = distances[^1] <= Rounding(limit) ? 0 : NumberText.Round(distances[^1], 3),
            Tolerance = tolerance,
            Failure =
                distances[^1] > tolerance
                    ? $"the last of {terms.Length} terms is "
                        + $"{NumberText.Significant(terms[^1], Math.Min(17, digits + 3))}, but the limit is "
                            + $"{NumberText.Significant(limit, Math.Min(17, digits + 3))}; distance {distance} exceeds the tolerance {slack}"
                    : $"the distance to the limit {target} grows from "
                        + $"{NumberText.Significant(distances[Math.Max(grows, 1) - 1], 3)} to "
                            + $"{NumberText.Significant(distances[Math.Max(grows, 1)], 3)} at term {grows + 1} of {terms.Length}",
        };
    }

    public static Finding Rate(IEnumerable<double> x, IEnumerable<double> y, double slope, double tolerance)
    {
        Agreement.RequireTolerance(tolerance);
        var (xs, ys) = (x.ToArray(), y.ToArray());
        Require.That(
            xs.Length == ys.Length,
            nameof(x),
            $"x has {xs.Length} values but y has {ys.Length}; both are indexed by point; pass matching sequences");

        if (xs.Length < 3)
            throw TooShort("a rate", 3, xs.Length);
        for (var i = 0; i < xs.Length; i++)
        {
            Require.That(
                xs[i] > 0 && double.IsFinite(xs[i]),
                nameof(x),
                $"x must be positive on logarithmic axes, but x[{i}] is {NumberText.Significant(xs[i])}");

            if (!(ys[i] > 0) || !double.IsFinite(ys[i]))
            {
                return new Finding(false, $"y[{i}] is {NumberText.Significant(ys[i])}")
                {
                    NotFinite = !double.IsFinite(ys[i]),
                    Failure =
                        $"y[{i}] is {NumberText.Significant(ys[i])}, but a slope of {NumberText.Significant(slope)} "
                            + "on logarithmic axes needs positive finite values",
                };
            }
        }
        var (logX, logY) = (xs.Select(v => Math.Log(v)).ToArray(), ys.Select(v => Math.Log(v)).ToArray());
        var (meanX, meanY) = (logX.Average(), logY.Average());
        var spread = logX.Sum(v => (v - meanX) * (v - meanX));
        Require.That(
            spread != 0,
            nameof(x),
            $"all {xs.Length} values of x are {NumberText.Significant(xs[0])}; a slope needs at least two "
                + $"different ones");

        var fitted = logX.Zip(logY, (a, b) => (a - meanX) * (b - meanY)).Sum() / spread;
        var deviation = Math.Abs(fitted - slope);
        var told =
            $"fitted slope {NumberText.Significant(fitted)} over {xs.Length} points, expected "
                + $"{NumberText.Significant(slope)}";
        return new Finding(deviation <= tolerance, $"{told}; tolerance {NumberText.Significant(tolerance, 3)}")
        {
            Observed = NumberText.Round(fitted, 4),
            Expected = NumberText.Round(slope, 4),
            Points = xs.Length,
            Deviation = deviation < 1e-10 ? 0 : NumberText.Round(deviation, 2),
            Tolerance = tolerance,
            Failure =
                $"{told}; they differ by {NumberText.Significant(deviation, 3)}, tolerance "
                    + $"{NumberText.Significant(tolerance, 3)}",
        };
    }

    public static Finding Monotone(IEnumerable<double> values, bool increasing, bool strict)
    {
        var terms = values.ToArray();
        if (terms.Length < 2)
            throw TooShort("a monotone sequence", 2, terms.Length);
        if (FirstNotFinite(terms, "its neighbours") is { } invalid)
            return invalid;
        var direction = increasing
            ? strict
                ? "increasing"
                : "not decreasing"
            : strict
                ? "decreasing"
                : "not increasing";
        var sign = increasing ? 1 : -1;
        var bad = Enumerable
            .Range(1, terms.Length - 1)
            .Where(i => strict ? sign * (terms[i] - terms[i - 1]) <= 0 : sign * (terms[i] - terms[i - 1]) < 0)
            .ToArray();
        var (first, last) = (NumberText.Significant(terms[0]), NumberText.Significant(terms[^1]));
        var finding = new Finding(bad.Length == 0, bad.Length == 0
            ? $"{direction} at all {terms.Length - 1} steps, from {first} to {last}"
            : $"fails at {bad.Length} of {terms.Length - 1} steps") { Points = terms.Length };
        if (bad.Length == 0) return finding;
        var (before, after) = Finding.Apart(terms[bad[0] - 1], terms[bad[0]]);
        return finding with
        {
            Failure =
                $"not {direction}: from {before} to {after} between terms {bad[0]} and {bad[0] + 1} of "
                    + $"{terms.Length} ({bad.Length} steps go wrong)",
            At = $"term {bad[0] + 1}",
        };
    }

    /// <summary>Below this distance only rounding is left, whose digits depend on the machine.</summary>
    private static double Rounding(double limit) => 1e-12 * Math.Max(1, Math.Abs(limit));

    private static Finding? FirstNotFinite(double[] terms, string against)
    {
        var i = Array.FindIndex(terms, term => !double.IsFinite(term));
        return i < 0 ? null : Finding.NotANumber($"term {i + 1} of {terms.Length}", terms[i], against, null);
    }

    private static ArgumentException TooShort(string what, int needed, int got) =>
        new($"{what} needs at least {needed} values, got {got}");
}
