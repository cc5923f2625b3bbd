using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lemmata.Tool.Kernel;

/// <summary>Compiles the copied tool ahead of time, so that a kernel's first cell does not wait for the just-in-time compiler.</summary>
/// <remarks>The SDK does it: a project that only references the tool's assemblies is published with ReadyToRun. Its compiler
/// is a package; where that cannot be restored, the copy stays as it is and starts about a second later.</remarks>
internal static class AheadOfTime
{
    // What a first cell runs through; compiling the rest would cost more than it saves.
    private static readonly string[] Assemblies =
    [
        "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Scripting", "Microsoft.CodeAnalysis.CSharp.Scripting",
        "Microsoft.CodeAnalysis.Workspaces", "Microsoft.CodeAnalysis.CSharp.Workspaces", "Lemmata.Tool",
    ];

    /// <summary>Replaces the assemblies in <paramref name="folder"/> by compiled ones.</summary>
    /// <param name="folder">Folder of the copied tool.</param>
    /// <param name="dotnet">Full path of the <c>dotnet</c> command.</param>
    /// <returns>Null when it was done, else why not, in one line.</returns>
    public static string? TryCompile(string folder, string dotnet)
    {
        var work = Directory.CreateTempSubdirectory("lemmata-kernel-").FullName;
        try
        {
            var references = string.Concat(Assemblies.Select(name => $"<Reference Include=\"{Path.Combine(folder, name + ".dll")}\" />"));
            File.WriteAllText(Path.Combine(work, "compile.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                    <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                    <SelfContained>false</SelfContained>
                    <PublishReadyToRun>true</PublishReadyToRun>
                  </PropertyGroup>
                  <ItemGroup>{references}</ItemGroup>
                </Project>
                """);
            using var publish = Process.Start(new ProcessStartInfo(dotnet, ["publish", "compile.csproj", "-c", "Release", "-o", "out", "-v", "q", "-nodeReuse:false"])
            {
                WorkingDirectory = work, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            })!;
            var errors = publish.StandardError.ReadToEndAsync();
            var output = publish.StandardOutput.ReadToEnd();
            publish.WaitForExit();
            if (publish.ExitCode != 0)
                return (output + errors.Result).Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))?.Trim()
                    ?? $"dotnet publish ended with {publish.ExitCode}";
            foreach (var name in Assemblies)
                File.Move(Path.Combine(work, "out", name + ".dll"), Path.Combine(folder, name + ".dll"), overwrite: true);
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return failed.Message;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
