using Lemmata.Learning.Topics.StateSpace;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Tests.Topics.StateSpace;

public class HippoTests
{
    [Fact]
    public void LegS_matrix_has_the_published_entries()
    {
        double[][] expected =
        [
            [-1, 0, 0, 0],
            [-1.7320508076, -2, 0, 0],
            [-2.2360679775, -3.8729833462, -3, 0],
            [-2.6457513111, -4.5825756950, -5.9160797831, -4],
        ];
        var a = Hippo.LegS(4).A;
        for (var n = 0; n < 4; n++)
            for (var k = 0; k < 4; k++) Assert.Equal(expected[n][k], a[n, k], 5e-11);
    }

    [Fact]
    public void LegT_has_the_published_eigenvalues()
    {
        var values = Hippo.LegT(4, 1).Eigenvalues;
        Assert.Equal(-4.7871931031, values[0].Real, 5e-11);
        Assert.Equal(-1.5674764169, values[0].Imaginary, 5e-11);
        Assert.Equal(-3.2128068969, values[3].Real, 5e-11);
        Assert.Equal(4.7730874333, values[3].Imaginary, 5e-11);
    }

    // The entries again, this time as what they are: inner products that a quadrature can compute.
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public void LegS_entries_are_minus_the_inner_products_of_s_times_the_derivative(int count)
    {
        var basis = new LegendreBasis(count);
        var a = Hippo.LegS(count).A;
        for (var n = 0; n < count; n++)
        {
            // A_nk = −δ_nk − <s g_n', g_k>; the derivative by a central difference of a polynomial of low degree.
            var row = basis.Project(s => s * Derivative(basis, n, s));
            for (var k = 0; k < count; k++) Assert.Equal(-row[k] - (n == k ? 1 : 0), a[n, k], 1e-6);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public void LegT_entries_are_boundary_terms_minus_inner_products(int count)
    {
        const double window = 1.7;
        var basis = new LegendreBasis(count);
        var a = Hippo.LegT(count, window).A;
        var start = basis.Values(0);
        for (var n = 0; n < count; n++)
        {
            // w A_nk = −g_n(0) g_k(0) − <g_n', g_k>
            var row = basis.Project(s => Derivative(basis, n, s));
            for (var k = 0; k < count; k++)
                Assert.Equal((-start[n] * start[k] - row[k]) / window, a[n, k], 1e-6);
        }
    }

    [Fact]
    public void Lmu_is_LegT_rescaled_by_the_norms()
    {
        const int count = 9;
        var rescaled = Hippo
            .LegT(count, 2.5)
            .Rescale([.. Enumerable.Range(0, count).Select(n => Math.Sqrt(2 * n + 1))]);
        var lmu = Hippo.Lmu(count, 2.5);
        Assert.True((rescaled.A - lmu.A).L2Norm() < 1e-12, "A differs");
        Assert.True((rescaled.B - lmu.B).L2Norm() < 1e-12, "B differs");
    }

    [Fact]
    public void LagT_equals_the_derivative_of_its_integral()
    {
        // c_n(t) for u = cos t and w = 0.8 by quadrature, differentiated numerically, against A c + B u.
        const double scale = 0.8, time = 3, half = 1e-4;
        var basis = new LaguerreBasis(5);
        double[] At(double t) => basis.Project(x => Math.Cos(t - scale * x), 400);
        var system = Hippo.LagT(5, scale);
        var rate = system.A * Vector<double>.Build.DenseOfArray(At(time)) + system.B * Math.Cos(time);
        var (before, after) = (At(time - half), At(time + half));
        for (var n = 0; n < 5; n++) Assert.Equal((after[n] - before[n]) / (2 * half), rate[n], 1e-7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(32)]
    public void LegS_eigenvalues_are_minus_one_to_minus_N(int count)
        => Assert.Equal(
            Enumerable.Range(1, count).Select(n => -(double)(count + 1 - n)),
            Hippo.LegS(count).Eigenvalues.Select(value => value.Real));

    [Fact]
    public void Impulse_response_of_LegS_is_a_warped_Legendre_basis()
    {
        var system = Hippo.LegS(8);
        var basis = new LegendreBasis(8);
        foreach (var x in new[] { 0.05, 0.2, 0.5, 0.9, 1 })
        {
            var response = system.ImpulseResponse(-Math.Log(x));
            var values = basis.Values(x);
            for (var n = 0; n < 8; n++) Assert.Equal(x * values[n], response[n], 1e-12);
        }
    }

    [Fact]
    public void LegS_equation_is_exact_for_every_number_of_coefficients()
    {
        static double Signal(double t) => Math.Sin(10 * t) + 0.5 * Math.Cos(3 * t);
        const double time = 0.7, half = 1e-4;
        foreach (var count in new[] { 1, 3, 8 })
        {
            var basis = new LegendreBasis(count);
            double[] At(double t) => basis.Project(s => Signal(s * t));
            var system = Hippo.LegS(count);
            var rate = (system.A * Vector<double>.Build.DenseOfArray(At(time)) + system.B * Signal(time)) / time;
            var (before, after) = (At(time - half), At(time + half));
            for (var n = 0; n < count; n++) Assert.Equal((after[n] - before[n]) / (2 * half), rate[n], 1e-5);
        }
    }

    [Fact]
    public void LegT_steady_state_error_has_the_published_size()
    {
        foreach (var (count, error, best) in new[] { (4, 0.3532822132, 0.2059633831), (8, 0.0013198546, 0.0008870144) })
        {
            var exact = Legendre.PlaneWave(2 * Math.PI, 40);
            var lost = exact.Skip(count).Sum(z => z.Magnitude * z.Magnitude);
            var state = Hippo.LegT(count, 1).Response(new(0, 2 * Math.PI));
            var off = Enumerable.Range(0, count).Sum(n => Math.Pow((state[n] - exact[n]).Magnitude, 2));
            Assert.Equal(best, Math.Sqrt(lost), 5e-11);
            Assert.Equal(error, Math.Sqrt(lost + off), 5e-11);
        }
    }

    [Fact]
    public void Example_of_the_source_is_solved_by_exponentials_and_sinusoids()
    {
        var system = new LinearSystem(
            Matrix<double>.Build.DenseOfArray(
                new double[,]
                {
                    { 1, 0, 0, 0 },
                    { 0, -1, 0, 0 },
                    { 0, 0, 0, 1 },
                    { 0, 0, -1, 0 },
                }
            ),
            Vector<double>.Build.Dense(4));
        var state = system.Evolve(Vector<double>.Build.DenseOfArray([1, 1, 0, 1]), 1.3);
        double[] expected = [Math.Exp(1.3), Math.Exp(-1.3), Math.Sin(1.3), Math.Cos(1.3)];
        for (var n = 0; n < 4; n++) Assert.Equal(expected[n], state[n], 1e-13);
    }

    private static double Derivative(WindowBasis basis, int index, double s)
        => (basis.Values(s + 1e-5)[index] - basis.Values(s - 1e-5)[index]) / 2e-5;
}
