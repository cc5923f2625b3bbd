using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Lemmata.Tool.Kernel.Zmtp;

/// <summary>
/// One connected peer of a <see cref="ZmtpSocket"/>: greeting, handshake, framing, and a bounded queue of outgoing
/// messages.
/// </summary>
/// <remarks>
/// ZMTP 3.0 with the NULL mechanism, server side (rfc.zeromq.org/spec/23). Heartbeats of ZMTP 3.1 are answered.
/// A frame's announced length is never trusted with memory: bytes are gathered as they arrive, up to
/// <see cref="LargestMessage"/> from those who have signed a message, and little from all others.
/// </remarks>
/// <param name="socket">The accepted connection.</param>
/// <param name="socketType">ROUTER, PUB or REP, as told in the handshake.</param>
/// <param name="blocking">Whether reading and writing block the thread that asks for it and need none of the
/// pool.</param>
internal sealed class ZmtpPeer(Socket socket, string socketType, bool blocking)
{
    /// <summary>Largest message a peer may send, in bytes; a peer that announces more is disconnected.</summary>
    public const long LargestMessage = 256L << 20;

    /// <summary>Largest message of a ROUTER's peer that has not signed one yet.</summary>
    public const long LargestUnsigned = 1L << 20;

    /// <summary>Largest message where nothing is ever signed: heartbeats and subscriptions.</summary>
    public const long LargestNote = 4 << 10;

    /// <summary>How many messages in a row may be refused before the peer is disconnected.</summary>
    private const int MostRefused = 16;

    /// <summary>How long greeting and READY may take.</summary>
    public static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(5);

    /// <summary>Bytes that may wait for a peer that does not read; past that, it is disconnected.</summary>
    public const long LargestBacklog = 64L << 20;

    private const byte MoreFlag = 1, LongFlag = 2, CommandFlag = 4;

    private readonly Channel<byte[][]> outgoing = Channel.CreateUnbounded<byte[][]>(
        new() { SingleReader = true, AllowSynchronousContinuations = blocking });

    // One buffer for each direction: a buffered stream may not be read and written at once, the network stream may.
    private readonly BufferedStream incoming = new(
        blocking ? new BlockingStream(socket) : new NetworkStream(socket),
        64 << 10);
    private readonly BufferedStream wire = new(
        blocking ? new BlockingStream(socket) : new NetworkStream(socket),
        64 << 10);
    private readonly SemaphoreSlim writing = new(1);
    private long backlog;
    private long largest = LargestNote;
    private int refused;

    /// <summary>Routing identity that the peer announced, empty when it announced none.</summary>
    public string Identity { get; private set; } = "";

    /// <summary>Exchanges greeting and READY, then reads messages until the peer leaves.</summary>
    /// <param name="ready">Called once, when the handshake is complete.</param>
    /// <param name="received">Called with the frames of each message.</param>
    /// <exception cref="InvalidDataException">The peer does not speak ZMTP 3 with the NULL mechanism, or sends a
    /// message over the limit.</exception>
    public async Task ServeAsync(Action ready, Func<byte[][], ValueTask> received, CancellationToken stop)
    {
        socket.NoDelay = true;
        using var stopped = stop.Register(Disconnect); // A blocking read hears of nothing else.
        try
        {
            using (var late = new CancellationTokenSource(HandshakeTime))
            {
                using var expired = late.Token.Register(Disconnect);
                await GreetAsync(stop);
            }
            largest = socketType == "ROUTER" ? LargestUnsigned : LargestNote;
            ready();
            var writer = WriteQueuedAsync(stop);
            await ReadMessagesAsync(received, stop);
            outgoing.Writer.TryComplete();
            await writer;
        }
        finally
        {
            Disconnect();
        }
    }

    /// <summary>The peer has signed a message: it may send large ones from here on.</summary>
    public void Trust()
    {
        Volatile.Write(ref largest, LargestMessage);
        Volatile.Write(ref refused, 0);
    }

    /// <summary>A message of the peer was refused; one that sends nothing else is disconnected.</summary>
    public void Refuse()
    {
        if (Interlocked.Increment(ref refused) >= MostRefused) Disconnect();
    }

    /// <summary>Queues a message; a peer whose backlog is over the limit is disconnected instead.</summary>
    /// <param name="frames">Frames of the message; shared between peers, never changed after this call.</param>
    public void Send(byte[][] frames)
    {
        var waiting = Interlocked.Read(ref backlog);
        if (waiting > LargestBacklog)
        {
            Disconnect();
            return;
        }
        Interlocked.Add(ref backlog, frames.Sum(frame => (long)frame.Length));
        outgoing.Writer.TryWrite(frames);
    }

    /// <summary>Waits until all queued messages are handed to the operating system, or the time is over.</summary>
    public async Task FlushAsync(TimeSpan atMost)
    {
        outgoing.Writer.TryComplete();
        await Task.WhenAny(outgoing.Reader.Completion, Task.Delay(atMost));
        if (await writing.WaitAsync(atMost)) writing.Release();
    }

    /// <summary>Ends the connection.</summary>
    public void Disconnect()
    {
        outgoing.Writer.TryComplete();
        socket.Dispose();
    }

