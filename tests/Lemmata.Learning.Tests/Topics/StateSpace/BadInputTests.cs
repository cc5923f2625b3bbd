using Lemmata.Learning.Topics.StateSpace;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Tests.Topics.StateSpace;

public class BadInputTests
{
    private static void Says(Action action, params string[] parts)
    {
        var thrown = Assert.ThrowsAny<ArgumentException>(action);
        foreach (var part in parts) Assert.Contains(part, thrown.Message);
    }

    [Fact]
    public void Fewer_than_one_coefficient_is_refused()
    {
        Says(() => Hippo.LegS(0), "N", "at least 1", "got 0");
        Says(() => Hippo.LegT(-3, 1), "got -3");
        Says(() => Hippo.Lmu(0, 1), "got 0");
        Says(() => Hippo.LagT(0, 1), "got 0");
        Says(() => Hippo.FourierWindow(-1, 1), "at least 0", "got -1");
        Says(() => _ = new LegendreBasis(0), "got 0");
        Says(() => DelayPade.ClosedForm(0), "got 0");
        Says(() => Legendre.PlaneWave(1, 0), "got 0");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_window_or_step_that_is_not_positive_is_refused(double value)
    {
        var text = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        Says(() => Hippo.LegT(4, value), "window", "positive", text);
        Says(() => Hippo.FourierWindow(4, value), "window", text);
        Says(() => Hippo.FourierWindow(4, 1, value), "closure", text);
        Says(() => Hippo.LagT(4, value), "timeScale", text);
        Says(() => Hippo.LegT(4, 1).Discretize(Discretization.Bilinear, value), "step", text);
    }

    [Fact]
    public void A_signal_with_NaN_is_refused_with_its_place()
    {
        var discrete = Hippo.LegT(2, 1).Discretize(Discretization.Bilinear, 0.1);
        var readout = Vector<double>.Build.Dense(2, 1);
        double[] input = [1, 2, double.NaN, 4];
        Says(() => discrete.States(input), "NaN at index 2 of 4");
        Says(() => discrete.FinalState(input), "NaN at index 2 of 4");
        Says(() => discrete.Recurrent(readout, input), "NaN at index 2 of 4");
        Says(() => discrete.Convolution(readout, input), "NaN at index 2 of 4");
        Says(() => discrete.Scan(readout, input), "NaN at index 2 of 4");
        Says(() => ScaleInvariantSystem.LegS(2).FinalState(Discretization.Euler, input), "NaN at index 2 of 4");
        Says(() => new LegendreBasis(3).Project(_ => double.NaN), "NaN");
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_both_numbers()
    {
        var discrete = Hippo.LegT(3, 1).Discretize(Discretization.Bilinear, 0.1);
        var two = Vector<double>.Build.Dense(2, 1);
        Says(() => discrete.Recurrent(two, [1, 2]), "2 entries", "3");
        Says(() => discrete.States([1], two), "2 entries", "3");
        Says(() => discrete.States([]), "empty");
        Says(() => _ = new LinearSystem(Matrix<double>.Build.Dense(3, 2), two), "3 rows", "2 columns");
        Says(() => _ = new LinearSystem(Matrix<double>.Build.Dense(3, 3), two), "2 entries", "3");
        Says(() => CausalConvolution.Of([1, 2], [1, 2, 3]), "2 entries", "3");
        Says(() => new LegendreBasis(3).Reconstruct([1, 2], 0.5), "2 entries", "3");
        Says(() => ScaleInvariantSystem.LegS(2).FinalStateMidpoint([1]), "1 sample");
    }

    [Fact]
    public void A_weight_outside_the_unit_interval_is_refused()
        => Says(() => Discretization.GeneralizedBilinear(1.5), "[0, 1]", "1.5");
}
