using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Topics.Hyperdimensional;

/// <summary>A vector of some thousand bits that stands for one thing; immutable.</summary>
/// <remarks>
/// <para>Binding is <c>^</c>, permuting is <see cref="Rotate"/>, bundling is <see cref="Bundle"/>.</para>
/// <para><b>Source:</b> Kanerva 2009, "Hyperdimensional computing", doi:10.1007/s12559-009-9009-8.</para>
/// </remarks>
public sealed class Hypervector
{
    private readonly ulong[] words;      // bits beyond the dimension are 0

    private Hypervector(int dimension, ulong[] words) => (Dimension, this.words) = (dimension, words);

    /// <summary>Number D of bits.</summary>
    public int Dimension { get; }

    /// <summary>One bit.</summary>
    /// <param name="index">From 0 to D − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside its range.</exception>
    public bool this[int index]
    {
        get
        {
            Require.InRange(
                index >= 0 && index < Dimension,
                nameof(index),
                $"bits are numbered from 0 to {Dimension - 1}, but {index} was asked for");
            return Bit(index);
        }
    }

    /// <summary>Independent fair bits.</summary>
    /// <param name="random">Where they come from.</param>
    /// <param name="dimension">D, at least 1.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">D is below 1.</exception>
    public static Hypervector Random(SplitMix64 random, int dimension)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require.AtLeast(dimension, 1);
        var words = new ulong[(dimension + 63) / 64];
        for (var w = 0; w < words.Length; w++)
            words[w] = random.NextUInt64();
        if (dimension % 64 != 0)
            words[^1] &= ulong.MaxValue >> (64 - dimension % 64);
        return new Hypervector(dimension, words);
    }

    /// <summary>Bits given one by one.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="bit">The bit at an index from 0 to D − 1.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">D is below 1.</exception>
    public static Hypervector Of(int dimension, Func<int, bool> bit)
    {
        ArgumentNullException.ThrowIfNull(bit);
        Require.AtLeast(dimension, 1);
        var words = new ulong[(dimension + 63) / 64];
        for (var i = 0; i < dimension; i++)
        {
            if (bit(i))
                words[i >> 6] |= 1UL << i;
        }

        return new Hypervector(dimension, words);
    }

    /// <summary>Binds two vectors: exclusive or, bit by bit; its own inverse.</summary>
    /// <param name="a">One vector.</param>
    /// <param name="b">Another of the same dimension.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static Hypervector operator ^(Hypervector a, Hypervector b)
    {
        a.RequireSame(b);
        var words = new ulong[a.words.Length];
        for (var w = 0; w < words.Length; w++)
            words[w] = a.words[w] ^ b.words[w];
        return new Hypervector(a.Dimension, words);
    }

    /// <summary>The number of bits in which two vectors differ, Hamming's distance.</summary>
    /// <param name="other">A vector of the same dimension.</param>
    /// <returns>From 0 to D; D/2 ± √D/2 for unrelated vectors.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    /// <remarks><b>Cost:</b> O(D/64), without allocation.</remarks>
    public int DistanceTo(Hypervector other)
    {
        RequireSame(other);
        var count = 0;
        for (var w = 0; w < words.Length; w++)
            count += BitOperations.PopCount(words[w] ^ other.words[w]);
        return count;
    }

    /// <summary>Moves every bit up by some places, and around from the top to the bottom.</summary>
    /// <param name="places">Any number; the inverse is its negative.</param>
    /// <returns>A new vector.</returns>
    public Hypervector Rotate(int places)
    {
        var shift = (places % Dimension + Dimension) % Dimension;
        var turned = new ulong[words.Length];
        for (var w = 0; w < words.Length; w++)
        {
            var from = (64 * w - shift + Dimension) % Dimension;
            var length = Math.Min(64, Dimension - 64 * w);
            if (from + length <= Dimension)
            {
                var (word, offset) = (from >> 6, from & 63);
                turned[w] = words[word] >> offset;
                if (offset > 0 && word + 1 < words.Length) turned[w] |= words[word + 1] << (64 - offset);
                if (length < 64) turned[w] &= ulong.MaxValue >> (64 - length);
                continue;
            }

            for (var i = 0; i < length; i++)
            {
                if (Bit((from + i) % Dimension))
                    turned[w] |= 1UL << i;
            }
        }

        return new Hypervector(Dimension, turned);
    }

    /// <summary>Flips each bit independently with some probability.</summary>
    /// <param name="random">Where the noise comes from.</param>
    /// <param name="probability">In [0, 1].</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside its range.</exception>
    public Hypervector WithNoise(SplitMix64 random, double probability)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require.Probability(probability);
        ulong[] noisy = [.. words];
        for (var i = 0; i < Dimension; i++)
        {
            if (random.NextDouble() < probability)
                noisy[i >> 6] ^= 1UL << i;
        }

        return new Hypervector(Dimension, noisy);
    }

    /// <summary>Adds 1 to the counts where bits are 1, and −1 elsewhere.</summary>
    internal void Vote(Span<int> counts)
    {
        for (var i = 0; i < counts.Length; i++)
            counts[i] += 2 * (int)(words[i >> 6] >> i & 1) - 1;
    }

    private bool Bit(int index) => (words[index >> 6] >> index & 1) != 0;

    private void RequireSame(Hypervector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Require.That(
            other.Dimension == Dimension,
            nameof(other),
            $"one vector has {Dimension} bits and the other {other.Dimension}; make both with the same dimension");
    }
}
