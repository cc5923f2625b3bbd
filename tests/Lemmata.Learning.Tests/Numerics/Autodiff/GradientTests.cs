using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Tensors;
using Variable = Lemmata.Learning.Numerics.Autodiff.Variable<double>;

namespace Lemmata.Learning.Tests.Numerics.Autodiff;

/// <summary>Every operation against central differences, first and second derivatives.</summary>
public class GradientTests(ITestOutputHelper output)
{
    private static readonly int[] Labels = [2, 0, 1, 2];
    private static readonly int[] Rows = [3, 0, 3, 1, 2, 3];

    // Straight-through with a derivative that is not that of the value: checked on its own below.
    private static readonly CustomGradient<double> Cube = new(
        (a, y) => { for (var i = 0; i < a.Count; i++) y[i] = a[i] * a[i] * a[i]; },
        (a, _, g) => g * a.Square() * 3);

    private static readonly Dictionary<string, (int[][] Shapes, Func<Variable[], Variable> Function)> Operations = new()
    {
        ["a + b"] = ([[4, 3], [4, 3]], v => Curve(v[0] + v[1])),
        ["a + row"] = ([[4, 3], [3]], v => Curve(v[0] + v[1])),
        ["column + a"] = ([[4, 1], [4, 3]], v => Curve(v[0] + v[1])),
        ["a + scalar"] = ([[4, 3], []], v => Curve(v[0] + v[1])),
        ["a - b"] = ([[4, 3], [4, 3]], v => Curve(v[0] - v[1])),
        ["row - a"] = ([[3], [4, 3]], v => Curve(v[0] - v[1])),
        ["a - column"] = ([[4, 3], [4, 1]], v => Curve(v[0] - v[1])),
        ["a * b"] = ([[4, 3], [4, 3]], v => Curve(v[0] * v[1])),
        ["a * row"] = ([[4, 3], [3]], v => Curve(v[0] * v[1])),
        ["a * column"] = ([[2, 2, 3], [2, 2, 1]], v => Curve(v[0] * v[1])),
        ["a * matrix"] = ([[2, 4, 3], [4, 3]], v => Curve(v[0] * v[1])),
        ["a * scalar"] = ([[4, 3], []], v => Curve(v[0] * v[1])),
        ["a / b"] = ([[4, 3], [4, 3]], v => Curve(v[0] / Positive(v[1]))),
        ["a / column"] = ([[4, 3], [4, 1]], v => Curve(v[0] / Positive(v[1]))),
        ["scalar / a"] = ([[], [4, 3]], v => Curve(v[0] / Positive(v[1]))),
        ["numbers"] = ([[4, 3]], v => Curve(2.0 - (v[0] * 3.0 + 1.0) / 4.0)),
        ["A B"] = ([[4, 3], [3, 5]], v => Curve(v[0].Multiply(v[1]))),
        ["Aᵀ B"] = ([[3, 4], [3, 5]], v => Curve(v[0].Multiply(v[1], true))),
        ["A Bᵀ"] = ([[4, 3], [5, 3]], v => Curve(v[0].Multiply(v[1], false, true))),
        ["Aᵀ Bᵀ"] = ([[3, 4], [5, 3]], v => Curve(v[0].Multiply(v[1], true, true))),
        ["batch A B"] = ([[2, 4, 3], [2, 3, 5]], v => Curve(v[0].BatchMultiply(v[1]))),
        ["batch Aᵀ B"] = ([[2, 3, 4], [2, 3, 5]], v => Curve(v[0].BatchMultiply(v[1], true))),
        ["batch A Bᵀ"] = ([[2, 4, 3], [2, 5, 3]], v => Curve(v[0].BatchMultiply(v[1], false, true))),
        ["batch Aᵀ Bᵀ"] = ([[2, 3, 4], [2, 5, 3]], v => Curve(v[0].BatchMultiply(v[1], true, true))),
        ["transpose"] = ([[4, 3], [4, 3]], v => Curve(v[0].Transpose().Multiply(v[1]))),
        ["reshape"] = ([[4, 3], [6, 2]], v => Curve(v[0].Reshape(6, 2) * v[1])),
        ["square"] = ([[4, 3]], v => Curve(v[0].Square())),
        ["square root"] = ([[4, 3]], v => Curve(Positive(v[0]).Sqrt())),
        ["relu"] = ([[4, 3]], v => Curve(v[0].Relu())),
        ["exp"] = ([[4, 3]], v => Curve(v[0].Exp())),
        ["log"] = ([[4, 3]], v => Curve(Positive(v[0]).Log())),
        ["tanh"] = ([[4, 3]], v => Curve(v[0].Tanh())),
        ["sigmoid"] = ([[4, 3]], v => Curve(v[0].Sigmoid())),
        ["sin"] = ([[4, 3]], v => Curve(v[0].Sin())),
        ["cos"] = ([[4, 3]], v => Curve(v[0].Cos())),
        ["softmax"] = ([[4, 3], [4, 3]], v => Curve(v[0].Softmax() * v[1])),
        ["log-sum-exp"] = ([[4, 3]], v => Curve(v[0].LogSumExp())),
        ["cross-entropy"] = ([[4, 3]], v => v[0].CrossEntropy(Labels)),
        ["mean squared error"] = ([[4, 3], [4, 3]], v => v[0].MeanSquaredError(v[1])),
        ["sum, mean"] = ([[4, 3]], v => v[0].Sum().Square() + v[0].Square().Mean()),
        ["sum of rows"] = ([[4, 3]], v => Curve(v[0].SumRows())),
        ["sum of columns"] = ([[2, 2, 3]], v => Curve(v[0].SumColumns())),
        ["gather"] = ([[4, 3]], v => Curve(v[0].Gather(Rows))),
        ["scatter"] = ([[6, 3]], v => Curve(v[0].ScatterAdd(Rows, 5))),
        ["custom"] = ([[4, 3]], v => Curve(v[0].Apply(Cube))),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradient_equals_central_differences(string name)
    {
        var (shapes, function) = Operations[name];
        var deviation = GradientCheck.LargestDeviation(function, Points(shapes));
        output.WriteLine($"{name}: largest deviation {deviation:E1}");
        Assert.True(deviation < 1e-9, $"{name}: largest deviation {deviation:E2}, allowed 1e-9");
    }

    [Theory, MemberData(nameof(Names))]
    public void Gradient_of_gradient_equals_central_differences(string name)
    {
        var (shapes, function) = Operations[name];
        var deviation = GradientCheck.LargestDeviation(v => SquaredGradient(function(v), v), Points(shapes));
        output.WriteLine($"{name}: largest deviation of the second derivative {deviation:E1}");
        Assert.True(deviation < 1e-9, $"{name}: largest deviation {deviation:E2}, allowed 1e-9");
    }

    [Fact]
    public void Second_derivatives_of_a_network_equal_central_differences()
    {
        int[][] shapes = [[5, 3], [3, 4], [4], [4, 3]];
        Variable Loss(Variable[] v) => (v[0].Multiply(v[1]) + v[2]).Tanh().Multiply(v[3]).CrossEntropy([0, 2, 1, 1, 0]);
        var deviation = GradientCheck.LargestDeviation(v => SquaredGradient(Loss(v), v), Points(shapes));
        output.WriteLine($"network: largest deviation of the second derivative {deviation:E1}");
        Assert.True(deviation < 1e-9, $"largest deviation {deviation:E2}, allowed 1e-9");
    }

    [Fact]
    public void Third_derivative_of_a_quartic_is_exact()
    {
        var tape = new Tape<double>();
        var x = tape.Variable(Tensor<double>.Wrap([3.0], 1));
        var first = tape.Gradients(x.Square().Square().Sum(), x)[0];
        var second = tape.Gradients(first.Sum(), x)[0];
        var third = tape.Gradients(second.Sum(), x)[0];
        Assert.Equal((108.0, 108.0, 72.0), (first.Value[0], second.Value[0], third.Value[0]));
    }

    [Fact]
    public void A_wrong_backward_rule_is_caught()
    {
        var wrong = Cube with { Backward = (a, _, g) => g * a.Square() * 2 };
        var deviation = GradientCheck.LargestDeviation(v => v[0].Apply(wrong).Sum(), Points([[4, 3]]));
        Assert.True(deviation > 0.1, $"the control deviates by only {deviation:E2}");
    }

    [Fact]
    public void Straight_through_rounding_passes_the_gradient_unchanged()
    {
        var tape = new Tape<double>();
        var x = tape.Variable(Tensor<double>.Wrap([0.2, 1.7, -2.6], 3));
        var rounding = new CustomGradient<double>(
            (a, y) => { for (var i = 0; i < a.Count; i++) y[i] = Math.Round(a[i]); }, (_, _, g) => g);
        var byRule = tape.Gradients(x.Apply(rounding).Square().Sum(), x)[0];
        var quantized = x + (x.Apply(rounding) - x).StopGradient();
        var byStop = tape.Gradients(quantized.Square().Sum(), x)[0];
        Assert.Equal([0.0, 4.0, -6.0], byRule.Value.Data);
        Assert.Equal(byRule.Value.Data, byStop.Value.Data);
    }

    private static Variable Curve(Variable x) => (x.Square() * 0.5 + x.Sin()).Sum();

    private static Variable Positive(Variable x) => x.Square() + 1.0;

    private static Variable SquaredGradient(Variable loss, Variable[] inputs) =>
        loss.Tape.Gradients(loss, inputs).Select(gradient => gradient.Square().Sum()).Aggregate((a, b) => a + b);

    private static Tensor<double>[] Points(int[][] shapes)
    {
        var random = new Lemmata.Learning.Numerics.Random.SplitMix64(11);
        return [.. shapes.Select(shape =>
        {
            var tensor = new Tensor<double>(shape);
            random.Normals(tensor.Span);
            return tensor;
        })];
    }
}