    private async Task GreetAsync(CancellationToken stop)
    {
        var greeting = new byte[64];
        greeting[0] = 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        "NULL"u8.CopyTo(greeting.AsSpan(12));
        await wire.WriteAsync(greeting, stop);
        await wire.FlushAsync(stop);

        var theirs = new byte[64];
        await incoming.ReadExactlyAsync(theirs, stop);
        if (theirs[0] != 0xFF || theirs[9] != 0x7F || theirs[10] < 3)
            throw new InvalidDataException("the peer does not greet as ZMTP 3 does");
        var mechanism = Encoding.ASCII.GetString(theirs, 12, 20).TrimEnd('\0');
        if (mechanism != "NULL")
        {
            throw new InvalidDataException(
                $"the peer wants the security mechanism {mechanism}; only NULL is spoken here");
        }

        await WriteFrameAsync(CommandFlag, Ready(), stop);
        await wire.FlushAsync(stop);
        var (flags, body) = await ReadFrameAsync(0, stop);
        if ((flags & CommandFlag) == 0 || !body.AsSpan().StartsWith("\u0005READY"u8))
            throw new InvalidDataException("the peer did not answer the greeting with READY");
        Identity = Property(body.AsSpan(6), "Identity");
    }

    private byte[] Ready()
    {
        var ready = new MemoryStream();
        ready.Write("\u0005READY"u8);
        foreach (var (name, value) in new[] { ("Socket-Type", socketType), ("Identity", "") })
        {
            ready.WriteByte((byte)name.Length);
            ready.Write(Encoding.ASCII.GetBytes(name));
            ready.Write([0, 0, 0, (byte)value.Length]);
            ready.Write(Encoding.ASCII.GetBytes(value));
        }
        return ready.ToArray();
    }

    private static string Property(ReadOnlySpan<byte> metadata, string wanted)
    {
        while (metadata.Length > 0)
        {
            int nameLength = metadata[0];
            if (metadata.Length < nameLength + 5) break;
            var name = Encoding.ASCII.GetString(metadata.Slice(1, nameLength));
            var valueLength = BinaryPrimitives.ReadInt32BigEndian(metadata[(1 + nameLength)..]);
            var rest = metadata[(5 + nameLength)..];
            if (valueLength < 0 || valueLength > rest.Length)
                break;
            if (name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                return Convert.ToHexString(rest[..valueLength]);
            metadata = rest[valueLength..];
        }
        return "";
    }

    private async Task ReadMessagesAsync(Func<byte[][], ValueTask> received, CancellationToken stop)
    {
        var frames = new List<byte[]>();
        long gathered = 0;
        while (true)
        {
            byte flags;
            byte[] body;
            try
            {
                (flags, body) = await ReadFrameAsync(gathered, stop);
            }
            catch (EndOfStreamException)
            {
                return;
            }
            if ((flags & CommandFlag) != 0)
            {
                await AnswerCommandAsync(body, stop);
                continue;
            }
            frames.Add(body);
            gathered += body.Length + 64;
            if ((flags & MoreFlag) != 0) continue;
            await received([.. frames]);
            frames.Clear();
            gathered = 0;
        }
    }

    private async Task AnswerCommandAsync(byte[] body, CancellationToken stop)
    {
        // PING: name, two bytes of time to live, up to 16 bytes of context that PONG repeats.
        if (!body.AsSpan().StartsWith("\u0004PING"u8) || body.Length is < 7 or > 23) return;
        await writing.WaitAsync(stop);
        try
        {
            await WriteFrameAsync(CommandFlag, [.. "\u0004PONG"u8, .. body.AsSpan(7)], stop);
            await wire.FlushAsync(stop);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task<(byte Flags, byte[] Body)> ReadFrameAsync(long gathered, CancellationToken stop)
    {
        var head = new byte[9];
        await incoming.ReadExactlyAsync(head.AsMemory(0, 2), stop);
        var flags = head[0];
        if ((flags & ~(MoreFlag | LongFlag | CommandFlag)) != 0)
            throw new InvalidDataException($"frame flags 0x{flags:x2} are not of ZMTP 3.0");
        long length = head[1];
        if ((flags & LongFlag) != 0)
        {
            await incoming.ReadExactlyAsync(head.AsMemory(2, 7), stop);
            length = BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(1));
        }
        var limit = Volatile.Read(ref largest);
        if (length < 0 || length > limit - gathered)
            throw new InvalidDataException($"a message of {length} bytes more is over the limit of {limit}");

        // The buffer grows with what has arrived, so that an announced length alone costs nothing.
        var body = new byte[Math.Min(length, 1 << 20)];
        var filled = 0;
        while (filled < length)
        {
            if (filled == body.Length) Array.Resize(ref body, (int)Math.Min(length, 2L * body.Length));
            var count = await incoming.ReadAsync(body.AsMemory(filled), stop);
            if (count == 0) throw new EndOfStreamException();
            filled += count;
        }
        return (flags, body);
    }

    private async Task WriteQueuedAsync(CancellationToken stop)
    {
        try
        {
            while (await outgoing.Reader.WaitToReadAsync(stop))
            {
                await writing.WaitAsync(stop);
                try
                {
                    while (outgoing.Reader.TryRead(out var frames))
                    {
                        for (var i = 0; i < frames.Length; i++)
                            await WriteFrameAsync(i < frames.Length - 1 ? MoreFlag : (byte)0, frames[i], stop);
                        Interlocked.Add(ref backlog, -frames.Sum(frame => (long)frame.Length));
                    }
                    await wire.FlushAsync(stop);
                }
                finally
                {
                    writing.Release();
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The peer left; the reading side ends with it.
        }
    }

    private async ValueTask WriteFrameAsync(byte flags, byte[] body, CancellationToken stop)
    {
        var head = new byte[9];
        var length = 2;
        if (body.Length > 255)
        {
            head[0] = (byte)(flags | LongFlag);
            BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(1), body.Length);
            length = 9;
        }
        else
        {
            head[0] = flags;
            head[1] = (byte)body.Length;
        }
        await wire.WriteAsync(head.AsMemory(0, length), stop);
        await wire.WriteAsync(body, stop);
    }

    private sealed class BlockingStream(Socket socket) : NetworkStream(socket)
    {
        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
