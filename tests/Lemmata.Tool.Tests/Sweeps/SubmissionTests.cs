using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Clusters;
using YamlDotNet.RepresentationModel;

namespace Lemmata.Tool.Tests.Sweeps;

public sealed class SubmissionTests : IDisposable
{
    private readonly SweptCollection collection = new();

    public SubmissionTests() => collection.Add("toy", "var seed = 3;", "Sweep.Row(new { y = seed })");

    public void Dispose() => collection.Dispose();

    private Submission Of(params int[] tasks) => new()
    {
        Sweep = collection.Plan("toy", "my sweep", "seed=0..99"), Tasks = tasks, RunsPerTask = 4, AtOnce = 5, Time = "1:00:00",
        Processors = 2, Tool = "/a b/tool.dll", Dotnet = "/usr/bin/dotnet",
    };

    [Fact]
    public void Indices_are_written_as_ranges() => Assert.Equal("0-2,5,7-8", TaskSplit.Ranges([0, 1, 2, 5, 7, 8]));

    [Fact]
    public void More_tasks_than_a_cluster_has_indices_become_several_arrays()
    {
        var arrays = SlurmScript.Arrays([0, 1, 999, 1000, 1001, 2500], 1000);
        Assert.Equal(
            ["0: 0-1,999", "1000: 0-1", "2000: 500"],
            arrays.Select(array => $"{array.Offset}: {TaskSplit.Ranges(array.Indices)}"));
        Assert.Contains("--task $((SLURM_ARRAY_TASK_ID + 2000)) --runs-per-task 4", SlurmScript.Array(Of(2500), 2000, [500]));
    }

    [Fact]
    public void The_script_is_the_tool_itself_so_that_the_signal_reaches_it()
    {
        var script = SlurmScript.Array(Of(0, 1, 4), 0, [0, 1, 4]);
        Assert.StartsWith("#!/bin/bash\n#SBATCH --job-name=lemmata-my-sweep\n#SBATCH --array=0-1,4%5\n#SBATCH --time=1:00:00\n", script);
        Assert.Contains("#SBATCH --signal=B:TERM@60\n#SBATCH --requeue\n", script);
        var last = script.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("exec /usr/bin/dotnet '/a b/tool.dll' sweep work '", last);
        Assert.EndsWith("--task \"$SLURM_ARRAY_TASK_ID\" --runs-per-task 4", last);
    }

    [Fact]
    public void A_hundred_thousand_runs_are_a_thousand_tasks() => Assert.Equal(100, TaskSplit.RunsPerTask(100_000));

    [Fact]
    public async Task A_dry_run_prints_the_script_and_leaves_nothing()
    {
        var sweep = Of().Sweep;
        var before = Directory.GetFileSystemEntries(sweep.Path, "*", SearchOption.AllDirectories);
        var (status, said) = await ToolProcess.RunAsync(
            "sweep", "submit", sweep.Path, "--runs-per-task", "30", "--at-once", "2", "--dry-run", "--", "--partition=x");
        Assert.Equal(0, status);
        Assert.Contains("#SBATCH --array=0-3%2\n", said);
        Assert.Equal(before, Directory.GetFileSystemEntries(sweep.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_manifest_of_kubernetes_is_an_indexed_job_that_counts_a_stop_as_no_failure()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(KubernetesManifest.Of(Of(), 25, "registry/image:1", "data", "/work")));
        var job = (YamlMappingNode)yaml.Documents[0].RootNode;
        var spec = (YamlMappingNode)job["spec"];
        Assert.Equal(("Job", "Indexed", "25", "5"), (
            job["kind"].ToString(), spec["completionMode"].ToString(), spec["completions"].ToString(), spec["parallelism"].ToString()));
        var rules = (YamlSequenceNode)spec["podFailurePolicy"]["rules"];
        Assert.Equal(["Ignore 75", "FailIndex 1"], rules.Select(rule =>
            $"{rule["action"]} {((YamlSequenceNode)rule["onExitCodes"]["values"])[0]}"));
        var args = (YamlSequenceNode)spec["template"]["spec"]["containers"][0]["args"];
        Assert.Equal("/a b/tool.dll", args[2].ToString());
        Assert.Contains("--task \"$JOB_COMPLETION_INDEX\" --runs-per-task 4", args[0].ToString());
    }

    [Fact]
    public async Task Without_a_Slurm_it_is_said_what_works_instead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the path of programs is set for one process here");
        var sweep = Of().Sweep;
        var (status, said) = await SubmitAsync(sweep, "/nowhere");
        Assert.Equal(1, status);
        Assert.Contains("there is no Slurm here", said);
        Assert.Contains($"sweep run {sweep.Path}", said);
    }

    [Theory]
    [InlineData("Invalid partition name specified")]
    [InlineData("Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)")]
    public async Task A_Slurm_that_refuses_is_told_in_its_own_words_in_one_paragraph(string refusal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the path of programs is set for one process here");
        var programs = Programs(
            ("scontrol", "echo 'MaxArraySize = 1001'"),
            ("sbatch", $"echo \"sbatch: error: Batch job submission failed: {refusal}\" >&2; exit 1"));
        var (status, said) = await SubmitAsync(Of().Sweep, programs);
        Assert.Equal(1, status);
        Assert.Contains(refusal, said);
        Assert.Contains("nothing was submitted", said);
        Assert.Single(said.Trim().Split('\n'));
    }

    /// <summary>The words are those of Slurm 22.05 without a configuration, and with a controller that is down.</summary>
    [Theory]
    [InlineData("fetch_config: DNS SRV lookup failed\nsbatch: fatal: Could not establish a configuration source")]
    [InlineData("Batch job submission failed: Unable to contact slurm controller (connect failure)")]
    public async Task A_Slurm_without_a_controller_is_told_from_one_that_refuses(string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the path of programs is set for one process here");
        var programs = Programs(
            ("scontrol", $"printf 'scontrol: error: {words}' >&2; exit 1"), ("sbatch", $"printf 'sbatch: error: {words}' >&2; exit 1"));
        var sweep = Of().Sweep;
        var (status, said) = await SubmitAsync(sweep, programs);
        Assert.Equal(1, status);
        Assert.StartsWith("Slurm is installed here, but no controller of a cluster answers it (nothing was submitted", said);
        Assert.Contains("until scontrol ping says UP", said);
        Assert.Contains($"sweep run {sweep.Path} works here", said);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Fact]
    public void Runs_that_shall_have_processes_of_their_own_have_them_on_a_cluster_too() => Assert.EndsWith(
        "--runs-per-task 4 --isolate process",
        SlurmScript.Array(Of(0) with { IsolatesByProcess = true }, 0, [0]).TrimEnd());

    private string Programs(params (string Name, string Line)[] programs)
    {
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var folder = Directory.CreateDirectory(collection.PathOf("programs")).FullName;
        foreach (var (name, line) in programs)
        {
            File.WriteAllText(Path.Combine(folder, name), $"#!/bin/sh\n{line}\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(folder, name), mine);
        }

        return folder;
    }

    private static async Task<(int Status, string Said)> SubmitAsync(SweepFolder sweep, string path)
    {
        var start = ToolProcess.Describe("sweep", "submit", sweep.Path);
        start.FileName = Environment.ProcessPath is { } own && Path.GetFileName(own) == "dotnet" ? own : DotnetOnPath();
        start.Environment["PATH"] = path;
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }

    private static string DotnetOnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);
}
