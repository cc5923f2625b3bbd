namespace Lemmata.Notebooks;

/// <summary>Replaces a file as a whole: written beside it, flushed to the disk, then renamed over it.</summary>
public static class AtomicFile
{
    /// <summary>How long nobody wrote to a file beside the target before it counts as left by a process that is
    /// gone.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Writes <paramref name="content"/>; on any failure the old file stays and no partial one is left.
    /// </summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full) && (File.GetAttributes(full) & FileAttributes.ReadOnly) != 0)
            throw new UnauthorizedAccessException($"{path} is marked read-only");
        var temporary = Path.Combine(
            Path.GetDirectoryName(full)!,
            TemporaryNameOf(full));
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }

        RemoveLeftovers(full);
    }

    /// <summary>
    /// The name of this process's temporary file: two machines that share a folder may have processes of one number.
    /// </summary>
    public static string TemporaryNameOf(string path) =>
        $".{Path.GetFileName(path)}.{Environment.MachineName}-{Environment.ProcessId}.tmp";

    /// <summary>A process that is killed while it writes leaves its file behind; the next writer removes it.</summary>
    private static void RemoveLeftovers(string full)
    {
        try
        {
            foreach (var left in new DirectoryInfo(Path.GetDirectoryName(full)!)
                .EnumerateFiles($".{Path.GetFileName(full)}.*.tmp")
                .Where(file => DateTime.UtcNow - file.LastWriteTimeUtc > Abandoned).ToList())
            {
                TryDelete(left.FullName);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // They cost only room.
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The write's own error is the one to report.
        }
    }
}
