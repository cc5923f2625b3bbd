using System.Numerics;
using Lemmata.Learning.Numerics.FourierTransforms;
using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Tests.Numerics.FourierTransforms;

public class RealFourierTransforms
{
    [Fact]
    public void The_spectrum_is_the_defining_sum()
    {
        foreach (var n in new[] { 2, 4, 8, 16, 32, 128, 512 })
        {
            var x = new SplitMix64((ulong)n).Normals(n);
            var spectrum = RealFourierTransform.Forward(x);
            Assert.Equal(n / 2 + 1, spectrum.Length);
            for (var k = 0; k <= n / 2; k++)
            {
                var sum = Complex.Zero;
                for (var j = 0; j < n; j++)
                    sum += x[j] * Complex.FromPolarCoordinates(1, -2 * Math.PI * (j * k % n) / n);
                Assert.True(
                    (sum - spectrum[k]).Magnitude < 1e-13 * n,
                    $"n = {n}, k = {k}: {spectrum[k]}, defining sum {sum}");
            }
            var back = RealFourierTransform.Inverse(spectrum);
            for (var j = 0; j < n; j++)
                Assert.Equal(x[j], back[j], 1e-14);
        }
    }

    [Fact]
    public void Convolutions_of_integers_are_exact_after_rounding_for_all_small_lengths()
    {
        var generator = new SplitMix64(4);
        for (var m = 1; m <= 20; m++)
        {
            for (var n = 1; n <= 20; n++)
        {
            var (a, b) = (Integers(m), Integers(n));
            var y = RealFourierTransform.Convolve(a, b);
            Assert.Equal(m + n - 1, y.Length);
            for (var k = 0; k < y.Length; k++)
                {
                    Assert.Equal(
                    Enumerable.Range(0, m).Where(j => k - j >= 0 && k - j < n).Sum(j => a[j] * b[k - j]),
                    y[k],
                    1e-11);
                }
            }
        }

        double[] Integers(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)generator.NextInt(19) - 9)];
    }

    [Fact]
    public void A_long_convolution_has_the_small_error_of_the_transform()
    {
        // a geometric kernel has a recurrence: y_k = r y_(k−1) + x_k
        const int n = 1 << 15;
        const double r = 0.999;
        var x = new SplitMix64(9).Normals(n);
        var kernel = new double[n];
        for (var j = 0; j < n; j++)
            kernel[j] = j == 0 ? 1 : kernel[j - 1] * r;
        var (y, state, worst) = (RealFourierTransform.Convolve(kernel, x), 0.0, 0.0);
        for (var k = 0; k < n; k++)
            worst = Math.Max(worst, Math.Abs(y[k] - (state = r * state + x[k])));
        Assert.True(worst < 1e-11, $"largest deviation {worst:E2}");
    }

    [Fact]
    public void Bad_lengths_are_refused_and_empty_sequences_convolve_to_nothing()
    {
        Assert.Contains(
            "got 12; pad with zeros to 16",
            Assert.Throws<ArgumentException>(() => RealFourierTransform.Forward(new double[12])).Message);
        Assert.Throws<ArgumentException>(() => RealFourierTransform.Inverse(new Complex[4]));
        Assert.Empty(RealFourierTransform.Convolve([], [1, 2]));
        Assert.Contains(double.NaN, RealFourierTransform.Convolve([1, double.NaN], [1, 2]));
    }
}
