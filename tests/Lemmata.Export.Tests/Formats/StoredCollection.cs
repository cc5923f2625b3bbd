using Lemmata.Export.Reading;
using Lemmata.Notebooks;
using Lemmata.Tool.Commands;
using Lemmata.Tool.Commands.Exporting;
using Lemmata.Tool.Running;

namespace Lemmata.Export.Tests.Formats;

/// <summary>The notebooks of the repository with the results of their last run, else with what they store.</summary>
internal static class StoredCollection
{
    public static IReadOnlyList<NotebookInput> Inputs()
    {
        var results = new List<RunResult>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(TemporaryCollection.Repository, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal))
        {
            var notebook = Notebook.Load(path);
            if (RunCache.Key(notebook, path) is { } key) { RunCache.TryLoad(notebook, path, key); }
            results.Add(new RunResult { Path = path, Notebook = notebook, FromCache = true });
        }

        return ExportCommand.Inputs(results, PackageCache.Folder);
    }
}
