using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Tool.Html.Formulas;

namespace Lemmata.Tool.Html.Prose;

/// <summary>
/// Takes formulas out of Markdown before Markdown is parsed, so that underscores, stars, pipes and backslashes in
/// TeX keep their meaning. Code spans and fenced code are left alone.
/// </summary>
internal static partial class MathMarks
{
    /// <summary>Replaces each formula by its mark.</summary>
    public static string Take(string markdown, FormulaSet formulas, string notebook, int cell, bool compact = false)
    {
        var result = new StringBuilder(markdown.Length);
        var position = 0;
        while (position < markdown.Length)
        {
            var code = CodePattern().Match(markdown, position);
            var end = code.Success ? code.Index : markdown.Length;
            result.Append(MathPattern().Replace(markdown[position..end], match =>
            {
                var display = match.Groups["display"].Success || match.Groups["environment"].Success;
                var tex = match.Groups["display"].Success ? match.Groups["display"].Value
                    : match.Groups["environment"].Success ? match.Value : match.Groups["inline"].Value;
                return formulas.Add(tex, display ? FormulaSet.Form.Display : compact ? FormulaSet.Form.Compact : FormulaSet.Form.Inline, notebook, cell);
            }));
            if (code.Success)
            {
                result.Append(code.Value);
                end += code.Length;
            }

            position = end;
        }

        return result.ToString().Replace("\\$", "$", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?m)^[ ]{0,3}(?<fence>```+|~~~+)[^\n]*\n(?:.*\n)*?[ ]{0,3}\k<fence>[`~]*[ ]*$|(?<!`)(?<ticks>`+)(?!`)(?:[^\n]|\n(?!\n))*?(?<!`)\k<ticks>(?!`)")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"(?<!\\)\$\$(?<display>(?:[^$]|\\\$)+?)\$\$|(?<environment>\\begin\{(?<name>align\*?|equation\*?|gather\*?|aligned)\}[\s\S]+?\\end\{\k<name>\})|(?<![\\$])\$(?=[^\s$])(?<inline>(?:[^$\n\\]|\\.|\n(?!\s*\n))+?)(?<=[^\s])\$(?![0-9$])")]
    private static partial Regex MathPattern();
}
