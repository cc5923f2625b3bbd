using System.Globalization;
using System.Text;

namespace Lemmata.Export;

/// <summary>Small pure functions on HTML text that every part of the export uses.</summary>
internal static class HtmlText
{
    /// <summary>Escapes for element content and quoted attribute values.</summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var builder = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            switch (c)
            {
                case '&': builder.Append("&amp;"); break;
                case '<': builder.Append("&lt;"); break;
                case '>': builder.Append("&gt;"); break;
                case '"': builder.Append("&quot;"); break;
                default:
                    // Control characters are not allowed in HTML; line ends and tabs are.
                    builder.Append(c < ' ' && c is not ('\n' or '\t') ? '\uFFFD' : c);
                    break;
            }
        }

        return builder.ToString();
    }

    /// <summary>The text of a fragment without its tags and with its entities resolved.</summary>
    public static string Strip(string html)
    {
        var builder = new StringBuilder(html.Length);
        var inside = false;
        foreach (var c in html)
        {
            if (c == '<') { inside = true; }
            else if (c == '>' && inside) { inside = false; }
            else if (!inside) { builder.Append(c); }
        }

        return System.Net.WebUtility.HtmlDecode(builder.ToString());
    }

    /// <summary>White space runs become one space.</summary>
    public static string Squeeze(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>"1 claim", "2 claims".</summary>
    public static string Count(int count, string singular, string? plural = null) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? singular : plural ?? singular + "s");

    /// <summary>Bytes for people: "812 bytes", "12 KB", "3.4 MB".</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => bytes + " bytes",
        < 1_000_000 => (bytes / 1000.0).ToString("0", CultureInfo.InvariantCulture) + " KB",
        _ => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " MB",
    };
}
