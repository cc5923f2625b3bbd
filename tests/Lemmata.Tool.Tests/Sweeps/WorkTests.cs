using Lemmata.Notebooks;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Planning;
using Lemmata.Tool.Sweeps.Running;
using Lemmata.Tool.Sweeps.Tables;

namespace Lemmata.Tool.Tests.Sweeps;

public sealed class WorkTests : IDisposable
{
    private readonly SweptCollection collection = new();

    public void Dispose() => collection.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_table_holds_parameters_and_rows_in_the_order_of_the_plan()
    {
        collection.Add("toy", "var seed = 3;\nvar share = 0.5;", "Sweep.Row(new { y = seed * share, odd = seed % 2 == 1, far = 1 / share })");
        var sweep = collection.Plan("toy", "a", "share=0,0.1", "seed=2,1");
        var summary = await collection.RunAsync(sweep, token: Token);
        Assert.Equal((4, 0), (summary.Done, summary.Failed));
        var table = SweepTable.Of(sweep);
        // 1 / 0 is infinite; 2 · 0.1 is 0.2 in binary numbers too.
        Assert.Equal(
            "share,seed,y,odd,far\n0,2,0,false,Infinity\n0,1,0,true,Infinity\n0.1,2,0.2,false,10\n0.1,1,0.1,true,10\n",
            table.Text);
        Assert.Equal((4, 0), (table.Merged, table.Missing));
    }

    [Fact]
    public async Task A_run_that_fails_ends_no_other_keeps_its_notebook_and_is_tried_again()
    {
        var mended = collection.PathOf("mended");
        collection.Add(
            "fails", $"var seed = 3;\nvar place = \"\";",
            "Console.WriteLine($\"now {seed}\"); if (seed == 2 && !System.IO.File.Exists(place)) throw new InvalidOperationException(\"two is bad\");",
            "Sweep.Row(new { y = seed })");
        var sweep = collection.Plan("fails", "a", "seed=1,2,3", $"place={mended}");
        var summary = await collection.RunAsync(sweep, token: Token);
        Assert.Equal((2, 1), (summary.Done, summary.Failed));
        Assert.Contains("two is bad", Assert.Single(collection.Told, told => told.Why is not null).Why);
        var (run, why) = Assert.Single(SweepStatus.Of(sweep).Failed);
        Assert.Equal("2", run.Values[0]);
        Assert.Matches(@"\[3\].*InvalidOperationException: two is bad", why);
        var failed = new RunFolder(sweep.FolderOf(run));
        var executed = Notebook.Load(Path.Combine(failed.Failed, "executed.ipynb"));
        Assert.Contains("two is bad", executed.CodeCells.ElementAt(2).Outputs.ToJsonString());
        Assert.Contains("var seed = 2;", executed.CodeCells.ElementAt(1).Source);
        Assert.Contains("[cell 3] now 2", File.ReadAllText(Path.Combine(failed.Failed, "log.txt")));
        Assert.Equal((2, 1, 1), (SweepTable.Of(sweep).Merged, SweepTable.Of(sweep).Missing, SweepTable.Of(sweep).Failed));

        // Another command does not try what has failed; retry does, and what was done is not done again.
        Assert.Equal(0, (await collection.RunAsync(sweep, token: Token)).Failed);
        File.WriteAllText(mended, "");
        Assert.True(failed.Reopen());
        Assert.Equal(1, (await collection.RunAsync(sweep, token: Token)).Done);
        Assert.Equal($"seed,place,y\n1,{mended},1\n2,{mended},2\n3,{mended},3\n", SweepTable.Of(sweep).Text);
    }

    [Theory]
    [InlineData("seed + 1", "showed no row for the table; end a cell with Sweep.Row")]
    [InlineData("Sweep.Row(new { seed })", "its rows have a column seed, which is the name of a parameter")]
    [InlineData("Environment.Exit(3);", "the code ended the process with exit status 3")]
    [InlineData("nonsense", "The name 'nonsense' does not exist")]
    public async Task A_run_that_gives_no_table_says_why(string cell, string said)
    {
        collection.Add("none", "var seed = 3;", cell);
        var sweep = collection.Plan("none", "a", "seed=1");
        await collection.RunAsync(sweep, token: Token);
        Assert.Contains(said, Assert.Single(SweepStatus.Of(sweep).Failed).Why);
    }

    [Fact]
    public async Task Runs_may_give_many_rows_and_a_constant_parameter_works_too()
    {
        collection.Add("curve", "const int count = 1;", "Sweep.Rows(Enumerable.Range(0, count).Select(step => new { step, loss = 1.0 / (step + 1) }))");
        var sweep = collection.Plan("curve", "a", "count=2,1");
        await collection.RunAsync(sweep, token: Token);
        Assert.Equal("count,step,loss\n2,0,1\n2,1,0.5\n1,0,1\n", SweepTable.Of(sweep).Text);
    }

