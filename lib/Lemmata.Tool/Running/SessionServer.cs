using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Lemmata.Session.Functions;
using Lemmata.Session.Messages;
using Lemmata.Session.Stepping;
using Lemmata.Tool.Editor;
using Lemmata.Tool.Hosting;
using Lemmata.Tool.Running.Reusing;
using Lemmata.Tool.Stepping;

namespace Lemmata.Tool.Running;

/// <summary>
/// The process of one notebook: executes the cells that the tool or an editor sends over a pipe. lib/vscode/README.md
/// describes the messages.
/// </summary>
internal sealed class SessionServer
{
    private readonly SessionPipe pipe;
    private readonly SessionOptions options;
    private readonly bool servesRuns;
    private readonly Lazy<EditorHandler> editor;
    private readonly StopGate gate = new();
    private readonly Lazy<StepHandler> steps;
    private readonly BlockingCollection<string?> answers = [];
    private CancellationTokenSource running = new();
    private ThreadedSession session;
    private ProcessMarks? marks;

    private SessionServer(SessionPipe pipe, SessionOptions options, bool asks, PreparedCells? prepared, bool servesRuns)
    {
        (this.pipe, this.options, this.servesRuns) = (pipe, options, servesRuns);
        session = new ThreadedSession(asks ? options with { ReadLine = Ask } : options, prepared);
        editor = new Lazy<EditorHandler>(() => new EditorHandler(session));
        steps = new Lazy<StepHandler>(() => new StepHandler(session, gate));
        gate.Stopped = Stopped;
        gate.Logged = (source, line, text) => pipe.Send(new JsonObject
        {
            ["kind"] = "log", ["source"] = source, ["line"] = line, ["text"] = text,
        });
        gate.Found = (source, found) => pipe.Send(new JsonObject
        {
            ["kind"] = "bound", ["source"] = source, ["breakpoints"] = StepHandler.Json(found),
        });
    }

    /// <summary>Serves one notebook until the tool says that it is finished or goes away.</summary>
    /// <param name="pipeName">The pipe the tool listens on.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="textLimit">The most characters of console text a cell may write.</param>
    /// <param name="asks">Whether somebody is there to answer cells that ask for input.</param>
    /// <param name="preparedFile">The file of the cells, compiled already; null where they are compiled here.</param>
    /// <param name="patience">Seconds that an interrupted cell may take; null for the session's own.</param>
    public static Task<int> ServeAsync(
        string pipeName, string folder, int textLimit, bool asks, string? preparedFile = null, double? patience = null) =>
        ServeAsync(pipeName, folder, textLimit, asks, Prepared(preparedFile), patience, servesRuns: false);

    /// <summary>
    /// Serves runs of notebooks that are compiled already, one behind another, until one leaves something behind.
    /// </summary>
    /// <param name="pipeName">The pipe the tool listens on.</param>
    /// <param name="folder">The notebooks' folder.</param>
    /// <param name="textLimit">The most characters of console text a cell may write.</param>
    /// <param name="patience">Seconds that an interrupted cell may take.</param>
    public static Task<int> ServeRunsAsync(string pipeName, string folder, int textLimit, double patience) =>
        ServeAsync(pipeName, folder, textLimit, asks: false, new PreparedCells(), patience, servesRuns: true);

