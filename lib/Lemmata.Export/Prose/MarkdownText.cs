using System.Text.Json.Nodes;
using Lemmata.Export.Formulas;
using Lemmata.Export.Markup;
using Lemmata.Export.Prose.Parsing;
using Markdig;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lemmata.Export.Prose;

/// <summary>Markdown to the blocks of a page.</summary>
internal static class MarkdownText
{
    /// <summary>Writers of HTML stop at 128 levels, and add some of their own.</summary>
    private const int MaxDepth = 100;

    /// <summary>The dialect of notebooks: tables, notes, tasks, bare addresses, alerts and formulas.</summary>
    public static MarkdownPipeline Pipeline { get; } = Create();

    /// <summary>One top-level block.</summary>
    /// <param name="Level">Heading level as written, 0 for anything else.</param>
    /// <param name="IsParagraph">True for a plain paragraph that stands in no raw element.</param>
    /// <param name="Html">The block, ready for the page; of a heading its words.</param>
    /// <param name="Text">Its plain text.</param>
    /// <param name="Written">A heading's words as other front ends make anchors of them.</param>
    public sealed record Block(int Level, bool IsParagraph, SafeHtml Html, string Text, string Written)
    {
        /// <summary>True for a paragraph that is emphasised as a whole.</summary>
        public bool Emphasised { get; init; }
    }

    /// <summary>Reads Markdown; text that is nested deeper than the parser goes becomes a listing of itself.</summary>
    public static MarkdownDocument Parse(string markdown)
    {
        try
        {
            var document = Markdown.Parse(markdown, Pipeline);
            if (!IsDeep(document)) { return document; }
        }
        catch (ArgumentException)
        {
            // The parser gave up at its own limit.
        }

        var fence = new string('~', Math.Max(3, LongestRun(markdown, '~') + 1));
        var listing = Markdown.Parse($"{fence}\n{markdown}\n{fence}", Pipeline);
        listing.SetData(typeof(MarkdownText), true);
        return listing;
    }

    /// <summary>True where elements stand in each other deeper than whatever walks the tree may go.</summary>
    private static bool IsDeep(MarkdownDocument document)
    {
        var open = new Stack<(MarkdownObject Item, int Depth)>([(document, 0)]);
        while (open.TryPop(out var next))
        {
            var (item, depth) = next;
            if (depth > MaxDepth) { return true; }
            switch (item)
            {
                case ContainerBlock blocks:
                    foreach (var block in blocks) { open.Push((block, depth + 1)); }
                    break;
                case LeafBlock { Inline: { } content }:
                    open.Push((content, depth + 1));
                    break;
                case ContainerInline inlines:
                    foreach (var inline in inlines) { open.Push((inline, depth + 1)); }
                    break;
            }
        }

        return false;
    }

    private static int LongestRun(string text, char c)
    {
        var (longest, run) = (0, 0);
        foreach (var other in text)
        {
            run = other == c ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    /// <summary>Renders one cell's Markdown.</summary>
    public static IReadOnlyList<Block> Blocks(string markdown, PageText page, JsonObject? attachments = null) =>
        Blocks(Parse(markdown), page, attachments);

    /// <summary>Renders one cell that was parsed before.</summary>
    public static IReadOnlyList<Block> Blocks(MarkdownDocument document, PageText page, JsonObject? attachments = null)
    {
        if (document.GetData(typeof(MarkdownText)) is true)
        {
            page.Warn("the text is nested too deeply to be read as Markdown; it is shown as written.");
        }
        var blocks = new List<Block>();
        var writer = new PageWriter(page, attachments);
        foreach (var block in document)
        {
            if (block is LinkReferenceDefinitionGroup) { continue; }
            var nested = writer.Depth > 0;
            var heading = block as HeadingBlock;
            var html = heading is null ? writer.Take(block) : writer.TakeInline(heading);
            nested |= writer.Depth > 0;
            var paragraph = nested ? null : block as ParagraphBlock;
            blocks.Add(new Block(nested ? 0 : heading?.Level ?? 0, paragraph is not null
                && !paragraph.Inline!.Any(inline => inline is MathInline { Display: true }),
                nested && heading is not null ? SafeHtml.Html($"<p><strong>{html}</strong></p>") : html,
                    html.ToPlainText(), heading is null ? "" : Written(heading))
            {
                Emphasised = paragraph is not null && Emphasis(paragraph) is not null,
            });
        }

        if (writer.Rest() is { IsEmpty: false } rest) { blocks.Add(new Block(0, false, rest, "", "")); }
        return blocks;
    }

    /// <summary>One line of Markdown without a paragraph around it: captions, statements, corrections.</summary>
    public static SafeHtml Inline(string markdown, PageText page)
    {
        var document = Parse(markdown);
        var writer = new PageWriter(page, null);
        var pieces = document.Where(block => block is not LinkReferenceDefinitionGroup)
            .Select(block => block is ParagraphBlock or HeadingBlock ? writer.TakeInline((LeafBlock)block)
                : writer.Take(block)).ToList();
        return SafeHtml.Join(" ", pieces) + writer.Rest();
    }

    /// <summary>Paragraphs joined, as they stand in the text.</summary>
    public static SafeHtml Html(string markdown, PageText page, JsonObject? attachments = null) =>
        SafeHtml.Join("\n", Blocks(markdown, page, attachments).Select(block => block.Level > 0
            ? SafeHtml.Html($"<p><strong>{block.Html}</strong></p>") : block.Html));

    /// <summary>The emphasis that a paragraph consists of, innermost first; null where other words stand beside
    /// it.</summary>
    public static EmphasisInline? Emphasis(ParagraphBlock paragraph)
    {
        EmphasisInline? found = null;
        ContainerInline? container = paragraph.Inline;
        while (container is { FirstChild: EmphasisInline { NextSibling: null } inner })
        {
            (found, container) = (inner, inner);
        }

        return found is null || found.Descendants<EmphasisInline>().Any() ? null : found;
    }

    /// <summary>The words of a heading as written, marks of emphasis and links taken off.</summary>
    private static string Written(HeadingBlock heading) =>
        string.Concat(heading.Inline?.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        MathInline math => math.Written,
        LineBreakInline => " ",
        _ => "",
    }) ?? []);

    private static MarkdownPipeline Create()
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePipeTables().UseAutoLinks().UseTaskLists().UseFootnotes().UseAlertBlocks().UsePreciseSourceLocation()
            .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough);
        builder.BlockParsers.Insert(0, new MathBlockParser());
        builder.InlineParsers.Insert(0, new MathInlineParser());
        builder.InlineParsers.Replace<TaskListInlineParser>(new TaskMarkParser());
        return builder.Build();
    }

    /// <summary>Every formula of a document, with the word whether it stands on its own.</summary>
    public static IEnumerable<(string Tex, bool Display)> Formulas(MarkdownDocument document) => document.Descendants()
        .Select(item => item switch
    {
        MathBlock block => (block.Tex, true),
        MathInline inline => (inline.Tex, inline.Display),
        _ => ("", false),
    }).Where(formula => formula.Item1.Length > 0);
}
