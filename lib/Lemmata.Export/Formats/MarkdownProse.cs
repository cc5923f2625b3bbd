using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export.Prose;

namespace Lemmata.Export.Formats;

/// <summary>A notebook's prose in the dialect of GitHub: formulas it accepts, links that lead somewhere, no raw HTML that it would drop.</summary>
internal sealed partial class MarkdownProse(PageText page, MarkdownLinks links)
{
    private const char Held = '\uE000', HeldEnd = '\uE001';

    private readonly List<(string Text, bool Display)> held = [];
    private bool inTable;

    /// <summary>Converts one cell's Markdown.</summary>
    public string Convert(string markdown, JsonObject? attachments = null)
    {
        held.Clear();
        var text = new StringBuilder();
        foreach (var piece in MathMarks.Pieces(markdown.Trim()))
        {
            // A dollar beside a letter opens no formula on GitHub: a space of no width keeps them apart.
            if (piece.Kind == MathMarks.Kind.Inline && text.Length > 0 && char.IsLetterOrDigit(text[^1])) { text.Append('\u200B'); }
            if (piece.Kind == MathMarks.Kind.Words && text.Length > 0 && text[^1] == HeldEnd && held[^1].Text.StartsWith('\uE009') && char.IsLetterOrDigit(piece.Text[0])) { text.Append('\u200B'); }
            text.Append(piece.Kind switch
            {
                MathMarks.Kind.Code => Hold(piece.Text),
                MathMarks.Kind.Display => Hold(piece.Text, display: true),
                MathMarks.Kind.Inline => Hold(piece.Text, formula: true),
                _ => piece.Text,
            });
        }

        var result = Comment().Replace(text.ToString(), "");
        result = DroppedElement().Replace(result, match =>
        {
            page.Warn($"the raw HTML element {match.Groups["name"].Value} is left out.");
            return "";
        });
        result = Tag().Replace(result, match => Hold(Raw.Tag(match.Value, page)));
        result = Autolink().Replace(result, match => Hold(match.Value));
        result = Image().Replace(result, match => Hold(Picture(match.Groups["address"].Value.Trim('<', '>'), Restored(match.Groups["text"].Value), attachments)));
        result = LinkPattern().Replace(result, match => Hold(Linked(match.Groups["address"].Value.Trim('<', '>'), match.Groups["text"].Value, match.Groups["title"].Value)));
        result = BareAddress().Replace(result, match => Hold(match.Value));
        result = Footnote().Replace(result, match => $"[^{page.Cell.ToString(CultureInfo.InvariantCulture)}-{match.Groups["name"].Value}]");
        return Restored(Lines(result)).Trim('\n');
    }

    /// <summary>One paragraph without line ends: captions, statements, corrections.</summary>
    /// <param name="markdown">The paragraph.</param>
    /// <param name="table">True within a table, where an upright bar would end the cell.</param>
    public string Inline(string markdown, bool table = false)
    {
        inTable = table;
        var text = HtmlText.Squeeze(Convert(HtmlText.Squeeze(markdown)));
        inTable = false;
        return text;
    }

    private string Hold(string text, bool display = false, bool formula = false)
    {
        held.Add((formula ? "\uE009" + text : text, display));
        return $"{Held}{(held.Count - 1).ToString(CultureInfo.InvariantCulture)}{HeldEnd}";
    }

