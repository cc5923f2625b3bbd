using System.Text.RegularExpressions;
using Lemmata.Export.Markup;

namespace Lemmata.Export.Prose;

/// <summary>Writing systems that need a word to the browser.</summary>
internal static class Scripts
{
    public static bool HasRightToLeft(string text) => text.Any(IsRightToLeft);

    /// <summary>Marks runs of Chinese so that fonts and screen readers treat them as such.</summary>
    public static SafeHtml MarkChinese(string text)
    {
        if (!Chinese.IsMatch(text)) { return SafeHtml.Text(text); }
        var html = new HtmlBuilder();
        var at = 0;
        foreach (Match match in Chinese.Matches(text))
        {
            html.AppendText(text[at..match.Index]).Append($"<span lang=\"zh\">{match.Value}</span>");
            at = match.Index + match.Length;
        }

        return html.AppendText(text[at..]).ToSafe();
    }

    private static readonly Regex Chinese = new(
        "[\u3400-\u9FFF\uF900-\uFAFF](?:[\u3000-\u303F\u3400-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]*[\u3400-\u9FFF\uF900-\uFAFF])?", RegexOptions.NonBacktracking);

    private static bool IsRightToLeft(char c) =>
        c is >= '\u0590' and <= '\u08FF' or >= '\uFB1D' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC';
}
