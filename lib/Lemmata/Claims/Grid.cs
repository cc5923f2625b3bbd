using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Claims;

/// <summary>Values over which a statement is checked or drawn.</summary>
/// <remarks>
/// Values are rounded to 12 significant digits, so that they are the same on every machine and print short.
/// </remarks>
public static class Grid
{
    /// <summary>Equally spaced values.</summary>
    /// <param name="low">First value.</param>
    /// <param name="high">Last value.</param>
    /// <param name="count">How many, at least 2.</param>
    /// <returns>An array from <paramref name="low"/> to <paramref name="high"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 2.</exception>
    public static double[] Linear(double low, double high, int count)
    {
        RequireCount(count);
        return Fill(count, low, high, i => low + (high - low) * i / (count - 1));
    }

    /// <summary>Values with equal ratios.</summary>
    /// <param name="low">First value, positive.</param>
    /// <param name="high">Last value, positive.</param>
    /// <param name="count">How many, at least 2.</param>
    /// <returns>An array from <paramref name="low"/> to <paramref name="high"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 2 or an end is not
    /// positive.</exception>
    public static double[] Log(double low, double high, int count)
    {
        RequireCount(count);
        Require.InRange(
            low > 0,
            nameof(low),
            $"low must be positive on a logarithmic grid, but is {NumberText.Significant(low)}");

        Require.InRange(
            high > 0,
            nameof(high),
            $"high must be positive on a logarithmic grid, but is {NumberText.Significant(high)}");

        return Fill(count, low, high, i => low * Math.Pow(high / low, (double)i / (count - 1)));
    }

    /// <summary>Whole numbers with nearly equal ratios, without repetitions.</summary>
    /// <param name="low">First value, at least 1.</param>
    /// <param name="high">Last value.</param>
    /// <param name="count">How many before repetitions are dropped, at least 2.</param>
    /// <returns>An increasing array from <paramref name="low"/> to <paramref name="high"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 2 or an end is not
    /// positive.</exception>
    public static int[] LogIntegers(int low, int high, int count) =>
        [.. Log(low, high, count).Select(x => (int)Math.Round(x)).Distinct()];

    private static double[] Fill(int count, double low, double high, Func<int, double> value)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = NumberText.Round(value(i), 12);
        (values[0], values[^1]) = (low, high);
        return values;
    }

    private static void RequireCount(int count)
    {
        Require.InRange(
            count >= 2,
            nameof(count),
            $"a grid from one end to another has at least 2 values, {count} were asked for");
    }
}
