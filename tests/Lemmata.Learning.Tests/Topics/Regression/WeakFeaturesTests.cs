using Lemmata.Learning.Topics.Regression;
using MathNet.Numerics;
using MathNet.Numerics.Integration;
using MathNet.Numerics.LinearAlgebra;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Regression;

public class WeakFeaturesTests
{
    private static readonly WeakFeatures Problem = WeakFeatures.Even(40, 100, 0.2);

    /// <summary>E(1/χ²) by quadrature: an entry on the diagonal of an inverse Wishart matrix is one over a χ².</summary>
    private static double InverseChiSquare(int freedom)
    {
        double Density(double root)          // χ² = root², so that the integrand is smooth at 0
        {
            var x = root * root;
            return root == 0 && freedom == 3 ? 2 * Math.Exp(-LogConstant(3)) : root == 0 ? 0
                : 2 * root * Math.Exp((freedom / 2.0 - 1) * Math.Log(x) - x / 2 - LogConstant(freedom)) / x;
        }
        static double LogConstant(int k) => k / 2.0 * Math.Log(2) + SpecialFunctions.GammaLn(k / 2.0);
        return GaussLegendreRule.Integrate(Density, 0, 40, 512);
    }

    private static double ByQuadrature(int p)
    {
        var (n, seen) = (40, p / 100.0);
        var hidden = 1 - seen + 0.04;
        return p < n ? hidden * (1 + p * InverseChiSquare(n - p + 1))
            : seen * (1 - (double)n / p) + hidden * (1 + n * InverseChiSquare(p - n + 1));
    }

    [Theory]
    [InlineData(0, "1.04")]
    [InlineData(10, "1.26413793")]
    [InlineData(20, "1.72421053")]
    [InlineData(30, "3.20666667")]
    [InlineData(38, "25.74")]
    [InlineData(42, "25.44")]
    [InlineData(60, "1.56631579")]
    [InlineData(80, "0.88615385")]
    [InlineData(100, "0.66711864")]
    public void Risk_has_the_tabulated_values(int p, string expected)
    {
        AssertDigits(expected, ByQuadrature(p));
        AssertDigits(expected, Problem.Risk(p));
    }

    [Fact]
    public void Risk_is_infinite_around_as_many_features_as_samples_unless_nothing_is_hidden()
    {
        Assert.All([39, 40, 41], p => Assert.Equal(double.PositiveInfinity, Problem.Risk(p)));
        var clean = WeakFeatures.Even(10, 20, 0);
        Assert.Equal(0.5, clean.Risk(20), 1e-15);
        Assert.Equal(0, WeakFeatures.Even(20, 20, 0).Risk(20));
    }

    [Fact]
    public void Simulated_risk_agrees_with_the_formula()
    {
        int[] sizes = [10, 20, 30, 60, 80, 100];
        var risks = Problem.Simulate(sizes, 500, seed: 23);
        for (var k = 0; k < sizes.Length; k++)
        {
            var mean = risks[k].Average();
            var deviation = Math.Sqrt(risks[k].Average(r => (r - mean) * (r - mean)) / risks[k].Length);
            Assert.InRange((mean - ByQuadrature(sizes[k])) / deviation, -4.9, 4.9);
        }
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(30, 0)]
    [InlineData(7, 0.3)]
    [InlineData(30, 0.3)]
    public void Fit_is_the_pseudo_inverse_or_ridge(int p, double penalty)
    {
        var x = Matrix<double>.Build.Dense(12, 30, (i, j) => Math.Sin(1 + 3 * i + 7 * j * j + i * j));
        var y = Vector<double>.Build.Dense(12, i => Math.Cos(i));
        var weights = new double[30];
        new LeastNormFit(12, 30).Solve(x.Transpose().ToColumnMajorArray(), y.ToArray(), p, penalty, weights);
        var part = x.SubMatrix(0, 12, 0, p);
        var svd = part.Svd();
        var expected = Vector<double>.Build.Dense(p);
        for (var k = 0; k < svd.S.Count; k++)
        {
            var s = svd.S[k];
            expected += svd.VT.Row(k) * (svd.U.Column(k) * y * s / (s * s + penalty));
        }
        for (var j = 0; j < 30; j++)
            Assert.Equal(j < p ? expected[j] : 0, weights[j], 1e-9);
    }

    [Fact]
    public void Gradient_descent_from_zero_ends_at_the_fit_of_least_norm()
    {
        foreach (var p in new[] { 10, 100 })
        {
            var path = Problem.Descend(p, 0.2, [0, 3000], draws: 3, seed: 5);
            Assert.Equal(1.04, path[0], 1e-12);
            Assert.Equal(Problem.Simulate([p], 3, seed: 5)[0].Average(), path[1], 1e-9);
        }
    }

    [Fact]
    public void The_best_penalty_is_better_than_its_neighbours()
    {
        foreach (var p in new[] { 20, 40, 100 })
        {
            double Mean(double factor) =>
                Problem.Simulate([p], 200, 7, size => factor * Problem.BestPenalty(size))[0].Average();
            var best = Mean(1);
            Assert.True(best < Mean(0.5) && best < Mean(2), $"p = {p}");
        }
    }

    [Fact]
    public void What_is_outside_its_domain_is_refused_with_the_number()
    {
        Assert.Contains("from 0 to 100, but is 101", Message(() => Problem.Risk(101)));
        Assert.Contains("from 0 to 100, but is -1", Message(() => Problem.Simulate([-1], 1, 1)));
        Assert.Contains("samples", Message(() => WeakFeatures.Even(2, 5, 0)));
        Assert.Contains("but is -1", Message(() => WeakFeatures.Even(3, 5, -1)));
        Assert.Contains("every penalty", Message(() => Problem.BestPenalty(0)));
        Assert.Throws<ArgumentException>(() => new WeakFeatures(5, [], 1));
        Assert.Throws<ArgumentException>(() => new WeakFeatures(5, [1, double.NaN], 1));
        Assert.Contains("but number 1 is 3", Assert.Throws<ArgumentException>(
            () => Problem.Descend(5, 0.1, [3, 3], 1, 1)).Message);
        var fit = new LeastNormFit(2, 2);
        Assert.Contains("add a penalty", Assert.Throws<ArgumentException>(
            () => fit.Solve([1, 1, 1, 1], [1, 2], 2, 0, new double[2])).Message);
        Assert.Contains("x has 3 entries but 4", Assert.Throws<ArgumentException>(
            () => fit.Solve([1, 1, 1], [1, 2], 2, 0, new double[2])).Message);

        static string Message(Action action) => Assert.Throws<ArgumentOutOfRangeException>(action).Message;
    }
}
