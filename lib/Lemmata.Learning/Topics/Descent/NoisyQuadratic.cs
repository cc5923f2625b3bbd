using Lemmata.Arguments;
using Lemmata.Display;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Descent;

/// <summary>
/// A parabola whose minimum is seen through noise: each step's gradient is <c>h(θ − c)</c> with fresh c ~ N(0, 1).
/// </summary>
/// <remarks>
/// <para><b>Definition:</b> a step with the learning rate γ multiplies the mean of θ by r = 1 − γh and adds noise of
/// variance (γh)². Variances are in units of the noise's.</para>
/// <para><b>Source:</b> Zhang et al. 2019, "Lookahead Optimizer: k steps forward, 1 step back", section 3.1,
/// arXiv 1907.08610.</para>
/// </remarks>
public static class NoisyQuadratic
{
    /// <summary>The variance in which gradient descent settles, <c>γh/(2 − γh)</c>.</summary>
    /// <param name="relativeRate">Learning rate times curvature γh, in (0, 2).</param>
    /// <returns>A positive number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    public static double SteadyVariance(double relativeRate)
    {
        RequireRate(relativeRate);
        return relativeRate / (2 - relativeRate);
    }

    /// <summary>The relative rate γh at which gradient descent settles in some variance V, <c>2V/(1 + V)</c>.</summary>
    /// <param name="variance">V, positive.</param>
    /// <returns>A number in (0, 2).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The variance is not positive.</exception>
    public static double RateOfVariance(double variance)
    {
        Require.Positive(variance);
        return 2 * variance / (1 + variance);
    }

    /// <summary>
    /// What one outer step of Lookahead leaves of the mean, <c>C = 1 − α(1 − rᵏ)</c> with r = 1 − γh.
    /// </summary>
    /// <param name="relativeRate">Learning rate times curvature γh of the inner steps, in (0, 2).</param>
    /// <param name="innerSteps">Number k of inner steps, at least 1.</param>
    /// <param name="alpha">The slow weights' step α, in (0, 1].</param>
    /// <returns>A number in (−1, 1).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double LookaheadContraction(double relativeRate, int innerSteps, double alpha)
    {
        RequireSettings(relativeRate, innerSteps, alpha);
        return 1 - alpha * (1 - Math.Pow(1 - relativeRate, innerSteps));
    }

    /// <summary>
    /// The variance in which the slow weights of Lookahead settle, that of gradient descent times
    /// <c>α²(1 − r²ᵏ) / (α²(1 − r²ᵏ) + 2α(1 − α)(1 − rᵏ))</c>.
    /// </summary>
    /// <param name="relativeRate">Learning rate times curvature γh of the inner steps, in (0, 2).</param>
    /// <param name="innerSteps">Number k of inner steps, at least 1.</param>
    /// <param name="alpha">The slow weights' step α, in (0, 1].</param>
    /// <returns>A positive number, at most <see cref="SteadyVariance"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double LookaheadSteadyVariance(double relativeRate, int innerSteps, double alpha)
    {
        RequireSettings(relativeRate, innerSteps, alpha);
        var left = Math.Pow(1 - relativeRate, innerSteps);
        var fresh = alpha * alpha * (1 - left * left);
        return SteadyVariance(relativeRate) * fresh / (fresh + 2 * alpha * (1 - alpha) * (1 - left));
    }

    /// <summary>Runs an optimiser on many independent copies of the problem at once.</summary>
    /// <param name="optimizer">The method; its learning rate is γ.</param>
    /// <param name="curvature">h, positive.</param>
    /// <param name="start">θ before the first step, the same in every copy.</param>
    /// <param name="steps">Number of steps, at least 1.</param>
    /// <param name="copies">Number of copies, at least 1.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <returns>θ of each copy after the last step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The cell was cancelled.</exception>
    /// <remarks><b>Cost:</b> O(steps · copies); steps allocate nothing. <b>Determinism:</b> the same bits
    /// everywhere.</remarks>
    public static double[] Simulate(
        Optimizer optimizer,
        double curvature,
        double start,
        int steps,
        int copies,
        ulong seed)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Require.Positive(curvature);
        Require.AtLeast(steps, 1);
        Require.AtLeast(copies, 1);
        Require.InRange(double.IsFinite(start), nameof(start), $"start must be finite, but is {start}");
        var theta = new Tensor<double>(copies);
        theta.Span.Fill(start);
        Tensor<double>[] gradients = [new(copies)];
        var state = optimizer.Start([theta]);
        var random = new SplitMix64(seed);
        var cancellation = Ambient.Cancellation;
        for (var t = 0; t < steps; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<double> gradient = gradients[0].Span, point = theta.Span;
            random.Normals(gradient);
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] = curvature * (point[i] - gradient[i]);
            state.Step(gradients);
        }

        return theta.Data;
    }

    private static void RequireSettings(double relativeRate, int innerSteps, double alpha)
    {
        RequireRate(relativeRate);
        Require.AtLeast(innerSteps, 1);
        Require.InRange(
            alpha > 0 && alpha <= 1,
            nameof(alpha),
            $"alpha must be in (0, 1], but is {NumberText.Significant(alpha)}; pass for example 0.5");
    }

    private static void RequireRate(double relativeRate) => Require.InRange(
        relativeRate > 0 && relativeRate < 2,
        nameof(relativeRate),
        $"the learning rate times the curvature must be in (0, 2), but is {NumberText.Significant(relativeRate)}; "
            + "beyond that gradient descent diverges");
}
