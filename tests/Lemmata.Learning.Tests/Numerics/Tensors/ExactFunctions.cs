using System.Numerics;

namespace Lemmata.Learning.Tests.Numerics.Tensors;

/// <summary>
/// Elementary functions in fixed-point integer arithmetic with 2⁻²⁶⁰ resolution: the references of the error bounds.
/// </summary>
internal static class ExactFunctions
{
    private const int Bits = 260;

    private static readonly BigInteger One = BigInteger.One << Bits;
    private static readonly BigInteger Ln2 = 2 * ArTanh(One / 3);
    private static readonly BigInteger Pi = WidePi() >> 1100;

    private static BigInteger WidePi()
    {
        var wide = Bits + 1100;
        return 16 * Inverse(5) - 4 * Inverse(239);

        BigInteger Inverse(int n)
        {
            BigInteger power = (BigInteger.One << wide) / n, sum = power;
            for (var k = 1; !power.IsZero; k++)
            {
                power = -power / (n * n);
                sum += power / (2 * k + 1);
            }
            return sum;
        }
    }

    /// <summary>
    /// <c>|value − exact|</c> in units in the last place of the exact value, for a result of the given precision.
    /// </summary>
    public static double Ulps(
        double value,
        (BigInteger Mantissa, int Exponent) exact,
        int precision,
        int lowestExponent)
    {
        var magnitude = (int)BigInteger.Abs(exact.Mantissa).GetBitLength() + exact.Exponent;
        var unit = Math.Max(magnitude - precision, lowestExponent);
        var (valueMantissa, valueExponent) = Split(value);
        // both in units of 2^(unit − 40)
        var difference =
            Scale(valueMantissa, valueExponent - unit + 40) - Scale(exact.Mantissa, exact.Exponent - unit + 40);
        return (double)BigInteger.Abs(difference) / (1L << 40);
    }

    public static (BigInteger Mantissa, int Exponent) Exp(double x)
    {
        var fixedX = Fixed(x);
        var n = (int)BigInteger.Divide(fixedX, Ln2) - (fixedX.Sign < 0 ? 1 : 0);
        var r = fixedX - n * Ln2;
        BigInteger term = One, sum = One;
        for (var k = 1; !term.IsZero; k++)
            sum += term = (term * r >> Bits) / k;
        return (sum, n - Bits);
    }

    public static (BigInteger Mantissa, int Exponent) Log(double x)
    {
        var (mantissa, exponent) = Split(x);
        var length = (int)mantissa.GetBitLength();
        var m = mantissa << (Bits - length);
        return (2 * ArTanh((m - One) * One / (m + One)) + (exponent + length) * Ln2, -Bits);
    }

    public static (BigInteger Mantissa, int Exponent) Tanh(double x)
    {
        var (mantissa, exponent) = Exp(-2 * Math.Abs(x));
        var e = exponent < -2 * Bits ? BigInteger.Zero : Scale(mantissa, exponent + Bits);
        return (Math.Sign(x) * ((One - e) * One / (One + e)), -Bits);
    }

    public static (BigInteger Mantissa, int Exponent) Sigmoid(double x)
    {
        var (mantissa, exponent) = Exp(-Math.Abs(x));
        var denominator = One + Scale(mantissa, exponent + Bits);
        return x >= 0 ? (One * One / denominator, -Bits) : (mantissa * One / denominator, exponent);
    }

    public static (BigInteger Mantissa, int Exponent) Sin(double x) => Turned(x, BigInteger.Zero);

    public static (BigInteger Mantissa, int Exponent) Cos(double x) => Turned(x, WidePi() >> 1);

    private static (BigInteger Mantissa, int Exponent) Turned(double x, BigInteger offset)
    {
        // the angle modulo 2π with 1100 guard bits, then the Taylor series
        var (mantissa, exponent) = Split(x);
        var angle = Scale(mantissa, exponent + Bits + 1100) + offset;
        var turn = 2 * WidePi();
        angle -= turn * BigInteger.Divide(angle, turn);
        var r = angle >> 1100;
        BigInteger term = r, sum = r;
        for (var k = 1; !term.IsZero; k++)
        {
            term = -(term * r >> Bits) * r >> Bits;
            term /= (2 * k) * (2 * k + 1);
            if (term == BigInteger.MinusOne)
                break;
            sum += term;
        }
        return (sum, -Bits);
    }

    private static BigInteger ArTanh(BigInteger s)
    {
        BigInteger power = s, sum = s, square = s * s >> Bits;
        for (var k = 1; BigInteger.Abs(power) > 1; k++)
        {
            power = power * square >> Bits;
            sum += power / (2 * k + 1);
        }
        return sum;
    }

    private static BigInteger Fixed(double x)
    {
        var (mantissa, exponent) = Split(x);
        return Scale(mantissa, exponent + Bits);
    }

    private static BigInteger Scale(BigInteger value, int power) => power >= 0 ? value << power : value >> -power;

    private static (BigInteger Mantissa, int Exponent) Split(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        var biased = (int)(bits >> 52);
        var mantissa = (bits & 0xFFFFFFFFFFFFF) | (biased == 0 ? 0 : 1L << 52);
        return (Math.Sign(x) * (BigInteger)mantissa, Math.Max(biased, 1) - 1075);
    }
}
