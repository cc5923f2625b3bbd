using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Coding;

/// <summary>Optimal binary prefix codes for finitely many symbols.</summary>
/// <remarks>Source: D. A. Huffman 1952; the two-queue form is J. van Leeuwen 1976.</remarks>
public static class Huffman
{
    /// <summary>Code-word lengths that minimise the mean length <c>Σ w[i] l[i]</c> among all prefix codes.</summary>
    /// <typeparam name="T">The number type of the weights; with <c>Rational</c> ties are decided exactly.</typeparam>
    /// <param name="weights">Symbol weights <c>[n]</c>, at least zero, in any order; they need not sum to one.</param>
    /// <returns>Lengths <c>[n]</c> in the order of the weights, in bits; a single symbol gets length 0.</returns>
    /// <exception cref="ArgumentException">No weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, infinite or not a number.</exception>
    /// <remarks>
    /// <para>Edge cases: among equal sums a single symbol is merged before a subtree, which gives the optimal code
    /// whose longest word is shortest.</para>
    /// <para>Cost: one stable sort and 2n queue steps.</para>
    /// <para>Determinism: equal input, equal lengths.</para>
    /// </remarks>
    public static int[] Lengths<T>(IEnumerable<T> weights)
        where T : INumber<T>
    {
        var w = weights.ToArray();
        Validate(w);
        var n = w.Length;
        var order = Enumerable.Range(0, n).ToArray();
        if (Enumerable.Range(1, n - 1).Any(i => w[i] > w[i - 1]))
        {
            order = [.. order.OrderByDescending(i => w[i])];
        }

        // Nodes 0..n-1 are the symbols from light to heavy, n..2n-2 the merged ones in the order they arise, which is
        // from light to heavy too. So the two lightest trees are always at the heads of two queues.
        var sum = new T[Math.Max(2 * n - 1, 1)];
        var parent = new int[sum.Length];
        for (var i = 0; i < n; i++)
        {
            sum[i] = w[order[n - 1 - i]];
        }

        int leaf = 0, merged = n;
        for (var node = n; node < 2 * n - 1; node++)
        {
            var first = Lightest(node);
            var second = Lightest(node);
            sum[node] = sum[first] + sum[second];
            parent[first] = parent[second] = node;
        }

        var depth = new int[sum.Length];
        for (var node = 2 * n - 3; node >= 0; node--)
        {
            depth[node] = depth[parent[node]] + 1;
        }

        var lengths = new int[n];
        for (var i = 0; i < n; i++)
        {
            lengths[order[n - 1 - i]] = depth[i];
        }

        return lengths;

        int Lightest(int next) => leaf < n && (merged >= next || sum[leaf] <= sum[merged]) ? leaf++ : merged++;
    }

    /// <summary>The smallest mean length <c>Σ w[i] l[i]</c> of a prefix code, in bits times the total weight.</summary>
    /// <typeparam name="T">The number type of the weights; with <c>Rational</c> the answer is exact.</typeparam>
    /// <param name="weights">Symbol weights <c>[n]</c>, at least zero; they need not sum to one.</param>
    /// <exception cref="ArgumentException">No weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, infinite or not a number.</exception>
    public static T Cost<T>(IEnumerable<T> weights)
        where T : INumber<T>
    {
        var w = weights.ToArray();
        var lengths = Lengths(w);
        var cost = T.Zero;
        for (var i = w.Length - 1; i >= 0; i--) // small terms first when the weights fall
        {
            cost += w[i] * T.CreateChecked(lengths[i]);
        }

        return cost;
    }

    private static void Validate<T>(T[] weights)
        where T : INumber<T>
    {
        Require.That(weights.Length != 0, nameof(weights), "A code needs at least one symbol; got no weights.");

        for (var i = 0; i < weights.Length; i++)
        {
            Require.InRange(
                T.IsFinite(weights[i]) && !T.IsNegative(weights[i]),
                nameof(weights),
                $"Weights are finite and at least 0; weights[{i}] of {weights.Length} is {weights[i]}.");
        }
    }
}
