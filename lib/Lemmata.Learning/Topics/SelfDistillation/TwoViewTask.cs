using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Topics.SelfDistillation;

/// <summary>
/// Things of four kinds, each shown twice: what is kept is the kind, what is augmented away is a sign.
/// </summary>
/// <remarks>
/// <b>Definition.</b> A view is the row <c>(a, b, s, 1)</c>: the corner (±1, ±1) of the kind plus normal noise of the
/// given deviation, the sign s = ±<see cref="Sign"/>, drawn anew for each view, and a constant for the bias.
/// </remarks>
/// <param name="noise">Standard deviation of the noise, at least 0.</param>
/// <param name="sign">Size of the sign, at least 0.</param>
public sealed class TwoViewTask(double noise, double sign)
{
    /// <summary>Numbers of a view.</summary>
    public const int Inputs = 4;

    /// <summary>Number of kinds.</summary>
    public const int Kinds = 4;

    /// <summary>Standard deviation of the noise.</summary>
    public double Noise { get; } = NotNegative(noise, nameof(noise));

    /// <summary>Size of the sign.</summary>
    public double Sign { get; } = NotNegative(sign, nameof(sign));

    /// <summary>Draws pairs of views.</summary>
    /// <param name="pairs">How many, at least 1.</param>
    /// <param name="random">The generator.</param>
    /// <returns>Two times [pairs, 4] numbers.</returns>
    public (double[] One, double[] Other) Draw(int pairs, SplitMix64 random)
    {
        Require.AtLeast(pairs, 1);
        ArgumentNullException.ThrowIfNull(random);
        var (one, other) = (new double[pairs * Inputs], new double[pairs * Inputs]);
        for (var i = 0; i < pairs; i++)
        {
            var kind = random.NextInt(Kinds);
            Write(one.AsSpan(i * Inputs, Inputs), kind, random);
            Write(other.AsSpan(i * Inputs, Inputs), kind, random);
        }

        return (one, other);
    }

    /// <summary>A view without noise.</summary>
    /// <param name="kind">From 0 to 3.</param>
    /// <param name="isPositive">The sign.</param>
    /// <returns>Four numbers.</returns>
    public double[] View(int kind, bool isPositive)
    {
        Require.InRange(kind is >= 0 and < Kinds, nameof(kind), $"a kind is 0 to {Kinds - 1}, got {kind}.");
        return [kind % 2 == 0 ? 1 : -1, kind < 2 ? 1 : -1, isPositive ? Sign : -Sign, 1];
    }

    private void Write(Span<double> view, int kind, SplitMix64 random)
    {
        View(kind, random.NextInt(2) == 0).CopyTo(view);
        Span<double> shift = stackalloc double[2];
        random.Normals(shift);
        view[0] += Noise * shift[0];
        view[1] += Noise * shift[1];
    }

    private static double NotNegative(double value, string name)
    {
        Require.InRange(value >= 0 && double.IsFinite(value), name, $"{name} has to be at least 0, got {value}.");
        return value;
    }
}
