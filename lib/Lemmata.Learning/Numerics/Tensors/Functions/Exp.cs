using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lemmata.Learning.Numerics.Tensors.Functions;

/// <summary>
/// <c>eˣ = 2ⁿ·eʳ</c> with <c>n = round(x/ln 2)</c>, <c>|r| ≤ ln 2/2</c> and the Taylor polynomial of <c>eʳ</c>.
/// </summary>
internal readonly struct Exp : IVectorFunction
{
    // Adding 1.5·2^(mantissa bits) rounds to an integer and leaves that integer in the low bits.
    private const float SingleRounder = 12582912f;
    private const double DoubleRounder = 6755399441055744.0;
    private const float SingleLn2High = 0.693359375f, SingleLn2Low = -2.12194440e-4f;
    private const double DoubleLn2High = 6.93147180369123816490e-01, DoubleLn2Low = 1.9082149292705877e-10;
    private const double Log2E = 1.4426950408889634;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        var (n, bits, r) = Reduce(x);
        if (!Vector.LessThanOrEqualAll(Vector.Abs(n), new Vector<float>(126)))
            return Rescaled(x);
        return Vector.FusedMultiplyAdd(r, MinusOneOverR(r), Vector<float>.One) * PowerOfTwo(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        var (n, bits, r) = Reduce(x);
        if (!Vector.LessThanOrEqualAll(Vector.Abs(n), new Vector<double>(1022)))
            return Rescaled(x);
        return Vector.FusedMultiplyAdd(r, MinusOneOverR(r), Vector<double>.One) * PowerOfTwo(bits);
    }

    /// <summary><c>eˣ − 1</c> for x from 0 to about 40, with a small relative error near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> MinusOne(Vector<float> x)
    {
        var (_, bits, r) = Reduce(x);
        var scale = PowerOfTwo(bits);
        return Vector.FusedMultiplyAdd(scale, r * MinusOneOverR(r), scale - Vector<float>.One);
    }

    /// <summary><c>eˣ − 1</c> for x from 0 to about 40, with a small relative error near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MinusOne(Vector<double> x)
    {
        var (_, bits, r) = Reduce(x);
        var scale = PowerOfTwo(bits);
        return Vector.FusedMultiplyAdd(scale, r * MinusOneOverR(r), scale - Vector<double>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> N, Vector<int> Bits, Vector<float> R) Reduce(Vector<float> x)
    {
        var rounded = Vector.FusedMultiplyAdd(x, new Vector<float>((float)Log2E), new Vector<float>(SingleRounder));
        var n = rounded - new Vector<float>(SingleRounder);
        var r = Vector.FusedMultiplyAdd(n, new Vector<float>(-SingleLn2High), x);
        return (n, rounded.As<float, int>(), Vector.FusedMultiplyAdd(n, new Vector<float>(-SingleLn2Low), r));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> N, Vector<long> Bits, Vector<double> R) Reduce(Vector<double> x)
    {
        var rounded = Vector.FusedMultiplyAdd(x, new Vector<double>(Log2E), new Vector<double>(DoubleRounder));
        var n = rounded - new Vector<double>(DoubleRounder);
        var r = Vector.FusedMultiplyAdd(n, new Vector<double>(-DoubleLn2High), x);
        return (n, rounded.As<double, long>(), Vector.FusedMultiplyAdd(n, new Vector<double>(-DoubleLn2Low), r));
    }

    // (eʳ − 1)/r = 1 + r/2! + … + r⁶/7!; the rest is below 0.1 ulp
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> MinusOneOverR(Vector<float> r)
    {
        var p = Vector.FusedMultiplyAdd(r, new Vector<float>(1f / 5040), new Vector<float>(1f / 720));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<float>(1f / 120));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<float>(1f / 24));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<float>(1f / 6));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<float>(0.5f));
        return Vector.FusedMultiplyAdd(r, p, Vector<float>.One);
    }

    // (eʳ − 1)/r = 1 + r/2! + … + r¹²/13!; the rest is below 0.1 ulp
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> MinusOneOverR(Vector<double> r)
    {
        var p = Vector.FusedMultiplyAdd(r, new Vector<double>(1.0 / 6227020800), new Vector<double>(1.0 / 479001600));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<double>(1.0 / 39916800));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<double>(1.0 / 3628800));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<double>(1.0 / 362880));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<double>(1.0 / 40320));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<double>(1.0 / 5040));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<double>(1.0 / 720));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<double>(1.0 / 120));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<double>(1.0 / 24));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<double>(1.0 / 6));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<double>(0.5));
        return Vector.FusedMultiplyAdd(r, p, Vector<double>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<int> exponent) =>
        (Vector.ShiftLeft(exponent, 23) + new Vector<int>(127 << 23)).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> PowerOfTwo(Vector<long> exponent) =>
        (Vector.ShiftLeft(exponent, 52) + new Vector<long>(1023L << 52)).As<long, double>();

    // Overflow, underflow and subnormal results: scaling in two exact halves, of which only the last multiplication
    // rounds.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> Rescaled(Vector<float> x)
    {
        var (_, bits, r) = Reduce(Vector.Min(Vector.Max(x, new Vector<float>(-104)), new Vector<float>(89)));
        var exponent = bits - new Vector<float>(SingleRounder).As<float, int>();
        var half = Vector.ShiftRightArithmetic(exponent, 1);
        var y =
            Vector.FusedMultiplyAdd(r, MinusOneOverR(r), Vector<float>.One)
            * PowerOfTwo(half)
            * PowerOfTwo(exponent - half);
        return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> Rescaled(Vector<double> x)
    {
        var (_, bits, r) = Reduce(Vector.Min(Vector.Max(x, new Vector<double>(-746)), new Vector<double>(710)));
        var exponent = bits - new Vector<double>(DoubleRounder).As<double, long>();
        var half = Vector.ShiftRightArithmetic(exponent, 1);
        var y =
            Vector.FusedMultiplyAdd(r, MinusOneOverR(r), Vector<double>.One)
            * PowerOfTwo(half)
            * PowerOfTwo(exponent - half);
        return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
    }
}