    private static async Task<int> ServeAsync(
        string pipeName, string folder, int textLimit, bool asks, PreparedCells? prepared, double? patience,
        bool servesRuns)
    {
        using var mine = patience is null ? null : SignalsOfTool();
        var stream = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous);
        await stream.ConnectAsync(10_000).ConfigureAwait(false);
        var pipe = new SessionPipe(stream); // Never closed here: threads of the notebook may outlive this method.
        var options = new SessionOptions { Folder = folder, TextLimit = textLimit, AllowPackages = true };
        if (patience is { } seconds) options = options with { AbandonAfter = TimeSpan.FromSeconds(seconds) };
        return await new SessionServer(pipe, options, asks, prepared, servesRuns).ServeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Signals are the tool's to answer, which interrupts the cell so that it can save its state: one that reaches the
    /// whole group of processes must not end this one first.
    /// </summary>
    private static SignalRegistrations SignalsOfTool() => new(
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true));

    private sealed record SignalRegistrations(params PosixSignalRegistration[] Of) : IDisposable
    {
        public void Dispose() => Array.ForEach(Of, registration => registration.Dispose());
    }

    private static PreparedCells? Prepared(string? file)
    {
        if (file is null) return null;
        using var stream = File.OpenRead(file);
        return PreparedCells.Read(stream);
    }

    private async Task<int> ServeAsync()
    {
        session.Prepare();
        await pipe.SendAsync(new JsonObject { ["kind"] = "ready" }).ConfigureAwait(false);
        while (await pipe.ReceiveAsync().ConfigureAwait(false) is { } message)
        {
            switch ((string?)message["kind"])
            {
                case "execute":
                    _ = ExecuteAsync(message);
                    break;
                case "interrupt":
                    _ = Volatile.Read(ref running).CancelAsync();
                    break;
                case "input":
                    answers.Add(message["text"].TextAt());
                    break;
                case "question":
                    _ = AnswerAsync(message);
                    break;
                case "begin":
                    await BeginAsync(message).ConfigureAwait(false);
                    break;
                case "finish" when servesRuns && await IsCleanAsync().ConfigureAwait(false):
                    break;
                case "finish":
                    return 0; // The process ends with the last thread of the notebook; the tool waits for it, and for its error.
            }
        }
        Environment.Exit(0); // The tool is gone: nobody waits for threads of the notebook.
        return 0;
    }

    // A session of its own for each run: its cells and all that they load are loaded anew.
    private async Task BeginAsync(JsonObject message)
    {
        foreach (var (name, value) in message["environment"]!.AsObject())
            Environment.SetEnvironmentVariable(name, (string?)value);
        session.Dispose();
        session = new ThreadedSession(options, Prepared((string?)message["prepared"]));
        DisplayedValue.CountAnew();
        marks = new ProcessMarks();
        await pipe.SendAsync(new JsonObject { ["kind"] = "ready" }).ConfigureAwait(false);
    }

    private async Task<bool> IsCleanAsync()
    {
        CellContext.Forget();
        // Not while the cell's own thread and its message are on their way out.
        var left = await marks!.LeftAsync().ConfigureAwait(false);
        await pipe.SendAsync(new JsonObject { ["kind"] = "finished", ["left"] = left }).ConfigureAwait(false);
        return left is null;
    }

    private async Task ExecuteAsync(JsonObject message)
    {
        var cell = (int)message["cell"]!;
        var stop = new CancellationTokenSource();
        Volatile.Write(ref running, stop);
        var source = message["steps"].TextAt();
        var traces = message["trace"] is not null;
        if (source is not null)
        {
            steps.Value.Stepper.Recording.Clear();
            steps.Value.Stepper.Records = traces || message["records"] is not null;
        }
        else if (steps.IsValueCreated)
        {
            steps.Value.Stepper.Records = false;
        }

        var walk = source is not null && message["walk"] is JsonValue most ? new CellWalk(source, (int)most) : null;
        if (steps.IsValueCreated) steps.Value.Stepper.Walk = walk;
        var outcome = await session
            .ExecuteAsync((string)message["code"]!, new MessageSink(cell, Send), stop.Token, (string)message["label"]!, source)
            .ConfigureAwait(false);
        if (traces && source is not null)
        {
            foreach (var part in StopTrace.Messages(steps.Value.Stepper))
                await pipe.SendAsync(part).ConfigureAwait(false);
        }

        if (walk?.ToJson() is { } walked)
        {
            await pipe.SendAsync(new JsonObject
            {
                ["kind"] = "display", ["cell"] = cell, ["metadata"] = new JsonObject(),
                ["data"] = new JsonObject
                {
                    [MimeTypes.Walk] = walked,
                    ["text/plain"] = $"{(walk.IsFull ? "The first " : "")}{walked["steps"]!.AsArray().Count} steps through "
                        + "this cell, which its page shows.",
                },
            }).ConfigureAwait(false);
        }

        await pipe.SendAsync(
                new JsonObject
                {
                    ["kind"] = "done",
                    ["cell"] = cell,
                    ["status"] = outcome.Status.ToString(),
                    ["seconds"] = outcome.Duration.TotalSeconds,
                }
            )
            .ConfigureAwait(false);
    }

    // An answer that cannot be given says why; the session goes on.
    private async Task AnswerAsync(JsonObject question)
    {
        var reply = new JsonObject { ["kind"] = "answer", ["id"] = question["id"]?.DeepClone() };
        try
        {
            reply["answer"] = question["what"].TextAt() == "step"
                ? await steps.Value.AnswerAsync(question).ConfigureAwait(false)
                : await editor.Value.AnswerAsync(question).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            reply["error"] = $"{failed.GetType().Name}: {failed.Message}";
        }

        await pipe.SendAsync(reply).ConfigureAwait(false);
    }

    // On the thread that stands still.
    private void Stopped(StoppedThread stopped) => pipe.Send(new JsonObject
    {
        ["kind"] = "stopped",
        ["reason"] = stopped.Reason.ToString(),
        ["thread"] = stopped.Thread,
        ["source"] = stopped.Place.Function.Source,
        ["line"] = stopped.Place.Line,
        ["text"] = stopped.Exception is { } thrown ? $"{thrown.GetType().Name}: {thrown.Message}" : "",
        ["canGoBack"] = steps.Value.Stepper.Records,
    });

    // On the cell's thread, which an interrupt wakes.
    private string? Ask(string prompt, bool isSecret)
    {
        while (answers.TryTake(out _)) { }
        pipe.Send(new JsonObject { ["kind"] = "ask", ["prompt"] = prompt, ["secret"] = isSecret });
        return answers.Take(Volatile.Read(ref running).Token);
    }

    private void Send(JsonObject message)
    {
        try
        {
            pipe.Send(message);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            Environment.Exit(0); // The tool is gone.
        }
    }
}
