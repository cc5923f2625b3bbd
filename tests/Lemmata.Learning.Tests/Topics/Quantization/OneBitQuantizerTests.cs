using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Topics.Quantization;

namespace Lemmata.Learning.Tests.Topics.Quantization;

public class OneBitQuantizerTests
{
    private static readonly Rational[] G = [0.3m, -1.2m, 0.9m, 2, -0.4m];

    [Fact]
    public void Least_variance_code_has_the_tabulated_values()
    {
        var code = OneBitQuantizer<Rational>.LeastVariance(G);
        Assert.Equal((-1.2m, 3.2m), (code.Low, code.High - code.Low));
        Assert.Equal([0.46875m, 0, 0.65625m, 1, 0.25m], G.Select(code.Probability));
        Assert.Equal([2.55m, 0, 2.31m, 0, 1.92m], G.Select(code.Variance));
        Assert.Equal(6.78m, code.TotalVariance(G));
    }

    [Theory]
    [InlineData("1/10", "8.43")]
    [InlineData("1/2", "16.03")]
    public void Wider_levels_have_the_tabulated_variance(string by, string total)
    {
        var widen = Rational.Parse(by);
        Assert.Equal(Rational.Parse(total), new OneBitQuantizer<Rational>(-1.2m - widen, 2 + widen).TotalVariance(G));
    }

    [Theory]
    [InlineData(1, "6.78")]
    [InlineData(2, "1.34")]
    [InlineData(4, "0.22")]
    [InlineData(8, "0.06")]
    [InlineData(16, "0.02")]
    public void Stochastic_rounding_has_the_tabulated_variance(int intervals, string total)
    {
        Assert.Equal(Rational.Parse(total), StochasticRounding.TotalVariance(G, intervals));
        Assert.Equal(Rational.Parse(total).ToDouble(),
            StochasticRounding.TotalVariance(G.Select(g => g.ToDouble()).ToArray(), intervals), 1e-14);
    }

    [Fact]
    public void All_bit_patterns_together_give_the_mean_and_the_variance_exactly()
    {
        var code = new OneBitQuantizer<Rational>(new(-3, 2), new(11, 4));
        var mean = new Rational[G.Length];
        Rational spread = 0, total = 0;
        for (var bits = 0; bits < 1 << G.Length; bits++)
        {
            var sent = G.Select((_, i) => (bits >> i & 1) == 1 ? code.High : code.Low).ToArray();
            var weight = G.Select((g, i) => (bits >> i & 1) == 1 ? code.Probability(g) : 1 - code.Probability(g))
                .Aggregate((a, b) => a * b);
            total += weight;
            for (var i = 0; i < G.Length; i++)
            {
                mean[i] += weight * sent[i];
                spread += weight * (sent[i] - G[i]) * (sent[i] - G[i]);
            }
        }

        Assert.Equal(Rational.One, total);
        Assert.Equal(G, mean);
        Assert.Equal(code.TotalVariance(G), spread);
    }

    [Fact]
    public void Quantize_sends_the_high_level_where_the_uniform_number_is_below_the_probability()
    {
        var code = OneBitQuantizer<Rational>.LeastVariance(G);
        Assert.Equal([2, -1.2m, 2, 2, -1.2m], code.Quantize(G, () => new Rational(1, 3)));
        var constant = OneBitQuantizer<double>.LeastVariance([4.0, 4.0]);
        Assert.Equal([4.0, 4.0], constant.Quantize([4.0, 4.0], () => 0.0));
        Assert.Equal(0, constant.TotalVariance([4.0, 4.0]));
        Assert.Equal(0, StochasticRounding.TotalVariance([4.0, 4.0], 3));
    }

    [Fact]
    public void Coordinates_outside_the_levels_and_bad_grids_are_refused_with_numbers()
    {
        var code = new OneBitQuantizer<double>(-1, 2);
        Assert.Contains("levels -1 and 2; got 2.5",
            Assert.Throws<ArgumentOutOfRangeException>(() => code.Probability(2.5)).Message);
        Assert.Contains("got 1 against 2",
            Assert.Throws<ArgumentOutOfRangeException>(() => new OneBitQuantizer<double>(2, 1)).Message);
        Assert.Throws<ArgumentException>(() => OneBitQuantizer<double>.LeastVariance([]));
        Assert.Throws<ArgumentException>(() => StochasticRounding.TotalVariance<double>([], 2));
        Assert.Contains("got 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => StochasticRounding.TotalVariance([1.0], 0)).Message);
    }
}
