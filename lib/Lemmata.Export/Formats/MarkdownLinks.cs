using System.Text.RegularExpressions;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Formats;

/// <summary>
/// Places and the links to them. Pages are written with a mark for each; once all pages are known, a place that is
/// linked to gets an anchor, a link that leads nowhere becomes text, and the other marks go.
/// </summary>
internal sealed partial class MarkdownLinks
{
    // No Markdown has the character NUL, so no text of a notebook can be taken for a mark.
    private const string Place = "\0p", PlaceEnd = "\0q", Start = "\0s", Middle = "\0m", End = "\0e";

    private readonly Dictionary<string, HashSet<string>> places = [];
    private readonly HashSet<(string Page, string Anchor)> wanted = [];

    /// <summary>The mark of a place on a page.</summary>
    public string Anchor(string page, string id)
    {
        Page(page).Add(id);
        return $"{Place}{id}{PlaceEnd}";
    }

    /// <summary>Notes a page, also one without places.</summary>
    public HashSet<string> Page(string page) => places.TryGetValue(PageNames.Of(page), out var known) ? known
        : places[PageNames.Of(page)] = [];

    /// <summary>The mark of a link.</summary>
    /// <param name="page">Slug of the page it leads to.</param>
    /// <param name="anchor">Place there, as any front end spells it; empty for the top.</param>
    /// <param name="text">Words of the link, Markdown.</param>
    /// <param name="origin">Where the link stands, for the warning.</param>
    public string Link(string page, string anchor, string text, string origin) =>
        Around(page, anchor, origin) is var (open, close) ? open + text + close : "";

    /// <summary>The same as what stands before and behind the words.</summary>
    public (string Open, string Close) Around(string page, string anchor, string origin)
    {
        page = PageNames.Of(page);
        anchor = anchor.Replace("#", "", StringComparison.Ordinal).Replace('\0', '\uFFFD');
        wanted.Add((page, anchor));
        return ($"{Start}{page}#{anchor}#{origin}{Middle}", End);
    }

    /// <summary>A finished page: its marks replaced.</summary>
    public string Resolve(string page, string text, ICollection<string> warnings)
    {
        page = PageNames.Of(page);
        text = LinkMark().Replace(text, match =>
        {
            var (to, anchor, words) = (match.Groups["page"].Value, match.Groups["anchor"].Value,
                match.Groups["text"].Value);
            if (!places.ContainsKey(to) || anchor.Length > 0 && Known(to, anchor) is null)
            {
                if (match.Groups["origin"].Length > 0)
                {
                    warnings.Add($"{match.Groups["origin"].Value}: the link to {(to == page ? "" : to + ".ipynb")}{(anchor.Length > 0 ? "#" + anchor : "")} leads nowhere: "
                        + (places.ContainsKey(to) ? $"{to} has no place named {anchor}"
                            : "the collection has no such notebook") + "; it is shown as text.");
                }

                return words;
            }

            var place = anchor.Length > 0 ? "#" + Known(to, anchor) : "";
            return $"[{words}]({(to == page && place.Length > 0 ? "" : to + ".md")}{place})";
        });
        var linked = wanted.Where(link => link.Page == page && link.Anchor.Length > 0)
            .Select(link => Known(page, link.Anchor)).ToHashSet();
        return PlaceMark().Replace(text, match => linked.Contains(match.Groups["id"].Value)
            ? match.Value.Replace($"{Place}{match.Groups["id"].Value}{PlaceEnd}",
                $"<a id=\"{match.Groups["id"].Value}\"></a>", StringComparison.Ordinal) : "");
    }

    /// <summary>A text without places, its links as their words.</summary>
    public static string Plain(string text) => PlaceMark()
        .Replace(LinkMark().Replace(text, match => match.Groups["text"].Value), "");

    /// <summary>Other names of the places of a page, as front ends and authors give them.</summary>
    public void Name(string page, IReadOnlyDictionary<string, string> names) => aliases[PageNames.Of(page)] = names;

    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> aliases = [];

    /// <summary>The place as this collection spells it: other front ends write capitals and punctuation.</summary>
    private string? Known(string page, string anchor) => !places.TryGetValue(page, out var known) ? null
        : known.Contains(anchor) ? anchor
        : aliases.TryGetValue(page, out var names) && names.TryGetValue(anchor, out var named) && known.Contains(named)
            ? named : known.Contains(Prose.Slugs.Of(anchor)) ? Prose.Slugs.Of(anchor) : null;

    [GeneratedRegex("\0s(?<page>[^#\0]*)#(?<anchor>[^#\0]*)#(?<origin>[^\0]*)\0m(?<text>[^\0]*)\0e")]
    private static partial Regex LinkMark();

    /// <summary>A place on a line of its own takes the line and the blank one after it along.</summary>
    [GeneratedRegex("(?m)^[ \\t]*\0p(?<id>[^\0]+)\0q\\n\\n|\0p(?<id>[^\0]+)\0q")]
    private static partial Regex PlaceMark();
}
