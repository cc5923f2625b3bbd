using Lemmata.Tool.Running.Reusing;
using Lemmata.Tool.Stepping;

namespace Lemmata.Tool.Running;

/// <summary>How notebooks are run.</summary>
internal sealed record RunOptions
{
    /// <summary>The longest a cell may take.</summary>
    public TimeSpan CellTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest a notebook may take.</summary>
    public TimeSpan NotebookTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether a result in the cache may stand for a run.</summary>
    public bool UseCache { get; init; } = true;

    /// <summary>New values for the parameters cell, by name, as C# text.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The most characters of console text a cell may write.</summary>
    public int TextLimit { get; init; } = 200_000;

    /// <summary>Whether outputs are written into the notebook's file.</summary>
    public bool WriteBack { get; init; }

    /// <summary>
    /// Whether a notebook that holds no C# comes back with the outputs that it stores; otherwise it is an error.
    /// </summary>
    public bool ShowsOtherLanguages { get; init; }

    /// <summary>Where executed notebooks are written instead of over the originals; null when nowhere else.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>How many notebooks run at once.</summary>
    public int Processes { get; init; } = Math.Max(1, System.Environment.ProcessorCount);

    /// <summary>Whether the cells after one that failed run too, as somebody at a keyboard would have it.</summary>
    public bool KeepsGoing { get; init; }

    /// <summary>How long a cell that is stopped may take to save what it has.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The folder that cells run in; null for the notebook's own.</summary>
    public string? Folder { get; init; }

    /// <summary>The cells, compiled already; null where the session compiles them.</summary>
    public string? PreparedFile { get; init; }

    /// <summary>Where processes come from that serve several runs; null for a process of its own.</summary>
    public SessionPool? Sessions { get; init; }

    /// <summary>Variables of the environment that the session's process gets besides those of this one.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Told of every cell that starts: the notebook, cells done, cells in all.</summary>
    public Action<string, int, int>? Progress { get; init; }

    /// <summary>The code cell whose stops are written down, from 1; null for none.</summary>
    public int? TracedCell { get; init; }

    /// <summary>Takes the stops of <see cref="TracedCell"/>.</summary>
    public TraceTable? Trace { get; init; }
}
