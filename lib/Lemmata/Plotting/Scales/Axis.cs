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

    /// <summary>Whether positions are days since the first of January 2000.</summary>
    public bool Dates { get; init; }

    /// <summary>What every tick's text leaves out, since only later digits differ; 0 for nothing. The title says it.</summary>
    public double Offset { get; init; }

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
        if (options is { Dates: true, Ticks.IsEmpty: true, TickText: null })
        {
            return OfDates(options, min, max);
        }

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

        var texts = Texts(options, at);
        var offset = options.TickText is null && options.Categories.IsEmpty ? OffsetOf(at, texts) : 0;
        if (offset != 0)
        {
            // A difference of large numbers carries their dust, far below the distance of the ticks.
            var places = Math.Clamp(3 - (int)Math.Floor(Math.Log10(at[^1] - at[0])), 0, 15);
            texts = LinearTexts([.. at.Select(t => Math.Round(t - offset, places) + 0.0)], placed: false);
        }

        return new Axis
        {
            Title = Titled(options, offset),
            Offset = offset,
            Dates = options.Dates,
            Min = min,
            Max = max,
            Log = options.Log,
            Major = [.. at.Zip(texts)],
            Minor =
                options.Log && options.Categories.IsEmpty && options.Ticks.IsEmpty
                    ? [.. Ticks.LogarithmicMinor(min, max, at)]
                    : [],
            Placed = !options.Ticks.IsEmpty || options.TickText is not null || !options.Categories.IsEmpty,
        };
    }

    private static Axis OfDates(AxisOptions options, double min, double max)
    {
        var (ticks, context) = DateScale.Ticks(min, max);
        return new Axis
        {
            Title = context.Length == 0 ? options.Title
                : options.Title.Length == 0 ? context : $"{options.Title}, {context}",
            Min = min,
            Max = max,
            Log = false,
            Dates = true,
            Major = [.. ticks],
            Minor = [],
            Placed = false,
        };
    }

    /// <summary>The name, and what the numbers at the ticks leave out.</summary>
    private static string Titled(AxisOptions options, double offset)
    {
        if (offset == 0) return options.Title;
        var name = options.Name.Length == 0 ? "value" : options.Name;
        return (options with { Name = $"{name} {(offset < 0 ? '+' : '−')} {DrawnNumber.Exact(Math.Abs(offset))}" }).Title;
    }

    /// <summary>
    /// What to leave out where ticks would read the same: their common leading digits, down to the size of their
    /// distances.
    /// </summary>
    private static double OffsetOf(double[] at, string[] texts)
    {
        if (texts.Distinct().Count() == texts.Length)
        {
            return 0;
        }

        var span = at[^1] - at[0];
        var unit = Ticks.Power(1, (int)Math.Ceiling(Math.Log10(span)));
        var offset = Math.Floor(at[0] / unit) * unit;
        return Math.Abs(offset) < 1e15 ? (double)(decimal)offset : offset;
    }

    private static string[] Texts(AxisOptions options, double[] at)
    {
        if (options.TickText is { } text)
        {
            return [.. at.Select(text)];
        }

        if (!options.Categories.IsEmpty)
        {
            return [.. at.Select(v =>
                v == Math.Floor(v) && v >= 0 && v < options.Categories.Length ? options.Categories[(int)v] : "")];
        }

        if (options.Log)
        {
            var powers = at.All(v => Math.Abs(Math.Log10(v) - Math.Round(Math.Log10(v))) < 1e-9);
            return [.. at.Select(v =>
                powers ? DrawnNumber.PowerOfTen((int)Math.Round(Math.Log10(v))) : DrawnNumber.Plain(v))];
        }

        return LinearTexts(at, !options.Ticks.IsEmpty);
    }

    private static string[] LinearTexts(double[] at, bool placed)
    {
        if (at.Length == 0)
        {
            return [];
        }

        var largest = at.Max(Math.Abs);
        if (placed || largest is >= 1e7 or < 1e-3)
        {
            return [.. at.Select(DrawnNumber.Plain)];
        }

        var decimals = at.Length > 1 ? at.Max(t => Ticks.Decimals(Math.Abs(t))) : Ticks.Decimals(Math.Abs(at[0]));
        return decimals > 7
            ? [.. at.Select(DrawnNumber.Plain)]
            : [.. at.Select(t => t == 0 ? "0" : DrawnNumber.WithDecimals(t, decimals))];
    }
}
