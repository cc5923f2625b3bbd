using Lemmata.Arguments;
using MathNet.Numerics;

namespace Lemmata.Learning.Numerics.Differentiation;

/// <summary>The angle between a fixed vector and a uniformly random direction in n dimensions.</summary>
public static class RandomDirection
{
    /// <summary>The probability that <c>|cos|</c> of the angle is below a threshold:
    /// <c>I(c²; ½, (n−1)/2)</c>, the regularised incomplete beta function.</summary>
    /// <param name="dimension">n, at least 1.</param>
    /// <param name="threshold">c in [0, 1].</param>
    /// <returns>A probability; in one dimension it is 0 below the threshold 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1 or the threshold outside [0,
    /// 1].</exception>
    /// <remarks>Definition: cos² follows Beta(½, (n−1)/2). A gradient error δ changes the directional derivative by
    /// ‖δ‖ cos, so this is the share of random directions that see less than c‖δ‖ of it.</remarks>
    public static double ProbabilityOfCosineBelow(int dimension, double threshold)
    {
        Require.InRange(dimension >= 1, nameof(dimension), $"The dimension is at least 1; got {dimension}.");

        Require.InRange(
            threshold >= 0 && threshold <= 1,
            nameof(threshold),
            $"A cosine's modulus lies in [0, 1]; got {threshold:R}.");

        if (dimension == 1 || threshold is 0 or 1)
        {
            return threshold < 1 ? 0 : 1;
        }

        return SpecialFunctions.BetaRegularized(0.5, (dimension - 1) / 2.0, threshold * threshold);
    }
}
