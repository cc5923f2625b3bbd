using System.Numerics;
using Lemmata.Learning.Topics.StateSpace;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Tests.Topics.StateSpace;

public class FourierWindowTests
{
    // u = sin 2.3 t, window 1, at t = 20 from rest: relative error of the reconstruction over the window.
    [Theory]
    [InlineData(4, 0.5366, 0.1766, 0.1729)]
    [InlineData(8, 0.5276, 0.1272, 0.1256)]
    [InlineData(16, 0.5227, 0.0907, 0.0901)]
    public void Published_closure_does_not_converge_and_the_midpoint_closure_does(
        int harmonics, double published, double midpoint, double best)
    {
        const double frequency = 2.3, now = 20;
        double Past(double s) => Math.Sin(frequency * (now - 1 + s));
        var basis = new FourierBasis(harmonics);
        double Error(double closure)
        {
            // From rest: x(t) = Im[(iω − A)⁻¹B e^{iωt} − e^{At}(iω − A)⁻¹B]
            var system = Hippo.FourierWindow(harmonics, 1, closure);
            var response = system.Response(new Complex(0, frequency));
            var steady = response.Map(z => (z * Complex.FromPolarCoordinates(1, frequency * now)).Imaginary);
            var start = response.Map(z => z.Imaginary);
            return basis.RelativeError(Past, (steady - system.Evolve(start, now)).ToArray());
        }

        Assert.Equal(published, Error(FourierClosure.AsPublished), 5e-5);
        Assert.Equal(midpoint, Error(FourierClosure.Midpoint), 5e-5);
        Assert.Equal(best, basis.RelativeError(Past, basis.Project(Past)), 5e-5);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    [InlineData(3.5)]
    public void Real_form_has_the_eigenvalues_of_the_complex_form(double closure)
    {
        const int harmonics = 4;
        const double window = 0.6;
        var complex = Matrix<Complex>.Build.Dense(2 * harmonics + 1, 2 * harmonics + 1, (n, k) =>
            ((n == k ? new Complex(0, 2 * Math.PI * (n - harmonics)) : 0) - closure) / window);
        var expected = complex.Evd(Symmetricity.Asymmetric).EigenValues;
        foreach (var value in Hippo.FourierWindow(harmonics, window, closure).Eigenvalues)
            Assert.Equal(0, expected.Min(other => (other - value).Magnitude), 1e-11);
    }

    [Theory]
    [InlineData(8, -1.09004)]
    [InlineData(64, -1.09746)]
    public void Real_eigenvalue_of_the_published_closure_tends_to_minus_ln_3(int harmonics, double expected)
    {
        // Not the slowest one: modes near the highest harmonic, absent in the limit, decay more slowly still.
        var real = Assert.Single(
            Hippo.FourierWindow(harmonics, 1, 1).Eigenvalues,
            value => Math.Abs(value.Imaginary) < 1e-9);
        Assert.Equal(expected, real.Real, 5e-6);
    }

    // The echo law: with weight c the state is the Fourier window of 2c/(2+c) Σ r^j u(t − jw), r = (2−c)/(2+c).
    [Theory]
    [InlineData(0.5, 2e-3)]
    [InlineData(1.0, 1e-3)]
    [InlineData(2.0, 4e-3)]
    [InlineData(3.0, 7e-3)]
    public void State_tends_to_a_geometric_series_of_earlier_windows(double closure, double largest)
    {
        var (coarse, fine) = (DistanceToEchoLaw(16, closure), DistanceToEchoLaw(64, closure));
        Assert.True(
            fine < largest && fine < coarse / 2,
            $"distance to the law {coarse:G4} at 16, {fine:G4} at 64 harmonics");
    }

    private static double DistanceToEchoLaw(int harmonics, double closure)
    {
        const double frequency = 2.3;
        var ratio = (2 - closure) / (2 + closure);
        var factor = 2 * closure / (2 + closure) / (1 - ratio * Complex.FromPolarCoordinates(1, -frequency));
        var state = Hippo.FourierWindow(harmonics, 1, closure).Response(new Complex(0, frequency));
        var basis = new FourierBasis(harmonics);
        var real = basis.Project(s => Math.Cos(frequency * (s - 1)), 80);
        var imaginary = basis.Project(s => Math.Sin(frequency * (s - 1)), 80);
        var distance = 0.0;
        for (var n = 0; n < basis.Count; n++)
            distance += Math.Pow((state[n] - factor * new Complex(real[n], imaginary[n])).Magnitude, 2);
        return Math.Sqrt(distance);
    }

    [Fact]
    public void Signals_with_the_period_of_the_window_do_not_tell_the_closures_apart()
    {
        foreach (var closure in new[] { 1.0, 2, 3 })
        {
            var state = Hippo.FourierWindow(3, 1, closure).Response(new Complex(0, 4 * Math.PI));
            // e^{4πi(s−1)} is cos 4πs + i sin 4πs: coefficients 1/√2 and i/√2 at the second harmonic
            Assert.Equal(0, (state[3] - 1 / Math.Sqrt(2)).Magnitude, 1e-12);
            Assert.Equal(0, (state[4] - Complex.ImaginaryOne / Math.Sqrt(2)).Magnitude, 1e-12);
        }
    }
}
