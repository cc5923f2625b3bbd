using System.Numerics;
using Lemmata.Learning.Numerics.Probability;
using Lemmata.Learning.Numerics.Random;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Numerics.Probability;

public class GeneratingFunctionTests
{
    [Fact]
    public void Values_at_one_half_equal_the_references()
    {
        AssertDigits("0.196874404341", GeneratingFunction.Binomial(10, 0.3, 0.5).Real);
        AssertDigits("0.223130160148", GeneratingFunction.Poisson(3, 0.5).Real);
        Assert.Equal((double)Pow(0.85m, 10), GeneratingFunction.Binomial(10, 0.3, 0.5).Real, 1e-15);

        static decimal Pow(decimal x, int n) => n == 0 ? 1 : x * Pow(x, n - 1);
    }

    [Fact]
    public void Closed_forms_equal_the_power_series_of_the_weights()
    {
        var random = new SplitMix64(4);
        for (var round = 0; round < 50; round++)
        {
            var x = Complex.FromPolarCoordinates(random.NextDouble(), 7 * random.NextDouble());
            AssertNear(Series(DiscreteLaw.Binomial(25, 0.3), x), GeneratingFunction.Binomial(25, 0.3, x));
            AssertNear(Series(DiscreteLaw.Poisson(4), x), GeneratingFunction.Poisson(4, x));
        }

        static Complex Series(DiscreteLaw law, Complex x)
        {
            var sum = Complex.Zero;
            for (var k = law.Largest; k >= 0; k--) sum = sum * x + law.Probability(k);
            return sum;
        }

        static void AssertNear(Complex expected, Complex actual) =>
            Assert.True((expected - actual).Magnitude < 1e-14, $"{expected} against {actual}");
    }

    [Fact]
    public void Roots_of_unity_give_back_the_weights_up_to_aliasing()
    {
        var law = DiscreteLaw.Poisson(3);
        var weights = GeneratingFunction.Weights(x => GeneratingFunction.Poisson(3, x), 16);
        for (var k = 0; k < 16; k++)
            Assert.Equal(Enumerable.Range(0, 8).Sum(j => law.Probability(k + 16 * j)), weights[k], 1e-15);
        AssertDigits("1.02432326325e-7", Enumerable.Range(1, 8).Sum(j => law.Probability(16 * j)));
        Assert.Equal(1.02432326325e-7, weights[0] - law.Probability(0), 1e-15);
    }

    [Theory]
    [InlineData(10, "0.133243", "0.048988", "0.042786")]
    [InlineData(100, "0.0112240", "0.0042117", "0.0034323")]
    public void On_the_unit_circle_the_functions_differ_by_the_references(
        int n,
        string supremum,
        string mean,
        string weight)
    {
        // 4096 equal steps: the mean converges geometrically, the supremum to 10^-7.
        var distances = Enumerable.Range(0, 4096).Select(m =>
        {
            var x = Complex.FromPolarCoordinates(1, 2 * Math.PI * m / 4096);
            return (GeneratingFunction.Binomial(n, 3.0 / n, x) - GeneratingFunction.Poisson(3, x)).Magnitude;
        }).ToArray();
        AssertDigits(supremum, distances.Max());
        AssertDigits(mean, distances.Average());
        AssertDigits(
            weight,
            Enumerable.Range(0, 30).Max(k => Math.Abs(PoissonApproximation.WithMean(n, 3).Difference(k))));
        Assert.True(distances.Max() <= 2 * 9.0 / n && distances.Average() <= 9.0 / n);
    }

    [Fact]
    public void Horse_kicks_fit_the_Poisson_law()
    {
        // 200 corps-years of the Prussian army, Bortkiewicz 1898; the last cell holds "four or more".
        int[] observed = [109, 65, 22, 3, 1];
        var law = DiscreteLaw.Poisson(0.61);
        double[] expected =
        [
            .. Enumerable.Range(0, 4).Select(k => 200 * law.Probability(k)),
            200 * (1 - Enumerable.Range(0, 4).Sum(law.Probability)),
        ];
        var test = ChiSquareTest.Of(observed, expected, fittedParameters: 1);
        AssertDigits("0.599929", test.Statistic);
        Assert.Equal(3, test.DegreesOfFreedom);
        // With three degrees of freedom: P = erfc(√(x/2)) + √(2x/π) e^(−x/2).
        var half = test.Statistic / 2;
        Assert.Equal(
            MathNet.Numerics.SpecialFunctions.Erfc(Math.Sqrt(half)) + 2 * Math.Sqrt(half / Math.PI) * Math.Exp(-half),
            test.PValue,
            1e-10);
    }

    [Fact]
    public void Counts_that_cannot_be_compared_are_refused()
    {
        Assert.Contains(
            "observed has 2 cells but expected has 3",
            Assert.Throws<ArgumentException>(() => ChiSquareTest.Of([1, 2], [1, 2, 3])).Message);
        Assert.Contains(
            "leave 0 degrees of freedom",
            Assert.Throws<ArgumentException>(() => ChiSquareTest.Of([1, 2], [1, 2], 1)).Message);
        Assert.Contains(
            "cell 1 expects 0",
            Assert.Throws<ArgumentException>(() => ChiSquareTest.Of([1, 2, 3], [1, 0, 3])).Message);
    }
}
