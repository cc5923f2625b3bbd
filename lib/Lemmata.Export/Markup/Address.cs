using System.Text;

namespace Lemmata.Export.Markup;

/// <summary>Addresses that a page may point to.</summary>
internal static class Address
{
    /// <summary>True for the web, mail, or a place relative to the page; judged as a browser reads it, blanks and
    /// control characters taken out.</summary>
    public static bool IsSafe(string address)
    {
        var bare = new string([.. address.Where(c => c > ' ' && !char.IsControl(c))]);
        var colon = bare.IndexOf(':');
        if (colon >= 0 && bare.AsSpan(0, colon).IndexOfAny("/?#\\") < 0)
        {
            return bare[..colon].ToLowerInvariant() is "http" or "https" or "mailto";
        }
        // A browser takes a backslash for a slash: two of either at the start name another host.
        return !bare.StartsWith("//", StringComparison.Ordinal) && !bare.Contains('\\', StringComparison.Ordinal);
    }

    /// <summary>
    /// An address on the web with what no address may hold written in percent, as CommonMark asks: a browser would take
    /// a backslash for a slash. A host keeps its brackets and its letters, which name it.
    /// </summary>
    public static string Encoded(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var end = scheme < 0 ? -1 : address.IndexOfAny(['/', '?', '#', '\\'], scheme + 3);
        var host = scheme < 0 ? 0 : end < 0 ? address.Length : end;
        var text = new StringBuilder(address.Length + 16);
        var at = 0;
        foreach (var rune in address.EnumerateRunes())
        {
            var inHost = at < host;
            at += rune.Utf16SequenceLength;
            var kept = rune.IsAscii ? rune.Value > ' ' && !(inHost ? "\"<>^`{|}\x7f" : "\"<>[\\]^`{|}\x7f").Contains((char)rune.Value)
                : inHost;
            text.Append(kept ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return text.ToString();
    }

    /// <summary>True for an address on the web, which a source document may have.</summary>
    public static bool IsWeb(string address) => IsSafe(address) && address.Contains("://", StringComparison.Ordinal);
}
