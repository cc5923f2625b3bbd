using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Learning.Tests.Topics.Grokking;

public class OperationTableTests
{
    [Fact]
    public void Modular_operations_hold_for_every_entry()
    {
        const int p = 13;
        Hold(OperationTable.Add(p), p * p, (a, b, c) => (a + b - c) % p == 0);
        Hold(OperationTable.Subtract(p), p * p, (a, b, c) => (b + c - a) % p == 0);
        Hold(OperationTable.Multiply(p), p * p, (a, b, c) => (a * b - c) % p == 0);
        Hold(OperationTable.Divide(p), p * (p - 1), (a, b, c) => b != 0 && (c * b - a) % p == 0);
        Hold(OperationTable.SumOfSquares(p), p * p, (a, b, c) => (a * a + b * b - c) % p == 0);
        Hold(OperationTable.CubePlusProduct(p), p * p, (a, b, c) => (a * a * a + a * b - c) % p == 0);
    }

    [Fact]
    public void Composition_of_permutations_is_a_group_of_120_elements()
    {
        var table = OperationTable.SymmetricGroup5();
        Assert.Equal((14400, 120, 120), (table.Count, table.TokenCount, table.ClassCount));
        int Times(int a, int b) => table.Result[a * 120 + b];
        for (var a = 0; a < 120; a++)
        {
            Assert.Equal((a, a), (Times(0, a), Times(a, 0)));
            Assert.Equal(120, Enumerable.Range(0, 120).Select(b => Times(a, b)).Distinct().Count());
        }
        var random = new Lemmata.Learning.Numerics.Random.SplitMix64(1);
        for (var i = 0; i < 500; i++)
        {
            var (a, b, c) = (random.NextInt(120), random.NextInt(120), random.NextInt(120));
            Assert.Equal(Times(Times(a, b), c), Times(a, Times(b, c)));
        }
        // Number 1 exchanges the last two things, number 24 the first two; a ∘ b applies b first.
        Assert.Equal((0, 0), (Times(1, 1), Times(24, 24)));
        Assert.NotEqual(Times(1, 2), Times(2, 1));
    }

    [Fact]
    public void A_random_table_depends_on_its_seed_only()
    {
        Assert.Equal(OperationTable.Random(17, 3).Result, OperationTable.Random(17, 3).Result);
        Assert.NotEqual(OperationTable.Random(17, 3).Result, OperationTable.Random(17, 4).Result);
    }

    [Fact]
    public void A_split_divides_the_entries_without_loss()
    {
        var split = OperationTable.Add(97).Split(0.27, 0);
        Assert.Equal(2540, split.Train.Length);
        Assert.Equal(Enumerable.Range(0, 97 * 97), split.Train.Concat(split.Test).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(0.001)]
    public void A_share_that_leaves_a_part_empty_is_refused(double share) =>
        Assert.Contains(
            "25",
            Assert.Throws<ArgumentOutOfRangeException>(() => OperationTable.Add(5).Split(share, 0)).Message);

    [Fact]
    public void Division_needs_a_prime() =>
        Assert.Contains("12 is none", Assert.Throws<ArgumentException>(() => OperationTable.Divide(12)).Message);

    private static void Hold(OperationTable table, int count, Func<int, int, int, bool> law)
    {
        Assert.Equal(count, table.Count);
        for (var i = 0; i < count; i++)
        {
            Assert.InRange(table.Result[i], 0, table.ClassCount - 1);
            Assert.True(
                law(table.Left[i], table.Right[i], table.Result[i]),
                $"{table.Name} at {table.Left[i]}, {table.Right[i]} gives {table.Result[i]}");
        }
    }
}
