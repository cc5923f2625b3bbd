using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Topics.Regression;
using MathNet.Numerics.LinearAlgebra;
using static Lemmata.Learning.Tests.Topics.Regression.Derivatives;

namespace Lemmata.Learning.Tests.Topics.Regression;

public class SoftmaxRegressionTests
{
    private static readonly Matrix<double> A = Sines(6, 3);
    private static readonly Vector<double> B = RaisedCosine(6), X = Vec(0.5, -0.3, 0.8);

    private static Variable<double> Logits(Tape<double> tape, Matrix<double> a, Variable<double> x) =>
        x.Multiply(tape.Constant(AsTensor(a)), transposeOther: true);

    private static Func<Tape<double>, Variable<double>, Variable<double>> Plain(Matrix<double> a, Vector<double> b) =>
        (tape, x) => (Logits(tape, a, x).Softmax() - tape.Constant(Row(b))).Square().Sum() * 0.5;

    private static Func<Tape<double>, Variable<double>, Variable<double>> Residual(
        Matrix<double> a,
        Vector<double> b) => (tape, x) =>
    {
        var z = Logits(tape, a, x);
        var u = z.Exp() + z;
        return (u / u.SumColumns() - tape.Constant(Row(b))).Square().Sum();
    };

    [Fact]
    public void Softmax_regression_has_the_tabulated_values_on_both_routes()
    {
        var (value, gradient, hessian) = Of(Plain(A, B), X);
        Assert.Equal(0.040662598653, value, 5e-13);
        double[] slopes = [-0.049155918221, -0.033429503598, 0.033622809154];
        Assert.All(slopes, (g, i) => Assert.Equal(g, gradient[i], 5e-13));
        double[] spectrum = [0.004940054069, 0.03871446432, 0.126875507537];
        Assert.All(spectrum, (v, i) => Assert.Equal(v, Spectrum(hessian)[i], 5e-13));
        Agree(new SoftmaxRegression(A, B), Plain(A, B), X);
    }

    [Fact]
    public void Residual_regression_has_the_tabulated_values_on_both_routes()
    {
        var (value, gradient, hessian) = Of(Residual(A, B), X);
        Assert.Equal(0.160090820850, value, 5e-13);
        double[] slopes = [-0.076980297793, -0.157182640501, 0.233268347253];
        Assert.All(slopes, (g, i) => Assert.Equal(g, gradient[i], 5e-13));
        double[] spectrum = [0.086634115432, 0.365539615533, 0.727531630463];
        Assert.All(spectrum, (v, i) => Assert.Equal(v, Spectrum(hessian)[i], 5e-13));
        var regression = new ResidualSoftmaxRegression(A, B);
        Agree(regression, Residual(A, B), X, 1e-12);
        Assert.Equal(6.342739600336, (A * X).Sum(z => Math.Exp(z) + z), 5e-13);
        Assert.Equal(6.342739600336, regression.Normalizer(X), 5e-13);
    }

    [Fact]
    public void Hessians_are_indefinite_at_the_tabulated_places()
    {
        var (up, sign) = (Sines(2, 1) * 0, Sines(2, 1) * 0);
        up.SetColumn(0, [1, 0]);
        sign.SetColumn(0, [1, -1]);
        Assert.Equal(-0.5, Of(Residual(up, Vec(0, 1)), Vec(0)).Hessian[0, 0], 1e-15);
        Assert.Equal(-0.5, new ResidualSoftmaxRegression(up, Vec(0, 1)).Hessian(Vec(0))[0, 0], 1e-15);
        Assert.Equal(-0.293909417, Of(Residual(sign, Vec(1, 0)), Vec(1)).Hessian[0, 0], 5e-10);
        Agree(new ResidualSoftmaxRegression(sign, Vec(1, 0)), Residual(sign, Vec(1, 0)), Vec(1));

        var sigma = (9 - Math.Sqrt(33)) / 24;
        Assert.Equal(0.135643223, sigma, 5e-10);
        var x = Vec(Math.Log(sigma / (1 - sigma)));
        Assert.Equal(-0.120204403, Of(Plain(up, Vec(1, 0)), x).Hessian[0, 0], 5e-10);
        Assert.Equal(-0.120204403, new SoftmaxRegression(up, Vec(1, 0)).Hessian(x)[0, 0], 5e-10);
        var inLogits = new SoftmaxRegression(Matrix<double>.Build.DenseIdentity(2), Vec(1, 0));
        // Twice −0.1202044035: a search over distributions came as near as −0.240408797.
        Assert.Equal(-0.240408807, 4 * sigma * Math.Pow(1 - sigma, 2) * (3 * sigma - 1), 5e-10);
        Assert.Equal(
            4 * sigma * Math.Pow(1 - sigma, 2) * (3 * sigma - 1),
            Spectrum(inLogits.Curvature(Vec(x[0], 0)).ToMatrix())[0],
            1e-14);
    }

