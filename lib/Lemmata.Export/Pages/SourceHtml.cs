using Lemmata.Export.Markup;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Pages;

/// <summary>Source documents as pages name them.</summary>
internal static class SourceHtml
{
    public static SafeHtml Line(SourceRecord source)
    {
        var title = SafeHtml.Html($"<i>{Scripts.MarkChinese(source.Title)}</i>");
        var parts = new List<SafeHtml>();
        if (source.Author.Length > 0) { parts.Add(Scripts.MarkChinese(source.Author)); }
        parts.Add(Address.IsWeb(source.Url) ? SafeHtml.Html($"<a href=\"{source.Url}\">{title}</a>") : title);
        if (source.OriginalTitle.Length > 0 && source.OriginalTitle != source.Title)
        {
            parts.Add(Scripts.MarkChinese(source.OriginalTitle));
        }
        if (source.Where.Length > 0) { parts.Add(Scripts.MarkChinese(source.Where)); }
        return SafeHtml.Html($"{SafeHtml.Join(", ", parts)}.");
    }
}
