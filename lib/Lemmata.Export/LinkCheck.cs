using System.Text.RegularExpressions;
using Lemmata.Export.Pages;
using Lemmata.Export.Prose;

namespace Lemmata.Export;

/// <summary>Links inside the collection, judged when every page is known: a link that leads nowhere becomes text.</summary>
internal static partial class LinkCheck
{
    public static List<PageContent> Mend(IReadOnlyList<PageContent> contents, IReadOnlyList<NotebookPage> pages, ICollection<string> warnings, bool alone = false)
    {
        var anchors = contents.ToDictionary(content => content.File, content =>
            Id().Matches(content.Body).Select(match => match.Groups[1].Value).ToHashSet());
        anchors[Layout.Status] = ["notebooks", "third-party", "main"];
        var pending = pages.ToDictionary(page => page.File, page => page.Text.Links);
        return [.. contents.Select(content => content with { Body = Mend(content, anchors, pending.GetValueOrDefault(content.File) ?? [], warnings, alone) })];
    }

    private static string Mend(PageContent content, Dictionary<string, HashSet<string>> anchors, List<PendingLink> pending, ICollection<string> warnings, bool alone)
    {
        return Anchor().Replace(content.Body, match =>
        {
            var address = System.Net.WebUtility.HtmlDecode(match.Groups["href"].Value);
            var hash = address.IndexOf('#');
            var file = hash < 0 ? address : address[..hash];
            var anchor = hash < 0 ? "" : address[(hash + 1)..];
            if (file.Length == 0) { file = content.File; }
            if (anchors.TryGetValue(file, out var known))
            {
                if (anchor.Length == 0 || known.Contains(anchor)) { return match.Value; }
                // Other front ends spell anchors with capitals and keep punctuation.
                var spelled = Slugs.Of(anchor);
                if (known.Contains(spelled))
                {
                    return match.Value.Replace("#" + match.Groups["href"].Value[(match.Groups["href"].Value.IndexOf('#') + 1)..] + "\"", "#" + spelled + "\"", StringComparison.Ordinal);
                }
            }
            else if (!file.EndsWith(".html", StringComparison.Ordinal) || file.StartsWith("files/", StringComparison.Ordinal))
            {
                return match.Value;
            }

            var written = pending.FirstOrDefault(link => (link.Page == file || link.Page == content.File && file == content.File) && link.Anchor == anchor);
            if (written is not null)
            {
                warnings.Add($"{Path.GetFileNameWithoutExtension(content.File)}, cell {written.Cell}: the link to {written.Original} leads nowhere"
                    + (anchors.ContainsKey(file) ? $": {file} has no place named {anchor}" : alone ? ": this page stands by itself" : ": the collection has no such notebook") + "; it is shown as text.");
            }

            return match.Groups["inner"].Value.Length == 0 ? "" : $"<span class=\"absent\">{match.Groups["inner"].Value}</span>";
        });
    }

    [GeneratedRegex("""\bid="([^"]+)["]""")]
    private static partial Regex Id();

    [GeneratedRegex("""<a\b[^>]*?\bhref="(?<href>(?![a-z]+:)[^"]*)"[^>]*>(?<inner>(?:(?!</a>)[\s\S])*)</a>""")]
    private static partial Regex Anchor();
}
