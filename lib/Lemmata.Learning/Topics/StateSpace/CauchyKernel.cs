using Lemmata.Arguments;
using MathNet.Numerics.IntegralTransforms;
using MathNet.Numerics.LinearAlgebra;
using Complex = System.Numerics.Complex;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>
/// The S4 kernel: <c>C Ab^j Bb</c> of the bilinear rule through Cauchy sums at the roots of unity and one inverse
/// Fourier transform.
/// </summary>
/// <remarks>Source: Gu, Goel, Ré 2021, arXiv 2111.00396, algorithm 1 and appendix C.3.</remarks>
public static class CauchyKernel
{
    /// <summary>The kernel's first entries.</summary>
    /// <param name="parts">Λ, V and P of the state matrix.</param>
    /// <param name="system">The system these are the parts of.</param>
    /// <param name="readout">C, [N].</param>
    /// <param name="step">Δ, positive.</param>
    /// <param name="length">L, number of entries, at least 1.</param>
    /// <returns>[L], equal to <see cref="DiscreteSystem.Kernel"/> of the bilinear rule up to rounding.</returns>
    /// <exception cref="ArgumentException">Sizes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Step or length out of range.</exception>
    /// <remarks>
    /// Definition: with <c>h = Δ(1+z)/2</c> and <c>D(z) = (1−z) − hΛ</c>, the generating function is
    /// <c>C̃ [D⁻¹ − h D⁻¹P (I + h P*D⁻¹P)⁻¹ P*D⁻¹] ΔB</c>; this form has no pole at z = −1.
    /// <c>C̃ = C (I − z^L Ab^L)</c> cuts the sum after L terms. The points are the L roots of unity times
    /// <c>ρ = e^{−1/L}</c>, because D vanishes on the unit circle itself when a pole has real part 0, as for the
    /// Fourier window; entry j is then divided by ρ^j, at most e.
    /// Cost: 4 N L for rank 1, against N² L for the plain kernel.
    /// </remarks>
    public static double[] Of(
        DiagonalPlusLowRank parts, LinearSystem system, Vector<double> readout, double step, int length)
    {
        Require.Length(
            parts.StateCount,
            system.StateCount,
            nameof(parts),
            $"the system has {system.StateCount} states");
        Require.Length(
            readout.Count,
            system.StateCount,
            nameof(readout),
            $"the system has {system.StateCount} states");
        Require.Positive(step, "the step Δ of the grid");
        Require.AtLeast(length, 1, "the number of kernel entries");

        var discrete = Discretization.Bilinear.Apply(system.A, system.B, step);
        var radius = Math.Exp(-1.0 / length);
        var cut = readout - discrete.Ab.Power(length).LeftMultiply(readout) * Math.Exp(-1);
        var c = Rotate(cut, parts.V, asRow: true); // row C̃ V
        var b = Rotate(system.B * step, parts.V, asRow: false); // column V* ΔB
        var p = parts.RotatedP;
        var rank = p.ColumnCount;

        var values = new Complex[length];
        var cp = new Complex[rank];
        var pb = new Complex[rank];
        var pp = Matrix<Complex>.Build.Dense(rank, rank);
        for (var j = 0; j < length; j++)
        {
            var z = Complex.FromPolarCoordinates(radius, -2 * Math.PI * j / length);
            var h = step / 2 * (1 + z);
            var direct = Complex.Zero;
            Array.Clear(cp);
            Array.Clear(pb);
            pp.Clear();
            for (var n = 0; n < b.Length; n++)
            {
                var inverse = 1 / (1 - z - h * parts.Poles[n]);
                direct += c[n] * inverse * b[n];
                for (var r = 0; r < rank; r++)
                {
                    cp[r] += c[n] * inverse * p[n, r];
                    pb[r] += Complex.Conjugate(p[n, r]) * inverse * b[n];
                    for (var q = 0; q < rank; q++) pp[r, q] += Complex.Conjugate(p[n, r]) * inverse * p[n, q];
                }
            }
            values[j] = direct - h * Correction(cp, pp, pb, h);
        }
        Fourier.Inverse(values, FourierOptions.AsymmetricScaling);
        return [.. values.Select((value, j) => value.Real * Math.Exp((double)j / length))];
    }

    /// <summary><c>cp (I + h pp)⁻¹ pb</c>; a division for rank 1.</summary>
    private static Complex Correction(Complex[] cp, Matrix<Complex> pp, Complex[] pb, Complex h)
    {
        if (cp.Length == 1) return cp[0] * pb[0] / (1 + h * pp[0, 0]);
        var solved = (Matrix<Complex>.Build.DenseIdentity(cp.Length) + pp * h)
            .Solve(Vector<Complex>.Build.DenseOfArray(pb));
        var sum = Complex.Zero;
        for (var r = 0; r < cp.Length; r++) sum += cp[r] * solved[r];
        return sum;
    }

    private static Complex[] Rotate(Vector<double> vector, Matrix<Complex> v, bool asRow)
    {
        var result = new Complex[vector.Count];
        for (var n = 0; n < result.Length; n++)
        {
            for (var k = 0; k < result.Length; k++)
                result[n] += vector[k] * (asRow ? v[k, n] : Complex.Conjugate(v[k, n]));
        }

        return result;
    }
}
