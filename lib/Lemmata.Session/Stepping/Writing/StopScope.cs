using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Session.Stepping.Writing;

/// <summary>A variable that a stop passes: how it is written, and what it is.</summary>
internal sealed record PassedValue(string Argument, StopValue Value);

/// <summary>
/// Says which variables can be passed at a place: those that have a value on every way there. A variable of an outer
/// function counts only where the function uses it anyway, since passing it would capture it.
/// </summary>
internal sealed class StopScope(SemanticModel model)
{
    private const int MostValues = 24;

    private readonly Dictionary<SyntaxNode, HashSet<ISymbol>> used = [];

    /// <summary>What can be passed before a statement or an expression.</summary>
    /// <param name="at">The statement, or the expression that is a function's body.</param>
    /// <param name="function">The node of the innermost function.</param>
    /// <param name="own">That function's symbol; null for the cell itself.</param>
    /// <param name="outer">Whether variables of outer functions are wanted.</param>
    public List<PassedValue> At(SyntaxNode at, SyntaxNode function, ISymbol? own, bool outer)
    {
        var found = new List<(int Position, PassedValue Value)>();
        if (This(function, own) is { } self) found.Add((-1, self));
        DataFlowAnalysis? flow = at switch
        {
            StatementSyntax statement => model.AnalyzeDataFlow(statement),
            ExpressionSyntax expression => model.AnalyzeDataFlow(expression),
            _ => null,
        };
        if (flow is not { Succeeded: true }) return [.. found.Select(one => one.Value)];
        foreach (var symbol in flow.DefinitelyAssignedOnEntry)
        {
            if (Position(symbol) is not { } position || position >= at.SpanStart && symbol is ILocalSymbol) continue;
            if (!IsOwn(symbol, own) && !(outer && Uses(function).Contains(symbol))) continue;
            // What flows is not bounded by scope: the variable of a loop stays in it behind the loop.
            if (!model.LookupSymbols(at.SpanStart, name: symbol.Name).Contains(symbol, SymbolEqualityComparer.Default))
                continue;
            if (Passed(symbol) is { } value) found.Add((position, value));
        }

        return [.. found.OrderBy(one => one.Position).Select(one => one.Value).Take(MostValues)];
    }

    /// <summary>A variable of the cell, which is a field.</summary>
    public static PassedValue? Field(IFieldSymbol field) =>
        field.IsConst || !CanPass(field.Type, out var cast, out _)
            ? null
            : new PassedValue(
                cast + "@" + field.Name, New(field.Name, field.Type, !field.IsReadOnly && cast == ""));

    /// <summary>The type as code writes it; null where it has no name that could be written.</summary>
    public static string? Speakable(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol or IDynamicTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol => null,
        ITypeParameterSymbol => type.Name,
        IArrayTypeSymbol array => Speakable(array.ElementType) is null ? null : Full(type),
        INamedTypeSymbol { IsAnonymousType: true } => null,
        INamedTypeSymbol named when named.TypeArguments.Any(inner => Speakable(inner) is null) => null,
        INamedTypeSymbol { ContainingType: { IsScriptClass: false } outer } when Speakable(outer) is null => null,
        _ => Full(type),
    };

    private static string Full(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static bool HasParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HasParameter(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasParameter)
            || named.ContainingType is { } outer && HasParameter(outer),
        _ => false,
    };

    private static PassedValue? Passed(ISymbol symbol)
    {
        var type = symbol switch { ILocalSymbol local => local.Type, IParameterSymbol one => one.Type, _ => null };
        if (type is null || !CanPass(type, out var cast, out var asSpan)) return null;
        var settable = cast == "" && !asSpan && symbol switch
        {
            ILocalSymbol local => local is { RefKind: RefKind.None, IsForEach: false, IsUsing: false, IsFixed: false },
            IParameterSymbol one => one.RefKind == RefKind.None
                && one.ContainingSymbol is IMethodSymbol { MethodKind: not MethodKind.Constructor },
            _ => false,
        };
        return new PassedValue((asSpan ? "\0" : "") + cast + "@" + symbol.Name, New(symbol.Name, type, settable));
    }

    private static StopValue New(string name, ITypeSymbol type, bool canSet) => new(
        name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
        HasParameter(type) || type.IsRefLikeType ? "dynamic" : Speakable(type) ?? "dynamic", canSet);

    private static bool CanPass(ITypeSymbol type, out string cast, out bool asSpan)
    {
        (cast, asSpan) = (type is IDynamicTypeSymbol ? "(object)" : "", false);
        if (type is IPointerTypeSymbol or IFunctionPointerTypeSymbol or IErrorTypeSymbol) return false;
        if (type is ITypeParameterSymbol { AllowsRefLikeType: true }) return false;
        if (!type.IsRefLikeType) return type.SpecialType != SpecialType.System_Void;
        asSpan = type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1 } span
            && span.ContainingNamespace.ToDisplayString() == "System"
            && span.TypeArguments[0] is not (IPointerTypeSymbol or ITypeParameterSymbol { AllowsRefLikeType: true });
        return asSpan;
    }

    private static int? Position(ISymbol symbol) => symbol switch
    {
        { Name: "" or "_" } => null,
        ILocalSymbol { IsConst: true } => null,
        IParameterSymbol { RefKind: RefKind.Out } or IParameterSymbol { IsThis: true } => null,
        _ when symbol.Name[0] == '<' => null,
        ILocalSymbol or IParameterSymbol when symbol.Locations is [{ IsInSource: true } first, ..] =>
            first.SourceSpan.Start,
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.PropertySet } } => 0,
        _ => null,
    };

    private static bool IsOwn(ISymbol symbol, ISymbol? own) => own is null
        ? symbol.ContainingSymbol is IMethodSymbol
        {
            MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction),
        }
        : SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, own);

    private static PassedValue? This(SyntaxNode function, ISymbol? own)
    {
        if (own is not IMethodSymbol { IsStatic: false, ContainingType: { IsScriptClass: false } type } method) return null;
        if (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction || type.IsRefLikeType) return null;
        if (type.IsValueType && method.MethodKind == MethodKind.Constructor) return null;
        return function is AnonymousFunctionExpressionSyntax ? null : new PassedValue("this", New("this", type, false));
    }

    private HashSet<ISymbol> Uses(SyntaxNode function)
    {
        if (used.TryGetValue(function, out var known)) return known;
        var symbols = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var name in function.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            // A name in nameof captures nothing.
            if (name.Ancestors().TakeWhile(one => one is ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax)
                .Any(one => one is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } }))
            {
                continue;
            }

            if (model.GetSymbolInfo(name).Symbol is (ILocalSymbol or IParameterSymbol) and var symbol) symbols.Add(symbol);
        }

        return used[function] = symbols;
    }
}
