using System.Collections.Immutable;
using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Lemmata.Session.Completion;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lemmata.Session.Editing;

/// <summary>What an editor asks of a cell beyond completion: errors while typing, colours, outline, new names.</summary>
internal sealed class CellEditing(CodeAssist assist)
{
    private const int MostFindings = 100;

    // Colours that only the compiler knows; an editor's own grammar does the rest.
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        [ClassificationTypeNames.ClassName] = "class",
        [ClassificationTypeNames.RecordClassName] = "class",
        [ClassificationTypeNames.DelegateName] = "class",
        [ClassificationTypeNames.StructName] = "struct",
        [ClassificationTypeNames.RecordStructName] = "struct",
        [ClassificationTypeNames.InterfaceName] = "interface",
        [ClassificationTypeNames.EnumName] = "enum",
        [ClassificationTypeNames.EnumMemberName] = "enumMember",
        [ClassificationTypeNames.TypeParameterName] = "typeParameter",
        [ClassificationTypeNames.NamespaceName] = "namespace",
        [ClassificationTypeNames.MethodName] = "method",
        [ClassificationTypeNames.ExtensionMethodName] = "method",
        [ClassificationTypeNames.PropertyName] = "property",
        [ClassificationTypeNames.FieldName] = "variable",
        [ClassificationTypeNames.ConstantName] = "variable",
        [ClassificationTypeNames.LocalName] = "variable",
        [ClassificationTypeNames.ParameterName] = "parameter",
    };

    /// <summary>The kinds of colours, in the order of their numbers.</summary>
    public static ImmutableArray<string> ColourKinds { get; } =
        [.. Kinds.Values.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>
    /// What the compiler has against a cell, given what ran and what stands above it. Where something above is yet to
    /// be loaded, only what is wrong whatever it brings.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> FindingsAsync(TypedCell cell, CancellationToken stop)
    {
        var (document, scope) = assist.Open(cell);
        var tree = await document.GetSyntaxTreeAsync(stop).ConfigureAwait(false);
        if (tree is null) return [];
        IEnumerable<Diagnostic> found = tree.GetDiagnostics(stop);
        if (scope.IsWhole && await document.GetSemanticModelAsync(stop).ConfigureAwait(false) is { } model)
            found = model.GetDiagnostics(cancellationToken: stop);
        return
        [
            .. found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .Take(MostFindings)
                .Select(diagnostic => Told(diagnostic, cell.Code)),
        ];
    }

    /// <summary>Where names of types, methods, variables and so on stand.</summary>
    public async Task<IReadOnlyList<Coloured>> ColoursAsync(TypedCell cell, CancellationToken stop)
    {
        var (document, _) = assist.Open(cell);
        var spans = await Classifier
            .GetClassifiedSpansAsync(document, new TextSpan(0, cell.Code.Length), stop).ConfigureAwait(false);
        return
        [
            .. spans.Where(span => Kinds.ContainsKey(span.ClassificationType))
                .DistinctBy(span => span.TextSpan.Start)
                .OrderBy(span => span.TextSpan.Start)
                .Select(span => new Coloured(span.TextSpan.Start, span.TextSpan.Length, Kinds[span.ClassificationType])),
        ];
    }

    /// <summary>All places of the name at <paramref name="position"/> in the cell; none where no name stands.</summary>
    public async Task<IReadOnlyList<TextSpan>> OccurrencesAsync(TypedCell cell, int position, CancellationToken stop)
    {
        var (document, _) = assist.Open(cell);
        var model = await document.GetSemanticModelAsync(stop).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(stop).ConfigureAwait(false);
        if (model is null || root is null || cell.Code.Length == 0) return [];
        var token = NameAt(root, Math.Clamp(position, 0, cell.Code.Length));
        if (!token.IsKind(SyntaxKind.IdentifierToken) || SymbolOf(token, model, stop) is not { } symbol) return [];
        return
        [
            .. root.DescendantTokens()
                .Where(other => other.IsKind(SyntaxKind.IdentifierToken) && other.ValueText == token.ValueText)
                .Where(other => SymbolEqualityComparer.Default.Equals(SymbolOf(other, model, stop), symbol))
                .Select(other => other.Span),
        ];
    }

    /// <summary>Types, functions and variables that a cell declares; it is read without what stands above.</summary>
    public static IReadOnlyList<Declared> Outline(string code)
    {
        var root = CSharpSyntaxTree.ParseText(CellText.CodeOnly(code), ScriptReferences.ParseOptions)
            .GetCompilationUnitRoot();
        return [.. root.Members.SelectMany(Of)];

        static IEnumerable<Declared> Of(MemberDeclarationSyntax member) => member switch
        {
            TypeDeclarationSyntax type => [New(type, type.Identifier, "", KindOf(type))],
            EnumDeclarationSyntax type => [New(type, type.Identifier, "", "enum")],
            MethodDeclarationSyntax method =>
                [New(method, method.Identifier, method.ParameterList.ToString(), "method")],
            GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } =>
                [New(function, function.Identifier, function.ParameterList.ToString(), "method")],
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable =>
                New(field, variable.Identifier, field.Declaration.Type.ToString(), "variable")),
            _ => [],
        };

        static Declared New(SyntaxNode node, SyntaxToken name, string detail, string kind) =>
            new(name.ValueText, detail, kind, node.SpanStart, node.Span.Length, name.SpanStart);

        static string KindOf(TypeDeclarationSyntax type) => type switch
        {
            InterfaceDeclarationSyntax => "interface",
            StructDeclarationSyntax or RecordDeclarationSyntax { RawKind: (int)SyntaxKind.RecordStructDeclaration } =>
                "struct",
            _ => "class",
        };
    }

    private static SyntaxToken NameAt(SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        // At the end of a name the token found is the one behind it.
        return token.IsKind(SyntaxKind.IdentifierToken) || position == 0 ? token : root.FindToken(position - 1);
    }

    private static ISymbol? SymbolOf(SyntaxToken token, SemanticModel model, CancellationToken stop) =>
        token.Parent is { } node
            ? model.GetDeclaredSymbol(node, stop) ?? model.GetSymbolInfo(node, stop).Symbol
            : null;

    private static Finding Told(Diagnostic diagnostic, string code)
    {
        var span = diagnostic.Location.SourceSpan;
        var start = Math.Min(span.Start, Math.Max(0, code.Length - 1));
        return new Finding(
            start, Math.Max(1, span.Length), diagnostic.Id, diagnostic.GetMessage(),
            diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
