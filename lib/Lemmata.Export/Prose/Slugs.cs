using System.Globalization;
using System.Text;

namespace Lemmata.Export.Prose;

/// <summary>Hands out the ids of one page: readable, stable, never twice the same.</summary>
internal sealed class Slugs
{
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>Marks an id as taken.</summary>
    public void Reserve(string id) => used.Add(id);

    /// <summary>Takes an id as it is; false where it stands on the page already.</summary>
    public bool TryReserve(string id) => used.Add(id);

    /// <summary>The id for a heading or another named place.</summary>
    public string Take(string text)
    {
        var slug = Of(text);
        var candidate = slug;
        for (var number = 2; !used.Add(candidate); number++)
        {
            candidate = slug + "-" + number.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }

    /// <summary>Lower case letters and digits of any script, everything else one hyphen; accents go.</summary>
    public static string Of(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
            {
                builder.Append(char.ToLowerInvariant(c));
            }
            else if (c is '\'' or '’' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }
            else if (builder.Length > 0 && builder[^1] != '-')
            {
                builder.Append('-');
            }
        }

        var slug = builder.ToString().Trim('-').Normalize(NormalizationForm.FormC);
        return slug.Length == 0 ? "section" : char.IsAsciiDigit(slug[0]) ? "s-" + slug : slug;
    }
}
