using System.Text.RegularExpressions;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Prose;

/// <summary>References in prose: claims, formulas, figures, notebooks, files.</summary>
internal static partial class References
{
    /// <summary>Links "C4", "grokking.C2", "(3)" and "Figure 2" where the page or the collection has them.</summary>
    public static string Link(string html, PageText page) => Link(html, page,
        (slug, anchor, text) => $"<a href=\"{(slug.Length == 0 ? "" : PageNames.Of(slug) + ".html")}#{anchor}\">{text}</a>");

    /// <summary>The same with links written by the caller.</summary>
    /// <param name="text">Text without tags and links.</param>
    /// <param name="page">What the page has.</param>
    /// <param name="link">Writes a link from the slug of the other notebook (empty for this page), the anchor there, and the words.</param>
    public static string Link(string text, PageText page, Func<string, string, string, string> link) => Candidate().Replace(text, match =>
    {
        if (match.Groups["claim"].Success)
        {
            var slug = match.Groups["slug"].Value.TrimEnd('.');
            var id = match.Groups["id"].Value;
            return slug.Length == 0 || slug == page.Notebook
                ? page.Claims.Contains(id) ? link("", id.ToLowerInvariant(), match.Value) : match.Value
                : page.AllClaims.Contains($"{slug}.{id}") ? link(slug, id.ToLowerInvariant(), match.Value) : match.Value;
        }

        if (match.Groups["formula"].Success)
        {
            return page.FormulaTags.Contains(match.Groups["formula"].Value) ? link("", "eq-" + match.Groups["formula"].Value, match.Value) : match.Value;
        }

        var figure = int.Parse(match.Groups["figure"].Value, System.Globalization.CultureInfo.InvariantCulture);
        return figure >= 1 && figure <= page.FigureCount ? link("", $"fig-{figure}", match.Value) : match.Value;
    });

    /// <summary>Where a link leads from the page, or null (with a warning) where it leads nowhere.</summary>
    public static string? Address(string address, PageText page)
    {
        if (!Sanitizer.IsSafeAddress(address))
        {
            page.Warn($"the link to {address} is left out: pages link to http, https and mailto addresses and to files of the collection.");
            return null;
        }

        if (address.Contains("://", StringComparison.Ordinal) || address.StartsWith("mailto:", StringComparison.Ordinal))
        {
            return address;
        }

        var hash = address.IndexOf('#');
        var path = Uri.UnescapeDataString(hash < 0 ? address : address[..hash]);
        var anchor = hash < 0 ? "" : Uri.UnescapeDataString(address[(hash + 1)..]);
        if (path.Length == 0 || path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            var slug = path.Length == 0 ? page.Notebook : Path.GetFileNameWithoutExtension(path);
            page.Links.Add(new PendingLink(PageNames.Of(slug) + ".html", anchor, page.Cell, address));
            return (path.Length == 0 ? "" : PageNames.Of(slug) + ".html") + (anchor.Length == 0 ? "" : "#" + anchor);
        }

        if (page.File.Length == 0) { return null; }
        if (CollectionFiles.Resolve(page.File, path) is not { } file)
        {
            page.Warn($"the link to {path} is shown as text: the file lies outside the collection.");
            return null;
        }

        if (File.Exists(file) && new FileInfo(file).Length <= CollectionFiles.MaxBytes)
        {
            if (page.Files.SingleFile)
            {
                page.Warn($"the link to {path} is shown as text: a single file carries no other files.");
                return null;
            }

            return CollectionFiles.Copy(page.Files, file);
        }

        page.Warn(File.Exists(file) ? $"the link to {path} is shown as text: the file is larger than 1 MB."
            : Directory.Exists(file) ? $"the link to {path} is shown as text: it is a folder."
            : $"the link to {path} leads nowhere: no such file; it is shown as text.");
        return null;
    }

    [GeneratedRegex(@"(?<![\w.#-])(?<claim>(?<slug>(?:[a-z0-9]+(?:-[a-z0-9]+)*)\.)?(?<id>C\d+))(?![\w-])|(?<![\w)])\((?<formula>\d{1,2}[a-z]?)\)|\bFigure (?<figure>\d{1,2})\b")]
    private static partial Regex Candidate();
}

/// <summary>Raw HTML inside Markdown.</summary>
internal static partial class Raw
{
    private static readonly HashSet<string> InlineTags = new(StringComparer.OrdinalIgnoreCase)
    { "b", "i", "em", "strong", "sub", "sup", "kbd", "mark", "small", "u", "s", "del", "ins", "abbr", "cite", "q", "samp", "var", "code", "span" };

    /// <summary>Tags that are meant as HTML, not as a type argument such as List&lt;T&gt;.</summary>
    private static readonly HashSet<string> PageTags = new("script style iframe img a div p table tr td th svg form input button object embed video audio link meta base font center h1 h2 h3 ul ol li".Split(' '), StringComparer.OrdinalIgnoreCase);

    public static string Clean(string html, PageText page)
    {
        var clean = Sanitizer.Clean(html, $"raw-{page.Cell}-");
        if (Unsafe().IsMatch(html)) { page.Warn("raw HTML in the text holds scripts, styles or frames; they are left out."); }
        return clean;
    }

    public static string Tag(string tag, PageText page)
    {
        var name = TagName().Match(tag).Groups["name"].Value;
        if (name.Equals("br", StringComparison.OrdinalIgnoreCase)) { return "<br>"; }
        if (InlineTags.Contains(name)) { return tag.StartsWith("</", StringComparison.Ordinal) ? $"</{name}>" : $"<{name}>"; }
        if (tag.StartsWith("<!--", StringComparison.Ordinal)) { return ""; }
        if (PageTags.Contains(name))
        {
            page.Warn($"the raw HTML tag {name} inside a sentence is left out.");
            return "";
        }

        page.Warn($"{tag} inside a sentence is shown as text.");
        return HtmlText.Escape(tag);
    }

    [GeneratedRegex(@"</?(?<name>[A-Za-z][A-Za-z0-9]*)")]
    private static partial Regex TagName();

    [GeneratedRegex(@"<(script|style|iframe|object|embed|form)\b|\son[a-z]+\s*=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Unsafe();
}

/// <summary>Writing systems that need a word to the browser.</summary>
internal static partial class Scripts
{
    public static bool HasRightToLeft(string text) => RightToLeft().IsMatch(text);

    /// <summary>Marks runs of Chinese so that fonts and screen readers treat them as such.</summary>
    public static string MarkChinese(string html) => Chinese().IsMatch(html)
        ? Chinese().Replace(html, match => $"<span lang=\"zh\">{match.Value}</span>") : html;

    /// <summary>Items and cells that hold text from right to left take their direction from it, as paragraphs do.</summary>
    public static string MarkRightToLeft(string html) => HasRightToLeft(html)
        ? ItemStart().Replace(html, match => HasRightToLeft(match.Groups["text"].Value) ? match.Value.Insert(match.Groups["tag"].Length, " dir=\"auto\"") : match.Value) : html;

    [GeneratedRegex("(?<tag><(?:li|td|th|dd))(?: [^>]*)?>(?<text>[^<]*)")]
    private static partial Regex ItemStart();

    [GeneratedRegex("[\u3400-\u9FFF\uF900-\uFAFF](?:[\u3000-\u303F\u3400-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]*[\u3400-\u9FFF\uF900-\uFAFF])?")]
    private static partial Regex Chinese();

    [GeneratedRegex("[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]")]
    private static partial Regex RightToLeft();
}
