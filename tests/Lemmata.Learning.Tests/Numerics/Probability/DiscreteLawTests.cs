using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Numerics.Probability;
using Lemmata.Learning.Numerics.Random;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Numerics.Probability;

public class DiscreteLawTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(1000, 10)]
    [InlineData(10000, 500)]
    public void Weights_equal_exact_arithmetic_with_a_small_relative_error(int n, int lambda)
    {
        var exact = new ExactLaws(n, lambda);
        var (binomial, poisson) = (DiscreteLaw.Binomial(n, (double)lambda / n), DiscreteLaw.Poisson(lambda));
        for (var k = 0; k < exact.Poisson.Length && k <= n; k++)
        {
            if (Number(exact.Binomial[k]) > 1e-25)
                Assert.Equal(1, binomial.Probability(k) / Number(exact.Binomial[k]), 3e-13);
            if (Number(exact.Poisson[k]) > 1e-25)
                Assert.Equal(1, poisson.Probability(k) / Number(exact.Poisson[k]), 3e-13);
        }
    }

    [Fact]
    public void Weights_agree_with_MathNet_and_moments_with_their_closed_forms()
    {
        foreach (var (n, p) in new[] { (1, 0.5), (7, 0.9), (60, 0.01), (300, 0.37) })
        {
            var law = DiscreteLaw.Binomial(n, p);
            for (var k = 0; k <= n; k++)
                Assert.Equal(MathNet.Numerics.Distributions.Binomial.PMF(p, n, k), law.Probability(k), 1e-12);
            Assert.Equal(n * p, law.Mean, 1e-11);
            Assert.Equal(n * p * (1 - p), law.Variance, 1e-11);
        }
        foreach (var mean in new[] { 1e-3, 0.7, 5, 80 })
        {
            var law = DiscreteLaw.Poisson(mean);
            for (var k = 0; k <= 100; k++)
                Assert.Equal(MathNet.Numerics.Distributions.Poisson.PMF(mean, k), law.Probability(k), 1e-12);
            Assert.Equal(mean, law.Mean, 1e-11);
            Assert.Equal(mean, law.Variance, 1e-10);
        }
    }

    [Fact]
    public void Large_means_neither_overflow_nor_lose_their_sum()
    {
        var law = DiscreteLaw.Poisson(50_000);
        Assert.Equal(1, law.Weights.ToArray().Sum(), 1e-12);
        Assert.Equal(50_000, law.Mean, 1e-6);
        Assert.Equal(0, law.Probability(0));
    }

    [Fact]
    public void Trials_without_chance_or_without_doubt_have_one_value()
    {
        Assert.Equal([1.0], DiscreteLaw.Binomial(5, 0).Weights.ToArray());
        Assert.Equal([0.0, 0, 0, 1], DiscreteLaw.Binomial(3, 1).Weights.ToArray());
        Assert.Equal([1.0], DiscreteLaw.Binomial(0, 0.3).Weights.ToArray());
    }

    [Fact]
    public void Equal_probabilities_make_the_Poisson_binomial_law_binomial()
    {
        var (general, binomial) = (
            DiscreteLaw.PoissonBinomial(Enumerable.Repeat(0.2, 30).ToArray()),
            DiscreteLaw.Binomial(30, 0.2));
        for (var k = 0; k <= 30; k++)
            Assert.Equal(binomial.Probability(k), general.Probability(k), 1e-15);
    }

    [Fact]
    public void Unequal_probabilities_agree_with_enumeration_of_all_outcomes()
    {
        double[] p = [0.1, 0.9, 0.35, 0.02, 0.6];
        var law = DiscreteLaw.PoissonBinomial(p);
        for (var k = 0; k <= p.Length; k++)
        {
            var plain = Enumerable
                .Range(0, 1 << p.Length)
                .Where(set => System.Numerics.BitOperations.PopCount((uint)set) == k)
                .Sum(set => p.Select((q, i) => (set >> i & 1) == 1 ? q : 1 - q).Aggregate(1.0, (a, b) => a * b));
            Assert.Equal(plain, law.Probability(k), 1e-15);
        }
    }

    [Fact]
    public void Matches_agree_with_enumeration_of_all_permutations()
    {
        for (var n = 1; n <= 7; n++)
        {
            var counts = new int[n + 1];
            foreach (var order in Permutations(n)) counts[order.Where((hat, person) => hat == person).Count()]++;
            var law = DiscreteLaw.Matching(n);
            for (var k = 0; k <= n; k++) Assert.Equal((double)counts[k] / counts.Sum(), law.Probability(k), 1e-15);
        }

        static IEnumerable<List<int>> Permutations(int n) =>
            n == 0
                ?
                [
                    [],
                ]
                : from shorter in Permutations(n - 1)
                from place in Enumerable.Range(0, n)
                select shorter.Take(place).Append(n - 1).Concat(shorter.Skip(place)).ToList();
    }

    [Theory]
    [InlineData(5, "0.03440832329")]
    [InlineData(10, "2.19535102051382e-5")]
    public void Matching_distance_equals_the_reference_and_exact_rationals(int n, string reference)
    {
        AssertDigits(reference, MatchingDistance(n));
        AssertDigits(reference, Matching.DistanceToPoisson(n));
        Assert.Equal(
            Divergence.TotalVariation(DiscreteLaw.Matching(n), DiscreteLaw.Poisson(1)),
            Matching.DistanceToPoisson(n),
            1e-15);
    }

    [Fact]
    public void Matching_distance_stays_exact_where_doubles_see_no_difference()
    {
        foreach (var n in new[] { 1, 2, 20, 30 })
            Assert.Equal(1, Matching.DistanceToPoisson(n) / MatchingDistance(n), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Matching.DistanceToPoisson(0));
    }

    /// <summary>½ Σ |P(k) − e^−1/k!| with 1/e as an exact partial sum of 80 terms.</summary>
    private static double MatchingDistance(int n)
    {
        var inverse = new List<Rational> { Rational.One };
        for (var j = 1; j <= 80; j++) inverse.Add(inverse[^1] / j);
        var alternating = new List<Rational> { Rational.One };
        for (var j = 1; j <= 80; j++) alternating.Add(alternating[^1] + (j % 2 == 0 ? inverse[j] : -inverse[j]));
        var sum = Rational.Zero;
        for (var k = 0; k < 80; k++)
            sum += Rational.Abs(inverse[k] * ((k <= n ? alternating[n - k] : Rational.Zero) - alternating[80]));
        return (double)(sum / 2);
    }

    [Fact]
    public void Distances_are_symmetric_and_obey_the_triangle_inequality()
    {
        var random = new SplitMix64(11);
        for (var round = 0; round < 200; round++)
        {
            var laws = Enumerable
                .Range(0, 3)
                .Select(_ =>
                    DiscreteLaw.PoissonBinomial([
                        .. Enumerable.Range(0, 1 + random.NextInt(6)).Select(_ => random.NextDouble()),
                    ]))
                .ToArray();
            var (ab, bc, ac) = (
                Divergence.TotalVariation(laws[0], laws[1]),
                Divergence.TotalVariation(laws[1], laws[2]),
                Divergence.TotalVariation(laws[0], laws[2]));
            Assert.Equal(ab, Divergence.TotalVariation(laws[1], laws[0]), 1e-15);
            Assert.True(ac <= ab + bc + 1e-15);
            Assert.InRange(ab, 0, 1);
            Assert.True(Divergence.RelativeEntropy(laws[0], laws[0]) == 0);
            // Pinsker: 2 TV² is at most the relative entropy.
            Assert.True(2 * ab * ab <= Divergence.RelativeEntropy(laws[0], laws[1]) + 1e-14);
        }
    }

    [Fact]
    public void Relative_entropy_is_infinite_where_the_second_law_excludes_a_value() =>
        Assert.Equal(double.PositiveInfinity, Divergence.RelativeEntropy(DiscreteLaw.Of(0.5, 0.5), DiscreteLaw.Of(1)));

    [Fact]
    public void What_is_no_probability_is_refused_with_the_number()
    {
        Assert.Contains(
            "the weight of 1 is -0.5",
            Assert.Throws<ArgumentException>(() => DiscreteLaw.Of(1.5, -0.5)).Message);
        Assert.Contains(
            "the 2 weights sum to 1.1",
            Assert.Throws<ArgumentException>(() => DiscreteLaw.Of(0.5, 0.6)).Message);
        Assert.Contains(
            "is 1.5",
            Assert.Throws<ArgumentOutOfRangeException>(() => DiscreteLaw.Binomial(3, 1.5)).Message);
        Assert.Contains(
            "is -3",
            Assert.Throws<ArgumentOutOfRangeException>(() => DiscreteLaw.Binomial(-3, 0.5)).Message);
        Assert.Contains("is 0", Assert.Throws<ArgumentOutOfRangeException>(() => DiscreteLaw.Poisson(0)).Message);
        Assert.Contains(
            "probabilities[1] is 2",
            Assert.Throws<ArgumentOutOfRangeException>(() => DiscreteLaw.PoissonBinomial([0.5, 2])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => DiscreteLaw.Matching(171));
    }
}
