namespace Lemmata.Session.Cells;

/// <summary>What a session needs to know of its host.</summary>
internal sealed record SessionOptions
{
    /// <summary>The folder relative paths in cells start from.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>The most characters of console text one cell may write; the rest is dropped with a note.</summary>
    public int TextLimit { get; init; } = 1_000_000;

    /// <summary>The most characters one displayed value may have; a larger one is replaced by a note.</summary>
    public long DisplayLimit { get; init; } = 64_000_000;

    /// <summary>The most values one cell may display; the rest is dropped with a note.</summary>
    public int DisplayCount { get; init; } = 1000;

    /// <summary>
    /// Whether cells may load packages, which takes time and network.
    /// </summary>
    public bool AllowPackages { get; init; }

    /// <summary>
    /// Takes the cells as they are compiled, and then nothing runs; null where cells are there to run.
    /// </summary>
    public PreparedCells? Recording { get; init; }

    /// <summary>How long a cancelled cell may take to stop before it is abandoned.</summary>
    public TimeSpan AbandonAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Answers a cell that asks for input: given the prompt, and whether the answer is a secret, the line read, or null
    /// at the end of input.
    /// </summary>
    public Func<string, bool, string?>? ReadLine { get; init; }
}
