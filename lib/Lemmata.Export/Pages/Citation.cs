using System.Text;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Pages;

/// <summary>How a page and the sources that it examines are cited.</summary>
internal static class Citation
{
    /// <summary>Entries for BibTeX: the page, then its sources.</summary>
    public static string Of(NotebookPage page, CollectionWords words)
    {
        var text = new StringBuilder();
        Add(text, page.Slug,
        [
            ("title", page.TitleText),
            ("howpublished", words.Line.Length > 0 ? $"{words.Title}: {words.Line}" : words.Title),
            ("note", words.Licence.Length > 0 ? $"{words.Licence} licence" : ""),
        ]);
        foreach (var (source, i) in page.Claims.Sources.Select((source, i) => (source, i)))
        {
            Add(text, $"{page.Slug}-source-{i + 1}", Fields(source));
        }

        return text.ToString().TrimEnd();
    }

    private static (string, string)[] Fields(SourceRecord source) =>
    [
        ("author", source.Author), ("title", source.Title),
        ("note", source.OriginalTitle == source.Title ? "" : source.OriginalTitle),
        ("howpublished", source.Where), ("url", source.Url),
    ];

    private static void Add(StringBuilder text, string key, (string Name, string Value)[] fields)
    {
        text.Append("@misc{").Append(key).Append(",\n");
        foreach (var (name, value) in fields.Where(field => field.Value.Length > 0))
        {
            text.Append("  ").Append(name).Append(" = {").Append(Escaped(value)).Append("},\n");
        }

        text.Append("}\n\n");
    }

    /// <summary>Without what would end a field or begin a command.</summary>
    private static string Escaped(string value) => value.Replace("\\", "", StringComparison.Ordinal)
        .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
        .Replace("&", "\\&", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal);
}
