using System.Text.RegularExpressions;
using Lemmata.Tool.Reading;

namespace Lemmata.Tool.Running;

/// <summary>Which notebooks a command means, and where the collection they belong to begins.</summary>
internal static partial class NotebookPaths
{
    /// <summary>
    /// The notebooks named by path or slug, those in folders named, or all of the collection's when none is named.
    /// </summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> named)
    {
        if (named.Count == 0)
        {
            var root = Root(Environment.CurrentDirectory) ?? Environment.CurrentDirectory;
            named = [Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(root, "notebooks"))];
        }
        return [.. named.SelectMany(name => Directory.Exists(name)
            ? In(name)
            : Enumerable.Repeat(OfSlug(name) ?? name, 1)).Distinct()];
    }

    /// <summary>
    /// What is called a notebook in a folder, folders too: they are named as faults. A folder that cannot be listed
    /// stands for itself, and the same happens.
    /// </summary>
    private static IReadOnlyList<string> In(string folder)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFileSystemEntries(folder).Where(NotebookFile.IsOne).Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [folder];
        }
    }

    /// <summary>The collection's notebook of a slug; null for anything that is no slug or names no notebook.</summary>
    private static string? OfSlug(string name)
    {
        if (!IsSlug(name) || File.Exists(name) || Root(Environment.CurrentDirectory) is not { } root) return null;
        var path = Path.Combine(root, "notebooks", name + ".ipynb");
        return File.Exists(path) ? Path.GetRelativePath(Environment.CurrentDirectory, path) : null;
    }

    /// <summary>The folder of the collection: the first upward that holds both lib and notebooks, or null.</summary>
    public static string? Root(string folder)
    {
        for (var at = new DirectoryInfo(Path.GetFullPath(folder)); at is not null; at = at.Parent)
        {
            if (
                Directory.Exists(Path.Combine(at.FullName, "notebooks"))
                && Directory.Exists(Path.Combine(at.FullName, "lib")))
            {
                return at.FullName;
            }
        }

        return null;
    }

    /// <summary>Whether a name is a slug: lower-case words of letters and digits joined by hyphens.</summary>
    public static bool IsSlug(string name) => Slug().IsMatch(name);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Slug();
}
