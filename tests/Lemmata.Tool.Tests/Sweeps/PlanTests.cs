using System.Globalization;
using Lemmata.Tool.Running;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Planning;

namespace Lemmata.Tool.Tests.Sweeps;

public sealed class PlanTests : IDisposable
{
    private readonly SweptCollection collection = new();

    public PlanTests() => collection.Add(
        "toy", "var seed = 3;\nvar share = 0.5;\nvar name = \"a\";\nvar sizes = new[] { 1 };", "Sweep.Row(new { y = seed * share })");

    public void Dispose() => collection.Dispose();

    [Fact]
    public void A_grid_is_every_combination_with_the_last_parameter_changing_fastest()
    {
        var (names, runs) = collection.Plan("toy", "a", "share=0.2:0.4:0.1", "seed=9..10").Plan();
        Assert.Equal(["share", "seed"], names);
        Assert.Equal(
            ["0.2 9", "0.2 10", "0.3 9", "0.3 10", "0.4 9", "0.4 10"], runs.Select(run => string.Join(' ', run.Values)));
    }

    [Fact]
    public void A_run_has_one_id_however_its_numbers_are_written_and_its_parameters_ordered()
    {
        var one = collection.Plan("toy", "a", "share=1", "seed=7").Plan().Runs.Single();
        var other = collection.Plan("toy", "b", "seed=07", "share=1.0e0").Plan().Runs.Single();
        Assert.Equal(one.Id, other.Id);
        Assert.Matches("^[0-9a-f]{16}$", one.Id);
        Assert.NotEqual(one.Id, collection.Plan("toy", "c", "share=1", "seed=8").Plan().Runs.Single().Id);
    }

    [Fact]
    public void Texts_and_arrays_are_values_too()
    {
        var (_, runs) = collection.Plan("toy", "a", "name=x,a:b,y z", "sizes=[1, 2],[3]").Plan();
        Assert.Equal(
            ["x|[1, 2]", "x|[3]", "a:b|[1, 2]", "a:b|[3]", "y z|[1, 2]", "y z|[3]"],
            runs.Select(run => string.Join('|', run.Values)));
    }

    [Fact]
    public void A_list_is_combined_with_the_grid()
    {
        var list = collection.PathOf("runs.csv");
        File.WriteAllText(list, "share,name\n0.1,\"a, b\"\n0.2,c\n");
        var (names, runs) = collection.Plan("toy", "a", new Planner([SweptValues.Parse("seed=1,2")], list, null, 0)).Plan();
        Assert.Equal(["share", "name", "seed"], names);
        Assert.Equal(
            ["0.1|a, b|1", "0.1|a, b|2", "0.2|c|1", "0.2|c|2"], runs.Select(run => string.Join('|', run.Values)));
    }

    [Fact]
    public void A_random_plan_is_the_same_for_one_seed_and_within_its_ranges()
    {
        var first = Drawn("a", 5);
        Assert.Equal(first, Drawn("b", 5));
        Assert.NotEqual(first, Drawn("c", 6));
        Assert.Equal(200, first.Distinct().Count());
        foreach (var (share, seed) in first.Select(run => run.Split(' ')).Select(run => (run[0], run[1])))
        {
            Assert.InRange(double.Parse(share, CultureInfo.InvariantCulture), 0.001, 1);
            Assert.InRange(int.Parse(seed, CultureInfo.InvariantCulture), 3, 4);
        }

        // Half of a logarithmic range lies below its geometric middle: 100 of 200, with a standard deviation of 7.
        Assert.InRange(
            first.Count(run => double.Parse(run.Split(' ')[0], CultureInfo.InvariantCulture) < Math.Sqrt(0.001)), 65, 135);

        List<string> Drawn(string name, ulong seed) =>
        [
            .. collection.Plan("toy", name, new Planner(
                [SweptValues.Parse("share=0.001:1:log"), SweptValues.Parse("seed=3..4")], null, 200, seed)).Plan().Runs
                .Select(run => string.Join(' ', run.Values)),
        ];
    }

