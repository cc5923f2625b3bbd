using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Attention;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Tests.Topics.Attention;

public class AttentionRegressionTests
{
    private static readonly Matrix<double> A1 = Sines(0), A2 = Sines(1), A3 = Sines(2),
        B = Matrix<double>.Build.Dense(4, 2, (i, j) => Math.Cos(i - j)),
        X = Matrix<double>.Build.DenseOfArray(new[,] { { 0.5, -0.2 }, { 0.3, 0.8 } }),
        Y = Matrix<double>.Build.DenseOfArray(new[,] { { 1, 0.5 }, { -0.5, 2 } });

    private static readonly AttentionRegression Layer = new(A1, A2, A3, B);

    private static Matrix<double> Sines(double shift) =>
        Matrix<double>.Build.Dense(4, 2, (i, j) => Math.Sin((i + 1) * (j + 1) + shift));

    private static Tensor<double> AsTensor(Matrix<double> m) => Tensor<double>.From(m.ToArray());

    /// <summary>The double sum of the source with all entries of the Kronecker product.</summary>
    private static double Blocks(double[] x, Matrix<double> y)
    {
        var product = A1.KroneckerProduct(A2) * Vector<double>.Build.Dense(x);
        var sum = 0.0;
        for (var j = 0; j < 4; j++)
        {
            var e = product.SubVector(4 * j, 4).PointwiseExp();
            var row = e / e.Sum() * (A3 * y) - B.Row(j);
            sum += row * row;
        }

        return sum;
    }

    private static (double Value, double[] X, double[] Y) Taped(Matrix<double> x, Matrix<double> y)
    {
        var tape = new Tape<double>();
        Variable<double>[] leaves = [tape.Variable(AsTensor(x)), tape.Variable(AsTensor(y))];
        var scores = tape.Constant(AsTensor(A1)).Multiply(leaves[0])
            .Multiply(tape.Constant(AsTensor(A2)), transposeOther: true);
        var output = scores.Softmax().Multiply(tape.Constant(AsTensor(A3)).Multiply(leaves[1]));
        var loss = (output - tape.Constant(AsTensor(B))).Square().Sum();
        var gradients = tape.Gradients(loss, leaves);
        return (loss.Scalar, [.. gradients[0].Value.Data], [.. gradients[1].Value.Data]);
    }

    [Fact]
    public void Loss_has_the_tabulated_value_by_rows_and_another_by_columns()
    {
        Assert.Equal(8.618109656161, Blocks(X.ToRowMajorArray(), Y), 5e-13);
        Assert.Equal(8.399947270882, Blocks(X.ToColumnMajorArray(), Y), 5e-13);
        Assert.Equal(8.618109656161, Layer.Value(X, Y), 5e-13);
        Assert.Equal(8.399947270882, Layer.Value(X.Transpose(), Y), 5e-13);
    }

    [Fact]
    public void Gradients_have_the_tabulated_values_on_both_routes()
    {
        var (value, x, y) = Taped(X, Y);
        Assert.Equal(8.618109656161, value, 5e-13);
        double[] expectedX = [1.043888602826, -1.317279721601, -0.274031159416, 0.389082279319];
        double[] expectedY = [1.024548912414, 3.375269066669, 1.203635999367, 2.231756057617];
        var (closedX, closedY) = Layer.Gradient(X, Y);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(expectedX[i], x[i], 5e-13);
            Assert.Equal(expectedY[i], y[i], 5e-13);
            Assert.Equal(x[i], closedX.ToRowMajorArray()[i], 1e-13);
            Assert.Equal(y[i], closedY.ToRowMajorArray()[i], 1e-13);
        }
    }

    [Fact]
    public void Best_y_has_the_tabulated_loss_and_solves_the_normal_equations()
    {
        Assert.Equal(0.365942356251, Layer.Value(X, Layer.BestY(X)), 5e-13);
        var scores = A1 * X * A2.Transpose();
        var weights = scores.PointwiseExp();
        var m = Matrix<double>.Build.DenseOfRowVectors(weights.EnumerateRows().Select(row => row / row.Sum())) * A3;
        var normal = (m.Transpose() * m).Solve(m.Transpose() * B);
        Assert.Equal(0.365942356251, Blocks(X.ToRowMajorArray(), normal), 5e-13);
        Assert.InRange((normal - Layer.BestY(X)).Enumerate().Max(Math.Abs), 0, 1e-12);
    }

    [Fact]
    public void Key_gradients_agree_with_the_tape()
    {
        var tape = new Tape<double>();
        var (q, k, v) = (AsTensor(A1), AsTensor(A2), AsTensor(A3));
        Variable<double>[] leaves = [tape.Variable(q), tape.Variable(k), tape.Variable(v)];
        var output = leaves[0].Multiply(leaves[1], transposeOther: true).Softmax().Multiply(leaves[2]);
        var recorded = tape.Gradients((output - tape.Constant(AsTensor(B))).Square().Sum(), leaves);

        var weights = DotProductAttention.Weights(q, k);
        var error = MatrixProduct.Multiply(weights, v);
        for (var i = 0; i < error.Count; i++)
            error[i] = 2 * (error[i] - AsTensor(B)[i]);
        var closed = DotProductAttention.Backward(q, k, v, weights, error);
        var all = new[] { closed.Queries, closed.Keys, closed.Values };
        for (var i = 0; i < 3; i++)
            Assert.All(recorded[i].Value.Data, (g, j) => Assert.Equal(g, all[i][j], 1e-13));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_numbers()
    {
        var three = Matrix<double>.Build.Dense(3, 2);
        Assert.Contains("4 rows but the third 3", Assert.Throws<ArgumentException>(
            () => new AttentionRegression(A1, A2, three, B)).Message);
        Assert.Contains("4 rows but the target 3", Assert.Throws<ArgumentException>(
            () => new AttentionRegression(A1, A2, A3, three)).Message);
        Assert.Contains("x is 3 × 2 but 2 × 2 is needed", Assert.Throws<ArgumentException>(
            () => Layer.Value(three, Y)).Message);
        Assert.Contains("y is 3 × 2 but 2 × 2 is needed", Assert.Throws<ArgumentException>(
            () => Layer.Gradient(X, three)).Message);
        Assert.Contains("2 channels but keys has 4", Assert.Throws<ArgumentException>(
            () => DotProductAttention.Weights(AsTensor(A1), AsTensor(A1.Transpose()))).Message);
        Assert.Contains("4 queries and 3 keys", Assert.Throws<ArgumentException>(() => DotProductAttention.Backward(
            AsTensor(A1), AsTensor(three), AsTensor(three), AsTensor(A1 * A2.Transpose()), AsTensor(B))).Message);
    }
}
