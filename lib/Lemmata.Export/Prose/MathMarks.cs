using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Export.Formulas;

namespace Lemmata.Export.Prose;

/// <summary>
/// Takes formulas out of Markdown before Markdown is parsed, so that underscores, stars, pipes and backslashes in
/// TeX keep their meaning. Code spans and fenced code are left alone.
/// </summary>
internal static partial class MathMarks
{
    /// <summary>What a piece of Markdown is: words, code that stays as it is, or a formula within a line or on its own.</summary>
    public enum Kind { Words, Code, Inline, Display }

    /// <summary>A stretch of Markdown; of a formula only the TeX, without its delimiters.</summary>
    public readonly record struct Piece(Kind Kind, string Text);

    /// <summary>Replaces each formula by its mark.</summary>
    public static string Take(string markdown, FormulaSet formulas, string notebook, int cell, bool compact = false)
    {
        var result = new StringBuilder(markdown.Length);
        foreach (var piece in Pieces(markdown))
        {
            result.Append(piece.Kind switch
            {
                Kind.Display => formulas.Add(piece.Text, FormulaSet.Form.Display, notebook, cell),
                Kind.Inline => formulas.Add(piece.Text, compact ? FormulaSet.Form.Compact : FormulaSet.Form.Inline, notebook, cell),
                _ => piece.Text,
            });
        }

        return result.ToString().Replace("\\$", "$", StringComparison.Ordinal);
    }

    /// <summary>Cuts Markdown into words, code and formulas.</summary>
    public static IEnumerable<Piece> Pieces(string markdown)
    {
        var position = 0;
        while (position < markdown.Length)
        {
            var code = CodePattern().Match(markdown, position);
            var end = code.Success ? code.Index : markdown.Length;
            var words = markdown[position..end];
            var at = 0;
            foreach (Match match in MathPattern().Matches(words))
            {
                if (match.Index > at) { yield return new Piece(Kind.Words, words[at..match.Index]); }
                var display = match.Groups["display"].Success || match.Groups["environment"].Success;
                yield return new Piece(display ? Kind.Display : Kind.Inline, match.Groups["display"].Success ? match.Groups["display"].Value
                    : match.Groups["environment"].Success ? match.Value : match.Groups["inline"].Value);
                at = match.Index + match.Length;
            }

            if (at < words.Length) { yield return new Piece(Kind.Words, words[at..]); }
            if (code.Success)
            {
                yield return new Piece(Kind.Code, code.Value);
                end += code.Length;
            }

            position = end;
        }
    }

    [GeneratedRegex(@"(?m)^[ ]{0,3}(?<fence>```+|~~~+)[^\n]*\n(?:.*\n)*?[ ]{0,3}\k<fence>[`~]*[ ]*$|(?<!`)(?<ticks>`+)(?!`)(?:[^\n]|\n(?!\n))*?(?<!`)\k<ticks>(?!`)")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"(?<!\\)\$\$(?<display>(?:[^$]|\\\$)+?)\$\$|(?<environment>\\begin\{(?<name>align\*?|equation\*?|gather\*?|aligned)\}[\s\S]+?\\end\{\k<name>\})|(?<![\\$])\$(?=[^\s$])(?<inline>(?:[^$\n\\]|\\.|\n(?!\s*\n))+?)(?<=[^\s])\$(?![0-9$])")]
    private static partial Regex MathPattern();
}
