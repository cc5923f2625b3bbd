using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Memories;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Memories;

public class SoftmaxFeaturesTests
{
    private static readonly double[] X = [0.5, -0.3, 0.2, 0.1], Y = [0.4, 0.1, -0.6, 0.3];

    private delegate double[] Features(ReadOnlySpan<double> x, Tensor<double> directions);

    /// <summary>E[f(ωs)²] − E[f(ωs)]² for standard normal ω by the trapezoidal rule, which is exact to rounding.</summary>
    private static double VarianceByQuadrature(Func<double, double> f, double length)
    {
        double Mean(int power)
        {
            var sum = 0.0;
            for (var i = -4000; i <= 4000; i++)
            {
                var u = i * 0.005;
                sum += Math.Pow(f(u * length), power) * Math.Exp(-u * u / 2) * 0.005 / Math.Sqrt(2 * Math.PI);
            }
            return sum;
        }
        return Mean(2) - Mean(1) * Mean(1);
    }

    [Fact]
    public void Variances_have_the_tabulated_digits()
    {
        double Square(double sign) => X.Zip(Y, (a, b) => (a + sign * b) * (a + sign * b)).Sum();
        var (sum, difference) = (Math.Sqrt(Square(1)), Math.Sqrt(Square(-1)));
        var lengths = X.Sum(a => a * a) + Y.Sum(a => a * a);

        AssertDigits("1.0832870677", Math.Exp(X.Zip(Y, (a, b) => a * b).Sum()));
        AssertDigits("0.4500776710", SoftmaxFeatures.TrigonometricVariance(X, Y));
        AssertDigits("0.4500776710", Math.Exp(lengths) * VarianceByQuadrature(Math.Cos, difference));
        AssertDigits("2.6075325166", SoftmaxFeatures.PositiveVariance(X, Y));
        AssertDigits("2.6075325166", Math.Exp(-lengths) * VarianceByQuadrature(Math.Exp, sum));
        AssertDigits("0.8991203126", SoftmaxFeatures.HyperbolicVariance(X, Y));
        AssertDigits("0.8991203126", Math.Exp(-lengths) * VarianceByQuadrature(Math.Cosh, sum));
    }

    /// <summary>False-alarm rate 1e-6 for each kind.</summary>
    [Fact]
    public void Features_are_unbiased()
    {
        var random = new SplitMix64(2009);
        foreach (var (features, variance) in new (Features, double)[]
        {
            (SoftmaxFeatures.Trigonometric, SoftmaxFeatures.TrigonometricVariance(X, Y)),
            (SoftmaxFeatures.Positive, SoftmaxFeatures.PositiveVariance(X, Y)),
            (SoftmaxFeatures.Hyperbolic, SoftmaxFeatures.HyperbolicVariance(X, Y)),
        })
        {
            var directions = SoftmaxFeatures.Directions(random, 100_000, 4);
            var estimate = features(X, directions).Zip(features(Y, directions), (a, b) => a * b).Sum();
            Assert.InRange((estimate - Math.Exp(0.08)) / Math.Sqrt(variance / 100_000), -4.89, 4.89);
        }
    }

    [Fact]
    public void Orthogonal_directions_are_so_in_blocks_and_have_normal_entries()
    {
        var directions = SoftmaxFeatures.OrthogonalDirections(new SplitMix64(4), 4000, 4);
        for (var i = 0; i < 40; i++)
        {
            for (var j = i - i % 4; j < i; j++)
                Assert.Equal(0, Enumerable.Range(0, 4).Sum(k => directions[i, k] * directions[j, k]), 1e-12);
        }

        // A sum of squares of normals: mean 1, variance 2 an entry; false-alarm rate 1e-6.
        Assert.InRange((directions.Data.Average(v => v * v) - 1) * Math.Sqrt(16_000 / 2.0), -4.89, 4.89);
        Assert.InRange(directions.Data.Average() * Math.Sqrt(16_000), -4.89, 4.89);
    }
}
