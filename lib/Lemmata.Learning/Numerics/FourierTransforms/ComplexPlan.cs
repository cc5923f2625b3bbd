using System.Collections.Concurrent;
using System.Runtime.Intrinsics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.FourierTransforms;

/// <summary>
/// The complex transform of one power-of-two length, real and imaginary parts in arrays of their own, by Stockham's
/// self-sorting radix-4 stages.
/// </summary>
internal sealed unsafe class ComplexPlan
{
    private static readonly ConcurrentDictionary<int, ComplexPlan> Plans = new();

    private readonly int length;
    private readonly double[] cosine, sine;

    private ComplexPlan(int length)
    {
        this.length = length;
        (cosine, sine) = (new double[length], new double[length]);
        for (var k = 0; k < length; k++)
            (cosine[k], sine[k]) = Turn(k, length);
    }

    public static ComplexPlan Of(int length) => Plans.GetOrAdd(length, static n => new ComplexPlan(n));

    /// <summary><c>(cos, sin)</c> of k/n of a turn, from the table.</summary>
    public (double Cosine, double Sine) Factor(int k) => (cosine[k], sine[k]);

    /// <summary>
    /// <c>(cos, sin)</c> of the fraction k/n of a turn, from an angle of at most an eighth of a turn.
    /// </summary>
    public static (double Cosine, double Sine) Turn(long k, long n)
    {
        if (8 * k <= n)
        {
            var angle = 2 * Math.PI * ((double)k / n);
            return (Elementary.Cos(angle), Elementary.Sin(angle));
        }
        if (4 * k <= n)
        {
            var (c, s) = Turn(n - 4 * k, 4 * n);
            return (s, c);
        }
        if (2 * k <= n)
        {
            var (c, s) = Turn(n - 2 * k, 2 * n);
            return (-c, s);
        }
        var (cos, sin) = Turn(n - k, n);
        return (cos, -sin);
    }

    /// <summary>
    /// Transforms with <c>e^(−2πi jk/n)</c>; the second pair of arrays is scratch. Says whether the result is in the
    /// scratch arrays.
    /// </summary>
    /// <remarks>Exchanging the real and the imaginary arrays gives the inverse transform times n.</remarks>
    public bool Forward(double* re, double* im, double* scratchRe, double* scratchIm)
    {
        var swapped = false;
        var stride = 1;
        fixed (double* c = cosine, s = sine)
        {
            var n = length;
            for (; n >= 4; n /= 4, stride *= 4)
            {
                Radix4(n / 4, stride, re, im, scratchRe, scratchIm, c, s);
                (var keepRe, var keepIm) = ((nint)re, (nint)im);
                re = scratchRe;
                im = scratchIm;
                scratchRe = (double*)keepRe;
                scratchIm = (double*)keepIm;
                swapped = !swapped;
            }
            if (n == 2)
            {
                for (var q = 0; q < stride; q++)
                {
                    var (aRe, aIm, bRe, bIm) = (re[q], im[q], re[q + stride], im[q + stride]);
                    (re[q], im[q], re[q + stride], im[q + stride]) = (aRe + bRe, aIm + bIm, aRe - bRe, aIm - bIm);
                }
            }
        }
        return swapped;
    }

    private static void Radix4(
        int m,
        int stride,
        double* re,
        double* im,
        double* toRe,
        double* toIm,
        double* c,
        double* s)
    {
        var quarter = (nint)stride * m;
        for (var p = 0; p < m; p++)
        {
            var (c1, s1) = (c[p * stride], s[p * stride]);
            var (c2, s2) = (c[2 * p * stride], s[2 * p * stride]);
            var (c3, s3) = (c[3 * p * stride], s[3 * p * stride]);
            var from = (nint)p * stride;
            var to = 4 * from;
            if (stride >= 4)
            {
                for (var q = 0; q < stride; q += 4)
                {
                    var (x, y) = (from + q, to + q);
                    var (aRe, aIm) = (Vector256.Load(re + x), Vector256.Load(im + x));
                    var (bRe, bIm) = (Vector256.Load(re + x + quarter), Vector256.Load(im + x + quarter));
                    var (cRe, cIm) = (Vector256.Load(re + x + 2 * quarter), Vector256.Load(im + x + 2 * quarter));
                    var (dRe, dIm) = (Vector256.Load(re + x + 3 * quarter), Vector256.Load(im + x + 3 * quarter));
                    var (sumRe, sumIm, differenceRe, differenceIm) = (aRe + cRe, aIm + cIm, aRe - cRe, aIm - cIm);
                    var (otherRe, otherIm, turnedRe, turnedIm) = (bRe + dRe, bIm + dIm, bIm - dIm, dRe - bRe);
                    (sumRe + otherRe).Store(toRe + y);
                    (sumIm + otherIm).Store(toIm + y);
                    Turned(
                        differenceRe + turnedRe,
                        differenceIm + turnedIm,
                        c1,
                        s1,
                        toRe + y + stride,
                        toIm + y + stride);
                    Turned(sumRe - otherRe, sumIm - otherIm, c2, s2, toRe + y + 2 * stride, toIm + y + 2 * stride);
                    Turned(
                        differenceRe - turnedRe,
                        differenceIm - turnedIm,
                        c3,
                        s3,
                        toRe + y + 3 * stride,
                        toIm + y + 3 * stride);
                }
            }
            else
            {
                var (aRe, aIm, bRe, bIm) = (re[from], im[from], re[from + quarter], im[from + quarter]);
                var (cRe, cIm, dRe, dIm) = (
                    re[from + 2 * quarter],
                    im[from + 2 * quarter],
                    re[from + 3 * quarter],
                    im[from + 3 * quarter]);
                var (sumRe, sumIm, differenceRe, differenceIm) = (aRe + cRe, aIm + cIm, aRe - cRe, aIm - cIm);
                var (otherRe, otherIm, turnedRe, turnedIm) = (bRe + dRe, bIm + dIm, bIm - dIm, dRe - bRe);
                (toRe[to], toIm[to]) = (sumRe + otherRe, sumIm + otherIm);
                (toRe[to + 1], toIm[to + 1]) = Turned(differenceRe + turnedRe, differenceIm + turnedIm, c1, s1);
                (toRe[to + 2], toIm[to + 2]) = Turned(sumRe - otherRe, sumIm - otherIm, c2, s2);
                (toRe[to + 3], toIm[to + 3]) = Turned(differenceRe - turnedRe, differenceIm - turnedIm, c3, s3);
            }
        }
    }

    // (x + iy)(cos − i sin)
    private static void Turned(
        Vector256<double> x,
        Vector256<double> y,
        double cos,
        double sin,
        double* toRe,
        double* toIm)
    {
        Vector256.FusedMultiplyAdd(x, Vector256.Create(cos), y * sin).Store(toRe);
        Vector256.FusedMultiplyAdd(y, Vector256.Create(cos), x * -sin).Store(toIm);
    }

    private static (double Re, double Im) Turned(double x, double y, double cos, double sin) =>
        (Math.FusedMultiplyAdd(x, cos, y * sin), Math.FusedMultiplyAdd(y, cos, x * -sin));
}
