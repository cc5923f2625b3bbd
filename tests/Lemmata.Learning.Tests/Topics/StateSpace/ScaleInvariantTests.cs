using Lemmata.Learning.Topics.StateSpace;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Tests.Topics.StateSpace;

public class ScaleInvariantTests
{
    private static double TwoTones(double t) => Math.Sin(10 * t) + 0.5 * Math.Cos(3 * t);

    private static double[] Samples(int count, int first = 1)
        => [.. Enumerable.Range(first, count + 1 - first).Select(k => TwoTones((double)k / count))];

    private static double Error(int stateCount, IReadOnlyList<double> state)
    {
        var exact = new LegendreBasis(stateCount).Project(TwoTones);
        return Math.Sqrt(exact.Zip(state, (e, s) => (e - s) * (e - s)).Sum() / exact.Sum(e => e * e));
    }

    private static readonly int[] Counts = [100, 200, 400, 800];

    private static double Order(Func<int, double> error)
    {
        var x = Counts.Select(count => Math.Log(count)).ToArray();
        var y = Counts.Select(count => Math.Log(error(count))).ToArray();
        return -MathNet.Numerics.Fit.Line(x, y).B;
    }

    [Theory]
    [InlineData("Forward Euler", 0.1033, 0.0123, 1.01)]
    [InlineData("Backward Euler", 0.0876, 0.0121, 0.98)]
    [InlineData("The bilinear rule", 0.0375, 0.00468, 1.00)]
    [InlineData("Zero-order hold", 0.0579, 0.0079, 0.98)]
    public void Every_rule_of_the_authors_code_is_first_order(string name, double first, double last, double order)
    {
        var rule = Discretization.All.Single(rule => rule.Name == name);
        double At(int count) => Error(8, ScaleInvariantSystem.LegS(8).FinalState(rule, Samples(count)));
        Assert.Equal(first, At(100), 5e-5);
        Assert.Equal(last, At(800), 5e-5);
        Assert.Equal(order, Order(At), 0.05);
    }

    [Fact]
    public void Bilinear_errors_halve_when_the_samples_double()
    {
        double[] expected = [0.0375, 0.0187, 0.00936, 0.00468];
        for (var i = 0; i < 4; i++)
        {
            var error = Error(8, ScaleInvariantSystem.LegS(8).FinalState(Discretization.Bilinear, Samples(Counts[i])));
            Assert.Equal(expected[i], error, i < 2 ? 5e-5 : 5e-6);
        }
    }

    [Fact]
    public void Midpoint_rate_is_second_order()
    {
        double At(int count) => Error(8, ScaleInvariantSystem.LegS(8).FinalStateMidpoint(Samples(count, first: 0)));
        Assert.Equal(2.0, Order(At), 0.01);
    }

    [Fact]
    public void Midpoint_rate_is_nearly_second_order_from_an_empty_state()
    {
        // Started from zero with the first sample alone, as the recurrences of the authors' code are.
        double At(int count)
        {
            var samples = Samples(count);
            return Error(8, ScaleInvariantSystem.LegS(8).FinalStateMidpoint(
                [samples[0], .. samples], Vector<double>.Build.Dense(8)));
        }

        Assert.Equal(0.00302, At(100), 5e-6);
        Assert.Equal(5.3e-5, At(800), 5e-7);
        Assert.Equal(1.97, Order(At), 0.05);
    }

    [Theory]
    [InlineData(8, 0.0037)]
    [InlineData(16, 0.0058)]
    [InlineData(32, 0.0104)]
    [InlineData(64, 0.0155)]
    public void Bilinear_error_grows_with_the_number_of_coefficients(int stateCount, double expected) =>
        Assert.Equal(
            expected,
            Error(
                stateCount,
                ScaleInvariantSystem.LegS(stateCount).FinalState(Discretization.Bilinear, Samples(1000))),
            5e-5);

    [Fact]
    public void Euler_forgets_its_explosion()
    {
        double At(int stateCount)
            => Error(stateCount, ScaleInvariantSystem.LegS(stateCount).FinalState(Discretization.Euler, Samples(1000)));
        Assert.Equal(0.009867746322, At(32), 5e-13);
        Assert.Equal(0.009867746322, At(64), 5e-13);
    }

    [Theory]
    [InlineData(32, 8e21)]
    [InlineData(64, 1.2e46)]
    public void Products_of_the_Euler_factors_pass_through_huge_norms(int stateCount, double expected)
    {
        var system = ScaleInvariantSystem.LegS(stateCount);
        var product = Matrix<double>.Build.DenseIdentity(stateCount);
        var largest = 0.0;
        for (var k = 1; k <= stateCount; k++)
        {
            product = system.Factor(Discretization.Euler, k) * product;
            largest = Math.Max(largest, product.L2Norm());
        }
        Assert.InRange(largest / expected, 0.9, 1.1);
    }

    [Fact]
    public void Euler_product_vanishes_after_as_many_steps_as_states_in_the_diagonal()
    {
        var system = ScaleInvariantSystem.LegS(6);
        var product = Matrix<double>.Build.DenseIdentity(6);
        for (var k = 1; k <= 6; k++)
        {
            product = system.Factor(Discretization.Euler, k) * product;
            for (var n = 0; n < k; n++) Assert.Equal(0, product[n, n], 1e-9);
        }
    }

    [Fact]
    public void A_general_matrix_takes_the_same_path_as_a_triangular_one()
    {
        // The same system in other coordinates is not triangular; the state is the same vector in those coordinates.
        var turn = Matrix<double>.Build.DenseOfArray(new[,] { { 0.6, -0.8, 0 }, { 0.8, 0.6, 0 }, { 0, 0, 1.0 } });
        var plain = Hippo.LegS(3);
        var turned = new LinearSystem(turn * plain.A * turn.Transpose(), turn * plain.B);
        foreach (var rule in Discretization.All)
        {
            var expected =
                turn
                * Vector<double>.Build.DenseOfArray(new ScaleInvariantSystem(plain).FinalState(rule, Samples(40)));
            var state = new ScaleInvariantSystem(turned).FinalState(rule, Samples(40));
            for (var n = 0; n < 3; n++) Assert.Equal(expected[n], state[n], 1e-11);
        }
    }

    [Fact]
    public void The_mean_is_the_first_coefficient()
    {
        // Euler on c' = (u − c)/t is the running mean.
        var state = ScaleInvariantSystem.LegS(1).FinalState(Discretization.Euler, [3, 5, 10]);
        Assert.Equal(6, state[0], 1e-14);
    }
}
