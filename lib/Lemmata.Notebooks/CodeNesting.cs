namespace Lemmata.Notebooks;

/// <summary>
/// How deep code nests brackets. The compiler's time grows with the cube of that: 3000 brackets in a row keep it busy
/// for minutes, in every program that reads the notebook, without a line of it being run.
/// </summary>
internal static class CodeNesting
{
    /// <summary>Far beyond what people and generators write.</summary>
    public const int Deepest = 256;

    /// <summary>Whether brackets outside of literals and comments nest deeper.</summary>
    public static bool IsTooDeep(string code)
    {
        var (depth, conditions) = (0, 0);
        for (var at = 0; at < code.Length; at++)
        {
            switch (code[at])
            {
                case '(' or '[' or '{':
                    if (++depth > Deepest) return true;
                    break;
                // As in A<B<C; a comparison has spaces.
                case '<' when at > 0 && IsWord(code[at - 1]) && at + 1 < code.Length && IsWord(code[at + 1]):
                    if (++depth > Deepest) return true;
                    break;
                // As in a?b?c; what makes them end is a colon each, or the statement's end.
                case '?' when at + 1 < code.Length && code[at + 1] is not ('.' or '?' or '['):
                    if (++conditions > Deepest) return true;
                    break;
                case ':':
                    conditions = Math.Max(0, conditions - 1);
                    break;
                case ';':
                    conditions = 0;
                    break;
                case ')' or ']' or '}':
                    depth = Math.Max(0, depth - 1);
                    break;
                case '>' when at > 0 && (IsWord(code[at - 1]) || code[at - 1] is '>' or ']' or ')' or '?'):
                    depth = Math.Max(0, depth - 1);
                    break;
                case '"' or '\'' or '/':
                    at = End(code, at);
                    break;
            }
        }

        return false;
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    /// <summary>The last character of the literal or comment that starts somewhere.</summary>
    private static int End(string code, int start)
    {
        var next = start + 1 < code.Length ? code[start + 1] : '\0';
        if (code[start] == '/')
        {
            return next == '/' ? Before(code.IndexOf('\n', start))
                : next == '*' ? Before(code.IndexOf("*/", start + 2, StringComparison.Ordinal) + 1)
                : start;
        }

        var quotes = start;
        while (quotes < code.Length && code[quotes] == '"') quotes++;
        if (quotes - start >= 3) return Raw(code, start, quotes - start);
        var verbatim = code[start] == '"' && start > 0
            && (code[start - 1] == '@' || (start > 1 && code[start - 2] == '@'));
        for (var at = start + 1; at < code.Length; at++)
        {
            if (code[at] == code[start] && verbatim && at + 1 < code.Length && code[at + 1] == '"') at++;
            else if (code[at] == code[start] || (!verbatim && code[at] == '\n')) return at;
            else if (code[at] == '\\' && !verbatim) at++;
        }

        return code.Length;

        int Before(int end) => end <= 0 ? code.Length : end;
    }

    private static int Raw(string code, int start, int quotes)
    {
        var end = code.IndexOf(new string('"', quotes), start + quotes, StringComparison.Ordinal);
        return end < 0 ? code.Length : end + quotes - 1;
    }
}
