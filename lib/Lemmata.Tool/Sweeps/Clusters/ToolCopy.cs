using Lemmata.Tool.Hosting.Loading;

namespace Lemmata.Tool.Sweeps.Clusters;

/// <summary>
/// A copy of the tool in a sweep's folder, which nodes start: they build nothing, and a build on this machine does not
/// take the program away from under them.
/// </summary>
internal static class ToolCopy
{
    /// <summary>Where the assembly of the copy is, or will be.</summary>
    public static string AssemblyOf(SweepFolder sweep) =>
        Path.Combine(FolderOf(sweep), Path.GetFileName(typeof(ToolCopy).Assembly.Location));

    /// <summary>Makes the copy, unless it is there.</summary>
    public static void Make(SweepFolder sweep)
    {
        var folder = FolderOf(sweep);
        if (Directory.Exists(folder)) return;
        var made = $"{folder}.{Guid.NewGuid():N}";
        foreach (var file in Files())
        {
            var target = Path.Combine(made, Path.GetRelativePath(AppContext.BaseDirectory, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target);
        }

        try
        {
            Directory.Move(made, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(made, recursive: true); // Somebody else made the same.
        }
    }

    private static string FolderOf(SweepFolder sweep) => sweep.PathOf("bin", ShadowCopies.NameOf(Files())[..12]);

    // Only the tool's own: where it runs inside of another program, as in tests, much else stands beside it.
    private static List<FileInfo> Files() => [.. new DirectoryInfo(AppContext.BaseDirectory)
        .EnumerateFiles("*", SearchOption.TopDirectoryOnly)
        .Where(file => file.Extension is ".dll" or ".json")
        .OrderBy(file => file.FullName, StringComparer.Ordinal)];
}
