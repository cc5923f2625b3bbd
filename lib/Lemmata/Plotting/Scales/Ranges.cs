using Lemmata.Arguments;

namespace Lemmata.Plotting.Scales;

/// <summary>Turns what the marks occupy into the range of an axis.</summary>
internal static class Ranges
{
    /// <summary>The axis for an extent.</summary>
    /// <exception cref="ArgumentException">A logarithmic axis has nothing positive to show, or a fixed end is not
    /// positive.</exception>
    public static Axis Axis(AxisOptions options, Extent extent, bool vertical)
    {
        var which = (vertical ? "Vertical" : "Horizontal") + $" axis \"{options.Name}\"";
        Require.That(
            !options.Log || !(options.Min <= 0 || options.Max <= 0),
            nameof(options),
            $"{which} is logarithmic, but its range is fixed to {options.Min ?? options.Max}; both ends must be "
                + $"positive.");

        var open = extent.IsEmpty && (options.Min is null || options.Max is null);
        Require.That(
            !open || !options.Log || extent.Dropped == 0,
            nameof(extent),
            $"{which} is logarithmic, but none of the {extent.Dropped} values on it is positive; use a linear scale "
                + $"or plot the magnitude.");
        Require.That(
            !open, nameof(extent), $"{which}: the figure has nothing to draw; add a line, points or bars first.");

        var integer = options.Integer || (!options.Log && !options.Dates && extent is { IsEmpty: false, AllIntegers: true } && !vertical);
        var (min, max) = (options.Min ?? extent.Min, options.Max ?? extent.Max);
        if (options is { Min: not null, Max: not null })
        {
            return Scales.Axis.Of(options, min, max, integer);
        }

        (min, max) = Apart(min, max, options);
        var (low, high) = options.Log
            ? Logarithmic(min, max, extent, vertical)
            : Linear(min, max, extent, vertical, integer);
        return Scales.Axis.Of(options, options.Min ?? low, options.Max ?? high, integer);
    }

    /// <summary>Opens a range that is a single value.</summary>
    private static (double Min, double Max) Apart(double min, double max, AxisOptions options)
    {
        if (min < max && max - min > 1e-13 * Math.Max(Math.Abs(min), Math.Abs(max)))
        {
            return (min, max);
        }

        if (options.Log)
        {
            return (options.Min ?? min / 2, options.Max ?? Math.Max(max, min) * 2);
        }

        var half = options.Dates ? 0.5 : min == 0 ? 1 : Math.Abs(min) * 0.1;
        return (options.Min ?? min - half, options.Max ?? Math.Max(max, min) + half);
    }

    private static (double, double) Linear(double min, double max, Extent extent, bool vertical, bool integer)
    {
        if (extent.Exact || (!vertical && !extent.Loose))
        {
            return (min, max);
        }

        var pad = 0.04 * (max - min);
        if (!double.IsFinite(pad))
        {
            return (min, max);
        }

        var (low, high) = extent.Loose ? (min - pad, max + pad) : (min, max);
        if (!vertical)
        {
            return (low, high);
        }

        // The vertical axis ends on ticks where that costs less than 40 % of a step, else a little beyond the data.
        var step = Ticks.Step(low, high, integer);
        double below = Math.Floor(low / step + 1e-9) * step, above = Math.Ceiling(high / step - 1e-9) * step;
        low = min >= 0 && below == 0 ? 0 : low - below <= 0.4 * step ? below : min - pad;
        high = above - high <= 0.4 * step ? above : max + pad;
        return extent.Baseline ? (min == 0 ? 0 : low, max == 0 ? 0 : high) : (low, high);
    }

    private static (double, double) Logarithmic(double min, double max, Extent extent, bool vertical)
    {
        if (extent.Exact || (!vertical && !extent.Loose))
        {
            return (min, max);
        }

        var pad = Math.Pow(max / min, 0.03);
        if (!double.IsFinite(pad))
        {
            return (min, max);
        }

        var coarse = max / min > 1000;
        return (Down(extent.Loose ? min / pad : min, coarse), Up(extent.Loose ? max * pad : max, coarse));
    }

    /// <summary>
    /// The largest of 1, 2, …, 9 (coarse: 1, 2, 5) times a power of ten that does not exceed a value.
    /// </summary>
    private static double Down(double value, bool coarse)
    {
        var exponent = (int)Math.Floor(Math.Log10(value) + 1e-9);
        var mantissa = Math.Clamp(Math.Floor(value / Math.Pow(10, exponent) + 1e-9), 1, 9);
        mantissa = !coarse ? mantissa : mantissa >= 5 ? 5 : mantissa >= 2 ? 2 : 1;
        return exponent < -307 ? value : Ticks.Power(mantissa, exponent);
    }

    /// <summary>The smallest of 1, 2, …, 10 (coarse: 1, 2, 5, 10) times a power of ten that reaches a value.</summary>
    private static double Up(double value, bool coarse)
    {
        var exponent = (int)Math.Floor(Math.Log10(value) + 1e-9);
        var mantissa = Math.Clamp(Math.Ceiling(value / Math.Pow(10, exponent) - 1e-9), 1, 10);
        mantissa = !coarse ? mantissa : mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10;
        return exponent > 306 || exponent < -307 ? value : Ticks.Power(mantissa, exponent);
    }
}
