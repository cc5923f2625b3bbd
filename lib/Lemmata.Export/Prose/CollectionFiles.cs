using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Lemmata.Export.Prose;

/// <summary>Files beside the notebooks that prose names.</summary>
internal static partial class CollectionFiles
{
    /// <summary>Largest file that is copied into a site.</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>
    /// The file an address names, or null where it lies outside the collection: what stands above the folder that
    /// holds the notebooks' folder is nobody's to publish.
    /// </summary>
    /// <param name="notebook">Path of the notebook.</param>
    /// <param name="address">Address without anchor, escapes resolved.</param>
    public static string? Resolve(string notebook, string address)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook))!;
        var root = Path.GetDirectoryName(folder) ?? folder;
        var file = Path.GetFullPath(Path.Combine(folder, address));
        var real = File.Exists(file) ? new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file
            : file;
        return new[] { file, real }.All(path => !Path.GetRelativePath(root, path)
            .StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(Path.GetRelativePath(root, path))) ? file
            : null;
    }

    /// <summary>Copies a file into the site and returns its address; two files of one name keep apart.</summary>
    public static string Copy(SiteFiles files, string file)
    {
        var content = File.ReadAllBytes(file);
        var name = Odd().Replace(Path.GetFileName(file), "-");
        var path = "files/" + name;
        if (files.All.TryGetValue(path, out var present) && !present.AsSpan().SequenceEqual(content))
        {
            path = $"files/{Path.GetFileNameWithoutExtension(name)}-{Convert.ToHexStringLower(SHA256.HashData(content))[..8]}{Path.GetExtension(name)}";
        }

        files.Add(path, content);
        return path;
    }

    /// <summary>What an address would have to escape.</summary>
    [GeneratedRegex(@"[^\w.-]+")]
    private static partial Regex Odd();
}
