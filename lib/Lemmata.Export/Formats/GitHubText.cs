using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Export.Markup;
using Lemmata.Export.Prose.Parsing;

namespace Lemmata.Export.Formats;

/// <summary>Pieces of Markdown in the spelling that GitHub shows without loss.</summary>
internal static partial class GitHubText
{
    /// <summary>Text that must not become markup.</summary>
    public static string Escape(string text) => Special().Replace(WithoutNul(text).ReplaceLineEndings(" "), "\\$0");

    /// <summary>Words of raw HTML: no tag and no formula may come of them, marks of Markdown may.</summary>
    /// <remarks>As entities: within a block of raw HTML a backslash is only a character.</remarks>
    public static string EscapeTags(string text) => WithoutNul(text).Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("$", "&#36;", StringComparison.Ordinal);

    /// <summary>True for a sign that a reader of Markdown may take for the start of a tag.</summary>
    public static bool OpensTag(string text, int at) => text[at] == '<' && at + 1 < text.Length
        && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!' or '?');

    /// <summary>The character that no Markdown has: CommonMark replaces it, and places and links are marked with
    /// it.</summary>
    public static string WithoutNul(string text) => text.Replace('\0', '\uFFFD');

    /// <summary>An address between the parentheses of a link.</summary>
    public static string Address(string address) => address.IndexOfAny([' ', '(', ')', '<', '>']) < 0 ? address
        : $"<{address.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)}>";

    /// <summary>A number of a table: raised digits stay so.</summary>
    public static string Number(SafeHtml number) => string.Concat(RaisedTag().Split(number.Write())
        .Select(part => RaisedTag().IsMatch(part) ? part : Escape(WebUtility.HtmlDecode(part))));

    /// <summary>Text with formulas in dollars: formulas are set, everything else is only text.</summary>
    /// <param name="text">One paragraph.</param>
    /// <param name="table">True within a table, where an upright bar would end the cell.</param>
    public static string Sentence(string text, bool table = false)
    {
        var result = new StringBuilder();
        foreach (var (words, formula) in MathText.Pieces(text))
        {
            result.Append(formula is null ? Escape(words) : Formula(formula.Tex, table));
        }

        return HtmlText.Squeeze(result.ToString());
    }

    /// <summary>A formula within a line. Inside backticks no backslash, star or underscore of the TeX is taken for
    /// markup.</summary>
    public static string Formula(string tex, bool table = false)
    {
        tex = Known(HtmlText.Squeeze(WithoutNul(tex)));
        if (table) { tex = Bar().Replace(tex, match => match.Value == "|" ? "\\vert{}" : "\\Vert{}"); }
        return tex.Contains('`', StringComparison.Ordinal) ? $"${tex}$" : $"$`{tex}`$";
    }

    /// <summary>A formula on its own, every line after the indentation given.</summary>
    public static string Display(string tex, string indent = "")
    {
        var lines = Known(WithoutNul(tex).Trim()).Split('\n').Select(line => indent + line.Trim())
            .Where(line => line.Trim().Length > 0);
        return $"{indent}```math\n{string.Join('\n', lines)}\n{indent}```";
    }

    /// <summary>A fence longer than any run of backticks inside.</summary>
    public static string Fenced(string language, string code)
    {
        var fence = new string('`',
            Math.Max(3, Backticks().Matches(code).Select(match => match.Length + 1).DefaultIfEmpty(3).Max()));
        return $"{fence}{language}\n{WithoutNul(code).Trim('\n')}\n{fence}";
    }

    /// <summary>A table; cells are Markdown already.</summary>
    /// <param name="columns">Heads, from left to right.</param>
    /// <param name="rows">Cells of each row.</param>
    /// <param name="right">Which columns stand to the right, as numbers do.</param>
    public static string Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, Func<int,
        bool>? right = null)
    {
        var table = new StringBuilder("| ").AppendJoin(" | ", columns.Select(Cell)).Append(" |\n|");
        for (var i = 0; i < columns.Count; i++) { table.Append(right?.Invoke(i) == true ? "---:|" : "---|"); }
        foreach (var row in rows)
        {
            table.Append("\n| ").AppendJoin(" | ", Enumerable.Range(0, columns.Count)
                .Select(i => i < row.Count ? Cell(row[i]) : "")).Append(" |");
        }

        return table.ToString();
    }

    private static string Cell(string markdown) => LooseBar().Replace(markdown.ReplaceLineEndings(" "), "\\|");

    /// <summary>GitHub's MathJax refuses a few commands; each has a spelling that it takes.</summary>
    private static string Known(string tex) => TextBox().Replace(
        OperatorName().Replace(tex,
            match => $"\\mathop{{\\mathrm{{{match.Groups["name"].Value}}}}}{(match.Groups["star"].Length > 0 ? "" : "\\nolimits")}"), "\\text{");

    [GeneratedRegex("(</?sup>)")]
    private static partial Regex RaisedTag();

    [GeneratedRegex(@"[\\`*_\[\]<|$~]")]
    private static partial Regex Special();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex LooseBar();

    [GeneratedRegex(@"\\?\|")]
    private static partial Regex Bar();

    [GeneratedRegex("`{3,}")]
    private static partial Regex Backticks();

    [GeneratedRegex(@"\\operatorname(?<star>\*?)\s*\{(?<name>[^{}]*)\}")]
    private static partial Regex OperatorName();

    [GeneratedRegex(@"\\mbox\s*\{")]
    private static partial Regex TextBox();
}