    [Fact]
    public async Task A_run_that_is_stopped_saves_its_state_and_goes_on_from_there()
    {
        collection.Add(
            "long", "var until = 3;",
            """
            var file = Sweep.StateFile("count.txt");
            var count = System.IO.File.Exists(file) ? int.Parse(System.IO.File.ReadAllText(file)) : 0;
            if (count == 0)
            {
                try
                {
                    System.IO.File.WriteAllText(file + ".begun", "");
                    Lemmata.Display.Ambient.Cancellation.WaitHandle.WaitOne();
                }
                finally
                {
                    System.IO.File.WriteAllText(file, "41");
                }
            }
            """,
            "Sweep.Row(new { count = count + 1 })");
        var sweep = collection.Plan("long", "a", "until=1");
        var folder = new RunFolder(sweep.FolderOf(sweep.Plan().Runs[0]));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = collection.RunAsync(sweep, token: stop.Token);
        while (!File.Exists(Path.Combine(folder.StateFolder(1), "count.txt.begun"))) await Task.Delay(20, Token);
        await stop.CancelAsync();
        Assert.Equal(1, (await running).Stopped);
        Assert.Equal(RunState.Waiting, folder.State());
        await collection.RunAsync(sweep, token: Token);
        Assert.Equal("until,count\n1,42\n", SweepTable.Of(sweep).Text);
    }

    [Fact]
    public async Task A_run_that_fails_by_its_saved_state_is_tried_again_without_it_when_asked()
    {
        collection.Add(
            "stuck", "var seed = 1;",
            """
            var file = Sweep.StateFile("state.txt");
            // A file that is named in one piece would count as an input of the sweep.
            var isBad = System.IO.File.Exists(file + ".bad") || !System.IO.File.Exists("men" + "ded");
            if (isBad) System.IO.File.WriteAllText(file + ".bad", "");
            if (isBad) throw new InvalidOperationException("the state is bad");
            """,
            "Sweep.Row(new { seed2 = seed })");
        var sweep = collection.Plan("stuck", "a", "seed=1");
        await collection.RunAsync(sweep, token: Token);
        File.WriteAllText(collection.PathOf("notebooks", "mended"), "");
        await ToolProcess.RunAsync("sweep", "retry", sweep.Path);
        Assert.Equal(1, (await collection.RunAsync(sweep, token: Token)).Failed);
        var (_, said) = await ToolProcess.RunAsync("sweep", "retry", "--fresh", sweep.Path);
        Assert.Contains("1 run waits to be tried again", said);
        Assert.Equal(1, (await collection.RunAsync(sweep, token: Token)).Done);
    }

    [Fact]
    public void A_notebook_among_the_recorded_runs_has_its_table_beside_it_with_what_was_planned()
    {
        var own = collection.PathOf("data", "runs", "toy");
        Directory.CreateDirectory(own);
        var path = Path.Combine(own, "grid.ipynb");
        File.Copy(collection.Add("toy", "var seed = 3;", "Sweep.Row(new { y = seed })"), path);
        var sweep = SweepFolder.Create(
            collection.PathOf("sweeps", "table"), path, Notebook.Load(path),
            new Planner([SweptValues.Parse("seed=1,2")], null, null, 0));
        Assert.Equal(Path.Combine(own, "table.csv"), SweepTable.Of(sweep).Record(sweep));
        Assert.Equal("-s seed=1,2", StrictJson.Load(Path.Combine(own, "table.json")).TextAt("plan"));
        var again = new Planner([SweptValues.Parse("seed=1..2")], null, null, 0);
        Assert.Equal(2, SweepFolder.Create(sweep.Path, path, Notebook.Load(path), again).RunCount);
    }

    [Fact]
    public async Task A_table_is_recorded_where_the_notebook_finds_it_only_when_it_is_whole()
    {
        collection.Add("toy", "var seed = 3;", "if (seed == 2) throw new Exception();", "Sweep.Row(new { y = seed })");
        var sweep = collection.Plan("toy", "decay", "seed=1,2");
        await collection.RunAsync(sweep, token: Token);
        var (status, said) = await ToolProcess.RunAsync("sweep", "merge", "--record", sweep.Path);
        Assert.Equal(1, status);
        Assert.Contains("1 runs are missing: 1 failed, 0 not done", said);
        Assert.False(File.Exists(collection.PathOf("data", "runs", "toy", "decay.csv")));
        (status, said) = await ToolProcess.RunAsync("sweep", "merge", "--record", "--incomplete", sweep.Path);
        Assert.Equal(0, status);
        Assert.Equal("seed,y\n1,1\n", File.ReadAllText(collection.PathOf("data", "runs", "toy", "decay.csv")));
        Assert.Contains("\"failed\": 1", File.ReadAllText(collection.PathOf("data", "runs", "toy", "decay.json")));
    }
}
