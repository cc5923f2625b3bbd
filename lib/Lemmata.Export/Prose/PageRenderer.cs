using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lemmata.Export.Prose;

/// <summary>Markdig's HTML renderer with the parts replaced where a page differs from plain HTML.</summary>
internal static class PageRenderer
{
    public static HtmlRenderer Create(TextWriter writer, MarkdownPipeline pipeline, PageText page, JsonObject? attachments)
    {
        var renderer = new HtmlRenderer(writer);
        pipeline.Setup(renderer);
        Replace<LiteralInlineRenderer>(renderer, new Literals(page));
        Replace<LinkInlineRenderer>(renderer, new Links(page, attachments));
        Replace<ParagraphRenderer>(renderer, new Paragraphs());
        Replace<QuoteBlockRenderer>(renderer, new Quotes());
        Replace<CodeBlockRenderer>(renderer, new CodeBlocks());
        Replace<HtmlBlockRenderer>(renderer, new RawBlocks(page));
        Replace<HtmlInlineRenderer>(renderer, new RawInlines(page));
        Replace<HtmlTableRenderer>(renderer, new Tables());
        Replace<HtmlFootnoteGroupRenderer>(renderer, new FootnoteGroups(page));
        Replace<HtmlFootnoteLinkRenderer>(renderer, new FootnoteLinks(page));
        return renderer;
    }

    private static void Replace<TOld>(HtmlRenderer renderer, IMarkdownObjectRenderer replacement)
        where TOld : class, IMarkdownObjectRenderer
    {
        var old = renderer.ObjectRenderers.FindExact<TOld>();
        if (old is not null) { renderer.ObjectRenderers.Remove(old); }
        renderer.ObjectRenderers.Insert(0, replacement);
    }

    private sealed class Paragraphs : HtmlObjectRenderer<ParagraphBlock>
    {
        protected override void Write(HtmlRenderer renderer, ParagraphBlock block)
        {
            if (renderer.ImplicitParagraph)
            {
                renderer.WriteLeafInline(block);
                return;
            }

            renderer.EnsureLine();
            renderer.Write(RightToLeft(block.Inline) ? "<p dir=\"auto\">" : "<p>").WriteLeafInline(block);
            renderer.WriteLine("</p>");
        }

        private static bool RightToLeft(ContainerInline? inline) => inline is not null
            && inline.Descendants<LiteralInline>().Any(literal => Scripts.HasRightToLeft(literal.Content.ToString()));
    }

    /// <summary>Text: claim, formula and figure numbers become links; Chinese runs are marked as such.</summary>
    private sealed class Literals(PageText page) : HtmlObjectRenderer<LiteralInline>
    {
        protected override void Write(HtmlRenderer renderer, LiteralInline literal)
        {
            var text = literal.Content.ToString();
            if (!renderer.EnableHtmlForInline)
            {
                renderer.Write(HtmlText.Escape(text));
                return;
            }

            var html = Scripts.MarkChinese(HtmlText.Escape(text));
            var inLink = false;
            for (Inline? parent = literal.Parent; parent is not null; parent = parent.Parent)
            {
                inLink |= parent is LinkInline;
            }

            renderer.Write(inLink || literal.Parent?.ParentBlock is HeadingBlock ? html : References.Link(html, page));
        }
    }

    private sealed class Links(PageText page, JsonObject? attachments) : HtmlObjectRenderer<LinkInline>
    {
        protected override void Write(HtmlRenderer renderer, LinkInline link)
        {
            var address = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
            if (link.IsImage)
            {
                var alt = string.Concat(link.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()));
                renderer.Write(Images.Html(page, address, alt, attachments));
                return;
            }

            var target = References.Address(address, page);
            if (target is null)
            {
                renderer.Write("<span class=\"absent\">");
                renderer.WriteChildren(link);
                renderer.Write("</span>");
                return;
            }

