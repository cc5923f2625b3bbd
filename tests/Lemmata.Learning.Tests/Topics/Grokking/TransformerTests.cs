using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Learning.Tests.Topics.Grokking;

[Collection(nameof(ProcessWideSettings))]
public class TransformerTests(ITestOutputHelper output)
{
    [Fact]
    public void Logits_equal_full_attention_over_three_tokens_in_plain_loops()
    {
        var table = OperationTable.Add(7);
        var transformer = new OneLayerTransformer<double>(table, seed: 3, width: 8, headCount: 2, hiddenWidth: 12);
        var random = new Lemmata.Learning.Numerics.Random.SplitMix64(4);
        foreach (var bias in new[] { 7, 9 }) random.Normals(transformer.Parameters[bias].Value.Span);
        var entries = Enumerable.Range(0, table.Count).ToArray();
        var loss = new TransformerTask<double>.Batch(transformer, table, entries, new Tape<double>())
            .Forward()
            .Scalar;
        var expected = entries.Average(i =>
            -Math.Log(Softmax(Naive(transformer, [table.Left[i], table.Right[i], 7]))[table.Result[i]]));
        output.WriteLine($"loss {loss:R}, in plain loops {expected:R}");
        Assert.Equal(expected, loss, 1e-12);
    }

    [Fact]
    public void Gradients_of_all_weights_equal_central_differences()
    {
        var table = OperationTable.Subtract(5);
        var transformer = new OneLayerTransformer<double>(table, seed: 8, width: 6, headCount: 3, hiddenWidth: 7);
        var split = table.Split(0.5, 1);
        var places = transformer.Places(
            [.. split.Train.Select(i => table.Left[i])],
            [.. split.Train.Select(i => table.Right[i])]);
        int[] labels = [.. split.Train.Select(i => table.Result[i])],
            lastRow = [10];
        var deviation = GradientCheck.LargestDeviation(
            weights => transformer.Logits(weights, places, lastRow).CrossEntropy(labels),
            [.. transformer.Parameters.Select(parameter => parameter.Value)]);
        output.WriteLine($"largest deviation {deviation:E1}");
        Assert.True(deviation < 1e-9, $"largest deviation {deviation:E2}, allowed 1e-9");
    }

    [Fact]
    public void Training_memorises_and_steps_allocate_nothing_after_the_first()
    {
        var table = OperationTable.Add(11);
        var task = new OneLayerTransformer<float>(table, seed: 5, width: 16, headCount: 4, hiddenWidth: 32).On(
            table.Split(0.4, 0));
        var training = Train.FullBatch(
            task,
            AdamW.Default with
            {
                LearningRate = 0.01,
                WeightDecay = 0.1,
            },
            steps: 200,
            every: 200);
        var threads = Parallelism.ThreadCount;
        Parallelism.ThreadCount = 1;
        try
        {
            training.Run(3);
            var before = GC.GetAllocatedBytesForCurrentThread();
            training.Run(150);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        finally
        {
            Parallelism.ThreadCount = threads;
        }
        Assert.Equal(1, training.Run().At("train accuracy", 200));
    }

    private static double[] Naive(OneLayerTransformer<double> transformer, int[] tokens)
    {
        var w = transformer.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        int d = transformer.Width,
            heads = transformer.HeadCount,
            size = d / heads;
        var x = tokens
            .Select(
                (token, i) =>
                    Enumerable.Range(0, d).Select(j => w["embedding"][token, j] + w["position"][i, j]).ToArray())
            .ToArray();
        var attention = new double[d];
        for (var h = 0; h < heads; h++)
        {
            var q = Times(x[2], w["query"]).Skip(h * size).Take(size).ToArray();
            var weights = Softmax([
                .. x.Select(row =>
                    Times(row, w["key"]).Skip(h * size).Zip(q, (a, b) => a * b).Sum() / Math.Sqrt(size)),
            ]);
            for (var j = h * size; j < (h + 1) * size; j++)
                attention[j] = x.Select((row, i) => weights[i] * Times(row, w["value"])[j]).Sum();
        }
        var middle = Plus(x[2], Times(attention, w["attention out"]));
        var hidden = Plus(Times(middle, w["in"]), w["in bias"].Data).Select(value => Math.Max(0, value)).ToArray();
        return Times(Plus(middle, Plus(Times(hidden, w["out"]), w["out bias"].Data)), w["unembedding"]);
    }

    private static double[] Times(double[] row, Tensor<double> matrix) =>
        [.. Enumerable.Range(0, matrix.Columns).Select(j => row.Select((value, i) => value * matrix[i, j]).Sum())];

    private static double[] Plus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double[] Softmax(double[] values)
    {
        var exponentials = values.Select(Math.Exp).ToArray();
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
