using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Topics.Regression;
using MathNet.Numerics.LinearAlgebra;
using static Lemmata.Learning.Tests.Topics.Regression.Derivatives;

namespace Lemmata.Learning.Tests.Numerics.Optimization;

public class NewtonTests
{
    private static readonly Matrix<double> A = Sines(8, 3);
    private static readonly SoftmaxRegression Bare = new(A, RaisedCosine(8));
    private static readonly WeightedPenalty Loss = new(Bare, A, 0.3);
    private static readonly double[] Minimum = [0.099554485936, 0.008472107797, 0.009059706717];

    private static double[] Distances(Func<Vector<double>, Matrix<double>>? curvature = null) =>
    [
        .. Newton.FullSteps(Loss, Vec(1, 1, -1), curvature, 20, 0).Points
            .Select(x => (x - Newton.FullSteps(Loss, Vec(0, 0, 0)).End).L2Norm()),
    ];

    [Fact]
    public void Exact_steps_have_the_tabulated_distances_and_end_in_the_tabulated_minimum()
    {
        var errors = Distances();
        double[] expected = [1.676941, 0.1141221, 1.018158e-3, 1.039496e-7];
        Assert.All(expected, (e, k) => Assert.Equal(1, errors[k] / e, 1e-6));
        Assert.InRange(errors[4], 0, 1e-14);
        var end = Newton.FullSteps(Loss, Vec(1, 1, -1));
        Assert.True(end.Converged);
        Assert.All(Minimum, (m, i) => Assert.Equal(m, end.End[i], 5e-13));
        Assert.Equal(0.020785083825, Loss.Value(end.End), 5e-13);
    }

    [Fact]
    public void The_minimum_is_where_plain_descent_ends_too()
    {
        var x = Vec(0, 0, 0);
        for (var step = 0; step < 3000; step++)
            x -= Loss.Gradient(x);
        Assert.All(Minimum, (m, i) => Assert.Equal(m, x[i], 5e-13));
    }

    [Fact]
    public void Approximate_steps_shrink_by_the_tabulated_factors()
    {
        var tenth = Distances(x => 1.1 * Loss.Hessian(x));
        Assert.Equal(0.0909090909, tenth[8] / tenth[7], 1e-7);
        var half = Distances(x => 1.5 * Loss.Hessian(x));
        Assert.Equal(1.0 / 3, half[19] / half[18], 1e-7);
        var gauss = Distances(x => Bare.GaussNewton(x) + Loss.Second);
        Assert.InRange(Math.Sqrt(gauss[12] / gauss[10]), 0.0869, 0.0871);
        Assert.Equal(10, Array.FindIndex(gauss, e => e < 1.4e-10));
        var diagonal = Distances(x => Bare.Curvature(x).DiagonalBetween(A) + Loss.Second);
        Assert.Equal(0.019832856, diagonal[7] / diagonal[6], 1e-6);
        Assert.Equal(7, Array.FindIndex(diagonal, e => e < 1e-10));
    }

    [Fact]
    public void Line_search_never_goes_uphill_where_full_steps_do()
    {
        var two = new WeightedPenalty(
            new TwoLayerRegression(Sines(6, 3), Sines(4, 6, 0.5), Vec(0.1, 0.2, 0.3, 0.4), Activation.Relu),
            Sines(6, 3),
            0.1);
        var full = Newton.FullSteps(two, Vec(3, 3, 0), steps: 20).Points.Select(two.Value).ToArray();
        Assert.Contains(full.Zip(full.Skip(1)), pair => pair.Second > pair.First);
        var searched = Newton.LineSearch(two, Vec(3, 3, 0)).Points.Select(two.Value).ToArray();
        Assert.All(searched.Zip(searched.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
    }

    [Fact]
    public void Bad_starts_and_counts_are_refused_with_numbers()
    {
        Assert.Contains("2 entries but 3 are needed", Assert.Throws<ArgumentException>(
            () => Newton.FullSteps(Loss, Vec(1, 1))).Message);
        Assert.Contains("got -1", Assert.Throws<ArgumentOutOfRangeException>(
            () => Newton.LineSearch(Loss, Vec(1, 1, 1), steps: -1)).Message);
    }
}
