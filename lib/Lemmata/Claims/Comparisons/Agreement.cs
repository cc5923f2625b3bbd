using System.Collections;
using System.Globalization;
using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Claims.Comparisons;

/// <summary>Comparisons of observed with expected values.</summary>
internal static class Agreement
{
    /// <summary>
    /// Size, against the numbers compared or against 1, below which a deviation is rounding and its digits depend on
    /// the C library.
    /// </summary>
    private const double RoundingFloor = 1e-12;

    public static Finding Equal(
        IEnumerable<(double Observed, double Expected, string? At)> pairs,
        double tolerance,
        bool relative)
    {
        RequireTolerance(tolerance);
        var list = pairs.ToList();
        if (list.Count == 0) throw Empty();
        var ratios = new List<double>(list.Count);
        var (worst, worstDeviation, worstShown, failing) = (0, -1.0, -1.0, 0);
        for (var i = 0; i < list.Count; i++)
        {
            var (observed, expected, at) = list[i];
            if (!double.IsFinite(observed))
            {
                return Finding.NotANumber(
                    "observed",
                    observed,
                    NumberText.Significant(expected),
                    at ?? Index(i, list.Count));
            }

            if (!double.IsFinite(expected))
            {
                return Finding.NotANumber(
                    "expected",
                    expected,
                    NumberText.Significant(observed),
                    at ?? Index(i, list.Count));
            }

            var deviation = Math.Abs(observed - expected);
            if (relative)
            {
                Require.That(
                    expected != 0,
                    nameof(pairs),
                    $"a relative deviation from the expected value 0 has no meaning{Finding.Place(at)}; use "
                        + $"Equal with an absolute tolerance");

                deviation /= Math.Abs(expected);
            }
            if (!(deviation <= tolerance)) failing++;
            var shown = IsRounding(deviation, observed, expected, tolerance, relative) ? 0 : deviation;
            ratios.Add(tolerance > 0 ? NumberText.Round(shown / tolerance, 3) : 0);
            if (
                deviation > tolerance
                    ? deviation > worstDeviation * (1 + 1e-6)
                    : shown > worstShown * (1 + 1e-6) && worstDeviation <= tolerance)
            {
                (worst, worstDeviation, worstShown) = (i, deviation, shown);
            }
        }
        var (o, e, place) = list[worst];
        place ??= list.Count > 1 ? Index(worst, list.Count) : null;
        var kind = relative ? "relative deviation" : "deviation";
        var (apartObserved, apartExpected) = Finding.Apart(o, e);
        var bound = $"tolerance {NumberText.Significant(tolerance, 3)}";
        var failure = $"observed {apartObserved}, expected {apartExpected}{Finding.Place(place)}; {kind} "
            + $"{NumberText.Significant(worstDeviation, 3)} exceeds the {bound}";
        var finding = new Finding(failing == 0, "")
        {
            Points = list.Count,
            Tolerance = tolerance,
            Limit = "tolerance",
            Failure = failure + (list.Count > 1 ? $" ({failing} of {list.Count} points fail)" : ""),
        };
        if (failing > 0)
        {
            return finding with
            {
                Summary = list.Count == 1 ? failure
                    : $"fails at {failing} of {list.Count} points; largest {kind} "
                        + $"{NumberText.Significant(worstDeviation, 3)}{Finding.Place(place)}, {bound}",
                Observed = NumberText.Round(o, 6),
                Expected = NumberText.Round(e, 6),
                Deviation = NumberText.Round(worstDeviation, 3),
                At = place,
                Ratios = ratios,
            };
        }

        if (worstShown <= 0)
        {
            // Only rounding is left: its digits and its place differ between machines, so a power of ten above it is
            // told.
            var scale = relative ? 1 : list.Max(pair => Math.Max(Math.Abs(pair.Observed), Math.Abs(pair.Expected)));
            var ceiling =
                list.All(pair => pair.Observed == pair.Expected) && tolerance == 0
                    ? 0
                    : Math.Min(tolerance, PowerOfTenAbove(RoundingFloor * Math.Max(scale, 1)));
            var said =
                ceiling == 0
                    ? $"{kind} 0"
                    : $"{(list.Count > 1 ? "largest " : "")}{kind} below "
                        + $"{NumberText.Significant(ceiling, 3)}{(ceiling < tolerance ? $", {bound}" : ", the tolerance")}";
            return Single(finding with { Deviation = ceiling, Summary = said });
        }
        return Single(
            finding with
            {
                Summary =
                    $"{(list.Count > 1 ? "largest " : "")}{kind} "
                        + $"{NumberText.Significant(worstShown, 3)}{Finding.Place(place)}, {bound}",
                Deviation = NumberText.Round(worstShown, 3),
                At = place,
                Ratios = list.Count > 1 ? ratios : [],
            }
        );

        Finding Single(Finding f)
        {
            if (list.Count > 1)
            {
                return f with
                {
                    Summary = $"{list.Count} of {list.Count} points; {f.Summary}",
                    Brief =
                        $"{list.Count} of {list.Count} points; largest {kind} "
                            + $"{(worstShown > 0 ? NumberText.Significant(worstShown, 3) : $"below {NumberText.Significant(f.Deviation ?? 0, 3)}")}",
                };
            }

            var digits = DigitsWithin(
                Math.Max(Math.Abs(o), Math.Abs(e)),
                relative ? tolerance * Math.Abs(e) : tolerance);
            return f with
            {
                Summary =
                    $"observed {NumberText.Significant(o, digits)}, expected {NumberText.Significant(e, digits)}; "
                        + $"{f.Summary}",
                Brief = $"{NumberText.Significant(o, digits)} against {NumberText.Significant(e, digits)}",
                Observed = NumberText.Round(o, digits), Expected = NumberText.Round(e, digits),
            };
        }
    }

