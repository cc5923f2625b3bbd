using System.Collections.Immutable;

namespace Lemmata.Plotting.Scales;

/// <summary>A resolved axis: range, ticks and the map from values to the unit interval.</summary>
internal sealed class Axis
{
    public required string Title { get; init; }
    public required double Min { get; init; }
    public required double Max { get; init; }
    public required bool Log { get; init; }
    public required ImmutableArray<(double Value, string Text)> Major { get; init; }
    public required ImmutableArray<double> Minor { get; init; }

    /// <summary>Whether the author placed the ticks or their texts (or they are names).</summary>
    public required bool Placed { get; init; }

    /// <summary>
    /// Position in the range, 0 at the lower end and 1 at the upper; NaN where the axis cannot show the value.
    /// </summary>
    public double Fraction(double value)
    {
        if (Log)
        {
            return value > 0 ? (Math.Log10(value) - Math.Log10(Min)) / (Math.Log10(Max) - Math.Log10(Min)) : double.NaN;
        }

        // Halving first keeps ranges near the largest double finite.
        return (value / 2 - Min / 2) / (Max / 2 - Min / 2);
    }

    /// <summary>The value at a position, the inverse of <see cref="Fraction"/>.</summary>
    public double Value(double fraction) => Log
        ? Math.Pow(10, Math.Log10(Min) + fraction * (Math.Log10(Max) - Math.Log10(Min)))
        : Min + fraction * (Max - Min);

    /// <summary>Lets an axis show a wider range, with ticks to match.</summary>
    public static Axis Of(AxisOptions options, double min, double max, bool integer)
    {
        double[] at;
        if (!options.Ticks.IsEmpty)
        {
            at = [.. options.Ticks.Where(t => t >= min && t <= max)];
        }
        else if (!options.Categories.IsEmpty)
        {
            var every = (options.Categories.Length + 23) / 24;
            at = [.. Enumerable.Range(0, options.Categories.Length).Where(i => i % every == 0).Select(i => (double)i)];
        }
        else
        {
            at = options.Log ? Ticks.Logarithmic(min, max) : Ticks.Linear(min, max, integer);
        }

        return new Axis
        {
            Title = options.Title,
            Min = min,
            Max = max,
            Log = options.Log,
            Major = [.. at.Zip(Texts(options, at))],
            Minor =
                options.Log && options.Categories.IsEmpty && options.Ticks.IsEmpty
                    ? [.. Ticks.LogarithmicMinor(min, max, at)]
                    : [],
            Placed = !options.Ticks.IsEmpty || options.TickText is not null || !options.Categories.IsEmpty,
        };
    }

    private static IEnumerable<string> Texts(AxisOptions options, double[] at)
    {
        if (options.TickText is { } text)
        {
            return at.Select(text);
        }

        if (!options.Categories.IsEmpty)
        {
            return at.Select(v =>
                v == Math.Floor(v) && v >= 0 && v < options.Categories.Length ? options.Categories[(int)v] : "");
        }

        if (options.Log)
        {
            var powers = at.All(v => Math.Abs(Math.Log10(v) - Math.Round(Math.Log10(v))) < 1e-9);
            return at.Select(v =>
                powers ? DrawnNumber.PowerOfTen((int)Math.Round(Math.Log10(v))) : DrawnNumber.Plain(v));
        }

        return LinearTexts(at, !options.Ticks.IsEmpty);
    }

    private static IEnumerable<string> LinearTexts(double[] at, bool placed)
    {
        if (at.Length == 0)
        {
            return [];
        }

        var largest = at.Max(Math.Abs);
        if (placed || largest is >= 1e7 or < 1e-3)
        {
            return at.Select(DrawnNumber.Plain);
        }

        var decimals = at.Length > 1 ? at.Max(t => Ticks.Decimals(Math.Abs(t))) : Ticks.Decimals(Math.Abs(at[0]));
        return decimals > 7
            ? at.Select(DrawnNumber.Plain)
            : at.Select(t => t == 0 ? "0" : DrawnNumber.WithDecimals(t, decimals));
    }
}
