using Lemmata.Learning.Topics.Transformers;

namespace Lemmata.Learning.Tests.Topics.Transformers;

public class AttentionPatternTests
{
    /// <summary>Reachability by walking: what layers in the order of the forward pass let q see.</summary>
    private static int PairsByWalking(params AttentionPattern[] layers)
    {
        var pairs = 0;
        for (var q = 0; q < layers[0].Tokens; q++)
        {
            var known = new HashSet<int> { q };
            foreach (var layer in layers.Reverse())
                known = [.. known.SelectMany(m => Enumerable.Range(0, layer.Tokens).Where(k => layer.Sees(m, k)))];
            pairs += known.Count;
        }

        return pairs;
    }

    private static AttentionPattern Row(int side, bool causal) =>
        AttentionPattern.OnGrid(side, (q, k) => q.Row == k.Row, causal);

    private static AttentionPattern Column(int side, bool causal) =>
        AttentionPattern.OnGrid(side, (q, k) => q.Column == k.Column, causal);

    private static AttentionPattern Near(int side, int radius, bool causal) => AttentionPattern.OnGrid(
        side, (q, k) => Math.Abs(q.Row - k.Row) <= radius && Math.Abs(q.Column - k.Column) <= radius, causal);

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void Layers_compose_as_walks_do(int side)
    {
        foreach (var causal in new[] { true, false })
        {
            AttentionPattern row = Row(side, causal), column = Column(side, causal), near = Near(side, 2, causal);
            Assert.Equal(PairsByWalking(row, column), column.After(row).PairCount);
            Assert.Equal(PairsByWalking(column, row), row.After(column).PairCount);
            Assert.Equal(PairsByWalking(row, near, column), column.After(near.After(row)).PairCount);
        }
    }

    [Fact]
    public void Two_layers_of_rows_and_columns_see_all_and_masked_ones_a_rectangle()
    {
        Assert.Equal(81 * 81, Column(9, false).After(Row(9, false)).PairCount);
        Assert.Equal(45 * 45, Column(9, true).After(Row(9, true)).PairCount);         // (9 · 10 / 2)²
        Assert.False(Column(9, true).After(Row(9, true)).Sees(9, 1));                 // up and to the right
        Assert.True(Column(9, true).After(Row(9, true)).Sees(10, 1));
    }

    [Fact]
    public void More_than_one_word_of_tokens_keeps_every_bit()
    {
        var all = AttentionPattern.Of(130, (q, k) => k <= q);
        Assert.Equal(130 * 131 / 2, all.PairCount);
        Assert.Equal(130 * 131 / 2, all.After(all).PairCount);
        Assert.True(all.Sees(129, 128));
        Assert.False(all.Sees(128, 129));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AttentionPattern.Of(0, (_, _) => true));
        Assert.Throws<ArgumentException>(() => Row(3, true).After(Row(4, true)));
    }
}
