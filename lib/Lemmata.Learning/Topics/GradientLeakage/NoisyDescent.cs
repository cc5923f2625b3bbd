using Lemmata.Arguments;
using Lemmata.Display;
using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Topics.GradientLeakage;

/// <summary>Gradient descent on <c>f(θ) = ½hθ²</c> with normal noise on every gradient,
/// <c>θ ← θ − η(hθ + σn)</c>.</summary>
/// <param name="Curvature">h, positive.</param>
/// <param name="Noise">σ, the deviation of the noise, at least 0.</param>
/// <param name="Start">θ at step 0.</param>
public sealed record NoisyDescent(double Curvature, double Noise, double Start)
{
    /// <summary>The mean loss at each step, exactly.</summary>
    /// <param name="step">η at steps 0, 1, …; any finite number.</param>
    /// <param name="count">Number of steps, at least 0.</param>
    /// <returns><c>E f(θ_k)</c> for k = 0 … count, from the recursions of mean and variance.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public double[] MeanLoss(Func<int, double> step, int count)
    {
        RequireUsable(count);
        var (mean, variance) = (Start, 0.0);
        var loss = new double[count + 1];
        for (var k = 0; ; k++)
        {
            loss[k] = Curvature / 2 * (mean * mean + variance);
            if (k == count)
                return loss;
            var (eta, factor) = (step(k), 1 - step(k) * Curvature);
            (mean, variance) = (factor * mean, factor * factor * variance + eta * eta * Noise * Noise);
        }
    }

    /// <summary>The mean loss that a constant step ends at, <c>ησ²/(2(2 − ηh))</c>.</summary>
    /// <param name="step">η, with 0 &lt; ηh &lt; 2.</param>
    /// <returns>A number, at least 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range; from ηh = 2 on there is no end.
    /// </exception>
    public double Floor(double step)
    {
        RequireUsable(0);
        Require.InRange(
            step > 0 && step * Curvature < 2,
            nameof(step),
            $"The step η has to be positive with ηh below 2, got η = {step}, h = {Curvature}; from 2 on the mean loss "
                + $"grows without end.");

        return step * Noise * Noise / (2 * (2 - step * Curvature));
    }

    /// <summary>The loss at each step, averaged over simulated runs, with its standard error.</summary>
    /// <param name="step">η at steps 0, 1, ….</param>
    /// <param name="count">Number of steps, at least 0.</param>
    /// <param name="runs">Number of runs, at least 2.</param>
    /// <param name="random">Where the noise comes from.</param>
    /// <returns>Mean and standard error for k = 0 … count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The host cancelled the cell.</exception>
    public (double[] Mean, double[] StandardError) Simulate(
        Func<int, double> step,
        int count,
        int runs,
        SplitMix64 random)
    {
        RequireUsable(count);
        Require.AtLeast(runs, 2, "the number of runs");
        var cancellation = Ambient.Cancellation;
        double[] mean = new double[count + 1], error = new double[count + 1], theta = new double[runs];
        var noise = new double[runs];
        Array.Fill(theta, Start);
        for (var k = 0; ; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            (mean[k], error[k]) = Moments(theta);
            if (k == count)
                return (mean, error);
            random.Normals(noise.AsSpan());
            var eta = step(k);
            for (var i = 0; i < runs; i++)
                theta[i] -= eta * (Curvature * theta[i] + Noise * noise[i]);
        }
    }

    private (double Mean, double StandardError) Moments(double[] theta)
    {
        var sum = 0.0;
        foreach (var t in theta)
            sum += Curvature / 2 * t * t;
        var (mean, squares) = (sum / theta.Length, 0.0);
        foreach (var t in theta)
            squares += (Curvature / 2 * t * t - mean) * (Curvature / 2 * t * t - mean);
        return (mean, Math.Sqrt(squares / (theta.Length - 1) / theta.Length));
    }

    private void RequireUsable(int count)
    {
        Require.Positive(Curvature, "the curvature h");
        Require.InRange(
            Noise >= 0 && double.IsFinite(Noise),
            nameof(Noise),
            $"The deviation σ has to be at least 0 and finite, got {Noise}.");

        Require.AtLeast(count, 0, "the number of steps");
    }
}
