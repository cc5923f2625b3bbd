using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Lemmata.Notebooks;
using Lemmata.Session;
using Lemmata.Tool.Hosting.Loading;
using Lemmata.Tool.Reading;
using Microsoft.CodeAnalysis;

namespace Lemmata.Tool.Hosting;

/// <summary>A session's view of this machine: assemblies and scripts from files, packages through the SDK.</summary>
internal sealed class FileHost : ISessionHost
{
    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string SessionPath = typeof(ISessionHost).Assembly.Location;
    private static readonly Lazy<ImmutableArray<MetadataReference>> Everywhere = new(ReadFramework);

    private readonly ConcurrentDictionary<string, string> paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> natives = new(StringComparer.Ordinal);
    private readonly List<string> sources = [];
    private readonly ConcurrentDictionary<string, PortableExecutableReference> needed = new(StringComparer.Ordinal);

    /// <summary>What every cell may use without asking, read once.</summary>
    public static ImmutableArray<MetadataReference> EveryCell => Everywhere.Value;

    /// <inheritdoc/>
    public ImmutableArray<MetadataReference> Framework => EveryCell;

    /// <inheritdoc/>
    public MetadataReference Reference(string path) => Registered(ShadowCopies.Of(path));

    /// <inheritdoc/>
    public void AddPackageSource(string source)
    {
        if (!source.Contains("://", StringComparison.Ordinal) && !Directory.Exists(source))
            throw new DirectoryNotFoundException($"there is no folder {source}");
        if (!sources.Contains(source)) sources.Add(source);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MetadataReference>> PackageAsync(string request, CancellationToken token)
    {
        var package = PackageRestore.Restored(request, sources, token);
        foreach (var file in package.Natives) natives.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        return Task.FromResult<IReadOnlyList<MetadataReference>>(
            [.. package.Assemblies.Where(path => !InteractiveHost.Provides(path)).Select(Registered)]);
    }

    /// <inheritdoc/>
    /// <remarks>Code names a library with or without what the system puts before and after it.</remarks>
    public string? Native(string name) => natives.GetValueOrDefault(name)
        ?? natives.GetValueOrDefault("lib" + name)
        ?? natives.GetValueOrDefault(Path.GetFileNameWithoutExtension(name))
        ?? natives.GetValueOrDefault("lib" + Path.GetFileNameWithoutExtension(name));

    /// <inheritdoc/>
    public async Task<string> TextAsync(string path)
    {
        try
        {
            return await File.ReadAllTextAsync(path).ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public InteractiveApi Interactive() => InteractiveHost.Open();

    /// <inheritdoc/>
    /// <remarks>
    /// It stands beside the one that asks, or in the framework. What the tool itself needs, above all the compiler, is
    /// none of the cells' business, and would take 66 MB.
    /// </remarks>
    public PortableExecutableReference? Needed(PortableExecutableReference asking, string name)
    {
        if (asking.FilePath is not { } path || path == SessionPath || InteractiveHost.IsBridge(path)) return null;
        return new[] { Path.GetDirectoryName(path)!, FrameworkFolder }
            .Select(folder => Path.Combine(folder, name + ".dll"))
            .Where(File.Exists)
            .Select(file => needed.GetOrAdd(file, Registered))
            .FirstOrDefault();
    }

    /// <inheritdoc/>
    public Assembly? Load(AssemblyLoadContext context, AssemblyName name)
    {
        if (InteractiveHost.Provides(name.Name!)) return null;
        var path = paths.GetValueOrDefault(name.Name!)
            ?? paths.Values.Select(known => Beside(known, name.Name!)).FirstOrDefault(File.Exists);
        return path is null || IsOfFramework(name) ? null : context.LoadFromAssemblyPath(path);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Code(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file", path);
        return NotebookFile.IsOne(path)
            ? [.. CSharpCells(NotebookFile.Load(path))]
            : [File.ReadAllText(path)];
    }

    private static IEnumerable<string> CSharpCells(Notebook notebook) => notebook.CodeCells
        .Where(cell => (cell.Language ?? notebook.Language) == CellLanguage.CSharp).Select(cell => cell.Source);

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, bool IsFolder)> Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos()
                .Where(entry => !entry.Name.StartsWith('.'))
                .Select(entry => (entry.Name, entry is DirectoryInfo))];
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    private static string Beside(string known, string name) =>
        Path.Combine(Path.GetDirectoryName(known)!, name + ".dll");

    // A package may bring an older or a newer version of what the framework has; the newer one is right for both.
    private static bool IsOfFramework(AssemblyName asked)
    {
        var path = Path.Combine(FrameworkFolder, asked.Name + ".dll");
        return File.Exists(path)
            && (asked.Version is null || AssemblyName.GetAssemblyName(path).Version >= asked.Version);
    }

    // The first path of a name stays, for the compiler too: an assembly is loaded once, and two packages may bring it in
    // two versions, whose types would not be the same.
    private PortableExecutableReference Registered(string path) =>
        MetadataReference.CreateFromFile(paths.GetOrAdd(Path.GetFileNameWithoutExtension(path), path));

    private static ImmutableArray<MetadataReference> ReadFramework() =>
    [
        .. FrameworkMetadata.References(Directory.EnumerateFiles(FrameworkFolder, "*.dll")
            .Where(path => IsUsed(Path.GetFileNameWithoutExtension(path)))
            .Order(StringComparer.Ordinal)
            .Append(SessionPath)),
    ];

    /// <summary>Managed assemblies of the framework, without Visual Basic and native libraries.</summary>
    private static bool IsUsed(string name) =>
        name is "netstandard" or "mscorlib" or "Microsoft.CSharp" or "Microsoft.Win32.Primitives"
        || (name.StartsWith("System", StringComparison.Ordinal) && !name.Contains(".Native", StringComparison.Ordinal));
}
