using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Lemmata.Tool.Kernel;

namespace Lemmata.Tool.Tests.Kernel;

/// <summary>What a registration does to the copies of the tool, from which kernels may be running.</summary>
[Trait("Needs", "kernel")]
public sealed class InstallTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_kernel_completes_after_another_build_was_installed_beside_it_and_its_copy_goes_with_it()
    {
        await using var kernel = await KernelDriver.StartAsync();
        var registration = new KernelSpec(Path.GetDirectoryName(kernel.Spec)!);
        var build = Build("another build");
        registration.Install(build, "dotnet");
        Assert.Equal(2, Copies(registration).Length);
        var reply = await kernel.RequestAsync(
            "complete_request",
            new JsonObject { ["code"] = "Math.Ab", ["cursor_pos"] = 7 }
        );
        Assert.Contains("Abs", reply["reply"]!["matches"]!.AsArray().Select(match => match!.GetValue<string>()));

        await kernel.RequestAsync("shutdown_request", new JsonObject { ["restart"] = false }, "control");
        await kernel.ExitedAsync();
        registration.Install(build, "dotnet");
        Assert.Single(Copies(registration));
    }

    [Fact]
    public void A_second_installation_leaves_the_copy_as_it_is_and_puts_back_what_is_missing()
    {
        var (registration, build, copy) = Installed();
        var (tool, library) = (Path.Combine(copy, "Lemmata.Tool.dll"), Path.Combine(copy, "parts", "library.dll"));
        var before = File.GetCreationTimeUtc(tool);
        File.Delete(library);
        using (KernelSpec.HoldCopy(copy)) registration.Install(build, "dotnet");
        Assert.Equal(copy, Copies(registration).Single());
        Assert.Equal(before, File.GetCreationTimeUtc(tool));
        Assert.True(File.Exists(library));

        // A tool that registers itself from its own copy.
        registration.Install(copy, "dotnet");
        Assert.Equal(copy, Copies(registration).Single());
        Assert.True(File.Exists(tool));
    }

    [Fact]
    public void A_build_with_another_library_is_another_copy_and_older_ones_stay_while_they_are_held()
    {
        var (registration, build, copy) = Installed();
        File.WriteAllText(Path.Combine(build, "parts", "library.dll"), "changed");
        using (Assert.IsAssignableFrom<IDisposable>(KernelSpec.HoldCopy(copy)))
        {
            registration.Install(build, "dotnet");
            Assert.Equal(2, Copies(registration).Length);
            Assert.True(File.Exists(Path.Combine(copy, "parts", "library.dll")));
        }
        registration.Install(build, "dotnet");
        Assert.NotEqual(copy, Copies(registration).Single());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_registration_that_cannot_be_taken_back_is_named_with_the_reason()
    {
        if (Environment.IsPrivilegedProcess) Assert.Skip("nothing refuses this user to remove a folder");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "folders have no such mode");
        var registration = Installed().Registration;
        var folder = Path.Combine(registration.Folder, "lemmata");
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var refused = Assert.Throws<KernelStartException>(() => registration.Uninstall());
            Assert.Contains(folder, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task A_kernel_whose_files_are_gone_says_its_name_and_the_command_that_brings_it_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "nothing looks first where there is no shell");
        var (registration, _, copy) = Installed();
        Assert.All(registration.Installed(), kernel => Assert.Equal(Path.Combine(copy, "Lemmata.Tool.dll"), kernel.Tool));
        Directory.Delete(copy, recursive: true);
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(registration.Folder, "lemmata", "kernel.json")))!;
        var command = spec["argv"]!.AsArray().Select(part => part!.GetValue<string>()).ToList();
        using var kernel = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true })!;
        var said = await kernel.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await ExitAsync());
        Assert.Contains("C# (Lemmata)", said, StringComparison.Ordinal);
        Assert.Contains(" -- kernel install", said, StringComparison.Ordinal);

        async Task<int> ExitAsync()
        {
            await kernel.WaitForExitAsync(TestContext.Current.CancellationToken);
            return kernel.ExitCode;
        }
    }

    private static (KernelSpec Registration, string Build, string Copy) Installed()
    {
        var registration = new KernelSpec(Path.Combine(TemporaryFolders.Create("lemmata install"), "kernels"));
        var build = Build("build");
        registration.Install(build, "dotnet");
        return (registration, build, Copies(registration).Single());
    }

    private static string[] Copies(KernelSpec registration) =>
        Directory.GetDirectories(Path.Combine(registration.Folder, "lemmata", "tool"));

    private static string Build(string content)
    {
        var folder = TemporaryFolders.Create("lemmata build");
        Directory.CreateDirectory(Path.Combine(folder, "parts"));
        File.WriteAllText(Path.Combine(folder, "Lemmata.Tool.dll"), content);
        File.WriteAllText(Path.Combine(folder, "parts", "library.dll"), "library");
        return folder;
    }
}
