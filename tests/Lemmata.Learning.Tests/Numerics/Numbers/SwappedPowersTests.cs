using System.Numerics;
using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Numerics.Probability;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Numerics.Numbers;

public class SwappedPowersTests
{
    [Fact]
    public void Ratios_equal_the_references_and_cross_one_between_two_and_three()
    {
        Rational[] expected = [new(2, 1), new(9, 8), new(64, 81), new(625, 1024), new(7776, 15625)];
        Assert.Equal(expected, Enumerable.Range(1, 5).Select(SwappedPowers.Ratio));
        AssertDigits("0.7901234568", (double)SwappedPowers.Ratio(3));
        AssertDigits("0.6103515625", (double)SwappedPowers.Ratio(4));
        AssertDigits("0.497664", (double)SwappedPowers.Ratio(5));
        for (var n = 1; n <= 200; n++) Assert.Equal(n < 3, SwappedPowers.Ratio(n) > Rational.One);
        Assert.Throws<ArgumentOutOfRangeException>(() => SwappedPowers.Ratio(0));
    }

    [Fact]
    public void Crossing_equals_the_reference_and_solves_its_equation()
    {
        var x = SwappedPowers.Crossing();
        Assert.Equal(2.2931662874118610315, x, 1e-14);
        Assert.Equal(x, Math.Pow(1 + 1 / x, x), 1e-14);
    }

    [Fact]
    public void Pairs_solve_the_exchange_equation_exactly()
    {
        Assert.Equal((new Rational(2, 1), new Rational(4, 1)), SwappedPowers.Pair(1));
        for (var m = 1; m <= 40; m++)
        {
            // With r = 1 + 1/m: x^y = r^(m y) and y^x = r^((m+1) x), so the exponents have to be equal.
            var (x, y) = SwappedPowers.Pair(m);
            Assert.Equal(y * m, x * (m + 1));
            Assert.Equal(Math.Pow((double)x, (double)y), Math.Pow((double)y, (double)x), 1e-9);
        }
    }

    [Fact]
    public void Urn_probabilities_equal_the_references_and_a_product_of_draws()
    {
        AssertDigits("2.48472103e-9", (double)Urn.Probability(256, 32, 9, 9));
        AssertDigits("1.67941814e-23", (double)Urn.Probability(480, 96, 30, 30));
        AssertDigits("7.45058060e-9", Math.Pow(1 / 8.0, 9));
        var product = Enumerable.Range(0, 9).Aggregate(Rational.One, (p, i) => p * new Rational(32 - i, 256 - i));
        Assert.Equal(product, Urn.Probability(256, 32, 9, 9));
        Assert.Equal(
            Rational.One,
            Enumerable.Range(0, 8).Aggregate(Rational.Zero, (sum, hits) => sum + Urn.Probability(20, 6, 7, hits)));
        Assert.Equal(new BigInteger(184756), Urn.Choose(20, 10));
        Assert.Contains(
            "7 of 5 balls cannot be drawn",
            Assert.Throws<ArgumentOutOfRangeException>(() => Urn.Probability(5, 2, 7, 1)).Message);
    }

    [Fact]
    public void The_table_of_awards_has_the_published_totals()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Lemmata.slnx")))
            folder = folder.Parent;
        var years = File.ReadLines(Path.Combine(folder.FullName, "data", "nobel-physics-awards.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(fields => int.Parse(fields[0]), fields => int.Parse(fields[1]));
        Assert.Equal(Enumerable.Range(1901, 124), years.Keys.Order());
        foreach (
            var (last, one, two, three, people) in new[]
            {
                (2009, 47, 28, 28, 187),
                (2012, 47, 30, 29, 194),
                (2018, 47, 32, 33, 210),
                (2023, 47, 32, 38, 225),
                (2024, 47, 33, 38, 227),
            }
        )
        {
            var until = years.Where(year => year.Key <= last).Select(year => year.Value).ToList();
            Assert.Equal(
                (one, two, three, people),
                (until.Count(c => c == 1), until.Count(c => c == 2), until.Count(c => c == 3), until.Sum()));
        }
        Assert.Equal(
            [1916, 1931, 1934, 1940, 1941, 1942],
            years.Where(year => year.Value == 0).Select(year => year.Key).Order());
    }
}
