namespace Lemmata.Export.Markup;

/// <summary>What a scanner met.</summary>
internal enum HtmlToken { Text, Open, Close, Comment }

/// <summary>
/// Cuts HTML into tags and text as a browser would, in one pass: no text, however it is made, takes longer than its
/// length. What a tag says is read, never copied: whoever writes markup writes it anew.
/// </summary>
internal sealed class HtmlScanner(string html)
{
    private int position;
    private bool onlyText;

    public HtmlToken Token { get; private set; }

    /// <summary>Name of the tag as written.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Text with its entities resolved.</summary>
    public string Text { get; private set; } = "";

    /// <summary>A tag that closes itself, <c>&lt;path/&gt;</c>.</summary>
    public bool Closed { get; private set; }

    /// <summary>Attributes by name as written, entities resolved.</summary>
    public List<(string Name, string Value)> Attributes { get; } = [];

    /// <summary>Where the token starts and ends.</summary>
    public int Start { get; private set; }

    public int End => position;

    /// <summary>Reads the next token.</summary>
    public bool Next()
    {
        if (position >= html.Length) { return false; }
        Start = position;
        if (html[position] == '<' && !onlyText && Markup()) { return true; }
        var end = onlyText ? html.Length : html.IndexOf('<', position + 1);
        position = end < 0 ? html.Length : end;
        Token = HtmlToken.Text;
        Text = System.Net.WebUtility.HtmlDecode(html[Start..position]);
        return true;
    }

    /// <summary>Goes on behind the closing tag of an element, or at the end.</summary>
    public void SkipElement(string name)
    {
        var close = "</" + name;
        while ((position = html.IndexOf(close, position, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            position += close.Length;
            if (position == html.Length || html[position] is '>' or '/' || char.IsWhiteSpace(html[position])) { break; }
        }

        position = position < 0 ? -1 : html.IndexOf('>', position);
        position = position < 0 ? html.Length : position + 1;
    }

    private bool Markup()
    {
        if (position + 1 >= html.Length) { return false; }
        if (html.AsSpan(position).StartsWith("<!--")) { return Skip("-->", 4); }
        if (html[position + 1] is '!' or '?') { return Skip(">", 2); }
        var closing = html[position + 1] == '/';
        var at = position + (closing ? 2 : 1);
        if (at >= html.Length || !char.IsAsciiLetter(html[at])) { return false; }
        var start = at;
        while (at < html.Length && html[at] is not ('>' or '/') && !char.IsWhiteSpace(html[at])) { at++; }
        Name = html[start..at];
        Attributes.Clear();
        Closed = false;
        if (!ReadAttributes(ref at))
        {
            // A tag that never ends is no tag, and none comes after it either.
            onlyText = true;
            return false;
        }

        Token = closing ? HtmlToken.Close : HtmlToken.Open;
        position = at;
        return true;
    }

    private bool ReadAttributes(ref int at)
    {
        while (at < html.Length)
        {
            if (html[at] == '>')
            {
                at++;
                return true;
            }

            if (html[at] == '/' || char.IsWhiteSpace(html[at]))
            {
                Closed = html[at] == '/' && at + 1 < html.Length && html[at + 1] == '>';
                at++;
                continue;
            }

            var start = at++;
            while (at < html.Length && html[at] is not ('=' or '>' or '/') && !char.IsWhiteSpace(html[at])) { at++; }
            var name = html[start..at];
            var next = at;
            while (next < html.Length && char.IsWhiteSpace(html[next])) { next++; }
            if (next >= html.Length || html[next] != '=')
            {
                Attributes.Add((name, ""));
                continue;
            }

            at = next + 1;
            while (at < html.Length && char.IsWhiteSpace(html[at])) { at++; }
            if (at >= html.Length) { return false; }
            var quote = html[at];
            int end;
            if (quote is '"' or '\'')
            {
                end = html.IndexOf(quote, at + 1);
                if (end < 0) { return false; }
                Attributes.Add((name, System.Net.WebUtility.HtmlDecode(html[(at + 1)..end])));
                at = end + 1;
            }
            else
            {
                for (end = at; end < html.Length && html[end] != '>' && !char.IsWhiteSpace(html[end]);) { end++; }
                Attributes.Add((name, System.Net.WebUtility.HtmlDecode(html[at..end])));
                at = end;
            }
        }

        return false;
    }

    private bool Skip(string end, int length)
    {
        var at = position + length <= html.Length ? html.IndexOf(end, position + length, StringComparison.Ordinal) : -1;
        position = at < 0 ? html.Length : at + end.Length;
        Token = HtmlToken.Comment;
        return true;
    }
}
