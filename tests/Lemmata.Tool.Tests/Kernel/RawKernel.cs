using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Lemmata.Tool.Tests.Kernel;

/// <summary>A kernel spoken to by bare sockets, as somebody does who keeps to no protocol.</summary>
internal sealed class RawKernel : IAsyncDisposable
{
    public const string Key = "0b9f1f6e-bare-sockets";

    private static readonly byte[] Greeting =
        [0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48]];
    private static readonly byte[] Ready =
        [4, 28, .. "\u0005READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 6, .. "DEALER"u8];

    private readonly Process process;
    private readonly string file;
    private readonly StringBuilder errors = new();

    private RawKernel(Process process, string file, JsonObject connection) =>
        (this.process, this.file, Connection) = (process, file, connection);

    public JsonObject Connection { get; }

    public string Errors
    {
        get { lock (errors) { return errors.ToString(); } }
    }

    /// <summary>Waits until a sentence stands in <see cref="Errors"/>, which arrives when the reader gets to it.</summary>
    public async Task SaidAsync(string sentence)
    {
        var patience = Stopwatch.StartNew();
        while (!Errors.Contains(sentence, StringComparison.Ordinal) && patience.Elapsed < TimeSpan.FromSeconds(60))
        {
            await Task.Delay(50);
        }

        Assert.Contains(sentence, Errors, StringComparison.Ordinal);
    }

    /// <summary>Resident memory in megabytes.</summary>
    public long Resident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
    }

    public int Threads => Directory.GetDirectories($"/proc/{process.Id}/task").Length;

    public static JsonObject Describe(string ip = "127.0.0.1", string key = Key)
    {
        var connection = new JsonObject { ["ip"] = ip, ["transport"] = "tcp", ["key"] = key, ["signature_scheme"] = "hmac-sha256" };
        var listeners = new List<TcpListener>();
        foreach (var name in new[] { "shell_port", "control_port", "stdin_port", "iopub_port", "hb_port" })
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            listeners.Add(listener);
            connection[name] = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        listeners.ForEach(listener => listener.Stop());
        return connection;
    }

    public static async Task<RawKernel> StartAsync()
    {
        var connection = Describe();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, connection.ToJsonString());
        var kernel = new RawKernel(Process.Start(ToolProcess.Describe("kernel", "start", file))!, file, connection);
        kernel.process.ErrorDataReceived += (_, line) => { lock (kernel.errors) { kernel.errors.AppendLine(line.Data); } };
        kernel.process.BeginErrorReadLine();
        kernel.process.OutputDataReceived += (_, _) => { };
        kernel.process.BeginOutputReadLine();
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            Assert.False(kernel.process.HasExited, kernel.Errors);
            try
            {
                kernel.Connect("shell_port").Dispose();
                return kernel;
            }
            catch (SocketException) when (patience.Elapsed < TimeSpan.FromSeconds(60))
            {
                // Not listening yet.
            }
        }
    }

    /// <summary>A connection that has said nothing.</summary>
    public Socket Connect(string port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = 30_000, SendTimeout = 30_000, NoDelay = true,
        };
        socket.Connect(IPAddress.Loopback, Connection[port]!.GetValue<int>());
        return socket;
    }

    /// <summary>A connection whose handshake is complete.</summary>
    public Socket Shake(string port)
    {
        var socket = Connect(port);
        socket.Send([.. Greeting, .. Ready]);
        Read(socket, 64);
        ReadFrame(socket);
        return socket;
    }

    /// <summary>Whether the kernel answers to somebody who has the key.</summary>
    public bool Answers()
    {
        using var socket = Shake("shell_port");
        Send(socket, Message("kernel_info_request", Key));
        var type = "";
        while (!type.Contains("kernel_info_reply", StringComparison.Ordinal)) { type = Encoding.UTF8.GetString(ReadFrame(socket)); }
        return true;
    }

    /// <summary>Whether the kernel hangs up within a generous time.</summary>
    public static bool IsClosed(Socket socket, int seconds = 30)
    {
        socket.ReceiveTimeout = seconds * 1000;
        try
        {
            var buffer = new byte[4096];
            while (socket.Receive(buffer) > 0)
            {
                // What it said before.
            }

            return true;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted;
        }
    }

    public static byte[][] Message(string type, string key)
    {
        byte[][] parts =
        [
            Encoding.UTF8.GetBytes($$"""{"msg_id":"1","msg_type":"{{type}}","session":"s","version":"5.3"}"""),
            [.. "{}"u8], [.. "{}"u8], [.. "{}"u8],
        ];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), parts.SelectMany(part => part).ToArray()));
        return [[.. "<IDS|MSG>"u8], Encoding.ASCII.GetBytes(signature), .. parts];
    }

    public static void Send(Socket socket, byte[][] frames)
    {
        for (var i = 0; i < frames.Length; i++)
        {
            var head = new byte[9];
            head[0] = (byte)(2 | (i < frames.Length - 1 ? 1 : 0));
            BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(1), frames[i].Length);
            socket.Send([.. head, .. frames[i]]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) { process.Kill(entireProcessTree: true); }
        await process.WaitForExitAsync();
        process.Dispose();
        File.Delete(file);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Resident} MB, {Threads} threads");

    private static byte[] ReadFrame(Socket socket)
    {
        var head = Read(socket, 2);
        var length = (head[0] & 2) == 0 ? head[1]
            : BinaryPrimitives.ReadInt64BigEndian([head[1], .. Read(socket, 7)]);
        return Read(socket, (int)length);
    }

    private static byte[] Read(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var got = socket.Receive(bytes, at, count - at, SocketFlags.None);
            at += got > 0 ? got : throw new EndOfStreamException();
        }

        return bytes;
    }
}