    /// <summary>The numbers that the algorithm's reference program gives for this seed.</summary>
    [Fact]
    public void Random_plans_draw_from_SplitMix64()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal(
            new ulong[] { 6457827717110365317, 3203168211198807973, 9817491932198370423 },
            Enumerable.Range(0, 3).Select(_ => random.Next()));
    }

    [Theory]
    [InlineData("sed=1,2", "there is no parameter sed; there are seed (int), share (double)", "did you mean seed?")]
    [InlineData("seed=1.5", "1.5 is not a value for seed (int); write a whole number")]
    [InlineData("seed=", "there is no value for seed")]
    [InlineData("seed", "required is name=values")]
    [InlineData("seed=1,,2", "two commas stand side by side")]
    [InlineData("seed=9..1", "it holds no value: its step leads away from its end")]
    [InlineData("share=0.2:0.8", "a range of a grid needs a step")]
    [InlineData("share=0:1:0", "its step is 0")]
    [InlineData("share=1,1.0", "two runs are the same: share = 1")]
    [InlineData("share=0:1:1e-9", "the most is 10000000")]
    public void A_plan_that_is_none_is_told_and_nothing_is_left(string swept, params string[] said)
    {
        var message = Assert.ThrowsAny<Exception>(() => collection.Plan("toy", "bad", swept)).Message;
        Assert.All(said, part => Assert.Contains(part, message));
        Assert.False(File.Exists(collection.PathOf("sweeps", "bad", "sweep.json")));
        Assert.Equal(2, collection.Plan("toy", "bad", "seed=1,2").RunCount);
    }

    [Fact]
    public void A_random_plan_that_asks_for_more_than_there_is_says_how_many_there_are() => Assert.Contains(
        "only 3 different runs",
        Assert.Throws<SweepException>(() => collection.Plan(
            "toy", "a", new Planner([SweptValues.Parse("seed=1..3")], null, 5, 0))).Message);

    [Fact]
    public void A_notebook_without_parameters_cannot_be_varied()
    {
        var path = collection.PathOf("notebooks", "plain.ipynb");
        Lemmata.Notebooks.FencedText.ToNotebook("# plain\n\n```csharp\n1\n```\n").Save(path);
        Assert.Contains("nothing can be varied", Assert.Throws<ParameterException>(() => collection.Plan("plain", "a", "n=1")).Message);
    }

    [Fact]
    public void A_grid_without_a_parameter_is_none() => Assert.Contains(
        "nothing is varied; name the values of a parameter",
        Assert.Throws<SweepException>(() => collection.Plan("toy", "a")).Message);

    [Fact]
    public void A_list_with_a_line_of_another_length_is_told_by_its_line()
    {
        var list = collection.PathOf("runs.csv");
        File.WriteAllText(list, "share,seed\n0.1,1\n0.2\n");
        Assert.Contains("runs.csv, line 3: it has 1 values, but the first line names 2 parameters",
            Assert.Throws<SweepException>(() => new Planner([], list, null, 0)).Message);
    }

    [Fact]
    public void The_same_plan_again_changes_nothing_and_another_in_its_folder_is_refused()
    {
        var sweep = collection.Plan("toy", "a", "seed=1,2");
        var written = File.GetLastWriteTimeUtc(sweep.PathOf("plan.csv"));
        collection.Plan("toy", "a", "seed=1,2");
        Assert.Equal(written, File.GetLastWriteTimeUtc(sweep.PathOf("plan.csv")));
        Assert.Contains(
            "holds another sweep", Assert.Throws<SweepException>(() => collection.Plan("toy", "a", "seed=1,2,3")).Message);
        Directory.CreateDirectory(collection.PathOf("sweeps", "b"));
        File.WriteAllText(collection.PathOf("sweeps", "b", "thesis.tex"), "");
        Assert.Contains(
            "holds other things", Assert.Throws<SweepException>(() => collection.Plan("toy", "b", "seed=1")).Message);
    }

    [Theory]
    [InlineData("plan.csv", "was changed after it was planned, and what has run would no longer fit it")]
    [InlineData("notebook.ipynb", "rows of two notebooks would stand in one table")]
    public void A_plan_or_a_notebook_that_was_edited_is_refused(string file, string said)
    {
        var sweep = collection.Plan("toy", "a", "seed=1,2");
        File.AppendAllText(sweep.PathOf(file), "\n");
        Assert.Contains(said, Assert.Throws<SweepException>(() => SweepFolder.Open(sweep.Path)).Message);
    }

    [Fact]
    public void An_assembly_or_data_that_changed_since_the_plan_is_refused_but_not_what_the_sweep_itself_records()
    {
        var sweep = collection.Plan("toy", "a", "seed=1,2");
        var notebook = Lemmata.Notebooks.Notebook.Load(sweep.NotebookCopy);
        Directory.CreateDirectory(collection.PathOf("data", "runs", "toy"));
        File.WriteAllText(collection.PathOf("data", "runs", "toy", "a.csv"), "recorded");
        sweep.CheckInputs(notebook);
        File.WriteAllText(collection.PathOf("data", "numbers.csv"), "1");
        Assert.Contains(
            "is not what it was when the sweep was planned",
            Assert.Throws<SweepException>(() => sweep.CheckInputs(notebook)).Message);
    }

    [Fact]
    public void A_hundred_thousand_runs_are_planned_in_little_memory()
    {
        var planner = new Planner([SweptValues.Parse("seed=0..99"), SweptValues.Parse("share=0.001:1:0.001")], null, null, 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var lines = 0;
        Assert.Equal(100_000, planner.Write((_, text) => text, new Watched(() =>
        {
            if (++lines % 10_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        })));
        Assert.InRange(most, 1, 20_000_000);
    }

    private sealed class Watched(Action line) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void Write(char value)
        {
            if (value == '\n') line();
        }

        public override void Write(string? value) { }
    }
}
