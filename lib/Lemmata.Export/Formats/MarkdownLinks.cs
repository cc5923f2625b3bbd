using System.Text.RegularExpressions;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Formats;

/// <summary>
/// Places and the links to them. Pages are written with a mark for each; once all pages are known, a place that is
/// linked to gets an anchor, a link that leads nowhere becomes text, and the other marks go.
/// </summary>
internal sealed partial class MarkdownLinks
{
    private const char Place = '\uE004', PlaceEnd = '\uE005', Start = '\uE006', Middle = '\uE007', End = '\uE008';

    private readonly Dictionary<string, HashSet<string>> places = [];
    private readonly HashSet<(string Page, string Anchor)> wanted = [];

    /// <summary>The mark of a place on a page.</summary>
    public string Anchor(string page, string id)
    {
        Page(page).Add(id);
        return $"{Place}{id}{PlaceEnd}";
    }

    /// <summary>Notes a page, also one without places.</summary>
    public HashSet<string> Page(string page) => places.TryGetValue(PageNames.Of(page), out var known) ? known : places[PageNames.Of(page)] = [];

    /// <summary>The mark of a link.</summary>
    /// <param name="page">Slug of the page it leads to.</param>
    /// <param name="anchor">Place there, as any front end spells it; empty for the top.</param>
    /// <param name="text">Words of the link, Markdown.</param>
    /// <param name="origin">Where the link stands, for the warning.</param>
    public string Link(string page, string anchor, string text, string origin)
    {
        page = PageNames.Of(page);
        wanted.Add((page, anchor));
        return $"{Start}{page}#{anchor}#{origin}{Middle}{text}{End}";
    }

    /// <summary>A finished page: its marks replaced.</summary>
    public string Resolve(string page, string text, ICollection<string> warnings)
    {
        page = PageNames.Of(page);
        text = LinkMark().Replace(text, match =>
        {
            var (to, anchor, words) = (match.Groups["page"].Value, match.Groups["anchor"].Value, match.Groups["text"].Value);
            if (!places.ContainsKey(to) || anchor.Length > 0 && Known(to, anchor) is null)
            {
                if (match.Groups["origin"].Length > 0)
                {
                    warnings.Add($"{match.Groups["origin"].Value}: the link to {(to == page ? "" : to + ".ipynb")}{(anchor.Length > 0 ? "#" + anchor : "")} leads nowhere: "
                        + (places.ContainsKey(to) ? $"{to} has no place named {anchor}" : "the collection has no such notebook") + "; it is shown as text.");
                }

                return words;
            }

            var place = anchor.Length > 0 ? "#" + Known(to, anchor) : "";
            return $"[{words}]({(to == page && place.Length > 0 ? "" : to + ".md")}{place})";
        });
        var linked = wanted.Where(link => link.Page == page && link.Anchor.Length > 0).Select(link => Known(page, link.Anchor)).ToHashSet();
        return PlaceMark().Replace(text, match => linked.Contains(match.Groups["id"].Value)
            ? match.Value.Replace($"{Place}{match.Groups["id"].Value}{PlaceEnd}", $"<a id=\"{match.Groups["id"].Value}\"></a>", StringComparison.Ordinal) : "");
    }

    /// <summary>A text without places, its links as their words.</summary>
    public static string Plain(string text) => PlaceMark().Replace(LinkMark().Replace(text, match => match.Groups["text"].Value), "");

    /// <summary>The place as this collection spells it: other front ends write capitals and punctuation.</summary>
    private string? Known(string page, string anchor) => !places.TryGetValue(page, out var known) ? null
        : known.Contains(anchor) ? anchor : known.Contains(Prose.Slugs.Of(anchor)) ? Prose.Slugs.Of(anchor) : null;

    [GeneratedRegex("\uE006(?<page>[^#\uE006-\uE008]*)#(?<anchor>[^#\uE006-\uE008]*)#(?<origin>[^\uE006-\uE008]*)\uE007(?<text>[^\uE006-\uE008]*)\uE008")]
    private static partial Regex LinkMark();

    /// <summary>A place on a line of its own takes the line and the blank one after it along.</summary>
    [GeneratedRegex("(?m)^[ \\t]*\uE004(?<id>[^\uE005]+)\uE005\\n\\n|\uE004(?<id>[^\uE005]+)\uE005")]
    private static partial Regex PlaceMark();
}
