using Lemmata.Arguments;
using Lemmata.Display;
using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Topics.Regression;

/// <summary>
/// Linear regression on the first p of D independent standard normal features, of which all carry some of the truth:
/// y = x·β + σε.
/// </summary>
/// <remarks>The risk is the expected squared error at a new point, its noise included. <b>Source:</b> Belkin, Hsu and
/// Xu 2020, "Two models of double descent for weak features", theorem 1, arXiv 1903.07571.</remarks>
public sealed class WeakFeatures
{
    private readonly double[] beta;

    /// <summary>A problem.</summary>
    /// <param name="samples">n, at least 3.</param>
    /// <param name="coefficients">β, <c>[D]</c>, at least one, finite, in the order in which features are used.</param>
    /// <param name="noise">σ, at least 0.</param>
    /// <exception cref="ArgumentException">There is no coefficient, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public WeakFeatures(int samples, IReadOnlyList<double> coefficients, double noise)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        Require.AtLeast(samples, 3);
        beta = [.. coefficients];
        Require.NotEmpty<double>(beta, nameof(coefficients));
        Require.Finite(beta, name: nameof(coefficients));
        Require.InRange(
            noise >= 0 && double.IsFinite(noise),
            nameof(noise),
            $"the noise must be at least 0 and finite, but is {noise}");
        (Samples, Noise) = (samples, noise);
    }

    /// <summary>D features that share the squared norm 1 evenly.</summary>
    /// <param name="samples">n, at least 3.</param>
    /// <param name="features">D, at least 1.</param>
    /// <param name="noise">σ, at least 0.</param>
    /// <returns>The problem with β = 1/√D in every coordinate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static WeakFeatures Even(int samples, int features, double noise)
    {
        Require.AtLeast(features, 1);
        return new(samples, [.. Enumerable.Repeat(1 / Math.Sqrt(features), features)], noise);
    }

    /// <summary>Number n of samples.</summary>
    public int Samples { get; }

    /// <summary>Number D of features.</summary>
    public int Features => beta.Length;

    /// <summary>Standard deviation σ of the noise.</summary>
    public double Noise { get; }

    /// <summary>The risk of the fit to p features, exactly.</summary>
    /// <param name="used">p, from 0 to D.</param>
    /// <returns>With τ² = σ² + Σβ² over the unused features: τ²(1 + p/(n−p−1)) for p up to n − 2, and beyond p = n + 1
    /// (1 − n/p)·Σβ² over the used ones + τ²(1 + n/(p−n−1)); infinite from n − 1 to n + 1, if τ is not 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is outside its range.</exception>
    public double Risk(int used)
    {
        RequireUsed(used);
        var (seen, n) = (Squares(0, used), Samples);
        var hidden = Noise * Noise + Squares(used, Features);
        if (hidden == 0) return used <= n ? 0 : seen * (1 - (double)n / used);
        if (used <= n - 2) return hidden * (1 + used / (n - used - 1.0));
        return used <= n + 1 ? double.PositiveInfinity
            : seen * (1 - (double)n / used) + hidden * (1 + n / (used - n - 1.0));
    }

    /// <summary>The penalty of ridge regression with the least risk, <c>pτ² / Σβ²</c> over the features used.</summary>
    /// <param name="used">p, from 1 to D, with a coefficient other than 0.</param>
    /// <returns>λ.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is outside its range.</exception>
    public double BestPenalty(int used)
    {
        RequireUsed(used);
        var seen = Squares(0, used);
        Require.InRange(
            seen > 0, nameof(used), $"the first {used} coefficients are 0, so every penalty is too small; use more");
        return used * (Noise * Noise + Squares(used, Features)) / seen;
    }

    /// <summary>
    /// Draws training sets, fits them for several p, and takes the risk of each fit: ‖β − w‖² + σ².
    /// </summary>
    /// <param name="used">The numbers p of features, each from 0 to D.</param>
    /// <param name="draws">Number of training sets, at least 1; all p share them.</param>
    /// <param name="seed">Seed of the training sets.</param>
    /// <param name="penalty">Penalty λ at p; none when omitted.</param>
    /// <returns>Risks, <c>[used][draws]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The cell was cancelled.</exception>
    public double[][] Simulate(IReadOnlyList<int> used, int draws, ulong seed, Func<int, double>? penalty = null)
    {
        ArgumentNullException.ThrowIfNull(used);
        Require.AtLeast(draws, 1);
        foreach (var p in used)
            RequireUsed(p);
        double[] penalties = [.. used.Select(p => penalty?.Invoke(p) ?? 0)];
        double[][] risks = [.. used.Select(_ => new double[draws])];
        var (x, y, weights) = (new double[Samples * Features], new double[Samples], new double[Features]);
        var (random, fit) = (new SplitMix64(seed), new LeastNormFit(Samples, Features));
        var cancellation = Ambient.Cancellation;
        for (var draw = 0; draw < draws; draw++)
        {
            cancellation.ThrowIfCancellationRequested();
            Draw(random, x, y);
            for (var k = 0; k < risks.Length; k++)
            {
                fit.Solve(x, y, used[k], penalties[k], weights);
                risks[k][draw] = RiskOf(weights);
            }
        }

        return risks;
    }

    /// <summary>
    /// Draws training sets and follows gradient descent on ‖Xw − y‖²/(2n) from w = 0; the risk on the way, averaged.
    /// </summary>
    /// <param name="used">p, from 1 to D.</param>
    /// <param name="rate">Learning rate, positive; stable below 2 over the largest eigenvalue of XᵀX/n.</param>
    /// <param name="at">Numbers of steps after which the risk is taken, increasing, at least 0.</param>
    /// <param name="draws">Number of training sets, at least 1.</param>
    /// <param name="seed">Seed of the training sets.</param>
    /// <returns>Mean risk after each number of steps.</returns>
    /// <exception cref="ArgumentException">The numbers of steps do not increase.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The cell was cancelled.</exception>
    public double[] Descend(int used, double rate, IReadOnlyList<int> at, int draws, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(at);
        RequireUsed(used);
        Require.AtLeast(used, 1);
        Require.Positive(rate);
        Require.AtLeast(draws, 1);
        for (var k = 0; k < at.Count; k++)
        {
            Require.That(
                at[k] >= 0 && (k == 0 || at[k] > at[k - 1]),
                nameof(at),
                $"numbers of steps are at least 0 and increase, but number {k} is {at[k]}");
        }

        var risks = new double[at.Count];
        var (x, y, weights) = (new double[Samples * Features], new double[Samples], new double[Features]);
        var (random, slope) = (new SplitMix64(seed), new double[used]);
        var cancellation = Ambient.Cancellation;
        for (var draw = 0; draw < draws; draw++)
        {
            cancellation.ThrowIfCancellationRequested();
            Draw(random, x, y);
            Array.Clear(weights);
            for (int k = 0, step = 0; k < risks.Length; k++)
            {
                for (; step < at[k]; step++)
                    Step(x, y, weights, slope, rate);
                risks[k] += RiskOf(weights) / draws;
            }
        }

        return risks;
    }

    private void Step(double[] x, double[] y, double[] weights, double[] slope, double rate)
    {
        Array.Clear(slope);
        for (var i = 0; i < y.Length; i++)
        {
            var row = x.AsSpan(i * Features, slope.Length);
            var error = -y[i];
            for (var j = 0; j < row.Length; j++)
                error += row[j] * weights[j];
            for (var j = 0; j < row.Length; j++)
                slope[j] += error * row[j];
        }

        for (var j = 0; j < slope.Length; j++)
            weights[j] -= rate / y.Length * slope[j];
    }

    /// <summary>All D features are drawn, used or not: nothing of the risk's formula goes in.</summary>
    private void Draw(SplitMix64 random, double[] x, double[] y)
    {
        random.Normals(x);
        random.Normals(y);
        for (var i = 0; i < y.Length; i++)
        {
            var sum = Noise * y[i];
            for (var j = 0; j < beta.Length; j++)
                sum += x[i * beta.Length + j] * beta[j];
            y[i] = sum;
        }
    }

    private double RiskOf(double[] weights)
    {
        var sum = Noise * Noise;
        for (var j = 0; j < weights.Length; j++)
            sum += (beta[j] - weights[j]) * (beta[j] - weights[j]);
        return sum;
    }

    private double Squares(int from, int to)
    {
        var sum = 0.0;
        for (var j = from; j < to; j++)
            sum += beta[j] * beta[j];
        return sum;
    }

    private void RequireUsed(int used) => Require.InRange(
        used >= 0 && used <= Features,
        nameof(used),
        $"the number of features in use must be from 0 to {Features}, but is {used}");
}
