using Lemmata.Arguments;

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
        var (sum, weight) = (0.0, new LogWeight(dimension, 0.5));
        for (var j = 0; j < bits; j++, weight.Next())
            sum += weight.Value;
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
        if (agreement == 1) return Math.Pow(1 - Math.Pow(0.5, dimension), alternatives - 1);
        if (agreement == 0) return alternatives == 1 ? 1 : 0;
        var (sum, above) = (0.0, 1.0);
        var (other, right) = (new LogWeight(dimension, 0.5), new LogWeight(dimension, 1 - agreement));
        for (var j = 0; j <= dimension; j++, other.Next(), right.Next())
        {
            above = Math.Max(0, above - other.Value);
            var weight = right.Value;
            if (weight > 0) sum += weight * Math.Pow(above, alternatives - 1);
        }

        return sum;
    }

    /// <summary>The logarithm of a binomial weight, moved from one number of hits to the next.</summary>
    private struct LogWeight(int trials, double probability)
    {
        private const double Negligible = -745;      // exp of less is 0
        private readonly double odds = Math.Log(probability / (1 - probability));
        private double log = trials * Math.Log(1 - probability);
        private int hits;

        public readonly double Value => log < Negligible ? 0 : Math.Exp(log);

        public void Next()
        {
            log += odds + Math.Log((trials - hits) / (hits + 1.0));
            hits++;
        }
    }
}
