using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Sweeps;
using Lemmata.Tool.Sweeps.Planning;
using Lemmata.Tool.Sweeps.Running;

namespace Lemmata.Tool.Tests.Sweeps;

/// <summary>A collection with small notebooks to sweep; the second cell of each holds the parameters.</summary>
internal sealed class SweptCollection : IDisposable
{
    public const string Load = "#!import ../lib/lemmata.csx";

    private readonly TemporaryCollection collection = new();

    public string Root => collection.Root;

    /// <summary>What the runs of <see cref="RunAsync"/> came to.</summary>
    public List<Finished> Told { get; } = [];

    /// <summary>Adds a notebook whose first cell is the parameters cell, behind the load line.</summary>
    public string Add(string slug, params string[] cells)
    {
        var path = collection.Add(slug, [Load, .. cells]);
        var notebook = Notebook.Load(path);
        var metadata = (JsonObject)(notebook.CodeCells.ElementAt(1).Raw["metadata"] ??= new JsonObject());
        metadata["tags"] = new JsonArray("parameters");
        notebook.Save(path);
        return path;
    }

    /// <summary>A path in the collection.</summary>
    public string PathOf(params string[] names) => Path.Combine([Root, .. names]);

    public SweepFolder Plan(string slug, string name, params string[] swept) => Plan(
        slug, name, new Planner(swept.Select(SweptValues.Parse), null, null, 0));

    public SweepFolder Plan(string slug, string name, Planner planner) => SweepFolder.Create(
        PathOf("sweeps", name), collection[slug], Notebook.Load(collection[slug]), planner);

    /// <summary>Works off a sweep in this process; runs have processes of their own.</summary>
    public Task<WorkSummary> RunAsync(SweepFolder sweep, WorkerSettings? settings = null, CancellationToken token = default)
    {
        var worker = new SweepWorker(sweep, settings ?? new WorkerSettings { Slots = 2 });
        return worker.WorkAsync(
            worker.Runs,
            (_, _) => { },
            finished =>
            {
                lock (Told) Told.Add(finished);
            },
            token);
    }

    public void Dispose() => collection.Dispose();
}
