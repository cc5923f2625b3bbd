using Lemmata.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Linting;

/// <summary>Rules about what stands where.</summary>
internal static class OrderRules
{
    private const string LoadLine = "#!import ../lib/lemmata.csx";
    private const int MostCodeInARow = 3;

    /// <summary>The rules.</summary>
    public static readonly LintRule[] All =
    [
        new("NB10", $"The first code cell is exactly the line {LoadLine}.", StartsWithLoadLine),
        new(
            "NB11",
            "The second code cell is tagged parameters; it holds plain var lines, one knob each, with unit and "
                + "meaning in a trailing comment, nothing derived.",
            HasParameters),
        new(
            "NB12",
            "There is at least one block of prose per code cell, and no more than three code cells stand together.",
            HasProse),
        new("NB13", "The last code cell displays the claim sheet.", EndsWithSheet),
    ];

    private static IEnumerable<LintFinding> StartsWithLoadLine(LintSubject subject)
    {
        if (subject.Code.Count == 0) yield return new(null, "there is no code cell");
        else if (subject.Code[0].Source.Trim() != LoadLine)
            yield return new(subject.Code[0], $"the first code cell must be exactly {LoadLine}");
    }

    private static IEnumerable<LintFinding> HasParameters(LintSubject subject)
    {
        var tagged = subject.Code.Where(cell => cell.Tags.Contains(CellTags.Parameters)).ToList();
        if (tagged.Count != 1)
        {
            yield return new(null, $"{tagged.Count} code cells have the tag parameters; required is one");
            yield break;
        }
        var cell = tagged[0];
        if (subject.Code.IndexOf(cell) != 1) yield return new(cell, "the parameters cell must be the second code cell");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in ((CompilationUnitSyntax)subject.Tree(cell)).Members)
        {
            var line = LintSubject.Line(member);
            if (
                member
                is not FieldDeclarationSyntax
                {
                    Declaration: { Type.IsVar: true, Variables: [{ Initializer: { } value } variable] }
                }
            )
            {
                yield return new(
                    cell,
                    "the parameters cell holds only lines of the form: var name = value;   // unit and meaning",
                    line);
                continue;
            }
            if (!member.GetTrailingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)))
            {
                yield return new(
                    cell,
                    $"{variable.Identifier.ValueText} has no trailing comment with its unit and meaning",
                    line);
            }

            if (
                value
                    .Value.DescendantNodesAndSelf()
                    .OfType<IdentifierNameSyntax>()
                    .FirstOrDefault(name => names.Contains(name.Identifier.ValueText)) is
                { } used)
            {
                yield return new(
                    cell,
                    $"{variable.Identifier.ValueText} is derived from {used}; derive it in a later cell",
                    line);
            }

            names.Add(variable.Identifier.ValueText);
        }
    }

    private static IEnumerable<LintFinding> HasProse(LintSubject subject)
    {
        var blocks = subject.Prose.Sum(cell =>
            cell.Source.Split("\n\n").Count(block => block.Trim().Length > 0 && !block.TrimStart().StartsWith('#')));
        if (blocks < subject.Code.Count)
        {
            yield return new(
                null,
                $"there are {blocks} blocks of prose for {subject.Code.Count} code cells; each wants at least one");
        }

        var together = 0;
        foreach (var cell in subject.Notebook.Cells)
        {
            together = cell.IsCode ? together + 1 : 0;
            if (together == MostCodeInARow + 1)
            {
                yield return new(
                    cell,
                    $"more than {MostCodeInARow} code cells stand together; say in prose what this one is for");
            }
        }
    }

    private static IEnumerable<LintFinding> EndsWithSheet(LintSubject subject)
    {
        if (subject.Code.Count == 0 || subject.Code[^1].ExecutionCount is null)
            yield break; // NB04 says it already.
        if (
            !subject
                .OutputTexts()
                .Any(output => output.Cell == subject.Code[^1] && output.MimeType == MimeTypes.Claims))
        {
            yield return new(subject.Code[^1], "the last code cell must display the claim sheet");
        }
    }

    private static int IndexOf<T>(this IReadOnlyList<T> items, T item)
    {
        for (var index = 0; index < items.Count; index++)
            if (EqualityComparer<T>.Default.Equals(items[index], item)) return index;
        return -1;
    }
}
