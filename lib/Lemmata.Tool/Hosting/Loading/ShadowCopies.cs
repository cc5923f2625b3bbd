using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lemmata.Tool.Hosting.Loading;

/// <summary>
/// Copies of the assemblies that cells load, so that a rebuild never meets a locked file. A folder is copied as a
/// whole, since an assembly's dependencies stand beside it, and the copy is shared by all sessions until it changes.
/// </summary>
internal static class ShadowCopies
{
    private static readonly string Root = UserFolder.Of("assemblies");

    /// <summary>The path of the copy of an assembly.</summary>
    /// <exception cref="FileNotFoundException">There is no such assembly.</exception>
    public static string Of(string assembly)
    {
        var source = Path.GetFullPath(assembly);
        if (!File.Exists(source)) throw new FileNotFoundException($"{assembly}: there is no such assembly", assembly);
        var files = Files(source);
        var folder = Path.Combine(Root, NameOf(files));
        // Programs that clear the temporary folder delete single old files, so a folder that is there may lack some.
        var missing = files.Where(file => !File.Exists(Path.Combine(folder, file.Name))).ToList();
        if (missing.Count > 0)
        {
            Copy(missing, folder);
            Sweep();
        }
        Touch(folder);
        return Path.Combine(folder, Path.GetFileName(source));
    }

    /// <summary>What is copied along with an assembly.</summary>
    internal static List<FileInfo> Files(string assembly) => [.. new DirectoryInfo(Path.GetDirectoryName(assembly)!)
        .GetFiles()
        .Where(file => file.Extension.ToLowerInvariant() is ".dll" or ".xml" or ".pdb" or ".so" or ".dylib")
        .OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>The name of their folder, which everybody can foretell.</summary>
    internal static string NameOf(List<FileInfo> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.Select(file =>
            string.Create(CultureInfo.InvariantCulture,
                $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"))))))[..24];

    /// <summary>Removes copies that no session has asked for in a week.</summary>
    private static void Sweep()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            try
            {
                if (Directory.GetLastWriteTimeUtc(folder) < DateTime.UtcNow.AddDays(-7))
                    Directory.Delete(folder, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Still in use, or somebody else's; the next sweep looks again.
            }
        }
    }

    private static void Copy(List<FileInfo> files, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in files)
        {
            var target = Path.Combine(folder, file.Name);
            var temporary = $"{target}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
            try
            {
                file.CopyTo(temporary, overwrite: true);
                File.Move(temporary, target);
            }
            catch (IOException) when (File.Exists(target))
            {
                // Another session made the same copy first.
            }
            finally
            {
                File.Delete(temporary);
            }
        }
    }

    private static void Touch(string folder)
    {
        try
        {
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The time only serves Sweep.
        }
    }
}
