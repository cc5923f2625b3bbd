using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Lemmata.Tool.Running.Reusing;

/// <summary>
/// Finds in compiled cells what reaches beyond a run's own assemblies and cannot be seen, or undone, afterwards.
/// </summary>
internal static class ProcessWideUse
{
    // Whole namespaces end in a full stop.
    private static readonly string[] Reaching =
    [
        "System.AppDomain", "System.ComponentModel.TypeDescriptor", "System.Diagnostics.Debug", "System.Diagnostics.Process",
        "System.Diagnostics.Trace", "System.Diagnostics.Tracing.", "System.GC", "System.IO.FileSystemWatcher",
        "System.Net.", "System.Reflection.Assembly", "System.Reflection.Emit.", "System.Runtime.CompilerServices.Unsafe",
        "System.Runtime.InteropServices.Marshal", "System.Runtime.InteropServices.NativeLibrary",
        "System.Runtime.InteropServices.PosixSignalRegistration", "System.Runtime.Loader.", "System.Text.Encoding.RegisterProvider",
        "System.Threading.Mutex", "System.Threading.Tasks.TaskScheduler",
    ];

    /// <summary>The first of such uses in an assembly, by its name; null where there is none.</summary>
    public static string? FirstIn(byte[] image)
    {
        using var file = new PEReader(new MemoryStream(image));
        var data = file.GetMetadataReader();
        foreach (var handle in data.MethodDefinitions)
        {
            var method = data.GetMethodDefinition(handle);
            if (!method.GetImport().Module.IsNil) return $"{data.GetString(method.Name)} of a native library";
        }

        foreach (var handle in data.MemberReferences)
        {
            var member = data.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var type = data.GetTypeReference((TypeReferenceHandle)member.Parent);
            var name = $"{data.GetString(type.Namespace)}.{data.GetString(type.Name)}";
            var full = $"{name}.{data.GetString(member.Name)}";
            if (Reaching.Any(one => one == name || one == full || (one[^1] == '.' && name.StartsWith(one, StringComparison.Ordinal))))
                return full;
        }

        return null;
    }
}
