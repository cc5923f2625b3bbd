using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.GatedLinear;

/// <summary>
/// Geometric mixing of probabilities, <c>Πpᵢ^wᵢ / (Πpᵢ^wᵢ + Π(1 − pᵢ)^wᵢ)</c>: in logits a weighted sum.
/// </summary>
/// <remarks><b>Source:</b> Mattern 2012, "Mixing strategies in data compression"; Veness et al. 2019, "Gated linear
/// networks", arXiv 1910.01526.</remarks>
public static class GeometricMixing
{
    /// <summary>The mixture, <c>σ(Σ wᵢ logit pᵢ)</c>.</summary>
    /// <param name="probabilities">p, each in (0, 1).</param>
    /// <param name="weights">w, one for each probability; any sign, any sum.</param>
    /// <returns>A probability.</returns>
    /// <exception cref="ArgumentException">The numbers of probabilities and weights differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is not strictly between 0 and 1.</exception>
    public static double Mix(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        Require.Length(weights.Length, probabilities.Length, nameof(weights), "one weight for each probability");
        var logit = 0.0;
        for (var i = 0; i < weights.Length; i++)
            logit += weights[i] * Logit(probabilities[i]);
        return Elementary.Sigmoid(logit);
    }

    /// <summary><c>log(p/(1 − p))</c>, the inverse of the logistic function.</summary>
    /// <param name="probability">p in (0, 1).</param>
    /// <returns>A finite number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not strictly between 0 and 1.</exception>
    public static double Logit(double probability)
    {
        Require.InRange(
            probability is > 0 and < 1,
            nameof(probability),
            $"a logit is finite only for probabilities strictly between 0 and 1, but one is {probability}; keep it away "
                + $"from both ends");
        return Elementary.Log(probability / (1 - probability));
    }

    /// <summary>The loss <c>−log p</c> if the event happens and <c>−log(1 − p)</c> otherwise, from the logit.</summary>
    /// <param name="logit">Logit of p.</param>
    /// <param name="happens">Whether the event happens.</param>
    /// <returns><c>log(1 + e^∓logit)</c>, in nats, at least 0.</returns>
    public static double LogLoss(double logit, bool happens)
    {
        var margin = happens ? logit : -logit;
        return Math.Max(0, -margin) + Elementary.Log(1 + Elementary.Exp(-Math.Abs(margin)));
    }
}
