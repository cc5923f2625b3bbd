using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Descent;
using Lemmata.Learning.Topics.GatedLinear;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.GatedLinear;

public class GatedLinearNetworkTests
{
    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Logit(double p) => Math.Log(p / (1 - p));

    [Fact]
    public void A_mixture_is_the_quotient_of_weighted_products()
    {
        double[] p = [0.9, 0.6], w = [0.7, 0.5];
        var happens = Math.Pow(0.9, 0.7) * Math.Pow(0.6, 0.5);
        var not = Math.Pow(0.1, 0.7) * Math.Pow(0.4, 0.5);
        AssertDigits("0.8507873517", happens / (happens + not));
        AssertDigits("0.8507873517", GeometricMixing.Mix(p, w));
    }

    [Theory]
    [InlineData(0.3), InlineData(-4), InlineData(40), InlineData(-40)]
    public void The_loss_is_minus_the_logarithm_of_the_probability(double logit)
    {
        Assert.Equal(-Math.Log(Sigmoid(logit)), GeometricMixing.LogLoss(logit, true), 1e-12);
        Assert.Equal(-Math.Log(Sigmoid(-logit)), GeometricMixing.LogLoss(logit, false), 1e-12);
    }

    [Fact]
    public void Cells_are_numbered_by_the_sides_of_the_hyperplanes()
    {
        var context = new HalfspaceContext(Tensor<double>.Wrap([1, 0, 0, 1], 2, 2), [0, 1]);
        Assert.Equal(4, context.Count);
        Assert.Equal([0, 1, 2, 3], new double[][] { [-1, 0], [1, 1], [-1, 2], [1, 2] }.Select(z => context.Of(z)));
    }

    /// <summary>False-alarm rate 1e-6 for each of the six cases.</summary>
    [Theory]
    [InlineData(1, 0.3), InlineData(1, 2), InlineData(3, 0.3), InlineData(3, 1), InlineData(6, 0.3), InlineData(6, 0.7)]
    public void Points_at_an_angle_share_a_cell_as_often_as_the_law_says(int halfspaces, double angle)
    {
        var random = new SplitMix64(1910);
        double[] first = [1, 0, 0], second = [2 * Math.Cos(angle), 2 * Math.Sin(angle), 0];
        var shared = Enumerable.Range(0, 40_000).Count(_ =>
        {
            var context = HalfspaceContext.Random(random, halfspaces, 3, 0);
            return context.Of(first) == context.Of(second);
        });
        var p = Math.Pow(1 - angle / Math.PI, halfspaces);
        Assert.InRange((shared - 40_000 * p) / Math.Sqrt(40_000 * p * (1 - p)), -4.89, 4.89);
    }

    [Fact]
    public void A_neuron_with_one_input_walks_as_online_descent_does()
    {
        var random = new SplitMix64(26);
        var x = random.Normals(200);
        var y = Enumerable.Range(0, 200).Select(_ => random.NextDouble() < 0.7).ToArray();
        var neuron = new GatedNeuron(HalfspaceContext.Random(random, 0, 1, 0), 1, 0.2, 1);
        var walk = OnlineDescent.Run(
            200,
            (t, w) => (Elementary.Sigmoid(w * x[t - 1]) - (y[t - 1] ? 1 : 0)) * x[t - 1],
            t => 0.5 / Math.Sqrt(t), 0.2, -1, 1);
        for (var t = 1; t <= 200; t++)
        {
            Assert.Equal(walk.Iterates[t - 1], neuron.Weights[0, 0], 1e-13);
            double[] input = [x[t - 1]];
            neuron.Learn(0, input, neuron.Logit(0, input), y[t - 1], 0.5 / Math.Sqrt(t));
        }
    }

    [Fact]
    public void A_step_follows_the_slope_of_the_loss_and_leaves_other_cells_alone()
    {
        var random = new SplitMix64(5);
        double[] inputs = [0.4, -1.2, 1];
        var neuron = new GatedNeuron(HalfspaceContext.Random(random, 2, 2, 1), 3, 0.3, 5);
        var before = neuron.Weights.Clone();
        neuron.Learn(2, inputs, neuron.Logit(2, inputs), happens: false, rate: 0.1);
        for (var cell = 0; cell < 4; cell++)
        {
            for (var i = 0; i < 3; i++)
            {
                double Loss(double shift) => -Math.Log(1 - Sigmoid(
                    0.3 * inputs.Sum() + shift * inputs[i]));
                var slope = cell == 2 ? (Loss(1e-5) - Loss(-1e-5)) / 2e-5 : 0;
                Assert.Equal(before[cell, i] - 0.1 * slope, neuron.Weights[cell, i], 1e-9);
            }
        }
    }

    [Fact]
    public void The_network_is_the_plain_one_with_a_logistic_function_and_its_inverse_at_every_neuron()
    {
        var (random, network) = (new SplitMix64(3), new GatedLinearNetwork(new SplitMix64(7), 2, 2, [6, 4, 1], 3));
        for (var t = 0; t < 300; t++)
        {
            var z = random.Normals(2);
            double[] p = [Sigmoid(z[0]), Sigmoid(z[1]), Sigmoid(1)];
            var rows = new List<double[][]>();
            foreach (var layer in network.Layers)
            {
                var weights = layer.Select(neuron => neuron.Weights.Row(neuron.Context.Of(z)).ToArray()).ToArray();
                rows.Add(weights);
                double[] next = [.. weights.Select(w => Sigmoid(Math.Clamp(w.Zip(p, (a, q) => a * Logit(q)).Sum(), -5, 5)))];
                p = [.. next, Sigmoid(1)];
            }
            Assert.Equal(Logit(p[0]), network.Learn(z, z, z[0] * z[1] > 0, 0.05), 1e-10);
            Assert.Equal(network.Seen(3)[0], Logit(p[0]), 1e-10);
        }
        Assert.InRange(Enumerable.Range(0, 500).Count(_ =>
        {
            var z = random.Normals(2);
            return network.Logit(z, z) > 0 == z[0] * z[1] > 0;
        }), 350, 500);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_numbers()
    {
        var random = new SplitMix64(1);
        Assert.Contains("but one is 1", Assert.Throws<ArgumentOutOfRangeException>(
            () => GeometricMixing.Logit(1)).Message);
        Assert.Throws<ArgumentException>(() => GeometricMixing.Mix([0.5], [1, 2]));
        Assert.Contains("from 0 to 16, but is 17", Assert.Throws<ArgumentOutOfRangeException>(
            () => HalfspaceContext.Random(random, 17, 2, 1)).Message);
        Assert.Throws<ArgumentException>(() => HalfspaceContext.Random(random, 2, 2, 1).Of([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new GatedLinearNetwork(random, 2, 2, [3], 2));
        Assert.Throws<ArgumentException>(() => new GatedLinearNetwork(random, 2, 2, [3, 1], 2).Logit([1, 2], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new GatedLinearNetwork(random, 2, 2, [3, 1], 2).Learn([1, 2], [1, 2], true, 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new GatedNeuron(HalfspaceContext.Random(random, 1, 1, 1), 1, 6, 5));
    }
}
