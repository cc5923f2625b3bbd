using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export.Formulas;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lemmata.Export.Prose;

/// <summary>Markdown to the blocks of a page.</summary>
internal static partial class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseTaskLists().UseFootnotes()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .Build();

    /// <summary>One top-level block.</summary>
    /// <param name="Level">Heading level as written, 0 for anything else.</param>
    /// <param name="IsParagraph">True for a plain paragraph.</param>
    /// <param name="Html">The block, ready for the page, with formula marks.</param>
    /// <param name="Text">Its plain text, with formula marks.</param>
    public sealed record Block(int Level, bool IsParagraph, string Html, string Text);

    /// <summary>Renders one cell's Markdown.</summary>
    public static IReadOnlyList<Block> Blocks(string markdown, PageText page, JsonObject? attachments = null)
    {
        var marked = MathMarks.Take(markdown, page.Formulas, page.Notebook, page.Cell, page.Compact);
        var document = Markdown.Parse(marked, Pipeline);
        var blocks = new List<Block>();
        foreach (var block in document)
        {
            if (block is LinkReferenceDefinitionGroup)
            {
                continue;
            }

            using var writer = new StringWriter { NewLine = "\n" };
            var renderer = PageRenderer.Create(writer, Pipeline, page, attachments);
            if (block is HeadingBlock heading)
            {
                renderer.WriteLeafInline(heading);
            }
            else
            {
                renderer.Render(block);
            }

            writer.Flush();
            var written = writer.ToString().Trim('\n');
            if (block.Descendants<HtmlInline>().Any()) { written = Sanitizer.Clean(written); }
            var html = Scripts.MarkRightToLeft(Displayed(written, page, block is HeadingBlock));
            blocks.Add(new Block((block as HeadingBlock)?.Level ?? 0, block is ParagraphBlock, html,
                HtmlText.Squeeze(HtmlText.Strip(html))));
        }

        return blocks;
    }

    /// <summary>One line of Markdown without a paragraph around it: captions, statements, corrections.</summary>
    public static string Inline(string markdown, PageText page)
    {
        var blocks = Blocks(markdown, page);
        return string.Join(" ", blocks.Select(block => ParagraphTag().Replace(block.Html, "").Trim()));
    }

    /// <summary>Paragraphs joined, as they stand in the text.</summary>
    public static string Html(string markdown, PageText page, JsonObject? attachments = null) =>
        string.Join("\n", Blocks(markdown, page, attachments).Select(block => block.Level > 0
            ? $"<p><strong>{block.Html}</strong></p>" : block.Html));

    /// <summary>Moves displayed formulas out of their paragraph and gives each its anchor and link.</summary>
    private static string Displayed(string html, PageText page, bool heading) => heading ? html : DisplayMark().Replace(html, match =>
    {
        var number = FormulaSet.NumberOf(match.Value);
        var formula = page.Formulas[number];
        if (!formula.Display)
        {
            return match.Value;
        }

        var tags = TagCommand().Matches(formula.Tex);
        var tag = tags.Count == 1 ? tags[0].Groups[1].Value : null;
        var mark = tag is null ? match.Value
            : page.Formulas.Add(TagCommand().Replace(formula.Tex, ""), FormulaSet.Form.Display, formula.Notebook, formula.Cell);
        var id = page.Slugs.Take(tag is null ? $"formula-{++page.PlainFormulas}" : "eq-" + tag);
        var name = tag is null ? $"formula {page.PlainFormulas}" : $"formula {tag}";
        var link = tag is null
            ? $"<a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to {name}\">§</a>"
            : $"<a href=\"#{id}\" aria-label=\"Link to {name}\">({HtmlText.Escape(tag)})</a>";
        return $"\uE002<div class=\"eq\" id=\"{id}\"><div role=\"group\" aria-label=\"{HtmlText.Escape(char.ToUpperInvariant(name[0]) + name[1..])}\">{mark}</div>{link}</div>\uE003";
    }) is var text && text.Contains('\uE002', StringComparison.Ordinal) ? Split(text) : html;

    /// <summary>A block inside a paragraph ends the paragraph; empty remains are dropped.</summary>
    private static string Split(string html)
    {
        html = ParagraphAround().Replace(html, match =>
        {
            var inner = match.Groups["inner"].Value;
            if (!inner.Contains('\uE002', StringComparison.Ordinal)) { return match.Value; }
            var open = match.Groups["open"].Value;
            return EmptyParagraph().Replace(open + inner.Replace("\uE002", "</p>\n", StringComparison.Ordinal)
                .Replace("\uE003", "\n<p>", StringComparison.Ordinal) + "</p>", "");
        });
        return html.Replace("\uE002", "", StringComparison.Ordinal).Replace("\uE003", "", StringComparison.Ordinal).Trim('\n');
    }

    [GeneratedRegex("\uE000[0-9]+\uE001")]
    private static partial Regex DisplayMark();

    [GeneratedRegex(@"\\tag\*?\{([^{}]*)\}")]
    internal static partial Regex TagCommand();

    [GeneratedRegex("(?<open><p(?: [^>]*)?>)(?<inner>[\\s\\S]*?)</p>")]
    private static partial Regex ParagraphAround();

    [GeneratedRegex("<p(?: [^>]*)?>\\s*</p>\\n?")]
    private static partial Regex EmptyParagraph();

    [GeneratedRegex("</?p(?: [^>]*)?>")]
    private static partial Regex ParagraphTag();
}
