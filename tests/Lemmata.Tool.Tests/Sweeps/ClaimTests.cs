using System.Text.Json.Nodes;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Running;
using Lemmata.Tool.Sweeps.Tables;

namespace Lemmata.Tool.Tests.Sweeps;

public sealed class ClaimTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-claims-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Of_many_who_take_a_run_at_once_one_gets_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var run = new RunFolder(Path.Combine(folder, $"{round}"));
            var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => run.TryTake(0))));
            Assert.Equal(1, Assert.Single(claims, claim => claim is not null)!.Number);
            Assert.Equal(RunState.Taken, run.State());
        }
    }

    [Fact]
    public void Who_was_taken_for_dead_can_neither_save_nor_publish_any_more()
    {
        var run = new RunFolder(Path.Combine(folder, "run"));
        var old = run.TryTake(0)!;
        File.WriteAllText(Path.Combine(old.StateFolder, "state"), "step 100");
        Assert.True(old.IsHighest());
        var next = run.TryTake(1)!;
        Assert.False(old.IsHighest());
        Assert.Equal("step 100", File.ReadAllText(Path.Combine(next.StateFolder, "state")));
        Assert.Throws<DirectoryNotFoundException>(() => File.WriteAllText(Path.Combine(old.StateFolder, "state"), "step 90"));
        Assert.True(run.TryPublish(Made(next, "next"), run.Result));
        Assert.False(run.TryPublish(Made(old, "old"), run.Result));
        Assert.Equal("next", File.ReadAllText(Path.Combine(run.Result, "by")));

        static string Made(Claim claim, string by)
        {
            var made = Directory.CreateDirectory(Path.Combine(claim.AttemptFolder, "result")).FullName;
            File.WriteAllText(Path.Combine(made, "by"), by);
            return made;
        }
    }

    [Fact]
    public void A_worker_counts_as_gone_by_its_silence_whatever_clocks_say()
    {
        var run = new RunFolder(Path.Combine(folder, "run"));
        run.TryTake(0);
        var elsewhere = new WorkerIdentity("another machine", 1, "17", null, 0);
        var clock = new Clock();
        var observer = new Observer(clock, TimeSpan.FromSeconds(30));
        Beat(1);
        Assert.Equal(Liveness.Unknown, observer.Of(run, 1));
        clock.Seconds = 29;
        Beat(2);
        // The file's own time jumps by years, back and forth.
        File.SetLastWriteTimeUtc(run.ClaimFile(1), new DateTime(1999, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(Liveness.Alive, observer.Of(run, 1));
        File.SetLastWriteTimeUtc(run.ClaimFile(1), new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        clock.Seconds = 58;
        Assert.Equal(Liveness.Unknown, observer.Of(run, 1));
        clock.Seconds = 60;
        Assert.Equal(Liveness.Gone, observer.Of(run, 1));

        void Beat(int beats) => File.WriteAllText(run.ClaimFile(1), new JsonObject
        {
            ["owner"] = elsewhere.ToJson(), ["beats"] = beats, ["ended"] = false,
        }.ToJsonString());
    }

    [Fact]
    public void A_process_of_this_machine_that_has_ended_is_gone_at_once_and_this_one_is_not()
    {
        Assert.False(WorkerIdentity.Own.IsGone());
        Assert.True((WorkerIdentity.Own with { Started = "of a process before" }).IsGone());
        Assert.True((WorkerIdentity.Own with { ProcessId = int.MaxValue }).IsGone());
        Assert.False((WorkerIdentity.Own with { Host = "another machine", ProcessId = int.MaxValue }).IsGone());
    }

    [Fact]
    public void A_claim_that_was_half_written_is_nobodys_and_not_ended() =>
        Assert.Equal((null, false), Claim.Says("{\"owner\":{\"host\":\"a"));
}

/// <summary>What the merging of tables promises, on folders made for it.</summary>
public sealed class MergeTests : IDisposable
{
    private readonly SweptCollection collection = new();

    public MergeTests() => collection.Add("toy", "var seed = 3;", "Sweep.Row(new { y = seed })");

    public void Dispose() => collection.Dispose();

    [Fact]
    public void Twenty_thousand_rows_of_twenty_workers_make_one_table()
    {
        var sweep = collection.Plan("toy", "a", "seed=0..19999");
        var runs = sweep.Plan().Runs;
        Directory.CreateDirectory(sweep.Shards);
        for (var worker = 0; worker < 20; worker++)
        {
            // Each did every twentieth, the last first.
            File.WriteAllLines(
                Path.Combine(sweep.Shards, $"{worker}.jsonl"),
                Enumerable.Range(0, 1000).Reverse().Select(i => runs[20 * i + worker])
                    .Select(run => $$$"""{"id":"{{{run.Id}}}","table":{"columns":["y"],"rows":[[{{{run.Values[0]}}}]]}}"""));
        }

        var table = SweepTable.Of(sweep);
        Assert.Equal((20_000, 0), (table.RowCount, table.Missing));
        Assert.Equal("seed,y\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},{i}\n")), table.Text);
    }

    [Fact]
    public void A_line_that_was_cut_off_costs_nothing_where_the_run_was_published()
    {
        var sweep = collection.Plan("toy", "a", "seed=1,2,3");
        var runs = sweep.Plan().Runs;
        Directory.CreateDirectory(sweep.Shards);
        File.WriteAllText(Path.Combine(sweep.Shards, "killed.jsonl"),
            $$$"""{"id":"{{{runs[0].Id}}}","table":{"columns":["y"],"rows":[[1]]}}""" + "\n{\"id\":\"" + runs[1].Id + "\",\"tab");
        var folder = new RunFolder(sweep.FolderOf(runs[1]));
        Directory.CreateDirectory(folder.Result);
        File.WriteAllText(Path.Combine(folder.Result, RunFolder.ReportFile), """{"table":{"columns":["y"],"rows":[[2]]}}""");
        var table = SweepTable.Of(sweep);
        Assert.Equal("seed,y\n1,1\n2,2\n", table.Text);
        Assert.Equal((1, 0), (table.Missing, table.Failed));
    }

    [Fact]
    public void Rows_that_differ_for_one_run_are_an_error_that_names_it()
    {
        var sweep = collection.Plan("toy", "a", "seed=1");
        var id = sweep.Plan().Runs[0].Id;
        Directory.CreateDirectory(sweep.Shards);
        foreach (var y in new[] { 1, 1, 2 })
            new Shard(sweep.Shards).Add(id, JsonNode.Parse($$$"""{"columns":["y"],"rows":[[{{{y}}}]]}""")!);
        var said = Assert.Throws<SweepException>(() => SweepTable.Of(sweep)).Message;
        Assert.Contains($"run {id} has given two different tables", said);
    }
}

internal sealed class Clock : TimeProvider
{
    public double Seconds { get; set; }

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => (long)(Seconds * 1000);
}
