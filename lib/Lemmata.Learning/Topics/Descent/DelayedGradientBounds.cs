using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Descent;

/// <summary>Bounds on one step of K-module decoupled descent, all in the form
/// <c>f(w(t+1)) − f(w(t)) ≤ −(γ/2)‖∇f(w(t))‖² + (γ² L M / 2) · B</c>; the methods give B.</summary>
/// <remarks>
/// <para>f is L-smooth, gradients are full and their squared norms at most M, module k sees the iterate that is K − k
/// steps old, step sizes do not increase, and <c>t ≥ K − 1</c>. σ is the largest ratio
/// <c>γ(max(0, t−K+1)) / γ(t)</c>, and Lγ the product of smoothness and step size.</para>
/// <para>While Lγ(t) ≤ 1 the leading K of <see cref="Corrected"/> and <see cref="Sharper"/> can be dropped: with
/// <c>a = (w(t) − w(t+1))/γ</c> and <c>q = a − ∇f(w(t))</c>,
/// <c>f(w(t+1)) − f(w(t)) ≤ −(γ/2)‖∇f(w(t))‖² + (γ/2)‖q‖² − (γ/2)(1 − Lγ)‖a‖²</c>, and K pays only for the last
/// term. The methods keep it, so that they hold for every Lγ.</para>
/// </remarks>
public static class DelayedGradientBounds
{
    /// <summary>The bracket that follows from the drift <c>Σ_k ‖w(t−K+k) − w(t)‖²</c>:
    /// <c>K + σ² Lγ · K²(K−1)(2K−1)/6</c>.</summary>
    /// <param name="modules">K, at least 1.</param>
    /// <param name="smoothnessStep">Lγ(t), at least 0.</param>
    /// <param name="sigma">σ, at least 1 for falling step sizes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double Corrected(int modules, double smoothnessStep = 1, double sigma = 1)
    {
        RequireBounds(modules, smoothnessStep, sigma);
        double k = modules;
        return k + sigma * sigma * smoothnessStep * k * k * (k - 1) * (2 * k - 1) / 6;
    }

    /// <summary>The bracket for a constant step size, which counts each past gradient once:
    /// <c>K + Lγ · K(K−1)(5K−4)/6</c>.</summary>
    /// <param name="modules">K, at least 1.</param>
    /// <param name="smoothnessStep">Lγ, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <remarks>Definition: a step is a sum over disjoint blocks, so D successive steps together hold at most
    /// D + K − 1 whole gradients.</remarks>
    public static double Sharper(int modules, double smoothnessStep = 1)
    {
        RequireBounds(modules, smoothnessStep, 1);
        double k = modules;
        return k + smoothnessStep * k * (k - 1) * (5 * k - 4) / 6;
    }

    /// <summary>What stochastic gradients add to a bracket, for a constant step size: <c>(K−1)(2K−1)</c>.</summary>
    /// <param name="modules">K, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">K is below 1.</exception>
    public static double StochasticExcess(int modules)
    {
        RequireBounds(modules, 1, 1);
        return (modules - 1.0) * (2.0 * modules - 1);
    }

    /// <summary>The bracket of the published lemma, <c>2(K + σK⁴)</c>.</summary>
    /// <param name="modules">K, at least 1.</param>
    /// <param name="sigma">σ, at least 1 for falling step sizes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <remarks>Source: Huo, Gu, Yang, Huang 2018, arXiv:1804.10574, lemma 1.</remarks>
    public static double Published(int modules, double sigma = 1)
    {
        RequireBounds(modules, 1, sigma);
        return 2 * (modules + sigma * Math.Pow(modules, 4));
    }

    /// <summary>The bracket <c>K²(1 + K² L M σ)</c> of the short proof under study, which mixes units.</summary>
    /// <param name="modules">K, at least 1.</param>
    /// <param name="smoothness">L, at least 0.</param>
    /// <param name="squaredGradient">M, at least 0.</param>
    /// <param name="sigma">σ, at least 1 for falling step sizes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double ShortProof(int modules, double smoothness, double squaredGradient, double sigma = 1)
    {
        RequireBounds(modules, smoothness * squaredGradient, sigma);
        double k = modules;
        return k * k * (1 + k * k * smoothness * squaredGradient * sigma);
    }

    private static void RequireBounds(int modules, double product, double sigma)
    {
        Require.InRange(modules >= 1, nameof(modules), $"The number of modules K is at least 1; got {modules}.");

        Require.InRange(
            product >= 0,
            nameof(product),
            $"Smoothness, gradient bound and step size are at least 0; their product is {product:R}.");

        Require.InRange(sigma > 0, nameof(sigma), $"The step-size ratio σ is above 0; got {sigma:R}.");
    }
}
