using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Lemmata.Session.Cells;
using Lemmata.Tool.Hosting;
using Lemmata.Tool.Kernel.Zmtp;

namespace Lemmata.Tool.Kernel;

/// <summary>The Jupyter kernel: five sockets, a queue of shell requests answered in order, and one C# session behind them.</summary>
internal sealed class KernelServer : IAsyncDisposable
{
    private const int LargestQueue = 4096, MostReported = 50;

    // A display of this many bytes leaves several copies behind, which the collector would otherwise keep for long.
    private const long LargeOutput = 8L << 20;

    private readonly byte[] key;
    private readonly string sessionId = Guid.NewGuid().ToString();
    private readonly ZmtpSocket shell,
        control,
        stdin,
        heartbeat;
    private readonly PublisherSocket iopub;
    private readonly Channel<Request> requests = Channel.CreateBounded<Request>(
        new BoundedChannelOptions(LargestQueue) { SingleReader = true }
    );
    private readonly TaskCompletionSource<int> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<ShellHandler> handler;
    private readonly StdinChannel input;
    private readonly IdleCollection idle = new();
    private long received;
    private int dropped;
    private long abortedUpTo;
    private long published;
    private Request? current;
    private CancellationTokenSource cell = new();

    /// <summary>Binds the sockets of the connection file and starts to answer.</summary>
    /// <param name="file">Where to listen, and the key that signs messages.</param>
    /// <param name="startSession">Makes the C# session; called in the background, so that kernel_info is answered at once.</param>
    /// <exception cref="KernelStartException">A port is taken or the address is not of this machine.</exception>
    public KernelServer(ConnectionFile file, Func<Func<string, bool, string?>, ThreadedSession> startSession)
    {
        key = file.Key;
        shell = Bind("shell_port", file.Shell, port => new ZmtpSocket("ROUTER", file.Address, port));
        control = Bind(
            "control_port",
            file.Control,
            port => new ZmtpSocket("ROUTER", file.Address, port, ownThreads: true));
        stdin = Bind("stdin_port", file.Stdin, port => new ZmtpSocket("ROUTER", file.Address, port));
        heartbeat = Bind(
            "hb_port",
            file.Heartbeat,
            port => new ZmtpSocket("REP", file.Address, port, ownThreads: true));
        iopub = (PublisherSocket)Bind("iopub_port", file.Iopub, port => new PublisherSocket(file.Address, port));

        input = new StdinChannel(stdin, key, sessionId, Dropped);
        heartbeat.Received = (peer, frames) =>
        {
            peer.Send(frames);
            return ValueTask.CompletedTask;
        };
        shell.Received = (peer, frames) => ReceiveAsync(peer, frames, shell);
        control.Received = (peer, frames) => ReceiveAsync(peer, frames, control);
        handler = Task.Run(() => new ShellHandler(startSession(ReadLine)));
        foreach (var socket in new[] { shell, control, stdin, heartbeat, iopub })
            socket.Start();
        Publish(null, "status", new JsonObject { ["execution_state"] = "starting" });
        _ = Task.Run(AnswerShellAsync);

        ZmtpSocket Bind(string name, int port, Func<int, ZmtpSocket> bind)
        {
            try
            {
                return bind(port);
            }
            catch (SocketException refused)
            {
                throw new KernelStartException(
                    $"The {name} {port} on {file.Address} cannot be used: {refused.Message}. "
                        + "Another kernel may hold it; let the front end choose new ports by restarting the kernel.");
            }
        }
    }

    /// <summary>Ends when a front end asks for shutdown or <see cref="Stop"/> is called; the value is the exit status.</summary>
    public Task<int> Ended => ended.Task;

    /// <summary>Interrupts the running cell, as a front end's interrupt button does.</summary>
    /// <remarks>What a cell attached to its token runs elsewhere: it may throw or block, and the front end wants its answer.</remarks>
    public void Interrupt() => _ = Volatile.Read(ref cell).CancelAsync();

