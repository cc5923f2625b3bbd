using System.Collections.Concurrent;

namespace Lemmata.Testing;

/// <summary>
/// Folders that clients and kernels work in: they go when the tests end, as programs may hold them open until then.
/// </summary>
internal static class TemporaryFolders
{
    private static readonly ConcurrentBag<string> Made = [];

    static TemporaryFolders() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();

    /// <summary>A new empty folder whose name, with a space in it, begins as told.</summary>
    public static string Create(string name)
    {
        var folder = Directory.CreateTempSubdirectory(name + " ").FullName;
        Made.Add(folder);
        return folder;
    }

    private static void Remove()
    {
        foreach (var folder in Made)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A program that still runs writes there; the system's own cleaning takes it.
            }
        }
    }
}
