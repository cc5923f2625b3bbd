using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Export.Markup;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lemmata.Export.Formats;

/// <summary>
/// The last gate of a finished Markdown page. The page is read as GitHub reads it, without this project's formulas, and
/// what would become markup there is held against a short list: a few tags without attributes, anchors, links to the
/// web, pictures beside the page. Everything else becomes text, however it came about.
/// </summary>
/// <remarks>Bare addresses and boxes of tasks are left to GitHub: here they would only hide what stands in
/// them.</remarks>
internal static partial class MarkdownGate
{
    /// <summary>Text made harmless can open what was closed before; after so many readings no tag is let
    /// through.</summary>
    private const int Readings = 12;

    private static readonly MarkdownPipeline GitHub = new MarkdownPipelineBuilder()
        .UsePipeTables().UseFootnotes().UseAlertBlocks().UsePreciseSourceLocation()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .Build();

    /// <summary>The page with nothing in it that runs, loads or leads where it must not.</summary>
    public static string Pass(string page)
    {
        page = WithoutTabs(page);
        for (var reading = 0; reading < Readings; reading++)
        {
            var offences = Offences(page);
            if (offences.Count == 0) { return page; }
            page = Without(page, offences);
        }

        return Without(page, [.. Enumerable.Range(0, page.Length).Where(at => page[at] is '<' or '[')]);
    }

    /// <summary>
    /// Readers disagree on how far a tab indents, and so on what is a listing: before a sign that may open a tag it
    /// becomes blanks. Within fences it stays.
    /// </summary>
    private static string WithoutTabs(string page)
    {
        if (!page.Contains('\t', StringComparison.Ordinal)) { return page; }
        var fences = Parsed(page)?.Descendants<FencedCodeBlock>().Select(block => block.Span).ToList() ?? [];
        var text = new StringBuilder(page.Length);
        var start = 0;
        foreach (var line in page.Split('\n'))
        {
            var loose = line.Contains('<', StringComparison.Ordinal)
                && !fences.Exists(fence => fence.Start <= start && start <= fence.End);
            text.Append(loose ? line.Replace("\t", "    ", StringComparison.Ordinal) : line).Append('\n');
            start += line.Length + 1;
        }

        return text.ToString(0, text.Length - 1);
    }

    /// <summary>The page as GitHub reads it; null where it is nested deeper than the parser goes.</summary>
    private static MarkdownDocument? Parsed(string page)
    {
        try
        {
            return Markdown.Parse(page, GitHub);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Places of the characters that open what is not allowed.</summary>
    private static SortedSet<int> Offences(string page)
    {
        if (Parsed(page) is not { } document)
        {
            return [.. Enumerable.Range(0, page.Length).Where(at => page[at] is '<' or '[' or '>')];
        }

        var found = new SortedSet<int>();
        foreach (var item in document.Descendants())
        {
            switch (item)
            {
                case HtmlBlock or HtmlInline:
                    Tags(page, item.Span, found);
                    break;
                case LiteralInline literal:
                    Signs(page, literal.Span, found);
                    break;
                case AutolinkInline { IsEmail: false } address when !Address.IsSafe(address.Url):
                    found.Add(address.Span.Start);
                    break;
                case LinkInline { IsAutoLink: false } link when !IsAllowed(link):
                    found.Add(link.Span.Start);
                    if (link.IsImage) { found.Add(link.Span.Start + 1); }
                    break;
            }
        }

        return found;
    }

    private static void Tags(string page, SourceSpan span, SortedSet<int> found)
    {
        var end = Math.Min(span.End, page.Length - 1);
        for (var at = page.IndexOf('<', span.Start); at >= 0 && at <= end; at = page.IndexOf('<', at + 1))
        {
            if (!AllowedTag().IsMatch(page, at)) { found.Add(at); }
            if (at == page.Length - 1) { return; }
        }
    }

    /// <summary>A bare address takes the backslash before a sign along, and the sign opens a tag after all.</summary>
    private static void Signs(string page, SourceSpan span, SortedSet<int> found)
    {
        for (var at = Math.Max(0, span.Start); at <= Math.Min(span.End, page.Length - 1); at++)
        {
            if (GitHubText.OpensTag(page, at)) { found.Add(at); }
        }
    }

    private static bool IsAllowed(LinkInline link)
    {
        var address = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        return Address.IsSafe(address) && !(link.IsImage && address.Contains(':', StringComparison.Ordinal));
    }

    private static string Without(string page, SortedSet<int> offences)
    {
        var text = new StringBuilder(page.Length + 4 * offences.Count);
        var from = 0;
        foreach (var at in offences)
        {
            text.Append(page, from, at - from);
            if (page[at] == '<' && IsEscaped(page, at)) { text.Length--; }
            text.Append(page[at] switch
            {
                // A backslash would not help within a block of raw HTML.
                '<' => "&lt;",
                '>' => "&gt;",
                var mark => "\\" + mark,
            });
            from = at + 1;
        }

        return text.Append(page, from, page.Length - from).ToString();
    }

    private static bool IsEscaped(string page, int at)
    {
        var backslashes = 0;
        while (at > backslashes && page[at - 1 - backslashes] == '\\') { backslashes++; }
        return backslashes % 2 == 1;
    }

    [GeneratedRegex("""\G(?:</?(?:b|i|em|strong|sub|sup|br|details|summary)>|<a id="[^"<>]*">|</a>)""")]
    private static partial Regex AllowedTag();
}
