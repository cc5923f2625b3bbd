using System.Text;
using Lemmata.Export.Markup;
using Lemmata.Export.Prose;
using Lemmata.Export.Prose.Parsing;

namespace Lemmata.Export.Formats;

/// <summary>Raw HTML and links of a notebook's prose as GitHub shows them.</summary>
internal sealed class RawMarkdown(PageText page, MarkdownLinks links, Func<string, string, string> picture)
{
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    { "b", "i", "em", "strong", "sub", "sup", "br", "details", "summary" };

    private readonly Stack<string> open = [];

    /// <summary>A block of raw HTML.</summary>
    public string Block(string html)
    {
        var text = new StringBuilder(Converted(html));
        while (open.TryPop(out var close)) { text.Append(close); }
        return text.ToString();
    }

    /// <summary>One tag within a sentence.</summary>
    public string Tag(string tag) => Converted(tag);

    /// <summary>What stands before and behind the words of a link; nothing where it leads nowhere.</summary>
    public (string Open, string Close) Link(string address, string title)
    {
        if (References.Address(address, page) is not { } target) { return ("", ""); }
        var hash = target.IndexOf('#');
        var file = hash < 0 ? target : target[..hash];
        if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal)
            || file.Length > 0 && (!file.EndsWith(".html", StringComparison.Ordinal)
                || file.StartsWith("files/", StringComparison.Ordinal)))
        {
            return ("[", $"]({GitHubText.Address(target)}{title})");
        }

        return links.Around(file.Length == 0 ? page.Notebook : Path.GetFileNameWithoutExtension(file), hash < 0 ? ""
            : target[(hash + 1)..], $"{page.Notebook}, cell {page.Cell}");
    }

    private string Converted(string html)
    {
        var text = new StringBuilder();
        var scanner = new HtmlScanner(html);
        while (scanner.Next())
        {
            switch (scanner.Token)
            {
                case HtmlToken.Text:
                    foreach (var (words, formula) in MathText.Pieces(scanner.Text))
                    {
                        text.Append(formula is null ? GitHubText.EscapeTags(words) : formula.Display ? "\n\n"
                            + GitHubText.Display(formula.Tex) + "\n\n" : GitHubText.Formula(formula.Tex));
                    }

                    break;
                case HtmlToken.Open when HtmlLists.Dropped.Contains(scanner.Name):
                    page.Warn($"the raw HTML element {scanner.Name.ToLowerInvariant()} is left out with its content: scripts, styles, frames and forms are not taken over.");
                    if (!scanner.Closed) { scanner.SkipElement(scanner.Name); }
                    break;
                case HtmlToken.Open when scanner.Name.Equals("img", StringComparison.OrdinalIgnoreCase):
                    text.Append(picture(Attribute(scanner, "src") ?? "",
                        HtmlText.Squeeze(Attribute(scanner, "alt") ?? "")));
                    break;
                case HtmlToken.Open when scanner.Name.Equals("a", StringComparison.OrdinalIgnoreCase):
                    if ((Attribute(scanner, "id") ?? Attribute(scanner, "name")) is { Length: > 0 } id
                        && !id.Any(char.IsWhiteSpace))
                    {
                        text.Append(links.Anchor(page.Notebook, page.Target(id)));
                    }
                    var (before, after) = Attribute(scanner, "href") is { } address ? Link(address, "") : ("", "");
                    text.Append(before);
                    open.Push(after);
                    break;
                case HtmlToken.Close when scanner.Name.Equals("a", StringComparison.OrdinalIgnoreCase):
                    if (open.TryPop(out var close)) { text.Append(close); }
                    break;
                case HtmlToken.Open or HtmlToken.Close when Kept.Contains(scanner.Name):
                    text.Append(scanner.Token == HtmlToken.Close ? "</" : "<").Append(scanner.Name.ToLowerInvariant())
                        .Append('>');
                    break;
                case HtmlToken.Open or HtmlToken.Close when !HtmlLists.Html.Contains(scanner.Name)
                    && !HtmlLists.Known.Contains(scanner.Name):
                    text.Append(GitHubText.EscapeTags(html[scanner.Start..scanner.End]));
                    break;
            }
        }

        return text.ToString();
    }

    private static string? Attribute(HtmlScanner scanner, string name)
    {
        foreach (var (attribute, value) in scanner.Attributes)
        {
            if (attribute.Equals(name, StringComparison.OrdinalIgnoreCase)) { return value; }
        }

        return null;
    }
}
