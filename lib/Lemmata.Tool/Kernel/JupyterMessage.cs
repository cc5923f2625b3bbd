using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lemmata.Tool.Kernel;

/// <summary>A message of the Jupyter protocol 5.3, independent of the socket that carries it.</summary>
/// <param name="Header">Id, session, type, date and version of this message.</param>
/// <param name="Parent">Header of the message that this one answers, empty when there is none.</param>
/// <param name="Metadata">Rarely used extra fields.</param>
/// <param name="Content">The fields that the message type names.</param>
internal sealed record JupyterMessage(JsonObject Header, JsonObject Parent, JsonObject Metadata, JsonObject Content)
{
    /// <summary>Version of the protocol that is spoken.</summary>
    public const string ProtocolVersion = "5.3";

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 64 };

    /// <summary>The message type, such as <c>execute_request</c>.</summary>
    public string Type => Text(Header, "msg_type");

    /// <summary>A new message that answers <paramref name="parent"/>.</summary>
    public static JupyterMessage Answer(JupyterMessage? parent, string type, JsonObject content, string session) =>
        new(
            new JsonObject
            {
                ["msg_id"] = Guid.NewGuid().ToString(),
                ["session"] = session,
                ["username"] = "kernel",
                ["date"] = DateTime.UtcNow.ToString(
                    "yyyy-MM-ddTHH:mm:ss.ffffffZ",
                    System.Globalization.CultureInfo.InvariantCulture),
                ["msg_type"] = type,
                ["version"] = ProtocolVersion,
            },
            parent is null ? [] : (JsonObject)parent.Header.DeepClone(),
            [],
            content);

    /// <summary>Reads and verifies a message from the frames of a socket.</summary>
    /// <param name="frames">All frames, with or without routing identities before the delimiter.</param>
    /// <param name="key">Key of the connection file; empty when messages are not signed.</param>
    /// <returns>
    /// The message, or null where the frames are no message or the signature is wrong, with the reason in
    /// <paramref name="problem"/>.
    /// </returns>
    public static JupyterMessage? Read(byte[][] frames, byte[] key, out string problem)
    {
        problem = "";
        var at = Array.FindIndex(frames, frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (at < 0 || frames.Length < at + 6)
        {
            problem = $"{frames.Length} frames are no message: the delimiter, a signature and four parts are required";
            return null;
        }
        if (key.Length > 0)
        {
            var expected = Encoding.ASCII.GetBytes(Signature(key, frames.AsSpan(at + 2, 4)));
            if (!CryptographicOperations.FixedTimeEquals(expected, frames[at + 1]))
            {
                problem = "the signature does not match the key of the connection file";
                return null;
            }
        }
        try
        {
            var parts = new JsonObject[4];
            for (var i = 0; i < 4; i++)
            {
                parts[i] = JsonNode.Parse(frames[at + 2 + i], documentOptions: Limits) as JsonObject
                    ?? throw new JsonException($"part {i + 1} of the message is not an object");
                _ = parts[i].Count; // reads lazily parsed members now, so that duplicates are refused here
            }
            var message = new JupyterMessage(parts[0], parts[1], parts[2], parts[3]);
            if (message.Type.Length > 0) return message;
            problem = "the header names no msg_type";
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException or InvalidOperationException)
        {
            problem = malformed.Message;
        }
        return null;
    }

    /// <summary>
    /// The frames to send, signed; <paramref name="first"/> stands before the delimiter (the topic on a PUB socket).
    /// </summary>
    public byte[][] Write(byte[] key, byte[]? first = null)
    {
        byte[][] parts = [Bytes(Header), Bytes(Parent), Bytes(Metadata), Bytes(Content)];
        var signature = key.Length > 0 ? Encoding.ASCII.GetBytes(Signature(key, parts)) : [];
        return first is null ? [Delimiter, signature, .. parts] : [first, Delimiter, signature, .. parts];
    }

    /// <summary>A text field, or empty where it is absent or no text.</summary>
    public static string Text(JsonObject fields, string name) =>
        fields.TryGetPropertyValue(name, out var node)
        && node is JsonValue value
        && value.TryGetValue<string>(out var text)
            ? text
            : "";

    /// <summary>A yes-no field, or <paramref name="otherwise"/> where it is absent or neither.</summary>
    public static bool Flag(JsonObject fields, string name, bool otherwise) =>
        fields.TryGetPropertyValue(name, out var node)
        && node is JsonValue value
        && value.TryGetValue<bool>(out var flag)
            ? flag
            : otherwise;

    /// <summary>A whole number, or <paramref name="otherwise"/> where it is absent or no whole number.</summary>
    public static int Number(JsonObject fields, string name, int otherwise) =>
        fields.TryGetPropertyValue(name, out var node)
        && node is JsonValue value
        && value.TryGetValue<int>(out var number)
            ? number
            : otherwise;

    private static byte[] Bytes(JsonObject part) => JsonSerializer.SerializeToUtf8Bytes(part, Json.Compact);

    private static string Signature(byte[] key, ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts) hash.AppendData(part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static class Json
    {
        public static readonly JsonSerializerOptions Compact =
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    }
}
