using System.Reflection;
using System.Runtime.Loader;

namespace Lemmata.Session.Compilation;

/// <summary>Where a session's assemblies are loaded: its compiled cells, and what cells reference.</summary>
internal sealed class SubmissionAssemblies(ISessionHost host) : AssemblyLoadContext("cells")
{
    private static readonly string? Own = typeof(SubmissionAssemblies).Assembly.GetName().Name;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is null || assemblyName.Name == Own ? null : host.Load(this, assemblyName);

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        host.Native(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : base.LoadUnmanagedDll(unmanagedDllName);
}
