using System.Security.Cryptography;
using System.Text;

namespace Lemmata.Export;

/// <summary>
/// A folder that holds an export. A reader meets either the old site or the new one, whatever ends the export.
/// </summary>
/// <remarks>
/// <para>The new site is written into a folder beside the old one, then the two change places in one step. Writing the
/// files in place would be simpler, but a reader could then meet a new page whose neighbours are old. Where folders
/// cannot change places, two renames do it; an export that dies between them is made good by the next one.</para>
/// <para>Each site lists its own files in <see cref="Mark"/>. All others in the folder are a reader's: they move on
/// into the new site.</para>
/// </remarks>
internal sealed class SiteFolder
{
    /// <summary>The file by which an export knows an earlier one.</summary>
    public const string Mark = ".lemmata-site";

    /// <summary>A reader's file while it is copied: one that is cut must not be taken for theirs.</summary>
    private const string Copying = ".lemmata-copying";

    private const string Head = "Written by lemmata export, which replaces the files listed here and no others.\n";

    private readonly string folder;

    /// <param name="folder">The folder; it need not exist. A link stands for the folder it leads to.</param>
    public SiteFolder(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        this.folder = new DirectoryInfo(folder).LinkTarget is null ? folder
            : Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;
    }

    /// <summary>Where the two folders cannot change places in one step; tests set it.</summary>
    internal Func<string, string, bool> Exchange { get; init; } = FolderExchange.Try;

    private string Parent => Path.GetDirectoryName(folder) ?? folder;

    /// <summary>Whether the folder holds an earlier export, or nothing.</summary>
    public bool MayBeReplaced => !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any()
        || File.Exists(Path.Combine(folder, Mark));

    /// <summary>Puts a site in the place of the one that is there.</summary>
    /// <exception cref="IOException">It could not be written, or a file of a reader has a name that a new page needs;
    /// the old site is as it was.</exception>
    public void Replace(IReadOnlyDictionary<string, byte[]> files)
    {
        var mark = Encoding.UTF8.GetBytes(Head + string.Concat(files.Keys.Append(Mark).Append(Copying)
            .Order(StringComparer.Ordinal).Select(path => path + "\n")));
        if (Holds(files, mark)) { return; }
        var own = Others(folder);
        if (own.FirstOrDefault(files.ContainsKey) is { } taken)
        {
            throw new IOException($"{Path.Combine(folder, taken)} was not written by an export, and a page of this one "
                + "has its name; move it away.");
        }

        var fresh = Beside("new");
        try
        {
            // Held while it is written, so that another export does not take it for a leftover.
            using (Written(fresh, Mark, mark))
            {
                foreach (var (path, content) in files) { Written(fresh, path, content).Dispose(); }
                foreach (var path in own) { Copy(path, fresh); }
            }

            if (!Directory.Exists(folder)) { Directory.Move(fresh, folder); }
            else if (!Exchange(fresh, folder)) { Rename(fresh); }
        }
        finally
        {
            // What lies there now is the old site, or a new one that could not take its place.
            Recover();
        }
    }

    /// <summary>Makes good what an export left that was ended by force: the old site returns where none is, files of a
    /// reader return to it, and the rest is removed. Folders that a living export writes are left alone.</summary>
    public void Recover() => Tolerantly(RecoverFromLeftovers);

    private void RecoverFromLeftovers()
    {
        if (!Directory.Exists(Parent)) { return; }
        if (!Directory.Exists(folder) && Leftovers("old").FirstOrDefault(IsAbandoned) is { } whole)
        {
            Tolerantly(() => Directory.Move(whole, folder));
        }
        foreach (var left in Leftovers("old").Concat(Leftovers("new")).Where(IsAbandoned).ToList())
        {
            Tolerantly(() => Retire(left));
        }
    }

    /// <summary>For file systems that exchange nothing: there is no site for a moment.</summary>
    private void Rename(string fresh)
    {
        var old = Beside("old");
        Directory.Move(folder, old);
        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException)
        {
            Directory.Move(old, folder);
            throw;
        }
    }

    /// <summary>Removes a folder beside the site; files of a reader that the site lacks, or has older, go
    /// there.</summary>
    private void Retire(string left)
    {
        foreach (var path in Others(left))
        {
            var (from, to) = (Path.Combine(left, path), Path.Combine(folder, path));
            if (Path.Exists(to) && File.GetLastWriteTimeUtc(to) >= File.GetLastWriteTimeUtc(from)) { continue; }
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(from, to, overwrite: true);
        }

        Directory.Delete(left, recursive: true);
    }

    private bool Holds(IReadOnlyDictionary<string, byte[]> files, byte[] mark) =>
        Same(Path.Combine(folder, Mark), mark) && files.All(file => Same(Path.Combine(folder, file.Key), file.Value));

    private static bool Same(string file, byte[] content) => new FileInfo(file) is { Exists: true } found
        && found.Length == content.Length && File.ReadAllBytes(file).AsSpan().SequenceEqual(content);

    /// <summary>The files of a folder that no export wrote, by their paths within it; links are files.</summary>
    private static List<string> Others(string folder)
    {
        var mark = new FileInfo(Path.Combine(folder, Mark));
        if (!mark.Exists) { return []; }
        var lines = File.ReadAllLines(mark.FullName);
        // A mark without a list is of an earlier version, which owned the whole folder.
        if (lines.Length < 2) { return []; }
        var written = lines.ToHashSet(StringComparer.Ordinal);
        return [.. Files(new DirectoryInfo(folder))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(path => !written.Contains(path))];
    }

    private static IEnumerable<string> Files(DirectoryInfo folder) => folder.EnumerateFileSystemInfos()
        .SelectMany(entry => entry is DirectoryInfo { LinkTarget: null } inner ? Files(inner) : [entry.FullName]);

    private void Copy(string path, string fresh)
    {
        var (source, target) = (Path.Combine(folder, path), Path.Combine(fresh, path));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (new FileInfo(source).LinkTarget is { } link)
        {
            File.CreateSymbolicLink(target, link);
            return;
        }

        var copy = Path.Combine(fresh, Copying);
        File.Copy(source, copy);
        File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(source));
        File.Move(copy, target);
    }

    /// <summary>A file that nobody else may open until it is let go.</summary>
    private static FileStream Written(string folder, string path, byte[] content)
    {
        var target = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(content);
        return file;
    }

    private string Beside(string kind) => Path.Combine(Parent,
        $".{Path.GetFileName(folder)}.{kind}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");

    private IEnumerable<string> Leftovers(string kind)
    {
        var start = $".{Path.GetFileName(folder)}.{kind}-";
        return new DirectoryInfo(Parent).EnumerateDirectories()
            .Where(found => found.LinkTarget is null && found.Name.Length == start.Length + 16
                && found.Name.StartsWith(start, StringComparison.Ordinal)
                && found.Name[start.Length..].All(char.IsAsciiHexDigitLower))
            .Select(found => found.FullName).Order(StringComparer.Ordinal).ToList();
    }

    /// <summary>Whether nobody holds the mark of a folder beside the site; a process that ends lets go of it.</summary>
    private static bool IsAbandoned(string left)
    {
        try
        {
            var mark = Path.Combine(left, Mark);
            // Without a mark it is empty: the mark is its first file.
            if (!File.Exists(mark)) { return !Directory.EnumerateFileSystemEntries(left).Any(); }
            using var held = new FileStream(mark, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Tolerantly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another export was faster, or it cannot be removed now; the next one tries again.
        }
    }
}
