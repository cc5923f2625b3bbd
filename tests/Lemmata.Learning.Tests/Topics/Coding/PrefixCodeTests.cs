using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Topics.Coding;

namespace Lemmata.Learning.Tests.Topics.Coding;

public class PrefixCodeTests
{
    [Fact]
    public void Kraft_sum_is_exact_for_long_words()
    {
        Assert.Equal(new Rational(7, 8), Kraft.Sum([1, 2, 3]));
        Assert.Equal(1 - Rational.Pow(2, -300), Kraft.Sum(Enumerable.Range(1, 300)));
        Assert.Equal(Rational.Zero, Kraft.Sum([]));
    }

    [Fact]
    public void Canonical_code_has_the_lengths_asked_for_and_no_word_begins_another()
    {
        int[] lengths = [3, 1, 4, 4, 3, 7];
        var words = Kraft.CanonicalCode(lengths);
        Assert.Equal(lengths, words.Select(w => w.Length));
        Assert.DoesNotContain(
            from a in words
            from b in words
            where !ReferenceEquals(a, b)
            select b.StartsWith(a, StringComparison.Ordinal),
            isPrefix => isPrefix);
        Assert.Equal([""], Kraft.CanonicalCode([0]));
    }

    [Fact]
    public void Lengths_without_a_prefix_code_are_refused_with_their_Kraft_sum()
    {
        Assert.Contains("9/8", Assert.Throws<ArgumentException>(() => Kraft.CanonicalCode([1, 1, 3])).Message);
        Assert.Contains("got -1", Assert.Throws<ArgumentOutOfRangeException>(() => Kraft.Sum([2, -1])).Message);
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(0.5, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.3, 2)]
    [InlineData(0.2, 3)]
    [InlineData(1e-300, 997)]
    public void Shannon_length_is_the_smallest_that_fits(double probability, int length)
    {
        Assert.Equal(length, Shannon.Length(probability));
        var p = Rational.FromDouble(probability);
        Assert.True(Rational.Pow(2, -length) <= p && (length == 0 || Rational.Pow(2, 1 - length) > p));
    }

    [Fact]
    public void Shannon_refuses_what_is_no_probability()
    {
        Assert.Contains("got 0", Assert.Throws<ArgumentOutOfRangeException>(() => Shannon.Length(0)).Message);
        Assert.Contains(
            "[1] is 1.5",
            Assert.Throws<ArgumentOutOfRangeException>(() => Shannon.EntropyBits([0.5, 1.5])).Message);
    }

    [Fact]
    public void Entropy_of_the_inverse_square_source_approaches_its_known_value()
    {
        // H = lg(pi^2/6) + 2 E[lg i]; the tail beyond N is (6/pi^2)(2 lg N + 2/ln 2 + lg(pi^2/6))/N to leading order.
        const int n = 1_000_000;
        var tail =
            6 / (Math.PI * Math.PI) * (2 * Math.Log2(n) + 2 / Math.Log(2) + Math.Log2(Math.PI * Math.PI / 6)) / n;
        Assert.Equal(2.36258955469874, Shannon.EntropyBits(HuffmanTests.Zeta2(n)) + tail, 3e-11);
        Assert.Equal(1.761408, Shannon.EntropyBits(HuffmanTests.Zeta2(10)), 5e-7);
        Assert.Equal(4.689955936, Shannon.EntropyBits(HuffmanTests.Geometric(0.9, 2000)), 1e-9);
    }

    [Theory]
    [InlineData(0.9, 7, 4.725119133852)]
    [InlineData(0.8, 3, 3.639344262295)]
    public void Golomb_code_of_a_geometric_source_has_the_tabulated_divisor_and_mean(double theta, int m, double mean)
    {
        var code = Golomb.Optimal(theta);
        Assert.Equal(m, code.Divisor);
        Assert.Equal(mean, code.MeanLength(theta), 1e-12);
        var direct = HuffmanTests.Geometric(theta, 2000).Select((p, i) => p * code.Length(i)).Sum();
        Assert.Equal(direct, code.MeanLength(theta), 1e-12);
        Assert.Equal(Huffman.Cost(HuffmanTests.Geometric(theta, 1000)), code.MeanLength(theta), 1e-12);
    }

    [Fact]
    public void The_chosen_divisor_beats_every_other()
    {
        for (var theta = 0.02; theta < 0.99; theta += 0.01)
        {
            var best = Golomb.Optimal(theta);
            Assert.True(Math.Pow(theta, best.Divisor) + Math.Pow(theta, best.Divisor + 1) <= 1);
            Assert.True(Math.Pow(theta, best.Divisor - 1) + Math.Pow(theta, best.Divisor) > 1);
            var others = Enumerable.Range(1, 120).Min(m => new Golomb(m).MeanLength(theta));
            Assert.Equal(others, best.MeanLength(theta), 1e-12);
        }
    }

    [Fact]
    public void Golomb_words_decode_have_their_length_and_fill_the_Kraft_sum()
    {
        for (var m = 1; m <= 20; m++)
        {
            var code = new Golomb(m);
            var words = Enumerable.Range(0, 10 * m).Select(i => code.Encode(i)).ToArray();
            Assert.All(words, (word, i) => Assert.Equal(code.Length(i), word.Length));
            var position = 0;
            var stream = string.Concat(words);
            Assert.Equal(
                Enumerable.Range(0, 10 * m).Select(i => (long)i),
                words.Select(_ => code.Decode(stream, ref position)));
            Assert.Equal(1 - Rational.Pow(2, -10), Kraft.Sum(words.Select(w => w.Length))); // ten of the blocks 1/2, 1/4, …
        }
    }

    [Fact]
    public void Golomb_refuses_bad_divisors_ratios_indices_and_cut_words()
    {
        Assert.Contains("got 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Golomb(0)).Message);
        Assert.Contains("got 1", Assert.Throws<ArgumentOutOfRangeException>(() => Golomb.Optimal(1)).Message);
        Assert.Contains("2^30", Assert.Throws<ArgumentOutOfRangeException>(() => Golomb.Optimal(1 - 1e-12)).Message);
        Assert.Contains("got -1", Assert.Throws<ArgumentOutOfRangeException>(() => new Golomb(3).Length(-1)).Message);
        var position = 0;
        Assert.Contains(
            "ends at bit 3",
            Assert.Throws<FormatException>(() => new Golomb(3).Decode("111", ref position)).Message);
    }
}
