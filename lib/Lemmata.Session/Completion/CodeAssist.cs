using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Recommendations;

namespace Lemmata.Session.Completion;

/// <summary>One proposal while typing.</summary>
/// <param name="Text">What is inserted.</param>
/// <param name="Kind">Method, property, variable, class, keyword, path, …, as front ends label it.</param>
/// <param name="Signature">Declaration with types, empty for keywords and paths.</param>
/// <param name="Documentation">Summary of the member's documentation, or empty.</param>
internal sealed record Proposal(string Text, string Kind, string Signature, string Documentation);

/// <summary>Proposals and the range of the code, in UTF-16 offsets, that they replace.</summary>
internal sealed record Proposals(int Start, int End, IReadOnlyList<Proposal> Items);

/// <summary>Completion, hover documentation and completeness of the cell being typed.</summary>
/// <param name="host">Knows what every cell may use, and the files that directives name.</param>
/// <param name="last">The last piece that ran; null before the first.</param>
internal sealed class CodeAssist(ISessionHost host, Func<Submission?> last) : IDisposable
{
    private const int MostProposals = 400;

    private static readonly CSharpParseOptions ScriptParse = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);
    private readonly SubmissionWorkspace workspace = new();

    /// <summary>What is said of members.</summary>
    internal Documentation Documentation { get; } = new();


    /// <summary>
    /// What may stand at <paramref name="position"/>, members of the expression before the dot first.
    /// </summary>
    /// <param name="cell">The whole cell.</param>
    /// <param name="position">UTF-16 offset of the cursor, clamped to the cell.</param>
    public async Task<Proposals> CompleteAsync(TypedCell cell, int position, CancellationToken stop)
    {
        var code = cell.Code;
        position = Math.Clamp(position, 0, code.Length);
        if (Directive.At(code, position) is { } directive)
            return directive.Complete(position, cell.Folder, host.Entries);

        var start = position;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
            start--;
        var typed = code[start..position];
        if (typed.Length > 0 && char.IsDigit(typed[0]))
            return new Proposals(start, position, []);

        var (document, _) = Open(cell);
        var model = await document.GetSemanticModelAsync(stop);
        var root = await document.GetSyntaxRootAsync(stop);
        if (model is null || root is null || InTextOrComment(root, position))
            return new Proposals(start, position, []);

        var symbols = await Recommender.GetRecommendedSymbolsAtPositionAsync(
            document,
            position,
            cancellationToken: stop);
        var items = NamedArguments(model, root, start)
            .Where(name => Matches(name, typed))
            .Select(name => new Proposal(name, "argument", "", ""))
            .Concat(
                symbols
                    .Where(symbol => symbol.CanBeReferencedByName && Matches(symbol.Name, typed))
                    .GroupBy(symbol => symbol.Name, StringComparer.Ordinal)
                    .OrderBy(group => group.Key.StartsWith(typed, StringComparison.Ordinal) ? 0 : 1)
                    .ThenBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
                    .Select(group => Describe(group.First(), group.Count())))
            .Concat(AfterDot(code, start) ? [] : Keywords(typed));
        return new Proposals(start, position, [.. items.DistinctBy(item => item.Text).Take(MostProposals)]);
    }

    /// <summary>
    /// Signature and documentation of the symbol at <paramref name="position"/>, or null where none stands.
    /// </summary>
    public async Task<(string Signature, string Documentation)?> InspectAsync(
        TypedCell cell,
        int position,
        CancellationToken stop)
    {
        var code = cell.Code;
        position = Math.Clamp(position, 0, code.Length);
        var (document, _) = Open(cell);
        var model = await document.GetSemanticModelAsync(stop);
        var root = await document.GetSyntaxRootAsync(stop);
        if (model is null || root is null)
            return null;

        var token = root.FindToken(
            Math.Max(
                0,
                position > 0 && (position == code.Length || !IsName(code[position])) ? position - 1 : position));
        for (var node = token.Parent; node is not null and not StatementSyntax; node = node.Parent)
        {
            var found = model.GetSymbolInfo(node, stop);
            var symbol =
                found.Symbol ?? found.CandidateSymbols.FirstOrDefault() ?? model.GetDeclaredSymbol(node, stop);
            if (symbol is null)
                continue;
            return (Signature(symbol), Documentation.Full(symbol));
        }
        return null;
    }

    /// <summary>
    /// Whether the cell can run as it is, needs more lines, or is wrong; with the indent that the next line wants.
    /// </summary>
    public static (string Status, string Indent) IsComplete(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(Directive.Blank(code), ScriptParse);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            var depth = 0;
            foreach (var token in tree.GetRoot().DescendantTokens())
            {
                depth += token.IsMissing
                    ? 0
                    : token.Kind() switch
                    {
                        SyntaxKind.OpenBraceToken => 1,
                        SyntaxKind.CloseBraceToken => -1,
                        _ => 0,
                    };
            }

            return ("incomplete", new string(' ', 4 * Math.Clamp(depth, 0, 20)));
        }
        return (
            tree.GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete",
            "");
    }

    /// <inheritdoc/>
    public void Dispose() => workspace.Dispose();

    /// <summary>The cell as a document that Roslyn answers questions about, and what it will see.</summary>
    internal (Document Document, CellScope Scope) Open(TypedCell cell)
    {
        var code = CellText.CodeOnly(cell.Code);
        var scope = CellScope.Of(cell, host);
        Documentation.Know(scope.References);
        var document = last() is { } previous
            ? workspace.Open(code, previous, scope, previous.Imports, [.. previous.Compilation.References])
            : workspace.Open(
                code, null, scope, ScriptReferences.Usings.Add(ScriptReferences.Functions), host.Framework);
        return (document, scope);
    }

    private Proposal Describe(ISymbol symbol, int overloads) =>
        new(
            symbol.Name,
            symbol switch
            {
                IMethodSymbol => "function",
                IPropertySymbol => "property",
                IFieldSymbol { ContainingType.IsScriptClass: true } or ILocalSymbol or IParameterSymbol => "instance",
                IFieldSymbol => "property",
                INamespaceSymbol => "module",
                ITypeSymbol => "class",
                _ => "text",
            },
            Signature(symbol) + (overloads > 1 ? $" (+ {overloads - 1} overloads)" : ""),
            Documentation.Summary(symbol));

    internal static string Signature(ISymbol symbol) =>
        symbol switch
        {
            ILocalSymbol local =>
                $"{local.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {local.Name}",
            IFieldSymbol { ContainingType.IsScriptClass: true } variable =>
                $"{variable.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {variable.Name}",
            _ => symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
        };

    // Names of parameters of the call around the cursor, as "name:".
    private static IEnumerable<string> NamedArguments(SemanticModel model, SyntaxNode root, int position)
    {
        var arguments = root.FindToken(Math.Max(0, position - 1))
            .Parent?.FirstAncestorOrSelf<BaseArgumentListSyntax>();
        if (arguments?.Parent is null || root.FindToken(Math.Max(0, position - 1)).IsKind(SyntaxKind.DotToken))
            return [];
        var info = model.GetSymbolInfo(arguments.Parent);
        var callees = info.Symbol is null ? info.CandidateSymbols : [info.Symbol];
        if (callees.IsEmpty && arguments.Parent is InvocationExpressionSyntax call)
            callees = [.. model.GetMemberGroup(call.Expression)];
        return callees
            .OfType<IMethodSymbol>()
            .SelectMany(method => method.Parameters)
            .Select(parameter => parameter.Name + ":")
            .Distinct();
    }

    private static IEnumerable<Proposal> Keywords(string typed) =>
        typed.Length == 0
            ? []
            : SyntaxFacts
                .GetKeywordKinds()
                .Select(SyntaxFacts.GetText)
                .Where(word =>
                    word.Length > 2 && word.StartsWith(typed, StringComparison.Ordinal) && char.IsLetter(word[0]))
                .Order(StringComparer.Ordinal)
                .Select(word => new Proposal(word, "keyword", "", ""));

    private static bool Matches(string name, string typed) =>
        name.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    private static bool AfterDot(string code, int start) => code.AsSpan(0, start).TrimEnd().EndsWith(".");

    private static bool IsName(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    private static bool InTextOrComment(SyntaxNode root, int position)
    {
        if (
            root.FindTrivia(Math.Max(0, position - 1)).Kind()
            is SyntaxKind.SingleLineCommentTrivia
                or SyntaxKind.MultiLineCommentTrivia)
        {
            return true;
        }

        var token = root.FindToken(Math.Max(0, position - 1));
        return token.Kind()
                is SyntaxKind.StringLiteralToken
                    or SyntaxKind.InterpolatedStringTextToken
                    or SyntaxKind.CharacterLiteralToken
            && token.Span.Start < position
            && position <= token.Span.End
            && !(position == token.Span.End && token.Text.Length > 1 && token.Text[^1] is '"' or '\'');
    }
}
