using System.Text.RegularExpressions;
using System.Xml;

namespace Lemmata.Export.Plotly.Reading;

/// <summary>Texts of a chart as a drawing shows them: without tags, in lines, of bounded length.</summary>
internal static partial class PlotText
{
    private const int Longest = 80, Most = 2000;

    /// <summary>One line without markup.</summary>
    public static string Plain(string text) => string.Join(' ', Lines(text));

    /// <summary>At most six lines without markup; the source breaks them with a tag or a line end.</summary>
    public static IReadOnlyList<string> Lines(string text)
    {
        var cut = text.Length > Most ? text[..Most] : text;
        return [.. Break().Split(cut).Select(line => Short(HtmlText.Squeeze(HtmlText.Strip(line))))
            .Where(line => line.Length > 0).Take(6)];
    }

    /// <summary>A line that fits, with a mark where something is left out.</summary>
    public static string Short(string text, int longest = Longest)
    {
        var clean = text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(XmlConvert.IsXmlChar));
        return clean.Length > longest ? clean[..(longest - 1)] + "…" : clean;
    }

    [GeneratedRegex(@"<br\s*/?>|\n", RegexOptions.IgnoreCase)]
    private static partial Regex Break();
}
