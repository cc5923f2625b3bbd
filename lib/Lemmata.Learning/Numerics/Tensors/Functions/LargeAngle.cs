using System.Numerics;

namespace Lemmata.Learning.Numerics.Tensors.Functions;

/// <summary>
/// Reduces any double by multiples of π/2 in integer arithmetic: exact up to 2⁻²⁰⁰, slow, and needed only beyond some
/// 10⁵.
/// </summary>
internal static class LargeAngle
{
    private const int FractionBits = 1240, KeptBits = 200;

    private static readonly BigInteger HalfPi = (16 * ArcTangentOfInverse(5) - 4 * ArcTangentOfInverse(239)) >> 1;

    /// <summary>
    /// Writes <c>x = q·π/2 + high + low</c> with <c>|high| ≤ π/4</c>; q is given modulo 4, and NaN for an infinite or
    /// undefined x.
    /// </summary>
    public static (long Quadrant, double High, double Low) Reduce(double x)
    {
        if (!double.IsFinite(x))
            return (0, double.NaN, double.NaN);
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        var exponent = (int)(bits >> 52) - 1075;
        var scaled = (BigInteger)((bits & 0xFFFFFFFFFFFFF) | (1L << 52)) << (exponent + FractionBits);
        var quadrant = (scaled + (HalfPi >> 1)) / HalfPi;
        var rest = (scaled - quadrant * HalfPi) >> (FractionBits - KeptBits);
        var high = (double)rest;
        var low = (double)(rest - new BigInteger(high));
        var unit = Math.ScaleB(1, -KeptBits);
        var sign = x < 0 ? -1 : 1;
        return (sign * (long)(quadrant & 3), sign * high * unit, sign * low * unit);
    }

    // artan(1/n) = 1/n − 1/(3n³) + …, in units of 2^−FractionBits with 64 guard bits
    private static BigInteger ArcTangentOfInverse(int n)
    {
        var power = (BigInteger.One << (FractionBits + 64)) / n;
        var sum = power;
        for (var k = 1; !power.IsZero; k++)
        {
            power /= n * n;
            sum += (k % 2 == 0 ? power : -power) / (2 * k + 1);
        }
        return sum >> 64;
    }
}
