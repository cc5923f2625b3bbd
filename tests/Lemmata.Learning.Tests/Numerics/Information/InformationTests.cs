using Lemmata.Learning.Numerics.Information;

namespace Lemmata.Learning.Tests.Numerics.Information;

public sealed class InformationTests
{
    /// <summary>
    /// Fair or biased bits X_0 … X_n, then each bit the parity of the n + 1 before it, flipped with some probability.
    /// </summary>
    private static JointLaw Parity(int n, int count, double one = 0.5, double flip = 0, int values = 2) =>
        JointLaw.Sequential(
            count,
            values,
            (past, value) =>
                past.Count <= n
                    ? values > 2
                        ? 1.0 / values
                        : value == 1
                            ? one
                            : 1 - one
                    : past.Skip(past.Count - n - 1).Sum() % values == value
                        ? 1 - flip
                        : flip / (values - 1));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.05, 0.713603043)]
    [InlineData(0.1, 0.531004406)]
    [InlineData(0.25, 0.188721876)]
    public void Noisy_parity_of_three_has_the_reference_gap(double flip, double expected)
    {
        var law = Parity(2, 7, flip: flip);
        Assert.All(WindowMarkov.GapsBits(law, 2), gap => Assert.Equal(0, gap, 1e-12));
        Assert.All(WindowMarkov.GapsBits(law, 3), gap => Assert.Equal(expected, gap, 5e-10));
        Assert.Equal(1 - Entropy.Binary(flip), WindowMarkov.GapBits(law, 3, 0), 1e-12);
    }

    [Fact]
    public void Sums_modulo_three_have_a_gap_of_one_value() =>
        Assert.Equal(1.584962501, WindowMarkov.GapBits(Parity(2, 4, values: 3), 3, 0), 5e-10);

    [Fact]
    public void Biased_bits_have_the_reference_gaps()
    {
        var law = Parity(2, 8, one: 0.3);
        double[] expected = [0, 0.100162996, 0.084573551, 0.100162996, 0, 0.100162996];
        Assert.Equal(6, WindowMarkov.GapsBits(law, 2).Length);
        foreach (var (gap, reference) in WindowMarkov.GapsBits(law, 2).Zip(expected))
        {
            Assert.Equal(reference, gap, 5e-10);
        }

        Assert.Equal(0.981453895, WindowMarkov.GapBits(law, 3, 0), 5e-10);
    }

    [Fact]
    public void A_process_that_settles_is_three_Markov_but_not_two_Markov_at_its_start()
    {
        var law = JointLaw.Sequential(
            8,
            2,
            (past, value) =>
                past.Count < 2 ? 0.5
                : (past.Count == 2 ? past[0] ^ past[1] : past[2]) == value ? 1
                : 0);
        foreach (var n in new[] { 3, 4, 5 })
        {
            Assert.All(WindowMarkov.GapsBits(law, n), gap => Assert.Equal(0, gap, 1e-12));
        }

        Assert.Equal(1, WindowMarkov.GapBits(law, 2, 0), 1e-12);
        Assert.All(WindowMarkov.GapsBits(law, 2).Skip(1), gap => Assert.Equal(0, gap, 1e-12));
    }

    [Fact]
    public void Mutual_information_equals_its_definition_by_conditional_probabilities()
    {
        var random = new Lemmata.Learning.Numerics.Random.SplitMix64(3);
        for (var round = 0; round < 30; round++)
        {
            var weights = Enumerable
                .Range(0, 81)
                .Select(_ => random.NextInt(4) == 0 ? 0 : random.NextDouble())
                .ToArray();
            var law = new JointLaw(4, 3, [.. weights.Select(w => w / weights.Sum())]);
            Assert.Equal(Naive(law, [0, 2], [3], [1]), law.MutualInformationBits([0, 2], [3], [1]), 1e-12);
            Assert.Equal(Naive(law, [1], [0], []), law.MutualInformationBits([1], [0], []), 1e-12);
            Assert.True(law.MutualInformationBits([3], [0, 1], [2]) >= -1e-12);
            Assert.Equal(
                law.MutualInformationBits([3], [0, 1], []),
                law.MutualInformationBits([3], [0], []) + law.MutualInformationBits([3], [1], [0]),
                1e-12);
        }
    }

    [Fact]
    public void Entropies_of_known_laws()
    {
        Assert.Equal(3, new JointLaw(3, 2, [.. Enumerable.Repeat(0.125, 8)]).EntropyBits(0, 1, 2), 1e-14);
        Assert.Equal(0.881290899230693, Entropy.Binary(0.3), 1e-14);
        Assert.Equal(0, Entropy.Bits([1, 0, 0]));
        Assert.Equal([0.25, 0.25, 0.5], new JointLaw(2, 3, [0.25, 0, 0, 0, 0.25, 0, 0, 0, 0.5]).Marginal(1));
        Assert.Equal(
            1.5,
            new JointLaw(2, 3, [0.25, 0, 0, 0, 0.25, 0, 0, 0, 0.5]).MutualInformationBits([0], [1], []),
            1e-14);
    }

    [Fact]
    public void What_is_no_law_is_refused_with_the_numbers()
    {
        Assert.Contains(
            "sum to 0.75",
            Assert.Throws<ArgumentException>(() => new JointLaw(1, 2, [0.5, 0.25])).Message);
        Assert.Contains(
            "probability 1 is -0.5",
            Assert.Throws<ArgumentException>(() => new JointLaw(1, 2, [1.5, -0.5])).Message);
        Assert.Contains(
            "have 8 strings, but 3",
            Assert.Throws<ArgumentException>(() => new JointLaw(3, 2, [0.5, 0.25, 0.25])).Message);
        Assert.Contains("limited", Assert.Throws<ArgumentException>(() => new JointLaw(60, 2, [1])).Message);
        var law = Parity(2, 5);
        Assert.Throws<ArgumentException>(() => law.Marginal(0, 0));
        Assert.Throws<ArgumentException>(() => law.Probability(0, 1));
        Assert.Contains(
            "t lies in 0 to 2",
            Assert.Throws<ArgumentOutOfRangeException>(() => WindowMarkov.GapBits(law, 2, 3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Entropy.Binary(1.2));
    }

    /// <summary>Σ p log₂ (p(x, y | z) / (p(x | z) p(y | z))), string by string.</summary>
    private static double Naive(JointLaw law, int[] x, int[] y, int[] z)
    {
        var strings = Enumerable
            .Range(0, (int)Math.Pow(law.Values, law.Count))
            .Select(i =>
                Enumerable
                    .Range(0, law.Count)
                    .Select(d => i / (int)Math.Pow(law.Values, law.Count - 1 - d) % law.Values)
                    .ToArray())
            .ToArray();
        double P(int[] like, int[] variables) =>
            strings.Where(s => variables.All(v => s[v] == like[v])).Sum(s => law.Probability(s));
        var sum = 0.0;
        foreach (
            var cell in strings
                .GroupBy(s => string.Join(',', x.Concat(y).Concat(z).Select(v => s[v])))
                .Select(g => g.First()))
        {
            double all = P(cell, [.. x, .. y, .. z]),
                pz = P(cell, z);
            sum +=
                all > 0 ? all * Math.Log2(all / pz / (P(cell, [.. x, .. z]) / pz * (P(cell, [.. y, .. z]) / pz))) : 0;
        }

        return sum;
    }
}
