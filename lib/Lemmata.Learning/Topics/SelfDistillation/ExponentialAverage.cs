using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.SelfDistillation;

/// <summary>The running average <c>a ← ma + (1 − m)x</c>.</summary>
public static class ExponentialAverage
{
    /// <summary>Moves an average towards new values.</summary>
    /// <param name="average">The average, changed in place.</param>
    /// <param name="values">New values, as many.</param>
    /// <param name="momentum">m, the share of the old average that is kept, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">m is outside its range.</exception>
    public static void Update(Span<double> average, ReadOnlySpan<double> values, double momentum)
    {
        Require.Length(values.Length, average.Length, nameof(values), "one value for each average");
        Require.Probability(momentum);
        for (var i = 0; i < average.Length; i++) average[i] = momentum * average[i] + (1 - momentum) * values[i];
    }

    /// <summary>Steps after which half of an old value is left, <c>ln 2/−ln m</c>.</summary>
    /// <param name="momentum">m, between 0 and 1, neither included.</param>
    /// <returns>The number of steps, not whole in general.</returns>
    /// <exception cref="ArgumentOutOfRangeException">m is outside its range.</exception>
    public static double HalfLife(double momentum)
    {
        Require.InRange(
            momentum is > 0 and < 1,
            nameof(momentum),
            $"momentum has to lie between 0 and 1, got {momentum}; at 0 nothing is kept, at 1 nothing is lost.");
        return Math.Log(2) / -Math.Log(momentum);
    }
}
