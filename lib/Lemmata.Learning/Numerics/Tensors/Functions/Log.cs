using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lemmata.Learning.Numerics.Tensors.Functions;

/// <summary>
/// <c>ln x = e·ln 2 + ln m</c> with m in [√½, √2) and <c>ln m = 2·artanh(s)</c>, <c>s = (m − 1)/(m + 1)</c>, by its
/// series.
/// </summary>
internal readonly struct Log : IVectorFunction
{
    private const double Ln2High = 6.93147180369123816490e-01,
        Ln2Low = 1.9082149292705877e-10;
    private const double SmallestNormal = 2.2250738585072014e-308,
        TwoTo54 = 18014398509481984.0;
    private const long HalfRootBits = 0x3FE6A09E_00000000,
        OneBits = 0x3FF00000_00000000,
        MantissaMask = 0x000FFFFF_FFFFFFFF;

    // 1.5·2⁵² and its bits: adding an integer to the bits adds it to the number.
    private const double Rounder = 6755399441055744.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        Vector.Widen(x, out var low, out var high);
        return Vector.Narrow(Of(low), Of(high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        var tiny = Vector.LessThan(x, new Vector<double>(SmallestNormal));
        var normal = Vector.ConditionalSelect(tiny, x * new Vector<double>(TwoTo54), x);
        var bits = normal.As<double, long>() + new Vector<long>(OneBits - HalfRootBits);
        var exponent =
            Vector.ShiftRightArithmetic(bits, 52) - new Vector<long>(1023) + (tiny & new Vector<long>(-54));
        var e =
            (exponent + new Vector<double>(Rounder).As<double, long>()).As<long, double>()
            - new Vector<double>(Rounder);
        var m = ((bits & new Vector<long>(MantissaMask)) + new Vector<long>(HalfRootBits)).As<long, double>();

        var f = m - Vector<double>.One;
        var s = f / (f + new Vector<double>(2));
        var z = s * s;
        var series = Vector.FusedMultiplyAdd(z, new Vector<double>(2.0 / 23), new Vector<double>(2.0 / 21));
        series = Vector.FusedMultiplyAdd(z, series, new Vector<double>(2.0 / 19));
        series = Vector.FusedMultiplyAdd(z, series, new Vector<double>(2.0 / 17));
        series = Vector.FusedMultiplyAdd(z, series, new Vector<double>(2.0 / 15));
        series = Vector.FusedMultiplyAdd(z, series, new Vector<double>(2.0 / 13));
        series = Vector.FusedMultiplyAdd(z, series, new Vector<double>(2.0 / 11));
        series = Vector.FusedMultiplyAdd(z, series, new Vector<double>(2.0 / 9));
        series = Vector.FusedMultiplyAdd(z, series, new Vector<double>(2.0 / 7));
        series = Vector.FusedMultiplyAdd(z, series, new Vector<double>(2.0 / 5));
        series = Vector.FusedMultiplyAdd(z, series, new Vector<double>(2.0 / 3));
        // 2·artanh(s) = f − (f²/2 − s·(f²/2 + z·series)): the large term f is exact
        var halfSquare = new Vector<double>(0.5) * f * f;
        var correction = Vector.FusedMultiplyAdd(
            s,
            Vector.FusedMultiplyAdd(z, series, halfSquare),
            e * new Vector<double>(Ln2Low));
        var y = Vector.FusedMultiplyAdd(e, new Vector<double>(Ln2High), f - (halfSquare - correction));

        var ordinary =
            Vector.GreaterThan(x, Vector<double>.Zero)
            & Vector.LessThan(x, new Vector<double>(double.PositiveInfinity));
        return Vector.ConditionalSelect(ordinary, y, Special(x));
    }

    // ln 0 = −∞, ln ∞ = ∞, ln of a negative number or of NaN is NaN
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Special(Vector<double> x)
    {
        var zero = Vector.Equals(x, Vector<double>.Zero);
        var negative = Vector.LessThan(x, Vector<double>.Zero);
        var y = Vector.ConditionalSelect(zero, new Vector<double>(double.NegativeInfinity), x);
        return Vector.ConditionalSelect(negative, new Vector<double>(double.NaN), y);
    }
}
