using System.Diagnostics;
using Lemmata.Tool.Hosting.Loading;

namespace Lemmata.Tool.Tests.Session;

/// <summary>A second user of the machine prepares the folder that this one will look into.</summary>
public sealed class OtherUserTests : IDisposable
{
    private const string Nobody = "65534";

    private readonly TemporaryCollection collection = new();
    private readonly string shared = Directory.CreateTempSubdirectory("lemmata-shared-").FullName;

    public void Dispose()
    {
        collection.Dispose();
        Directory.Delete(shared, recursive: true);
    }

    [Theory]
    [InlineData(0), InlineData(1)]
    public async Task A_planted_copy_of_an_assembly_is_not_loaded(int link)
    {
        NeedsSecondUser();
        // The assembly that the notebook names, and the place of its copy, which anybody can work out.
        var source = Path.Combine(collection.Root, "lib", "Lemmata.Notebooks.dll");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Lemmata.Notebooks.dll"), source);
        var place = link == 0 ? Path.Combine(shared, "lemmata") : Path.Combine(shared, "elsewhere");
        var planted = Path.Combine(place, "assemblies", ShadowCopies.NameOf(ShadowCopies.Files(source)), "Lemmata.Notebooks.dll");
        await AsNobodyAsync($"umask 022; mkdir -p '{Path.GetDirectoryName(planted)}'; echo planted > '{planted}'");
        if (link == 1) { await AsNobodyAsync($"ln -s '{place}' '{Path.Combine(shared, "lemmata")}'"); }
        var path = collection.Add("loads", $"#r \"{source}\"\nLemmata.Notebooks.MultilineText.LineEnds(\"genuine\\r\\n\")");

        var start = ToolProcess.Describe("run", path);
        start.Environment["XDG_CACHE_HOME"] = shared;
        using var run = Process.Start(start)!;
        var said = run.StandardOutput.ReadToEndAsync();
        var complained = await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, await said + complained);
        Assert.Contains("genuine", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(shared, "lemmata")} is not used, since it belongs to another user", complained, StringComparison.Ordinal);
        Assert.Equal("planted\n", await File.ReadAllTextAsync(planted));
    }

    [Fact]
    public void A_folder_into_which_others_may_write_is_not_used_and_an_own_one_is_closed_to_them()
    {
        if (OperatingSystem.IsWindows()) { Assert.Skip("folders have no such modes there"); }
        else
        {
            var folder = Directory.CreateDirectory(Path.Combine(shared, "open")).FullName;
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
            Assert.Equal("others may write there", UserFolder.Distrust(folder));
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead);
            Assert.Null(UserFolder.Distrust(folder));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }
    }

    private void NeedsSecondUser()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a second user is played by setpriv, which is Linux's");
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"),
            "playing a second user needs root and setpriv");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(shared, (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit);
    }

    private static async Task AsNobodyAsync(string script)
    {
        using var shell = Process.Start("setpriv", ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", "sh", "-c", script]);
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}
