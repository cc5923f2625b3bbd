using System.IO.Pipes;
using System.Text.Json.Nodes;
using Lemmata.Session.Cells;
using Lemmata.Session.Formatting;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Running;

/// <summary>The child process of a run: executes the cells that the tool sends over a pipe, and nothing else.</summary>
internal static class SessionServer
{
    /// <summary>Serves one notebook until the tool says that it is finished or goes away.</summary>
    /// <param name="pipeName">The pipe the tool listens on.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="textLimit">The most characters of console text a cell may write.</param>
    public static async Task<int> ServeAsync(string pipeName, string folder, int textLimit)
    {
        var stream = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous);
        await stream.ConnectAsync(10_000).ConfigureAwait(false);
        var pipe = new SessionPipe(stream); // Never closed here: threads of the notebook may outlive this method.
        var session = new ThreadedSession(new SessionOptions
        {
            Folder = folder, TextLimit = textLimit, AllowPackages = true,
        });
        session.Prepare();
        await pipe.SendAsync(new JsonObject { ["kind"] = "ready" }).ConfigureAwait(false);
        while (await pipe.ReceiveAsync().ConfigureAwait(false) is { } message)
        {
            switch ((string?)message["kind"])
            {
                case "execute":
                    _ = ExecuteAsync(session, pipe, message);
                    break;
                case "finish":
                    return 0; // The process ends with the last thread of the notebook; the tool waits for it, and for its error.
            }
        }
        Environment.Exit(0); // The tool is gone: nobody waits for threads of the notebook.
        return 0;
    }

    private static async Task ExecuteAsync(ThreadedSession session, SessionPipe pipe, JsonObject message)
    {
        var sink = new PipeSink(pipe, (int)message["cell"]!);
        var outcome = await session
            .ExecuteAsync((string)message["code"]!, sink, CancellationToken.None, (string)message["label"]!)
            .ConfigureAwait(false);
        await pipe.SendAsync(
                new JsonObject
                {
                    ["kind"] = "done",
                    ["status"] = outcome.Status.ToString(),
                    ["seconds"] = outcome.Duration.TotalSeconds,
                }
            )
            .ConfigureAwait(false);
    }

    private sealed class PipeSink(SessionPipe pipe, int cell) : IOutputSink
    {
        public void Stream(string name, string text) =>
            Send("stream", new JsonObject { ["name"] = name, ["text"] = text });

        public void Display(MimeBundle bundle, string? displayId) => Send("display", Body(bundle, displayId));

        public void Update(MimeBundle bundle, string displayId) => Send("update", Body(bundle, displayId));

        public void Result(MimeBundle bundle) => Send("result", Body(bundle, null));

        public void Error(CellError error) =>
            Send(
                "error",
                new JsonObject
                {
                    ["name"] = error.Name,
                    ["message"] = error.Message,
                    ["line"] = error.Line,
                    ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
                }
            );

        public void ClearOutput(bool wait) => Send("clear", new JsonObject { ["wait"] = wait });

        private static JsonObject Body(MimeBundle bundle, string? displayId) =>
            new()
            {
                ["data"] = bundle.Data.DeepClone(),
                ["metadata"] = bundle.Metadata.DeepClone(),
                ["id"] = displayId,
            };

        private void Send(string kind, JsonObject body)
        {
            body["kind"] = kind;
            body["cell"] = cell;
            try
            {
                pipe.Send(body);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                Environment.Exit(0); // The tool is gone.
            }
        }
    }
}
