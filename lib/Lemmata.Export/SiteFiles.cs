using System.Security.Cryptography;
using System.Text;

namespace Lemmata.Export;

/// <summary>The files of the site being written, in memory until all of them are whole.</summary>
internal sealed class SiteFiles
{
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, byte[]> All => files;

    /// <summary>Files beside the notebooks that prose asked for, by notebook and address, and what they were then.</summary>
    public Dictionary<(string Notebook, string Address), string> Asked { get; } = [];

    /// <summary>Puts local images and licences into the pages themselves instead of beside them.</summary>
    public bool SingleFile { get; init; }

    public void Add(string path, string text) => files[path] = new UTF8Encoding(false).GetBytes(text);

    public void Add(string path, byte[] content) => files[path] = content;

    public bool Contains(string path) => files.ContainsKey(path);

    /// <summary>Adds an image under a name made of its content; equal images are one file.</summary>
    public string AddImage(byte[] content, string extension)
    {
        if (SingleFile)
        {
            return $"data:image/{(extension == "jpg" ? "jpeg" : extension == "svg" ? "svg+xml" : extension)};base64,{Convert.ToBase64String(content)}";
        }

        var path = $"images/{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}.{extension}";
        files[path] = content;
        return path;
    }

    /// <summary>Writes a folder so that a reader meets either the old site or the new one.</summary>
    public void WriteTo(string folder)
    {
        Check(folder, replaced: true);
        new SiteFolder(folder).Replace(files);
    }

    /// <summary>Finds out whether a folder can be written, before anything is made to be written there.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="replaced">True where its whole content is to be replaced.</param>
    /// <exception cref="IOException">It is a file, holds something else than an export, or cannot be made or
    /// written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public static void Check(string folder, bool replaced)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(folder))
        {
            throw new IOException(
                $"{folder} is a file; name a folder that does not exist yet, is empty, or holds an earlier export.");
        }
        if (replaced)
        {
            var site = new SiteFolder(folder);
            site.Recover();
            if (!site.MayBeReplaced)
            {
                throw new IOException($"{folder} holds files that are no export of this tool (it has no file "
                    + $"{SiteFolder.Mark}); name an empty or new folder with --output.");
            }
        }

        // Written beside the folder first, so that is where writing has to be possible.
        var parent = Path.GetDirectoryName(folder) ?? folder;
        while (!Directory.Exists(parent))
        {
            if (File.Exists(parent))
            {
                throw new IOException(
                    $"{parent} is a file, so there can be no folder in it; name another folder with --output.");
            }
            parent = Path.GetDirectoryName(parent) ?? throw new IOException($"{folder} lies on no disk that is there.");
        }

        var probe = Path.Combine(parent, $".lemmata-probe-{Environment.ProcessId}");
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"nothing can be written in {parent}: {problem.Message} Name another folder with --output.", problem);
        }
    }
}
