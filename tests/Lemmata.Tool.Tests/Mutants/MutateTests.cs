using Lemmata.Tool.Mutants;
using Lemmata.Tool.Mutants.Making;
using Lemmata.Tool.Mutants.Records;
using Lemmata.Tool.Mutants.Running;

namespace Lemmata.Tool.Tests.Mutants;

/// <summary>The command on a collection with a library of a few lines.</summary>
public sealed class MutateTests : IDisposable
{
    private readonly MutatedCollection collection = new();

    public void Dispose() => collection.Dispose();

    [Fact]
    public async Task Each_fault_is_recorded_with_what_noticed_it()
    {
        await collection.StoreAsync();
        var (status, output) = await collection.RunAsync("mutate", "toy", "--count", "100");
        Assert.True(status == 1, output);
        var trials = TrialTables.TrialsOf(collection.Root, "toy");
        Assert.Equal(
            [
                ("x * x → x / x", TrialOutcome.Claim, "C1"), ("x * x → x", TrialOutcome.Claim, "C1"),
                ("x * x → x", TrialOutcome.Claim, "C1"),
            ],
            Of(trials, "Numbers.Claimed(int)"));
        Assert.Equal([("-x → x", TrialOutcome.Outputs, "cell 10 [5]")], Of(trials, "Numbers.Shown(int)"));
        Assert.Equal([("-x → x", TrialOutcome.Survived, "")], Of(trials, "Numbers.Unseen(int)"));
        Assert.Contains(("i - 2 → i + 2", TrialOutcome.Error, "IndexOutOfRangeException"), Of(trials, "Numbers.Failing(int)"));
        Assert.Empty(Of(trials, "Numbers.NotCalled(int)"));
        Assert.Contains("toy: ", output);
        Assert.Contains("survived    Toy/Numbers.cs, Numbers.Unseen(int): -x → x", output);
    }

    [Fact]
    public async Task A_series_that_was_ended_goes_on_and_records_the_same()
    {
        await collection.StoreAsync();
        await collection.RunAsync("mutate", "toy", "--count", "6");
        var whole = File.ReadAllBytes(collection.PathOf("data", "mutants", "toy.csv"));
        var journal = Assert.Single(Directory.GetFiles(collection.PathOf(".cache", "mutants"), "toy.*.csv"));
        var lines = File.ReadAllLines(journal);
        // Ended while it wrote the third line.
        File.WriteAllText(journal, string.Join('\n', lines[0], lines[1], lines[2][..20]));
        var (_, output) = await collection.RunAsync("mutate", "toy", "--count", "6");
        Assert.Contains("6 of the ", output);
        Assert.Equal(whole, File.ReadAllBytes(collection.PathOf("data", "mutants", "toy.csv")));
    }

