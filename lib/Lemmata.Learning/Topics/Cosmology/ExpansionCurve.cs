using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Cosmology;

/// <summary>The history a(t) by integrating the acceleration from today, where a = 1 and ȧ = 1.</summary>
public static class ExpansionCurve
{
    /// <summary>Times and scale factors, one way from today.</summary>
    /// <param name="acceleration">ä as a function of a, in units of H₀².</param>
    /// <param name="end">Where to stop, in units of 1/H₀ from today: negative into the past.</param>
    /// <param name="smallest">The integration also stops below this scale factor, in (0, 1).</param>
    /// <param name="step">Step size in η with dt = a^(3/2)dη, positive.</param>
    /// <returns>Points from today on, in the order of integration.</returns>
    /// <remarks>
    /// Fourth-order Runge–Kutta. The steps shrink with a^(3/2), as time does on the way to a = 0, so turnarounds are
    /// passed like any other moment and a big bang is approached evenly in ln a.
    /// </remarks>
    public static IReadOnlyList<(double Time, double Scale)> From(
        Func<double, double> acceleration,
        double end,
        double smallest = 1e-3,
        double step = 1e-3)
    {
        ArgumentNullException.ThrowIfNull(acceleration);
        Require.That(double.IsFinite(end) && end != 0, nameof(end), $"the end has to be finite and not 0, got {end}");
        Require.InRange(smallest is > 0 and < 1, nameof(smallest), $"has to lie in (0, 1), got {smallest}");
        Require.Positive(step);
        var direction = Math.Sign(end);
        var points = new List<(double Time, double Scale)> { (0, 1) };
        double time = 0, a = 1, speed = 1;
        while (direction * time < direction * end && a > smallest)
        {
            // The last step is cut so that it ends at the end, up to the change of a within it.
            var h = direction * Math.Min(step, Math.Abs(end - time) / Math.Pow(a, 1.5));
            var before = time;
            (time, a, speed) = Step(acceleration, time, a, speed, h);
            if (!(a > 0) || time == before) break;
            points.Add((time, a));
        }

        return points;
    }

    private static (double, double, double) Step(Func<double, double> f, double t, double a, double v, double h)
    {
        var (t1, a1, v1) = Slope(f, a, v);
        var (t2, a2, v2) = Slope(f, a + h / 2 * a1, v + h / 2 * v1);
        var (t3, a3, v3) = Slope(f, a + h / 2 * a2, v + h / 2 * v2);
        var (t4, a4, v4) = Slope(f, a + h * a3, v + h * v3);
        return (t + h / 6 * (t1 + 2 * t2 + 2 * t3 + t4), a + h / 6 * (a1 + 2 * a2 + 2 * a3 + a4),
            v + h / 6 * (v1 + 2 * v2 + 2 * v3 + v4));
    }

    private static (double, double, double) Slope(Func<double, double> f, double a, double v)
    {
        var rate = a * Math.Sqrt(Math.Abs(a));
        return (rate, rate * v, rate * f(a));
    }
}
