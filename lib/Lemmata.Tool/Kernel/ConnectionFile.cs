using System.Net;
using System.Text;
using System.Text.Json;

namespace Lemmata.Tool.Kernel;

/// <summary>What a front end tells a kernel that it starts: where to listen and how messages are signed.</summary>
internal sealed record ConnectionFile(
    IPAddress Address,
    int Shell,
    int Control,
    int Stdin,
    int Iopub,
    int Heartbeat,
    byte[] Key)
{
    /// <summary>Reads a connection file.</summary>
    /// <exception cref="KernelStartException">The file is missing, no JSON, or asks for something that is not spoken
    /// here; the message names file and field.</exception>
    /// <param name="path">The file.</param>
    /// <param name="unsigned">Whether messages may go without a signature: the key may be empty.</param>
    /// <param name="remote">Whether other machines may connect: the address may be any.</param>
    public static ConnectionFile Read(string path, bool unsigned = false, bool remote = false)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var root = document.RootElement;
            var transport = Optional(root, "transport", "tcp");
            if (transport != "tcp") throw Wrong($"asks for the transport {transport}; only tcp is spoken here");
            var scheme = Optional(root, "signature_scheme", "hmac-sha256");
            if (scheme != "hmac-sha256")
                throw Wrong($"asks for the signature scheme {scheme}; only hmac-sha256 is spoken here");
            var ip = Optional(root, "ip", "127.0.0.1");
            var address = ip switch
            {
                "*" => IPAddress.Any,
                "localhost" or "" => IPAddress.Loopback,
                _ when IPAddress.TryParse(ip, out var parsed) => parsed,
                _ => throw Wrong($"names the ip {ip}, which is no address"),
            };
            var file = new ConnectionFile(
                address,
                Port("shell_port"),
                Port("control_port"),
                Port("stdin_port"),
                Port("iopub_port"),
                Port("hb_port"),
                Encoding.UTF8.GetBytes(Optional(root, "key", "")));
            if (file.Key.Length == 0 && !unsigned)
            {
                throw Wrong("has no key, so that every program of this machine could run code here; "
                    + "--allow-unsigned permits that");
            }

            if (!IPAddress.IsLoopback(address) && !remote)
            {
                throw Wrong($"names the ip {ip}, so that other machines could connect; --allow-remote permits that");
            }

            return file;

            int Port(string name) =>
                root.TryGetProperty(name, out var port)
                && port.TryGetInt32(out var number)
                && number is >= 0 and <= 65535
                    ? number
                    : throw Wrong($"has no {name} between 0 and 65535");
        }
        catch (Exception unreadable)
            when (unreadable
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or InvalidOperationException)
        {
            throw Wrong($"cannot be read: {unreadable.Message}");
        }

        KernelStartException Wrong(string what) =>
            new(
                $"The connection file {path} {what}. A front end writes this file; start the kernel from one, or "
                    + "pass the file it wrote."
            );
    }

    private static string Optional(JsonElement root, string name, string otherwise) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : otherwise;
}

/// <summary>The kernel cannot start; the message says why and what to do.</summary>
internal sealed class KernelStartException(string message) : Exception(message);
