using System.IO.Compression;
using System.Text;

namespace Lemmata.Export;

/// <summary>
/// Text that only a script will read, deflated and in base64. A page opened from disk cannot ask for compressed
/// files, so what is large and not needed to read the page (plot library, plot data, further frames) travels so.
/// </summary>
internal static class Packed
{
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The same of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize))
        {
            deflate.Write(content);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    /// <summary>The reverse of <see cref="Of(string)"/>.</summary>
    public static string Read(string packed)
    {
        using var deflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(packed)),
            CompressionMode.Decompress);
        using var reader = new StreamReader(deflate, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