            renderer.Write("<a href=\"").Write(HtmlText.Escape(target)).Write("\"");
            if (!string.IsNullOrEmpty(link.Title)) { renderer.Write($" title=\"{HtmlText.Escape(link.Title)}\""); }
            renderer.Write(">");
            renderer.WriteChildren(link);
            renderer.Write("</a>");
        }
    }

    /// <summary>A quotation that opens with bold words is a side note.</summary>
    private sealed class Quotes : HtmlObjectRenderer<QuoteBlock>
    {
        protected override void Write(HtmlRenderer renderer, QuoteBlock quote)
        {
            var note = quote.FirstOrDefault() is ParagraphBlock { Inline.FirstChild: EmphasisInline { DelimiterCount: 2 } };
            var implicitParagraph = renderer.ImplicitParagraph;
            renderer.EnsureLine();
            renderer.Write(note ? "<div class=\"note\" role=\"note\">" : "<blockquote>");
            renderer.ImplicitParagraph = note && quote.Count == 1;
            renderer.WriteChildren(quote);
            renderer.ImplicitParagraph = implicitParagraph;
            renderer.WriteLine(note ? "</div>" : "</blockquote>");
        }
    }

    private sealed class CodeBlocks : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock block)
        {
            var language = (block as FencedCodeBlock)?.Info ?? "";
            var code = block.Lines.ToString().ReplaceLineEndings("\n");
            var html = language is "csharp" or "cs" or "c#" ? Code.CodeHighlighter.Approximate(code) : HtmlText.Escape(code);
            renderer.EnsureLine();
            renderer.WriteLine($"<div class=\"listing\"><pre role=\"group\" aria-label=\"Listing\"><code>{html}</code></pre></div>");
        }
    }

    private sealed class RawBlocks(PageText page) : HtmlObjectRenderer<HtmlBlock>
    {
        protected override void Write(HtmlRenderer renderer, HtmlBlock block) =>
            renderer.WriteLine(Raw.Clean(block.Lines.ToString(), page));
    }

    private sealed class RawInlines(PageText page) : HtmlObjectRenderer<HtmlInline>
    {
        /// <summary>Tags arrive one at a time; the finished block is balanced afterwards.</summary>
        protected override void Write(HtmlRenderer renderer, HtmlInline inline) => renderer.Write(Raw.Tag(inline.Tag, page));
    }

    private sealed class Tables : HtmlObjectRenderer<Table>
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.EnsureLine();
            renderer.WriteLine("<div class=\"scroll\" role=\"group\" aria-label=\"Table\"><table>");
            var inHead = false;
            var first = true;
            foreach (var row in table.OfType<TableRow>())
            {
                if (first || row.IsHeader != inHead)
                {
                    if (!first) { renderer.WriteLine(inHead ? "</thead>" : "</tbody>"); }
                    inHead = row.IsHeader;
                    renderer.WriteLine(inHead ? "<thead>" : "<tbody>");
                    first = false;
                }

                renderer.Write("<tr>");
                for (var i = 0; i < row.Count; i++)
                {
                    var right = i < table.ColumnDefinitions.Count
                        && table.ColumnDefinitions[i].Alignment is TableColumnAlign.Right or TableColumnAlign.Center;
                    renderer.Write(inHead ? "<th scope=\"col\"" : "<td").Write(right ? " class=\"n\">" : ">");
                    var implicitParagraph = renderer.ImplicitParagraph;
                    renderer.ImplicitParagraph = true;
                    renderer.Write((TableCell)row[i]);
                    renderer.ImplicitParagraph = implicitParagraph;
                    renderer.Write(inHead ? "</th>" : "</td>");
                }

                renderer.WriteLine("</tr>");
            }

            if (!first) { renderer.WriteLine(inHead ? "</thead>" : "</tbody>"); }
            renderer.WriteLine("</table></div>");
        }
    }

    /// <summary>Footnotes are side notes; the number in the text links to its note.</summary>
    private sealed class FootnoteGroups(PageText page) : HtmlObjectRenderer<FootnoteGroup>
    {
        protected override void Write(HtmlRenderer renderer, FootnoteGroup group)
        {
            foreach (var footnote in group.OfType<Footnote>())
            {
                renderer.Write($"<div class=\"note\" role=\"note\" id=\"{Id(page, footnote)}\"><b>{footnote.Order}</b> ");
                renderer.ImplicitParagraph = footnote.Count == 1;
                foreach (var child in footnote) { renderer.Render(child); }
                renderer.ImplicitParagraph = false;
                renderer.WriteLine("</div>");
            }
        }

        public static string Id(PageText page, Footnote footnote) => $"note-{page.Cell}-{footnote.Order}";
    }

    private sealed class FootnoteLinks(PageText page) : HtmlObjectRenderer<FootnoteLink>
    {
        protected override void Write(HtmlRenderer renderer, FootnoteLink link)
        {
            if (!link.IsBackLink)
            {
                renderer.Write($"<sup><a href=\"#{FootnoteGroups.Id(page, link.Footnote)}\" aria-label=\"Note {link.Footnote.Order}\">{link.Footnote.Order}</a></sup>");
            }
        }
    }
}
