using System.Collections.Immutable;
using System.Diagnostics;
using Lemmata.Tool.Display;
using Lemmata.Tool.Execution.Submissions;
using Microsoft.CodeAnalysis;

namespace Lemmata.Tool.Execution;

/// <summary>
/// One C# session: cells run in order, each sees what the earlier ones declared. It has no transport; what cells
/// show goes to an <see cref="IOutputSink"/>. One cell runs at a time, on a thread of its own.
/// </summary>
internal sealed class CellSession : IDisposable
{
    private const int StackBytes = 16 * 1024 * 1024;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SubmissionChain chain = new();

    /// <summary>A session with nothing declared yet.</summary>
    public CellSession(SessionOptions options)
    {
        Options = options;
        Directives = new CellDirectives(this);
        ConsoleRouter.Install();
        BackgroundExceptions.Install();
        AppContext.SetData("Cell.CancellationToken", (Func<CancellationToken>)AmbientToken);
    }

    /// <summary>What the host said.</summary>
    public SessionOptions Options { get; }

    /// <summary>The last piece that ran, for completion and hover; null before the first.</summary>
    public Submission? Last => chain.Last;

    /// <summary>The variables of the session with their present values.</summary>
    public IEnumerable<SessionVariable> Variables => chain.Last?.Variables ?? [];

    /// <summary>The <c>#!</c> directives the session knows.</summary>
    public CellDirectives Directives { get; }

    /// <summary>
    /// Opens the default namespaces and runs a few lines that leave nothing behind, so that a reader's first cell is a
    /// continuation like all others and finds the engine warm.
    /// </summary>
    public void Prepare()
    {
        Submit("{ int Twice(int x) { return 2 * x; } foreach (var k in Enumerable.Range(0, 2)) Twice(k); "
            + "var text = $\"{Math.Sqrt(2.0)}\"; _ = new[] { 1.0, 2.0 }.Select(x => x * x).Sum(); }", "preparation");
        _ = ValueFormatter.Format(Submit("1.0 + 1", "preparation"));
    }

    /// <summary>Executes a cell. Cells asked for at the same time run one after another.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="sink">Where its outputs go, also those of tasks that outlive the cell.</param>
    /// <param name="token">Cancel it to interrupt the cell.</param>
    /// <param name="label">How errors name the cell, such as "cell 3".</param>
    public async Task<CellOutcome> ExecuteAsync(
        string code, IOutputSink sink, CancellationToken token = default, string label = "cell")
    {
        await turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            // It waits all the time: a thread of the pool, of which there may be two, would be missing elsewhere.
            return await Task.Factory.StartNew(() => Execute(code, new OutputGate(sink, Options), token, label),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    /// <summary>Runs code as the next submission; called on the cell's thread.</summary>
    /// <returns>The value of its last expression.</returns>
    /// <exception cref="CellFailure">It did not compile or it threw.</exception>
    internal object? Submit(string code, string label)
    {
        var submission = Compile(code, label, out var diagnostics)
            ?? throw new CellFailure(CellErrors.Compilation(diagnostics, code));
        try
        {
            return OfCell(() => chain.Run(submission));
        }
        catch (Exception thrown) when (thrown is not ThreadInterruptedException)
        {
            throw CellContext.Current?.Token.IsCancellationRequested == true && IsOfInterrupt(thrown)
                ? new OperationCanceledException("interrupted", thrown)
                : new CellFailure(CellErrors.Thrown(thrown, label, code));
        }
    }

    private static T OfCell<T>(Func<T> code) => CellContext.Current is { } context ? context.Interruption.Run(code) : code();

    private static bool IsOfInterrupt(Exception exception) =>
        exception.GetBaseException() is OperationCanceledException or ThreadInterruptedException;

    private static CancellationToken AmbientToken() => CellContext.Current?.Token ?? CancellationToken.None;

    // Where the text with the checks does not compile, the reader's own tells the errors at their places.
    private Submission? Compile(string code, string label, out ImmutableArray<Diagnostic> diagnostics)
    {
        var references = Directives.TakeReferences();
        var woven = GuardRewriter.Rewrite(code, ScriptReferences.ParseOptions);
        var token = AmbientToken();
        var submission = chain.Compile(code, woven, label, references, token, out diagnostics);
        return submission is null && woven != code ? chain.Compile(code, code, label, references, token, out diagnostics) : submission;
    }

    private CellOutcome Execute(string code, OutputGate output, CancellationToken token, string label)
    {
        var watch = Stopwatch.StartNew();
        ConsoleRouter.Install();
        var context = new CellContext(this, output, token);
        CellOutcome? outcome = null;
        using var ended = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            context.Enter();
            outcome = RunOnThread(code, context, label, watch);
            ended.Set();
        }, StackBytes) { IsBackground = true, Name = label };
        thread.Start();
        // On this thread and not by a registration, which would run behind whatever the cell attached to its token.
        var interrupted = WaitHandle.WaitAny([ended.WaitHandle, token.WaitHandle]) == 1;
        if (interrupted) CellGuard.Raise();
        // Sleeps and waits are interrupted again and again, since user code may catch the exception once.
        for (var patience = Stopwatch.StartNew(); !ended.Wait(50) && patience.Elapsed < Options.AbandonAfter;)
            if (token.IsCancellationRequested) context.Interruption.Send();
        if (interrupted) _ = CellGuard.LowerAfterAsync(() => !thread.IsAlive && context.Work.IsCompleted);
        output.Complete();
        if (outcome is not null) return outcome;
        var message = $"the cell did not stop within {Options.AbandonAfter.TotalSeconds:0.#} s of the interrupt and was left behind; "
            + "restart the session if it keeps a core busy";
        var abandoned = new CellError("Abandoned", message, [message], 0);
        output.Error(abandoned);
        return new CellOutcome(CellStatus.Abandoned, abandoned, watch.Elapsed);
    }

    private CellOutcome RunOnThread(string code, CellContext context, string label, Stopwatch watch)
    {
        var status = CellStatus.Succeeded;
        CellError? error = null;
        try
        {
            if (Directory.Exists(Options.Folder) && Environment.CurrentDirectory != Options.Folder)
                Environment.CurrentDirectory = Options.Folder;
            context.Token.ThrowIfCancellationRequested();
            if (Directives.Run(code, label) is { } value) context.Output.Result(OfCell(() => ValueFormatter.Format(value)));
        }
        catch (CellFailure failure)
        {
            (status, error) = (CellStatus.Failed, failure.Error);
        }
        catch (Exception exception) when (context.Token.IsCancellationRequested && IsOfInterrupt(exception))
        {
            (status, error) = (CellStatus.Interrupted, new CellError("Interrupted", "the cell was interrupted", ["the cell was interrupted"], 0));
        }
        catch (Exception exception)
        {
            (status, error) = (CellStatus.Failed, CellErrors.Thrown(exception, label, code));
        }
        context.Output.Flush();
        if (error is not null) context.Output.Error(error);
        return new CellOutcome(status, error, watch.Elapsed);
    }
}