    private string Restored(string text, bool table = false) => Mark().Replace(text, match =>
    {
        var (kept, display) = held[int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture)];
        if (kept.StartsWith('\uE009') || display) { return GitHubText.Formula(display ? Untagged(kept) : kept[1..], table); }
        return Restored(kept, table);
    });

    private string Lines(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var heading = HeadingStart().Match(line);
            if (heading.Success)
            {
                var name = Restored(line[heading.Length..]).Trim().TrimEnd('#').Trim();
                // The same name as on the exported page: TeX counts as its letters.
                var id = page.Slugs.Take(HtmlText.Squeeze(name.Replace("$`", "", StringComparison.Ordinal).Replace("`$", "", StringComparison.Ordinal)));
                lines.Add(heading.Groups["marks"].Value + " " + links.Anchor(page.Notebook, id) + name);
            }
            else if (inTable || line.TrimStart().StartsWith('|'))
            {
                lines.Add(Restored(References.Link(line, page, Reference), table: true));
            }
            else
            {
                Displayed(References.Link(line, page, Reference), lines);
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>A displayed formula becomes a block at the indentation of its list item; what follows it starts a new line.</summary>
    private void Displayed(string line, List<string> lines)
    {
        var start = LineStart().Match(line);
        var indent = start.Groups["indent"].Value + new string(' ', start.Groups["marker"].Length);
        while (Mark().Matches(line).FirstOrDefault(mark => held[int.Parse(mark.Groups["n"].Value, CultureInfo.InvariantCulture)].Display) is { } match)
        {
            var before = line[..match.Index];
            var tex = held[int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture)].Text.Trim();
            var after = line[(match.Index + match.Length)..];
            if (Punctuation().Match(after) is { Success: true } stop)
            {
                tex = MarkdownText.TagCommand().Match(tex) is { Success: true } tag ? tex.Insert(tag.Index, stop.Value.Trim() + " ") : tex + stop.Value.Trim();
                after = after[stop.Length..];
            }

            var tags = MarkdownText.TagCommand().Matches(tex);
            var anchor = tags.Count == 1 ? links.Anchor(page.Notebook, "eq-" + tags[0].Groups[1].Value) : "";
            var bare = before.Trim().Length == 0;
            if (bare && anchor.Length > 0 && lines.Count > 0 && lines[^1].Trim().Length > 0 && !lines[^1].EndsWith("```", StringComparison.Ordinal)) { lines[^1] += anchor; }
            else if (bare && anchor.Length > 0 && !indent.Contains('>', StringComparison.Ordinal)) { lines.Add(indent + anchor); lines.Add(""); }
            if (!bare) { lines.Add(before.TrimEnd() + anchor); }
            lines.Add(GitHubText.Display(tex, indent));
            if (after.Trim().Length == 0) { return; }
            line = indent + after.TrimStart();
        }

        lines.Add(line);
    }

    private string Reference(string slug, string anchor, string text) => links.Link(slug.Length == 0 ? page.Notebook : slug, anchor, text, "");

    private string Linked(string address, string text, string title)
    {
        if (References.Address(address, page) is not { } target) { return text; }
        var hash = target.IndexOf('#');
        var file = hash < 0 ? target : target[..hash];
        if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal) || file.Length > 0 && (!file.EndsWith(".html", StringComparison.Ordinal) || file.StartsWith("files/", StringComparison.Ordinal)))
        {
            return $"[{text}]({(target.Contains(' ', StringComparison.Ordinal) ? $"<{target}>" : target)}{title})";
        }

        return links.Link(file.Length == 0 ? page.Notebook : Path.GetFileNameWithoutExtension(file), hash < 0 ? "" : target[(hash + 1)..], text, $"{page.Notebook}, cell {page.Cell}");
    }

    /// <summary>The decision what can be shown is the page's; only its spelling differs here.</summary>
    private string Picture(string address, string alt, JsonObject? attachments)
    {
        var html = Images.Html(page, address, alt, attachments);
        if (ImageElement().Match(html) is { Success: true } image) { return $"![{GitHubText.Escape(alt)}]({image.Groups["source"].Value})"; }
        if (AnchorElement().Match(html) is { Success: true } link) { return $"[{GitHubText.Escape(HtmlText.Strip(link.Groups["text"].Value))}]({System.Net.WebUtility.HtmlDecode(link.Groups["address"].Value)})"; }
        return $"*{GitHubText.Escape(HtmlText.Strip(html))}*";
    }

    private static string Untagged(string tex) => MarkdownText.TagCommand().Replace(tex, "");

    [GeneratedRegex("\uE000(?<n>[0-9]+)\uE001")]
    private static partial Regex Mark();

    [GeneratedRegex("<!--[\\s\\S]*?-->")]
    private static partial Regex Comment();

    [GeneratedRegex(@"<(?<name>script|style|iframe|object|embed|form|svg|template|noscript|textarea|select|audio|video|canvas)\b[\s\S]*?(?:</\k<name>\s*>|$)", RegexOptions.IgnoreCase)]
    private static partial Regex DroppedElement();

    [GeneratedRegex("""</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*|/)?>""")]
    private static partial Regex Tag();

    [GeneratedRegex("<(?:https?://|mailto:)[^\\s<>]+>")]
    private static partial Regex Autolink();

    [GeneratedRegex("(?<![\\]\\(\\w])https?://[^\\s<>\uE000\uE001]+")]
    private static partial Regex BareAddress();

    [GeneratedRegex(@"!\[(?<text>[^\[\]]*)\]\((?<address><[^>]*>|[^()\s]+(?:\([^()]*\)[^()\s]*)*)(?<title>\s+""[^""]*"")?\)")]
    private static partial Regex Image();

    [GeneratedRegex(@"(?<!!)\[(?<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?<address><[^>]*>|[^()\s]+(?:\([^()]*\)[^()\s]*)*)(?<title>\s+""[^""]*"")?\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"\[\^(?<name>[^\]\s]+)\]")]
    private static partial Regex Footnote();

    [GeneratedRegex(@"^(?<marks>#{1,6})[ \t]+")]
    private static partial Regex HeadingStart();

    [GeneratedRegex(@"^(?<indent>[ \t]*(?:>[ \t]?)*[ \t]*)(?<marker>(?:[-*+]|\d{1,9}[.)])[ \t]+)?")]
    private static partial Regex LineStart();

    [GeneratedRegex(@"^\s*[.,;:](?=\s|$)")]
    private static partial Regex Punctuation();

    [GeneratedRegex("""^<img src="(?<source>[^"]*)["]""")]
    private static partial Regex ImageElement();

    [GeneratedRegex("""^<a href="(?<address>[^"]*)">(?<text>.*)</a>$""")]
    private static partial Regex AnchorElement();
}
