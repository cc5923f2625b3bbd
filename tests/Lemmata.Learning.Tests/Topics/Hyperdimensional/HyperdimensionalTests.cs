using System.Numerics;
using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Numerics.Probability;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Topics.Hyperdimensional;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Hyperdimensional;

public class HyperdimensionalTests
{
    private static bool[] Bits(Hypervector v) => [.. Enumerable.Range(0, v.Dimension).Select(i => v[i])];

    /// <summary>Expected number of pairs among 1000, by exact integers.</summary>
    private static double Pairs(int below)
    {
        BigInteger term = 1, sum = 0;
        for (var j = 0; j < below; j++)
        {
            sum += term;
            term = term * (10_000 - j) / (j + 1);
        }
        return (double)new Rational(499_500 * sum, BigInteger.Pow(2, 10_000));
    }

    [Fact]
    public void Expected_numbers_of_close_pairs_are_the_tabulated_ones()
    {
        AssertDigits("15.13", Pairs(4800));
        AssertDigits("16.47", Pairs(4801));
        Assert.Equal(Pairs(4800), 499_500 * HammingLaw.Below(10_000, 4800), 1e-8);
        Assert.Equal(Pairs(4801), 499_500 * HammingLaw.Below(10_000, 4801), 1e-8);
        Assert.Equal(1, HammingLaw.Below(100, 101), 1e-12);
        Assert.Equal(0, HammingLaw.Below(100, 0));
    }

    [Theory]
    [InlineData(3, "0.75")]
    [InlineData(5, "0.6875")]
    [InlineData(7, "0.65625")]
    [InlineData(11, "0.623046875")]
    [InlineData(101, "0.5397946187")]
    public void Agreement_with_a_bundle_has_the_tabulated_value(int k, string expected)
    {
        // Given that one voter says 1, the majority does if at least (k−1)/2 of the other k−1 do.
        BigInteger ways = 0;
        for (var ones = (k - 1) / 2; ones <= k - 1; ones++)
            ways += Urn.Choose(k - 1, ones);
        var counted = (double)new Rational(ways, BigInteger.Pow(2, k - 1));
        AssertDigits(expected, counted);
        AssertDigits(expected, HammingLaw.Agreement(k));
        Assert.Equal(counted, HammingLaw.Agreement(k - 1), 1e-14); // a random tie-breaker is one more voter
    }

    [Theory]
    [InlineData(1), InlineData(63), InlineData(64), InlineData(65), InlineData(130), InlineData(1000)]
    public void Operations_act_bit_by_bit(int dimension)
    {
        var random = new SplitMix64(17);
        Hypervector a = Hypervector.Random(random, dimension), b = Hypervector.Random(random, dimension);
        Assert.Equal(Bits(a).Zip(Bits(b), (x, y) => x ^ y), Bits(a ^ b));
        Assert.Equal(Bits(a).Zip(Bits(b), (x, y) => x == y ? 0 : 1).Sum(), a.DistanceTo(b));
        Assert.Equal(0, (a ^ b ^ b).DistanceTo(a));
        foreach (var places in new[] { 0, 1, -1, 17, 64, 100, -333 })
        {
            var turned = a.Rotate(places);
            for (var i = 0; i < dimension; i++)
                Assert.Equal(a[i], turned[((i + places) % dimension + dimension) % dimension]);
            Assert.Equal(0, turned.Rotate(-places).DistanceTo(a));
        }
        Assert.Equal(Bits(a), Bits(Hypervector.Of(dimension, i => a[i])));
    }

    [Fact]
    public void Bundles_count_votes_and_take_majorities()
    {
        var random = new SplitMix64(18);
        Hypervector[] members = [.. Enumerable.Range(0, 4).Select(_ => Hypervector.Random(random, 200))];
        var bundle = new Bundle(200);
        foreach (var member in members)
            bundle.Add(member);
        var ties = Hypervector.Random(random, 200);
        var majority = bundle.Majority(ties);
        for (var i = 0; i < 200; i++)
        {
            var ones = members.Count(member => member[i]);
            Assert.Equal(2 * ones - 4, bundle.Votes[i]);
            Assert.Equal(ones == 2 ? ties[i] : ones > 2, majority[i]);
        }
    }

