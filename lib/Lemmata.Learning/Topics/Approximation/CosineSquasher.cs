using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Approximation;

/// <summary>
/// The cosine squasher, a half-wave ramp between 0 and 1: <c>Ψ(z) = (1 + cos(z + 3π/2))/2</c> on |z| ≤ π/2.
/// </summary>
/// <remarks>Source: K. Hornik, M. Stinchcombe, H. White 1989, section 2; A. R. Gallant and H. White 1988.</remarks>
public static class CosineSquasher
{
    /// <summary>Ψ(z): 0 left of the ramp, <c>(1 + sin z)/2</c> on it, 1 right of it.</summary>
    /// <param name="z">Any number.</param>
    public static double Value(double z) => z <= -Math.PI / 2 ? 0 : z >= Math.PI / 2 ? 1 : (1 + Math.Sin(z)) / 2;

    /// <summary>The network <c>−1 + 2 Σ (−1)^k Ψ(z − kπ)</c>, k = 0 … <paramref name="ramps"/>, which is sin z on
    /// [−π/2, (ramps + ½)π] and constant outside.</summary>
    /// <param name="z">Any number.</param>
    /// <param name="ramps">The index m of the last ramp, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static double Sine(double z, int ramps)
    {
        Require.InRange(ramps >= 0, nameof(ramps), $"The last ramp has index 0 or more; got {ramps}.");

        var sum = -1.0;
        for (var k = 0; k <= ramps; k++)
        {
            sum += (k % 2 == 0 ? 2 : -2) * Value(z - k * Math.PI);
        }

        return sum;
    }
}
