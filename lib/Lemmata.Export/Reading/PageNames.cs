using System.Text.RegularExpressions;

namespace Lemmata.Export.Reading;

/// <summary>What a notebook's page is called: as its file, unless a page of the site has that name or an address could
/// not hold it.</summary>
internal static partial class PageNames
{
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase) { "index", "ledger", "status", "library",
        "readme", "book" };

    /// <summary>The name without extension.</summary>
    public static string Of(string slug) => Taken.Contains(slug) ? slug.ToLowerInvariant() + "-notebook"
        : Plain().IsMatch(slug) ? slug : Prose.Slugs.Of(slug);

    [GeneratedRegex(@"^[\w-]+(?:\.[\w-]+)*$")]
    private static partial Regex Plain();
}
