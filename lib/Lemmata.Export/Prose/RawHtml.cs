using Lemmata.Export.Markup;
using Lemmata.Export.Prose.Parsing;
using Markdig.Syntax.Inlines;

namespace Lemmata.Export.Prose;

/// <summary>Raw HTML inside Markdown: what people mean by it, and nothing that runs or asks.</summary>
internal static class RawHtml
{
    public static HtmlRules Rules(PageWriter writer)
    {
        var page = writer.Page;
        return new HtmlRules
        {
            UnknownIsText = true,
            ScrollTables = true,
            IdPrefix = $"raw-{page.Cell}-",
            Id = id => page.Target(id),
            Link = address => References.Address(address, page),
            Image = (address, given) => Images.Html(page, address, HtmlText.Squeeze(given.GetValueOrDefault("alt", "")),
                writer.Attachments,
                given.GetValueOrDefault("width"), given.GetValueOrDefault("height"), given.GetValueOrDefault("title")),
            Words = words => Formulas(words, page),
            LeftOut = name => page.Warn(HtmlLists.Dropped.Contains(name)
                ? $"the raw HTML element {name} is left out with its content: pages take over no scripts, styles, frames or forms."
                : HtmlLists.Known.Contains(name) ? $"the raw HTML tag {name} is left out; the words in it stay."
                : $"<{name}> is shown as text: it is no element that a page may carry."),
            Refused = name => page.Warn(
                $"the attribute {name} of a raw HTML element is left out or in part: pages take over no scripts, and of style only what stays in its place."),
        };
    }

    /// <summary>Words of raw HTML, in which formulas are set as in the text around.</summary>
    private static SafeHtml Formulas(string words, PageText page)
    {
        if (words.IndexOfAny(['$', '\\']) < 0) { return SafeHtml.Text(words); }
        var html = new HtmlBuilder();
        foreach (var (text, formula) in MathText.Pieces(words))
        {
            if (formula is null) { html.AppendText(text); }
            else { html.Append(page.Formula(formula.Tex, formula.Display)); }
        }

        return html.ToSafe();
    }
}
