using Lemmata.Export.Markup;
using Lemmata.Export.Pages;
using Lemmata.Export.Prose;

#pragma warning disable RS0030 // A door: it copies pages that are markup already.

namespace Lemmata.Export;

/// <summary>Links inside the collection, judged when every page is known: a link that leads nowhere becomes
/// text.</summary>
internal static class LinkCheck
{
    public static List<PageContent> Mend(IReadOnlyList<PageContent> contents, IReadOnlyList<NotebookPage> pages,
        ICollection<string> warnings, bool alone = false)
    {
        var written = contents.Select(content => content.Body.Write()).ToList();
        var places = new Dictionary<string, HashSet<string>> { [Layout.Status] = ["notebooks", "third-party", "main"] };
        var ids = Workers.Select(written, (html, _) => Ids(html));
        for (var i = 0; i < contents.Count; i++) { places[contents[i].File] = ids[i]; }
        var names = pages.ToDictionary(page => page.File, page => page.Text);
        return [.. contents.Select((content, i) =>
            content with { Body = new Page(content, places, names, warnings, alone).Mend(written[i]),
            HasFormulas = content.HasFormulas && written[i].Contains("class=\"katex", StringComparison.Ordinal) })];
    }

    private static HashSet<string> Ids(string html)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var scanner = new HtmlScanner(html);
        while (scanner.Next())
        {
            if (scanner.Token == HtmlToken.Open)
            {
                ids.UnionWith(scanner.Attributes.Where(attribute => attribute.Name == "id")
                    .Select(attribute => attribute.Value));
            }
        }

        return ids;
    }

    /// <summary>The links of one page.</summary>
    private sealed class Page(PageContent content, Dictionary<string, HashSet<string>> places, Dictionary<string,
        PageText> names, ICollection<string> warnings, bool alone)
    {
        /// <summary>Copies a page that is markup already; only start and end of links change.</summary>
        public SafeHtml Mend(string html)
        {
            var result = new HtmlBuilder();
            var scanner = new HtmlScanner(html);
            var dead = 0;
            var copied = 0;
            while (scanner.Next())
            {
                if (scanner.Token == HtmlToken.Open && scanner.Name is "script" or "style")
                {
                    scanner.SkipElement(scanner.Name);
                }
                if (scanner.Token == HtmlToken.Text || scanner.Name != "a") { continue; }
                var replacement = scanner.Token == HtmlToken.Close && dead > 0 ? SafeHtml.Html($"</span>")
                    : scanner.Token == HtmlToken.Open ? Start(scanner.Attributes) : null;
                if (scanner.Token == HtmlToken.Open && replacement is not null
                    && !replacement.ToString().StartsWith("<a", StringComparison.Ordinal))
                {
                    dead++;
                }
                if (scanner.Token == HtmlToken.Close && dead > 0) { dead--; }
                if (replacement is null) { continue; }
                result.AppendTrusted(html.AsSpan(copied, scanner.Start - copied));
                result.Append(replacement);
                copied = scanner.End;
            }

            result.AppendTrusted(html.AsSpan(copied));
            return result.ToSafe();
        }

        /// <summary>What stands in the place of a link's start; null where it stays.</summary>
        private SafeHtml? Start(List<(string Name, string Value)> attributes)
        {
            if (attributes.FirstOrDefault(attribute => attribute.Name == "href").Value is not { } address
                || HasScheme(address))
            {
                return null;
            }
            var hash = address.IndexOf('#');
            var file = hash < 0 ? address : address[..hash];
            var anchor = hash < 0 ? "" : address[(hash + 1)..];
            if (file.Length == 0) { file = content.File; }
            if (places.TryGetValue(file, out var known))
            {
                if (anchor.Length == 0 || known.Contains(anchor)) { return null; }
                // Other front ends spell anchors with capitals and keep punctuation.
                var other = names.GetValueOrDefault(file)?.Aliases.GetValueOrDefault(anchor) ?? Slugs.Of(anchor);
                if (known.Contains(other)) { return Link(attributes, (hash == 0 ? "" : file) + "#" + other); }
            }
            else if (!file.EndsWith(".html", StringComparison.Ordinal)
                || file.StartsWith("files/", StringComparison.Ordinal))
            {
                return null;
            }

            Warn(file, anchor);
            return SafeHtml.Html($"<span class=\"absent\">");
        }

        private static SafeHtml Link(List<(string Name, string Value)> attributes, string target)
        {
            var written = attributes
                .Select(attribute => (attribute.Name, Value: attribute.Name == "href" ? target : attribute.Value))
                .Select(attribute => SafeHtml.Html($" {attribute.Name}=\"{attribute.Value}\""));
            return SafeHtml.Html($"<a{SafeHtml.Concat(written)}>");
        }

        private void Warn(string file, string anchor)
        {
            var links = names.GetValueOrDefault(content.File)?.Links ?? [];
            var written = links.FirstOrDefault(link =>
                (link.Page == file || link.Page == content.File && file == content.File) && link.Anchor == anchor);
            if (written is null) { return; }
            warnings.Add($"{Path.GetFileNameWithoutExtension(content.File)}, cell {written.Cell}: the link to {written.Original} leads nowhere"
                + (places.ContainsKey(file) ? $": {file} has no place named {anchor}" : alone
                    ? ": this page stands by itself" : ": the collection has no such notebook")
                    + "; it is shown as text.");
        }

        private static bool HasScheme(string address)
        {
            var colon = address.IndexOf(':');
            return colon > 0 && address.AsSpan(0, colon).IndexOfAny('/', '#', '?') < 0;
        }
    }
}
