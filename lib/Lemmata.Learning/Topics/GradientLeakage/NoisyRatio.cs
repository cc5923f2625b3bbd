using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Probability;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.GradientLeakage;

/// <summary>The law of the error that normal noise leaves in a ratio of gradients,
/// <c>x̂ = (g x + σn)/(g + σm)</c> with independent standard normal entries n and m.</summary>
/// <remarks>Definition: the error is the largest one of an entry of x̂ − x. Given m the entries are independent, so its
/// distribution is one integral over m. Its mean is infinite, since g + σm comes near 0; hence quantiles. Determinism:
/// the same bits on every machine.</remarks>
public sealed class NoisyRatio
{
    // Beyond nine deviations lies less than 10^-18 of the law.
    private const double Reach = 9;
    private const int Pieces = 200;

    private readonly double[] input;
    private readonly double gain, scale;

    /// <summary>A ratio under noise.</summary>
    /// <param name="input">x, <c>[d]</c>.</param>
    /// <param name="gain">g, the bias entry of the gradient, not 0.</param>
    /// <param name="scale">σ, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">g is 0, or σ is not positive.</exception>
    public NoisyRatio(Vector<double> input, double gain, double scale)
    {
        Require.InRange(
            gain != 0 && double.IsFinite(gain),
            nameof(gain),
            $"The bias entry g has to be finite and not 0, got {gain}; the ratio divides by it.");

        Require.Positive(scale, "the deviation σ");
        (this.input, this.gain, this.scale) = ([.. input], gain, scale);
    }

    /// <summary>The probability that no entry is off by more than a bound.</summary>
    /// <param name="bound">t, at least 0.</param>
    /// <returns>A number in [0, 1], exact to about ten digits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is negative.</exception>
    /// <remarks>Cost: up to 800 evaluations of Φ for each entry of x. Simpson's rule runs to the place g + σm = 0, where
    /// the integrand has a kink, and on from there.</remarks>
    public double Probability(double bound)
    {
        Require.AtLeast(bound, 0.0, "the error allowed");
        var kink = -gain / scale;
        return kink is > -Reach and < Reach
            ? Integral(-Reach, kink, bound) + Integral(kink, Reach, bound)
            : Integral(-Reach, Reach, bound);
    }

    /// <summary>The error that is not exceeded with a given probability.</summary>
    /// <param name="probability">In (0, 1), such as ½ for the median.</param>
    /// <returns>A positive number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside (0, 1).</exception>
    public double Quantile(double probability)
    {
        Require.InRange(
            probability > 0 && probability < 1,
            nameof(probability),
            $"A quantile belongs to a probability between 0 and 1, both excluded, got {probability}.");

        // The size of the error while the noise is small.
        var high = scale / Math.Abs(gain);
        while (Probability(high) < probability)
            high *= 2;
        while (Probability(high / 2) >= probability)
            high /= 2;
        var low = high / 2;
        for (var step = 0; step < 30; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Probability(middle) < probability ? (middle, high) : (low, middle);
        }

        return high;
    }

    private double Integral(double from, double to, double bound)
    {
        var (sum, width) = (0.0, (to - from) / Pieces);
        for (var i = 0; i <= Pieces; i++)
        {
            var weight = i is 0 or Pieces ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Given(from + i * width, bound);
        }

        return sum * width / 3;
    }

    private double Given(double m, double bound)
    {
        var product = StandardNormal.Density(m);
        var room = bound * Math.Abs(gain / scale + m);
        foreach (var x in input)
        {
            if (product < 1e-30)
                return 0;
            product *= StandardNormal.Cumulative(x * m + room) - StandardNormal.Cumulative(x * m - room);
        }

        return product;
    }
}
