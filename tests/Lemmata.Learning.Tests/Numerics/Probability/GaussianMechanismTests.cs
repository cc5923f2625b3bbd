using Lemmata.Learning.Numerics.Probability;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Lemmata.Learning.Tests.Numerics.Probability;

public class GaussianMechanismTests
{
    private static double Tail(double x) => SpecialFunctions.Erfc(x / Math.Sqrt(2)) / 2;

    /// <summary>The formula as printed, with another library's Φ.</summary>
    private static double Printed(double scale, double epsilon) =>
        Tail(epsilon * scale - 0.5 / scale) - Math.Exp(epsilon) * Tail(epsilon * scale + 0.5 / scale);

    /// <summary>What δ means: the largest excess of one law over e^ε times the other, by quadrature.</summary>
    private static double Excess(double scale, double epsilon)
    {
        double Difference(double x) =>
            Normal.PDF(1, scale, x) - Math.Exp(epsilon) * Normal.PDF(0, scale, x);
        var from = 0.5 + epsilon * scale * scale;
        return GaussLegendreRule.Integrate(x => Math.Max(0, Difference(x)), from, from + 30 * scale, 256);
    }

    [Fact]
    public void Distribution_and_ratio_agree_with_another_library_in_the_tail_too()
    {
        for (var x = 0.0; x <= 12; x += 0.0625)
        {
            Assert.Equal(1, StandardNormal.Cumulative(-x) / Tail(x), 1e-13);
            Assert.Equal(1, StandardNormal.Cumulative(x) / (1 - Tail(x)), 1e-15);
            Assert.Equal(1, StandardNormal.MillsRatio(x) / (Tail(x) / Normal.PDF(0, 1, x)), 1e-13);
        }

        Assert.Equal((0, 1, 0.5), (StandardNormal.Cumulative(double.NegativeInfinity),
            StandardNormal.Cumulative(double.PositiveInfinity), StandardNormal.Cumulative(0)));
        Assert.Equal(double.NaN, StandardNormal.Cumulative(double.NaN));
        Assert.Equal(double.NaN, StandardNormal.MillsRatio(-1));
        Assert.Equal(0, StandardNormal.MillsRatio(double.PositiveInfinity));
    }

    [Theory]
    [InlineData(1, 4.844805263, 3.730631635)]
    [InlineData(0.5, 9.689610525, 7.031826676)]
    public void Scales_have_the_tabulated_digits(double epsilon, double classical, double analytic)
    {
        Assert.Equal(classical, Math.Sqrt(2 * Math.Log(1.25e5)) / epsilon, 5e-10);
        Assert.Equal(classical, GaussianMechanism.ClassicalScale(1, epsilon, 1e-5), 5e-10);
        var (low, high) = (1.0, 20.0);
        for (var step = 0; step < 60; step++)
            (low, high) = Printed((low + high) / 2, epsilon) > 1e-5 ? ((low + high) / 2, high) : (low, (low + high) / 2);
        Assert.Equal(analytic, high, 5e-10);
        Assert.Equal(analytic, GaussianMechanism.Scale(1, epsilon, 1e-5), 5e-10);
    }

    [Fact]
    public void Classical_rule_breaks_its_promise_at_ten()
    {
        var scale = Math.Sqrt(2 * Math.Log(1.25e5)) / 10;
        Assert.Equal(2.265374365e-5, Excess(scale, 10), 5e-15);
        Assert.Equal(2.265374365e-5, GaussianMechanism.Delta(1, scale, 10), 5e-15);
        Assert.True(GaussianMechanism.Delta(1, GaussianMechanism.ClassicalScale(1, 0.99, 1e-5), 0.99) < 1e-5);
    }

    [Fact]
    public void Delta_is_the_excess_of_one_law_over_the_other()
    {
        foreach (var scale in new[] { 0.2, 0.5, 1, 3, 10 })
        {
            foreach (var epsilon in new[] { 0, 0.1, 1, 4 })
            {
                Assert.Equal(Excess(scale, epsilon), GaussianMechanism.Delta(1, scale, epsilon), 1e-12);
                Assert.Equal(GaussianMechanism.Delta(1, scale, epsilon),
                    GaussianMechanism.Delta(7, 7 * scale, epsilon), 1e-14);
            }
        }
    }

    [Fact]
    public void Scale_and_epsilon_invert_delta_far_out_too()
    {
        foreach (var delta in new[] { 1e-12, 1e-5, 0.3 })
        {
            foreach (var epsilon in new[] { 1e-3, 0.5, 30, 2000 })
            {
                var scale = GaussianMechanism.Scale(2, epsilon, delta);
                Assert.Equal(1, GaussianMechanism.Delta(2, scale, epsilon) / delta, 1e-9);
                Assert.Equal(1, GaussianMechanism.Epsilon(2, scale, delta) / epsilon, 1e-9);
            }
        }

        Assert.Equal(0, GaussianMechanism.Epsilon(1, 100, 0.1));
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused_with_what_to_do()
    {
        foreach (var delta in new[] { 0, 1, -0.1, double.NaN })
        {
            Assert.Contains($"got {FormattableString.Invariant($"{delta}")}",
                Assert.Throws<ArgumentOutOfRangeException>(() => GaussianMechanism.Scale(1, 1, delta)).Message);
            Assert.Throws<ArgumentOutOfRangeException>(() => GaussianMechanism.ClassicalScale(1, 1, delta));
            Assert.Throws<ArgumentOutOfRangeException>(() => GaussianMechanism.Epsilon(1, 1, delta));
        }

        Assert.Contains("got -1", Assert.Throws<ArgumentOutOfRangeException>(
            () => GaussianMechanism.Delta(1, 1, -1)).Message);
        Assert.Contains("the sensitivity Δ", Assert.Throws<ArgumentOutOfRangeException>(
            () => GaussianMechanism.Scale(0, 1, 1e-5)).Message);
        Assert.Contains("the privacy loss ε", Assert.Throws<ArgumentOutOfRangeException>(
            () => GaussianMechanism.ClassicalScale(1, 0, 1e-5)).Message);
        Assert.Contains("the deviation σ", Assert.Throws<ArgumentOutOfRangeException>(
            () => GaussianMechanism.Epsilon(1, double.NaN, 1e-5)).Message);
    }
}
