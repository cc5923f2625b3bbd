using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Random;

/// <summary>
/// The generator behind every seeded number of the collection: SplitMix64, one 64-bit state, period 2^64.
/// </summary>
/// <remarks>
/// <para><b>Determinism:</b> the same seed gives the same bits on every machine, for uniforms, integers, permutations
/// and normals alike; nothing here calls the C library.</para>
/// <para><b>Edge cases:</b> the object is mutable and not safe for use from two threads; give each thread its own by
/// <see cref="Split"/>.</para>
/// <para><b>Source:</b> Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", figure 17,
/// doi:10.1145/2660193.2660195.</para>
/// </remarks>
/// <param name="seed">Initial state; every value is allowed and gives a different point of the same cycle.</param>
public sealed class SplitMix64(ulong seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong state = seed;

    /// <summary>The next 64 random bits.</summary>
    /// <returns>A uniform unsigned integer.</returns>
    public ulong NextUInt64()
    {
        var z = state += GoldenGamma;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The next uniform number: the upper 53 bits times 2^−53.</summary>
    /// <returns>A multiple of 2^−53 in [0, 1).</returns>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform integer below <paramref name="bound"/>: <c>(int)(U·bound)</c>.</summary>
    /// <param name="bound">Exclusive upper end, at least 1.</param>
    /// <returns>An integer in [0, <paramref name="bound"/>).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is below 1.</exception>
    /// <remarks><b>Error:</b> each value's probability is off by less than 2^−53.</remarks>
    public int NextInt(int bound)
    {
        Require.InRange(
            bound >= 1,
            nameof(bound),
            $"bound must be at least 1 so that a value below it exists, but is {bound}");

        return (int)(NextDouble() * bound);
    }

    /// <summary>
    /// Fills a span with independent standard normal numbers by Box–Muller on consecutive pairs of uniforms.
    /// </summary>
    /// <param name="destination">Where the numbers go; an odd length draws one extra member of a pair and drops
    /// it.</param>
    public void Normals(Span<double> destination)
    {
        for (var i = 0; i < destination.Length; i += 2)
        {
            var (first, second) = BoxMuller.Pair(NextDouble(), NextDouble());
            destination[i] = first;
            if (i + 1 < destination.Length) destination[i + 1] = second;
        }
    }

    /// <summary>Independent standard normal numbers.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <returns>An array of that length.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public double[] Normals(int count)
    {
        Require.AtLeast(count, 0);
        var numbers = new double[count];
        Normals(numbers.AsSpan());
        return numbers;
    }

    /// <summary>A uniform permutation of 0 … n−1 by Fisher–Yates, from the last place to the second.</summary>
    /// <param name="n">Number of elements, at least 0.</param>
    /// <returns>An array that holds each of 0 … n−1 once.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
    public int[] Permutation(int n)
    {
        Require.AtLeast(n, 0);
        var order = new int[n];
        for (var i = 0; i < n; i++) order[i] = i;
        for (var i = n - 1; i >= 1; i--)
        {
            var j = NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    /// <summary>A new generator whose seed is the next 64 bits of this one.</summary>
    /// <returns>A generator whose stream overlaps this one's only with negligible probability.</returns>
    public SplitMix64 Split() => new(NextUInt64());
}
