using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Session.Formatting;

namespace Lemmata.Tool.Hosting.Loading;

/// <summary>
/// Packages that a cell asks for with <c>#r "nuget: name, version"</c>, through the SDK's own restore.
/// </summary>
internal static class PackageRestore
{
    /// <summary>Restores a package with what it needs, showing a progress line.</summary>
    /// <param name="request">The text after <c>nuget:</c>, a name and perhaps a version.</param>
    /// <param name="sources">Further places to look for it, addresses or folders.</param>
    /// <param name="token">Cancels the restore.</param>
    /// <returns>Its files.</returns>
    /// <exception cref="InvalidOperationException">The package could not be restored; the message is
    /// NuGet's.</exception>
    public static RestoredPackage Restored(string request, IReadOnlyList<string> sources, CancellationToken token)
    {
        var parts = request.Split(',', StringSplitOptions.TrimEntries);
        var (name, version) = (parts[0], parts.Length > 1 && parts[1] != "" ? parts[1] : "*");
        if (name == "" || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_')))
            throw new InvalidOperationException($"“{request}” is no package; write #r \"nuget: Name, 1.2.3\"");
        var line = $"Restoring {name}{(version == "*" ? "" : " " + version)} …".Display();
        var folder = FolderOf(name, version, sources);
        Directory.CreateDirectory(folder);
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        var read = File.Exists(assets) && version != "*" ? Read(assets, name) : null;
        // The package folder may have been cleared since the last restore.
        if (read is not { Missing: null })
        {
            Restore(folder, assets, name, version, sources, token);
            read = Read(assets, name);
        }
        if (read.Missing is not null)
        {
            throw new InvalidOperationException(
                $"{name} {version} was restored without {read.Missing}; delete the package's folder and run the cell "
                    + "again"
            );
        }

        line.Update($"Installed {read.Restored}");
        return read.Files;
    }

    /// <summary>Where the project stands whose restore brings a package.</summary>
    internal static string FolderOf(string name, string version, params IReadOnlyList<string> sources) =>
        Path.Combine(UserFolder.Of("packages"), Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', [name, version, .. sources]))))[..16]);

    private sealed record Contents(RestoredPackage Files, string Restored, string? Missing);

    private static void Restore(
        string folder, string assets, string name, string version, IReadOnlyList<string> sources, CancellationToken token)
    {
        File.WriteAllText(Path.Combine(folder, "cell.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <RestoreAdditionalProjectSources>{Markup.Encode(string.Join(';', sources))}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{Markup.Encode(name)}" Version="{Markup.Encode(
                version
            )}" /></ItemGroup>
            </Project>
            """);
        // Files of a surrounding repository must not reach into this project.
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(folder, file), "<Project />");
        var start = new ProcessStartInfo("dotnet", ["restore", "cell.csproj", "-nodeReuse:false", "-v", "q"])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet restore did not start");
        using var cancelled = token.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var text = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        // A restore that fails writes this file too, and what is there counts as installed the next time.
        if (process.ExitCode != 0) File.Delete(assets);
        token.ThrowIfCancellationRequested();
        if (process.ExitCode == 0)
            return;
        var reason =
            text.Split('\n').FirstOrDefault(candidate => candidate.Contains("error", StringComparison.Ordinal))
            ?? text;
        var at = reason.IndexOf("error", StringComparison.Ordinal);
        throw new InvalidOperationException(
            $"{name} {version} could not be restored: {reason[Math.Max(at, 0)..].Split(" [")[0].Trim()}");
    }

    private static Contents Read(string assets, string name)
    {
        var root = JsonNode.Parse(File.ReadAllText(assets))!;
        var cache = root["packageFolders"]!.AsObject().Select(folder => folder.Key).ToList();
        var (found, natives) = (new List<string>(), new List<string>());
        string? restored = null;
        string? missing = null;
        foreach (var (id, library) in root["targets"]!.AsObject().FirstOrDefault().Value as JsonObject ?? [])
        {
            if (id.StartsWith(name + "/", StringComparison.OrdinalIgnoreCase)) restored = id.Replace('/', ' ');
            var path = (string?)root["libraries"]?[id]?["path"] ?? id.ToLowerInvariant();
            // What runs is what is loaded; a package for this system only stands under runtimeTargets.
            var files = (library?["runtime"] as JsonObject ?? [])
                .Select(file => file.Key)
                .Where(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                .ToDictionary(file => Path.GetFileName(file)!);
            foreach (var (file, about) in library?["runtimeTargets"] as JsonObject ?? [])
            {
                if (!IsHere((string?)about?["rid"] ?? "")) continue;
                if ((string?)about!["assetType"] == "runtime") files[Path.GetFileName(file)] = file;
                else natives.AddRange(cache.Select(folder => Path.Combine(folder, path, file)).Where(File.Exists).Take(1));
            }

            foreach (var file in files.Values)
            {
                if (
                    cache.Select(folder => Path.Combine(folder, path, file)).FirstOrDefault(File.Exists) is
                    { } assembly)
                {
                    found.Add(assembly);
                }
                else
                {
                    missing ??= Path.Combine(cache.FirstOrDefault(""), path, file);
                }
            }
        }
        return new Contents(new RestoredPackage(found, natives), restored ?? name, restored is null ? "the package itself" : missing);
    }

    private static bool IsHere(string rid) => rid == RuntimeInformation.RuntimeIdentifier
        || (rid == "unix" && !OperatingSystem.IsWindows()) || (rid == "linux" && OperatingSystem.IsLinux())
        || (rid == "osx" && OperatingSystem.IsMacOS()) || (rid == "win" && OperatingSystem.IsWindows());
}
