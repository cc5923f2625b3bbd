using System.Diagnostics;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Benchmarks;

/// <summary>
/// The two training runs whose speed is stated: the quadratic network of the live demonstration and the one-layer
/// transformer.
/// </summary>
internal static class TrainingSteps
{
    /// <summary>a + b mod 97, width 384, 27 % for training (2540 entries), mean squared error, AdamW.</summary>
    public static Training<float> Quadratic(int steps, int every = int.MaxValue)
    {
        var table = OperationTable.Add(97);
        var network = QuadraticNetwork<float>.Random(
            table,
            width: 384,
            seed: 1000,
            embeddingDeviation: 1 / Math.Sqrt(2 * 97));
        return Train.FullBatch(
            network.On(table.Split(0.27, seed: 0), Loss.MeanSquaredError),
            AdamW.Default with
            {
                LearningRate = 0.005,
                Beta2 = 0.98,
                WeightDecay = 1,
            },
            steps,
            every);
    }

    /// <summary>
    /// a + b mod 113, width 128, 4 heads, 512 neurons, 30 % for training (3831 entries), cross-entropy, AdamW.
    /// </summary>
    public static Training<float> Transformer(int steps, int every = int.MaxValue)
    {
        var table = OperationTable.Add(113);
        return Train.FullBatch(new OneLayerTransformer<float>(table, seed: 0).On(table.Split(0.3, seed: 0)),
            AdamW.Default with { LearningRate = 1e-3, Beta2 = 0.98, WeightDecay = 1 }, steps, every);
    }

    /// <summary>Milliseconds a step, without measurements of the model, after a warm-up of some steps.</summary>
    public static double MillisecondsPerStep(Training<float> training, int warmUp, int steps)
    {
        training.Run(warmUp);
        var start = Stopwatch.GetTimestamp();
        training.Run(warmUp + steps);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / steps;
    }

    /// <summary>
    /// Seconds from the start, measuring every 10 steps, until 99 % of the unseen pairs of the quadratic network are
    /// right.
    /// </summary>
    public static double SecondsToGrok()
    {
        var start = Stopwatch.GetTimestamp();
        var training = Quadratic(1000, every: 10);
        for (var step = 0; training.Record.FirstStep("test accuracy", 0.99) is null && step <= 1000; step += 10)
            training.Run(step);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
