using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Differentiation;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.GradientLeakage;
using MathNet.Numerics.LinearAlgebra;
using static Lemmata.Learning.Tests.Topics.Regression.Derivatives;

namespace Lemmata.Learning.Tests.Topics.GradientLeakage;

public class GradientLeakageTests
{
    private static readonly Matrix<double> W = Sines(3, 4);
    private static readonly Vector<double> B = Vec(0.1, -0.2, 0.3), First = Vec(0.7, -1.1, 0.25, 2),
        Second = Vec(-0.3, 0.4, 1.5, -0.2);

    private static readonly SoftmaxLayer Layer = new(W, B);

    private static readonly Matrix<double> Scores = Matrix<double>.Build.DenseOfArray(new[,] { { 0.6, -0.3 }, { 0.2, 0.9 } }),
        Values = Matrix<double>.Build.DenseOfArray(new[,] { { 1, 0.4 }, { -0.7, 0.8 } }),
        Data = Matrix<double>.Build.DenseOfArray(new[,] { { 0.8, -0.5 }, { 0.3, 1.2 } });

    private static readonly SelfAttention Attention = new(Scores, Values, Matrix<double>.Build.DenseIdentity(2));

    /// <summary>Gradients of the summed cross-entropy in W and b, recorded on a tape.</summary>
    private static (double[] Weights, double[] Bias) Taped(params (Vector<double> Input, int Label)[] batch)
    {
        var tape = new Tape<double>();
        Variable<double>[] leaves = [tape.Variable(AsTensor(W)), tape.Variable(Tensor<double>.Wrap(B.ToArray(), 3))];
        var x = tape.Constant(AsTensor(Matrix<double>.Build.DenseOfRowVectors(batch.Select(s => s.Input))));
        var logits = x.Multiply(leaves[0], transposeOther: true) + leaves[1];
        var loss = logits.CrossEntropy([.. batch.Select(s => s.Label)]).Sum();
        var gradients = tape.Gradients(loss, leaves);
        var count = loss.Scalar / batch.Sum(s => -Math.Log(Softmax(W * s.Input + B)[s.Label]));
        return ([.. gradients[0].Value.Data.Select(g => g / count)], [.. gradients[1].Value.Data.Select(g => g / count)]);
    }

    private static Vector<double> Softmax(Vector<double> z) => z.PointwiseExp() / z.PointwiseExp().Sum();

    private static (double[] Scores, double[] Values) TapedAttention(Matrix<double> data)
    {
        var tape = new Tape<double>();
        Variable<double>[] leaves = [tape.Variable(AsTensor(Scores)), tape.Variable(AsTensor(Values))];
        var x = tape.Constant(AsTensor(data));
        var output = x.Multiply(leaves[0]).Multiply(x, transposeOther: true).Softmax().Multiply(x.Multiply(leaves[1]));
        var gradients = tape.Gradients(
            (output - tape.Constant(AsTensor(Matrix<double>.Build.DenseIdentity(2)))).Square().Sum(), leaves);
        return ([.. gradients[0].Value.Data], [.. gradients[1].Value.Data]);
    }

    [Fact]
    public void One_biased_layer_gives_the_tabulated_input_away()
    {
        double[] expected = [0.006700296801, 0.962494021869, 0.030805681331];
        var p = Softmax(W * First + B);
        Assert.All(expected, (e, i) => Assert.Equal(e, p[i], 5e-13));
        Assert.All(expected, (e, i) => Assert.Equal(e, Layer.Probabilities(First)[i], 5e-13));
        var gradient = Layer.Gradient((First, 1));
        var (weights, bias) = Taped((First, 1));
        Assert.All(weights, (g, i) => Assert.Equal(g, gradient.Weights[i / 4, i % 4], 1e-15));
        Assert.All(bias, (g, i) => Assert.Equal(g, gradient.Bias[i], 1e-15));
        for (var row = 0; row < 3; row++)
        {
            Assert.InRange((gradient.Ratio(row) - First).L2Norm(), 0, 1e-13);
            Assert.All(First, (x, j) => Assert.Equal(x, weights[4 * row + j] / bias[row], 1e-13));
        }
    }

    [Fact]
    public void A_batch_of_two_gives_the_tabulated_mixture()
    {
        double[] expected = [-0.283617184297, 0.375425776446, 1.479521480372, -0.163957805454];
        var (weights, bias) = Taped((First, 1), (Second, 2));
        Assert.All(expected, (e, j) => Assert.Equal(e, weights[j] / bias[0], 5e-13));
        var gradient = Layer.Gradient((First, 1), (Second, 2));
        Assert.All(expected, (e, j) => Assert.Equal(e, gradient.Ratio(0)[j], 5e-13));
        // Every row lies on the straight line through the two inputs.
        foreach (var row in new[] { 0, 1, 2 })
        {
            var off = gradient.Ratio(row) - First;
            var along = (Second - First).Normalize(2);
            Assert.InRange((off - along * off * along).L2Norm(), 0, 1e-13);
        }
    }

