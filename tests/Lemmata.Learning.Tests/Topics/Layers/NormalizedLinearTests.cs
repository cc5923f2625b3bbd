using Lemmata.Learning.Numerics.Differentiation;
using Lemmata.Learning.Topics.Layers;

namespace Lemmata.Learning.Tests.Topics.Layers;

public class NormalizedLinearTests
{
    private static readonly double[] X = [1, -1, 2], G = [2, -3];

    private static NormalizedLinear Layer => new(new double[,] { { 1, 2, 2 }, { 0, -3, 4 } }, [0.5, -1]);

    [Fact]
    public void Forward_and_backward_have_the_tabulated_values()
    {
        Assert.Equal([7.0 / 6, 2], Layer.Forward(X));
        var (weights, biases, input) = Layer.Backward(X, G);
        double[] expected = [0.407407407407, -1.185185185185, 0.814814814815, -0.6, -0.12, -0.24];
        Assert.All(weights.Cast<double>(), (value, i) => Assert.Equal(expected[i], value, 5e-13));
        Assert.Equal(2.0 / 3, biases[0], 1e-15);
        Assert.Equal(-0.6, biases[1], 1e-15);
        Assert.All(input, (value, j) => Assert.Equal(new[] { 2.0 / 3, 3.1333333333, -1.0666666667 }[j], value, 5e-11));
    }

    [Fact]
    public void Backward_agrees_with_central_differences()
    {
        double Loss(double[] v) => new NormalizedLinear(
                new[,] { { v[0], v[1], v[2] }, { v[3], v[4], v[5] } }, [v[6], v[7]])
            .Forward(v[8..]).Zip(G, (y, g) => y * g).Sum();
        var numeric = FiniteDifference.Gradient(Loss, [1, 2, 2, 0, -3, 4, 0.5, -1, .. X]);
        var (weights, biases, input) = Layer.Backward(X, G);
        Assert.All(
            numeric,
            (value, k) => Assert.Equal(((double[])[.. weights.Cast<double>(), .. biases, .. input])[k], value, 1e-9));
    }

    [Fact]
    public void Gradient_is_orthogonal_to_each_augmented_row_so_that_norms_grow()
    {
        var (weights, biases, _) = Layer.Backward(X, G);
        for (var i = 0; i < 2; i++)
        {
            var radial = Layer.Biases[i] * biases[i];
            for (var j = 0; j < 3; j++)
            {
                radial += Layer.Weights[i, j] * weights[i, j];
            }

            Assert.Equal(0, radial, 1e-15);
        }

        var layer = new NormalizedLinear(Layer.Weights, [0, 0]);
        for (var step = 0; step < 10; step++)
        {
            var gradient = layer.Backward(X, G).Weights;
            var next = (double[,])layer.Weights.Clone();
            for (var k = 0; k < 6; k++)
            {
                next[k / 3, k % 3] -= 0.1 * gradient[k / 3, k % 3];
            }

            layer = new NormalizedLinear(next, [0, 0]);
        }

        Assert.Equal(3.041162505176, layer.Norms[0], 5e-13);
        Assert.Equal(5.003305972944, layer.Norms[1], 5e-13);
    }

    [Fact]
    public void Zero_rows_and_wrong_lengths_are_refused_with_numbers()
    {
        Assert.Contains("row 1 has norm 0", Assert.Throws<ArgumentException>(
            () => new NormalizedLinear(new double[,] { { 1, 2 }, { 0, 0 } }, [0, 0])).Message);
        Assert.Contains("1 rows but biases has 2", Assert.Throws<ArgumentException>(
            () => new NormalizedLinear(new double[,] { { 1, 2 } }, [0, 0])).Message);
        Assert.Contains("3 columns but x has 1", Assert.Throws<ArgumentException>(() => Layer.Forward([1])).Message);
        Assert.Contains("got 3 and 1", Assert.Throws<ArgumentException>(() => Layer.Backward(X, [1])).Message);
    }
}
