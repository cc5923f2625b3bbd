using System.Buffers;
using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.FourierTransforms;

/// <summary>The discrete Fourier transform of real sequences of power-of-two length, and convolution by it.</summary>
/// <remarks>
/// <para><b>Definition.</b> <c>X_k = Σ_j x_j e^(−2πi jk/n)</c> for k = 0 … n/2; the rest is its conjugate
/// mirror.</para>
/// <para><b>Determinism.</b> The order of operations is fixed and the twiddle factors are our own, so the bits are the
/// same on every machine.</para>
/// <para><b>Error.</b> About <c>log₂ n</c> roundings of size u = 2⁻⁵³ relative to the root mean square of the
/// spectrum.</para>
/// <para><b>Edge cases.</b> A NaN or infinity anywhere reaches every output. Empty sequences convolve to an empty
/// one.</para>
/// <para><b>Cost.</b> A complex transform of half the length; tables are kept per length.</para>
/// </remarks>
public static unsafe class RealFourierTransform
{
    /// <summary>The spectrum of a real sequence.</summary>
    /// <param name="x">The sequence, <c>[n]</c>, n a power of two and at least 2.</param>
    /// <returns>The coefficients 0 to n/2, <c>[n/2 + 1]</c>; the first and the last are real.</returns>
    /// <exception cref="ArgumentException">The length is not a power of two of at least 2.</exception>
    public static Complex[] Forward(ReadOnlySpan<double> x)
    {
        RequirePowerOfTwo(x.Length);
        var half = x.Length / 2;
        var work = ArrayPool<double>.Shared.Rent(4 * half);
        fixed (double* start = work)
        {
            var (re, im) = Spectrum(x, start, half);
            var spectrum = new Complex[half + 1];
            for (var k = 0; k <= half; k++)
            {
                var (c, s) = ComplexPlan.Turn(k, x.Length);
                var (a, b) = (((double*)re)[k % half], ((double*)im)[k % half]);
                var (p, q) = (((double*)re)[(half - k) % half], -((double*)im)[(half - k) % half]);
                var even = new Complex((a + p) / 2, (b + q) / 2);
                var odd = new Complex((b - q) / 2, (p - a) / 2);
                spectrum[k] = even + new Complex(c, -s) * odd;
            }
            ArrayPool<double>.Shared.Return(work);
            return spectrum;
        }
    }

    /// <summary>The real sequence of a spectrum: the inverse of <see cref="Forward"/>.</summary>
    /// <param name="spectrum">The coefficients 0 to n/2, <c>[n/2 + 1]</c>; the imaginary parts of the first and the
    /// last are ignored.</param>
    /// <returns>The sequence, <c>[n]</c>.</returns>
    /// <exception cref="ArgumentException">The number of coefficients is not a power of two plus one.</exception>
    public static double[] Inverse(ReadOnlySpan<Complex> spectrum)
    {
        var half = spectrum.Length - 1;
        RequirePowerOfTwo(2 * half);
        var work = ArrayPool<double>.Shared.Rent(4 * half);
        var x = new double[2 * half];
        fixed (double* re = work)
        {
            var im = re + half;
            for (var k = 0; k < half; k++)
            {
                var (c, s) = ComplexPlan.Turn(k, 2 * half);
                var (left, right) = (spectrum[k], Complex.Conjugate(spectrum[half - k]));
                if (k == 0)
                    (left, right) = (left.Real, right.Real);
                var (even, odd) = ((left + right) / 2, (left - right) / 2 * new Complex(c, s));
                (re[k], im[k]) = (even.Real - odd.Imaginary, even.Imaginary + odd.Real);
            }
            Sequence(re, im, half, 1.0 / half, x);
        }
        ArrayPool<double>.Shared.Return(work);
        return x;
    }

