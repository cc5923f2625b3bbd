using System.Globalization;
using System.Text.RegularExpressions;
using Lemmata.Export.Markup;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Prose;

/// <summary>References in prose: claims, formulas, figures, notebooks, files.</summary>
internal static class References
{
    /// <summary>Judged by what stands around it afterwards: an engine without backtracking knows no
    /// look-around.</summary>
    private static readonly Regex Candidate = new(
        @"(?<claim>(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)?C[0-9]+)|\((?<formula>[^\s()]{1,12})\)|Figure (?<figure>[0-9]{1,2})",
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>A reference in a text.</summary>
    /// <param name="Start">Where it starts.</param>
    /// <param name="Length">How long it is.</param>
    /// <param name="Slug">The other notebook, or empty.</param>
    /// <param name="Anchor">The place there.</param>
    public readonly record struct Found(int Start, int Length, string Slug, string Anchor);

    /// <summary>Text with "C4", "grokking.C2", "(3)" and "Figure 2" as links where the page or the collection has
    /// them.</summary>
    public static SafeHtml Link(string text, PageText page)
    {
        var html = new HtmlBuilder();
        var at = 0;
        foreach (var found in In(text, page))
        {
            html.Append(Scripts.MarkChinese(text[at..found.Start]))
                .Append($"<a href=\"{(found.Slug.Length == 0 ? "" : PageNames.Of(found.Slug) + ".html")}#{found.Anchor}\">{text.Substring(found.Start, found.Length)}</a>");
            at = found.Start + found.Length;
        }

        return html.Append(Scripts.MarkChinese(text[at..])).ToSafe();
    }

    /// <summary>The references in a text that lead somewhere.</summary>
    public static IEnumerable<Found> In(string text, PageText page)
    {
        var at = 0;
        while (at < text.Length && Candidate.Match(text, at) is { Success: true } match)
        {
            var (before, after) = (match.Index > 0 ? text[match.Index - 1] : ' ', match.Index
                + match.Length < text.Length ? text[match.Index + match.Length] : ' ');
            // Parentheses that hold no number of a formula may hold a claim.
            at = match.Groups["formula"].Success ? match.Index + 1 : match.Index + match.Length;
            if (Target(match, before, after, page) is not var (slug, anchor)) { continue; }
            yield return new Found(match.Index, match.Length, slug, anchor);
            at = match.Index + match.Length;
        }
    }

    private static (string Slug, string Anchor)? Target(Match match, char before, char after, PageText page)
    {
        if (match.Groups["claim"].Success)
        {
            if (IsWord(before) || before is '.' or '#' or '-' || IsWord(after) || after == '-') { return null; }
            var dot = match.Value.IndexOf('.');
            var (slug, id) = (dot < 0 ? "" : match.Value[..dot], match.Value[(dot + 1)..]);
            var own = slug.Length == 0 || slug == page.Notebook;
            return (own ? page.Claims.Contains(id) : page.AllClaims.Contains(match.Value))
                ? (own ? "" : slug, id.ToLowerInvariant()) : null;
        }

        if (match.Groups["formula"].Success)
        {
            return !IsWord(before) && before != ')'
                && page.Equations.Anchor(match.Groups["formula"].Value) is { } anchor ? ("", anchor) : null;
        }

        var figure = int.Parse(match.Groups["figure"].Value, CultureInfo.InvariantCulture);
        return !IsWord(before) && !IsWord(after) && figure >= 1 && figure <= page.FigureCount
            ? ("", "fig-" + match.Groups["figure"].Value.TrimStart('0')) : null;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    /// <summary>Where a link leads from the page, or null (with a warning) where it leads nowhere.</summary>
    public static string? Address(string address, PageText page)
    {
        if (!Lemmata.Export.Markup.Address.IsSafe(address))
        {
            page.Warn($"the link to {address} is left out: pages link to http, https and mailto addresses and to files of the collection.");
            return null;
        }

        if (address.Contains("://", StringComparison.Ordinal)
            || address.StartsWith("mailto:", StringComparison.Ordinal))
        {
            return Lemmata.Export.Markup.Address.Encoded(address);
        }

        var hash = address.IndexOf('#');
        var path = Uri.UnescapeDataString(hash < 0 ? address : address[..hash]);
        var anchor = hash < 0 ? "" : Uri.UnescapeDataString(address[(hash + 1)..]);
        if (path.Length == 0 || path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            var slug = path.Length == 0 ? page.Notebook : page.SlugOf(path);
            page.Links.Add(new PendingLink(PageNames.Of(slug) + ".html", anchor, page.Cell, address));
            return (path.Length == 0 ? "" : PageNames.Of(slug) + ".html") + (anchor.Length == 0 ? "" : "#" + anchor);
        }

        if (page.File.Length == 0) { return null; }
        if (CollectionFiles.Ask(page.Files, page.File, path, out var reason) is not { } file)
        {
            page.Warn($"the link to {path} is shown as text: the file {reason}.");
            return null;
        }

        if (File.Exists(file) && !CollectionFiles.IsPublished(file))
        {
            page.Warn($"the link to {path} is shown as text: files of this kind are not copied into a site.");
            return null;
        }

        if (File.Exists(file) && new FileInfo(file).Length <= CollectionFiles.MaxBytes)
        {
            if (page.Files.SingleFile)
            {
                page.Warn($"the link to {path} is shown as text: a single file carries no other files.");
                return null;
            }

            if (CollectionFiles.Copy(page.Files, file, out var fault) is { } copy) { return copy; }
            page.Warn($"the link to {path} is shown as text: the file cannot be read ({fault}).");
            return null;
        }

        page.Warn(File.Exists(file) ? $"the link to {path} is shown as text: the file is larger than 1 MB."
            : Directory.Exists(file) ? $"the link to {path} is shown as text: it is a folder."
            : $"the link to {path} leads nowhere: no such file; it is shown as text.");
        return null;
    }
}
