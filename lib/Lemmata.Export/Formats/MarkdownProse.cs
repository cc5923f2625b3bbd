using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Export.Formulas;
using Lemmata.Export.Prose;
using Lemmata.Export.Prose.Parsing;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lemmata.Export.Formats;

/// <summary>
/// A notebook's prose in the dialect of GitHub: formulas it accepts, links that lead somewhere, no raw HTML that it
/// would drop. The text is parsed, and only what the parser found at a place is written anew there; all else stays as
/// it is.
/// </summary>
internal sealed class MarkdownProse(PageText page, MarkdownLinks links)
{
    private readonly List<(int Start, int End, object Replacement)> edits = [];
    private string source = "";
    private JsonObject? attachments;
    private RawMarkdown raw = null!;
    private bool inTable;

    /// <summary>A displayed formula, which becomes a block of its own.</summary>
    private sealed record Displayed(string Tex);

    /// <summary>Converts one cell's Markdown.</summary>
    public string Convert(string markdown, JsonObject? cellAttachments = null)
    {
        var text = GitHubText.WithoutNul(markdown.Trim());
        return Convert(text, MarkdownText.Parse(text), cellAttachments);
    }

    private string Convert(string text, MarkdownDocument document, JsonObject? cellAttachments = null)
    {
        source = text;
        attachments = cellAttachments;
        raw = new RawMarkdown(page, links, Picture);
        edits.Clear();
        Walk(document);
        Footnotes(document);
        return Lines(Segments()).Trim('\n');
    }

    /// <summary>One paragraph without line ends: captions, statements, corrections.</summary>
    /// <param name="markdown">The paragraph.</param>
    /// <param name="table">True within a table, where an upright bar would end the cell.</param>
    public string Inline(string markdown, bool table = false)
    {
        var line = GitHubText.WithoutNul(HtmlText.Squeeze(markdown));
        var document = MarkdownText.Parse(line);
        // A line that would be a list, a heading or a listing at the start of a page is a sentence here.
        if (document is not [ParagraphBlock]) { return GitHubText.Sentence(line, table); }
        inTable = table;
        var text = HtmlText.Squeeze(Convert(line, document));
        inTable = false;
        return text;
    }

    private void Walk(Block block)
    {
        switch (block)
        {
            case MathBlock math:
                Replace(math.Span, new Displayed(math.Tex));
                break;
            case HtmlBlock html:
                Replace(html.Span, raw.Block(source[html.Span.Start..Math.Min(source.Length, html.Span.End + 1)]));
                break;
            case HeadingBlock heading:
                var start = heading.Span.Start;
                while (start < source.Length && source[start] is '#' or ' ' or '\t') { start++; }
                var id = page.Slugs.Take(Words(heading.Inline));
                page.NameHeading(Words(heading.Inline), id);
                edits.Add((start, start, links.Anchor(page.Notebook, id)));
                Walk(heading.Inline, inHeading: true);
                break;
            case LeafBlock { Inline: { } content }:
                Walk(content, inHeading: false);
                break;
            case ContainerBlock container and not LinkReferenceDefinitionGroup:
                foreach (var child in container) { Walk(child); }
                break;
        }
    }

