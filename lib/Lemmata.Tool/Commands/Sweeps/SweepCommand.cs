using System.CommandLine;
using Lemmata.Notebooks;
using Lemmata.Tool.Reading;
using Lemmata.Tool.Running;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Planning;

namespace Lemmata.Tool.Commands.Sweeps;

/// <summary><c>sweep</c>: a notebook run for many parameters, here or on a cluster, and one table of it all.</summary>
internal static class SweepCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new(
        "sweep",
        "Run a notebook for many parameters, on this machine or on a cluster, and merge what the runs give into one "
            + "table. All state is in the sweep's folder; any number of workers may share it, and whatever is stopped or "
            + "killed goes on with the same command.\n\n"
            + "  sweep plan tides -s height=1,2,4 -s seed=0..9 --to sweeps/heights\n"
            + "  sweep run sweeps/heights -j 4\n"
            + "  sweep merge sweeps/heights\n\n"
            + "A run gives its rows by ending a cell with Sweep.Row(new { … }).")
    {
        Plan(),
        SweepWorkCommands.Run(),
        SweepSubmitCommand.Create(),
        SweepWorkCommands.Work(),
        SweepTableCommands.Status(),
        SweepTableCommands.Retry(),
        SweepTableCommands.Merge(),
    };

    /// <summary>The argument with the sweep's folder.</summary>
    public static Argument<string> Folder() => new("sweep") { Description = "The sweep's folder." };

    /// <summary>The option by which each run has a process of its own.</summary>
    public static Option<string> Isolate()
    {
        var isolate = new Option<string>("--isolate")
        {
            Description = "What keeps runs apart: assemblies and cells loaded anew for each run, in a process that serves "
                + "several (context), or a process for each (process), which takes half a second more a run.",
            DefaultValueFactory = _ => "context",
        };
        isolate.AcceptOnlyFromAmong("context", Process);
        return isolate;
    }

    /// <summary>The value of <see cref="Isolate"/> that asks for a process for each run.</summary>
    public const string Process = "process";

    /// <summary>Does what a command does, and tells what is wrong in one paragraph.</summary>
    public static async Task<int> GuardedAsync(Func<Task<int>> work)
    {
        try
        {
            await Task.Yield(); // The command line begins to listen to signals when this has returned once.
            return await work().ConfigureAwait(false);
        }
        catch (Exception error) when (error is SweepException or ParameterException or NotebookFormatException)
        {
            await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            return 1;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(
                $"{error.Message} What is published stays; when there is room and the folder can be written, the same "
                    + "command goes on from there.").ConfigureAwait(false);
            return 1;
        }
    }

    private static Command Plan()
    {
        var notebook = new Argument<string>("notebook") { Description = "A notebook file or slug." };
        var swept = new Option<string[]>("--sweep", "-s")
        {
            Description = "The values of a parameter: name=0.1,0.3,1 or name=0..9 (whole numbers) or "
                + "name=0.2:0.8:0.1 (with a step). Every combination is a run. With --random also name=0.1:10 and "
                + "name=0.001:1:log.",
        };
        var list = new Option<string?>("--list")
        {
            Description = "A CSV file of runs; its first line names parameters. Each is combined with what -s says.",
        };
        var random = new Option<int?>("--random") { Description = "Draw so many runs instead of taking all combinations." };
        var seed = new Option<long>("--seed") { Description = "The seed of the drawing." };
        var to = new Option<string>("--to") { Description = "The sweep's folder, new or empty.", Required = true };
        var command = new Command(
            "plan",
            "Plan a sweep: write its runs into plan.csv, which then stays as it is. Nothing runs. The same plan again "
                + "changes nothing.\n\n"
                + "  sweep plan tides -s height=1,2,4 -s seed=0..9 --to sweeps/heights     30 runs\n"
                + "  sweep plan tides -s height=0.1:10:log --random 200 --to sweeps/drawn  200 runs at random\n"
                + "  sweep plan tides --list runs.csv -s seed=0..4 --to sweeps/chosen      each line with five seeds")
        {
            notebook,
            swept,
            list,
            random,
            seed,
            to,
        };
        command.SetAction((parsed, _) => GuardedAsync(() =>
        {
            var path = NotebookPaths.Find([parsed.GetRequiredValue(notebook)])[0];
            if (!File.Exists(path)) throw new SweepException($"{path}: there is no such notebook{NotebookPaths.Meant(path)}");
            var planner = new Planner(
                (parsed.GetValue(swept) ?? []).Select(SweptValues.Parse), parsed.GetValue(list), parsed.GetValue(random),
                (ulong)parsed.GetValue(seed));
            var folder = parsed.GetRequiredValue(to);
            try
            {
                var sweep = SweepFolder.Create(folder, path, NotebookFile.Load(path), planner);
                Console.WriteLine(
                    $"{sweep.RunCount} {(sweep.RunCount == 1 ? "run" : "runs")} of {sweep.Slug} planned in {folder}; next: "
                        + $"sweep run {folder}, or sweep submit {folder}");
                return Task.FromResult(0);
            }
            catch (ParameterException wrong)
            {
                throw new ParameterException($"{path}: {wrong.Message}");
            }
        }));
        return command;
    }
}
