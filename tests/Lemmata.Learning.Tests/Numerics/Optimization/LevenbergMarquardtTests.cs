using Lemmata.Learning.Numerics.Optimization;
using MathNet.Numerics.LinearAlgebra;
using static Lemmata.Learning.Tests.Topics.Regression.Derivatives;

namespace Lemmata.Learning.Tests.Numerics.Optimization;

public class LevenbergMarquardtTests
{
    [Fact]
    public void Linear_problems_end_where_the_normal_equations_say()
    {
        var (a, b) = (Sines(7, 3), RaisedCosine(7));
        var fit = LevenbergMarquardt.Minimize(x => a * x - b, _ => a, Vec(5, -4, 3));
        var direct = (a.Transpose() * a).Solve(a.Transpose() * b);
        Assert.True(fit.Converged);
        // The sum of squares is level to 10^-16 within 10^-8 of its minimum when a residual is left.
        Assert.InRange((fit.End - direct).L2Norm(), 0, 1e-8);
        Assert.Equal((a * direct - b).L2Norm(), fit.Residual, 1e-12);
    }

    [Fact]
    public void Curved_valley_is_followed_to_its_end()
    {
        var fit = LevenbergMarquardt.Minimize(
            x => Vec(10 * (x[1] - x[0] * x[0]), 1 - x[0]),
            x => Matrix<double>.Build.DenseOfArray(new[,] { { -20 * x[0], 10 }, { -1, 0 } }),
            Vec(-1.2, 1));
        Assert.True(fit.Converged);
        Assert.InRange((fit.End - Vec(1, 1)).L2Norm(), 0, 1e-12);
        Assert.InRange(fit.Steps, 5, 60);
    }

    [Fact]
    public void A_run_may_end_at_a_stationary_point_with_a_residual()
    {
        // (x² − 1)² + 1/4 (x − 1)² … has a second minimum near −1.
        var fit = LevenbergMarquardt.Minimize(
            x => Vec(x[0] * x[0] - 1, 0.2 * (x[0] - 1)),
            x => Matrix<double>.Build.DenseOfArray(new[,] { { 2 * x[0] }, { 0.2 } }),
            Vec(-3));
        Assert.True(fit.Converged);
        Assert.InRange(fit.End[0], -1, -0.9);
        Assert.InRange(fit.Residual, 0.1, 0.5);
        // One step is not enough to arrive.
        Assert.False(LevenbergMarquardt.Minimize(
            x => Vec(x[0] * x[0] - 1, 0.2 * (x[0] - 1)),
            x => Matrix<double>.Build.DenseOfArray(new[,] { { 2 * x[0] }, { 0.2 } }),
            Vec(-3),
            steps: 1).Converged);
    }

    [Fact]
    public void Shapes_and_counts_that_do_not_fit_are_refused_with_numbers()
    {
        var a = Sines(7, 3);
        Assert.Contains("7 × 3 but 7 residuals of 2", Assert.Throws<ArgumentException>(
            () => LevenbergMarquardt.Minimize(_ => RaisedCosine(7), _ => a, Vec(1, 1))).Message);
        Assert.Contains("got -1", Assert.Throws<ArgumentOutOfRangeException>(
            () => LevenbergMarquardt.Minimize(x => x, _ => a, Vec(1), steps: -1)).Message);
        Assert.Contains("got -2", Assert.Throws<ArgumentOutOfRangeException>(
            () => LevenbergMarquardt.Minimize(x => x, _ => a, Vec(1), gradientTolerance: -2)).Message);
    }
}
