using System.Collections.Immutable;
using System.Diagnostics;
using Lemmata.Session.Compilation;
using Lemmata.Session.Formatting;
using Lemmata.Session.Stepping;
using Lemmata.Session.Stepping.Writing;
using Microsoft.CodeAnalysis;

namespace Lemmata.Session.Cells;

/// <summary>
/// One C# session: cells run in order, each sees what the earlier ones declared. It awaits and never waits, starts no
/// thread and has no transport: what cells show goes to an <see cref="IOutputSink"/>, and what they need of the machine
/// comes from an <see cref="ISessionHost"/>.
/// </summary>
internal sealed class CellSession : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SubmissionChain chain;
    private readonly PreparedCells? prepared;
    private InteractiveApi? interactive;
    private bool knowsInteractive;

    /// <summary>A session with nothing declared yet.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="options">What the host says.</param>
    /// <param name="prepared">The cells that will come, compiled by another process; null to compile them here.</param>
    public CellSession(ISessionHost host, SessionOptions options, PreparedCells? prepared = null)
    {
        (Host, Options, this.prepared) = (host, options, prepared);
        chain = new SubmissionChain(host) { KeepsImages = options.Recording is not null };
        Directives = new CellDirectives(this);
        AppContext.SetData("Cell.CancellationToken", (Func<CancellationToken>)AmbientToken);
    }

    /// <summary>The machine the session runs on.</summary>
    public ISessionHost Host { get; }

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
    /// <remarks>Where the cells are compiled already there is nothing to warm up.</remarks>
    public async Task PrepareAsync()
    {
        if (prepared is not null || Options.Recording is not null) return;
        await SubmitAsync("{ int Twice(int x) { return 2 * x; } foreach (var k in Enumerable.Range(0, 2)) Twice(k); "
            + "var text = $\"{Math.Sqrt(2.0)}\"; _ = new[] { 1.0, 2.0 }.Select(x => x * x).Sum(); }", "preparation")
            .ConfigureAwait(false);
        _ = ValueFormatter.Format(await SubmitAsync("1.0 + 1", "preparation").ConfigureAwait(false));
    }

    /// <summary>Decides where cells stop; null until the host makes it possible by <see cref="StepWith"/>.</summary>
    public Stepper? Stepper { get; private set; }

    /// <summary>From now on, cells whose context asks for it are compiled with stops.</summary>
    /// <param name="host">Keeps threads at their stops.</param>
    /// <param name="recording">Where stops are kept for the way back.</param>
    public Stepper StepWith(IStopHost host, StopRecording? recording = null) => Stepper ??=
        new Stepper(host, new WatchCompiler(CompileWatch)) { Recording = recording ?? new StopRecording() };

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
            var context = new CellContext(this, new OutputGate(sink, Options), CellRunner.Direct, token);
            var outcome = await RunAsync(code, context, label).ConfigureAwait(false);
            context.Output.Complete();
            return outcome;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Executes a cell in a context of the host's making, at once. Where the context's runner returns only when the
    /// code has ended, so does this: then all of the cell runs on the calling thread.
    /// </summary>
    public async Task<CellOutcome> RunAsync(string code, CellContext context, string label)
    {
        var watch = Stopwatch.StartNew();
        context.Enter();
        context.Label = label;
        if (context.Steps is { } source) Stepper?.Begin(source);
        var status = CellStatus.Succeeded;
        CellError? error = null;
        try
        {
            context.Token.ThrowIfCancellationRequested();
            if (await Directives.RunAsync(code, label).ConfigureAwait(false) is { } value)
                context.Output.Result(await FormatAsync(value).ConfigureAwait(false));
        }
        catch (CellFailure failure)
        {
            (status, error) = (CellStatus.Failed, failure.Error);
        }
        catch (Exception exception) when (context.Token.IsCancellationRequested && IsOfInterrupt(exception))
        {
            const string message = "the cell was interrupted";
            (status, error) = (CellStatus.Interrupted, new CellError("Interrupted", message, [message], 0));
        }
        catch (Exception exception)
        {
            (status, error) = (CellStatus.Failed, CellErrors.Thrown(exception, label, code));
        }
        if (context.Steps is not null) Stepper?.End();
        context.Output.Flush();
        if (error is not null) context.Output.Error(error);
        return new CellOutcome(status, error, watch.Elapsed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stepper?.Dispose();
        turn.Dispose();
    }

    /// <summary>Runs code as the next submission.</summary>
    /// <returns>The value of its last expression.</returns>
    /// <exception cref="CellFailure">It did not compile or it threw.</exception>
    internal async Task<object?> SubmitAsync(string code, string label)
    {
        var submission = prepared is not null ? Taken(code, prepared)
            : Compiler.IsHere ? Compiled(code, label)
            : throw NoCompiler();
        if (Options.Recording is { } recording)
        {
            recording.Add(code, submission.Prepared);
            chain.Keep(submission);
            return null;
        }

        try
        {
            return await OfCellAsync(() => Started(submission.StartAsync())).ConfigureAwait(false);
        }
        catch (Exception thrown) when (thrown is not ThreadInterruptedException)
        {
            throw CellContext.Current?.Token.IsCancellationRequested == true && IsOfInterrupt(thrown)
                ? new OperationCanceledException("interrupted", thrown)
                : new CellFailure(CellErrors.Thrown(thrown, label, code));
        }
        finally
        {
            chain.Keep(submission);
            // A piece that failed to compile has not made the API known to the next.
            if (interactive is not null) knowsInteractive = true;
        }
    }

    /// <summary>
    /// Goes to a piece that was prepared: what runs next takes that piece and those behind it, on the variables as they
    /// are now.
    /// </summary>
    /// <param name="piece">Number of the piece, from 0.</param>
    internal void GoTo(int piece) => prepared!.GoTo(piece);

    /// <summary>What a cell's text is split into.</summary>
    internal IReadOnlyList<CellSegment> Segments(string text)
    {
        var split = prepared?.SegmentsOf(text) ?? (Compiler.IsHere ? CellText.Split(text) : throw NoCompiler());
        Options.Recording?.Add(text, split);
        return split;
    }

    /// <summary>
    /// Compiles another text for the last piece, where that was compiled for another process; see
    /// <see cref="SubmissionChain.CompileInPlaceOf"/>.
    /// </summary>
    internal PreparedPiece? CompileInPlaceOf(Submission piece, string code, string label) =>
        chain.CompileInPlaceOf(piece, code, GuardRewriter.Rewrite(code, ScriptReferences.ParseOptions), label);

    /// <summary>A value as front ends may show it; its own members run as the cell's code.</summary>
    internal static Task<MimeBundle> FormatAsync(object value) =>
        OfCellAsync(() => Task.FromResult(ValueFormatter.Format(value)));

    private static Task<T> OfCellAsync<T>(Func<Task<T>> code) =>
        (CellContext.Current?.Runner ?? CellRunner.Direct).RunAsync(code);

    private static Task<object?> Started(Task<object?> work)
    {
        if (CellContext.Current is { } context) context.Work = work;
        return work;
    }

    // What it references was needed to compile it; the host knows it from the directives.
    private Submission Taken(string code, PreparedCells cells)
    {
        Directives.TakeReferences();
        return chain.Take(code, cells.Take(code), cells.Next - 1, cells.Count);
    }

    private Submission Compiled(string code, string label) => Compile(code, label, out var diagnostics)
        ?? throw new CellFailure(CellErrors.Compilation(diagnostics, code));

    private static InvalidOperationException NoCompiler() =>
        new("the cell is not among those that were compiled beforehand, and there is no compiler here");

    private static bool IsOfInterrupt(Exception exception) =>
        exception.GetBaseException() is OperationCanceledException or ThreadInterruptedException;

    private static CancellationToken AmbientToken() => CellContext.Current?.Token ?? CancellationToken.None;

    // Where the text with the checks does not compile, the reader's own tells the errors at their places.
    private Submission? Compile(string code, string label, out ImmutableArray<Diagnostic> diagnostics)
    {
        var references = Directives.TakeReferences();
        ImmutableArray<string> opened = [];
        if (!knowsInteractive && (interactive is not null || InteractiveNames.Occur(code)))
        {
            if (Options.Recording is not null)
                throw CellFailure.At(1, "it uses the API of .NET Interactive, which each session loads for itself");
            interactive ??= Host.Interactive();
            references = [.. references, .. interactive.References];
            opened = interactive.Imports;
        }
        var token = AmbientToken();
        if (CellContext.Current is { Steps: { } source } context && context.Label == label && Stepper is { } stepper
            && StoppedCell.Compile(chain, stepper, source, code, label, references, opened, token) is { } stopped)
        {
            diagnostics = [];
            return stopped;
        }

        var woven = GuardRewriter.Rewrite(code, ScriptReferences.ParseOptions);
        var submission = chain.Compile(code, woven, label, references, opened, token, out diagnostics);
        return submission is null && woven != code
            ? chain.Compile(code, code, label, references, opened, token, out diagnostics)
            : submission;
    }

    private (Submission? Watch, IReadOnlyList<Diagnostic> Found) CompileWatch(Submission piece, string code)
    {
        var woven = GuardRewriter.Rewrite(code, ScriptReferences.ParseOptions);
        var watch = chain.CompileOn(piece, woven, AmbientToken(), out var diagnostics);
        return (watch, diagnostics);
    }
}
