using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Learning.Tests.Numerics.Optimization;

[Collection(nameof(ProcessWideSettings))]
public sealed class TrainingTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"lemmata-{Guid.NewGuid():N}.checkpoint");

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Resuming_from_step_100_equals_the_uninterrupted_run_bit_for_bit()
    {
        foreach (
            var optimizer in (Optimizer[])
                [
                    Settings,
                    Lookahead.Default with
                    {
                        Inner = Settings,
                        InnerSteps = 7,
                    },
                    RAdam.Default,
                    Momentum.Default with
                    {
                        LearningRate = 0.5,
                    },
                ])
        {
            var (whole, wholeTraining) = Prepare(optimizer);
            wholeTraining.Run();
            var (_, first) = Prepare(optimizer);
            first.Run(100);
            first.Save(file);
            var (resumed, second) = Prepare(optimizer);
            second.Resume(file);
            Assert.Equal(100, second.Step);
            second.Run();
            Assert.Equal(whole.Left.Data, resumed.Left.Data);
            Assert.Equal(whole.Output.Data, resumed.Output.Data);
            Assert.Equal(wholeTraining.Record.Steps, second.Record.Steps);
            Assert.Equal(wholeTraining.Record["test loss"], second.Record["test loss"]);
        }
    }

    [Fact]
    public void Saving_replaces_the_old_file_and_leaves_no_other()
    {
        var (_, training) = Prepare(Settings);
        training.Save(file);
        training.Run(20);
        training.Save(file);
        var (_, other) = Prepare(Settings);
        other.Resume(file);
        Assert.Equal(20, other.Step);
        Assert.Equal([file], Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + "*"));
    }

    [Fact]
    public void A_run_that_keeps_its_state_goes_on_from_there_and_ends_as_one_that_was_never_stopped()
    {
        var (whole, wholeTraining) = Prepare(Settings);
        wholeTraining.Run();
        var (_, stopped) = Prepare(Settings);
        using var stop = new CancellationTokenSource();
        stopped.Observe(step =>
        {
            if (step >= 100) stop.Cancel();
        });
        AppContext.SetData(Lemmata.Display.Ambient.CancellationKey, (Func<CancellationToken>)(() => stop.Token));
        try
        {
            Assert.Throws<OperationCanceledException>(() => stopped.RunKept(file, secondsBetween: 1e6));
        }
        finally
        {
            AppContext.SetData(Lemmata.Display.Ambient.CancellationKey, null);
        }

        var (resumed, training) = Prepare(Settings);
        training.RunKept(file, secondsBetween: 1e-9);
        Assert.InRange(stopped.Step, 100, wholeTraining.StepCount - 1);
        Assert.Equal(whole.Left.Data, resumed.Left.Data);
        Assert.Equal(wholeTraining.Record.Steps, training.Record.Steps);
        Assert.Equal(wholeTraining.Record["test loss"], training.Record["test loss"]);
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused_and_the_message_names_what_differs()
    {
        var (_, training) = Prepare(Settings);
        training.Run(20);
        training.Save(file);
        Refused(Prepare(Settings, width: 24).Training, "another model", "width 16", "width 24");
        Refused(Prepare(Settings, share: 0.6).Training, "another model", "169", "for training");
        Refused(
            Prepare(Settings with { WeightDecay = 2 }).Training,
            "another optimizer",
            "WeightDecay = 1",
            "WeightDecay = 2");
        Refused(
            Prepare(Settings, Schedule.Warmup(5)).Training,
            "another schedule",
            "constant",
            "warm-up over 5 steps");
        Refused(Prepare(Settings, steps: 10).Training, "stands at step 20", "ends at step 10");
    }

    [Fact]
    public void A_truncated_or_damaged_checkpoint_or_one_of_another_version_is_refused_and_changes_nothing()
    {
        var (_, training) = Prepare(Settings);
        training.Run(20);
        training.Save(file);
        var bytes = File.ReadAllBytes(file);
        foreach (var length in new[] { 0, 5, 15, 100, bytes.Length - 1 })
            Damaged(bytes[..length], length < 8 ? "is not a checkpoint" : "is truncated");
        var flipped = (byte[])bytes.Clone();
        flipped[bytes.Length / 2] ^= 1;
        Damaged(flipped, "is damaged", "SHA-256");
        var later = (byte[])bytes.Clone();
        later[8] = 2;
        Damaged(later, "format version 2", "reads version 1");

        void Damaged(byte[] content, params string[] words)
        {
            File.WriteAllBytes(file, content);
            var (network, other) = Prepare(Settings);
            var before = network.Left.Data.ToArray();
            Refused(other, words);
            Assert.Equal(before, network.Left.Data);
            Assert.Equal(0, other.Step);
        }
    }

    [Fact]
    public void Cancelling_stops_within_two_steps_and_keeps_the_state()
    {
        var (_, whole) = Prepare(Settings, steps: 400);
        whole.Run();
        using var source = new CancellationTokenSource();
        var (network, training) = Prepare(Settings, steps: 400);
        AppContext.SetData(Lemmata.Display.Ambient.CancellationKey, () => source.Token);
        try
        {
            training.Observe(step =>
            {
                if (step != 60) return;
                source.Cancel();
            });
            Assert.Throws<OperationCanceledException>(() => training.Run());
        }
        finally
        {
            AppContext.SetData(Lemmata.Display.Ambient.CancellationKey, null);
        }
        Assert.InRange(training.Step, 60, 62);
        training.Run();
        Assert.Equal(((QuadraticTask<float>)whole.Model).Network.Left.Data, network.Left.Data);
    }

    [Fact]
    public void Training_steps_allocate_nothing_after_the_first()
    {
        var threads = Parallelism.ThreadCount;
        Parallelism.ThreadCount = 1;
        try
        {
            foreach (var loss in Enum.GetValues<Loss>())
            {
                var (_, training) = Prepare(Settings, steps: 100, every: 100, loss: loss);
                training.Run(3);
                var before = GC.GetAllocatedBytesForCurrentThread();
                training.Run(90);
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }
        finally
        {
            Parallelism.ThreadCount = threads;
        }
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run_with_the_step_and_the_rate()
    {
        var (network, training) = Prepare(Settings);
        network.Left[0] = float.NaN;
        var error = Assert.Throws<NotFiniteNumberException>(() => training.Run());
        Assert.Contains("NaN at step 0", error.Message);
        Assert.Contains("0.005", error.Message);
    }

    [Fact]
    public void The_record_answers_by_name_and_step()
    {
        var (_, training) = Prepare(Settings, steps: 45, every: 20);
        var record = training.Run();
        Assert.Equal([0, 20, 40, 45], record.Steps);
        Assert.Equal(record["train loss"][2], record.At("train loss", 40));
        Assert.Null(record.FirstStep("test accuracy", 1.1));
        Assert.Equal(0, record.FirstStep("test accuracy", -1));
        Assert.Contains(
            "there is no metric \"accuracy\"; the metrics are train loss",
            Assert.Throws<ArgumentException>(() => record["accuracy"]).Message);
        Assert.Contains(
            "step 30 was not measured",
            Assert.Throws<ArgumentException>(() => record.At("train loss", 30)).Message);
    }

    [Fact]
    public void A_live_run_gives_the_same_record_and_refuses_an_unknown_metric()
    {
        var expected = Prepare(Settings, steps: 40).Training.Run();
        var record = Prepare(Settings, steps: 40).Training.Live("train loss", "test loss");
        Assert.Equal(expected["test loss"], record["test loss"]);
        Assert.Contains(
            "there is no metric \"loss\"",
            Assert.Throws<ArgumentException>(() => Prepare(Settings).Training.Live("loss")).Message);
    }

    private static AdamW Settings { get; } = AdamW.Default with { LearningRate = 0.005, Beta2 = 0.98, WeightDecay = 1 };

    private static (QuadraticNetwork<float> Network, Training<float> Training) Prepare(
        Optimizer optimizer,
        Schedule? schedule = null,
        int width = 16,
        double share = 0.5,
        int steps = 150,
        int every = 10,
        Loss loss = Loss.CrossEntropy)
    {
        var table = OperationTable.Add(13);
        var network = QuadraticNetwork<float>.Random(table, width, 1000);
        return (network, Train.FullBatch(network.On(table.Split(share, 0), loss), optimizer, steps, every, schedule));
    }

    private void Refused(Training<float> training, params string[] words)
    {
        var error = Assert.Throws<CheckpointException>(() => training.Resume(file));
        foreach (var word in words) Assert.Contains(word, error.Message);
    }
}
