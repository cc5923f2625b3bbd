using System.Numerics;
using Lemmata.Arguments;
using MathNet.Numerics;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>Legendre polynomials and the Legendre coefficients of a plane wave.</summary>
public static class Legendre
{
    /// <summary>
    /// P_0(x) … P_{N−1}(x) by the three-term recurrence <c>(n+1)P_{n+1} = (2n+1)x P_n − n P_{n−1}</c>.
    /// </summary>
    /// <param name="x">Argument; the recurrence is stable on [−1, 1].</param>
    /// <param name="values">Receives the values; N is its length.</param>
    public static void Polynomials(double x, Span<double> values)
    {
        if (values.IsEmpty) return;
        values[0] = 1;
        if (values.Length > 1) values[1] = x;
        for (var n = 1; n + 1 < values.Length; n++)
            values[n + 1] = ((2 * n + 1) * x * values[n] - n * values[n - 1]) / (n + 1);
    }

    /// <summary>
    /// The coefficients of <c>e^{iω(s−1)}</c> on [0, 1] in <see cref="LegendreBasis"/>:
    /// <c>√(2n+1) iⁿ e^{−iω/2} j_n(ω/2)</c> with the spherical Bessel function j_n.
    /// </summary>
    /// <param name="frequency">ω in radians per window, finite.</param>
    /// <param name="count">N, at least 1.</param>
    /// <returns>[N]; the coefficients fall faster than exponentially once n exceeds ω/2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1.</exception>
    /// <exception cref="ArgumentException">ω is not finite.</exception>
    /// <remarks>Source: Rayleigh's plane-wave expansion, DLMF 10.60.7.</remarks>
    public static Complex[] PlaneWave(double frequency, int count)
    {
        Require.AtLeast(count, 1, "the number N of coefficients");
        Require.Finite([frequency], name: nameof(frequency));
        var turn = Complex.FromPolarCoordinates(1, -frequency / 2);
        var coefficients = new Complex[count];
        var unit = Complex.One;
        for (var n = 0; n < count; n++)
        {
            coefficients[n] = Math.Sqrt(2 * n + 1) * unit * turn * SpecialFunctions.SphericalBesselJ(n, frequency / 2);
            unit = new Complex(-unit.Imaginary, unit.Real);
        }
        return coefficients;
    }
}
