using System.Numerics;
using Lemmata.Learning.Numerics.Differentiation;

namespace Lemmata.Learning.Tests.Numerics.Differentiation;

public class FiniteDifferenceTests
{
    private static readonly double[] Point = [0.3, -0.7];
    private static readonly double[] Direction = [0.6, 0.8];

    private static double Loss(double[] w) => Math.Log(1 + Math.Exp(w[0])) + w[0] * w[0] * w[1] + Math.Sin(w[1]);

    private static Complex Loss(Complex[] w) =>
        Complex.Log(1 + Complex.Exp(w[0])) + w[0] * w[0] * w[1] + Complex.Sin(w[1]);

    [Fact]
    public void Derivatives_have_the_tabulated_values()
    {
        Assert.Equal(0.776539259915, ComplexStep.Derivative(Loss, Point, Direction), 5e-13);
        Assert.Equal(0.154442516812, ComplexStep.Derivative(Loss, Point, [1, 0]), 5e-13);
        Assert.Equal(0.854842187284, ComplexStep.Derivative(Loss, Point, [0, 1]), 5e-13);
        var gradient = FiniteDifference.Gradient(Loss, Point);
        Assert.Equal(0.154442516812, gradient[0], 1e-9);
        Assert.Equal(0.854842187284, gradient[1], 1e-9);
    }

    [Theory]
    [InlineData(0.1, 0.003081805271, 2.21444542e-4, 5e-13)]
    [InlineData(0.01, 2.883652291e-5, 2.214234175e-7, 5e-15)]
    public void Errors_of_both_quotients_have_the_tabulated_values(
        double step,
        double forward,
        double central,
        double tolerance)
    {
        var exact = ComplexStep.Derivative(Loss, Point, Direction);
        Assert.Equal(
            forward,
            Math.Abs(FiniteDifference.Forward(Loss, Point, Direction, step) - exact) * step,
            tolerance);
        Assert.Equal(
            central,
            Math.Abs(FiniteDifference.Central(Loss, Point, Direction, step) - exact) * step,
            tolerance);
    }

    [Fact]
    public void Quadratics_have_exact_central_quotients()
    {
        static double Quadratic(double[] w) => 3 * w[0] * w[0] - 2 * w[0] * w[1] + w[1];
        Assert.Equal(4, FiniteDifference.Central(Quadratic, [1, 1], [1, 0], 0.5));
        Assert.Equal([4, -1], FiniteDifference.Gradient(Quadratic, [1, 1], 0.25));
    }

    [Theory]
    [InlineData(2, 0.006366304)]
    [InlineData(10, 0.023279378)]
    [InlineData(100, 0.079060453)]
    [InlineData(1000, 0.247996298)]
    public void Probability_of_a_nearly_orthogonal_direction_has_the_tabulated_value(int n, double probability)
    {
        Assert.Equal(probability, RandomDirection.ProbabilityOfCosineBelow(n, 0.01), 5e-10);
        // The density of t = cos is proportional to (1 − t²)^((n−3)/2): substitute t = sin a and integrate
        // cos(a)^(n−2).
        double Area(double to, int cells) => Enumerable.Range(0, cells)
            .Sum(i => Math.Pow(Math.Cos((i + 0.5) * to / cells), n - 2)) * to / cells;
        Assert.Equal(Area(Math.Asin(0.01), 400) / Area(Math.PI / 2, 20_000), probability, 1e-7);
    }

    [Fact]
    public void Bad_arguments_are_refused_with_numbers()
    {
        Assert.Contains(
            "2 coordinates but direction has 1",
            Assert.Throws<ArgumentException>(() => FiniteDifference.Central(Loss, Point, [1], 0.1)).Message);
        Assert.Contains(
            "got 0",
            Assert
                .Throws<ArgumentOutOfRangeException>(() => FiniteDifference.Forward(Loss, Point, Direction, 0))
                .Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ComplexStep.Derivative(Loss, Point, Direction, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomDirection.ProbabilityOfCosineBelow(0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomDirection.ProbabilityOfCosineBelow(3, 1.5));
        Assert.Equal(1, RandomDirection.ProbabilityOfCosineBelow(3, 1));
        Assert.Equal(0.5, RandomDirection.ProbabilityOfCosineBelow(3, 0.5), 1e-14); // Archimedes: uniform on the sphere
    }
}
