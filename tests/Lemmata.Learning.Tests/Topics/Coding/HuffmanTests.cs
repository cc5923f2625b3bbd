using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Topics.Coding;

namespace Lemmata.Learning.Tests.Topics.Coding;

public class HuffmanTests
{
    /// <summary>The naive twin: merge the two smallest of a list; the cost is the sum of all merged weights.</summary>
    private static T NaiveCost<T>(IEnumerable<T> weights)
        where T : System.Numerics.INumber<T>
    {
        var list = weights.ToList();
        var cost = T.Zero;
        while (list.Count > 1)
        {
            list.Sort();
            var merged = list[0] + list[1];
            list.RemoveRange(0, 2);
            list.Add(merged);
            cost += merged;
        }

        return cost;
    }

    /// <summary>All non-decreasing length vectors with Kraft sum at most one, by exhaustive search.</summary>
    private static IEnumerable<int[]> KraftVectors(int n)
    {
        return Extend([], 1 << (n - 1));

        IEnumerable<int[]> Extend(int[] prefix, int left) => prefix.Length == n
            ? [prefix]
            : from length in Enumerable.Range(prefix.LastOrDefault(0), n)
              where length < n && (1 << (n - 1 - length)) <= left
              from rest in Extend([.. prefix, length], left - (1 << (n - 1 - length)))
              select rest;
    }

    private static Rational[] Integers(int seed, int n) =>
        [.. Enumerable.Range(1, n).Select(i => (Rational)(1 + (seed * i * i + 3 * i) % 11))];

    internal static double[] Zeta2(int k) =>
        [.. Enumerable.Range(1, k).Select(i => 6 / (Math.PI * Math.PI * i * i))];

    internal static double[] Geometric(double theta, int k) =>
        [.. Enumerable.Range(0, k).Select(i => (1 - theta) * Math.Pow(theta, i))];

    [Fact]
    public void Cost_is_the_smallest_among_all_lengths_that_Kraft_allows()
    {
        for (var n = 1; n <= 7; n++)
        {
            for (var seed = 1; seed <= 8; seed++)
            {
                var weights = Integers(seed, n).OrderDescending().ToArray();
                var best = KraftVectors(n).Min(l => weights.Zip(l, (w, x) => w * x).Aggregate((a, b) => a + b));
                Assert.Equal(best, Huffman.Cost(weights));
            }
        }
    }

    [Fact]
    public void Cost_equals_the_sum_of_merged_weights_of_the_naive_twin()
    {
        for (var n = 1; n <= 60; n += 3)
        {
            for (var seed = 1; seed <= 5; seed++)
            {
                Assert.Equal(NaiveCost(Integers(seed, n)), Huffman.Cost(Integers(seed, n)));
            }
        }
    }

    [Fact]
    public void Lengths_fill_the_Kraft_sum_and_follow_the_order_of_the_weights()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var weights = Integers(seed, 40);
            var lengths = Huffman.Lengths(weights);
            Assert.Equal(Rational.One, Kraft.Sum(lengths));
            foreach (var (i, j) in from i in Enumerable.Range(0, 40) from j in Enumerable.Range(0, 40) select (i, j))
            {
                Assert.True(weights[i] <= weights[j] || lengths[i] <= lengths[j]);
            }
        }
    }

    [Fact]
    public void Equal_sums_prefer_the_single_symbol_so_the_longest_word_is_shortest()
    {
        Assert.Equal([2, 2, 2, 3, 3], Huffman.Lengths([2, 2, 2, 1, 1])); // 1, 2, 3, 4, 4 costs the same
        Assert.Equal([0], Huffman.Lengths([5]));
    }

    [Theory]
    [InlineData(10, 1.753022474, 1e-9)]
    [InlineData(100, 2.308014516, 1e-9)]
    [InlineData(1000, 2.402619028, 1e-9)]
    [InlineData(100_000, 2.417430516, 1e-9)]
    public void Truncated_inverse_square_source_has_the_tabulated_costs(int k, double cost, double tolerance) =>
        Assert.Equal(cost, Huffman.Cost(Zeta2(k)), tolerance);

    [Theory]
    [InlineData(32, 4.345352282)]
    [InlineData(64, 4.706625513)]
    [InlineData(256, 4.725119134)]
    public void Truncated_geometric_source_has_the_tabulated_costs(int k, double cost) =>
        Assert.Equal(cost, Huffman.Cost(Geometric(0.9, k)), 1e-9);

    [Fact]
    public void A_single_length_can_shrink_when_the_alphabet_grows()
    {
        Assert.Equal([1, 2, 4, 4, 5, 5, 6, 6, 6, 6], Huffman.Lengths(Zeta2(10)));
        Assert.Equal(5, Huffman.Lengths(Zeta2(9))[3]);
    }

    [Fact]
    public void Bad_weights_are_refused_with_their_place()
    {
        Assert.Contains("no weights", Assert.Throws<ArgumentException>(() => Huffman.Lengths<double>([])).Message);
        Assert.Contains("weights[1] of 3 is -0.5",
            Assert.Throws<ArgumentOutOfRangeException>(() => Huffman.Lengths([1, -0.5, 2])).Message);
        Assert.Contains("weights[0]",
            Assert.Throws<ArgumentOutOfRangeException>(() => Huffman.Lengths([double.NaN])).Message);
    }
}
