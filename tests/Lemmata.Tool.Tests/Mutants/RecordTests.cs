using Lemmata.Tool.Mutants;
using Lemmata.Tool.Mutants.Making;
using Lemmata.Tool.Mutants.Records;
using Lemmata.Tool.Mutants.Running;

namespace Lemmata.Tool.Tests.Mutants;

/// <summary>Samples, journals, tables and the reviewed list.</summary>
public sealed class RecordTests : IDisposable
{
    private const string Head = "notebook,file,member,kind,original,mutated,occurrence,argument\n";

    private static readonly Mutant Sign = new("L/A.cs", "A.F(int, int)", "sign", "-a", "a", 1);

    private readonly string root = Directory.CreateTempSubdirectory("lemmata-mutants-").FullName;

    private string Reviewed => Path.Combine(root, "data", "mutants", "equivalent.csv");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_sample_takes_a_fault_of_every_method_before_it_takes_a_second_of_any()
    {
        var mutants = Enumerable.Range(0, 60).Select(i => Sign with { Member = $"F{i % 6}", Occurrence = i + 1 }).ToList();
        var reached = Enumerable.Range(0, 60).Where(i => i != 5).ToList();
        var sample = MutantSample.Draw(mutants, reached, 12, 1);
        Assert.Equal(12, sample.Distinct().Count());
        Assert.DoesNotContain(5, sample);
        Assert.Equal(6, sample.Take(6).Select(number => mutants[number].Member).Distinct().Count());
        Assert.Equal(6, sample.Skip(6).Select(number => mutants[number].Member).Distinct().Count());
    }

    [Fact]
    public void The_seed_decides_the_sample_and_a_larger_one_begins_with_the_smaller()
    {
        var mutants = Enumerable.Range(0, 60).Select(i => Sign with { Member = $"F{i % 7}", Occurrence = i + 1 }).ToList();
        var all = Enumerable.Range(0, 60).ToList();
        Assert.Equal(MutantSample.Draw(mutants, all, 20, 1), MutantSample.Draw(mutants, [.. all.AsEnumerable().Reverse()], 20, 1));
        Assert.NotEqual(MutantSample.Draw(mutants, all, 20, 1), MutantSample.Draw(mutants, all, 20, 2));
        Assert.Equal(MutantSample.Draw(mutants, all, 20, 1), MutantSample.Draw(mutants, all, 40, 1).Take(20));
        Assert.Equal(all, MutantSample.Draw(mutants, all, 1000, 1).Order());
    }

    [Fact]
    public void A_sample_keeps_what_it_had_when_more_is_come_to()
    {
        var mutants = Enumerable.Range(0, 80).Select(i => Sign with { Member = $"F{i % 8}", Occurrence = i + 1 }).ToList();
        var before = MutantSample.Draw(mutants, [.. Enumerable.Range(0, 80).Where(i => i % 8 < 6)], 12, 1);
        var after = MutantSample.Draw(mutants, [.. Enumerable.Range(0, 80)], 16, 1);
        Assert.Equal(before, after.Where(number => number % 8 < 6));
    }

    [Fact]
    public void A_line_that_was_cut_is_passed_over_and_the_next_stands_alone()
    {
        var file = Path.Combine(root, "cache", "journal.csv");
        var journal = new TrialJournal(file);
        journal.Add(new Trial(Sign, TrialOutcome.Claim, "C1"));
        journal.Add(new Trial(Sign with { Occurrence = 2 }, TrialOutcome.Survived, ""));
        File.WriteAllText(file, File.ReadAllText(file)[..^12]);
        journal.Add(new Trial(Sign with { Occurrence = 3 }, TrialOutcome.Outputs, "cell 3 [2]"));
        Assert.Equal(
            [new Trial(Sign, TrialOutcome.Claim, "C1"), new Trial(Sign with { Occurrence = 3 }, TrialOutcome.Outputs, "cell 3 [2]")],
            journal.Read().Values);
    }

    [Fact]
    public void The_score_is_about_faults_that_do_not_end_the_run_and_could_be_noticed()
    {
        // 6 by a claim, 1 error, 1 timeout, 2 by outputs, 1 survivor, 1 equivalent: 6 of 9.
        Trial[] trials =
        [
            .. new[] { (0, 6), (1, 1), (2, 1), (3, 2), (4, 1), (5, 1) }.SelectMany(each =>
                Enumerable.Repeat(new Trial(Sign, (TrialOutcome)each.Item1, ""), each.Item2)),
        ];
        var summary = TrialSummary.Of("toy", "abc", 7, 200, trials);
        Assert.Equal((11, 9, 6.0 / 9), (summary.Judged, summary.Quiet, summary.Score));
        TrialTables.Write(root, summary, trials);
        var read = Assert.Single(TrialTables.Read(root));
        Assert.Equal(summary.Fields, read.Fields);
        Assert.Equal(trials, TrialTables.TrialsOf(root, "toy"));
        Assert.Empty(TrialTables.TrialsOf(root, "other"));
        Assert.Equal(1, TrialSummary.Of("none", "", 1, 0, []).Score);
    }

    [Theory]
    [InlineData("notebook,what\n", ":1: the first line has to be notebook,file,member,kind,original,mutated,occurrence,argument")]
    [InlineData(Head + "toy,L/A.cs,F,sign,-a,a,1\n", ":2: required are 8 fields")]
    [InlineData(Head + "toy,L/A.cs,F,sign,-a,a,none,because\n", ":2: required are 8 fields")]
    [InlineData(Head + "toy,L/A.cs,F,sign,-a,a,1, \n", ":2: the argument is missing")]
    [InlineData(Head + "toy,L/A.cs,F,sign,-a,a,1,x\ntoy,L/A.cs,F,sign,-a,a,1,y\n", ":3: the fault stands in the list already")]
    public void A_reviewed_list_that_is_wrong_is_refused_with_its_line(string text, string expected)
    {
        Write(text);
        var error = Assert.Throws<MutationException>(() => EquivalentMutants.Read(root));
        Assert.Contains("data/mutants/equivalent.csv" + expected, error.Message);
    }

    [Fact]
    public void An_argument_counts_for_its_notebook_or_for_all_and_is_old_once_the_code_has_changed()
    {
        Assert.Empty(EquivalentMutants.Read(root).Entries);
        Write(Head + "toy,L/A.cs,\"A.F(int, int)\",sign,-a,a,1,\"a is 0, always\"\n*,L/A.cs,\"A.F(int, int)\",sign,-a,a,2,squared\n");
        var list = EquivalentMutants.Read(root);
        Assert.Equal("a is 0, always", list.Of(Sign, "toy")!.Argument);
        Assert.Null(list.Of(Sign, "other"));
        Assert.NotNull(list.Of(Sign with { Occurrence = 2 }, "other"));
        Assert.Empty(list.Stale([Sign, Sign with { Occurrence = 2 }]));
        Assert.StartsWith("data/mutants/equivalent.csv:3: the library has no such fault", Assert.Single(list.Stale([Sign])));
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Reviewed)!);
        File.WriteAllText(Reviewed, text);
    }
}