    private void Walk(ContainerInline? container, bool inHeading, bool inLink = false)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            switch (inline)
            {
                case MathInline math:
                    Formula(math, inHeading || inLink);
                    break;
                case ReferenceInline reference when page.Equations.Label(reference.Label) is var (number, anchor):
                    Replace(reference.Span, links.Link(page.Notebook, anchor, reference.Parentheses ? $"({number})"
                        : number, ""));
                    break;
                case ReferenceInline reference:
                    Replace(reference.Span, GitHubText.Escape(reference.Written));
                    break;
                case HtmlInline html:
                    Replace(html.Span, raw.Tag(html.Tag));
                    break;
                case CodeInline code when IsInTable(code):
                    Bars(code.Span);
                    break;
                case AutolinkInline address when !address.IsEmail && References.Address(address.Url, page) is null:
                    Replace(address.Span, GitHubText.Escape(address.Url));
                    break;
                case LinkInline { IsImage: true } image:
                    Replace(image.Span, Picture(image.GetDynamicUrl?.Invoke() ?? image.Url ?? "", Words(image)));
                    break;
                case LinkInline { IsAutoLink: false } link:
                    Link(link);
                    Walk(link, inHeading, inLink: true);
                    break;
                case LiteralInline literal:
                    Literal(literal, inHeading || inLink);
                    break;
                case ContainerInline inner and not LinkInline:
                    Walk(inner, inHeading, inLink);
                    break;
            }
        }
    }

    private void Formula(MathInline math, bool inline)
    {
        var table = inTable || IsInTable(math);
        if (math.Display && !inline && !table && math.Parent?.Parent is null)
        {
            Replace(math.Span, new Displayed(math.Tex));
            return;
        }

        var tex = math.Display ? TexCommands.Replace(math.Tex, TexCommands.Tags(math.Tex), _ => "") : math.Tex;
        // A dollar beside a letter opens no formula on GitHub: a space of no width keeps them apart.
        var before = math.Span.Start > 0 && char.IsLetterOrDigit(source[math.Span.Start - 1]) ? "\u200B" : "";
        var after = math.Span.End + 1 < source.Length && char.IsLetterOrDigit(source[math.Span.End + 1]) ? "\u200B"
            : "";
        Replace(math.Span, before + GitHubText.Formula(tex, table) + after);
    }

    /// <summary>References become links; a dollar that opens no formula here must open none elsewhere.</summary>
    private void Literal(LiteralInline literal, bool plain)
    {
        if (literal.Span.IsEmpty || literal.Span.End >= source.Length) { return; }
        var text = source[literal.Span.Start..(literal.Span.End + 1)];
        for (var i = 0; i < text.Length; i++)
        {
            // What is no tag for one reader of Markdown is one for another.
            var tag = GitHubText.OpensTag(text, i);
            var at = literal.Span.Start + i;
            if ((tag || text[i] == '$') && (at == 0 || source[at - 1] != '\\'))
            {
                edits.Add((at, at + 1, "\\" + text[i]));
            }
        }

        if (plain) { return; }
        foreach (var found in References.In(text, page))
        {
            var start = literal.Span.Start + found.Start;
            edits.Add((start, start + found.Length, links.Link(found.Slug.Length == 0 ? page.Notebook : found.Slug,
                found.Anchor, text.Substring(found.Start, found.Length), "")));
        }
    }

    /// <summary>An upright bar ends a cell of GitHub's tables even within code.</summary>
    private void Bars(SourceSpan span)
    {
        for (var at = span.Start; at <= Math.Min(span.End, source.Length - 1); at++)
        {
            if (source[at] == '|' && source[at - 1] != '\\') { edits.Add((at, at, "\\")); }
        }
    }

    private void Link(LinkInline link)
    {
        var (start, end) = link.FirstChild is null ? (link.Span.Start + 1, link.Span.Start + 1)
            : (link.FirstChild.Span.Start, link.LastChild!.Span.End + 1);
        if (start <= link.Span.Start || end < start || end > link.Span.End) { return; }
        var (open, close) = raw.Link(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "", string.IsNullOrEmpty(link.Title)
            ? "" : $" \"{link.Title.Replace("\"", "&quot;", StringComparison.Ordinal)}\"");
        edits.Add((link.Span.Start, start, open));
        edits.Add((end, link.Span.End + 1, close));
    }

    /// <summary>Notes of two cells may have one name; each gets the number of its cell.</summary>
    private void Footnotes(MarkdownDocument document)
    {
        if (!document.Descendants<FootnoteGroup>().Any()) { return; }
        var code = document.Descendants()
            .Where(item => item is CodeInline or CodeBlock or MathInline or MathBlock or HtmlBlock)
            .Select(item => item.Span).ToList();
        for (var at = source.IndexOf("[^", StringComparison.Ordinal); at >= 0; at = source.IndexOf("[^", at + 2,
            StringComparison.Ordinal))
        {
            if (!code.Exists(span => span.Start <= at && at <= span.End))
            {
                edits.Add((at + 2, at + 2, page.Cell.ToString(CultureInfo.InvariantCulture) + "-"));
            }
        }
    }

    private void Replace(SourceSpan span, object replacement) =>
        edits.Add((span.Start, Math.Min(source.Length, span.End + 1), replacement));

    /// <summary>The text with its edits; where two meet, the outer one holds.</summary>
    private List<object> Segments()
    {
        var segments = new List<object>();
        var at = 0;
        foreach (var (start, end, replacement) in edits.OrderBy(edit => edit.Start).ThenByDescending(edit => edit.End))
        {
            if (start < at) { continue; }
            segments.Add(source[at..start]);
            segments.Add(replacement);
            at = end;
        }

        segments.Add(source[at..]);
        return segments;
    }

    private string Lines(List<object> segments)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var segment in segments)
        {
            if (segment is Displayed formula)
            {
                Display(formula.Tex, line, lines);
                continue;
            }

            var parts = ((string)segment).Split('\n');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    lines.Add(line.ToString());
                    line.Clear();
                }

                line.Append(i == 0 && pending is { } indent ? Punctuated(parts[0], indent, lines) : parts[i]);
            }
        }

        lines.Add(line.ToString());
        return string.Join('\n', lines.Where((text, i) => !(i > 0 && text == dropped)));
    }

    /// <summary>Indentation of the formula that the next words follow.</summary>
    private string? pending;

    /// <summary>A line that only a formula stood on.</summary>
    private readonly string dropped = "\0";

    /// <summary>A displayed formula becomes a block at the indentation of its list item; what follows it starts a new
    /// line.</summary>
    private void Display(string tex, StringBuilder line, List<string> lines)
    {
        var before = line.ToString();
        line.Clear();
        var (quote, marker) = Start(before);
        var indent = quote + new string(' ', marker);
        var tags = TexCommands.Tags(tex);
        var labels = TexCommands.Labels(tex);
        var number = tags.Count == 0 && labels.Count > 0 ? page.Equations.Label(labels[0].Argument)?.Number : null;
        tex = TexCommands.Replace(tex, labels, _ => "").Trim() + (number is null ? "" : $" \\tag{{{number}}}");
        var places = (number is null ? tags.Select(tag => tag.Argument.Trim()) : [number])
            .Select(page.Equations.Anchor).OfType<string>().Distinct();
        var anchor = string.Concat(places.Select(id => links.Anchor(page.Notebook, id)));
        var bare = before.Trim().Length == 0 || before.Length == quote.Length && marker == 0;
        if (bare && anchor.Length > 0 && lines.Count > 0 && lines[^1].Trim().Length > 0
            && !lines[^1].EndsWith("```", StringComparison.Ordinal))
        {
            lines[^1] += anchor;
        }
        else if (bare && anchor.Length > 0 && !indent.Contains('>', StringComparison.Ordinal))
        {
            lines.AddRange([indent + anchor, ""]);
        }
        if (!bare) { lines.Add(before.TrimEnd() + anchor); }
        shown = (tex, lines.Count);
        lines.Add(GitHubText.Display(tex, indent));
        pending = indent;
    }

    private (string Tex, int At) shown;

    /// <summary>What stands behind a formula on its line: punctuation goes into it, words start a new line.</summary>
    private string Punctuated(string after, string indent, List<string> lines)
    {
        pending = null;
        var rest = after.TrimStart();
        if (rest.Length > 0 && rest[0] is '.' or ',' or ';' or ':' && (rest.Length == 1 || char.IsWhiteSpace(rest[1])))
        {
            var tag = TexCommands.Tags(shown.Tex);
            lines[shown.At] = GitHubText.Display(tag.Count == 1 ? shown.Tex.Insert(tag[0].Start, rest[0] + " ")
                : shown.Tex + rest[0], indent);
            rest = rest[1..].TrimStart();
        }

        return rest.Length == 0 ? dropped : indent + rest;
    }

    /// <summary>Marks of quotations and of a list item at the start of a line.</summary>
    private static (string Quote, int Marker) Start(string line)
    {
        var at = 0;
        while (at < line.Length && line[at] is ' ' or '\t' or '>') { at++; }
        var marker = at;
        while (marker < line.Length && char.IsAsciiDigit(line[marker])) { marker++; }
        if (marker < line.Length && (marker > at ? line[marker] is '.' or ')' : line[marker] is '-' or '*' or '+')
            && marker + 1 < line.Length && line[marker + 1] is ' ' or '\t')
        {
            marker++;
            while (marker < line.Length && line[marker] is ' ' or '\t') { marker++; }
            return (line[..at], marker - at);
        }

        return (line[..at], 0);
    }

    /// <summary>The decision what can be shown is the page's; only its spelling differs here.</summary>
    private string Picture(string address, string alt)
    {
        var html = new Markup.HtmlScanner(Images.Html(page, address, alt, attachments).Write());
        if (!html.Next() || html.Token != Markup.HtmlToken.Open) { return GitHubText.Escape(html.Text); }
        var (name, attributes) = (html.Name, html.Attributes.ToList());
        string Value(string attribute) => attributes.FirstOrDefault(entry => entry.Name == attribute).Value ?? "";
        if (name == "img") { return $"![{GitHubText.Escape(alt)}]({Value("src")})"; }
        var words = html.Next() ? GitHubText.Escape(html.Text) : "";
        return name == "a" ? $"[{words}]({GitHubText.Address(Value("href"))})" : $"*{words}*";
    }

    /// <summary>The words of a heading or of an image's description.</summary>
    private static string Words(ContainerInline? container) => container is null ? ""
        : HtmlText.Squeeze(string.Concat(container.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        MathInline math => TexText.Readable(math.Tex),
        LineBreakInline => " ",
        _ => "",
    })));

    private static bool IsInTable(Inline inline)
    {
        var root = inline.Parent;
        while (root?.Parent is { } above) { root = above; }
        for (Block? outer = root?.ParentBlock; outer is not null; outer = outer.Parent)
        {
            if (outer is TableCell) { return true; }
        }

        return false;
    }
}
