using System.Globalization;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Sweeps.Running;

/// <summary>How a worker executes runs.</summary>
internal sealed record WorkerSettings
{
    private const string ProcessorVariable = "DOTNET_PROCESSOR_COUNT";

    /// <summary>Runs at once.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Threads of a run; 0 leaves it to the runtime.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Whether each run has a process of its own; otherwise one process serves several, where nothing speaks against it.
    /// </summary>
    public bool IsolatesByProcess { get; init; }

    /// <summary>How notebooks are executed.</summary>
    public RunOptions Options { get; init; } = new()
    {
        // A sweep's runs take as long as they take: the one who plans it knows, and a cluster has limits of its own.
        CellTimeout = Timeout.InfiniteTimeSpan, NotebookTimeout = Timeout.InfiniteTimeSpan,
        Patience = TimeSpan.FromSeconds(50),
    };

    /// <summary>How often a worker shows that it lives.</summary>
    public TimeSpan BeatEvery { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a worker may be silent until it counts as gone.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most runs whose executed notebooks are kept although they succeeded.</summary>
    public int Samples { get; init; } = 20;

    /// <summary>The variables of a run's environment, one more among them.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentWith(string name, string value)
    {
        var variables = new Dictionary<string, string> { [name] = value };
        if (Threads > 0) variables[ProcessorVariable] = Threads.ToString(CultureInfo.InvariantCulture);
        return variables;
    }
}