    [Fact]
    public void Curvature_less_its_diagonal_has_rank_two()
    {
        foreach (var curvature in new[]
                 {
                     new SoftmaxRegression(A, B).Curvature(X), new ResidualSoftmaxRegression(A, B).Curvature(X),
                 })
        {
            var rest = curvature.ToMatrix() - Matrix<double>.Build.DiagonalOfDiagonalVector(curvature.Diagonal);
            var values = rest.Svd().S;
            Assert.True(values[1] > 1e-3);
            Assert.InRange(values[2], 0, 1e-15);
            var slow = A.TransposeThisAndMultiply(curvature.ToMatrix() * A);
            Assert.InRange((curvature.Between(A) - slow).Enumerate().Max(Math.Abs), 0, 1e-14);
        }
    }

    [Fact]
    public void Poles_lie_where_the_tabulated_sums_vanish()
    {
        var one = new ResidualSoftmaxRegression(Matrix<double>.Build.Dense(1, 1, 1), Vec(1));
        Assert.Equal(0, one.Normalizer(Vec(-0.567143290409784)), 1e-15);
        var padded = new ResidualSoftmaxRegression(Matrix<double>.Build.Dense(2, 1, [1, 0]), Vec(1, 0));
        Assert.Equal(0, padded.Normalizer(Vec(-1.27846454276107)), 1e-14);
        var f = padded.Prediction(Vec(-1));
        Assert.Equal(1 - Math.E, f[0], 1e-14);
        Assert.Equal(Math.E, f[1], 1e-14);
        Assert.Equal(-1.718281828, f[0], 5e-10);
    }

    [Fact]
    public void Penalty_adds_its_derivatives()
    {
        var penalised = new WeightedPenalty(new SoftmaxRegression(A, B), A, 0.3);
        Agree(
            penalised,
            (tape, x) => Plain(A, B)(tape, x) + Logits(tape, A, x).Square().Sum() * 0.045,
            X);
    }

    [Fact]
    public void Shapes_poles_and_values_that_do_not_fit_are_refused_with_numbers()
    {
        Assert.Contains("2 entries but 6 are needed", Assert.Throws<ArgumentException>(
            () => new SoftmaxRegression(A, Vec(1, 0))).Message);
        Assert.Contains("2 entries but 3 are needed", Assert.Throws<ArgumentException>(
            () => new ResidualSoftmaxRegression(A, B).Gradient(Vec(1, 0))).Message);
        Assert.Contains("row 0, column 0 is NaN", Assert.Throws<ArgumentException>(
            () => new SoftmaxRegression(Matrix<double>.Build.Dense(1, 1, double.NaN), Vec(1))).Message);
        var onPole = new ResidualSoftmaxRegression(Matrix<double>.Build.Dense(2, 1, [1, -1]), Vec(1, 0));
        Assert.Contains("move x away from the pole", Assert.Throws<ArgumentException>(
            () => onPole.Value(Vec(1000))).Message);
        Assert.Contains("3 columns but the loss has 1", Assert.Throws<ArgumentException>(
            () => new WeightedPenalty(onPole, A, 1)).Message);
        Assert.Contains("got -1", Assert.Throws<ArgumentOutOfRangeException>(
            () => new WeightedPenalty(onPole, onPole.Design, -1)).Message);
        Assert.Contains("6 rows but the diagonal 2", Assert.Throws<ArgumentException>(
            () => new DiagonalPlusRankTwo(Vec(1, 1), Vec(1, 1), Vec(1, 1)).Between(A)).Message);
    }
}
