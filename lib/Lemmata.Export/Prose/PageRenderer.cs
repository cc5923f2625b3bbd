using Lemmata.Export.Formulas;
using Lemmata.Export.Markup;
using Lemmata.Export.Prose.Parsing;
using Markdig.Extensions.Alerts;
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
    public static HtmlRenderer Create(TextWriter target, PageWriter page)
    {
        var renderer = new HtmlRenderer(target);
        MarkdownText.Pipeline.Setup(renderer);
        Replace<LiteralInlineRenderer>(renderer, new Literals(page));
        Replace<EmphasisInlineRenderer>(renderer,
            new Emphases(page, renderer.ObjectRenderers.FindExact<EmphasisInlineRenderer>()!));
        Replace<LineBreakInlineRenderer>(renderer, new LineBreaks(page));
        Replace<LinkInlineRenderer>(renderer, new Links(page));
        Replace<AutolinkInlineRenderer>(renderer, new Autolinks(page));
        Replace<ParagraphRenderer>(renderer, new Paragraphs(page));
        Replace<QuoteBlockRenderer>(renderer, new Quotes(page));
        Replace<AlertBlockRenderer>(renderer, new Quotes(page));
        Replace<ListRenderer>(renderer, new Lists(page));
        Replace<CodeBlockRenderer>(renderer, new CodeBlocks(page));
        Replace<HtmlBlockRenderer>(renderer, new RawBlocks(page));
        Replace<HtmlInlineRenderer>(renderer, new RawInlines(page));
        Replace<HtmlTableRenderer>(renderer, new Tables(page));
        Replace<HtmlFootnoteGroupRenderer>(renderer, new FootnoteGroups(page));
        Replace<HtmlFootnoteLinkRenderer>(renderer, new FootnoteLinks(page));
        renderer.ObjectRenderers.Insert(0, new MathInlines(page));
        renderer.ObjectRenderers.Insert(0, new MathBlocks(page));
        renderer.ObjectRenderers.Insert(0, new LabelReferences(page));
        return renderer;
    }

    private static void Replace<TOld>(HtmlRenderer renderer, IMarkdownObjectRenderer replacement)
        where TOld : class, IMarkdownObjectRenderer
    {
        var old = renderer.ObjectRenderers.FindExact<TOld>();
        if (old is not null) { renderer.ObjectRenderers.Remove(old); }
        renderer.ObjectRenderers.Insert(0, replacement);
    }

    /// <summary>Paragraphs; a displayed formula ends one, and what follows it starts another.</summary>
    private sealed class Paragraphs(PageWriter page) : HtmlObjectRenderer<ParagraphBlock>
    {
        protected override void Write(HtmlRenderer renderer, ParagraphBlock block)
        {
            if (renderer.ImplicitParagraph)
            {
                page.Scoped(() => renderer.WriteLeafInline(block));
                return;
            }

            renderer.EnsureLine();
            var start = block.Inline is { } content && content.Descendants<LiteralInline>()
                .Any(literal => Scripts.HasRightToLeft(literal.Content.ToString()))
                ? "<p dir=\"auto\">" : "<p>";
            page.Scoped(() =>
            {
                var open = false;
                for (var inline = block.Inline?.FirstChild; inline is not null; inline = inline.NextSibling)
                {
                    if (inline is MathInline { Display: true } formula)
                    {
                        if (open) { Close(renderer); }
                        page.Add(page.Page.Formula(formula.Tex, display: true));
                        renderer.WriteLine();
                        open = false;
                        continue;
                    }

                    if (!open && (inline is LineBreakInline || inline is LiteralInline { Content.IsEmpty: true }
                        || inline is LiteralInline blank && blank.Content.IsEmptyOrWhitespace()))
                    {
                        continue;
                    }
                    if (!open) { renderer.Write(start); }
                    open = true;
                    renderer.Write(inline);
                }

                if (open) { Close(renderer); }
            });
        }

        private void Close(HtmlRenderer renderer)
        {
            page.CloseScope();
            renderer.WriteLine("</p>");
        }
    }

    /// <summary>Text: claim, formula and figure numbers become links; Chinese runs are marked as such.</summary>
    private sealed class Literals(PageWriter page) : HtmlObjectRenderer<LiteralInline>
    {
        protected override void Write(HtmlRenderer renderer, LiteralInline literal)
        {
            var text = literal.Content.ToString();
            if (!renderer.EnableHtmlForInline)
            {
                page.Add(SafeHtml.Text(text));
                return;
            }

            var inLink = false;
            for (Inline? parent = literal.Parent; parent is not null; parent = parent.Parent)
            {
                inLink |= parent is LinkInline;
            }
            page.Add(inLink || literal.Parent?.ParentBlock is HeadingBlock ? Scripts.MarkChinese(text)
                : References.Link(text, page.Page));
        }
    }

    /// <summary>Ends of lines; Markdig's own leaves one out where it has not seen what was written before it.</summary>
    private sealed class LineBreaks(PageWriter page) : HtmlObjectRenderer<LineBreakInline>
    {
        protected override void Write(HtmlRenderer renderer, LineBreakInline end) =>
            page.Add(end.IsHard && renderer.EnableHtmlForInline ? SafeHtml.Html($"<br />\n") : SafeHtml.Text("\n"));
    }

    /// <summary>Emphasis, in which a raw element ends with it.</summary>
    private sealed class Emphases(PageWriter page, EmphasisInlineRenderer tags) : HtmlObjectRenderer<EmphasisInline>
    {
        protected override void Write(HtmlRenderer renderer, EmphasisInline emphasis)
        {
            var tag = renderer.EnableHtmlForInline ? tags.GetTag(emphasis) : null;
            if (tag is not null) { renderer.Write("<").Write(tag).Write(">"); }
            page.Scoped(() => renderer.WriteChildren(emphasis));
            if (tag is not null) { renderer.Write("</").Write(tag).Write(">"); }
        }
    }

    private sealed class Links(PageWriter page) : HtmlObjectRenderer<LinkInline>
    {
        protected override void Write(HtmlRenderer renderer, LinkInline link)
        {
            var address = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
            if (link.IsImage)
            {
                page.Add(Images.Html(page.Page, address, Words(link), page.Attachments, title: link.Title));
                return;
            }

            var target = References.Address(address, page.Page);
            page.Add(target is null ? SafeHtml.Html($"<span class=\"absent\">")
                : string.IsNullOrEmpty(link.Title) ? SafeHtml.Html($"<a href=\"{target}\">")
                    : SafeHtml.Html($"<a href=\"{target}\" title=\"{link.Title}\">"));
            page.Scoped(() => renderer.WriteChildren(link));
            page.Add(target is null ? SafeHtml.Html($"</span>") : SafeHtml.Html($"</a>"));
        }

        private static string Words(LinkInline link) => string.Concat(link.Descendants().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            MathInline math => TexText.Readable(math.Tex),
            _ => "",
        }));
    }

    /// <summary>Addresses in angle brackets, judged as all others are.</summary>
    private sealed class Autolinks(PageWriter page) : HtmlObjectRenderer<AutolinkInline>
    {
        protected override void Write(HtmlRenderer renderer, AutolinkInline link)
        {
            var address = link.IsEmail ? "mailto:" + link.Url : link.Url;
            page.Add(References.Address(address, page.Page) is { } target
                ? SafeHtml.Html($"<a href=\"{target}\">{link.Url}</a>")
                : SafeHtml.Html($"<span class=\"absent\">{link.Url}</span>"));
        }
    }

    private sealed class MathInlines(PageWriter page) : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline math)
        {
            if (!renderer.EnableHtmlForInline) { page.Add(SafeHtml.Text(math.Written)); }
            else if (math.Display && (math.Parent is not { } parent || parent.Parent is not null
                || parent.ParentBlock is HeadingBlock))
            {
                page.Add(page.Page.Add(math.Tex, FormulaSet.Form.Display));
            }
            else { page.Add(page.Page.Formula(math.Tex, math.Display)); }
        }
    }

    private sealed class MathBlocks(PageWriter page) : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock math)
        {
            renderer.EnsureLine();
            page.Add(page.Page.Formula(math.Tex, display: true));
            renderer.WriteLine();
        }
    }

    /// <summary>A label named in a sentence leads to its formula.</summary>
    private sealed class LabelReferences(PageWriter page) : HtmlObjectRenderer<ReferenceInline>
    {
        protected override void Write(HtmlRenderer renderer, ReferenceInline reference)
        {
            if (page.Page.Equations.Label(reference.Label) is not var (number, id))
            {
                page.Page.Warn($"{reference.Written} names a label that no formula has; it is shown as written.");
                page.Add(SafeHtml.Html($"<code class=\"tex\">{reference.Written}</code>"));
                return;
            }

            page.Add(SafeHtml.Html($"<a href=\"#{id}\">{(reference.Parentheses ? $"({number})" : number)}</a>"));
        }
    }

    /// <summary>A quotation that opens with bold words is a side note; so is an alert, under the name of its
    /// kind.</summary>
    private sealed class Quotes(PageWriter page) : HtmlObjectRenderer<QuoteBlock>
    {
        protected override void Write(HtmlRenderer renderer, QuoteBlock quote)
        {
            var alert = (quote as AlertBlock)?.Kind.ToString().ToLowerInvariant();
            var note = alert is not null
                || quote.FirstOrDefault() is ParagraphBlock { Inline.FirstChild: EmphasisInline { DelimiterCount: 2 } };
            var implicitParagraph = renderer.ImplicitParagraph;
            renderer.EnsureLine();
            renderer.Write(note ? "<div class=\"note\" role=\"note\">" : "<blockquote>");
            if (alert is { Length: > 0 })
            {
                page.Add(SafeHtml.Html($"<p><b>{char.ToUpperInvariant(alert[0]) + alert[1..]}</b></p>"));
            }
            renderer.ImplicitParagraph = note && quote.Count == 1 && alert is null;
            page.Scoped(() => renderer.WriteChildren(quote));
            renderer.ImplicitParagraph = implicitParagraph;
            renderer.WriteLine(note ? "</div>" : "</blockquote>");
        }
    }

    private sealed class Lists(PageWriter page) : HtmlObjectRenderer<ListBlock>
    {
        protected override void Write(HtmlRenderer renderer, ListBlock list)
        {
            renderer.EnsureLine();
            if (!list.IsOrdered) { renderer.Write("<ul>"); }
            else if (list.OrderedStart is { } start && start != "1" && int.TryParse(start, out var number))
            {
                page.Add(SafeHtml.Html($"<ol start=\"{number}\">"));
            }
            else { renderer.Write("<ol>"); }
            renderer.WriteLine();
            foreach (var item in list.OfType<ListItemBlock>())
            {
                var implicitParagraph = renderer.ImplicitParagraph;
                renderer.ImplicitParagraph = !list.IsLoose;
                renderer.EnsureLine();
                renderer.Write(RightToLeft(item) ? "<li dir=\"auto\">" : "<li>");
                page.Scoped(() => renderer.WriteChildren(item));
                renderer.WriteLine("</li>");
                renderer.EnsureLine();
                renderer.ImplicitParagraph = implicitParagraph;
            }

            renderer.WriteLine(list.IsOrdered ? "</ol>" : "</ul>");
        }
    }

    private sealed class CodeBlocks(PageWriter page) : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock block)
        {
            var language = (block as FencedCodeBlock)?.Info ?? "";
            var code = block.Lines.ToString().ReplaceLineEndings("\n");
            var html = language is "csharp" or "cs" or "c#" ? Code.CodeHighlighter.Approximate(code)
                : SafeHtml.Text(code);
            renderer.EnsureLine();
            page.Add(SafeHtml.Html(
                $"<div class=\"listing\"><pre role=\"group\" aria-label=\"Listing\"><code>{html}</code></pre></div>"));
            renderer.WriteLine();
        }
    }

    private sealed class RawBlocks(PageWriter page) : HtmlObjectRenderer<HtmlBlock>
    {
        protected override void Write(HtmlRenderer renderer, HtmlBlock block)
        {
            renderer.EnsureLine();
            page.Raw(block.Lines.ToString());
            renderer.WriteLine();
        }
    }

    private sealed class RawInlines(PageWriter page) : HtmlObjectRenderer<HtmlInline>
    {
        protected override void Write(HtmlRenderer renderer, HtmlInline inline) => page.Raw(inline.Tag);
    }

    private sealed class Tables(PageWriter page) : HtmlObjectRenderer<Table>
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
                    renderer.Write(inHead ? "<th" : "<td").Write(RightToLeft((ContainerBlock)row[i]) ? " dir=\"auto\""
                        : "").Write(inHead ? " scope=\"col\"" : "").Write(right ? " class=\"n\">" : ">");
                    var implicitParagraph = renderer.ImplicitParagraph;
                    renderer.ImplicitParagraph = true;
                    var cell = (TableCell)row[i];
                    page.Scoped(() => renderer.Write(cell));
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
    private sealed class FootnoteGroups(PageWriter page) : HtmlObjectRenderer<FootnoteGroup>
    {
        protected override void Write(HtmlRenderer renderer, FootnoteGroup group)
        {
            foreach (var footnote in group.OfType<Footnote>())
            {
                page.Add(SafeHtml.Html(
                    $"<div class=\"note\" role=\"note\" id=\"{Id(page, footnote)}\"><b>{footnote.Order}</b> "));
                renderer.ImplicitParagraph = footnote.Count == 1;
                page.Scoped(() => { foreach (var child in footnote) { renderer.Render(child); } });
                renderer.ImplicitParagraph = false;
                renderer.WriteLine("</div>");
            }
        }

        public static string Id(PageWriter page, Footnote footnote) => $"note-{page.Page.Cell}-{footnote.Order}";
    }

    private sealed class FootnoteLinks(PageWriter page) : HtmlObjectRenderer<FootnoteLink>
    {
        protected override void Write(HtmlRenderer renderer, FootnoteLink link)
        {
            if (link.IsBackLink) { return; }
            page.Add(SafeHtml.Html(
                $"<sup><a href=\"#{FootnoteGroups.Id(page, link.Footnote)}\" aria-label=\"Note {link.Footnote.Order}\">{link.Footnote.Order}</a></sup>"));
        }
    }

    /// <summary>Items and cells that begin with text from right to left take their direction from it, as paragraphs
    /// do.</summary>
    private static bool RightToLeft(ContainerBlock block) => block.FirstOrDefault() is LeafBlock { Inline: { } content }
        && content.TakeWhile(inline => inline is LiteralInline).Cast<LiteralInline>()
            .Any(literal => Scripts.HasRightToLeft(literal.Content.ToString()));
}
