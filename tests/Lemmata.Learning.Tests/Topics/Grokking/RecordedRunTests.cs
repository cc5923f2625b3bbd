using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Learning.Tests.Topics.Grokking;

public class RecordedRunTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var settings = RunSettings.Base with { Modulus = 11, Width = 12, Steps = 60, TrainShare = 0.7, WeightDecay = 0.25, Operation = "a * b", Seed = 4 };
        var runs = RecordedRun.Train([settings, settings with { Operation = "random" }]);
        var root = Directory.CreateTempSubdirectory("lemmata").FullName;
        try
        {
            RecordedRun.Write(runs, root);
            var lines = File.ReadAllLines(Path.Combine(root, "runs.csv"));
            Assert.Equal(3, lines.Length);
            Assert.StartsWith("0,a * b,11,12,0.7,0.005,0.25,4,60,", lines[1]);
            Assert.Equal(1 + runs.Sum(run => run.Steps.Length), File.ReadAllLines(Path.Combine(root, "curves.csv")).Length);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Every_operation_has_a_table_and_others_are_refused()
    {
        foreach (var operation in RunSettings.Operations)
            Assert.Equal(121, (RunSettings.Base with { Operation = operation, Modulus = 11 }).Table().Count);
        Assert.Contains("\"a / b\"", Assert.Throws<ArgumentException>(() => (RunSettings.Base with { Operation = "a / b" }).Table()).Message);
    }
}
