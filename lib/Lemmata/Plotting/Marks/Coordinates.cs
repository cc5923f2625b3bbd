using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Plotting.Marks;

/// <summary>Reads sequences of any number type into coordinates and refuses what cannot be drawn.</summary>
internal static class Coordinates
{
    /// <summary>Values as doubles, infinities as NaN (a gap).</summary>
    public static ImmutableArray<double> Of<T>(IEnumerable<T> values, string what) where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values, what);
        var result = ImmutableArray.CreateBuilder<double>();
        foreach (var value in values)
        {
            result.Add(ToDouble(value));
        }

        return result.DrainToImmutable();
    }

    /// <summary>One value as a double; float keeps its own shortest digits (0.1f becomes 0.1).</summary>
    public static double ToDouble<T>(T value) where T : INumber<T>
    {
        var result = value switch
        {
            double d => d,
            float or Half when T.IsFinite(value) => double.Parse(
                value.ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            _ => double.CreateSaturating(value),
        };
        return double.IsFinite(result) ? result : double.NaN;
    }

    /// <summary>Refuses an empty series, series of different length, and a series without one drawable point.</summary>
    public static void RequireDrawable(string label, params (string Name, ImmutableArray<double> Values)[] columns)
    {
        RequireSameLength(label, columns);
        var first = columns[0].Values;
        Require.That(
            !first.IsEmpty,
            nameof(label),
            $"Series {Quote(label)} is empty; a series needs at least one point.");

        Require.That(
            Enumerable.Range(0, first.Length).Any(i => columns.All(column => double.IsFinite(column.Values[i]))),
            nameof(columns),
            $"Series {Quote(label)} has {first.Length} points, but none with finite "
                + $"{string.Join(" and ", columns.Select(c => c.Name))}; "
                + $"NaN and infinity are drawn as gaps, so nothing would be left; look at the computation before "
                + $"the figure.");
    }

    /// <summary>Refuses series of different length.</summary>
    public static void RequireSameLength(string label, params (string Name, ImmutableArray<double> Values)[] columns)
    {
        var (firstName, first) = columns[0];
        foreach (var (name, values) in columns[1..])
        {
            Require.That(
                values.Length == first.Length,
                nameof(label),
                $"Series {Quote(label)}: {firstName} has {first.Length} values but {name} has {values.Length}; "
                    + $"both are indexed by point; pass matching lengths.");
        }
    }

    /// <summary>Refuses a single coordinate that is not finite.</summary>
    public static double Finite(double value, string what)
    {
        Require.That(
            double.IsFinite(value), nameof(value), $"{what} is {value}; a position in a figure must be finite.");
        return value;
    }

    public static string Quote(string label) => label.Length == 0 ? "without a label" : $"\"{label}\"";
}
