using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Topics.StateSpace;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Lemmata.Learning.Tests.Topics.StateSpace;

public class FormsTests
{
    [Fact]
    public void Recurrent_convolutional_and_scan_forms_agree_for_random_stable_systems()
    {
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var draw = new SplitMix64(seed);
            var count = 1 + (int)(draw.NextDouble() * 9);
            var length = 1 + (int)(draw.NextDouble() * 300);
            var a = DenseMatrix.Create(count, count, (_, _) => 2 * draw.NextDouble() - 1);
            a = (DenseMatrix)(a * (0.98 / Math.Max(1e-3, a.L2Norm()))); // norm below 1: stable
            var system = new DiscreteSystem(a, DenseVector.Create(count, _ => 2 * draw.NextDouble() - 1));
            var readout = DenseVector.Create(count, _ => 2 * draw.NextDouble() - 1);
            var input = new double[length];
            for (var k = 0; k < length; k++)
                input[k] = 2 * draw.NextDouble() - 1;

            var recurrent = system.Recurrent(readout, input);
            var convolution = system.Convolution(readout, input);
            var scan = system.Scan(readout, input);
            for (var k = 0; k < length; k++)
            {
                Assert.Equal(recurrent[k], convolution[k], 1e-10);
                Assert.Equal(recurrent[k], scan[k], 1e-10);
            }
        }
    }

    [Fact]
    public void Forms_agree_for_the_memories()
    {
        var input = Enumerable.Range(0, 257).Select(k => Math.Sin(0.1 * k) + (k % 7 == 0 ? 1 : 0)).ToArray();
        foreach (
            var system in new[] { Hippo.LegT(12, 1), Hippo.FourierWindow(6, 1), Hippo.LagT(8, 0.3), Hippo.Lmu(6, 2) }
        )
        {
            foreach (
            var rule in new[] { Discretization.Bilinear, Discretization.ZeroOrderHold, Discretization.BackwardEuler }
        )
        {
            var discrete = system.Discretize(rule, 0.01);
            var readout = Vector<double>.Build.Dense(system.StateCount, 1);
            var recurrent = discrete.Recurrent(readout, input);
            var scan = discrete.Scan(readout, input);
            var convolution = discrete.Convolution(readout, input);
            for (var k = 0; k < input.Length; k++)
            {
                Assert.Equal(recurrent[k], scan[k], 1e-10);
                Assert.Equal(recurrent[k], convolution[k], 1e-10);
            }
        }
        }
    }

    [Fact]
    public void States_hold_what_the_outputs_are_made_of()
    {
        var discrete = Hippo.LegT(3, 1).Discretize(Discretization.Bilinear, 0.1);
        double[] input = [1, -2, 0.5, 3];
        var states = discrete.States(input);
        Assert.Equal(states[^1], discrete.FinalState(input));
        var first = discrete.Recurrent(Vector<double>.Build.DenseOfArray([1, 0, 0]), input);
        Assert.Equal(states.Select(row => row[0]), first);
    }

    [Fact]
    public void An_initial_state_is_carried_on()
    {
        var discrete = Hippo.LegT(3, 1).Discretize(Discretization.Bilinear, 0.1);
        double[] input = [1, -2, 0.5, 3];
        var half = Vector<double>.Build.DenseOfArray(discrete.FinalState(input.AsSpan(0, 2)));
        var rest = discrete.FinalState(input.AsSpan(2), half);
        var whole = discrete.FinalState(input);
        for (var n = 0; n < 3; n++)
            Assert.Equal(whole[n], rest[n], 1e-15);
    }
}
