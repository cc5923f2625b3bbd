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

    /// <summary>True for an address on the web, which a source document may have.</summary>
    public static bool IsWeb(string address) => IsSafe(address) && address.Contains("://", StringComparison.Ordinal);
}
