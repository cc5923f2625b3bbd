namespace Lemmata.Session.Cells;

/// <summary>
/// What belongs to one execution of a cell; flows with the execution context to the cell's threads and tasks.
/// </summary>
internal sealed class CellContext(CellSession session, OutputGate output, CellRunner runner, CancellationToken token)
{
    private static readonly AsyncLocal<CellContext?> Flowing = new();
    private static volatile CellContext? latest;

    /// <summary>The context of the code that asks; null outside of cells.</summary>
    public static CellContext? Current => Flowing.Value;

    /// <summary>
    /// As <see cref="Current"/>, and for threads that the execution context did not reach, the last cell's.
    /// </summary>
    public static CellContext? CurrentOrLatest => Flowing.Value ?? latest;

    /// <summary>The session the cell runs in.</summary>
    public CellSession Session => session;

    /// <summary>Where the cell's outputs go.</summary>
    public OutputGate Output => output;

    /// <summary>Runs the cell's own code.</summary>
    public CellRunner Runner => runner;

    /// <summary>
    /// The cell's code, which may still run after its thread was interrupted; its last piece where it has several.
    /// </summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>The cell as a stepper names it, when it is to be compiled with stops; null for a plain run.</summary>
    public string? Steps { get; init; }

    /// <summary>The label of the cell's own text, which other scripts that it imports do not carry.</summary>
    public string Label { get; set; } = "";

    /// <summary>Cancelled when the reader interrupts the cell.</summary>
    public CancellationToken Token => token;

    /// <summary>Asks the reader for a line.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="isSecret">Whether the answer is not to be shown.</param>
    /// <returns>The line; null at the end of input.</returns>
    /// <exception cref="InvalidOperationException">Nobody is there to answer.</exception>
    public string? Ask(string prompt, bool isSecret)
    {
        Output.Flush();
        return Session.Options.ReadLine is { } read
            ? read(prompt, isSecret)
            : throw new InvalidOperationException(
                "the cell asks for console input, and there is nobody to answer; give the value in the cell instead");
    }

    /// <summary>There is no latest cell any more: what writes from now on is no cell's.</summary>
    public static void Forget() => latest = null;

    /// <summary>Makes this the context of the calling code, while the latest cell stays the latest.</summary>
    public void Flow() => Flowing.Value = this;

    /// <summary>Makes this the context of the calling code and of what it starts.</summary>
    public void Enter() => Flowing.Value = latest = this;
}
