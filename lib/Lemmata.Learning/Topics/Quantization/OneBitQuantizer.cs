using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>
/// An unbiased one-bit code for a vector: coordinate g is sent as <c>Low</c> or <c>High</c> at random, with mean g.
/// </summary>
/// <typeparam name="T">The number type; with <c>Rational</c> probabilities and variances are exact.</typeparam>
/// <remarks>
/// Source: D. Alistarh, D. Grubic, J. Li, R. Tomioka, M. Vojnovic 2017, arXiv:1610.02132, for the family.
/// </remarks>
public sealed class OneBitQuantizer<T>
    where T : INumber<T>
{
    /// <summary>The code with two given levels.</summary>
    /// <param name="low">b, the value of bit 0.</param>
    /// <param name="high">a + b, the value of bit 1, at least <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The levels are in the wrong order or not numbers.</exception>
    public OneBitQuantizer(T low, T high)
    {
        Require.InRange(
            low <= high,
            nameof(high),
            $"The level of bit 1 is at least that of bit 0; got {high} against {low}.");

        (Low, High) = (low, high);
    }

    /// <summary>b, the value of bit 0.</summary>
    public T Low { get; }

    /// <summary>a + b, the value of bit 1.</summary>
    public T High { get; }

    /// <summary>The code of least variance for a vector: levels at its smallest and largest coordinate.</summary>
    /// <param name="gradient">g, <c>[n]</c>, not empty.</param>
    /// <exception cref="ArgumentException">The vector is empty.</exception>
    public static OneBitQuantizer<T> LeastVariance(IReadOnlyCollection<T> gradient)
    {
        Require.That(
            gradient.Count != 0,
            nameof(gradient),
            "A quantiser is fitted to at least one coordinate; got none.");

        return new(gradient.Min()!, gradient.Max()!);
    }

    /// <summary>The probability of bit 1 that makes the code unbiased, <c>β = (g − b)/a</c>.</summary>
    /// <param name="value">A coordinate g in [Low, High].</param>
    /// <returns>A probability; 0 when both levels coincide.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The coordinate lies outside the levels: no probability is
    /// unbiased.</exception>
    public T Probability(T value)
    {
        RequireInside(value);
        return Low == High ? T.Zero : (value - Low) / (High - Low);
    }

    /// <summary>The variance of the reconstruction of one coordinate, <c>(g − b)(a + b − g)</c>.</summary>
    /// <param name="value">A coordinate g in [Low, High].</param>
    /// <exception cref="ArgumentOutOfRangeException">The coordinate lies outside the levels.</exception>
    public T Variance(T value)
    {
        RequireInside(value);
        return (value - Low) * (High - value);
    }

    /// <summary>The sum of the variances of all coordinates.</summary>
    /// <param name="gradient">g, <c>[n]</c>, all in [Low, High].</param>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate lies outside the levels.</exception>
    public T TotalVariance(IEnumerable<T> gradient) => gradient.Aggregate(T.Zero, (sum, g) => sum + Variance(g));

    /// <summary>One random reconstruction: High where the uniform number is below β, else Low.</summary>
    /// <param name="gradient">g, <c>[n]</c>, all in [Low, High].</param>
    /// <param name="uniform">A source of independent uniform numbers in [0, 1), one for each coordinate.</param>
    /// <returns>Values <c>[n]</c>, each Low or High.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate lies outside the levels.</exception>
    public T[] Quantize(IReadOnlyList<T> gradient, Func<T> uniform)
    {
        var sent = new T[gradient.Count];
        for (var i = 0; i < sent.Length; i++)
        {
            sent[i] = uniform() < Probability(gradient[i]) ? High : Low;
        }

        return sent;
    }

    private void RequireInside(T value)
    {
        Require.InRange(
            value >= Low && value <= High,
            nameof(value),
            $"An unbiased one-bit code needs g between its levels {Low} and {High}; got {value}. Widen the levels.");
    }
}
