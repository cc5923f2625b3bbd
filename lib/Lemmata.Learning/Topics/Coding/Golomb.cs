using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Coding;

/// <summary>The Golomb code with divisor m: the quotient <c>i / m</c> in unary, then the remainder in truncated binary.</summary>
/// <remarks>Source: S. W. Golomb 1966; optimality for geometric sources R. G. Gallager and D. C. Van Voorhis 1975.</remarks>
public sealed class Golomb
{
    private readonly int shortBits; // floor(log2 m)
    private readonly int shortCount; // remainders with the shorter word

    /// <summary>The code with a given divisor.</summary>
    /// <param name="divisor">m, at least 1; m = 1 is the unary code, powers of two are the Rice codes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The divisor is below 1.</exception>
    public Golomb(int divisor)
    {
        Require.InRange(divisor >= 1, nameof(divisor), $"A Golomb code needs a divisor of at least 1; got {divisor}.");

        Divisor = divisor;
        shortBits = BitOperations.Log2((uint)divisor);
        shortCount = (int)((2L << shortBits) - divisor);
    }

    /// <summary>The divisor m.</summary>
    public int Divisor { get; }

    /// <summary>The optimal code for the geometric source <c>p[i] = (1−θ) θ^i</c>, i = 0, 1, …</summary>
    /// <param name="theta">θ in (0, 1).</param>
    /// <returns>The code whose m satisfies <c>θ^m + θ^(m+1) ≤ 1 &lt; θ^(m−1) + θ^m</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">θ is outside (0, 1), or so close to 1 that m exceeds 2^30.</exception>
    public static Golomb Optimal(double theta)
    {
        RequireRatio(theta);
        var estimate = Math.Ceiling(-Math.Log(1 + theta) / Math.Log(theta));
        Require.InRange(
            estimate < 1 << 30,
            nameof(theta),
            $"θ = {theta:R} needs a divisor near {estimate:G4}; at most 2^30 is supported.");

        var m = Math.Max(1, (int)estimate);
        while (m > 1 && Math.Pow(theta, m - 1) + Math.Pow(theta, m) <= 1)
        {
            m--;
        }

        while (Math.Pow(theta, m) + Math.Pow(theta, m + 1) > 1)
        {
            m++;
        }

        return new Golomb(m);
    }

    /// <summary>The length of the word of <paramref name="index"/>, in bits.</summary>
    /// <param name="index">i, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative, or its word is longer than 2^31 − 1 bits.</exception>
    public int Length(long index)
    {
        RequireIndex(index);
        var bits = index / Divisor + 1 + RemainderLength((int)(index % Divisor));
        Require.InRange(
            bits <= int.MaxValue,
            nameof(index),
            $"The word of {index} with divisor {Divisor} has {bits} bits; at most {int.MaxValue} are supported.");
        return (int)bits;
    }

    /// <summary>The code word of <paramref name="index"/>: quotient ones, a zero, the remainder.</summary>
    /// <param name="index">i, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative, or its word is longer than 2^31 − 1 bits.</exception>
    public string Encode(long index)
    {
        var length = Length(index);
        var remainder = (int)(index % Divisor);
        var bits = RemainderLength(remainder);
        var value = remainder < shortCount ? remainder : remainder + shortCount;
        var tail = bits == 0 ? "" : Convert.ToString(value, 2).PadLeft(bits, '0');
        return new string('1', length - 1 - bits) + "0" + tail;
    }

    /// <summary>The index whose word starts at <paramref name="position"/>, which moves past that word.</summary>
    /// <param name="bits">Words of 0 and 1, one after the other.</param>
    /// <param name="position">Where the word starts; afterwards where the next one starts.</param>
    /// <exception cref="FormatException">The text ends inside the word or holds another character.</exception>
    public long Decode(string bits, ref int position)
    {
        var start = position;
        long quotient = 0;
        while (Next(bits, start, ref position) == 1)
        {
            quotient++;
        }

        var value = 0;
        for (var k = 0; k < shortBits; k++)
        {
            value = 2 * value + Next(bits, start, ref position);
        }

        if (value >= shortCount)
        {
            value = 2 * value + Next(bits, start, ref position) - shortCount;
        }

        return quotient * Divisor + value;
    }

    /// <summary>The mean word length under the geometric source <c>p[i] = (1−θ) θ^i</c>, in bits, in closed form.</summary>
    /// <param name="theta">θ in (0, 1).</param>
    /// <returns><c>1/(1−θ^m)</c> for the quotient plus the mean length of the remainder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">θ is outside (0, 1).</exception>
    public double MeanLength(double theta)
    {
        RequireRatio(theta);
        var period = 1 - Math.Pow(theta, Divisor);
        var longer = (Math.Pow(theta, shortCount) - Math.Pow(theta, Divisor)) / period; // P(remainder has the longer word)
        return 1 / period + shortBits + longer;
    }

    private int RemainderLength(int remainder) => remainder < shortCount ? shortBits : shortBits + 1;

    private static int Next(string bits, int start, ref int position)
    {
        if (position >= bits.Length)
        {
            throw new FormatException(
                $"The word that starts at bit {start} is cut off: the text ends at bit {bits.Length}.");
        }

        return bits[position++] switch
        {
            '0' => 0,
            '1' => 1,
            var other => throw new FormatException($"Bits are 0 or 1; position {position - 1} holds '{other}'."),
        };
    }

    private static void RequireRatio(double theta)
    {
        Require.InRange(
            theta > 0 && theta < 1,
            nameof(theta),
            $"A geometric source has a ratio θ in (0, 1); got {theta:R}.");
    }

    private static void RequireIndex(long index)
    {
        Require.InRange(index >= 0, nameof(index), $"A Golomb code numbers its symbols from 0; got {index}.");
    }
}
