using System.CommandLine;
using Lemmata.Tool.Running;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Clusters;

namespace Lemmata.Tool.Commands.Sweeps;

/// <summary><c>sweep submit</c>: gives a sweep to a cluster that is there.</summary>
internal static class SweepSubmitCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folder = SweepCommand.Folder();
        var further = new Argument<string[]>("options")
        {
            Description = "Behind --: options for sbatch, such as --partition=NAME.", Arity = ArgumentArity.ZeroOrMore,
        };
        var slurm = new Option<bool>("--slurm") { Description = "Submit to Slurm, which is what happens otherwise too." };
        var kubernetes = new Option<bool>("--kubernetes")
        {
            Description = "Print the manifest of an Indexed Job for kubectl apply -f -; needs --image and --volume.",
        };
        var image = new Option<string?>("--image") { Description = "Of Kubernetes: an image with the runtime of .NET." };
        var volume = new Option<string?>("--volume")
        {
            Description = "Of Kubernetes: the claim of a volume with the collection and the sweep.",
        };
        var atOnce = new Option<int?>("--at-once") { Description = "The most tasks at once." };
        var time = new Option<string?>("--time") { Description = "The time limit of a task, such as 4:00:00." };
        var perTask = new Option<int?>("--runs-per-task")
        {
            Description = "Runs of a task; so many that there are at most 1000 tasks otherwise.",
        };
        var processors = new Option<int>("--cpus")
        {
            Description = "Processors of a task.", DefaultValueFactory = _ => 1,
        };
        var isolate = SweepCommand.Isolate();
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what would be submitted; submit nothing." };
        foreach (var counted in new Option[] { atOnce, perTask, processors })
        {
            counted.Validators.Add(found =>
            {
                if (found.Tokens.Count == 1 && int.TryParse(found.Tokens[0].Value, out var number) && number < 1)
                    found.AddError($"{counted.Name} must be at least 1");
            });
        }

        var command = new Command(
            "submit",
            "Give what is open of a sweep to Slurm: arrays of tasks, each some runs, and behind them a job that merges. A "
                + "task that runs out of time saves its state and is queued again. Submitting again submits what is open.\n\n"
                + "  sweep submit sweeps/decay --at-once 50 --time 4:00:00 -- --partition=long")
        {
            folder,
            further,
            slurm,
            kubernetes,
            image,
            volume,
            atOnce,
            time,
            perTask,
            processors,
            isolate,
            dryRun,
        };
        command.SetAction((parsed, _) => SweepCommand.GuardedAsync(async () =>
        {
            var sweep = SweepFolder.Open(parsed.GetRequiredValue(folder));
            sweep.CheckInputs(Lemmata.Notebooks.Notebook.Load(sweep.NotebookCopy));
            var (_, runs) = sweep.Plan();
            var runsPerTask = parsed.GetValue(perTask) ?? TaskSplit.RunsPerTask(runs.Count);
            var submission = new Submission
            {
                Sweep = sweep, Tasks = TaskSplit.Open(sweep, runs, runsPerTask), RunsPerTask = runsPerTask,
                AtOnce = parsed.GetValue(atOnce), Time = parsed.GetValue(time), Processors = parsed.GetValue(processors),
                Tool = ToolCopy.AssemblyOf(sweep), Dotnet = ChildSession.DotnetHost(), Further = parsed.GetValue(further) ?? [],
                IsolatesByProcess = parsed.GetValue(isolate) == SweepCommand.Process,
            };
            if (submission.Tasks.Count == 0)
            {
                Console.WriteLine($"no run is open, so nothing is submitted; see sweep status {parsed.GetRequiredValue(folder)}");
                return 0;
            }

            if (parsed.GetValue(kubernetes))
            {
                if (parsed.GetValue(image) is not { } name || parsed.GetValue(volume) is not { } claim)
                {
                    throw new SweepException("--kubernetes needs --image, one with the runtime of .NET, and --volume, the "
                        + "claim of a volume with the collection and the sweep");
                }

                if (!parsed.GetValue(dryRun)) ToolCopy.Make(sweep);
                var tasks = TaskSplit.Count(runs.Count, runsPerTask);
                var root = NotebookPaths.Root(Path.GetDirectoryName(sweep.Notebook)!) ?? Path.GetDirectoryName(sweep.Notebook)!;
                Console.Out.Write(KubernetesManifest.Of(submission, tasks, name, claim, Above(root, sweep.Path)));
                return 0;
            }

            var limit = await Slurm.IndexLimitAsync().ConfigureAwait(false);
            if (parsed.GetValue(dryRun))
            {
                foreach (var (offset, indices) in SlurmScript.Arrays(submission.Tasks, limit))
                    Console.WriteLine(SlurmScript.Array(submission, offset, indices));
                Console.WriteLine($"# when all have ended: {SlurmScript.Merge(submission)}");
                return 0;
            }

            ToolCopy.Make(sweep);
            var jobs = await Slurm.SubmitAsync(submission, limit).ConfigureAwait(false);
            Console.WriteLine(
                $"{submission.Tasks.Count} tasks submitted as {string.Join(", ", jobs.SkipLast(1))}, merged by {jobs[^1]}; "
                    + $"next: sweep status {parsed.GetRequiredValue(folder)}");
            return 0;
        }));
        return command;
    }

    /// <summary>The nearest folder above both.</summary>
    private static string Above(string one, string other)
    {
        var at = one;
        while (!(other + "/").StartsWith(at.TrimEnd('/') + "/", StringComparison.Ordinal))
            at = Path.GetDirectoryName(at) ?? "/";
        return at;
    }
}
