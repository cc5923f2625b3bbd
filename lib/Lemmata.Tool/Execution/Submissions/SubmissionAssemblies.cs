using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace Lemmata.Tool.Execution.Submissions;

/// <summary>Where a session's assemblies are loaded: its compiled cells, and what cells reference by path with all that stands beside.</summary>
internal sealed class SubmissionAssemblies() : AssemblyLoadContext("cells")
{
    private readonly ConcurrentDictionary<string, string> paths = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes an assembly loadable by its name. The first path of a name stays: an assembly is loaded once.</summary>
    public void Register(string path) => paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || name == typeof(SubmissionAssemblies).Assembly.GetName().Name) return null;
        var path = paths.GetValueOrDefault(name) ?? paths.Values.Select(known => Beside(known, name)).FirstOrDefault(File.Exists);
        return path is null || IsOfFramework(name, assemblyName.Version) ? null : LoadFromAssemblyPath(path);
    }

    private static string Beside(string known, string name) => Path.Combine(Path.GetDirectoryName(known)!, name + ".dll");

    // A package may bring an older or a newer version of what the framework has; the newer one is right for both.
    private static bool IsOfFramework(string name, Version? asked)
    {
        var path = Path.Combine(ScriptReferences.FrameworkFolder, name + ".dll");
        return File.Exists(path) && (asked is null || AssemblyName.GetAssemblyName(path).Version >= asked);
    }
}
