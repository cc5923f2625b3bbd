using Lemmata.Session.Completion;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Session.Editing;

/// <summary>What a call takes, while its arguments are being typed.</summary>
internal sealed class SignatureHelp(CodeAssist assist)
{
    private const int MostOverloads = 60;

    /// <summary>The overloads of the innermost call around <paramref name="position"/>, or null outside of calls.</summary>
    public async Task<CallHelp?> AtAsync(TypedCell cell, int position, CancellationToken stop)
    {
        position = Math.Clamp(position, 0, cell.Code.Length);
        var (document, _) = assist.Open(cell);
        var model = await document.GetSemanticModelAsync(stop).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(stop).ConfigureAwait(false);
        if (model is null || root is null || cell.Code.Length == 0 || Around(root, position) is not { } list) return null;
        var overloads = Overloads(list.Parent!, model, stop);
        if (overloads.Count == 0) return null;
        var at = list.Arguments.GetSeparators().Count(comma => comma.Span.End <= position);
        var chosen = model.GetSymbolInfo(list.Parent!, stop).Symbol;
        var active = overloads.FindIndex(method => SymbolEqualityComparer.Default.Equals(method, chosen));
        if (active < 0) active = overloads.FindIndex(method => at < method.Parameters.Length || IsOpen(method));
        return new CallHelp(
            [.. overloads.Select(Told)], Math.Max(0, active), ParameterAt(list, overloads[Math.Max(0, active)], at));
    }

    private static BaseArgumentListSyntax? Around(SyntaxNode root, int position)
    {
        var token = root.FindToken(Math.Max(0, position - 1));
        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            if (node is BaseArgumentListSyntax { Parent: not null } list
                && list.SpanStart < position && (position < list.Span.End || IsUnclosed(list)))
            {
                return list;
            }
        }

        return null;
    }

    private static bool IsUnclosed(BaseArgumentListSyntax list) => list.GetLastToken(includeZeroWidth: true).IsMissing;

    private static List<IMethodSymbol> Overloads(SyntaxNode call, SemanticModel model, CancellationToken stop)
    {
        var group = call is InvocationExpressionSyntax invocation
            ? model.GetMemberGroup(invocation.Expression, stop)
            : model.GetMemberGroup(call, stop);
        var info = model.GetSymbolInfo(call, stop);
        IEnumerable<ISymbol> all = group.IsEmpty
            ? info.Symbol is { } one ? [one] : info.CandidateSymbols
            : group;
        if (!all.Any() && call is InvocationExpressionSyntax value
            && model.GetTypeInfo(value.Expression, stop).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            all = [invoke];
        }

        return [.. all.OfType<IMethodSymbol>().OrderBy(method => method.Parameters.Length).Take(MostOverloads)];
    }

    private static int ParameterAt(BaseArgumentListSyntax list, IMethodSymbol method, int at)
    {
        var named = at < list.Arguments.Count ? list.Arguments[at].NameColon?.Name.Identifier.ValueText : null;
        var index = named is null ? at : method.Parameters.ToList().FindIndex(parameter => parameter.Name == named);
        return IsOpen(method) ? Math.Min(index, method.Parameters.Length - 1) : Math.Max(0, index);
    }

    private static bool IsOpen(IMethodSymbol method) => method.Parameters.LastOrDefault()?.IsParams == true;

    private Overload Told(IMethodSymbol method) => new(
        CodeAssist.Signature(method),
        assist.Documentation.Summary(method),
        [
            .. method.Parameters.Select(parameter => (
                parameter.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                assist.Documentation.OfParameter(method, parameter.Name))),
        ]);
}
