using Lemmata.Interactive.Tests.Engine;
using Lemmata.Notebooks;

namespace Lemmata.Interactive.Tests.Collection;

/// <summary>Every notebook of the collection, run once in .NET Interactive: one engine a worker, notebooks in turn.</summary>
public sealed class CollectionRun : IAsyncLifetime
{
    /// <summary>The tests that take turns, since the package's formatter is one for the process.</summary>
    public const string Turn = "in turn";

    private readonly Dictionary<string, (Notebook Stored, Notebook Executed)> runs = new(StringComparer.Ordinal);

    /// <summary>The folder of this repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The names of the notebooks.</summary>
    public static IReadOnlyList<string> Slugs { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository, "notebooks"), "*.ipynb")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal),
    ];

    internal (Notebook Stored, Notebook Executed) this[string slug] => runs[slug];

    internal static string PathOf(string slug) => Path.Combine(Repository, "notebooks", slug + ".ipynb");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // Front ends start a kernel in the notebook's folder, from which the first cell finds the load script.
        Environment.CurrentDirectory = Path.Combine(Repository, "notebooks");
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount) };
        // Those that compute for long first, so that no worker is left with one at the end.
        var inTurn = Slugs.OrderByDescending(slug => Notebook.Load(PathOf(slug)).CodeCells.Sum(LoopsOf));
        await Parallel.ForEachAsync(inTurn, workers, async (slug, _) =>
        {
            var stored = Notebook.Load(PathOf(slug));
            using var engine = new InteractiveEngine();
            var executed = await engine.RunAsync(stored);
            lock (runs) runs[slug] = (stored, executed);
        });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static int LoopsOf(NotebookCell cell) => cell.Source.Split("for (").Length - 1;

    private static string FindRepository()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Lemmata.slnx")))
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("Lemmata.slnx is not above the tests");
        return at;
    }
}
