using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>
/// The continuous relaxation of a random choice: <c>softmax((x + g)/τ)</c> with independent Gumbel noise g, whose
/// largest entry is at i with the probability softmax(x)ᵢ.
/// </summary>
/// <remarks><b>Source.</b> Jang, Gu and Poole 2017, arXiv 1611.01144; Maddison, Mnih and Teh 2017,
/// arXiv 1611.00712.</remarks>
public static class GumbelSoftmax
{
    private const double Step = 0.25, End = 44;

    /// <summary>One relaxed choice.</summary>
    /// <param name="logits">x, at least one.</param>
    /// <param name="temperature">τ, positive.</param>
    /// <param name="random">The generator; one number a logit.</param>
    /// <returns>Weights in [0, 1] with the sum 1.</returns>
    /// <exception cref="ArgumentException">There is no logit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">τ is not positive.</exception>
    public static double[] Sample(ReadOnlySpan<double> logits, double temperature, SplitMix64 random)
    {
        Require.NotEmpty(logits);
        Require.Positive(temperature);
        ArgumentNullException.ThrowIfNull(random);
        var weights = new double[logits.Length];
        for (var i = 0; i < weights.Length; i++) weights[i] = (logits[i] + Noise(random)) / temperature;
        Softmax.Of<double>(weights, weights);
        return weights;
    }

    /// <summary>One number of the Gumbel law, <c>−ln(−ln u)</c>.</summary>
    /// <param name="random">The generator.</param>
    /// <returns>A finite number.</returns>
    public static double Noise(SplitMix64 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var uniform = ((random.NextUInt64() >> 12) + 0.5) / (1UL << 52);      // 53 bits suffice: never 0 and never 1
        return -Elementary.Log(-Elementary.Log(uniform));
    }

    /// <summary>
    /// The mean weight of the first of two classes, <c>E σ((x + L)/τ)</c>, where L, the difference of two Gumbel
    /// numbers, has the logistic law.
    /// </summary>
    /// <param name="gap">x, the first logit less the second.</param>
    /// <param name="temperature">τ, positive.</param>
    /// <returns>A number between σ(x), the limit for τ → 0, and ½, the limit for τ → ∞.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or τ not positive.</exception>
    /// <remarks><b>Error.</b> Below 1e-13. The trapezoidal rule with the step ¼ for
    /// <c>∫ σ(x + τs) σ′(s) ds</c> if τ is at most 1, else for <c>∫ σ((x + s)/τ) σ′(s) ds</c>, which is the same number:
    /// the nearest singularity is then at a distance of π from the real line.</remarks>
    public static double TwoClassMean(double gap, double temperature)
    {
        Require.Positive(temperature);
        Require.InRange(double.IsFinite(gap), nameof(gap), $"gap has to be finite, got {gap}.");
        var sum = 0.0;
        for (var i = -(int)(End / Step); i <= (int)(End / Step); i++)
        {
            var s = i * Step;
            var inner = temperature <= 1 ? gap + temperature * s : (gap + s) / temperature;
            sum += Elementary.Sigmoid(inner) * Elementary.Sigmoid(s) * Elementary.Sigmoid(-s);
        }

        return sum * Step;
    }

    /// <summary>The mean for τ = 1 in closed form, <c>eˣ(eˣ − x − 1)/(eˣ − 1)²</c>.</summary>
    /// <param name="gap">x; near 0 the series 1/2 + x/6 is used, where the form loses its digits.</param>
    /// <returns>The mean weight of the first class.</returns>
    public static double TwoClassMeanAtOne(double gap)
    {
        if (Math.Abs(gap) < 1e-3) return 0.5 + gap / 6 - gap * gap * gap / 180;
        var (away, rest) = (Math.Exp(-Math.Abs(gap)), Math.Abs(gap));
        var upper = (1 - away * (rest + 1)) / ((1 - away) * (1 - away));
        return gap > 0 ? upper : 1 - upper;
    }

    /// <summary>
    /// The mean for τ = ½ in closed form, <c>(1 + (2xa² − (π/2)a(1 − a²))/(1 + a²))/(1 + a²)</c> with a = e⁻ˣ.
    /// </summary>
    /// <param name="gap">x.</param>
    /// <returns>The mean weight of the first class.</returns>
    public static double TwoClassMeanAtHalf(double gap)
    {
        var a = Math.Exp(-Math.Abs(gap));
        var square = 1 + a * a;
        var upper = (1 + (2 * Math.Abs(gap) * a * a - Math.PI / 2 * a * (1 - a * a)) / square) / square;
        return gap > 0 ? upper : 1 - upper;
    }
}
