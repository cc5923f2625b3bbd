using Lemmata.Arguments;
using MathNet.Numerics;

namespace Lemmata.Learning.Topics.Hyperdimensional;

/// <summary>Exact probabilities of distances between random vectors, bundles and their members.</summary>
public static class HammingLaw
{
    /// <summary>
    /// The probability that a bundle of k random vectors agrees with one of them in a given bit,
    /// <c>½ + C(k−1, (k−1)/2)/2ᵏ</c> for odd k.
    /// </summary>
    /// <param name="count">k, at least 1; for even k, with ties decided by a random vector, the value of k + 1.</param>
    /// <returns>From 1 (k = 1) down to ½, about ½ + 1/√(2πk).</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    public static double Agreement(int count)
    {
        Require.AtLeast(count, 1);
        var half = (count | 1) / 2;
        var excess = 0.5;
        for (var j = 1; j <= half; j++)
            excess *= (2 * j - 1) / (2.0 * j);
        return 0.5 + excess;
    }

    /// <summary>The probability that two random vectors differ in fewer than some number of bits.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="bits">The number, from 0 to D + 1.</param>
    /// <returns>The sum of C(D, j)/2ᴰ over j below it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double Below(int dimension, int bits)
    {
        Require.AtLeast(dimension, 1);
        Require.InRange(
            bits >= 0 && bits <= dimension + 1,
            nameof(bits),
            $"the number of bits must be from 0 to {dimension + 1}, but is {bits}");
        var sum = 0.0;
        for (var j = 0; j < bits; j++)
            sum += Weight(dimension, j, 0.5);
        return sum;
    }

    /// <summary>
    /// The probability that the right one among V vectors is the nearest, strictly, to a vector that agrees with it
    /// in each bit with some probability and is unrelated to the others.
    /// </summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="agreement">Probability a of agreeing in a bit, in [0, 1].</param>
    /// <param name="alternatives">V, the right one included, at least 1.</param>
    /// <returns>Σ P(Bin(D, 1−a) = j) · P(Bin(D, ½) &gt; j)^(V−1).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <remarks><b>Cost:</b> O(D).</remarks>
    public static double ReadBack(int dimension, double agreement, int alternatives)
    {
        Require.AtLeast(dimension, 1);
        Require.Probability(agreement);
        Require.AtLeast(alternatives, 1);
        var (sum, above) = (0.0, 1.0);
        for (var j = 0; j <= dimension; j++)
        {
            above = Math.Max(0, above - Weight(dimension, j, 0.5));
            sum += Weight(dimension, j, 1 - agreement) * Math.Pow(above, alternatives - 1);
        }

        return sum;
    }

    private static double Weight(int trials, int hits, double probability)
    {
        if (probability is 0 or 1) return hits == (probability == 0 ? 0 : trials) ? 1 : 0;
        return Math.Exp(
            SpecialFunctions.BinomialLn(trials, hits)
                + hits * Math.Log(probability)
                + (trials - hits) * Math.Log(1 - probability));
    }
}
