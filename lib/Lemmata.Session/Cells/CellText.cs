using System.Text.RegularExpressions;
using Lemmata.Notebooks;
using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Session.Cells;

/// <summary>What a stretch of a cell asks for.</summary>
internal enum SegmentKind
{
    /// <summary>C# code.</summary>
    Code,

    /// <summary><c>#r "path"</c> or <c>#r "nuget: name, version"</c>.</summary>
    Reference,

    /// <summary><c>#i "nuget: address"</c>: a further place to look for packages.</summary>
    Source,

    /// <summary><c>#load "path"</c>: another script, as if its text stood here.</summary>
    Load,

    /// <summary>A line <c>#!name argument</c>; the text holds the lines up to the next such line.</summary>
    Directive,
}

/// <summary>A stretch of a cell.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Name">The directive's name, else empty.</param>
/// <param name="Text">Code with the cell's own line numbers, or the directive's argument.</param>
/// <param name="Line">The cell's line it starts at, from 1.</param>
internal sealed record CellSegment(SegmentKind Kind, string Name, string Text, int Line)
{
    /// <summary>For a directive that takes text: the lines under it.</summary>
    public string Body { get; init; } = "";
}

/// <summary>Splits a cell into code and directives; what stands in strings and comments is left alone.</summary>
internal static partial class CellText
{
    private static readonly string[] Textual =
        ["markdown", "html", "javascript", "js", "mermaid", "value", .. CellLanguage.Others];

    // The beginnings of what may go over a line: comments, and strings that are verbatim, raw or have holes.
    private static readonly string[] Spanning = ["/*", "\"\"\"", "@\"", "$\"", "$@", "@$"];

    /// <summary>The segments of a cell in order; code keeps its line numbers by blank lines before it.</summary>
    public static IReadOnlyList<CellSegment> Split(string cell)
    {
        var code = cell.ReplaceLineEndings("\n");
        if (!code.Split('\n').Any(line => line.TrimStart().StartsWith('#')))
            return string.IsNullOrWhiteSpace(code) ? [] : [new CellSegment(SegmentKind.Code, "", code, 1)];
        var lines = code.Split('\n');
        var directives = Directives(code, lines);
        var segments = new List<CellSegment>();
        var start = 0;
        for (var index = 0; index < lines.Length; index++)
        {
            if (!directives.TryGetValue(index, out var directive)) continue;
            AddCode(index);
            start = index + 1;
            if (Textual.Contains(directive.Name) || CellLanguage.IsConnection(directive.Name))
            {
                while (start < lines.Length && !lines[start].TrimStart().StartsWith("#!", StringComparison.Ordinal))
                    start++;
                directive = directive with { Body = string.Join('\n', lines[(index + 1)..start]) };
                index = start - 1;
                directives = directives.Where(found => found.Key > index).ToDictionary();
                foreach (var (line, found) in Directives(string.Join('\n', Blank(lines, start)), lines))
                    directives[line] = found;
            }
            segments.Add(directive);
        }
        AddCode(lines.Length);
        return segments;

        void AddCode(int end)
        {
            if (lines[start..end].All(string.IsNullOrWhiteSpace)) return;
            segments.Add(new CellSegment(SegmentKind.Code, "",
                new string('\n', start) + string.Join('\n', lines[start..end]), start + 1));
        }
    }

    /// <summary>A cell with spaces where no C# stands; every letter of the code keeps its place.</summary>
    public static string CodeOnly(string cell)
    {
        var lines = cell.Split('\n');
        var code = new HashSet<int>();
        foreach (var segment in Split(cell).Where(segment => segment.Kind == SegmentKind.Code))
            code.UnionWith(Enumerable.Range(segment.Line - 1, segment.Text.Split('\n').Length - segment.Line + 1));
        return string.Join('\n', lines.Select((line, index) => code.Contains(index) ? line : new string(' ', line.Length)));
    }

    private static IEnumerable<string> Blank(string[] lines, int start) =>
        Enumerable.Repeat("", start).Concat(lines[start..]);

    private static Dictionary<int, CellSegment> Directives(string code, string[] lines) =>
        PlainDirectives(code) ?? ParsedDirectives(code, lines);

    /// <summary>
    /// The directives of code in which no string and no comment goes over a line, so that each line that begins with #
    /// is one: most notebooks begin with such a cell, and need the compiler for nothing else where their results are
    /// kept. Null where it takes the compiler to tell.
    /// </summary>
    internal static Dictionary<int, CellSegment>? PlainDirectives(string code)
    {
        if (Spanning.Any(mark => code.Contains(mark, StringComparison.Ordinal))) return null;
        var found = new Dictionary<int, CellSegment>();
        var hasCode = false;
        foreach (var (index, line) in code.Split('\n').Index())
        {
            var text = line.Trim();
            if (!text.StartsWith('#'))
            {
                hasCode |= text != "" && !text.StartsWith("//", StringComparison.Ordinal);
            }
            else if (text.StartsWith("#!", StringComparison.Ordinal))
            {
                found[index] = OfName(text, index);
            }
            else
            {
                if (hasCode || Reference().Match(text) is not { Success: true } match) return null;
                found[index] = new CellSegment(SegmentKind.Reference, "", match.Groups[1].Value, index + 1);
            }
        }

        return found;
    }

    [GeneratedRegex("^#r +\"([^\"]*)\"$", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    private static CellSegment OfName(string text, int line)
    {
        var name = text[2..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        return new CellSegment(SegmentKind.Directive, name.FirstOrDefault("").ToLowerInvariant(),
            name.Length > 1 ? name[1].Trim() : "", line + 1);
    }

    /// <summary>The directives of any code, as the compiler finds them.</summary>
    internal static Dictionary<int, CellSegment> ParsedDirectives(string code, string[] lines)
    {
        var root = CSharpSyntaxTree.ParseText(code, ScriptReferences.ParseOptions).GetRoot();
        var found = new Dictionary<int, CellSegment>();
        foreach (var trivia in root.DescendantTrivia())
        {
            if (!trivia.IsDirective) continue;
            var line = root.SyntaxTree.GetLineSpan(trivia.Span).StartLinePosition.Line;
            var text = lines[line].Trim();
            switch (trivia.GetStructure())
            {
                case ReferenceDirectiveTriviaSyntax reference:
                    found[line] = new CellSegment(SegmentKind.Reference, "", reference.File.ValueText, line + 1);
                    break;
                case LoadDirectiveTriviaSyntax load:
                    found[line] = new CellSegment(SegmentKind.Load, "", load.File.ValueText, line + 1);
                    break;
                case BadDirectiveTriviaSyntax when text.StartsWith("#i ", StringComparison.Ordinal):
                    found[line] = new CellSegment(SegmentKind.Source, "", text[3..].Trim().Trim('"'), line + 1);
                    break;
                case ShebangDirectiveTriviaSyntax or BadDirectiveTriviaSyntax
                    when text.StartsWith("#!", StringComparison.Ordinal):
                    found[line] = OfName(text, line);
                    break;
            }
        }
        return found;
    }
}
