using System.Diagnostics;
using System.Text;
using Lemmata.Tool.Display;
using Lemmata.Tool.Execution.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace Lemmata.Tool.Execution;

/// <summary>
/// One C# session: cells run in order, each sees what the earlier ones declared. It has no transport; what cells
/// show goes to an <see cref="IOutputSink"/>. One cell runs at a time, on a thread of its own.
/// </summary>
internal sealed class CellSession : IDisposable
{
    private const int StackBytes = 16 * 1024 * 1024;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly InteractiveAssemblyLoader loader = new();
    private readonly MissingAssemblies missing = new();
    private Script<object>? script;
    private ScriptState<object>? state;

    /// <summary>A session with nothing declared yet.</summary>
    public CellSession(SessionOptions options)
    {
        Options = options;
        loader.RegisterDependency(typeof(CellSession).Assembly);
        Directives = new CellDirectives(this);
        ConsoleRouter.Install();
        BackgroundExceptions.Install();
        AppContext.SetData("Cell.CancellationToken", (Func<CancellationToken>)AmbientToken);
    }

    /// <summary>What the host said.</summary>
    public SessionOptions Options { get; }

    /// <summary>The last submission that ran, for completion and hover; null before the first.</summary>
    public Script? LastScript => script;

    /// <summary>The variables of the session with their present values.</summary>
    public IEnumerable<ScriptVariable> Variables =>
        state?.Variables.GroupBy(variable => variable.Name).Select(group => group.Last()) ?? [];

    /// <summary>The <c>#!</c> directives the session knows.</summary>
    public CellDirectives Directives { get; }

    /// <summary>Runs a throw-away script in a session of its own, so that a reader's first cell finds the engine warm.</summary>
    public static void WarmUp()
    {
        using var session = new CellSession(new SessionOptions());
        var options = session.ScriptOptions("warm-up");
        var code = GuardRewriter.Rewrite(
            "using static System.Math; int Twice(int x) { return 2 * x; } foreach (var k in Enumerable.Range(0, 2)) Twice(k); "
            + "var text = $\"{Sqrt(2.0)}\"; new[] { 1.0, 2.0 }.Select(x => x * x).Sum()", ScriptReferences.ParseOptions);
        var first = CSharpScript.Create<object>(code, options, assemblyLoader: session.loader);
        var state = first.RunAsync().GetAwaiter().GetResult();
        var second = first.ContinueWith<object>("text.Length + 1", options);
        second.RunFromAsync(state).GetAwaiter().GetResult();
        _ = ValueFormatter.Format(state.ReturnValue);
    }

    /// <summary>Opens the default namespaces now, so that the first cell is a continuation like all others.</summary>
    public void Prepare() => Submit("", "preparation");

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
            return await Task.Run(() => Execute(code, new OutputGate(sink, Options), token, label), CancellationToken.None)
                .ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        loader.Dispose();
        turn.Dispose();
    }

    /// <summary>Runs code as the next submission; called on the cell's thread.</summary>
    /// <returns>The value of its last expression.</returns>
    /// <exception cref="CellFailure">It did not compile or it threw.</exception>
    internal object? Submit(string code, string label)
    {
        var options = ScriptOptions(label).AddReferences(Directives.TakeReferences());
        var next = Compile(code, options, out var diagnostics);
        if (next is null) throw new CellFailure(CellErrors.Compilation(diagnostics, code));
        Exception? thrown = null;
        var reached = (state is null
            ? next.RunAsync(null, Catch, CancellationToken.None)
            : next.RunFromAsync(state, Catch, CancellationToken.None)).GetAwaiter().GetResult();
        (script, state) = (next, reached);
        return thrown is null ? reached.ReturnValue : throw Failure(thrown);

        bool Catch(Exception exception)
        {
            thrown = exception;
            return true;
        }

        Exception Failure(Exception exception) =>
            CellContext.Current?.Token.IsCancellationRequested == true && IsOfInterrupt(exception)
                ? new OperationCanceledException("interrupted", exception)
                : new CellFailure(CellErrors.Thrown(exception, label, code));
    }

    private static bool IsOfInterrupt(Exception exception) =>
        exception.GetBaseException() is OperationCanceledException or ThreadInterruptedException;

    private static CancellationToken AmbientToken() => CellContext.Current?.Token ?? CancellationToken.None;

    private Script<object>? Compile(string code, ScriptOptions options, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var guarded = GuardRewriter.Rewrite(code, ScriptReferences.ParseOptions);
        foreach (var text in guarded == code ? [code] : new[] { guarded, code })
        {
            var next = script is null
                ? CSharpScript.Create<object>(text, options, assemblyLoader: loader)
                : script.ContinueWith<object>(text, options);
            diagnostics = next.Compile();
            if (diagnostics.All(found => found.Severity != DiagnosticSeverity.Error)) return next;
            if (ReferenceEquals(text, code)) return null;
        }
        throw new UnreachableException();
    }

    private ScriptOptions ScriptOptions(string label)
    {
        var options = Microsoft.CodeAnalysis.Scripting.ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.CSharp13)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithAllowUnsafe(true)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8)
            .WithFilePath(label)
            .WithMetadataResolver(missing);
        return script is not null
            ? options.WithReferences(Array.Empty<MetadataReference>())
            : options.WithReferences(ScriptReferences.All).WithImports(ScriptReferences.Usings.Add(ScriptReferences.Functions));
    }

    private CellOutcome Execute(string code, OutputGate output, CancellationToken token, string label)
    {
        var watch = Stopwatch.StartNew();
        var context = new CellContext(this, output, token);
        CellOutcome? outcome = null;
        var raised = 0;
        using var ended = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            context.Enter();
            outcome = RunOnThread(code, context, label, watch);
            ended.Set();
        }, StackBytes) { IsBackground = true, Name = label };
        using var interruption = token.Register(() =>
        {
            CellGuard.Raise();
            Interlocked.Increment(ref raised);
        });
        thread.Start();
        WaitHandle.WaitAny([ended.WaitHandle, token.WaitHandle]);
        // Sleeps and waits are interrupted again and again, since user code may catch the exception once.
        for (var patience = Stopwatch.StartNew(); !ended.Wait(50) && patience.Elapsed < Options.AbandonAfter;)
            if (token.IsCancellationRequested) thread.Interrupt();
        interruption.Dispose();
        if (outcome is not null && Volatile.Read(ref raised) > 0) CellGuard.Lower();
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
            if (Directives.Run(code, label) is { } value) context.Output.Result(ValueFormatter.Format(value));
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
