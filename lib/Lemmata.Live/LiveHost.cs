using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Lemmata.Session;
using Microsoft.CodeAnalysis;

namespace Lemmata.Live;

/// <summary>
/// A session's view of a page: the assemblies that the page brought, and nothing else. What cells reference and import
/// was followed when they were compiled.
/// </summary>
internal sealed class LiveHost : ISessionHost
{
    private readonly Dictionary<string, byte[]> images = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Assembly> loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ImmutableArray<MetadataReference> Framework => [];

    /// <summary>Takes an assembly that cells may use.</summary>
    public void Add(string name, byte[] image) => images[name] = image;

    /// <inheritdoc/>
    public MetadataReference Reference(string path) => throw Absent();

    /// <inheritdoc/>
    public Task<IReadOnlyList<MetadataReference>> PackageAsync(string request, CancellationToken token) => throw Absent();

    /// <inheritdoc/>
    public void AddPackageSource(string source) => throw Absent();

    /// <inheritdoc/>
    public InteractiveApi Interactive() => throw Absent();

    /// <inheritdoc/>
    public PortableExecutableReference? Needed(PortableExecutableReference asking, string name) => null;

    /// <inheritdoc/>
    public Assembly? Load(AssemblyLoadContext context, AssemblyName name)
    {
        if (loaded.TryGetValue(name.Name!, out var known)) return known;
        return images.TryGetValue(name.Name!, out var image)
            ? loaded[name.Name!] = context.LoadFromStream(new MemoryStream(image))
            : null;
    }

    /// <inheritdoc/>
    public string? Native(string name) => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Code(string path) => throw Absent();

    /// <inheritdoc/>
    public Task<string> TextAsync(string path) => throw new IOException("a page brings no such file");

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, bool IsFolder)> Entries(string folder) => [];

    private static InvalidOperationException Absent() => new("a page loads nothing that it did not bring");
}
