using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Topics.Halting;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Halting;

public class HaltingLawTests
{
    private static readonly double[] Lambdas = [0.1, 0.3, 0.5, 0.2, 1];

    /// <summary>The law in whole tenths: every path of going on and stopping, exactly.</summary>
    private static Rational[] ExactWeights(params int[] tenths) => [.. tenths.Select((_, n) =>
        tenths.Take(n).Aggregate(new Rational(tenths[n], 10), (product, t) => product * new Rational(10 - t, 10)))];

    private static readonly Rational[] Exact = ExactWeights(1, 3, 5, 2, 10);

    private static double Sum(Func<int, double> term) => Enumerable.Range(0, 5).Sum(term);

    [Fact]
    public void Weights_mean_and_losses_have_the_tabulated_values()
    {
        double[] expected = [0.1, 0.27, 0.315, 0.063, 0.252], y = [3, 1, 2, 2.5, 2];
        var p = HaltingLaw.Weights(Lambdas);
        for (var n = 0; n < 5; n++)
        {
            Assert.Equal(expected[n], (double)Exact[n], 1e-15);
            Assert.Equal(expected[n], p[n], 1e-15);
        }
        Assert.Equal(3.097, Sum(n => (double)Exact[n] * (n + 1)), 1e-14);
        Assert.Equal(3.097, HaltingLaw.Mean(p, [1, 2, 3, 4, 5]), 1e-14);
        var (mean, square) = (Sum(n => (double)Exact[n] * y[n]), Sum(n => (double)Exact[n] * (y[n] - 2) * (y[n] - 2)));
        Assert.Equal(0.38575, square, 1e-14);
        Assert.Equal(0.01918225, (mean - 2) * (mean - 2), 1e-14);
        Assert.Equal(0.36656775, Sum(n => (double)Exact[n] * (y[n] - mean) * (y[n] - mean)), 1e-14);
        Assert.Equal(0.38575, HaltingLaw.Mean(p, [.. y.Select(v => (v - 2) * (v - 2))]), 1e-14);
        Assert.Equal(mean, HaltingLaw.Mean(p, y), 1e-14);
    }

    [Fact]
    public void Relative_entropies_have_the_tabulated_values()
    {
        var held = (double)(1 - new Rational(1024, 3125));      // 1 − (4/5)⁵
        var raw = Sum(n => (double)Exact[n] * (Math.Log((double)Exact[n]) - Math.Log(0.2) - n * Math.Log(0.8)));
        AssertDigits("0.6081996071", raw);
        AssertDigits("0.2111787458", raw + Math.Log(held));
        var p = HaltingLaw.Weights(Lambdas);
        AssertDigits("0.6081996071", HaltingLaw.RelativeEntropy(p, HaltingLaw.Geometric(0.2, 5, scaled: false)));
        AssertDigits("0.2111787458", HaltingLaw.RelativeEntropy(p, HaltingLaw.Geometric(0.2, 5)));
    }

    [Fact]
    public void A_constant_lambda_loses_mass_and_is_not_the_zero_of_the_entropy()
    {
        AssertDigits("0.32768", (double)new Rational(1024, 3125));
        AssertDigits("0.32768", 1 - HaltingLaw.Weights(0.2, 0.2, 0.2, 0.2, 0.2).Sum());
        var completed = ExactWeights(2, 2, 2, 2, 10).Select(w => (double)w).ToArray();
        var held = 1 - Math.Pow(0.8, 5);
        AssertDigits("0.2622", Sum(n => completed[n] * Math.Log(completed[n] * held / (0.2 * Math.Pow(0.8, n)))));
        AssertDigits("0.2622", HaltingLaw.RelativeEntropy(
            HaltingLaw.Weights(0.2, 0.2, 0.2, 0.2, 1), HaltingLaw.Geometric(0.2, 5)));
        foreach (var (lambda, steps) in new[] { (0.2, 5), (0.5, 3), (0.9, 12), (0.01, 40), (0.3, 1) })
        {
            var p = HaltingLaw.Weights(HaltingLaw.GeometricLambdas(lambda, steps));
            Assert.Equal(0, HaltingLaw.RelativeEntropy(p, HaltingLaw.Geometric(lambda, steps)), 1e-14);
            Assert.Equal(1, p.Sum(), 1e-14);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_numbers()
    {
        Assert.Contains("λ of step 2 must be in [0, 1], but is 1.5", Assert.Throws<ArgumentOutOfRangeException>(
            () => HaltingLaw.Weights(0.5, 1.5)).Message);
        Assert.Throws<ArgumentException>(() => HaltingLaw.Weights());
        Assert.Contains("in (0, 1), but is 1", Assert.Throws<ArgumentOutOfRangeException>(
            () => HaltingLaw.Geometric(1, 3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => HaltingLaw.GeometricLambdas(0.5, 0));
        Assert.Contains("q has 1 entries but 2", Assert.Throws<ArgumentException>(
            () => HaltingLaw.RelativeEntropy([0.5, 0.5], [1])).Message);
        Assert.Equal(double.PositiveInfinity, HaltingLaw.RelativeEntropy([0.5, 0.5], [1, 0]));
    }
}
