using Lemmata.Learning.Topics.StateSpace;

namespace Lemmata.Learning.Tests.Topics.StateSpace;

public class ProjectionTests
{
    private static double TwoTones(double t) => Math.Sin(10 * t) + 0.5 * Math.Cos(3 * t);

    [Fact]
    public void Coefficients_of_two_tones_have_the_published_values()
    {
        double[] expected =
        [
            0.2074271543,
            -0.3889554701,
            0.2788217156,
            -0.1351041658,
            -0.5374945653,
            0.0993803929,
            0.1658332197,
            -0.0196530950,
        ];
        var c = new LegendreBasis(8).Project(TwoTones);
        for (var n = 0; n < 8; n++) Assert.Equal(expected[n], c[n], 5e-11);
    }

    [Theory]
    [InlineData(4, 0.7279162346, 5e-11)]
    [InlineData(6, 0.2144939646, 5e-11)]
    [InlineData(8, 0.0290895561, 5e-11)]
    [InlineData(12, 1.1796795e-4, 5e-12)] // 1 − |c|²/‖f‖² leaves 8 digits here; the next test has more
    public void Relative_error_of_two_tones_has_the_published_value(int count, double expected, double tolerance)
    {
        var basis = new LegendreBasis(count);
        Assert.Equal(expected, basis.RelativeError(TwoTones, basis.Project(TwoTones)), tolerance);
    }

    [Fact]
    public void Relative_error_equals_the_coefficients_that_were_left_out()
    {
        var c = new LegendreBasis(40).Project(TwoTones);
        var basis = new LegendreBasis(12);
        var expected = Math.Sqrt(c.Skip(12).Sum(x => x * x) / c.Sum(x => x * x));
        Assert.Equal(expected, basis.RelativeError(TwoTones, c.Take(12).ToArray()), 1e-14);
        Assert.Equal(1.1796795049e-4, expected, 5e-15);
    }

    [Fact]
    public void A_kink_in_the_middle_has_rational_coefficients()
    {
        static double Kink(double t) => Math.Abs(t - 0.5);
        var basis = new LegendreBasis(8);
        var c = basis.Project(Kink); // 32 panels: the kink is on a border
        double[] expected = [0.25, 0, 0.1397542486, 0, -1.0 / 32, 0, 0.0140841847, 0];
        for (var n = 0; n < 8; n++) Assert.Equal(expected[n], c[n], 5e-11);
        Assert.Equal(5.0 / 128, basis.RelativeError(Kink, c), 1e-13);
    }

    public static TheoryData<WindowBasis> Bases => [new LegendreBasis(12), new FourierBasis(6), new LaguerreBasis(6)];

    [Theory]
    [MemberData(nameof(Bases))]
    public void Basis_functions_are_orthonormal(WindowBasis basis)
    {
        for (var n = 0; n < basis.Count; n++)
        {
            var index = n;
            var row = basis.Project(s => basis.Values(s)[index], 200);
            for (var k = 0; k < basis.Count; k++) Assert.Equal(n == k ? 1 : 0, row[k], 1e-10);
        }
    }

    [Fact]
    public void Projection_of_something_in_the_span_is_reconstructed()
    {
        var basis = new LegendreBasis(4);
        var c = basis.Project(s => 2 * s * s * s - s + 0.25);
        Assert.Equal(2 * 0.027 - 0.3 + 0.25, basis.Reconstruct(c, 0.3), 1e-13);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(7)]
    [InlineData(40)]
    public void Coefficients_of_a_plane_wave_are_spherical_Bessel_functions(double frequency)
    {
        var basis = new LegendreBasis(24);
        var real = basis.Project(s => Math.Cos(frequency * (s - 1)));
        var imaginary = basis.Project(s => Math.Sin(frequency * (s - 1)));
        var closed = Legendre.PlaneWave(frequency, 24);
        for (var n = 0; n < 24; n++)
        {
            Assert.Equal(real[n], closed[n].Real, 1e-12);
            Assert.Equal(imaginary[n], closed[n].Imaginary, 1e-12);
        }
    }

    [Fact]
    public void A_constant_wave_has_one_coefficient()
    {
        var c = Legendre.PlaneWave(0, 3);
        Assert.Equal(1, c[0].Real, 1e-15);
        Assert.Equal(0, c[1].Magnitude + c[2].Magnitude, 1e-15);
    }
}
