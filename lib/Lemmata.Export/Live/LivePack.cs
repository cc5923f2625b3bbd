using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Lemmata.Export.Live;

/// <summary>
/// Files in one piece, as a page hands them to its runner: the length of an index in four bytes, the index (names and
/// sizes, as JSON), the files; deflated, and in base64, since a page on disk reads nothing else.
/// </summary>
public sealed class LivePack
{
    private readonly Lazy<string> text;

    /// <summary>A pack of files.</summary>
    /// <param name="files">Name and content, in the order in which the runner takes them.</param>
    public LivePack(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var index = Encoding.UTF8.GetBytes(new JsonArray(
            [.. files.Select(file => (JsonNode)new JsonArray(file.Name, file.Content.Length))]).ToJsonString());
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, index.Length);
        byte[][] parts = [length, index, .. files.Select(file => file.Content)];
        var all = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        Id = "live-" + Convert.ToHexStringLower(SHA256.HashData(all).AsSpan(0, 8));
        text = new Lazy<string>(() => Packed.Of(all));
    }

    /// <summary>The element that it is read through, and the name of its file: the mark of what is in it.</summary>
    public string Id { get; }

    /// <summary>The file of the site that holds it.</summary>
    public string Asset => $"assets/{Id}.css";

    /// <summary>The pack as text.</summary>
    public string Text => text.Value;
}
