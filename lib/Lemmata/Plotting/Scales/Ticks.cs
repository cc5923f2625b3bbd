namespace Lemmata.Plotting.Scales;

/// <summary>Round positions for ticks.</summary>
internal static class Ticks
{
    /// <summary>Round numbers in a range, between four and six where the range allows it.</summary>
    public static double[] Linear(double min, double max, bool integer)
    {
        var step = Step(min, max, integer);
        var first = Math.Ceiling(min / step - 1e-9);
        var last = Math.Floor(max / step + 1e-9);
        return first > last || last - first > 50
            ? []
            : [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Multiple(first + i, step))];
    }

    /// <summary>
    /// The distance between round ticks: 1, 2, 2.5 or 5 times a power of ten, the one that comes closest to five ticks.
    /// </summary>
    public static double Step(double min, double max, bool integer)
    {
        var span = max - min;
        if (!(span > 0) || !double.IsFinite(span))
        {
            span = Math.Max(Math.Abs(max), 1e-300);
        }

        var decade = (int)Math.Floor(Math.Log10(span / 5));
        double best = 0, bestScore = double.MaxValue;
        for (var exponent = decade - 1; exponent <= decade + 1; exponent++)
        {
            foreach (var (mantissa, penalty) in new[] { (1.0, 0.0), (2.0, 0.0), (5.0, 0.0), (2.5, 0.6) })
            {
                var step = Power(mantissa, exponent);
                if (integer && (step < 1 || step != Math.Floor(step)))
                {
                    continue;
                }

                var count = Math.Floor(max / step + 1e-9) - Math.Ceiling(min / step - 1e-9) + 1;
                var score = penalty + Math.Abs(count - 5) + (count is < 4 or > 6 ? 3 : 0);
                if (score < bestScore - 1e-9)
                {
                    (best, bestScore) = (step, score);
                }
            }
        }

        return best > 0 ? best : 1;
    }

    /// <summary>Decimals that multiples of a step need.</summary>
    public static int Decimals(double step)
    {
        for (var places = 0; places < 16; places++)
        {
            var scaled = step * Math.Pow(10, places);
            if (Math.Abs(scaled - Math.Round(scaled)) < 1e-6 * scaled)
            {
                return places;
            }
        }

        return 16;
    }

    /// <summary>
    /// Powers of ten in a range (every second, third, … when there are more than six), with 2 and 5 times them when
    /// there are fewer than three.
    /// </summary>
    public static double[] Logarithmic(double min, double max)
    {
        int first = (int)Math.Ceiling(Math.Log10(min) - 1e-9), last = (int)Math.Floor(Math.Log10(max) + 1e-9);
        var count = last - first + 1;
        if (count >= 3)
        {
            var every = (count + 5) / 6;
            var start = first + (every - (((first % every) + every) % every)) % every;
            return
            [
                .. Enumerable
                    .Range(start, Math.Max(0, last - start + 1))
                    .Where(e => (e - start) % every == 0)
                    .Select(e => Power(1, e)),
            ];
        }

        double[] fine =
        [
            .. Enumerable
                .Range(first - 1, count + 2)
                .SelectMany(e => new[] { 1.0, 2, 5 }.Select(m => Power(m, e)))
                .Where(t => t >= min * (1 - 1e-9) && t <= max * (1 + 1e-9)),
        ];
        return fine.Length >= 3 ? fine : Linear(min, max, integer: false);
    }

    /// <summary>Small ticks between powers of ten: 2 to 9 times them, or the powers that carry no number.</summary>
    public static double[] LogarithmicMinor(double min, double max, double[] major)
    {
        int first = (int)Math.Floor(Math.Log10(min)), last = (int)Math.Ceiling(Math.Log10(max));
        var mantissas = last - first > 8 ? new[] { 1.0 } : [1, 2, 3, 4, 5, 6, 7, 8, 9];
        return [.. Enumerable.Range(first, last - first + 1).SelectMany(e => mantissas.Select(m => Power(m, e)))
            .Where(t => t >= min * (1 - 1e-9) && t <= max * (1 + 1e-9) && !major.Any(m => Math.Abs(m / t - 1) < 1e-9))];
    }

    /// <summary>A decimal number, exact to the last digit because it is read from text.</summary>
    public static double Power(double mantissa, int exponent) =>
        double.Parse(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{mantissa}E{exponent}"),
            System.Globalization.CultureInfo.InvariantCulture);

    private static double Multiple(double count, double step)
    {
        var places = Decimals(step);
        var value = count * step;
        return places < 15 && Math.Abs(value) < 1e14 ? Math.Round(value, places) + 0.0 : value;
    }
}