    /// <summary>The observed number rounded to the digits of the reference equals it.</summary>
    public static Finding Digits(double observed, string reference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reference);
        Require.That(
            decimal.TryParse(reference, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                || double.TryParse(reference, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            nameof(reference),
            $"the reference '{reference}' is not a number; write it as 0.1234 or 1.234e-5");

        if (!double.IsFinite(observed))
            return Finding.NotANumber("observed", observed, reference, null);
        var expected = double.Parse(reference, NumberStyles.Float, CultureInfo.InvariantCulture);
        var lower = reference.ToLowerInvariant();
        var cut = lower.IndexOf('e');
        var mantissa = cut < 0 ? lower : lower[..cut];
        var exponent =
            cut < 0
                ? 0
                : int.Parse(lower.AsSpan(cut + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var decimals = mantissa.Contains('.') ? mantissa.Length - mantissa.IndexOf('.') - 1 : 0;
        var digitCount = mantissa.Count(char.IsAsciiDigit);
        var significant = mantissa.Where(char.IsAsciiDigit).SkipWhile(c => c == '0').Count();
        var halfUnit = 0.5 * Math.Pow(10, exponent - decimals);
        // A last digit that was cut instead of rounded, or a tie, may be off by one half more.
        var held = Math.Abs(observed - expected) <= halfUnit * (1 + 1e-6);
        var shown = NumberText.Significant(observed, Math.Clamp(significant, 1, 15));
        var digitWord = significant == 1 ? "digit" : "digits";
        return new Finding(
            held,
            held
                ? $"observed {shown}, equal to the reference {reference} in all "
                    + $"{Math.Max(significant, Math.Min(1, digitCount))} {digitWord}"
                : $"observed {NumberText.Significant(observed, Math.Min(17, significant + 3))}, reference {reference}")
        {
            Observed = NumberText.Round(observed, Math.Clamp(significant, 1, 15)),
            Expected = expected,
            Tolerance = NumberText.Round(halfUnit, 3),
            Deviation = held ? NumberText.Round(halfUnit, 3) : NumberText.Round(Math.Abs(observed - expected), 3),
            Failure =
                $"observed {NumberText.Significant(observed, Math.Min(17, significant + 3))}, but the reference is "
                    + $"{reference}; "
                + $"they differ by {NumberText.Significant(Math.Abs(observed - expected), 3)}, more than half a unit "
                    + $"of the last digit ({NumberText.Significant(halfUnit, 3)})",
        };
    }

    /// <summary>Equality without any slack.</summary>
    public static Finding Exactly<T>(T observed, T expected)
    {
        if (observed is IEnumerable and not string && expected is IEnumerable other)
        {
            var first = ((IEnumerable)observed).Cast<object?>().ToList();
            var second = other.Cast<object?>().ToList();
            var length = Math.Min(first.Count, second.Count);
            var place = Enumerable.Range(0, length).FirstOrDefault(i => !Equals(first[i], second[i]), length);
            if (place < length || first.Count != second.Count)
            {
                return Unequal(
                    Item(first, place),
                    Item(second, place),
                    first.Count == second.Count
                        ? $"element {place + 1} of {first.Count}"
                        : $"element {place + 1}, where {first.Count} were observed and {second.Count} expected");
            }

            if (first.Count == 0)
                throw Empty();
            return new Finding(
                true,
                first.Count == 1 ? "equal, exactly" : $"{first.Count} of {first.Count} values equal, exactly")
            {
                Points = first.Count,
                Deviation = 0,
                Tolerance = 0,
            };
        }
        return Equals(observed, expected)
            ? new Finding(true, $"{Show(observed)}, exactly")
            {
                Observed = Show(observed),
                Expected = Show(expected),
                Deviation = 0,
                Tolerance = 0,
            }
            : Unequal(Show(observed), Show(expected), null);

        static Finding Unequal(string o, string e, string? at) =>
            new(false, $"observed {o}, expected {e}{Finding.Place(at)}")
            {
                Observed = o,
                Expected = e,
                At = at,
                Tolerance = 0,
            };

        static string Item(List<object?> list, int i) => i < list.Count ? Show(list[i]) : "nothing";
    }

    /// <summary>A z-test of one observed mean.</summary>
    public static Finding Statistical(double observed, double expected, double standardError, double falseAlarm)
    {
        Require.InRange(
            standardError > 0 && double.IsFinite(standardError),
            nameof(standardError),
            $"the standard error must be positive and finite, but is {NumberText.Significant(standardError)}");

        Require.InRange(
            falseAlarm is > 0 and <= 0.05,
            nameof(falseAlarm),
            $"the false-alarm rate must lie in (0, 0.05], but is {NumberText.Significant(falseAlarm)}");

        if (!double.IsFinite(observed))
            return Finding.NotANumber("observed", observed, NumberText.Significant(expected), null);
        if (!double.IsFinite(expected))
            return Finding.NotANumber("expected", expected, NumberText.Significant(observed), null);
        var z = (observed - expected) / standardError;
        var limit = NormalQuantile.Of(1 - falseAlarm / 2);
        var rate =
            $"limit {NumberText.Significant(limit, 3)} at a false-alarm rate of "
                + $"{NumberText.Significant(falseAlarm, 3)}";
        var (o, e) = (NumberText.Significant(observed, 5), NumberText.Significant(expected, 5));
        var told = $"observed {o}, expected {e}; z = {NumberText.Significant(z, 3)}, {rate}";
        return new Finding(Math.Abs(z) <= limit, told)
        {
            Observed = NumberText.Round(observed, 5),
            Expected = NumberText.Round(expected, 5),
            Deviation = NumberText.Round(Math.Abs(observed - expected), 3),
            Tolerance = NumberText.Round(limit * standardError, 3),
            Limit = "limit",
            Failure =
                $"observed {o}, expected {e} with standard error {NumberText.Significant(standardError, 3)}; |z| = "
                    + $"{NumberText.Significant(Math.Abs(z), 3)} exceeds the {rate}",
        };
    }

    /// <summary>The observed value is far from what the source claims and agrees with the corrected one.</summary>
    public static Finding Refutes(double observed, double claimed, double corrected, double tolerance)
    {
        RequireTolerance(tolerance);
        if (!double.IsFinite(observed))
            return Finding.NotANumber("observed", observed, NumberText.Significant(corrected), null);
        if (double.IsNaN(claimed))
            return Finding.NotANumber("claimed", claimed, NumberText.Significant(observed), null);
        var (toClaim, toCorrected) = (Math.Abs(observed - claimed), Math.Abs(observed - corrected));
        var digits = Math.Min(8, DigitsWithin(Math.Abs(observed), tolerance));
        var (o, c) = (NumberText.Significant(observed, digits), NumberText.Significant(corrected, digits));
        var finding = new Finding(toClaim > 100 * tolerance && toCorrected <= tolerance,
            $"observed {o}; the source's {NumberText.Significant(claimed, digits)} is off by "
                + $"{NumberText.Significant(toClaim, 3)}, "
            + $"the corrected {c} agrees within {NumberText.Significant(tolerance, 3)}")
        {
            Observed = NumberText.Round(observed, digits), Expected = NumberText.Round(corrected, digits),
            Deviation = NumberText.Round(toClaim, 3), Tolerance = tolerance, Refuted = true,
        };
        if (!(toCorrected <= tolerance))
        {
            var (apartObserved, apartCorrected) = Finding.Apart(observed, corrected);
            return finding with
            {
                Failure =
                    $"observed {apartObserved}, but the corrected value is {apartCorrected}; they differ by "
                        + $"{NumberText.Significant(toCorrected, 3)}, tolerance {NumberText.Significant(tolerance, 3)}",
            };
        }
        var (seen, said) = Finding.Apart(observed, claimed);
        return finding with
        {
            Failure =
                $"observed {seen} does not refute the claimed {said}: they differ by "
                    + $"{NumberText.Significant(toClaim, 3)}, not more than 100 times the tolerance "
                        + $"{NumberText.Significant(tolerance, 3)}",
        };
    }

    internal static ArgumentException Empty() =>
        new("there is nothing to compare: the grid is empty; give at least one point");

    internal static void RequireTolerance(double tolerance)
    {
        Require.InRange(
            tolerance >= 0 && double.IsFinite(tolerance),
            nameof(tolerance),
            $"a tolerance must be finite and not negative, but is {NumberText.Significant(tolerance)}");
    }

    internal static string Index(int i, int count) => $"point {i + 1} of {count}";

    /// <summary>Digits that show a number down to its tolerance, 3 to 12.</summary>
    internal static int DigitsWithin(double size, double tolerance) =>
        size == 0 ? 4
        : tolerance <= 0 ? 12
        : Math.Clamp((int)Math.Ceiling(Math.Log10(size / tolerance) + 1e-9) + 1, 4, 12);

    private static bool IsRounding(double deviation, double observed, double expected, double tolerance, bool relative)
    {
        var scale = relative ? 1 : Math.Max(Math.Abs(observed), Math.Abs(expected));
        return deviation <= RoundingFloor * scale
            || (deviation < RoundingFloor && deviation <= tolerance && tolerance >= 1e-15);
    }

    private static double PowerOfTenAbove(double x) =>
        double.Parse($"1e{(int)Math.Ceiling(Math.Log10(x) - 1e-9)}", CultureInfo.InvariantCulture);

    private static string Show<T>(T value)
    {
        var text = value switch
        {
            null => "null",
            double number => NumberText.Significant(number, 17),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable sequence and not string => "[" + string.Join(", ", sequence.Cast<object?>().Select(Show)) + "]",
            _ => value.ToString() ?? "",
        };
        return text.Length <= 60 ? text : $"{text[..40]}… ({text.Length} characters)";
    }
}
