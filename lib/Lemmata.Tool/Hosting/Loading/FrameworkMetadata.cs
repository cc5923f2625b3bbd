using System.IO.MemoryMappedFiles;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace Lemmata.Tool.Hosting.Loading;

/// <summary>
/// References to the framework's assemblies that copy nothing: the compiler's own way reads each file as a whole,
/// which for the framework comes to 60 MB. Of a loaded assembly the runtime's copy is used; any other file is mapped.
/// </summary>
internal static class FrameworkMetadata
{
    // Mappings live as long as the process, as the references do.
    private static readonly List<MemoryMappedViewAccessor> Mapped = [];

    /// <summary>References to the assemblies, in the order of <paramref name="paths"/>.</summary>
    public static IEnumerable<MetadataReference> References(IEnumerable<string> paths)
    {
        var loaded = AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic && assembly.Location.Length > 0)
            .DistinctBy(assembly => assembly.Location, StringComparer.Ordinal)
            .ToDictionary(assembly => assembly.Location, StringComparer.Ordinal);
        return paths.Select(path =>
            AssemblyMetadata.Create(Module(path, loaded.GetValueOrDefault(path))).GetReference(filePath: path));
    }

    private static unsafe ModuleMetadata Module(string path, Assembly? loaded)
    {
        if (loaded is not null && loaded.TryGetRawMetadata(out var blob, out var length))
            return ModuleMetadata.CreateFromMetadata((nint)blob, length);
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        lock (Mapped) Mapped.Add(view);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        using var content = new UnmanagedMemoryStream(start, view.Capacity);
        var headers = new PEHeaders(content);
        return ModuleMetadata.CreateFromMetadata((nint)(start + headers.MetadataStartOffset), headers.MetadataSize);
    }
}
