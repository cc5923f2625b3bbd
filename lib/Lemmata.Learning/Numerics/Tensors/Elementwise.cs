using System.Numerics;
using Lemmata.Learning.Numerics.Tensors.Functions;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>
/// Elementary functions of every element of a span, of our own so that training does not depend on a machine's C
/// library.
/// </summary>
/// <remarks>
/// <para><b>Determinism.</b> An element's bits depend on that element only: not on its position, the span's length, the
/// vector width or
/// the number of threads. <see cref="Elementary"/> has the same functions for one number, with the same bits.</para>
/// <para><b>Edge cases.</b> Empty spans are allowed; x and y may be the same span, but may not overlap
/// otherwise.</para>
/// <para><b>Error.</b> Stated in units in the last place (ulp) of the exact value and held by tests against integer
/// arithmetic.</para>
/// </remarks>
public static class Elementwise
{
    /// <summary>Writes eˣ of every element.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The values, as many as arguments.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    /// <remarks>
    /// <para><b>Edge cases.</b> <c>e^−∞ = 0</c>, <c>e^∞ = ∞</c>, NaN gives NaN; overflow gives ∞, underflow goes
    /// through the subnormal numbers to 0.</para>
    /// <para><b>Error.</b> At most 1.1 ulp, subnormal results included.</para>
    /// </remarks>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorLoop<Exp>.Run(x, y);

    /// <summary>Writes the natural logarithm of every element.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The values, as many as arguments.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    /// <remarks>
    /// <para><b>Edge cases.</b> <c>ln 0 = −∞</c>, <c>ln ∞ = ∞</c>, negative numbers and NaN give NaN.</para>
    /// <para><b>Error.</b> Float at most 0.51 ulp, double at most 1.1 ulp.</para>
    /// </remarks>
    public static void Log<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorLoop<Log>.Run(x, y);

    /// <summary>Writes the hyperbolic tangent of every element.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The values, as many as arguments.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    /// <remarks>
    /// <para><b>Edge cases.</b> <c>±0</c> and <c>±∞</c> give <c>±0</c> and <c>±1</c>, NaN gives NaN.</para>
    /// <para><b>Error.</b> At most 2.5 ulp.</para>
    /// </remarks>
    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorLoop<Tanh>.Run(x, y);

    /// <summary>Writes the logistic function <c>1/(1 + e⁻ˣ)</c> of every element.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The values, as many as arguments.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    /// <remarks>
    /// <para><b>Edge cases.</b> −∞ gives 0, ∞ gives 1, NaN gives NaN.</para>
    /// <para><b>Error.</b> At most 2.5 ulp for results that are not subnormal.</para>
    /// </remarks>
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorLoop<Sigmoid>.Run(x, y);

    /// <summary>Writes the sine of an angle in radians of every element.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The values, as many as arguments.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    /// <remarks>
    /// <para><b>Edge cases.</b> <c>±0</c> gives <c>±0</c>; infinite angles and NaN give NaN.</para>
    /// <para><b>Error.</b> Float at most 0.51 ulp, double at most 1.0 ulp, for every finite angle.</para>
    /// </remarks>
    public static void Sin<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorLoop<Sin>.Run(x, y);

    /// <summary>Writes the cosine of an angle in radians of every element.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The values, as many as arguments.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap without being the same.</exception>
    /// <remarks>
    /// <para><b>Edge cases.</b> Infinite angles and NaN give NaN.</para>
    /// <para><b>Error.</b> Float at most 0.51 ulp, double at most 1.0 ulp, for every finite angle.</para>
    /// </remarks>
    public static void Cos<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorLoop<Cos>.Run(x, y);
}
