using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Probability;

/// <summary>
/// Differential privacy of normal noise: a vector that one person's data can move by at most Δ, plus independent normal
/// numbers of deviation σ, is (ε, δ)-private when no event's probability exceeds e^ε times another plus δ.
/// </summary>
/// <remarks>
/// <para>Definition: the best δ for given ε is <c>Φ(Δ/2σ − εσ/Δ) − e^ε Φ(−Δ/2σ − εσ/Δ)</c>, since the two laws that
/// have to be told apart are N(0, σ²) and N(Δ, σ²), whatever the dimension.</para>
/// <para>Determinism: the same bits on every machine.</para>
/// <para>Source: B. Balle and Y.-X. Wang 2018, theorem 8, arXiv 1805.06530; the classical rule is C. Dwork and A. Roth
/// 2014, theorem A.1.</para>
/// </remarks>
public static class GaussianMechanism
{
    /// <summary>The classical rule <c>σ = Δ√(2 ln(1.25/δ))/ε</c>, proved for ε below 1 only.</summary>
    /// <param name="sensitivity">Δ, positive.</param>
    /// <param name="epsilon">ε, positive; from 1 on the rule promises nothing, and for large ε it fails.</param>
    /// <param name="delta">δ, in (0, 1).</param>
    /// <returns>The deviation of the noise, in the unit of Δ.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double ClassicalScale(double sensitivity, double epsilon, double delta)
    {
        Require.Positive(sensitivity, "the sensitivity Δ");
        Require.Positive(epsilon, "the privacy loss ε");
        RequireDelta(delta);
        return sensitivity * Math.Sqrt(2 * Tensors.Elementary.Log(1.25 / delta)) / epsilon;
    }

    /// <summary>The smallest δ for which noise of deviation σ is (ε, δ)-private.</summary>
    /// <param name="sensitivity">Δ, positive.</param>
    /// <param name="scale">σ, positive.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <returns>A number in [0, 1); at ε = 0 the total variation distance of the two laws.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <remarks>With a and −b the two arguments of Φ, <c>e^ε φ(b) = φ(a)</c>, so that e^ε is never formed.</remarks>
    public static double Delta(double sensitivity, double scale, double epsilon)
    {
        Require.Positive(sensitivity, "the sensitivity Δ");
        Require.Positive(scale, "the deviation σ");
        Require.InRange(
            epsilon >= 0 && double.IsFinite(epsilon),
            nameof(epsilon),
            $"The privacy loss ε has to be at least 0 and finite, got {epsilon}.");

        var half = sensitivity / scale / 2;
        var shift = epsilon * (scale / sensitivity);
        var (a, b) = (half - shift, half + shift);
        var outside = StandardNormal.Density(a) * StandardNormal.MillsRatio(b);
        return a > 0
            ? StandardNormal.Cumulative(a) - outside
            : Math.Max(0, StandardNormal.Density(a) * StandardNormal.MillsRatio(-a) - outside);
    }

    /// <summary>The smallest σ that is (ε, δ)-private, the analytic Gaussian mechanism.</summary>
    /// <param name="sensitivity">Δ, positive.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <param name="delta">δ, in (0, 1).</param>
    /// <returns>The deviation of the noise, in the unit of Δ; <see cref="Delta"/> there is at most δ.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <remarks>Cost: about a hundred evaluations of <see cref="Delta"/>, which falls with σ.</remarks>
    public static double Scale(double sensitivity, double epsilon, double delta)
    {
        RequireDelta(delta);
        var (low, high) = (sensitivity, sensitivity);
        while (Delta(sensitivity, high, epsilon) > delta)
            high *= 2;
        while (Delta(sensitivity, low, epsilon) <= delta)
            low /= 2;
        return Bisect(low, high, scale => Delta(sensitivity, scale, epsilon) <= delta);
    }

    /// <summary>The smallest ε for which noise of deviation σ is (ε, δ)-private.</summary>
    /// <param name="sensitivity">Δ, positive.</param>
    /// <param name="scale">σ, positive.</param>
    /// <param name="delta">δ, in (0, 1).</param>
    /// <returns>A number, at least 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <remarks>Cost: about a hundred evaluations of <see cref="Delta"/>, which falls with ε.</remarks>
    public static double Epsilon(double sensitivity, double scale, double delta)
    {
        RequireDelta(delta);
        if (Delta(sensitivity, scale, 0) <= delta)
            return 0;
        var high = 1.0;
        while (Delta(sensitivity, scale, high) > delta)
            high *= 2;
        return Bisect(0, high, epsilon => Delta(sensitivity, scale, epsilon) <= delta);
    }

    /// <summary>The smallest number that passes, when all larger ones do; low fails and high passes.</summary>
    private static double Bisect(double low, double high, Func<double, bool> passes)
    {
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
                return high;
            if (passes(middle))
                high = middle;
            else
                low = middle;
        }
    }

    private static void RequireDelta(double delta) => Require.InRange(
        delta > 0 && delta < 1,
        nameof(delta),
        $"The probability δ has to lie between 0 and 1, both excluded, got {delta}; normal noise is never private with "
            + $"δ = 0.");
}