    /// <summary>The full linear convolution <c>y_k = Σ_j a_j b_(k−j)</c>.</summary>
    /// <param name="a">The first sequence.</param>
    /// <param name="b">The second sequence.</param>
    /// <returns>The convolution, <c>[a + b − 1]</c>, or an empty array when one is empty.</returns>
    /// <remarks>
    /// <b>Cost.</b> Three real transforms of the next power of two; the other way would be a·b multiplications.
    /// </remarks>
    public static double[] Convolve(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return [];
        var length = checked(a.Length + b.Length - 1);
        var n = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, 2));
        var half = n / 2;
        var work = ArrayPool<double>.Shared.Rent(8 * half);
        var y = new double[length];
        fixed (double* start = work)
        {
            var (aRe, aIm) = Spectrum(a, start, half);
            var (bRe, bIm) = Spectrum(b, start + 4 * half, half);
            Multiply((double*)aRe, (double*)aIm, (double*)bRe, (double*)bIm, half);
            // the product stands where the spectrum of a stood; the scratch of the last transform is the area of b
            var other = start + 4 * half;
            Buffer.MemoryCopy((double*)aRe, other, half * sizeof(double), half * sizeof(double));
            Buffer.MemoryCopy((double*)aIm, other + half, half * sizeof(double), half * sizeof(double));
            Sequence(other, other + half, half, 1.0 / half, y);
        }
        ArrayPool<double>.Shared.Return(work);
        return y;
    }

    // z_j = x_2j + i x_2j+1, padded with zeros and transformed; area holds 4·half numbers
    private static (nint Re, nint Im) Spectrum(ReadOnlySpan<double> x, double* area, int half)
    {
        var (re, im) = ((nint)area, (nint)(area + half));
        for (var j = 0; j < half; j++)
        {
            ((double*)re)[j] = 2 * j < x.Length ? x[2 * j] : 0;
            ((double*)im)[j] = 2 * j + 1 < x.Length ? x[2 * j + 1] : 0;
        }
        return ComplexPlan.Of(half).Forward((double*)re, (double*)im, area + 2 * half, area + 3 * half)
            ? ((nint)(area + 2 * half), (nint)(area + 3 * half)) : (re, im);
    }

    // the inverse of Spectrum, scaled; re and im are followed by as much scratch
    private static void Sequence(double* re, double* im, int half, double scale, Span<double> x)
    {
        if (ComplexPlan.Of(half).Forward(im, re, im + 2 * half, re + 2 * half))
        {
            re += 2 * half;
            im += 2 * half;
        }
        for (var j = 0; 2 * j < x.Length; j++)
        {
            x[2 * j] = re[j] * scale;
            if (2 * j + 1 < x.Length)
                x[2 * j + 1] = im[j] * scale;
        }
    }

    // Multiplies the real spectra that two half-length complex spectra stand for, and returns to the half-length form
    // in place.
    private static void Multiply(double* aRe, double* aIm, double* bRe, double* bIm, int half)
    {
        var plan = half > 1 ? ComplexPlan.Of(2 * half) : null;
        for (var k = 0; k <= half / 2; k++)
        {
            var mirror = (half - k) % half;
            var (c, s) = plan is null ? ComplexPlan.Turn(k, 2 * half) : plan.Factor(k);
            var (a, aMirror) = Split(aRe, aIm, k, mirror, c, s);
            var (b, bMirror) = Split(bRe, bIm, k, mirror, c, s);
            var (x, y) = (a * b, aMirror * bMirror);
            // X_k and conj X_(half−k) give the even and the odd part back
            var (even, odd) = ((x + y) / 2, (x - y) / 2 * new Complex(c, s));
            (aRe[mirror], aIm[mirror]) = (even.Real + odd.Imaginary, odd.Real - even.Imaginary);
            (aRe[k], aIm[k]) = (even.Real - odd.Imaginary, even.Imaginary + odd.Real);
        }
    }

    // X_k and conj X_(half−k) from Z_k and Z_(half−k)
    private static (Complex X, Complex Mirrored) Split(double* re, double* im, int k, int mirror, double c, double s)
    {
        var (a, b, p, q) = (re[k], im[k], re[mirror], -im[mirror]);
        var even = new Complex((a + p) / 2, (b + q) / 2);
        var odd = new Complex((b - q) / 2, (p - a) / 2) * new Complex(c, -s);
        return (even + odd, even - odd);
    }

    private static void RequirePowerOfTwo(int length)
    {
        Require.That(
            length >= 2 && BitOperations.IsPow2(length),
            nameof(length),
            $"the transform needs a power of two of at least 2 real numbers, got {length}; pad with zeros to "
                + $"{BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, 2))}");
    }
}
