using System.Security.Cryptography;
using System.Text;

namespace Lemmata.Notebooks;

/// <summary>What an entry of a cache carries, so that only what was written for its key is believed.</summary>
public static class Seal
{
    /// <summary>A hash of key and content, 64 hexadecimal digits.</summary>
    public static string Of(string key, string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{content}")));

    /// <summary>An entry: a line with the hash of its key and content, then the content.</summary>
    public static string Close(string key, string content) => $"{Of(key, content)}\n{content}";

    /// <summary>The content of an entry; null where it is not exactly what was written for this key.</summary>
    public static string? Open(string key, string entry)
    {
        var end = entry.IndexOf('\n');
        return end > 0 && entry[..end] == Of(key, entry[(end + 1)..]) ? entry[(end + 1)..] : null;
    }

    /// <summary>The content of a file that holds an entry; null where it is absent, cannot be read, or is another.</summary>
    public static string? Read(string key, string file)
    {
        try
        {
            return File.Exists(file) ? Open(key, File.ReadAllText(file)) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps an entry in a file of its own. Where none can be written, it is made anew when it is asked for.</summary>
    public static void Keep(string key, string file, string content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(Close(key, content)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Nothing else is lost.
        }
    }
}
