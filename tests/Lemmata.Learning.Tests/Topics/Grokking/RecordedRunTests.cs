using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Learning.Tests.Topics.Grokking;

/// <summary>One of them changes the current folder.</summary>
[Collection(nameof(ProcessWideSettings))]
public class RecordedRunTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var settings = RunSettings.Base with
        {
            Modulus = 11,
            Width = 12,
            Steps = 60,
            TrainShare = 0.7,
            WeightDecay = 0.25,
            Operation = "a * b",
            FalseLabels = 0.1,
            Seed = 4,
        };
        var runs = RecordedRun.Train([settings, settings with { Operation = "random" }]);
        var root = Directory.CreateTempSubdirectory("lemmata").FullName;
        try
        {
            RecordedRun.Write(runs, root, "run sample");
            var lines = File.ReadAllLines(Path.Combine(root, "runs.csv"));
            Assert.Equal(3, lines.Length);
            Assert.StartsWith("0,a * b,11,12,0.7,0.1,0.005,0.25,4,60,", lines[1]);
            Assert.Equal(
                1 + runs.Sum(run => run.Steps.Length),
                File.ReadAllLines(Path.Combine(root, "curves.csv")).Length);
            Assert.Contains("\"againstTheTablesBefore\": \"there were none\"", Origin());
            Assert.Contains("\"steps\": 120", Origin());
            RecordedRun.Write(
                RecordedRun.Train([settings, settings with { Operation = "random" }]),
                root,
                "run sample");
            Assert.Contains("\"againstTheTablesBefore\": \"equal to the byte\"", Origin());
            RecordedRun.Write([.. runs.Reverse()], root, "run sample");
            Assert.Contains("\"againstTheTablesBefore\": \"different\"", Origin());

            string Origin() => File.ReadAllText(Path.Combine(root, "provenance.json"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void The_stored_runs_are_read_and_a_table_that_was_edited_is_refused()
    {
        var here = Directory.GetCurrentDirectory();
        var root = Directory.CreateTempSubdirectory("lemmata").FullName;
        try
        {
            var folder = Path.Combine(root, "data", "runs", "sample");
            Directory.CreateDirectory(Path.Combine(root, "data", "claims"));
            var settings = RunSettings.Base with
            {
                Modulus = 11,
                Width = 12,
                Steps = 40,
                TrainShare = 0.7,
                FalseLabels = 0.2,
            };
            RecordedRun.Write(RecordedRun.Train([settings]), folder, "run sample");
            Directory.SetCurrentDirectory(root);
            Assert.Equal(settings, RecordedRun.Read("runs/sample").Single().Settings);
            var table = Path.Combine(folder, "curves.csv");
            File.WriteAllText(table, File.ReadAllText(table).Replace("0,20,", "0,21,"));
            var refused = Assert.Throws<InvalidDataException>(() => RecordedRun.Read("runs/sample")).Message;
            Assert.Contains("data/runs/sample/curves.csv is not the table", refused);
            Assert.Contains("run sample", refused);
        }
        finally
        {
            Directory.SetCurrentDirectory(here);
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void False_labels_change_as_many_training_entries_as_asked_and_no_other()
    {
        var split = OperationTable.Add(23).Split(0.5, 3);
        var noisy = split.WithFalseLabels(0.1, 7);
        var changed = Enumerable
            .Range(0, split.Table.Count)
            .Where(i => noisy.Table.Result[i] != split.Table.Result[i])
            .ToArray();
        Assert.Equal(26, changed.Length); // a tenth of 264, rounded to even
        Assert.Subset(split.Train.ToHashSet(), changed.ToHashSet());
        Assert.All(changed, i => Assert.InRange(noisy.Table.Result[i], 0, 22));
        Assert.Same(split, split.WithFalseLabels(0, 7));
        Assert.Equal(noisy.Table.Result, split.WithFalseLabels(0.1, 7).Table.Result);
        Assert.NotEqual(noisy.Table.Result, split.WithFalseLabels(0.1, 8).Table.Result);
        Assert.Contains(
            "must lie in [0, 1], but is 1.5",
            Assert.Throws<ArgumentOutOfRangeException>(() => split.WithFalseLabels(1.5, 7)).Message);
    }

    [Fact]
    public void Every_operation_has_a_table_and_others_are_refused()
    {
        foreach (var operation in RunSettings.Operations)
            Assert.Equal(121, (RunSettings.Base with { Operation = operation, Modulus = 11 }).Table().Count);
        Assert.Contains(
            "\"a / b\"",
            Assert.Throws<ArgumentException>(() => (RunSettings.Base with { Operation = "a / b" }).Table()).Message);
    }
}
