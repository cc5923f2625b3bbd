using Lemmata.Learning.Numerics.Optimization;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>One training of the quadratic network, described by all that its outcome depends on.</summary>
/// <remarks>
/// Cross-entropy, AdamW with β = (0.9, 0.98); the split has seed s and the weights have seed s + 1000.
/// </remarks>
public sealed record RunSettings
{
    /// <summary>The base configuration: a + b mod 53, width 128, 40 % for training, γ = 0.005, λ = 1, seed 0.</summary>
    public static RunSettings Base { get; } = new();

    /// <summary>The operation: one of <see cref="Operations"/>.</summary>
    public string Operation { get; init; } = "a + b";

    /// <summary>The modulus p.</summary>
    public int Modulus { get; init; } = 53;

    /// <summary>Number of neurons.</summary>
    public int Width { get; init; } = 128;

    /// <summary>The share of entries for training.</summary>
    public double TrainShare { get; init; } = 0.4;

    /// <summary>The learning rate γ.</summary>
    public double LearningRate { get; init; } = 0.005;

    /// <summary>The weight decay λ.</summary>
    public double WeightDecay { get; init; } = 1;

    /// <summary>
    /// The share of the training entries that get a false result, by the seed s + 3000; the test entries stay true.
    /// </summary>
    public double FalseLabels { get; init; }

    /// <summary>The seed s.</summary>
    public ulong Seed { get; init; }

    /// <summary>The step at which an unsuccessful run ends.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>The operations that a run can have.</summary>
    public static IReadOnlyList<string> Operations { get; } =
    ["a + b", "a - b", "a * b", "a^2 + b^2", "a^3 + a b", "random"];

    /// <summary>The table of the operation.</summary>
    /// <returns>All entries.</returns>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public OperationTable Table() =>
        Operation switch
        {
            "a + b" => OperationTable.Add(Modulus),
            "a - b" => OperationTable.Subtract(Modulus),
            "a * b" => OperationTable.Multiply(Modulus),
            "a^2 + b^2" => OperationTable.SumOfSquares(Modulus),
            "a^3 + a b" => OperationTable.CubePlusProduct(Modulus),
            "random" => OperationTable.Random(Modulus, Seed + 2000),
            _ => throw new ArgumentException(
                $"there is no operation \"{Operation}\"; the operations are {string.Join(", ", Operations)}"),
        };

    /// <summary>Table, split, network and optimizer, ready to run; measured every 20 steps.</summary>
    /// <returns>The run and its parts.</returns>
    public GrokkingRun Prepare()
    {
        var table = Table();
        var split = table.Split(TrainShare, Seed).WithFalseLabels(FalseLabels, Seed + 3000);
        var network = QuadraticNetwork<float>.Random(table, Width, Seed + 1000);
        var optimizer = AdamW.Default with { LearningRate = LearningRate, Beta2 = 0.98, WeightDecay = WeightDecay };
        return new GrokkingRun(this, split, network, Train.FullBatch(network.On(split), optimizer, Steps, every: 20));
    }
}

/// <summary>A run of the quadratic network and its parts.</summary>
/// <param name="Settings">All that the outcome depends on.</param>
/// <param name="Split">Training and test entries.</param>
/// <param name="Network">The network, changed by training.</param>
/// <param name="Training">The run.</param>
public sealed record GrokkingRun(
    RunSettings Settings,
    TableSplit Split,
    QuadraticNetwork<float> Network,
    Training<float> Training)
{
    /// <summary>Runs until the test accuracy is 99 %, or to the end.</summary>
    /// <returns>What is worth recording.</returns>
    public RecordedRun UntilGrokked()
    {
        var record = Training.Record;
        for (long step = 0; step <= Settings.Steps && record.FirstStep("test accuracy", 0.99) is null; step += 20)
            Training.Run(Math.Min(step, Settings.Steps));
        return new RecordedRun(
            Settings,
            record.FirstStep("train accuracy", 0.99),
            record.FirstStep("test accuracy", 0.99),
            [.. record.Steps],
            record["train accuracy"],
            record["test accuracy"],
            record["weight norm"]);
    }
}
