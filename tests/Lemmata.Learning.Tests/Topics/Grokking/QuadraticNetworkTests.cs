using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Learning.Tests.Topics.Grokking;

public class QuadraticNetworkTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Loss.CrossEntropy)]
    [InlineData(Loss.MeanSquaredError)]
    public void Fused_loss_and_gradients_equal_recorded_ones(Loss loss)
    {
        var table = OperationTable.SumOfSquares(29);
        var split = table.Split(0.7, 4);
        var network = QuadraticNetwork<double>.Random(table, 21, 5);
        var task = network.On(split, loss);
        var fused = new Tensor<double>[3];
        var value = task.Differentiate(fused);

        var tape = new Tape<double>();
        Variable<double>[] weights =
        [
            tape.Variable(network.Left),
            tape.Variable(network.Right),
            tape.Variable(network.Output),
        ];
        int[] labels = [.. split.Train.Select(i => table.Result[i])];
        var hidden =
            weights[0].Gather([.. split.Train.Select(i => table.Left[i])])
            + weights[1].Gather([.. split.Train.Select(i => table.Right[i])]);
        var logits = hidden.Square().Multiply(weights[2]);
        var expected =
            loss == Loss.CrossEntropy
                ? logits.CrossEntropy(labels)
                : logits.MeanSquaredError(tape.Constant(OneHot(labels, 29)));
        var gradients = tape.Gradients(expected, weights);
        Assert.Equal(expected.Scalar, value, 1e-12);
        for (var k = 0; k < 3; k++)
        {
            var deviation = fused[k].Data.Zip(gradients[k].Value.Data, (x, y) => Math.Abs(x - y)).Max();
            output.WriteLine($"{loss}, parameter {k}: largest deviation {deviation:E1}");
            Assert.True(deviation < 1e-13, $"parameter {k} deviates by {deviation:E2}, allowed 1e-13");
        }
    }

    [Fact]
    public void Logits_equal_the_formula_in_plain_loops()
    {
        var network = QuadraticNetwork<double>.Random(OperationTable.Add(11), 7, 6);
        var logits = network.Logits([3, 10], [8, 0]);
        foreach (var (row, a, b) in new[] { (0, 3, 8), (1, 10, 0) })
        {
            for (var c = 0; c < 11; c++)
            {
                Assert.Equal(
                    Enumerable
                        .Range(0, 7)
                        .Sum(k => Math.Pow(network.Left[a, k] + network.Right[b, k], 2) * network.Output[k, c]),
                    logits[row, c],
                    1e-13);
            }
        }
    }

    [Fact]
    public void Measured_accuracy_equals_counting_right_answers()
    {
        var table = OperationTable.Multiply(17);
        var split = table.Split(0.3, 2);
        var network = QuadraticNetwork<float>.Random(table, 24, 3);
        var record = Train.FullBatch(network.On(split), ReferenceCurveTests.Settings, 60, 60).Run();
        Assert.Equal(network.Accuracy(table, split.Train), record.At("train accuracy", 60));
        Assert.Equal(network.Accuracy(table, split.Test), record.At("test accuracy", 60));
        Assert.Equal(network.Norm(), record.At("weight norm", 60));
    }

    [Fact]
    public void A_table_of_another_size_is_refused()
    {
        var network = QuadraticNetwork<float>.Random(OperationTable.Add(7), 5, 0);
        var error = Assert.Throws<ArgumentException>(() => network.On(OperationTable.Add(8).Split(0.5, 0)));
        Assert.Contains("8 tokens and 8 classes but the network has 7 and 7", error.Message);
    }

    private static Tensor<double> OneHot(int[] labels, int classes)
    {
        var tensor = new Tensor<double>(labels.Length, classes);
        for (var i = 0; i < labels.Length; i++) tensor[i, labels[i]] = 1;
        return tensor;
    }
}
