using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Sweeps.Clusters;

/// <summary>The commands of a Slurm that is there.</summary>
internal static partial class Slurm
{
    private const int UsualIndexLimit = 1001;

    /// <summary>The number below which indices of arrays have to be; the usual one where no Slurm can be asked.</summary>
    public static async Task<int> IndexLimitAsync()
    {
        var (status, output, _) = await AskAsync("scontrol", ["show", "config"]).ConfigureAwait(false);
        return status == 0 && MaxArraySize().Match(output) is { Success: true } found
            && int.TryParse(found.Groups[1].Value, CultureInfo.InvariantCulture, out var limit) && limit > 0
                ? limit
                : UsualIndexLimit;
    }

    /// <summary>Submits arrays one behind another, and a job that merges when all have ended, however they did.</summary>
    /// <returns>The numbers of the jobs, that of the merge last.</returns>
    /// <exception cref="SweepException">There is no Slurm here, or it refuses.</exception>
    public static async Task<IReadOnlyList<string>> SubmitAsync(Submission submission, int indexLimit)
    {
        var sweep = submission.Sweep;
        var folder = sweep.PathOf("slurm");
        Directory.CreateDirectory(folder);
        var jobs = new List<string>();
        foreach (var (offset, indices) in SlurmScript.Arrays(submission.Tasks, indexLimit))
        {
            var script = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"tasks-{offset}.sh"));
            AtomicFile.Write(script, Encoding.UTF8.GetBytes(SlurmScript.Array(submission, offset, indices)));
            // The next array waits for the last, so that no more tasks run at once than were asked for.
            string[] after = jobs.Count == 0 ? [] : [$"--dependency=afterany:{jobs[^1]}"];
            jobs.Add(await SubmittedAsync([.. after, .. submission.Further, script], jobs, sweep).ConfigureAwait(false));
        }

        jobs.Add(await SubmittedAsync(
            [
                $"--dependency=afterany:{string.Join(':', jobs)}", $"--job-name={SlurmScript.JobName(sweep)}-merge",
                $"--output={sweep.PathOf("slurm", "merge.txt")}", .. submission.Further,
                "--wrap", SlurmScript.Merge(submission),
            ],
            jobs,
            sweep).ConfigureAwait(false));
        return jobs;
    }

    /// <summary>
    /// Asks for another turn of the task that this process is, as its time is over; nothing where it was cancelled.
    /// </summary>
    /// <returns>What to tell.</returns>
    public static async Task<string> RequeueAsync()
    {
        var job = Environment.GetEnvironmentVariable("SLURM_JOB_ID") ?? "";
        var (_, state, _) = await AskAsync("squeue", ["-h", "-j", job, "-o", "%T"]).ConfigureAwait(false);
        if (state.Trim() != "RUNNING") return $"job {job} is {state.Trim().ToLowerInvariant()}; it is not queued again";
        // It ends this process, too.
        var (status, _, error) = await AskAsync("scontrol", ["requeue", job]).ConfigureAwait(false);
        return status == 0 ? $"job {job} is queued again" : $"job {job} could not be queued again: {error.Trim()}";
    }

    private static async Task<string> SubmittedAsync(
        IReadOnlyList<string> arguments, List<string> before, SweepFolder sweep)
    {
        var (status, output, error) = await AskAsync("sbatch", ["--parsable", .. arguments]).ConfigureAwait(false);
        if (status == 0) return output.Trim().Split(';')[0];
        var words = error.Trim().ReplaceLineEndings(" ");
        var already = before.Count == 0 ? "nothing was submitted" : $"submitted already: {string.Join(", ", before)}";
        throw new SweepException(status < 0
            ? $"there is no Slurm here ({error}); on the cluster's login node the same command works, and here "
                + $"sweep run {sweep.Path} works without one. --dry-run shows what would be submitted"
            : await AnswersAsync().ConfigureAwait(false)
                ? $"Slurm refuses: {words} ({already}). Its own options stand behind --, such as "
                    + "-- --partition=NAME; fewer and longer tasks come of --runs-per-task"
                : $"Slurm is installed here, but no controller of a cluster answers it ({already}; it says: {words}). Submit "
                    + "on the cluster's login node, or give this machine the cluster's configuration (/etc/slurm/slurm.conf, "
                    + "or the variable SLURM_CONF) until scontrol ping says UP; without a cluster, "
                    + $"sweep run {sweep.Path} works here");
    }

    // By the status of the command, since its words differ with what is missing: a configuration, a name, a controller.
    private static async Task<bool> AnswersAsync() =>
        (await AskAsync("scontrol", ["ping"]).ConfigureAwait(false)).Status == 0;

    /// <summary>Runs a command of Slurm; the status is -1 where there is no such command.</summary>
    private static async Task<(int Status, string Output, string Error)> AskAsync(
        string command, IReadOnlyList<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
            await process.WaitForExitAsync().ConfigureAwait(false);
            return (process.ExitCode, output, await error.ConfigureAwait(false));
        }
        catch (Win32Exception)
        {
            return (-1, "", $"the command {command} is not found");
        }
    }

    [GeneratedRegex(@"MaxArraySize\s*=\s*(\d+)")]
    private static partial Regex MaxArraySize();
}
