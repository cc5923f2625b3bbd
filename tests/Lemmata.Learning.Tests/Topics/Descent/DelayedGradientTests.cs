using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Topics.Descent;

namespace Lemmata.Learning.Tests.Topics.Descent;

public class DelayedGradientTests
{
    // Three ridges: f(w) = Σ weight · ln cosh(a·w − b).
    private static readonly (double[] A, double B, double Weight)[] Ridges =
        [([1, 1, 1], 1, 1), ([1, -1, 0], 0, 0.5), ([0, 1, -2], -0.5, 1.0 / 3)];

    private static double Value(double[] w) =>
        Ridges.Sum(r => r.Weight * Math.Log(Math.Cosh(r.A.Zip(w, (a, x) => a * x).Sum() - r.B)));

    private static double[] Gradient(double[] w) =>
        [.. Enumerable.Range(0, 3).Select(j =>
            Ridges.Sum(r => r.Weight * r.A[j] * Math.Tanh(r.A.Zip(w, (a, x) => a * x).Sum() - r.B)))];

    [Fact]
    public void Three_modules_have_the_tabulated_path()
    {
        var path = DelayedGradientDescent.Run((_, w) => Gradient(w), [1, -1, 0.5], [2, 1, 0], _ => 0.1, 50);
        Assert.Equal(1.067762604308475, Value(path[0]), 1e-14);
        Assert.Equal([1, -1, 0.485868498816343], path[1], Close(1e-14));
        Assert.Equal([0.99801033672221, -0.74990117410969, 0.453560191624421], path[3], Close(1e-13));
        Assert.Equal(0.550273904639117, Value(path[5]), 1e-14);
        Assert.Equal(0.224470207697, Value(path[10]), 1e-12);
        Assert.Equal(1.225163525e-04, Value(path[50]), 1e-13);
    }

    [Fact]
    public void Without_delays_it_is_gradient_descent()
    {
        double[] w = [1, -1, 0.5];
        var path = DelayedGradientDescent.Run((_, x) => Gradient(x), w, [0, 0, 0], t => 0.1 / (1 + t), 20);
        for (var t = 0; t < 20; t++)
        {
            w = [.. w.Zip(Gradient(w), (x, g) => x - 0.1 / (1 + t) * g)];
        }

        Assert.Equal(w, path[20]);
    }

    [Fact]
    public void Every_step_of_the_path_obeys_the_corrected_and_the_sharper_bound()
    {
        const double step = 0.1, smoothness = 3.224744871391589, squared = 5.055555555555554;
        var path = DelayedGradientDescent.Run((_, w) => Gradient(w), [1, -1, 0.5], [2, 1, 0], _ => step, 200);
        for (var t = 2; t < 200; t++)
        {
            var left = Value(path[t + 1]) - Value(path[t]) + step / 2 * Gradient(path[t]).Sum(g => g * g);
            var unit = step * step * smoothness * squared / 2;
            Assert.True(left <= unit * DelayedGradientBounds.Sharper(3, smoothness * step));
            Assert.True(left <= unit * DelayedGradientBounds.Corrected(3, smoothness * step));
        }
    }

    [Fact]
    public void Brackets_have_the_tabulated_values()
    {
        var modules = Enumerable.Range(1, 5);
        Assert.Equal([1, 4, 18, 60, 155], modules.Select(k => DelayedGradientBounds.Corrected(k)));
        Assert.Equal([1, 4, 14, 36, 75], modules.Select(k => DelayedGradientBounds.Sharper(k)));
        Assert.Equal([4, 36, 168, 520, 1260], modules.Select(k => DelayedGradientBounds.Published(k)));
        Assert.Equal([0, 3, 10, 21, 36], modules.Select(DelayedGradientBounds.StochasticExcess));
        Assert.Equal(4 * (1 + 4 * 2 * 3 * 5.0), DelayedGradientBounds.ShortProof(2, 2, 3, 5));
    }

