using Lemmata.Export.Formulas;

namespace Lemmata.Export.Prose.Parsing;

/// <summary>Text that is no Markdown and has formulas in dollars all the same: words of raw HTML, statements in
/// tables.</summary>
internal static class MathText
{
    /// <summary>Words and formulas in turn; of each pair one is empty.</summary>
    public static IEnumerable<(string Text, MathInline? Formula)> Pieces(string text)
    {
        var from = 0;
        var unclosed = 0;
        for (var at = 0; at < text.Length && unclosed < 100; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is not ('(' or '['))
            {
                at++;
                continue;
            }

            if (text[at] is not ('$' or '\\') || Read(text.AsSpan(at)) is not var (formula, length))
            {
                unclosed += text[at] is '$' ? 1 : 0;
                continue;
            }

            if (at > from) { yield return (text[from..at], null); }
            yield return ("", formula);
            from = at + length;
            at = from - 1;
        }

        if (from < text.Length) { yield return (text[from..], null); }
    }

    /// <summary>Whether a formula that opens in a text is still open at its end and closes in what follows.</summary>
    public static bool EndsInside(string text, ReadOnlySpan<char> following)
    {
        var unclosed = 0;
        for (var at = 0; at < text.Length && unclosed < 16; at++)
        {
            if (text[at] == '`')
            {
                // Code; where it does not end, the marks are letters.
                var ticks = text.AsSpan(at).IndexOfAnyExcept('`') is > 0 and var run ? run : text.Length - at;
                var end = text.IndexOf(new string('`', ticks), at + ticks, StringComparison.Ordinal);
                at = end < 0 ? at + ticks - 1 : end + ticks - 1;
                continue;
            }

            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is not ('(' or '['))
            {
                at++;
                continue;
            }

            if (text[at] is not ('$' or '\\')) { continue; }
            if (Read(text.AsSpan(at)) is var (_, length)) { at += length - 1; }
            else if (Read(string.Concat(text.AsSpan(at), "\n", following)) is not null) { return true; }
            else { unclosed++; }
        }

        return false;
    }

    private static (MathInline, int)? Read(ReadOnlySpan<char> text)
    {
        var (open, close, display) = text.StartsWith("$$", StringComparison.Ordinal) ? ("$$", "$$", true)
            : text[0] == '$' ? ("$", "$", false) : text.StartsWith("\\(", StringComparison.Ordinal)
                ? ("\\(", "\\)", false) : ("\\[", "\\]", true);
        if (text.Length <= open.Length || open == "$" && char.IsWhiteSpace(text[1])) { return null; }
        var end = TexScan.Close(text[open.Length..], close);
        return end <= 0 ? null
            : (new MathInline(text.Slice(open.Length, end).ToString(), display,
            text[..(open.Length + end + close.Length)].ToString()),
            open.Length + end + close.Length);
    }
}
