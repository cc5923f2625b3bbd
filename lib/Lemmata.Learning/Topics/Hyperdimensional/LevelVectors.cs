using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Topics.Hyperdimensional;

/// <summary>Vectors for the steps of a scale: neighbours are close, distant levels are not.</summary>
public static class LevelVectors
{
    /// <summary>Each level flips bits that no level flipped before.</summary>
    /// <param name="random">Where the first vector and the order of bits come from.</param>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="levels">Number of levels, at least 2.</param>
    /// <param name="flips">Bits b flipped from one level to the next, at least 0; b(levels − 1) at most D.</param>
    /// <returns>Levels i and j differ in exactly <c>b|i − j|</c> bits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Hypervector[] Fresh(SplitMix64 random, int dimension, int levels, int flips)
    {
        RequireScale(random, dimension, levels, flips);
        Require.InRange(
            (long)flips * (levels - 1) <= dimension,
            nameof(flips),
            $"{levels - 1} steps of {flips} fresh bits need {(long)flips * (levels - 1)} bits, but there are "
                + $"{dimension}; flip fewer");
        var (first, rank) = (Hypervector.Random(random, dimension), new int[dimension]);
        var order = random.Permutation(dimension);
        for (var i = 0; i < dimension; i++)
            rank[order[i]] = i;
        return [.. Enumerable.Range(0, levels).Select(level =>
            Hypervector.Of(dimension, i => first[i] ^ (rank[i] < level * flips)))];
    }

    /// <summary>Each level flips a new random choice of bits, whatever was flipped before.</summary>
    /// <param name="random">Where the first vector and the choices come from.</param>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="levels">Number of levels, at least 2.</param>
    /// <param name="flips">Bits b flipped from one level to the next, from 0 to D.</param>
    /// <returns>Levels i and j differ in <c>D/2 · (1 − (1 − 2b/D)^|i − j|)</c> bits on average.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Hypervector[] Random(SplitMix64 random, int dimension, int levels, int flips)
    {
        RequireScale(random, dimension, levels, flips);
        Require.InRange(flips <= dimension, nameof(flips), $"{flips} of {dimension} bits cannot be chosen");
        var vectors = new Hypervector[levels];
        vectors[0] = Hypervector.Random(random, dimension);
        var chosen = new bool[dimension];
        for (var level = 1; level < levels; level++)
        {
            Array.Clear(chosen);
            foreach (var i in random.Permutation(dimension).AsSpan(0, flips))
                chosen[i] = true;
            var below = vectors[level - 1];
            vectors[level] = Hypervector.Of(dimension, i => below[i] ^ chosen[i]);
        }

        return vectors;
    }

    private static void RequireScale(SplitMix64 random, int dimension, int levels, int flips)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require.AtLeast(dimension, 1);
        Require.AtLeast(levels, 2);
        Require.AtLeast(flips, 0);
    }
}