    [Fact]
    public void Noise_correlates_with_the_present_gradient_by_exactly_the_squared_step()
    {
        // f = (w1 + w2 − c)²/2 with c = ±1: expectation over all sample paths of ∇f(w(t))·(stale sampled − stale mean).
        var step = new Rational(1, 10);
        foreach (var time in new[] { 1, 2, 3, 8 })
        {
            Rational sum = 0;
            for (var path = 0; path < 1 << (time + 1); path++)
            {
                Rational Sample(int s) => (path >> s & 1) == 0 ? -1 : 1;
                var w = DelayedGradientDescent.Run(
                    (s, x) => { var r = x[0] + x[1] - Sample(s); return [r, r]; },
                    [Rational.One, new Rational(-1, 2)], [1, 0], _ => step, time);
                var slope = w[time][0] + w[time][1];
                sum -= slope * (-Sample(time - 1) - Sample(time));
            }

            Assert.Equal(new Rational(1, 100), step * sum / (1 << (time + 1)));
        }
    }

    [Fact]
    public void The_short_proof_breaks_in_the_warm_up_and_for_falling_steps_where_the_corrected_bound_does_not()
    {
        static double Right(double step, double slope, double unit, double bracket) =>
            -step / 2 * slope + step * step * unit / 2 * bracket;
        Assert.Equal(-0.00190012829,
            Right(0.01, Math.Pow(Math.Tanh(1), 2), 1, DelayedGradientBounds.ShortProof(2, 1, 1)), 5e-12);

        const double s = 0.1, eta = 0.05;
        var w = DelayedGradientDescent.Run((_, x) => [s * Math.Sin(x[0]), 0, 0], [Math.PI / 2, 0, 0], [2, 1, 0],
            t => (t <= 4 ? 1 : eta) / s, 6);
        var slope = Math.Pow(s * Math.Sin(w[5][0]), 2);
        Assert.Equal(0.002679300115, s * (Math.Cos(w[5][0]) - Math.Cos(w[6][0])), 5e-13);
        Assert.Equal(-0.001122712858,
            Right(eta / s, slope, s * s * s, DelayedGradientBounds.ShortProof(3, s, s * s, 1 / eta)), 5e-13);
        Assert.Equal(0.035424787142,
            Right(eta / s, slope, s * s * s, DelayedGradientBounds.Corrected(3, eta, 1 / eta)), 5e-13);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    [InlineData(2, 0.618033989)]
    [InlineData(3, 0.445041868)]
    [InlineData(4, 0.347296355)]
    public void Critical_step_has_the_tabulated_value_and_puts_a_root_on_the_unit_circle(int delay, double critical)
    {
        Assert.Equal(critical, DelayedGradientStability.CriticalStep(delay), 5e-10);
        var limit = DelayedGradientStability.CriticalStep(delay);
        Assert.Equal(1, DelayedGradientStability.Roots(delay, limit)[0].Magnitude, 1e-12);
        Assert.True(DelayedGradientStability.Roots(delay, 0.99 * limit)[0].Magnitude < 1);
        Assert.True(DelayedGradientStability.Roots(delay, 1.01 * limit)[0].Magnitude > 1);
    }

    [Theory]
    [InlineData(0.95, true)]
    [InlineData(1.05, false)]
    public void Simulated_delayed_descent_agrees_with_the_critical_step(double factor, bool converges)
    {
        for (var delay = 0; delay <= 5; delay++)
        {
            var step = factor * DelayedGradientStability.CriticalStep(delay);
            var path = DelayedGradientDescent.Run((_, w) => [w[0]], [1.0], [delay], _ => step, 4000);
            Assert.Equal(converges, Math.Abs(path[^1][0]) + Math.Abs(path[^2][0]) < 1e-3);
        }
    }

    [Fact]
    public void Bad_arguments_are_refused_with_numbers()
    {
        static double[][] Run(int[] delays, double step) =>
            DelayedGradientDescent.Run((_, w) => w, [1.0, 2.0], delays, _ => step, 3);
        Assert.Contains(
            "2 coordinates but delays has 1",
            Assert.Throws<ArgumentException>(() => Run([0], 0.1)).Message);
        Assert.Contains(
            "delays[1] is -3",
            Assert.Throws<ArgumentOutOfRangeException>(() => Run([0, -3], 0.1)).Message);
        Assert.Contains(
            "at time 0 it is -0.1",
            Assert.Throws<ArgumentOutOfRangeException>(() => Run([0, 1], -0.1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => DelayedGradientBounds.Corrected(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DelayedGradientBounds.Sharper(2, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DelayedGradientStability.CriticalStep(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DelayedGradientStability.Roots(1, double.NaN));
    }

    private static IEqualityComparer<double> Close(double tolerance) =>
        EqualityComparer<double>.Create((a, b) => Math.Abs(a - b) <= tolerance, _ => 0);
}
