using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>
/// The [N−1/N] Padé approximant of the delay <c>e^{−s}</c> (window 1), once from the matrices of the memory and once
/// from Padé's closed form, both in exact integers.
/// </summary>
public static class DelayPade
{
    /// <summary>The transfer function of the Legendre window read at its far end, from its integer matrices.</summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <returns>Numerator [N] and denominator [N+1], constant term first, last denominator entry 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1.</exception>
    /// <remarks>
    /// Definition: <c>C (sI − A)⁻¹ B</c> with A, B of <see cref="Hippo.Lmu"/> for w = 1 and <c>C_n = (−1)ⁿ</c>.
    /// </remarks>
    public static (BigInteger[] Numerator, BigInteger[] Denominator) FromMemory(int stateCount)
    {
        Require.AtLeast(stateCount, 1, "the number N of coefficients");
        var a = new BigInteger[stateCount, stateCount];
        var (b, c) = (new BigInteger[stateCount], new BigInteger[stateCount]);
        for (var n = 0; n < stateCount; n++)
        {
            (b[n], c[n]) = (2 * n + 1, n % 2 == 0 ? 1 : -1);
            for (var k = 0; k < stateCount; k++) a[n, k] = -(2 * n + 1) * (k < n || (n - k) % 2 == 0 ? 1 : -1);
        }
        return CharacteristicPolynomial.Transfer(a, b, c);
    }

    /// <summary>Padé's closed form of the [N−1/N] approximant of <c>e^{−s}</c>.</summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <returns>
    /// Numerator <c>Σ C(N−1, j) (2N−1−j)!/(N−1)! (−s)^j</c> and denominator <c>Σ C(N, j) (2N−1−j)!/(N−1)! s^j</c>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1.</exception>
    /// <remarks>Source: Baker and Graves-Morris, Padé Approximants, 2nd ed. 1996, section 1.2.</remarks>
    public static (BigInteger[] Numerator, BigInteger[] Denominator) ClosedForm(int stateCount)
    {
        Require.AtLeast(stateCount, 1, "the number N of coefficients");
        var numerator = new BigInteger[stateCount];
        var denominator = new BigInteger[stateCount + 1];
        for (var j = 0; j <= stateCount; j++)
        {
            BigInteger falling = 1; // (2N−1−j)!/(N−1)!
            for (var factor = stateCount; factor <= 2 * stateCount - 1 - j; factor++) falling *= factor;
            denominator[j] = Binomial(stateCount, j) * falling;
            if (j < stateCount) numerator[j] = (j % 2 == 0 ? 1 : -1) * Binomial(stateCount - 1, j) * falling;
        }
        return (numerator, denominator);
    }

    /// <summary>A polynomial's value at a complex point, by Horner's rule.</summary>
    /// <param name="coefficients">Constant term first.</param>
    /// <param name="s">The point.</param>
    /// <returns>The value.</returns>
    public static Complex Evaluate(IReadOnlyList<BigInteger> coefficients, Complex s)
    {
        var value = Complex.Zero;
        for (var j = coefficients.Count - 1; j >= 0; j--) value = value * s + (double)coefficients[j];
        return value;
    }

    /// <summary>
    /// The leading error <c>N!(N−1)!/((2N)!(2N−1)!) ω^{2N}</c> of <c>|H(iω) − e^{−iω}|</c> for small ω (window 1).
    /// </summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <param name="frequency">ω in radians per window.</param>
    /// <returns>The first term of the error's series.</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1.</exception>
    public static double LeadingError(int stateCount, double frequency)
    {
        Require.AtLeast(stateCount, 1, "the number N of coefficients");
        var value = 1.0;
        // N!/(2N)! · (N−1)!/(2N−1)! · ω^{2N}, factor by factor so that nothing overflows.
        for (var j = 1; j <= stateCount; j++) value *= frequency / (stateCount + j);
        for (var j = 1; j <= stateCount; j++) value *= frequency / (stateCount - 1 + j);
        return value;
    }

    private static BigInteger Binomial(int n, int k)
    {
        BigInteger value = 1;
        for (var j = 1; j <= k; j++) value = value * (n - k + j) / j;
        return value;
    }
}
