using System.Globalization;

namespace Lemmata.Tool.Tests.Kernel;

/// <summary>A reader watches a training run, stops it, and goes on with what it has measured.</summary>
[Trait("Needs", "kernel")]
public sealed class LiveTrainingTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_live_grokking_run_moves_is_interrupted_and_leaves_its_metrics_to_the_next_cell()
    {
        await using var kernel = await KernelDriver.StartAsync(Path.Combine(TemporaryCollection.Repository, "notebooks"));
        var setUp = await kernel.ExecuteAsync("""
            #!import ../lib/lemmata.csx
            var table = OperationTable.Add(97);
            var network = QuadraticNetwork<float>.Random(table, width: 384, seed: 1000, embeddingDeviation: 1 / Sqrt(2 * 97));
            var adam = AdamW.Default with { LearningRate = 0.005, Beta2 = 0.98, WeightDecay = 1 };
            var training = Train.FullBatch(network.On(table.Split(0.27, seed: 0), Loss.MeanSquaredError), adam, steps: 100000, every: 10);
            """);
        Assert.True(KernelDriver.Status(setUp) == "ok", setUp["reply"]?["evalue"]?.GetValue<string>());

        await kernel.BeginAsync("live", "training.Live(\"train accuracy\", \"test accuracy\")");
        await kernel.PublishedAsync("live", 4);
        await kernel.InterruptAsync();
        var live = await kernel.FinishAsync("live");
        Assert.Equal("error", KernelDriver.Status(live));
        Assert.Equal("Interrupted", live["reply"]!["ename"]!.GetValue<string>());

        var curves = KernelDriver
            .Published(live, "display_data")
            .Concat(KernelDriver.Published(live, "update_display_data"))
            .Select(message => message["data"]?["application/vnd.plotly.v1+json"]?.ToJsonString())
            .OfType<string>()
            .ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{curves.Count} states of the curve");
        Assert.True(curves.Distinct().Count() >= 3, $"{curves.Distinct().Count()} different states of the curve");

        var steps = int.Parse(
            KernelDriver.Result(await kernel.ExecuteAsync("training.Record.Steps.Count")),
            CultureInfo.InvariantCulture);
        Assert.InRange(steps, 3, 9999);
    }
}
