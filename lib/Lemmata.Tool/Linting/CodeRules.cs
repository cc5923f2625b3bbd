using System.Globalization;
using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Linting;

/// <summary>Rules about code cells.</summary>
internal static class CodeRules
{
    private const int MostLines = 30;
    private const int MostWidth = 90;

    private static readonly string[] Unrepeatable = ["DateTime", "DateTimeOffset", "Stopwatch", "Guid"];

    /// <summary>The rules.</summary>
    public static readonly LintRule[] All =
    [
        new(
            "NB20",
            $"A code cell has at most {MostLines} lines, or starts with a comment “// Long because …”.",
            IsShort),
        new("NB21", $"A line of code is at most {MostWidth} characters wide.", IsNarrow),
        new("NB22", "Cells are C# 13 that every host parses.", Parses),
        new(
            "NB23",
            "Cells have no namespaces, no extension classes or blocks, no top-level Span, using var or yield.",
            IsPortable),
        new(
            "NB24",
            "Packages are not loaded from cells: no #r \"nuget:\", and assemblies come through the load lines only.",
            LoadsNothing),
        new(
            "NB25",
            "Randomness comes from SplitMix64 with a seed, and neither clock nor Guid is asked.",
            IsRepeatable),
    ];

    private static IEnumerable<LintFinding> IsShort(LintSubject subject)
    {
        foreach (var cell in subject.Code)
        {
            if (
                cell.Source.Split('\n').Length is > MostLines and var count
                && !cell.Source.TrimStart().StartsWith("// Long because ", StringComparison.Ordinal)
            )
            {
                yield return new(
                    cell,
                    $"the cell has {count} lines, at most {MostLines}; split it, or start it with // Long because …"
                );
            }
        }
    }

    private static IEnumerable<LintFinding> IsNarrow(LintSubject subject)
    {
        foreach (var cell in subject.Code)
        {
            var line = 0;
            foreach (var text in cell.Source.Split('\n'))
            {
                line++;
                var width = new StringInfo(text).LengthInTextElements;
                if (width > MostWidth)
                    yield return new(cell, $"the line is {width} characters wide, at most {MostWidth}", line);
            }
        }
    }

    private static IEnumerable<LintFinding> Parses(LintSubject subject)
    {
        foreach (var cell in subject.Code)
        {
            if (cell.Language is { } language && language != CellLanguage.CSharp)
            {
                yield return new(cell, $"the cell is in {language}; cells are C#");
                continue;
            }
            foreach (var segment in CellText.Split(cell.Source).Where(segment => segment.Kind == SegmentKind.Code))
            {
                var tree = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(
                    segment.Text,
                    ScriptReferences.ParseOptions);
                if (
                    tree.GetDiagnostics().FirstOrDefault(found => found.Severity == DiagnosticSeverity.Error) is
                    { } error)
                {
                    yield return new(
                        cell,
                        $"{error.Id}: {error.GetMessage()}",
                        error.Location.GetLineSpan().StartLinePosition.Line + 1);
                }
            }
        }
    }

    private static IEnumerable<LintFinding> IsPortable(LintSubject subject)
    {
        foreach (var cell in subject.Code)
        {
            foreach (var node in subject.Tree(cell).DescendantNodes())
            {
                var what = node switch
                {
                    BaseNamespaceDeclarationSyntax => "a namespace",
                    ClassDeclarationSyntax type
                        when type
                            .Members.OfType<MethodDeclarationSyntax>()
                            .Any(method =>
                                method
                                    .ParameterList.Parameters.FirstOrDefault()
                                    ?.Modifiers.Any(word => word.Text == "this") == true
                            ) => "a class of extension methods (write a top-level method with `this`)",
                    YieldStatementSyntax when IsTopLevel(node) => "a yield outside of a method",
                    LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } when IsTopLevel(node) =>
                        "a using var outside of a method",
                    FieldDeclarationSyntax { Parent: CompilationUnitSyntax } field when IsSpan(field.Declaration) =>
                        "a Span outside of a method",
                    _ => null,
                };
                if (what is not null)
                    yield return new(cell, $"{what} is not accepted by every host", LintSubject.Line(node));
            }
        }
    }

    private static bool IsTopLevel(SyntaxNode node) =>
        !node.Ancestors()
            .Any(ancestor =>
                ancestor
                    is BaseMethodDeclarationSyntax
                        or LocalFunctionStatementSyntax
                        or AnonymousFunctionExpressionSyntax
                        or TypeDeclarationSyntax);

    private static bool IsSpan(VariableDeclarationSyntax declaration) =>
        declaration.Type is GenericNameSyntax { Identifier.ValueText: "Span" or "ReadOnlySpan" }
        || declaration.Variables.Any(variable =>
            variable.Initializer?.Value
                is StackAllocArrayCreationExpressionSyntax
                    or InvocationExpressionSyntax
                    {
                        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" }
                    }
        );

    private static IEnumerable<LintFinding> LoadsNothing(LintSubject subject)
    {
        foreach (var cell in subject.Code)
        {
            foreach (var segment in CellText.Split(cell.Source))
            {
                // The charts' load line stands where a notebook first draws with them, alone in its cell.
                var isFirst = cell == subject.Code[0] || cell.Source.Trim() == "#!import ../lib/lemmata-charts.csx";
                if (segment.Kind == SegmentKind.Reference)
                {
                    yield return new(
                        cell,
                        $"#r \"{segment.Text}\" is refused; what notebooks share belongs into the assembly",
                        segment.Line);
                }
                else if (segment.Kind == SegmentKind.Load || (segment.Kind == SegmentKind.Directive && !isFirst))
                {
                    yield return new(
                        cell,
                        $"#{(segment.Kind == SegmentKind.Load ? "load" : "!" + segment.Name)} is not understood by "
                            + "every host",
                        segment.Line);
                }
            }
        }
    }

    private static IEnumerable<LintFinding> IsRepeatable(LintSubject subject)
    {
        foreach (var cell in subject.Code)
        {
            foreach (var node in subject.Tree(cell).DescendantNodes())
            {
                var name = node switch
                {
                    ObjectCreationExpressionSyntax
                    {
                        Type: IdentifierNameSyntax { Identifier.ValueText: "Random" }
                    } => "System.Random",
                    MemberAccessExpressionSyntax
                    {
                        Expression: IdentifierNameSyntax { Identifier.ValueText: "Random" },
                        Name.Identifier.ValueText: "Shared"
                    } => "System.Random",
                    IdentifierNameSyntax identifier when Unrepeatable.Contains(identifier.Identifier.ValueText) =>
                        identifier.Identifier.ValueText,
                    _ => null,
                };
                if (name is not null)
                {
                    yield return new(
                        cell,
                        $"{name} gives other results each time; use new SplitMix64(seed), and measure time outside "
                            + "of notebooks",
                        LintSubject.Line(node));
                }
            }
        }
    }
}
