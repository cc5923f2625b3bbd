using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lemmata.Tool.Execution.Loading;

/// <summary>
/// Finds the assemblies that referenced assemblies need: beside them, or in the framework. What the tool itself
/// needs, above all the compiler, is none of the cells' business, and would take 66 MB.
/// </summary>
/// <param name="use">Told the path of each assembly that is found.</param>
internal sealed class MissingAssemblies(Action<string> use) : MetadataReferenceResolver
{
    private readonly ConcurrentDictionary<string, PortableExecutableReference> found = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => true;

    /// <inheritdoc/>
    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
    {
        if (definition is not PortableExecutableReference { FilePath: { } asking } || asking == ScriptReferences.Tool) return null;
        return new[] { Path.GetDirectoryName(asking)!, ScriptReferences.FrameworkFolder }
            .Select(folder => Path.Combine(folder, referenceIdentity.Name + ".dll"))
            .Where(File.Exists)
            .Select(path => found.GetOrAdd(path, Reference))
            .FirstOrDefault();
    }

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private PortableExecutableReference Reference(string path)
    {
        use(path);
        return MetadataReference.CreateFromFile(path);
    }
}
