using System.Text.RegularExpressions;
using Lemmata.Tool.Reading;

namespace Lemmata.Tool.Running;

/// <summary>Which notebooks a command means, and where the collection they belong to begins.</summary>
internal static partial class NotebookPaths
{
    /// <summary>
    /// The notebooks named by path or slug, those in and below folders named, or all when none is named: the
    /// collection's, and outside of a collection those of this folder.
    /// </summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> named)
    {
        if (named.Count == 0)
        {
            var here = Environment.CurrentDirectory;
            named = [Root(here) is { } root ? Path.GetRelativePath(here, Path.Combine(root, "notebooks")) : "."];
        }
        return [.. named.SelectMany(name => Directory.Exists(name)
            ? In(name)
            : Enumerable.Repeat(OfSlug(name) ?? name, 1)).Distinct()];
    }

    // What other programs put beside notebooks, and what was exported before.
    private static readonly string[] Passed = ["bin", "obj", "node_modules", "site"];

    /// <summary>
    /// What is called a notebook in a folder and in those below it, folders too: they are named as faults. A folder that
    /// cannot be listed stands for itself, and the same happens.
    /// </summary>
    private static IEnumerable<string> In(string folder)
    {
        List<string> entries;
        try
        {
            entries = [.. Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [folder];
        }

        return entries.Where(NotebookFile.IsOne)
            .Concat(entries.Where(entry => !NotebookFile.IsOne(entry) && IsLookedInto(entry)).SelectMany(In))
            .Select(path => folder == "." ? Path.GetRelativePath(".", path) : path);
    }

    // Links are not followed: they may lead in a circle.
    private static bool IsLookedInto(string entry) =>
        new DirectoryInfo(entry) is { Exists: true, LinkTarget: null, Name: var name }
        && !name.StartsWith('.') && !Passed.Contains(name);

    /// <summary>The collection's notebook of a slug; null for anything that is no slug or names no notebook.</summary>
    private static string? OfSlug(string name)
    {
        if (!IsSlug(name) || File.Exists(name) || Root(Environment.CurrentDirectory) is not { } root) return null;
        var path = Path.Combine(root, "notebooks", name + ".ipynb");
        return File.Exists(path) ? Path.GetRelativePath(Environment.CurrentDirectory, path) : null;
    }

    /// <summary>A question after a path that names no file: one beside it, or the collection's slug, that is near.</summary>
    public static string Meant(string path)
    {
        var collection = IsSlug(path) && Root(Environment.CurrentDirectory) is { } root ? Path.Combine(root, "notebooks") : null;
        var folder = collection ?? (Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".");
        var name = Path.GetFileName(path);
        try
        {
            var known = Directory.EnumerateFiles(folder).Where(NotebookFile.IsOne);
            return Suggestion.Question(
                name,
                known.Select(file => collection is null ? Path.GetFileName(file) : Path.GetFileNameWithoutExtension(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // There is no such folder, or nobody may look into it.
        }
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