    [Fact]
    public void Reading_back_has_the_probability_of_its_formula()
    {
        // Three bits, right one agrees surely, one alternative: it must differ somewhere.
        Assert.Equal(7 / 8.0, HammingLaw.ReadBack(3, 1, 2), 1e-14);
        Assert.Equal(49 / 64.0, HammingLaw.ReadBack(3, 1, 3), 1e-14);
        Assert.Equal(1, HammingLaw.ReadBack(50, 0.6, 1), 1e-12);
        // One bit, agreement a: won only if it agrees and the other does not.
        Assert.Equal(0.7 / 2, HammingLaw.ReadBack(1, 0.7, 2), 1e-14);
    }

    [Fact]
    public void Levels_differ_as_their_law_says()
    {
        var fresh = LevelVectors.Fresh(new SplitMix64(1), 1000, 11, 50);
        var drawn = LevelVectors.Random(new SplitMix64(2), 100_000, 11, 5000);
        for (var i = 0; i < 11; i++)
        {
            for (var j = 0; j < 11; j++)
            {
                Assert.Equal(50 * Math.Abs(i - j), fresh[i].DistanceTo(fresh[j]));
                var expected = 50_000 * (1 - Math.Pow(0.9, Math.Abs(i - j)));
                Assert.InRange(drawn[i].DistanceTo(drawn[j]), expected - 800, expected + 800); // five times √D/2
            }
        }
    }

    [Fact]
    public void Order_of_letters_matters_and_repeats_add_up()
    {
        var encoder = new NGramEncoder(new SplitMix64(3), "abc", 2000, 2);
        Assert.InRange(encoder.VectorOf("ab").DistanceTo(encoder.VectorOf("ba")), 850, 1150);
        var bundle = encoder.Encode("ab-ab");     // the grams ab, ba, ab
        Assert.Equal(3, bundle.Count);
        Assert.Equal(0, bundle.Majority().DistanceTo(encoder.VectorOf("ab")));
    }

    [Fact]
    public void Noise_flips_its_share_of_bits()
    {
        var v = Hypervector.Random(new SplitMix64(4), 10_000);
        Assert.InRange(v.WithNoise(new SplitMix64(5), 0.2).DistanceTo(v), 1800, 2200);
        Assert.Equal(0, v.WithNoise(new SplitMix64(5), 0).DistanceTo(v));
        Assert.Equal(10_000, v.WithNoise(new SplitMix64(5), 1).DistanceTo(v));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_numbers()
    {
        var random = new SplitMix64(6);
        Hypervector a = Hypervector.Random(random, 10), b = Hypervector.Random(random, 11);
        Assert.Contains("10 bits and the other 11", Assert.Throws<ArgumentException>(() => a ^ b).Message);
        Assert.Contains("from 0 to 9, but 10", Assert.Throws<ArgumentOutOfRangeException>(() => a[10]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Hypervector.Random(random, 0));
        Assert.Throws<InvalidOperationException>(() => new Bundle(10).Majority());
        Assert.Contains("2 vectors can tie", Assert.Throws<ArgumentException>(
            () => new Bundle(10).Add(a).Add(a).Majority()).Message);
        Assert.Contains("10 bits and the vector 11", Assert.Throws<ArgumentException>(
            () => new Bundle(10).Add(b)).Message);
        Assert.Contains("need 20 bits, but there are 10", Assert.Throws<ArgumentOutOfRangeException>(
            () => LevelVectors.Fresh(random, 10, 3, 10)).Message);
        Assert.Contains("'a' twice", Assert.Throws<ArgumentException>(
            () => new NGramEncoder(random, "aa", 10, 1)).Message);
        Assert.Contains("1 letters", Assert.Throws<ArgumentException>(
            () => new NGramEncoder(random, "ab", 10, 3).Encode("xxa")).Message);
        Assert.Contains("but is 12", Assert.Throws<ArgumentOutOfRangeException>(
            () => HammingLaw.Below(10, 12)).Message);
    }
}
