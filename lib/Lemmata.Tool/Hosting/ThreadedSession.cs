using System.Diagnostics;
using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;

namespace Lemmata.Tool.Hosting;

/// <summary>
/// A session on threads: each cell runs on one of its own, which can be interrupted while it sleeps or waits, and left
/// behind when it does not stop. The process's console belongs to the cell that runs.
/// </summary>
internal sealed class ThreadedSession : IDisposable
{
    private const int StackBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>A session with nothing declared yet.</summary>
    /// <param name="options">What the host says.</param>
    /// <param name="prepared">The cells that will come, compiled by another process; null to compile them here.</param>
    public ThreadedSession(SessionOptions options, PreparedCells? prepared = null)
    {
        Cells = new CellSession(new FileHost(), options, prepared);
        ConsoleRouter.Install();
        BackgroundExceptions.Install();
    }

    /// <summary>The session itself.</summary>
    public CellSession Cells { get; }

    /// <summary>What the host said.</summary>
    public SessionOptions Options => Cells.Options;

    /// <summary>The last piece that ran; null before the first.</summary>
    public Submission? Last => Cells.Last;

    /// <summary>Warms the engine up; see <see cref="CellSession.PrepareAsync"/>.</summary>
    public void Prepare() => Cells.PrepareAsync().GetAwaiter().GetResult();

    /// <summary>Executes a cell. Cells asked for at the same time run one after another.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="sink">Where its outputs go, also those of tasks that outlive the cell.</param>
    /// <param name="token">Cancel it to interrupt the cell.</param>
    /// <param name="label">How errors name the cell, such as "cell 3".</param>
    /// <param name="steps">The cell as a stepper names it, to compile it with stops; null for a plain run.</param>
    public async Task<CellOutcome> ExecuteAsync(
        string code, IOutputSink sink, CancellationToken token = default, string label = "cell", string? steps = null)
    {
        await turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            // It waits all the time: a thread of the pool, of which there may be two, would be missing elsewhere.
            return await Task.Factory.StartNew(() => Execute(code, new OutputGate(sink, Options), token, label, steps),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Reads from the session between two cells. A value's own code may run in it, so that it has a thread and two
    /// seconds, after which the answer is null.
    /// </summary>
    public async Task<T?> ReadAsync<T>(Func<T?> read)
        where T : class
    {
        await turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var work = Task.Factory.StartNew(
                read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return await Task.WhenAny(work, Task.Delay(LongestRead)).ConfigureAwait(false) == work
                ? await work.ConfigureAwait(false)
                : null;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Cells.Dispose();
        turn.Dispose();
    }

    private CellOutcome Execute(string code, OutputGate output, CancellationToken token, string label, string? steps)
    {
        var watch = Stopwatch.StartNew();
        ConsoleRouter.Install();
        var runner = new InterruptibleRunner();
        var context = new CellContext(Cells, output, runner, token) { Steps = steps };
        CellOutcome? outcome = null;
        using var ended = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            outcome = RunOnThread(code, context, label);
            ended.Set();
        }, StackBytes) { IsBackground = true, Name = label };
        thread.Start();
        // On this thread and not by a registration, which would run behind whatever the cell attached to its token.
        var interrupted = WaitHandle.WaitAny([ended.WaitHandle, token.WaitHandle]) == 1;
        if (interrupted) CellGuard.Raise();
        // Sleeps and waits are interrupted again and again, since user code may catch the exception once.
        for (var patience = Stopwatch.StartNew(); !ended.Wait(50) && patience.Elapsed < Options.AbandonAfter;)
            if (token.IsCancellationRequested) runner.Interrupt();
        if (interrupted) _ = CellGuard.LowerAfterAsync(() => !thread.IsAlive && context.Work.IsCompleted);
        output.Complete();
        if (outcome is not null)
            return outcome;
        var message =
            $"the cell did not stop within {Options.AbandonAfter.TotalSeconds:0.#} s of the interrupt and was "
            + "left behind; restart the session if it keeps a core busy";
        var abandoned = new CellError("Abandoned", message, [message], 0);
        output.Error(abandoned);
        return new CellOutcome(CellStatus.Abandoned, abandoned, watch.Elapsed);
    }

    // The runner returns only when the cell's code has ended, so nothing of the cell leaves this thread.
    private CellOutcome RunOnThread(string code, CellContext context, string label)
    {
        if (Directory.Exists(Options.Folder) && Environment.CurrentDirectory != Options.Folder)
            Environment.CurrentDirectory = Options.Folder;
        return Cells.RunAsync(code, context, label).GetAwaiter().GetResult();
    }
}
