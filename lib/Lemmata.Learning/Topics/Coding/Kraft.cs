using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Numbers;

namespace Lemmata.Learning.Topics.Coding;

/// <summary>Which word lengths a binary prefix code can have.</summary>
/// <remarks>Source: L. G. Kraft 1949; B. McMillan 1956 for all uniquely decodable codes.</remarks>
public static class Kraft
{
    /// <summary>The Kraft sum <c>Σ 2^(−l[i])</c>, exact.</summary>
    /// <param name="lengths">Word lengths in bits, at least 0.</param>
    /// <returns>The sum; a prefix code with these lengths exists if and only if it is at most 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    public static Rational Sum(IEnumerable<int> lengths)
    {
        var counts = new SortedDictionary<int, long>();
        foreach (var length in lengths)
        {
            Require.InRange(length >= 0, nameof(lengths), $"Word lengths are at least 0 bits; got {length}.");

            counts[length] = counts.GetValueOrDefault(length) + 1;
        }

        if (counts.Count == 0)
        {
            return 0;
        }

        var longest = counts.Keys.Last();
        var units = BigInteger.Zero; // of size 2^-longest
        foreach (var (length, count) in counts)
        {
            units += (BigInteger)count << (longest - length);
        }

        return new Rational(units, BigInteger.One << longest);
    }

    /// <summary>
    /// The canonical prefix code: words of the given lengths, each the smallest binary number still free.
    /// </summary>
    /// <param name="lengths">Word lengths <c>[n]</c> in bits, Kraft sum at most 1.</param>
    /// <returns>Words <c>[n]</c> of 0 and 1 in the order of the lengths; none is a prefix of another.</returns>
    /// <exception cref="ArgumentException">The Kraft sum exceeds 1: no prefix code has these lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    public static string[] CanonicalCode(IReadOnlyList<int> lengths)
    {
        var sum = Sum(lengths);
        Require.That(
            sum <= 1,
            nameof(lengths),
            $"A prefix code needs a Kraft sum of at most 1; these {lengths.Count} lengths sum to {sum} "
                + $"(about {sum.ToDouble():G6}). Lengthen some words.");

        var words = new string[lengths.Count];
        var next = BigInteger.Zero;
        var previous = 0;
        foreach (var i in Enumerable.Range(0, lengths.Count).OrderBy(i => lengths[i]))
        {
            next <<= lengths[i] - previous;
            previous = lengths[i];
            words[i] = string.Create(previous, next, static (text, value) =>
            {
                for (var k = text.Length - 1; k >= 0; k--, value >>= 1)
                {
                    text[k] = value.IsEven ? '0' : '1';
                }
            });
            next++;
        }

        return words;
    }
}
