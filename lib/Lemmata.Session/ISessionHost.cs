using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Lemmata.Session;

/// <summary>What a session asks of the machine it runs on: assemblies, packages and files.</summary>
internal interface ISessionHost
{
    /// <summary>What every cell may use without asking: the framework, and the functions of this assembly.</summary>
    ImmutableArray<MetadataReference> Framework { get; }

    /// <summary>The assembly that an <c>#r</c> line names by its full path.</summary>
    /// <exception cref="FileNotFoundException">There is no such assembly.</exception>
    MetadataReference Reference(string path);

    /// <summary>The assemblies of a package, such as <c>Name, 1.2.3</c>, and of what it needs.</summary>
    /// <exception cref="InvalidOperationException">The package cannot be had; the message says why.</exception>
    Task<IReadOnlyList<MetadataReference>> PackageAsync(string request, CancellationToken token);

    /// <summary>From now on packages are looked for at a further place, an address or a folder by its full path.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    void AddPackageSource(string source);

    /// <summary>Loads the API of .NET Interactive, which a cell names; before that, nothing of it is loaded.</summary>
    InteractiveApi Interactive();

    /// <summary>An assembly that a referenced one needs and no cell has named; null where the host has none.</summary>
    PortableExecutableReference? Needed(PortableExecutableReference asking, string name);

    /// <summary>Loads an assembly that cells reference; null for those that the session itself runs on.</summary>
    Assembly? Load(AssemblyLoadContext context, AssemblyName name);

    /// <summary>The file of a native library that a package has brought; null for all others.</summary>
    string? Native(string name);

    /// <summary>The code of a script, or of the C# cells of a notebook, by its full path.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    IReadOnlyList<string> Code(string path);

    /// <summary>The text of a file, by its full path.</summary>
    /// <exception cref="IOException">It cannot be read; the message says why.</exception>
    Task<string> TextAsync(string path);

    /// <summary>
    /// Files and folders that a path in a directive may go on with; none where the folder cannot be read.
    /// </summary>
    IReadOnlyList<(string Name, bool IsFolder)> Entries(string folder);
}
