using System.Buffers.Binary;
using System.IO.Pipes;
using System.Text;
using System.Text.Json.Nodes;

namespace Lemmata.Tool.Running;

/// <summary>
/// Messages between the tool and the process of a session: a length of four bytes, then JSON in UTF-8.
/// </summary>
internal sealed class SessionPipe(PipeStream pipe) : IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>Sends a message; messages of several threads never mix.</summary>
    public async Task SendAsync(JsonObject message)
    {
        var frame = Frame(message);
        await writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await pipe.WriteAsync(frame).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>
    /// As <see cref="SendAsync"/>, on the calling thread alone: cells may keep every thread of the pool busy.
    /// </summary>
    public void Send(JsonObject message)
    {
        var frame = Frame(message);
        writing.Wait();
        try
        {
            pipe.Write(frame);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Receives a message; null when the other side has gone.</summary>
    public async Task<JsonObject?> ReceiveAsync(CancellationToken token = default)
    {
        try
        {
            var header = new byte[4];
            await pipe.ReadExactlyAsync(header, token).ConfigureAwait(false);
            var text = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
            await pipe.ReadExactlyAsync(text, token).ConfigureAwait(false);
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        pipe.Dispose();
        writing.Dispose();
    }

    private static byte[] Frame(JsonObject message)
    {
        var text = Encoding.UTF8.GetBytes(message.ToJsonString());
        var frame = new byte[4 + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, text.Length);
        text.CopyTo(frame, 4);
        return frame;
    }
}
