namespace Lemmata.Export.Formulas;

/// <summary>Where a formula ends: dollars inside <c>\text</c>, <c>\tag</c> and their kind belong to it.</summary>
internal static class TexScan
{
    /// <summary>Longest formula; an opening mark without its closing one is looked after no further.</summary>
    private const int MaxLength = 20_000;

    /// <summary>Commands whose arguments are words, in which dollars open formulas of their own.</summary>
    private static readonly HashSet<string> Words =
    [
        "text", "textrm", "textbf", "textit", "textsf", "texttt", "textnormal", "textmd", "textup", "mbox", "hbox",
            "tag", "fbox",
        "raisebox", "colorbox", "fcolorbox", "boxed", "emph", "intertext", "text*",
    ];

    /// <summary>Where the closing mark stands, or -1.</summary>
    /// <param name="text">Text after the opening mark.</param>
    /// <param name="close">The closing mark: <c>$</c>, <c>$$</c>, <c>\)</c> or <c>\]</c>.</param>
    public static int Close(ReadOnlySpan<char> text, string close)
    {
        // What is open: a group of a formula, a group of words, or a formula within words.
        var open = new Stack<char>();
        var words = false;
        var environments = 0;
        if (text.Length > MaxLength) { text = text[..MaxLength]; }
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    if (open.Count == 0 && text[i..].StartsWith(close, StringComparison.Ordinal)) { return i; }
                    var length = NameLength(text[(i + 1)..]);
                    environments += text.Slice(i + 1, length) switch { "begin" => 1, "end" => -1, _ => 0 };
                    words = length > 0 && Words.Contains(text.Slice(i + 1, length).ToString());
                    i += Math.Max(1, length);
                    continue;
                case '{':
                    open.Push(words || open.TryPeek(out var around) && around == 'w' ? 'w' : 'm');
                    break;
                case '}':
                    if (open.TryPeek(out var inner) && inner == '$') { open.Pop(); }
                    // Another argument of the same command follows.
                    words = open.TryPop(out var closed) && closed == 'w';
                    continue;
                case '$' when open.TryPeek(out var kind) && kind == 'w':
                    open.Push('$');
                    break;
                case '$' when open.TryPeek(out var kind) && kind == '$':
                    open.Pop();
                    break;
                case '$' when close == "$":
                    return IsClosing(text, i) ? i : -1;
                case '$' when close == "$$" && i + 1 < text.Length && text[i + 1] == '$':
                    return i;
                case '`' when close == "$" && open.Count == 0 && environments <= 0:
                    // Code is never touched; in an environment it is a quotation mark.
                    return -1;
                case ' ' or '*' or '\n' or '[' or ']':
                    continue;
            }

            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('.' or '-')) { words = false; }
        }

        return -1;
    }

    /// <summary>Where an environment ends, behind its <c>\end</c>, or -1; <paramref name="text"/> starts with its
    /// <c>\begin</c>.</summary>
    public static int EnvironmentEnd(ReadOnlySpan<char> text, string name)
    {
        var (begin, end) = ($"\\begin{{{name}}}", $"\\end{{{name}}}");
        if (text.Length > MaxLength) { text = text[..MaxLength]; }
        var depth = 0;
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOf('\\');
            if (next < 0) { return -1; }
            at += next;
            if (text[at..].StartsWith(begin, StringComparison.Ordinal))
            {
                depth++;
                at += begin.Length;
            }
            else if (text[at..].StartsWith(end, StringComparison.Ordinal))
            {
                at += end.Length;
                if (--depth == 0) { return at; }
            }
            else
            {
                at += 2;
            }
        }

        return -1;
    }

    /// <summary>The name in <c>\begin{name}</c> at the start of a text, or null.</summary>
    public static string? Environment(ReadOnlySpan<char> text)
    {
        const string begin = "\\begin{";
        if (!text.StartsWith(begin, StringComparison.Ordinal)) { return null; }
        var rest = text[begin.Length..];
        var length = rest.IndexOf('}');
        if (length is < 1 or > 40 || rest[..length].IndexOfAnyExcept(Letters) >= 0) { return null; }
        return rest[..length].ToString();
    }

    /// <summary>Letters of a command at the start of a text.</summary>
    public static int NameLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('A', 'z');
        var name = end < 0 ? text : text[..end];
        var odd = name.IndexOfAnyInRange('[', '`');
        return odd < 0 ? name.Length : odd;
    }

    /// <summary>The argument in braces at a place, white space before it skipped; null where there is none.</summary>
    public static (string Content, int End)? Argument(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) { at++; }
        if (at >= text.Length || text[at] != '{') { return null; }
        var depth = 0;
        for (var i = at; i < text.Length; i++)
        {
            if (text[i] == '\\') { i++; }
            else if (text[i] == '{') { depth++; }
            else if (text[i] == '}' && --depth == 0) { return (text[(at + 1)..i].ToString(), i + 1); }
        }

        return null;
    }

    /// <summary>A closing dollar has something before it and no digit after it, as in prices.</summary>
    private static bool IsClosing(ReadOnlySpan<char> text, int at) => at > 0 && !char.IsWhiteSpace(text[at - 1])
        && (at + 1 == text.Length || !char.IsAsciiDigit(text[at + 1]) && text[at + 1] != '$');

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*");
}