    [Fact]
    public async Task A_run_without_end_is_stopped()
    {
        var path = collection.AddEndless();
        await collection.StoreAsync("endless");
        var library = MutatedLibrary.Make(LibrarySources.Read(collection.Root), collection.PathOf(".cache", "mutants"));
        using var run = await TrialRun.PrepareAsync(path, library, TestContext.Current.CancellationToken);
        run.Limit = TimeSpan.FromSeconds(4);
        // With x ≠ 4 turned to x = 4 the loop begins, and 4 stays 4.
        var endless = library.Mutants.Index().Single(each => each.Item.Original == "x != 4" && each.Item.Mutated == "x == 4").Index;
        Assert.Contains(endless, run.Reached);
        Assert.Equal(TrialOutcome.Timeout, (await run.TryAsync(endless, TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task A_reviewed_argument_explains_a_survivor_and_is_refused_where_a_claim_notices_the_fault()
    {
        await collection.StoreAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(collection.Reviewed)!);
        const string head = "notebook,file,member,kind,original,mutated,occurrence,argument\n";
        const string survivor = "toy,Toy/Numbers.cs,Numbers.Unseen(int),sign,-x,x,1,the absolute value has no sign\n";
        await File.WriteAllTextAsync(collection.Reviewed, head + survivor, TestContext.Current.CancellationToken);
        var (status, output) = await collection.RunAsync("mutate", "toy", "--count", "100");
        Assert.True(status == 0, output);
        Assert.Equal(
            [("-x → x", TrialOutcome.Equivalent, "")],
            Of(TrialTables.TrialsOf(collection.Root, "toy"), "Numbers.Unseen(int)"));

        await File.WriteAllTextAsync(
            collection.Reviewed,
            head + survivor + "*,Toy/Numbers.cs,Numbers.Claimed(int),operator,x * x,x / x,1,a guess\n"
                + "*,Toy/Numbers.cs,Numbers.Gone(int),sign,-x,x,1,of code that was removed\n",
            TestContext.Current.CancellationToken);
        (status, output) = await collection.RunAsync("mutate", "toy", "--count", "100");
        Assert.Equal(1, status);
        Assert.Contains("data/mutants/equivalent.csv:3: toy notices the fault (claim C1); remove the line", output);
        Assert.Contains("data/mutants/equivalent.csv:4: the library has no such fault any more", output);
    }

    [Fact]
    public async Task Only_what_changed_is_tried_again_and_a_look_records_nothing()
    {
        await collection.StoreAsync();
        await collection.RunAsync("mutate", "toy", "--count", "100", "--no-record");
        Assert.False(Directory.Exists(collection.PathOf("data", "mutants")));
        await collection.RunAsync("mutate", "toy", "--count", "100");
        var series = MutationSeries.Open(collection.Root);
        Assert.True(series.IsRecorded(collection.Notebook));
        Assert.Contains("0 notebooks", (await collection.RunAsync("mutate", "--changed")).Output);
        await File.WriteAllTextAsync(
            collection.Source, MutatedCollection.Library + "\n// changed", TestContext.Current.CancellationToken);
        Assert.False(MutationSeries.Open(collection.Root).IsRecorded(collection.Notebook));
    }

    [Fact]
    public async Task A_notebook_that_does_not_give_what_it_stores_is_not_judged()
    {
        var (status, output) = await collection.RunAsync("mutate", "toy");
        Assert.Equal(1, status);
        Assert.Contains("without a fault it does not give what it stores: cell ", output);
        Assert.Contains("`run` stores the fresh outputs", output);
    }

    [Theory]
    [InlineData("--count must be at least 1", "toy", "--count", "0")]
    [InlineData("--processes must be at least 1", "toy", "--processes", "0")]
    [InlineData("--within must be a number of seconds above 0", "toy", "--within", "-3")]
    [InlineData("mutate: tay: there is no such notebook; did you mean toy?", "tay")]
    public async Task Bad_input_gets_one_sentence(string sentence, params string[] arguments)
    {
        var (status, output) = await collection.RunAsync(["mutate", .. arguments]);
        Assert.NotEqual(0, status);
        Assert.Contains(sentence, output);
        Assert.DoesNotContain("   at ", output);
    }

    [Fact]
    public async Task Without_sources_it_says_that_they_are_needed()
    {
        File.Delete(collection.Source);
        Assert.Contains("faults are made in sources, so this needs a checkout", (await collection.RunAsync("mutate")).Output);
        File.Delete(collection.Script);
        Assert.Contains(
            "lemmata.csx is missing; build the collection's library first", (await collection.RunAsync("mutate")).Output);
    }

    private static IEnumerable<(string Change, TrialOutcome Outcome, string By)> Of(IEnumerable<Trial> trials, string member) =>
        trials.Where(trial => trial.Mutant.Member == member)
            .OrderBy(trial => trial.Mutant.Mutated == "x / x" ? 0 : 1).ThenBy(trial => trial.Mutant.Occurrence)
            .Select(trial => ($"{trial.Mutant.Original} → {trial.Mutant.Mutated}", trial.Outcome, trial.By));
}
