using System.Globalization;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>A learning-rate schedule: the factor by which the rate of each step is multiplied.</summary>
/// <param name="Name">What it is called in records and checkpoints, with its numbers.</param>
/// <param name="Factor">The factor of step t = 1, 2, …</param>
public sealed record Schedule(string Name, Func<long, double> Factor)
{
    /// <summary>The same rate in every step.</summary>
    public static Schedule Constant { get; } = new("constant", _ => 1);

    /// <summary>Grows linearly to 1 over the first steps: min(1, t / steps).</summary>
    /// <param name="steps">Number of steps, at least 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is below 1.</exception>
    public static Schedule Warmup(long steps)
    {
        Require.AtLeast(steps, 1);
        return new($"warm-up over {steps} steps", t => Math.Min(1, t / (double)steps));
    }

    /// <summary>Falls along half a cosine from 1 to <paramref name="last"/> and stays there.</summary>
    /// <param name="steps">Number of steps of the fall, at least 1.</param>
    /// <param name="last">The final factor, at least 0.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is below 1 or the last factor is NaN or
    /// negative.</exception>
    public static Schedule CosineDecay(long steps, double last = 0)
    {
        Require.AtLeast(steps, 1);
        RequireFactor(last);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"cosine over {steps} steps to {last}"),
            t => last + (1 - last) * (1 + Elementary.Cos(Math.PI * Math.Min(1, t / (double)steps))) / 2);
    }

    /// <summary>Multiplied by <paramref name="factor"/> after every <paramref name="steps"/> steps.</summary>
    /// <param name="steps">Steps between two falls, at least 1.</param>
    /// <param name="factor">The factor of one fall, at least 0.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is below 1 or the factor is NaN or
    /// negative.</exception>
    public static Schedule StepDecay(long steps, double factor)
    {
        Require.AtLeast(steps, 1);
        RequireFactor(factor);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"times {factor} every {steps} steps"),
            t => OptimizerState<double>.PowerOf(factor, (t - 1) / steps));
    }

    /// <summary>The product with another schedule, such as a warm-up before a decay.</summary>
    /// <param name="other">The other schedule.</param>
    /// <returns>The schedule whose factor is the product of both.</returns>
    public Schedule Times(Schedule other) => new($"{Name}, {other.Name}", t => Factor(t) * other.Factor(t));

    private static void RequireFactor(double factor)
    {
        Require.InRange(factor >= 0, nameof(factor), $"a schedule's factor must be at least 0, but is {factor}");
    }
}
