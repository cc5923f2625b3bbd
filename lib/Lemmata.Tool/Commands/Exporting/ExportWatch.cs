namespace Lemmata.Tool.Commands.Exporting;

/// <summary>Exports again after every quiet moment that follows a save, until it is cancelled.</summary>
internal static class ExportWatch
{
    /// <summary>
    /// How long no file may change before an export begins: an editor writes a file in several steps.
    /// </summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    private static readonly HashSet<string> Watched = new(StringComparer.OrdinalIgnoreCase)
    { ".ipynb", ".dib", ".json", ".csv", ".txt", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg" };

    /// <summary>
    /// Exports once, then after every change; the exit status is 0, since ending is what the reader asks for.
    /// </summary>
    /// <param name="folders">Folders whose files count, with the folders in them.</param>
    /// <param name="export">One export; what it throws is printed and the watch goes on.</param>
    /// <param name="token">Ends the watch.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> folders, Func<Task> export, CancellationToken token)
    {
        using var changed = new SemaphoreSlim(0);
        var watchers = folders
            .Where(Directory.Exists)
            .Select(folder => Watch(folder, () => changed.Release()))
            .ToList();
        try
        {
            while (true)
            {
                try
                {
                    await export().ConfigureAwait(false);
                }
                catch (Exception problem) when (!token.IsCancellationRequested)
                {
                    await Console
                        .Error.WriteLineAsync(
                            $"The export stopped: {problem.Message} The pages are those of the export before; the "
                                + "watch goes on."
                        )
                        .ConfigureAwait(false);
                }

                token.ThrowIfCancellationRequested();
                Console.WriteLine("Waiting for changes; Ctrl+C ends.");
                await changed.WaitAsync(token).ConfigureAwait(false);
                while (await changed.WaitAsync(Quiet, token).ConfigureAwait(false))
                {
                    // One export for all saves of a burst.
                }
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            watchers.ForEach(watcher => watcher.Dispose());
        }
    }

    private static FileSystemWatcher Watch(string folder, Action changed)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName | NotifyFilters.DirectoryName,
        };

        // Editors save by writing a new file and renaming it over the old one: the new name is what counts.
        void Note(object sender, FileSystemEventArgs change)
        {
            if (
                Watched.Contains(Path.GetExtension(change.FullPath))
                && !Path.GetFileName(change.FullPath).StartsWith('.'))
            {
                changed();
            }
        }

        watcher.Changed += Note;
        watcher.Created += Note;
        watcher.Deleted += Note;
        watcher.Renamed += Note;
        // After a flood nobody knows what changed, so everything did.
        watcher.Error += (_, _) => changed();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
