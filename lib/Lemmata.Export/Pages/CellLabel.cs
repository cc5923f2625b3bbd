using System.Text.RegularExpressions;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;

namespace Lemmata.Export.Pages;

/// <summary>What a code cell is about, in a word or two, for its folded state.</summary>
internal static partial class CellLabel
{
    public static string Of(CellInput cell)
    {
        var code = cell.Source.Trim();
        if (cell.Tags.Contains(CellTags.Parameters)) { return "parameters"; }
        if (code.StartsWith("#!import", StringComparison.Ordinal)) { return "load"; }
        if (Check().Match(code) is { Success: true } check)
        {
            return check.Groups["verb"].Value switch
            {
                "Control" => "control for ",
                "Counterexample" => "counter-example to ",
                "Correction" => "correction of ",
                _ => "check of ",
            } + check.Groups["claim"].Value;
        }

        if (Comment().Match(code) is { Success: true } comment) { return Shorten(comment.Groups[1].Value); }
        if (Definition().Match(code) is { Success: true } definition) { return Words(definition.Groups["name"].Value); }
        if (Opened().IsMatch(code)) { return "claims"; }
        return FigureCall().IsMatch(code) ? "figure" : "";
    }

    private static string Words(string name) => Hump().Replace(name, " $1").Trim().ToLowerInvariant();

    private static string Shorten(string text) => text.Length <= 70 ? text
        : text[..(text.LastIndexOf(' ', 70) is > 0 and var at ? at : 70)] + " …";

    [GeneratedRegex("""\.(?<verb>Check|Correction|Counterexample|Control)\(\s*"(?<claim>C\d+)["]""",
        RegexOptions.NonBacktracking)]
    private static partial Regex Check();

    [GeneratedRegex(@"^//\s*(\S[^\n]*?)\s*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?:public |static |readonly )*(?:(?:record|class|struct|record struct)\s+(?<name>[A-Z]\w*)|[\w<>\[\],.() ]+?\s(?<name>[A-Z]\w*)(?:<[^>]*>)?\s*\([^)]*\)\s*(?:=>|\{|\n\s*\{))", RegexOptions.NonBacktracking)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\bClaims\.Open\(")]
    private static partial Regex Opened();

    [GeneratedRegex(@"\bFigure\.")]
    private static partial Regex FigureCall();

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex Hump();
}
