using System.Net;
using System.Text.RegularExpressions;

namespace Lemmata.Display;

/// <summary>Text turned into hypertext.</summary>
public static partial class Html
{
    /// <summary>Escapes what has a meaning in hypertext.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>
    /// The text with &amp;, &lt;, &gt;, quotation marks and apostrophes as entities; other characters stay.
    /// </returns>
    public static string Escape(string? text) => (text ?? "")
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");

    /// <summary>
    /// Escapes a sentence and sets its numbers and formulas: <c>1.2e-7</c> as a power of ten, a hyphen before a number
    /// as a minus, <c>$…$</c> as a marked formula.
    /// </summary>
    /// <param name="text">A sentence; formulas in TeX between dollar signs.</param>
    /// <returns>
    /// A fragment in which formulas are <c>&lt;span class="math"&gt;\(…\)&lt;/span&gt;</c>, the form that the page
    /// exporter and MathJax typeset.
    /// </returns>
    public static string Prose(string? text) => string.Concat(
        FormulaParts().Split(text ?? "").Select((part, i) => i % 2 == 1
            ? $"<span class=\"math\">\\({WebUtility.HtmlEncode(part)}\\)</span>"
            : Minus().Replace(PowersOfTen().Replace(Escape(part), match =>
                $"{Mantissa(match.Groups[1].Value)}10<sup>{match.Groups[2].Value.Replace('-', '−')}</sup>"), "−")));

    private static string Mantissa(string digits) => digits == "1" ? "" : digits.Replace('-', '−') + "&nbsp;×&nbsp;";

    [GeneratedRegex(@"(?<=^|[\s(=])-(?=\d)")]
    private static partial Regex Minus();

    [GeneratedRegex(@"\$([^$]+)\$")]
    private static partial Regex FormulaParts();

    [GeneratedRegex(@"(?<![\w.])(-?\d+(?:\.\d+)?)e(-?\d+)(?!\w|\.\d)")]
    private static partial Regex PowersOfTen();
}
