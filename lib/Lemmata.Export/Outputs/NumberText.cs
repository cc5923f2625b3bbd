using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export.Markup;

namespace Lemmata.Export.Outputs;

/// <summary>Numbers as people read them: a real minus, powers of ten raised.</summary>
internal static class NumberText
{
    private static readonly Regex Scientific = new(@"(?<m>[-−]?[0-9]+(?:\.[0-9]+)?)[eE](?<e>[-−+]?[0-9]+)",
        RegexOptions.NonBacktracking);

    /// <summary>A sentence: 1.2e-7 as a power of ten, and a real minus before numbers.</summary>
    public static SafeHtml Powers(string sentence)
    {
        var text = Minus(sentence);
        var html = new HtmlBuilder();
        var at = 0;
        foreach (Match match in Scientific.Matches(text))
        {
            var before = match.Index > 0 ? text[match.Index - 1] : ' ';
            var after = text.AsSpan(match.Index + match.Length);
            if (IsWord(before) || before == '.' || after.Length > 0 && IsWord(after[0]) || after.Length > 1
                && after[0] == '.' && char.IsAsciiDigit(after[1]))
            {
                continue;
            }
            html.AppendText(text[at..match.Index])
                .Append(Power(match.Groups["m"].Value, match.Groups["e"].Value, bare: true));
            at = match.Index + match.Length;
        }

        return html.AppendText(text[at..]).ToSafe();
    }

    /// <summary>A cell of a table.</summary>
    public static SafeHtml Cell(JsonNode? cell)
    {
        var text = cell?.ToString() ?? "–";
        var match = Scientific.Match(text);
        if (match.Success && match.Length == text.Length)
        {
            return Power(match.Groups["m"].Value, match.Groups["e"].Value.TrimStart('+'), bare: false);
        }
        return SafeHtml.Text(IsNumber(cell) ? text.Replace('-', '−') : text);
    }

    public static bool IsNumber(JsonNode? node) => node is null
        || double.TryParse(node.ToString().Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static SafeHtml Power(string factor, string exponent, bool bare) => SafeHtml.Html(
        $"{(bare && factor == "1" ? "" : factor.Replace('-', '−') + "\u00A0×\u00A0")}10<sup>{exponent.Replace('-', '−')}</sup>");

    private static string Minus(string text) => string.Create(text.Length, text, static (result, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            var sign = source[i] == '-' && i + 1 < source.Length && char.IsAsciiDigit(source[i + 1])
                && (i == 0 || char.IsWhiteSpace(source[i - 1]) || source[i - 1] is '(' or '=' or '≈');
            result[i] = sign ? '−' : source[i];
        }
    });

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
