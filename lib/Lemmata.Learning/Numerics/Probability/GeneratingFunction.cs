using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Probability;

/// <summary>Probability generating functions <c>G(x) = Σ w(k) x^k</c> and the way back from G to the weights.</summary>
public static class GeneratingFunction
{
    /// <summary>That of the binomial law, <c>(1 + p(x − 1))^n</c>.</summary>
    /// <param name="trials">Number of trials n, at least 0.</param>
    /// <param name="probability">Success probability p, in [0, 1].</param>
    /// <param name="x">A complex number.</param>
    /// <returns>G(x), by repeated squaring.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The trials are negative or the probability is outside [0,
    /// 1].</exception>
    public static Complex Binomial(int trials, double probability, Complex x)
    {
        DiscreteLaw.RequireTrials(trials);
        DiscreteLaw.RequireProbability(probability, nameof(probability));
        var (power, result) = (1 + probability * (x - 1), Complex.One);
        for (var n = trials; n > 0; n >>= 1)
        {
            if ((n & 1) == 1) result *= power;
            power *= power;
        }
        return result;
    }

    /// <summary>That of the Poisson law, <c>e^{λ(x − 1)}</c>.</summary>
    /// <param name="mean">Mean λ, positive.</param>
    /// <param name="x">A complex number.</param>
    /// <returns>G(x).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mean"/> is not positive and finite.</exception>
    public static Complex Poisson(double mean, Complex x)
    {
        DiscreteLaw.RequireMean(mean);
        return Complex.Exp(mean * (x - 1));
    }

    /// <summary>
    /// The weights that the values of G at the M-th roots of unity determine: <c>(1/M) Σ_m G(ζ^m) ζ^{−mk}</c>.
    /// </summary>
    /// <param name="function">A generating function.</param>
    /// <param name="points">Number M of roots of unity, at least 1.</param>
    /// <returns>M numbers; number k is w(k) + w(k+M) + w(k+2M) + … (aliasing).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="points"/> is below 1.</exception>
    /// <remarks><b>Cost:</b> one Fourier transform by MathNet.Numerics.</remarks>
    public static double[] Weights(Func<Complex, Complex> function, int points)
    {
        Require.AtLeast(points, 1);
        var values = new Complex[points];
        for (var m = 0; m < points; m++)
            values[m] = function(Complex.FromPolarCoordinates(1, 2 * Math.PI * m / points));
        MathNet.Numerics.IntegralTransforms.Fourier.Forward(
            values,
            MathNet.Numerics.IntegralTransforms.FourierOptions.NoScaling);
        return [.. values.Select(value => value.Real / points)];
    }
}
