using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Topics.Layers;

namespace Lemmata.Learning.Tests.Topics.Layers;

public class TwoTapConvolutionTests
{
    [Fact]
    public void Forward_and_backward_have_the_tabulated_values()
    {
        var layer = new TwoTapConvolution<double>(1.5, -0.25);
        double[] x = [1, 2, -1, 3, 0.5, -2];
        Assert.Equal([-0.25, 7.25, -1, 1.25], layer.Forward(x));
        var (scale, offset, input) = layer.Backward(x, [1, -2, 0.5, 3]);
        Assert.Equal(-7.25, scale);
        Assert.Equal(2.5, offset);
        Assert.Equal([1.5, -3, 2.25, 1.5, 0.75, 4.5], input);
        Assert.Equal([4.0, 0, 4], new TwoTapConvolution<double>(2, 0).Backward([1, 2, 3], [2]).Input);
    }

    [Fact]
    public void Input_gradient_is_the_adjoint_exactly_for_every_length()
    {
        for (var n = 3; n <= 12; n++)
        {
            var layer = new TwoTapConvolution<Rational>(new(-5, 7), 0);
            Rational[] x = [.. Enumerable.Range(1, n).Select(i => new Rational(i * i % 11 - 4, i))];
            Rational[] g = [.. Enumerable.Range(1, n - 2).Select(i => new Rational(3 * i % 7 - 2, i + 1))];
            Assert.Equal(Dot(g, layer.Forward(x)), Dot(layer.Backward(x, g).Input, x));
        }

        static Rational Dot(Rational[] a, Rational[] b) => a.Zip(b, (x, y) => x * y).Aggregate((s, t) => s + t);
    }

    [Fact]
    public void Too_short_inputs_and_wrong_gradients_are_refused()
    {
        var layer = new TwoTapConvolution<double>(1, 0);
        Assert.Contains("got 2", Assert.Throws<ArgumentException>(() => layer.Forward([1, 2])).Message);
        Assert.Contains(
            "g needs 1; got 2",
            Assert.Throws<ArgumentException>(() => layer.Backward([1, 2, 3], [1, 2])).Message);
    }
}
