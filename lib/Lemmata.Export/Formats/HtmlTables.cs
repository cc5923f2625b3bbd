using System.Text.RegularExpressions;

namespace Lemmata.Export.Formats;

/// <summary>Tables that cells show as HTML, as Markdown.</summary>
internal static partial class HtmlTables
{
    /// <summary>The tables of a fragment, or null where it has none or one that Markdown cannot hold.</summary>
    public static string? ToMarkdown(string html)
    {
        html = Prose.Sanitizer.Clean(html);
        var tables = Table().Matches(html);
        if (tables.Count == 0 || Spanning().IsMatch(html) || tables.Any(table => table.Value.IndexOf("<table", 1, StringComparison.OrdinalIgnoreCase) > 0)) { return null; }
        return string.Join("\n\n", tables.Select(table => One(table.Value)));
    }

    private static string One(string html)
    {
        var rows = Row().Matches(html).Select(row => TableCell().Matches(row.Value).ToList()).Where(row => row.Count > 0).ToList();
        if (rows.Count == 0) { return ""; }
        var headed = rows[0].All(cell => cell.Groups["tag"].Value.Equals("th", StringComparison.OrdinalIgnoreCase));
        var head = headed ? rows[0].Select(Content).ToList() : [.. rows[0].Select(_ => " ")];
        var body = rows.Skip(headed ? 1 : 0).ToList();
        var caption = Caption().Match(html) is { Success: true } match ? Text(match.Groups["text"].Value) : "";
        return (caption.Length > 0 ? $"*{caption}*\n\n" : "") + GitHubText.Table(head, body.Select(row => row.Select(Content).ToList()),
            column => body.Count > 0 && body.All(row => column < row.Count && NumberClass().IsMatch(row[column].Groups["attributes"].Value)));
    }

    private static string Content(Match cell)
    {
        var text = Text(cell.Groups["text"].Value);
        return cell.Groups["tag"].Value.Equals("th", StringComparison.OrdinalIgnoreCase) && cell.Groups["attributes"].Value.Contains("row", StringComparison.Ordinal) && text.Length > 0
            ? $"**{text}**" : text;
    }

    /// <summary>Text of a cell; raised and lowered digits stay so, marked formulas are set.</summary>
    private static string Text(string html)
    {
        html = MathSpan().Replace(html, match => $"${System.Net.WebUtility.HtmlDecode(match.Groups["tex"].Value)}$");
        html = Raised().Replace(html, match => $"\uE010{match.Groups["close"].Value}{match.Groups["tag"].Value}\uE011");
        return GitHubText.Sentence(HtmlText.Squeeze(HtmlText.Strip(html)), table: true).Replace('\uE010', '<').Replace('\uE011', '>');
    }

    [GeneratedRegex("<table[\\s\\S]*?</table>", RegexOptions.IgnoreCase)]
    private static partial Regex Table();

    [GeneratedRegex("<tr[\\s\\S]*?</tr>", RegexOptions.IgnoreCase)]
    private static partial Regex Row();

    [GeneratedRegex("<(?<tag>t[hd])(?<attributes>(?:\\s[^>]*)?)>(?<text>[\\s\\S]*?)</\\k<tag>>", RegexOptions.IgnoreCase)]
    private static partial Regex TableCell();

    [GeneratedRegex("<caption[^>]*>(?<text>[\\s\\S]*?)</caption>", RegexOptions.IgnoreCase)]
    private static partial Regex Caption();

    [GeneratedRegex("\\b(?:colspan|rowspan)=\"(?!1\")", RegexOptions.IgnoreCase)]
    private static partial Regex Spanning();

    [GeneratedRegex("\\bclass=\"[^\"]*\\b(?:n|num)\\b")]
    private static partial Regex NumberClass();

    [GeneratedRegex("<(?<close>/?)(?<tag>sup|sub)>", RegexOptions.IgnoreCase)]
    private static partial Regex Raised();

    [GeneratedRegex("""<span class="math">\\\((?<tex>[\s\S]*?)\\\)</span>""")]
    private static partial Regex MathSpan();
}