    /// <summary>Ends the kernel.</summary>
    public void Stop() => ended.TrySetResult(0);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        idle.Dispose();
        foreach (var socket in new[] { shell, control, stdin, heartbeat, iopub })
            await socket.DisposeAsync();
    }

    private async ValueTask ReceiveAsync(ZmtpPeer peer, byte[][] frames, ZmtpSocket from)
    {
        if (JupyterMessage.Read(frames, key, out var problem) is not { } message)
        {
            peer.Refuse();
            Dropped(problem);
            return;
        }
        peer.Trust();
        var request = new Request(peer, message, Interlocked.Increment(ref received));
        if (from == shell)
            await requests.Writer.WriteAsync(request);
        else
            AnswerControl(request);
    }

    // Whoever cannot sign must not be able to fill a log either.
    private void Dropped(string problem)
    {
        var count = Interlocked.Increment(ref dropped);
        if (count <= MostReported) ConsoleRouter.HostError.WriteLine($"A message was dropped: {problem}.");
        if (count == MostReported) ConsoleRouter.HostError.WriteLine("Others that are dropped are not reported.");
    }

    // Control requests are answered at once, beside a running cell.
    private void AnswerControl(Request request)
    {
        Busy(request, true);
        switch (request.Message.Type)
        {
            case "kernel_info_request":
                Reply(request, "kernel_info_reply", KernelInfo.Content());
                break;
            case "interrupt_request":
                Interrupt();
                Reply(request, "interrupt_reply", Ok());
                break;
            case "shutdown_request":
                Shutdown(request);
                return;
            default:
                Unknown(request);
                break;
        }
        Busy(request, false);
    }

    private void Shutdown(Request request)
    {
        var content = Ok();
        content["restart"] = JupyterMessage.Flag(request.Message.Content, "restart", false);
        Reply(request, "shutdown_reply", content);
        Publish(request.Message, "shutdown_reply", (JsonObject)content.DeepClone());
        Busy(request, false);
        Interrupt();
        Stop();
    }

    private async Task AnswerShellAsync()
    {
        await foreach (var request in requests.Reader.ReadAllAsync())
        {
            Busy(request, true);
            try
            {
                await AnswerShellAsync(request);
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // A fault in the kernel itself: the front end gets an answer, and the kernel goes on.
                var error = new CellError(failed.GetType().Name, failed.Message, [failed.ToString()], 0);
                var content = IopubSink.ErrorContent(error);
                content["status"] = "error";
                content["execution_count"] = ExecutionCount;
                Reply(request, request.Message.Type.Replace("_request", "_reply", StringComparison.Ordinal), content);
            }
            Busy(request, false);
        }
    }

    private async Task AnswerShellAsync(Request request)
    {
        var content = request.Message.Content;
        switch (request.Message.Type)
        {
            case "execute_request":
                await ExecuteAsync(request);
                break;
            case "kernel_info_request":
                Reply(request, "kernel_info_reply", KernelInfo.Content());
                break;
            case "complete_request":
                Reply(request, "complete_reply", await (await handler).CompleteAsync(content));
                break;
            case "inspect_request":
                Reply(request, "inspect_reply", await (await handler).InspectAsync(content));
                break;
            case "is_complete_request":
                Reply(request, "is_complete_reply", ShellHandler.IsComplete(content));
                break;
            case "history_request":
                Reply(
                    request,
                    "history_reply",
                    new JsonObject { ["status"] = "ok", ["history"] = (await handler).History.Find(content) }
                );
                break;
            case "comm_info_request":
                Reply(request, "comm_info_reply", new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() });
                break;
            case "comm_open":
                Publish(
                    request.Message,
                    "comm_close",
                    new JsonObject
                    {
                        ["comm_id"] = JupyterMessage.Text(content, "comm_id"),
                        ["data"] = new JsonObject(),
                    }
                );
                break;
            case "comm_msg" or "comm_close":
                break;
            case "shutdown_request":
                Shutdown(request);
                break;
            default:
                Unknown(request);
                break;
        }
    }

    private async Task ExecuteAsync(Request request)
    {
        if (request.Number <= Volatile.Read(ref abortedUpTo))
        {
            Reply(
                request,
                "execute_reply",
                new JsonObject { ["status"] = "aborted", ["execution_count"] = ExecutionCount }
            );
            return;
        }
        var source = new CancellationTokenSource(); // Never disposed: an interrupt may come at the moment the cell ends.
        Volatile.Write(ref cell, source);
        Volatile.Write(ref current, request);
        idle.Hold();
        try
        {
            var content = await (await handler).ExecuteAsync(
                request.Message.Content,
                (type, fields) => Publish(request.Message, type, fields),
                source.Token);
            if (
                JupyterMessage.Text(content, "status") == "error"
                && JupyterMessage.Flag(request.Message.Content, "stop_on_error", true))
            {
                Volatile.Write(ref abortedUpTo, Interlocked.Read(ref received));
            }

            Reply(request, "execute_reply", content);
            if (Interlocked.Exchange(ref published, 0) > LargeOutput)
                GC.Collect();
        }
        finally
        {
            Volatile.Write(ref current, null);
            Volatile.Write(ref cell, new CancellationTokenSource());
            idle.Await();
        }
    }

    private int ExecutionCount => handler.IsCompletedSuccessfully ? handler.Result.ExecutionCount : 0;

    // Console.ReadLine of a cell: asked of the front end that sent the cell.
    private string? ReadLine(string prompt, bool isSecret)
    {
        if (
            Volatile.Read(ref current) is not { } request
            || !JupyterMessage.Flag(request.Message.Content, "allow_stdin", false))
        {
            throw new InvalidOperationException(
                "This front end cannot answer questions of a cell; give the value in the cell instead of reading it.");
        }

        return input.Ask(request, prompt, isSecret, Volatile.Read(ref cell).Token);
    }

    private static void Unknown(Request request) =>
        ConsoleRouter.HostError.WriteLine(
            $"A message of the type {request.Message.Type} is not known here and was not answered.");

    private static JsonObject Ok() => new() { ["status"] = "ok" };

    private void Busy(Request request, bool busy) =>
        Publish(request.Message, "status", new JsonObject { ["execution_state"] = busy ? "busy" : "idle" });

    private void Reply(Request request, string type, JsonObject content) =>
        request.Peer.Send(JupyterMessage.Answer(request.Message, type, content, sessionId).Write(key));

    private void Publish(JupyterMessage? parent, string type, JsonObject content)
    {
        var frames = JupyterMessage
            .Answer(parent, type, content, sessionId)
            .Write(key, Encoding.ASCII.GetBytes(type));
        Interlocked.Add(ref published, frames.Sum(frame => (long)frame.Length));
        iopub.Publish(frames);
    }
}

/// <summary>A message with the peer that waits for its answer, numbered in the order of arrival.</summary>
internal sealed record Request(ZmtpPeer Peer, JupyterMessage Message, long Number);
