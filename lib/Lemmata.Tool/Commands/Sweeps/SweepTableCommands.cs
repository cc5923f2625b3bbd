using System.CommandLine;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Planning;
using Lemmata.Tool.Sweeps.Running;
using Lemmata.Tool.Sweeps.Tables;

namespace Lemmata.Tool.Commands.Sweeps;

/// <summary><c>sweep status</c>, <c>retry</c> and <c>merge</c>.</summary>
internal static class SweepTableCommands
{
    private const int MostTold = 5;

    /// <summary><c>sweep status</c>.</summary>
    public static Command Status()
    {
        var folder = SweepCommand.Folder();
        var command = new Command("status", "Say how far a sweep is, what failed and why, and what to do next.") { folder };
        command.SetAction((parsed, _) => SweepCommand.GuardedAsync(() =>
        {
            var sweep = SweepFolder.Open(parsed.GetRequiredValue(folder));
            var (names, _) = sweep.Plan();
            var status = SweepStatus.Of(sweep);
            Console.WriteLine($"{sweep.Slug}: {status.Done} of {status.Planned} runs done" + Rest(status));
            foreach (var (run, why) in status.Failed.Take(MostTold))
            {
                Console.WriteLine($"  failed: {PlannedRun.Described(names, run.Values)}: {why}");
                Console.WriteLine($"    {Path.Combine(new RunFolder(sweep.FolderOf(run)).Failed, "executed.ipynb")}");
            }

            if (status.Failed.Count > MostTold) Console.WriteLine($"  and {status.Failed.Count - MostTold} more");
            Console.WriteLine("next: " + Next(parsed.GetRequiredValue(folder), status));
            return Task.FromResult(0);
        }));
        return command;
    }

    /// <summary><c>sweep retry</c>.</summary>
    public static Command Retry()
    {
        var folder = SweepCommand.Folder();
        var fresh = new Option<bool>("--fresh")
        {
            Description = "Without the states that the failed runs have saved, as where such a state is what is wrong.",
        };
        var command = new Command(
            "retry", "Let failed runs wait to be tried again; what is done stays. Then run, or submit, again.")
        {
            folder,
            fresh,
        };
        command.SetAction((parsed, _) => SweepCommand.GuardedAsync(() =>
        {
            var sweep = SweepFolder.Open(parsed.GetRequiredValue(folder));
            var (_, runs) = sweep.Plan();
            var reopened = runs.Count(run => new RunFolder(sweep.FolderOf(run)).Reopen(parsed.GetValue(fresh)));
            Console.WriteLine(reopened == 0
                ? "no run has failed"
                : $"{reopened} {(reopened == 1 ? "run waits" : "runs wait")} to be tried again");
            Console.WriteLine("next: " + Next(parsed.GetRequiredValue(folder), SweepStatus.Of(sweep)));
            return Task.FromResult(0);
        }));
        return command;
    }

    /// <summary><c>sweep merge</c>.</summary>
    public static Command Merge()
    {
        var folder = SweepCommand.Folder();
        var record = new Option<bool>("--record")
        {
            Description = "Also write the table to data/runs/, where the notebook finds it.",
        };
        var incomplete = new Option<bool>("--incomplete") { Description = "Record a table in which runs are missing." };
        var command = new Command(
            "merge",
            "Write table.csv: parameters and rows of every run that is done, in the order of the plan, the same to the byte "
                + "wherever they ran. Ends with 1 where runs are missing.")
        {
            folder,
            record,
            incomplete,
        };
        command.SetAction((parsed, _) => SweepCommand.GuardedAsync(() =>
        {
            var sweep = SweepFolder.Open(parsed.GetRequiredValue(folder));
            var table = SweepTable.Of(sweep);
            table.Write(sweep);
            Console.WriteLine($"{sweep.TableFile}: {table.RowCount} rows of {table.Merged} of {table.Planned} runs");
            var allowed = table.Missing == 0 || parsed.GetValue(incomplete);
            if (table.Missing > 0)
            {
                var open = table.Missing - table.Failed;
                Console.Error.WriteLine(
                    $"{table.Missing} runs are missing: {table.Failed} failed, {open} not done; next: "
                        + (open > 0 ? $"sweep run {parsed.GetRequiredValue(folder)}" : $"sweep retry {parsed.GetRequiredValue(folder)}"));
            }

            if (parsed.GetValue(record))
            {
                if (!allowed)
                {
                    throw new SweepException(
                        "nothing is recorded, since whoever reads the record would not see that runs are missing; with "
                            + "--incomplete it is, and says how many");
                }

                Console.WriteLine($"recorded in {table.Record(sweep)}");
            }

            return Task.FromResult(allowed ? 0 : 1);
        }));
        return command;
    }

    /// <summary>What is not done of a sweep, as the end of a sentence.</summary>
    public static string Rest(SweepStatus status) =>
        (status.Failed.Count > 0 ? $", {status.Failed.Count} failed" : "")
        + (status.Taken > 0 ? $", {status.Taken} in work" : "")
        + (status.Waiting > 0 ? $", {status.Waiting} waiting" : "");

    /// <summary>What to do next.</summary>
    public static string Next(string folder, SweepStatus status) =>
        status.Waiting > 0 ? $"sweep run {folder}, or sweep submit {folder}"
        : status.Taken > 0 ? $"wait, and look again with sweep status {folder}"
        : status.Failed.Count > 0
            ? $"look at what failed (sweep status {folder}), then sweep retry {folder}; sweep merge {folder} --incomplete "
                + "goes without them"
        : $"sweep merge {folder}";
}
