using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Lemmata.Export.Prose;

/// <summary>Files beside the notebooks that prose names.</summary>
internal static partial class CollectionFiles
{
    /// <summary>Largest file that is copied into a site.</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>Kinds of files that prose may publish. Scripts, pages and drawings are not: they could run.</summary>
    private static readonly HashSet<string> Published = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".csv", ".tsv", ".json", ".txt", ".md", ".bib", ".ipynb",
        ".zip", ".gz", ".parquet", ".npy", ".npz", ".wav", ".mp3", ".mp4", ".webm",
    };

    /// <summary>As <see cref="Resolve"/>, and notes for the site what the file is.</summary>
    public static string? Ask(SiteFiles files, string notebook, string address, out string reason)
    {
        var file = Resolve(notebook, address, out reason);
        if (!files.Asked.ContainsKey((notebook, address)))
            files.Asked[(notebook, address)] = file is null ? reason : KeptSite.StateOf(file);
        return file;
    }

    /// <summary>
    /// The file an address names, or null where the author cannot have meant to publish it: it lies outside the
    /// collection, is reached through a link, or is hidden.
    /// </summary>
    /// <param name="notebook">Path of the notebook.</param>
    /// <param name="address">Address without anchor, escapes resolved.</param>
    /// <param name="reason">Why it is not published, as the end of a sentence.</param>
    public static string? Resolve(string notebook, string address, out string reason)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook))!;
        var root = Root(folder);
        var file = Path.GetFullPath(Path.Combine(folder, address));
        var parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        reason = "lies outside the collection";
        if (Path.IsPathRooted(Path.GetRelativePath(root, file)) || parts[0] == "..") return null;
        reason = "is hidden or in a hidden folder";
        if (parts.Any(part => part.StartsWith('.') && part != ".")) return null;
        reason = "is reached through a link";
        var at = root;
        foreach (var part in parts)
        {
            at = Path.Combine(at, part);
            if (new FileInfo(at).LinkTarget is not null) return null;
        }

        reason = "";
        return file;
    }

    /// <summary>Whether prose may publish a file of this kind.</summary>
    public static bool IsPublished(string file) => Published.Contains(Path.GetExtension(file));

    /// <summary>
    /// The folder of the collection, which its registers mark: the nearest upward with <c>data/claims</c>. A notebook
    /// in no collection has its own folder and nothing above it, which may be somebody's home.
    /// </summary>
    private static string Root(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "data", "claims"))) return at.FullName;
        return folder;
    }

    /// <summary>The content of a file, or null with the reason where it cannot be read.</summary>
    public static byte[]? Read(string file, out string fault)
    {
        fault = "";
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            fault = problem.Message.TrimEnd('.');
            return null;
        }
    }

    /// <summary>Copies a file into the site and returns its address; two files of one name keep apart.</summary>
    /// <param name="files">The site.</param>
    /// <param name="file">The file.</param>
    /// <param name="fault">Why it cannot be read, where the address is null.</param>
    /// <param name="asked">The name it gets there; null for its own.</param>
    public static string? Copy(SiteFiles files, string file, out string fault, string? asked = null)
    {
        if (Read(file, out fault) is not { } content) return null;
        var name = Odd().Replace(asked ?? Path.GetFileName(file), "-");
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
