using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Coding;

/// <summary>Shannon's code lengths, which waste less than one bit a symbol.</summary>
/// <remarks>Source: C. E. Shannon 1948, section 9.</remarks>
public static class Shannon
{
    /// <summary>The length <c>⌈log2(1/p)⌉</c>, without rounding error.</summary>
    /// <param name="probability">In (0, 1].</param>
    /// <returns>The smallest l with <c>2^(−l) ≤ p</c>, in bits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside (0, 1].</exception>
    /// <remarks>Error: none; the length is read from the exponent of the double, not from a logarithm.</remarks>
    public static int Length(double probability)
    {
        Require.InRange(
            probability > 0 && probability <= 1,
            nameof(probability),
            $"A probability with a code word lies in (0, 1]; got {probability:R}.");

        return -Math.ILogB(probability);
    }

    /// <summary>The entropy <c>−Σ p log2 p</c> in bits.</summary>
    /// <param name="probabilities">At least zero each; they need not sum to one, so a partial sum of an infinite
    /// source is allowed. Zero terms count as zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1].</exception>
    /// <remarks>Error: Neumaier summation; about one rounding error per term weighted by the term.</remarks>
    public static double EntropyBits(IEnumerable<double> probabilities)
    {
        double sum = 0, lost = 0;
        var index = 0;
        foreach (var p in probabilities)
        {
            Require.InRange(
                p >= 0 && p <= 1,
                nameof(probabilities),
                $"Probabilities lie in [0, 1]; probabilities[{index}] is {p:R}.");

            var term = p > 0 ? -p * Math.Log2(p) : 0;
            var next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
            index++;
        }

        return sum + lost;
    }
}
