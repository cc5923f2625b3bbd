using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Kernel;

/// <summary>Registers this kernel where front ends look for kernels, and takes it back.</summary>
/// <remarks>
/// A kernelspec is a folder with a <c>kernel.json</c>. Ours is called <c>lemmata</c>; where no other kernel owns the
/// name
/// <c>.net-csharp</c>, which .NET Interactive writes into notebooks, it is registered under that name too, so that
/// front ends
/// open the notebooks without a question. The tool is copied beside the spec, so that a rebuild never meets a locked
/// file; a copy
/// stays as long as a kernel runs from it, which loads parts of it late.
/// </remarks>
internal sealed class KernelSpec(string kernelsFolder)
{
    /// <summary>Names under which the kernel is registered.</summary>
    public static readonly string[] Names = ["lemmata", ".net-csharp"];

    private const string Owner = "lemmata", ToolFile = "Lemmata.Tool.dll";

    // In each copy of the tool: kernels hold it open, so that an installation sees that the copy is in use.
    private const string InUse = "in-use";

    /// <summary>The folder in which kernelspecs are registered.</summary>
    public string Folder => kernelsFolder;

    /// <summary>The kernels folder of the current user.</summary>
    public static string UserFolder()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } data)
            return Path.Combine(data, "kernels");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData),
                "jupyter",
                "kernels");
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
            return Path.Combine(home, "Library", "Jupyter", "kernels");
        var share = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(home, ".local", "share");
        return Path.Combine(share, "jupyter", "kernels");
    }

    /// <summary>The kernels folder below a Python environment or another prefix.</summary>
    public static string PrefixFolder(string prefix) => Path.Combine(prefix, "share", "jupyter", "kernels");

    /// <summary>Folders that front ends search, in their order; those that do not exist are left out.</summary>
    public static IReadOnlyList<string> SearchedFolders()
    {
        var listed = (Environment.GetEnvironmentVariable("JUPYTER_PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "kernels"));
        string[] system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ?
            [
                Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData),
                    "jupyter",
                    "kernels"),
            ]
            : [PrefixFolder("/usr/local"), PrefixFolder("/usr")];
        return [.. listed.Append(UserFolder()).Concat(system).Distinct().Where(Directory.Exists)];
    }

    /// <summary>Copies the tool and writes the kernelspecs.</summary>
    /// <param name="toolFolder">Folder of the built tool.</param>
    /// <param name="dotnet">Full path of the <c>dotnet</c> command, so that the kernel starts with an empty
    /// PATH.</param>
    /// <returns>The kernelspec folders that were written, and names that were left to another kernel.</returns>
    /// <exception cref="KernelStartException">The folder cannot be written; the message names it.</exception>
    public (IReadOnlyList<string> Written, IReadOnlyList<string> LeftAlone) Install(string toolFolder, string dotnet)
    {
        try
        {
            var written = new List<string>();
            var leftAlone = new List<string>();
            var target = CopyTool(toolFolder);
            foreach (var name in Names)
            {
                var folder = Path.Combine(kernelsFolder, name);
                if (File.Exists(Path.Combine(folder, "kernel.json")) && !IsOurs(folder))
                {
                    leftAlone.Add(name);
                    continue;
                }
                Directory.CreateDirectory(folder);
                var temporary = Path.Combine(folder, "kernel.json.new");
                File.WriteAllText(temporary, Describe(name, Path.Combine(target, ToolFile), dotnet));
                File.Move(temporary, Path.Combine(folder, "kernel.json"), overwrite: true);
                written.Add(folder);
            }
            return (written, leftAlone);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new KernelStartException(
                $"The kernel cannot be registered in {kernelsFolder}: {refused.Message} Choose another folder with "
                    + "--path, or --user for your own."
            );
        }
    }

    /// <summary>
    /// Removes the kernelspecs that <see cref="Install"/> wrote, and the copied tool; other kernels are left alone.
    /// </summary>
    /// <returns>The folders that were removed.</returns>
    /// <exception cref="KernelStartException">A folder cannot be removed; the message names it.</exception>
    public IReadOnlyList<string> Uninstall()
    {
        var ours = Names.Select(name => Path.Combine(kernelsFolder, name)).Where(IsOurs).ToList();
        foreach (var folder in ours)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new KernelStartException(
                    $"The registration in {folder} cannot be removed: {refused.Message} End the kernels that run "
                        + "from it and try again."
                );
            }
        }
        return ours;
    }

    /// <summary>
    /// Keeps the copy of the tool that this process runs from, until it is disposed or the process ends.
    /// </summary>
    /// <returns>Null where the tool does not run from a copy that <see cref="Install"/> made.</returns>
    public static IDisposable? HoldCopy(string toolFolder)
    {
        try
        {
            return new FileStream(Path.Combine(toolFolder, InUse), FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The kernelspecs of this kernel in one folder, with the tool they start.</summary>
    public IEnumerable<(string Folder, string Tool)> Installed() =>
        from name in Names
        let folder = Path.Combine(kernelsFolder, name)
        where IsOurs(folder)
        let argv = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!["argv"]!.AsArray()
        select (folder, argv.Select(part => part!.GetValue<string>()).First(part => part.EndsWith(ToolFile, StringComparison.Ordinal)));

    // Each build goes into a folder of its own, since running kernels keep theirs; older ones go where no kernel runs
    // from them.
    private string CopyTool(string toolFolder)
    {
        var parent = Path.Combine(kernelsFolder, Names[0], "tool");
        var files = Directory
            .EnumerateFiles(toolFolder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(toolFolder, file))
            .Where(file => file != InUse)
            .Order(StringComparer.Ordinal)
            .ToList();
        var target = Path.Combine(parent, Stamp(toolFolder, files));
        if (Directory.Exists(parent))
        {
            foreach (
                var older in Directory
                    .EnumerateDirectories(parent)
                    .Where(folder => folder != target && !IsInUse(folder)))
            {
                TryDelete(older);
            }
        }

        // The folder gets its name when it is whole. What was taken out of it since is put back, with no hand on the
        // rest.
        var writing = Directory.Exists(target) ? target : target + ".new";
        foreach (var file in files)
        {
            var (source, copy) = (
                new FileInfo(Path.Combine(toolFolder, file)),
                new FileInfo(Path.Combine(writing, file)));
            if (copy.Exists && copy.Length == source.Length && writing == target)
                continue;
            copy.Directory!.Create();
            source.CopyTo(copy.FullName, overwrite: true);
        }
        if (!File.Exists(Path.Combine(writing, InUse))) File.WriteAllText(Path.Combine(writing, InUse), "");
        if (writing != target) Directory.Move(writing, target);
        return target;
    }

    // Of all files: a build may change a library beside the tool and not the tool.
    private static string Stamp(string toolFolder, IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            using var content = File.OpenRead(Path.Combine(toolFolder, file));
            hash.AppendData(SHA256.HashData(content));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static bool IsInUse(string copy)
    {
        try
        {
            using var alone = new FileStream(
                Path.Combine(copy, InUse),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None);
            return false;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            // Something else has a file of it open; the next installation tries again.
        }
    }

    private static bool IsOurs(string folder)
    {
        try
        {
            return StrictJson.Load(Path.Combine(folder, "kernel.json")).TextAt("metadata", "owner") == Owner;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    private static string Describe(string name, string tool, string dotnet) =>
        new JsonObject
        {
            ["argv"] = Command(tool, dotnet),
            ["display_name"] = name == ".net-csharp" ? ".NET (C#)" : "C# (Lemmata)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["owner"] = Owner, ["debugger"] = false },
        }.ToJsonString(
            new JsonSerializerOptions
            {
                WriteIndented = true,
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );

    /// <summary>
    /// What front ends start. They show what a kernel says that does not start, and the runtime's own words for a file
    /// that has gone name neither the kernel nor what to do; where a shell is, it looks first.
    /// </summary>
    private static JsonArray Command(string tool, string dotnet)
    {
        if (OperatingSystem.IsWindows()) return [dotnet, "exec", tool, "kernel", "start", "{connection_file}"];
        const string again = "Register it again in the folder of its collection: "
            + "dotnet run -c Release --project lib/Lemmata.Tool -- kernel install";
        const string script =
            $$"""
            [ -f "$0" ] || miss="$0"
            [ -x "$1" ] || miss="$1"
            [ -z "$miss" ] || { echo "The kernel C# (Lemmata) cannot start: $miss is gone. {{again}}" >&2; exit 1; }
            exec "$1" "$0" kernel start "$2"
            """;
        return ["/bin/sh", "-c", script, tool, dotnet, "{connection_file}"];
    }
}
