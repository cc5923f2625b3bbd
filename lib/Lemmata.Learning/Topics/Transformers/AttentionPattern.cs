using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Transformers;

/// <summary>Which tokens an attention lets each token see, and what several layers together let it see.</summary>
/// <remarks><b>Cost.</b> One bit a pair; <see cref="After"/> joins one row of bits a visible pair, n³/64 words at
/// most.</remarks>
public sealed class AttentionPattern
{
    private readonly ulong[][] rows;

    private AttentionPattern(ulong[][] rows) => this.rows = rows;

    /// <summary>The number of tokens n.</summary>
    public int Tokens => rows.Length;

    /// <summary>The number of pairs (q, k) in which q sees k, at most n².</summary>
    public int PairCount
    {
        get
        {
            var count = 0;
            foreach (var row in rows)
            {
                foreach (var word in row) count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>A pattern by its rule.</summary>
    /// <param name="tokens">n, at least 1.</param>
    /// <param name="sees">Whether token q, the first argument, sees token k, the second.</param>
    /// <returns>The pattern.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no token.</exception>
    public static AttentionPattern Of(int tokens, Func<int, int, bool> sees)
    {
        Require.AtLeast(tokens, 1);
        ArgumentNullException.ThrowIfNull(sees);
        var rows = new ulong[tokens][];
        for (var q = 0; q < tokens; q++)
        {
            rows[q] = new ulong[(tokens + 63) / 64];
            for (var k = 0; k < tokens; k++)
            {
                if (sees(q, k)) rows[q][k / 64] |= 1UL << (k % 64);
            }
        }

        return new AttentionPattern(rows);
    }

    /// <summary>A pattern on a square grid whose tokens are numbered row by row.</summary>
    /// <param name="side">Rows and columns of the grid, at least 1.</param>
    /// <param name="sees">Whether the token at the first place sees that at the second, both (row, column).</param>
    /// <param name="causal">Whether tokens with a higher number stay hidden.</param>
    /// <returns>The pattern on side² tokens.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The grid has no token.</exception>
    public static AttentionPattern OnGrid(
        int side,
        Func<(int Row, int Column), (int Row, int Column), bool> sees,
        bool causal)
    {
        Require.AtLeast(side, 1);
        ArgumentNullException.ThrowIfNull(sees);
        return Of(side * side, (q, k) => (!causal || k <= q) && sees((q / side, q % side), (k / side, k % side)));
    }

    /// <summary>Whether a token sees another.</summary>
    /// <param name="query">The token that looks.</param>
    /// <param name="key">The token looked at.</param>
    /// <returns>True if it does.</returns>
    public bool Sees(int query, int key) => (rows[query][key / 64] >> (key % 64) & 1) != 0;

    /// <summary>What a token knows of after an earlier attention and then this one.</summary>
    /// <param name="earlier">What was seen before, on as many tokens.</param>
    /// <returns>The pattern in which q sees k if q sees some m here that sees k there.</returns>
    /// <exception cref="ArgumentException">The numbers of tokens differ.</exception>
    public AttentionPattern After(AttentionPattern earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        Require.Length(earlier.Tokens, Tokens, nameof(earlier), "both layers have the same tokens");
        var joined = new ulong[Tokens][];
        for (var q = 0; q < Tokens; q++)
        {
            var target = joined[q] = new ulong[rows[q].Length];
            for (var word = 0; word < target.Length; word++)
            {
                for (var left = rows[q][word]; left != 0; left &= left - 1)
                    Join(target, earlier.rows[64 * word + BitOperations.TrailingZeroCount(left)]);
            }
        }

        return new AttentionPattern(joined);
    }

    private static void Join(ulong[] target, ulong[] row)
    {
        for (var word = 0; word < target.Length; word++) target[word] |= row[word];
    }
}
