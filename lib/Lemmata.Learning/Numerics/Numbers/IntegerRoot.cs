using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Numbers;

/// <summary>Roots in whole numbers, without rounding.</summary>
public static class IntegerRoot
{
    /// <summary>The smallest n ≥ 0 with <c>n^degree ≥ value</c>, such as the number of words of which
    /// <c>degree</c> in a row give each of <c>value</c> things a name of its own.</summary>
    /// <param name="value">A whole number, at least 0.</param>
    /// <param name="degree">The degree, at least 1.</param>
    /// <returns>The root, rounded up.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or the degree below 1.</exception>
    /// <remarks>Cost: one power for each bit of the root.</remarks>
    public static BigInteger Ceiling(BigInteger value, int degree)
    {
        Require.AtLeast(value, BigInteger.Zero, "the number to take the root of");
        Require.AtLeast(degree, 1, "the degree of the root");
        if (value.IsZero)
            return BigInteger.Zero;
        var high = BigInteger.One;
        while (BigInteger.Pow(high, degree) < value)
            high *= 2;
        var low = high / 2;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = BigInteger.Pow(middle, degree) < value ? (middle, high) : (low, middle);
        }

        return high;
    }
}
