using Lemmata.Notebooks;

namespace Lemmata.Tool.Running;

/// <summary>Why a notebook did not run to the end, as one paragraph.</summary>
/// <param name="Place">The notebook, and the cell and line where they are known.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="Details">More lines for the author, such as the marked stack.</param>
internal sealed record RunError(string Place, string Message, IReadOnlyList<string> Details)
{
    /// <summary>What an exception says about a notebook; one that nobody foresaw is named by its type.</summary>
    public static RunError Of(string path, Exception error)
    {
        if (error is not (IOException or UnauthorizedAccessException or NotebookFormatException
            or InvalidOperationException or ParameterException))
        {
            return new RunError(path, $"{error.GetType().Name}: {error.Message}", []);
        }

        var message = error is FileNotFoundException ? error.Message + NotebookPaths.Meant(path) : error.Message;
        return new RunError(
            path,
            message.StartsWith(path, StringComparison.Ordinal) ? message[path.Length..].TrimStart(':', ' ') : message,
            []);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>The outcome of running one notebook.</summary>
internal sealed record RunResult
{
    /// <summary>The notebook's path as it was asked for.</summary>
    public required string Path { get; init; }

    /// <summary>The file name without extension.</summary>
    public string Slug => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>
    /// The executed notebook with full bundles, export-only types included; null when it could not be read.
    /// </summary>
    public Notebook? Notebook { get; init; }

    /// <summary>Why it failed; null when it ran to the end.</summary>
    public RunError? Error { get; init; }

    /// <summary>Cells that failed where the run went on all the same.</summary>
    public IReadOnlyList<RunError> Failures { get; init; } = [];

    /// <summary>Whether the result comes from the cache.</summary>
    public bool FromCache { get; init; }

    /// <summary>Whether nothing ran: the outputs are those that the file stores.</summary>
    public bool Stored { get; init; }

    /// <summary>Whether its first cell was reached, so that a cancelled run had something to lose.</summary>
    public bool Began { get; init; }

    /// <summary>Whether the run was cancelled, as by Ctrl+C.</summary>
    public bool Cancelled { get; init; }

    /// <summary>
    /// Where the executed notebook was written; null when the file already held it or nothing was to be written.
    /// </summary>
    public string? WrittenTo { get; init; }

    /// <summary>The time of each code cell in order; empty when the result comes from the cache.</summary>
    public IReadOnlyList<TimeSpan> CellTimes { get; init; } = [];

    /// <summary>Whether the notebook ran to the end.</summary>
    public bool Succeeded => Error is null;
}
