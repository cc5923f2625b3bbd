using System.Diagnostics;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Running;
using Lemmata.Tool.Sweeps.Tables;

namespace Lemmata.Tool.Tests.Sweeps;

/// <summary>A sweep on a disk of one megabyte that is full at the worst moments, and has room again later.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly SweptCollection collection = new();
    private readonly string disk;
    private readonly bool isMounted;

    public FullDiskTests()
    {
        disk = collection.PathOf("disk");
        Directory.CreateDirectory(disk);
        isMounted = OperatingSystem.IsLinux() && Succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk);
    }

    public void Dispose()
    {
        if (isMounted) Assert.True(Succeeds("umount", disk));
        collection.Dispose();
    }

    private string Filler => Path.Combine(disk, "filler");

    private string Sweep => Path.Combine(disk, "sweep");

    [Fact]
    public async Task A_plan_without_room_leaves_nothing_and_the_same_command_plans_when_there_is_room()
    {
        SkipUnlessMounted();
        var notebook = collection.Add("toy", "var seed = 3;", "Sweep.Row(new { y = seed })");
        Fill();
        var (status, said) = await PlanAsync(notebook, "seed=1,2");
        Assert.Equal(1, status);
        Assert.Contains($"the sweep could not be planned in {Sweep}: ", said);
        Assert.Contains("No space left on device", said);
        Assert.Single(said.Trim().Split('\n'));
        Assert.False(Directory.Exists(Sweep) && Directory.EnumerateFileSystemEntries(Sweep).Any());
        File.Delete(Filler);
        (status, said) = await PlanAsync(notebook, "seed=1,2");
        Assert.True(status == 0, said);
        Assert.Equal(2, SweepFolder.Open(Sweep).Plan().Runs.Count);
    }

    /// <summary>The third run fills the disk, so that its rows find no room, and neither does what comes after it.</summary>
    [Fact]
    public async Task A_run_without_room_ends_the_work_keeps_what_is_done_and_the_same_command_goes_on()
    {
        SkipUnlessMounted();
        var notebook = collection.Add(
            "fills", "var seed = 3;",
            $$"""
            var folder = "{{collection.Root}}";
            // Files that are named in one piece would count as inputs of the sweep.
            var (filled, filler) = (folder + "/filled", folder + "/disk/filler");
            if (seed == 3 && !System.IO.File.Exists(filled))
            {
                System.IO.File.WriteAllText(filled, "");
                try { System.IO.File.WriteAllBytes(filler, new byte[2_000_000]); } catch (System.IO.IOException) { }
            }
            """,
            "Sweep.Row(new { y = 2 * seed })");
        var (status, said) = await PlanAsync(notebook, "seed=1..5");
        Assert.True(status == 0, said);
        var sweep = SweepFolder.Open(Sweep);
        (status, said) = await ToolProcess.RunAsync("sweep", "run", Sweep, "-j", "1");
        Assert.Equal(1, status);
        Assert.Contains("No space left on device", said);
        Assert.Contains("What is published stays; when there is room and the folder can be written, the same command", said);
        Assert.Equal((2, 0), (SweepStatus.Of(sweep).Done, SweepStatus.Of(sweep).Failed.Count));
        Assert.Equal("seed,y\n1,2\n2,4\n", SweepTable.Of(sweep).Text);

        // Still no room: nothing is lost by trying.
        Assert.Equal(1, (await ToolProcess.RunAsync("sweep", "run", Sweep, "-j", "2")).Status);
        Assert.Equal((2, 0), (SweepStatus.Of(sweep).Done, SweepStatus.Of(sweep).Failed.Count));
        File.Delete(Filler);
        (status, said) = await ToolProcess.RunAsync("sweep", "run", Sweep, "-j", "2");
        Assert.True(status == 0, said);
        Assert.Equal("seed,y\n1,2\n2,4\n3,6\n4,8\n5,10\n", SweepTable.Of(sweep).Text);
    }

    [Fact]
    public async Task A_run_that_fails_since_it_finds_no_room_is_tried_again_by_retry()
    {
        SkipUnlessMounted();
        var notebook = collection.Add(
            "saves", "var seed = 3;",
            $$"""
            var other = "{{disk}}" + "/other";
            try { System.IO.File.WriteAllBytes(other, new byte[300_000]); }
            catch (System.IO.IOException) { System.IO.File.Delete(other); throw; }
            """,
            "Sweep.Row(new { y = 2 * seed })");
        await PlanAsync(notebook, "seed=1,2");
        var sweep = SweepFolder.Open(Sweep);
        File.WriteAllBytes(Filler, new byte[800_000]);
        var (status, said) = await ToolProcess.RunAsync("sweep", "run", Sweep, "-j", "1");
        Assert.Equal(1, status);
        Assert.Equal(2, SweepStatus.Of(sweep).Failed.Count);
        Assert.Contains("No space left on device", said);
        File.Delete(Filler);
        Assert.Contains("2 runs wait", (await ToolProcess.RunAsync("sweep", "retry", Sweep)).Output);
        (status, said) = await ToolProcess.RunAsync("sweep", "run", Sweep, "-j", "1");
        Assert.True(status == 0, said);
        Assert.Equal("seed,y\n1,2\n2,4\n", SweepTable.Of(sweep).Text);
    }

    [Fact]
    public async Task A_table_without_room_leaves_the_old_one()
    {
        SkipUnlessMounted();
        await PlanAsync(collection.Add("toy", "var seed = 3;", "Sweep.Row(new { y = seed })"), "seed=1,2");
        var sweep = SweepFolder.Open(Sweep);
        await collection.RunAsync(sweep, token: TestContext.Current.CancellationToken);
        File.WriteAllText(sweep.TableFile, "old");
        Fill();
        var (status, said) = await ToolProcess.RunAsync("sweep", "merge", Sweep);
        Assert.Equal(1, status);
        Assert.Contains("No space left on device", said);
        Assert.Equal("old", File.ReadAllText(sweep.TableFile));
        Assert.Empty(Directory.EnumerateFiles(Sweep, "*.tmp"));
        File.Delete(Filler);
        Assert.Equal(0, (await ToolProcess.RunAsync("sweep", "merge", Sweep)).Status);
        Assert.Equal("seed,y\n1,1\n2,2\n", File.ReadAllText(sweep.TableFile));
    }

    private void SkipUnlessMounted() => Assert.SkipUnless(
        isMounted, "a small disk is needed, which mount makes (mount -t tmpfs), as root on Linux");

    private Task<(int Status, string Said)> PlanAsync(string notebook, string swept) =>
        ToolProcess.RunAsync("sweep", "plan", notebook, "-s", swept, "--to", Sweep);

    private void Fill()
    {
        try
        {
            File.WriteAllBytes(Filler, new byte[2_000_000]);
        }
        catch (IOException)
        {
            // That it does not fit is the purpose.
        }
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // There is no such program.
        }
    }
}
