using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Topics.Regression;
using MathNet.Numerics.LinearAlgebra;
using static Lemmata.Learning.Tests.Topics.Regression.Derivatives;

namespace Lemmata.Learning.Tests.Topics.Regression;

public class TwoLayerRegressionTests
{
    private static readonly Matrix<double> First = Sines(6, 3), Second = Sines(4, 6, 0.5);
    private static readonly Vector<double> B = Vec(0.1, 0.2, 0.3, 0.4), X = Vec(0.5, -0.3, 0.8), Y = Vec(-1, 0.4, -0.6);

    private static Func<Tape<double>, Variable<double>, Variable<double>> Taped(
        Func<Variable<double>, Variable<double>> activation) => (tape, x) =>
    {
        var f = x.Multiply(tape.Constant(AsTensor(First)), transposeOther: true).Softmax();
        var y = f.Multiply(tape.Constant(AsTensor(Second)), transposeOther: true);
        return (activation(y) - tape.Constant(Row(B))).Square().Sum() * 0.5;
    };

    [Fact]
    public void Rectified_loss_has_the_tabulated_values_on_both_routes()
    {
        var (value, gradient, hessian) = Of(Taped(y => y.Relu()), X);
        Assert.Equal(0.115673956562, value, 5e-13);
        double[] slopes = [0.041051153755, 0.129151953304, -0.025022596044];
        Assert.All(slopes, (g, i) => Assert.Equal(g, gradient[i], 5e-13));
        double[] spectrum = [-0.004038565901, 0.060215672578, 0.358222129119];
        Assert.All(spectrum, (v, i) => Assert.Equal(v, Spectrum(hessian)[i], 5e-13));
        var elsewhere = Of(Taped(y => y.Relu()), Y);
        Assert.Equal(0.131289833332, elsewhere.Value, 5e-13);
        Assert.Equal(-0.009576490598, Spectrum(elsewhere.Hessian)[0], 5e-13);

        var closed = new TwoLayerRegression(First, Second, B, Activation.Relu);
        Agree(closed, Taped(y => y.Relu()), X);
        Agree(closed, Taped(y => y.Relu()), Y);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(7.0)]
    public void Smooth_loss_agrees_with_the_tape(double k)
    {
        var closed = new TwoLayerRegression(First, Second, B, Activation.Softplus(k));
        Agree(closed, Taped(y => ((y * k).Exp() + 1.0).Log() / k), X, 1e-12);
    }

    [Fact]
    public void Smooth_rectifier_is_close_to_the_kinked_one_and_does_not_overflow()
    {
        var smooth = Activation.Softplus(50);
        Assert.Equal(Math.Log(2) / 50, smooth.Value(0), 1e-15);
        Assert.Equal(1000, smooth.Value(1000), 1e-12);
        Assert.Equal(0, smooth.Value(-1000), 1e-12);
        Assert.Equal(1, smooth.Slope(1000), 1e-15);
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused_with_numbers()
    {
        Assert.Contains("5 columns but the first has 6 rows", Assert.Throws<ArgumentException>(
            () => new TwoLayerRegression(First, Sines(4, 5), B, Activation.Relu)).Message);
        Assert.Contains("4 entries but 3 are needed", Assert.Throws<ArgumentException>(
            () => new TwoLayerRegression(First, Sines(3, 6), B, Activation.Relu)).Message);
        Assert.Contains("got 0", Assert.Throws<ArgumentOutOfRangeException>(
            () => Activation.Softplus(0)).Message);
    }
}