    [Fact]
    public void Attention_gradients_have_the_tabulated_values_on_both_routes()
    {
        double[] scores = [-0.07626477641, 0.259300239793, 0.000969366042, -0.003295844542];
        double[] values = [-0.448181859878, 0.11109046901, -0.337339579446, -0.288780276578];
        var taped = TapedAttention(Data);
        var (w, v) = Attention.Gradient(Data);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(scores[i], taped.Scores[i], 5e-13);
            Assert.Equal(values[i], taped.Values[i], 5e-13);
            Assert.Equal(taped.Scores[i], w.ToRowMajorArray()[i], 1e-15);
            Assert.Equal(taped.Values[i], v.ToRowMajorArray()[i], 1e-15);
        }
    }

    [Fact]
    public void Attention_jacobian_agrees_with_differences_of_taped_gradients_for_other_shapes_too()
    {
        var layers = new (SelfAttention Layer, int Rows, int Columns)[]
        {
            (Attention, 2, 2),
            (new(Sines(3, 3), Sines(3, 2, 0.4), Sines(4, 2, 1)), 4, 3),
        };
        foreach (var (layer, n, d) in layers)
        {
            var x = Vector<double>.Build.DenseOfArray(Sines(n, d, 0.3).ToRowMajorArray());
            var jacobian = layer.Jacobian(x);
            for (var row = 0; row < jacobian.RowCount; row++)
            {
                var differences = FiniteDifference.Gradient(
                    at => layer.Stacked(Vec(at))[row], x.ToArray());
                Assert.All(differences, (g, k) => Assert.Equal(g, jacobian[row, k], 1e-8));
            }
        }
    }

    [Fact]
    public void Matching_gradients_recovers_the_data_from_some_starts_and_not_from_others()
    {
        var secret = Vec(Data.ToRowMajorArray());
        var seen = Attention.Stacked(secret);
        LeastSquaresFit Attack(Vector<double> start) =>
            LevenbergMarquardt.Minimize(x => Attention.Stacked(x) - seen, Attention.Jacobian, start, 300);
        var near = Attack(secret + 0.05);
        Assert.InRange((near.End - secret).L2Norm(), 0, 1e-10);
        var random = new SplitMix64(5);
        var ends = Enumerable.Range(0, 40).Select(_ => Attack(Vec(random.Normals(4)))).ToArray();
        var found = ends.Count(end => (end.End - secret).L2Norm() < 1e-6);
        Assert.InRange(found, 1, 39);
        // No end of residual 0 is another X.
        Assert.All(ends.Where(end => end.Residual < 1e-9), end =>
            Assert.InRange((end.End - secret).L2Norm(), 0, 1e-6));
    }

    [Fact]
    public void Ratio_under_noise_has_the_law_that_simulation_shows()
    {
        var gradient = Layer.Gradient((First, 1));
        var row = gradient.LoudestRow;
        Assert.Equal(1, row);
        foreach (var scale in new[] { 1e-4, 0.01, 0.3 })
        {
            var law = new NoisyRatio(First, gradient.Bias[row], scale);
            var random = new SplitMix64(11);
            var errors = Enumerable.Range(0, 4000)
                .Select(_ => (gradient.WithNoise(scale, random).Ratio(row) - First).AbsoluteMaximum()).ToArray();
            foreach (var p in new[] { 0.25, 0.5, 0.75 })
            {
                var quantile = law.Quantile(p);
                Assert.Equal(p, law.Probability(quantile), 1e-9);
                // Five standard errors: one false alarm in two million.
                Assert.Equal(p, errors.Count(e => e <= quantile) / 4000.0, 5 * Math.Sqrt(p * (1 - p) / 4000));
            }
        }
    }

    [Fact]
    public void Every_entry_gets_noise_of_its_own()
    {
        var silent = new LayerGradient(Matrix<double>.Build.Dense(3, 4), Vec(0, 0, 0));
        var noisy = silent.WithNoise(0.5, new SplitMix64(3));
        var drawn = new SplitMix64(3).Normals(15);
        Assert.Equal(drawn.Select(n => 0.5 * n), noisy.Weights.ToRowMajorArray().Concat(noisy.Bias));
        Assert.Equal(15, drawn.Distinct().Count());
    }

    [Fact]
    public void Clipping_shortens_and_keeps_ratios()
    {
        var gradient = Layer.Gradient((First, 0));
        var clipped = gradient.Clip(0.1);
        Assert.Equal(0.1, clipped.Norm, 1e-15);
        Assert.Equal(Math.Sqrt(gradient.Bias * gradient.Bias * (1 + First * First)), gradient.Norm, 1e-14);
        Assert.InRange((clipped.Ratio(0) - First).L2Norm(), 0, 1e-13);
        Assert.Equal(gradient.Norm, gradient.Clip(100).Norm);
    }

    [Fact]
    public void Noisy_descent_has_the_tabulated_mean_loss_and_floor()
    {
        var descent = new NoisyDescent(2, 0.5, 3);
        var exact = descent.MeanLoss(_ => 0.1, 20);
        // Closed form: the mean shrinks by 0.8 a step, the variance is a geometric sum.
        var closed = Math.Pow(0.8, 40) * 9 + 0.0025 * (1 - Math.Pow(0.64, 20)) / (1 - 0.64);
        Assert.Equal(0.008139826566, closed, 5e-13);
        Assert.Equal(0.008139826566, exact[20], 5e-13);
        Assert.Equal(0.006944444444, 0.1 * 0.25 / 3.6, 5e-13);
        Assert.Equal(0.006944444444, descent.Floor(0.1), 5e-13);
        Assert.Equal(descent.Floor(0.1), descent.MeanLoss(_ => 0.1, 400)[400], 1e-16);
        var (mean, error) = descent.Simulate(_ => 0.1, 20, 20_000, new SplitMix64(3));
        Assert.Equal(9, mean[0]);
        for (var k = 1; k <= 20; k++)
            Assert.Equal(exact[k], mean[k], 5.5 * error[k]);
    }

    [Fact]
    public void Shapes_labels_and_scales_that_do_not_fit_are_refused_with_numbers()
    {
        Assert.Contains("2 entries but 3 are needed", Assert.Throws<ArgumentException>(
            () => new SoftmaxLayer(W, Vec(1, 2))).Message);
        Assert.Contains("3 entries but 4 are needed", Assert.Throws<ArgumentException>(
            () => Layer.Gradient((B, 0))).Message);
        Assert.Contains("between 0 and 2, got 3", Assert.Throws<ArgumentOutOfRangeException>(
            () => Layer.Gradient((First, 3))).Message);
        Assert.Contains("batch is empty", Assert.Throws<ArgumentException>(() => Layer.Gradient([])).Message);
        var flat = new LayerGradient(Sines(2, 2), Vec(0, 1));
        Assert.Contains("take row 1", Assert.Throws<ArgumentOutOfRangeException>(() => flat.Ratio(0)).Message);
        Assert.Contains("got 2", Assert.Throws<ArgumentOutOfRangeException>(() => flat.Ratio(2)).Message);
        Assert.Contains("got -1", Assert.Throws<ArgumentOutOfRangeException>(
            () => flat.WithNoise(-1, new SplitMix64(1))).Message);
        Assert.Contains("got 0", Assert.Throws<ArgumentOutOfRangeException>(() => flat.Clip(0)).Message);
        Assert.Contains("W is 3 × 4", Assert.Throws<ArgumentException>(
            () => new SelfAttention(W, Values, Values)).Message);
        Assert.Contains("2 columns but the target 4", Assert.Throws<ArgumentException>(
            () => new SelfAttention(Scores, Values, W)).Message);
        Assert.Contains("3 × 4 but 2 × 2", Assert.Throws<ArgumentException>(() => Attention.Gradient(W)).Message);
        Assert.Contains("3 entries but 4", Assert.Throws<ArgumentException>(() => Attention.Jacobian(B)).Message);
        Assert.Contains("got 0", Assert.Throws<ArgumentOutOfRangeException>(
            () => new NoisyRatio(First, 0, 1)).Message);
        Assert.Contains("got 1", Assert.Throws<ArgumentOutOfRangeException>(
            () => new NoisyRatio(First, 1, 1).Quantile(1)).Message);
        Assert.Contains("η = 1, h = 2", Assert.Throws<ArgumentOutOfRangeException>(
            () => new NoisyDescent(2, 1, 1).Floor(1)).Message);
        Assert.Contains("got -1", Assert.Throws<ArgumentOutOfRangeException>(
            () => new NoisyDescent(2, -1, 1).MeanLoss(_ => 0.1, 1)).Message);
        Assert.Contains("got 1", Assert.Throws<ArgumentOutOfRangeException>(
            () => new NoisyDescent(2, 1, 1).Simulate(_ => 0.1, 1, 1, new SplitMix64(1))).Message);
    }
}
