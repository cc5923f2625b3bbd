using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Lemmata.Tool.Kernel.Zmtp;

namespace Lemmata.Tool.Kernel;

/// <summary>Asks a front end for a line of input while a cell runs.</summary>
internal sealed class StdinChannel
{
    private readonly ZmtpSocket socket;
    private readonly byte[] key;
    private readonly string session;
    private readonly BlockingCollection<string> answers = new(boundedCapacity: 16);

    /// <summary>Listens on the stdin socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="key">The key that signs messages.</param>
    /// <param name="session">Id of the kernel's session.</param>
    /// <param name="dropped">Told why a message was dropped.</param>
    public StdinChannel(ZmtpSocket socket, byte[] key, string session, Action<string> dropped)
    {
        (this.socket, this.key, this.session) = (socket, key, session);
        socket.Received = (peer, frames) =>
        {
            if (JupyterMessage.Read(frames, key, out var problem) is not { } message)
            {
                peer.Refuse();
                dropped(problem);
                return ValueTask.CompletedTask;
            }

            peer.Trust();
            if (message.Type == "input_reply") answers.TryAdd(JupyterMessage.Text(message.Content, "value"));
            return ValueTask.CompletedTask;
        };
    }

    /// <summary>Sends the question to the front end of <paramref name="request"/> and waits for its answer.</summary>
    /// <exception cref="InvalidOperationException">The front end is not connected to the stdin channel.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted while waiting.</exception>
    public string Ask(Request request, string prompt, bool isSecret, CancellationToken stop)
    {
        while (answers.TryTake(out _))
        {
            // An answer to a question that was interrupted is nobody's.
        }
        // A front end gives its sockets one identity; without one, the only connected peer is meant.
        var peer =
            socket.Find(request.Peer.Identity)
            ?? throw new InvalidOperationException(
                "The front end is not connected to the kernel's stdin channel, so it cannot answer.");
        var content = new JsonObject { ["prompt"] = prompt, ["password"] = isSecret };
        peer.Send(JupyterMessage.Answer(request.Message, "input_request", content, session).Write(key));
        return answers.Take(stop);
    }
}
