using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lemmata.Learning.Numerics.Tensors.Functions;

/// <summary>
/// The sine: <c>x = q·π/2 + r</c> with <c>|r| ≤ π/4</c>, then the Taylor polynomial of sine or cosine of r as the
/// quadrant q says.
/// </summary>
internal readonly struct Sin : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        Vector.Widen(x, out var low, out var high);
        return Vector.Narrow(Of(low), Of(high));
    }

    public static Vector<double> Of(Vector<double> x) =>
        Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), x, Quadrants.Of(x, 0));
}

/// <summary>The cosine, a quarter turn ahead of the sine.</summary>
internal readonly struct Cos : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        Vector.Widen(x, out var low, out var high);
        return Vector.Narrow(Of(low), Of(high));
    }

    public static Vector<double> Of(Vector<double> x) => Quadrants.Of(x, 1);
}

internal static class Quadrants
{
    // π/2 in three parts; the first has 33 bits, so its product with a quadrant number below 2²⁰ is exact
    private const double HalfPiFirst = 1.57079632673412561417e+00;
    private const double HalfPiSecond = 6.077100506506192e-11;
    private const double HalfPiThird = 3.5215598651832e-27;
    private const double TwoOverPi = 0.63661977236758134308;
    private const double Rounder = 6755399441055744.0;
    private const double LargestFast = 800_000;

    /// <summary><c>sin(x + turn·π/2)</c>.</summary>
    public static Vector<double> Of(Vector<double> x, long turn)
    {
        var rounded = Vector.FusedMultiplyAdd(x, new Vector<double>(TwoOverPi), new Vector<double>(Rounder));
        var n = rounded - new Vector<double>(Rounder);
        var t = Vector.FusedMultiplyAdd(n, new Vector<double>(-HalfPiFirst), x);
        var r = Vector.FusedMultiplyAdd(n, new Vector<double>(-HalfPiSecond), t);
        var low = Vector.FusedMultiplyAdd(n, new Vector<double>(-HalfPiSecond), t - r);
        low = Vector.FusedMultiplyAdd(n, new Vector<double>(-HalfPiThird), low);
        var quadrant = rounded.As<double, long>();
        if (!Vector.LessThanOrEqualAll(Vector.Abs(x), new Vector<double>(LargestFast)))
            ReduceLarge(x, ref quadrant, ref r, ref low);
        quadrant += new Vector<long>(turn);

        var z = r * r;
        var odd = Vector.Equals(quadrant & Vector<long>.One, Vector<long>.One);
        var y = Vector.ConditionalSelect(odd.As<long, double>(), Cosine(r, low, z), Sine(r, low, z));
        return Vector.Xor(y, Vector.ShiftLeft(quadrant & new Vector<long>(2), 62).As<long, double>());
    }

    // r − r³/3! + … + r¹⁷/17!, and the low part of r to first order
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Sine(Vector<double> r, Vector<double> low, Vector<double> z)
    {
        var p = Vector.FusedMultiplyAdd(
            z,
            new Vector<double>(1.0 / 355687428096000),
            new Vector<double>(-1.0 / 1307674368000));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(1.0 / 6227020800));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(-1.0 / 39916800));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(1.0 / 362880));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(-1.0 / 5040));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(1.0 / 120));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(-1.0 / 6));
        var slope = Vector.FusedMultiplyAdd(z, new Vector<double>(-0.5), Vector<double>.One);
        return r + Vector.FusedMultiplyAdd(r * z, p, low * slope);
    }

    // 1 − r²/2 + r⁴/4! − … + r¹⁸/18!, with the rounding error of 1 − r²/2 given back
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Cosine(Vector<double> r, Vector<double> low, Vector<double> z)
    {
        var p = Vector.FusedMultiplyAdd(
            z,
            new Vector<double>(-1.0 / 6402373705728000),
            new Vector<double>(1.0 / 20922789888000));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(-1.0 / 87178291200));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(1.0 / 479001600));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(-1.0 / 3628800));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(1.0 / 40320));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(-1.0 / 720));
        p = Vector.FusedMultiplyAdd(z, p, new Vector<double>(1.0 / 24));
        var half = z * new Vector<double>(0.5);
        var head = Vector<double>.One - half;
        return head + (Vector<double>.One - head - half + Vector.FusedMultiplyAdd(z * z, p, -(r * low)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReduceLarge(
        Vector<double> x,
        ref Vector<long> quadrant,
        ref Vector<double> r,
        ref Vector<double> low)
    {
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            if (Math.Abs(x[lane]) <= LargestFast)
                continue;
            var (q, high, rest) = LargeAngle.Reduce(x[lane]);
            (quadrant, r, low) = (
                quadrant.WithElement(lane, q),
                r.WithElement(lane, high),
                low.WithElement(lane, rest));
        }
    }
}
