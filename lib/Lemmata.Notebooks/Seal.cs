using System.Security.Cryptography;
using System.Text;

namespace Lemmata.Notebooks;

/// <summary>What an entry of a cache carries, so that only what was written for its key is believed.</summary>
public static class Seal
{
    /// <summary>A hash of key and content, 64 hexadecimal digits.</summary>
    public static string Of(string key, string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{content}")));
}
