using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Topics.Quantization;
using MathNet.Numerics.Integration;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Quantization;

public class GumbelSoftmaxTests
{
    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>E σ((x + L)/τ) over the logistic law as an integral in u, cut where σ is steep.</summary>
    private static double ByQuadrature(double gap, double temperature)
    {
        double Integrand(double s) => Sigmoid((gap + s) / temperature) * Sigmoid(s) * Sigmoid(-s);
        var cuts = new[] { -60, -20, -8, -4, -gap - 3 * temperature, -gap, -gap + 3 * temperature, 4, 8, 20, 60 };
        Array.Sort(cuts);
        return cuts.Zip(cuts.Skip(1), (a, b) => GaussLegendreRule.Integrate(Integrand, a, b, 128)).Sum();
    }

    [Fact]
    public void Means_have_the_tabulated_values()
    {
        AssertDigits("0.6613031127", GumbelSoftmax.TwoClassMean(1, 1));
        AssertDigits("0.7031475707", GumbelSoftmax.TwoClassMean(1, 0.5));
        AssertDigits("0.7295868760", GumbelSoftmax.TwoClassMean(1, 0.1));
        AssertDigits("0.7310585786", Sigmoid(1));
        AssertDigits("0.6613031127", ByQuadrature(1, 1));
        AssertDigits("0.7031475707", ByQuadrature(1, 0.5));
        AssertDigits("0.7295868760", ByQuadrature(1, 0.1));
    }

    [Fact]
    public void The_mean_is_the_integral_on_both_sides_of_temperature_one()
    {
        double[] temperatures = [0.05, 0.5, 0.999, 1, 1.001, 3, 50];
        foreach (var gap in new[] { -7, -1, -1e-9, 0, 0.3, 2, 12 })
        {
            foreach (var temperature in temperatures)
                Assert.Equal(ByQuadrature(gap, temperature), GumbelSoftmax.TwoClassMean(gap, temperature), 1e-12);
        }
    }

    [Fact]
    public void The_closed_forms_are_the_integral_at_one_and_at_a_half()
    {
        foreach (var gap in new[] { -30, -5, -1, -2e-3, -9e-4, 0, 5e-4, 1.5e-3, 0.1, 1, 4, 25 })
        {
            Assert.Equal(ByQuadrature(gap, 1), GumbelSoftmax.TwoClassMeanAtOne(gap), 1e-10);
            Assert.Equal(ByQuadrature(gap, 0.5), GumbelSoftmax.TwoClassMeanAtHalf(gap), 1e-12);
        }
    }

    [Fact]
    public void Samples_have_the_mean_and_their_largest_entry_the_law_of_the_softmax()
    {
        var random = new SplitMix64(16);
        const int Count = 40_000;
        var (sum, square, first) = (0.0, 0.0, 0);
        for (var i = 0; i < Count; i++)
        {
            var y = GumbelSoftmax.Sample([1.5, 0.5], 0.7, random);
            Assert.Equal(1, y[0] + y[1], 1e-14);
            (sum, square, first) = (sum + y[0], square + y[0] * y[0], first + (y[0] > y[1] ? 1 : 0));
        }

        var mean = sum / Count;
        var error = Math.Sqrt((square / Count - mean * mean) / Count);
        Assert.InRange(mean - ByQuadrature(1, 0.7), -5 * error, 5 * error);
        var chance = Sigmoid(1);
        Assert.InRange((double)first / Count - chance, -5 * Math.Sqrt(chance * (1 - chance) / Count),
            5 * Math.Sqrt(chance * (1 - chance) / Count));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GumbelSoftmax.TwoClassMean(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GumbelSoftmax.TwoClassMean(double.NaN, 1));
        Assert.Throws<ArgumentException>(() => GumbelSoftmax.Sample([], 1, new SplitMix64(1)));
    }
}
