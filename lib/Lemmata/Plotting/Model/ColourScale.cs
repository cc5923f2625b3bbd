using System.Collections.Immutable;
using Lemmata.Arguments;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Scales;

namespace Lemmata.Plotting.Model;

/// <summary>Nine flat steps between two values.</summary>
internal sealed class ColourScale
{
    public const int Steps = 9;

    public required string Label { get; init; }
    public required bool Diverging { get; init; }
    public required bool Logarithmic { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }

    /// <summary>The step of a value, 0 to 8; −1 for a hole.</summary>
    public int Step(double value)
    {
        if (!double.IsFinite(value) || (Logarithmic && value <= 0))
        {
            return -1;
        }

        var fraction = Logarithmic
            ? (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
            : (value / 2 - Low / 2) / (High / 2 - Low / 2);
        return (int)Math.Clamp(Math.Floor(fraction * Steps + 1e-9), 0, Steps - 1);
    }

    /// <summary>The value at an edge, 0 to 9.</summary>
    public double Edge(int index) => index == 0 ? Low : index == Steps ? High : Logarithmic
        ? Math.Pow(10, Math.Log10(Low) + (Math.Log10(High) - Math.Log10(Low)) * index / Steps)
        : DrawnNumber.Steady(Low + (High / Steps - Low / Steps) * index);

    /// <summary>Text at an edge: enough digits to tell neighbours apart.</summary>
    public string EdgeText(int index)
    {
        var value = Edge(index);
        if (Logarithmic)
        {
            var exponent = Math.Log10(value);
            return Math.Abs(exponent - Math.Round(exponent)) < 1e-9
                ? DrawnNumber.PowerOfTen((int)Math.Round(exponent))
                : DrawnNumber.Plain(
                    double.Parse(
                        value.ToString("E1", System.Globalization.CultureInfo.InvariantCulture),
                        System.Globalization.CultureInfo.InvariantCulture));
        }

        var unit = (High / Steps - Low / Steps) / 10;
        if (!(unit > 0) || Math.Max(Math.Abs(Low), Math.Abs(High)) is >= 1e7 or < 1e-3)
        {
            return DrawnNumber.Plain(value);
        }

        var needed = Enumerable.Range(0, Steps + 1).Max(i => Edge(i) == 0 ? 0 : Ticks.Decimals(Math.Abs(Edge(i))));
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(unit)), 0, 12);
        return value == 0 ? "0" : DrawnNumber.WithDecimals(value, Math.Min(needed, decimals));
    }

    public string Class(int step) => (Diverging ? "d" : "q") + step;

    public string Colour(int step) => (Diverging ? Palette.Diverging : Palette.Sequential)[step].Light;

    /// <summary>The edges that carry a number: every second one, symmetric where the scale is.</summary>
    public IReadOnlyList<int> LabelledEdges
    {
        get
        {
            int[] powers = Logarithmic
                ?
                [
                    .. Enumerable
                        .Range(0, Steps + 1)
                        .Where(i => Math.Abs(Math.Log10(Edge(i)) - Math.Round(Math.Log10(Edge(i)))) < 1e-9),
                ]
                : [];
            return Diverging ? [0, 2, 4, 5, 7, 9]
                : powers.Length >= 3 ? [.. powers.Where((_, k) => powers.Length < 7 || k % 2 == 0)]
                : [0, 2, 4, 6, 8];
        }
    }

    /// <summary>Fewer and fewer of the labelled edges, symmetric where the scale is, for where not all have room.</summary>
    public IEnumerable<IReadOnlyList<int>> FewerEdges => Diverging
        ? [[0, 2, 7, Steps], [0, Steps]]
        : [[.. LabelledEdges.Where((_, k) => k % 2 == 0)], [LabelledEdges[0], LabelledEdges[^1]]];

    /// <summary>Nine round steps from a multiple of the step, with as little to spare as possible.</summary>
    private static (double Low, double High) RoundSteps(double low, double high)
    {
        foreach (var step in RoundNumbers((high - low) / Steps))
        {
            var first = Math.Floor(low / step + 1e-9);
            if ((first + Steps) * step >= high - 1e-9 * step && Math.Abs(first) < 1e9)
            {
                return (Exact(first, step), Exact(first + Steps, step));
            }
        }

        return (low, high);
    }

    /// <summary>Nine equal ratios from a power of ten, such that whole powers of ten recur among the edges.</summary>
    private static (double Low, double High) RoundRatios(double low, double high)
    {
        double from = Math.Log10(low),
            to = Math.Log10(high);
        foreach (
            var step in new[]
            {
                1 / 9.0,
                1 / 6.0,
                2 / 9.0,
                0.25,
                1 / 3.0,
                0.5,
                2 / 3.0,
                1,
                4 / 3.0,
                2,
                8 / 3.0,
                3,
                4,
                5,
                10,
                20,
                40,
            }
        )
        {
            var first = step < 1 / 6.0 ? Math.Floor(from / step + 1e-9) * step : Math.Floor(from + 1e-9);
            if (first + Steps * step >= to - 1e-9)
            {
                return (Math.Pow(10, first), Math.Pow(10, first + Steps * step));
            }
        }

        return (low, high);
    }

    private static (double Low, double High) Centred(double high)
    {
        foreach (var step in RoundNumbers(high / (Steps / 2.0)))
        {
            if (Steps / 2.0 * step >= high * (1 - 1e-9))
            {
                return (Exact(-Steps / 2.0, step), Exact(Steps / 2.0, step));
            }
        }

        return (-high, high);
    }

    /// <summary>Round numbers from a size upwards.</summary>
    private static IEnumerable<double> RoundNumbers(double size)
    {
        var exponent = (int)Math.Floor(Math.Log10(size) + 1e-9);
        return from e in new[] { exponent, exponent + 1 }
               from mantissa in new[] { 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 }
               let step = Ticks.Power(mantissa, Math.Clamp(e, -320, 307))
               where step >= size * (1 - 1e-9)
               select step;
    }

    /// <summary>A multiple of a round step without rounding dust.</summary>
    private static double Exact(double count, double step) => DrawnNumber.Steady(count * step);

    /// <summary>The scale that all coloured marks of a panel share, null when there is none.</summary>
    public static ColourScale? Of(IEnumerable<Mark> marks)
    {
        GridMark[] grids = [.. marks.OfType<GridMark>()];
        PolygonMark[] cells = [.. marks.OfType<PolygonMark>().Where(p => !p.Values.IsEmpty)];
        if (grids.Length + cells.Length == 0)
        {
            return null;
        }

        var logarithmic = grids.Any(g => g.Logarithmic);
        var diverging = grids.Any(g => g.Diverging) || cells.Any(c => c.Diverging);
        var label = grids.Select(g => g.Label).Concat(cells.Select(c => c.Label)).First();
        ImmutableArray<double> values = [.. grids.SelectMany(g => g.Z).Concat(cells.SelectMany(c => c.Values))
            .Where(v => double.IsFinite(v) && (!logarithmic || v > 0))];
        Require.That(
            !values.IsEmpty,
            nameof(marks),
            $"The colour scale \"{label}\" is logarithmic, but no value is positive; use a linear scale or map "
                + $"the magnitude.");

        var low = grids.Select(g => g.Low).FirstOrDefault(v => v is not null) ?? values.Min();
        var high = grids.Select(g => g.High).FirstOrDefault(v => v is not null) ?? values.Max();
        if (diverging)
        {
            high = Math.Max(Math.Abs(low), Math.Abs(high));
            low = -high;
        }

        if (!(low < high))
        {
            (low, high) =
                logarithmic ? (low / 2, low * 2)
                : low == 0 ? (0.0, 1.0)
                : (low - Math.Abs(low) / 2, low + Math.Abs(low) / 2);
        }

        if (grids.All(g => g.Low is null && g.High is null))
        {
            (low, high) = diverging ? Centred(high) : logarithmic ? RoundRatios(low, high) : RoundSteps(low, high);
        }

        return new ColourScale
        {
            Label = label,
            Diverging = diverging,
            Logarithmic = logarithmic,
            Low = low,
            High = high,
        };
    }
}
