using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Session.Dependencies;

/// <summary>
/// Reads from the compiler which cells take what from which: the names that stand in a cell's text, and through the
/// functions among them what those name. What a library keeps in static variables is not seen.
/// </summary>
internal sealed class CellDependencies
{
    private readonly Dictionary<string, int> cellOf;
    private readonly List<(int Cell, Submission Piece)> pieces;
    private readonly Dictionary<ISymbol, Found> bodies = new(SymbolEqualityComparer.Default);

    private sealed class Found
    {
        public HashSet<CellName> Uses { get; } = [];

        public HashSet<CellName> Changes { get; } = [];

        public HashSet<ISymbol> Bodies { get; } = new(SymbolEqualityComparer.Default);

        public SortedSet<string> Absent { get; } = new(StringComparer.Ordinal);

        public void Add(Found other)
        {
            Uses.UnionWith(other.Uses);
            Changes.UnionWith(other.Changes);
            Absent.UnionWith(other.Absent);
        }
    }

    private CellDependencies(List<(int Cell, Submission Piece)> pieces)
    {
        this.pieces = pieces;
        cellOf = pieces.ToDictionary(
            piece => piece.Piece.Compilation.AssemblyName!, piece => piece.Cell, StringComparer.Ordinal);
    }

    /// <summary>What each cell takes from others.</summary>
    /// <param name="pieces">The compiled pieces in order, each with the number of its cell.</param>
    /// <param name="count">Number of cells.</param>
    public static IReadOnlyList<CellUse> Of(IEnumerable<(int Cell, Submission Piece)> pieces, int count)
    {
        var all = new CellDependencies([.. pieces]);
        var cells = Enumerable.Range(0, count).Select(_ => new Found()).ToList();
        foreach (var (cell, piece) in all.pieces) all.Read(cell, piece, cells[cell]);
        foreach (var body in all.bodies.Values) all.Close(body);
        foreach (var cell in cells) all.Close(cell);
        return [.. cells.Select((cell, number) => new CellUse(
            cell.Uses.Where(name => name.Cell != number).ToHashSet(), cell.Changes, [.. cell.Absent]))];
    }

    private void Read(int cell, Submission piece, Found all)
    {
        var tree = piece.Compilation.SyntaxTrees[0];
        var model = piece.Compilation.GetSemanticModel(tree);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (model.GetSymbolInfo(name).Symbol is not { } symbol) continue;
            var found = Target(name, model) is { } body ? BodyOf(body) : all;
            if (Absence(symbol) is { } absent) found.Absent.Add(absent);
            if (Owner(symbol) is not { } owner) continue;
            var known = new CellName(owner, symbol.Name);
            found.Uses.Add(known);
            if (symbol is IFieldSymbol variable && Changed(name, variable, model)) found.Changes.Add(known);
            if (symbol is IMethodSymbol or ITypeSymbol or IFieldSymbol { Type.TypeKind: TypeKind.Delegate })
                found.Bodies.Add(symbol is IMethodSymbol method ? method.OriginalDefinition : symbol);
        }

        // A cell that declares a function has its body in it, and what calls the function has it too.
        foreach (var body in tree.GetRoot().ChildNodes().Select(node => Declared(node, model)).OfType<ISymbol>())
            all.Bodies.Add(body);
    }

    private Found BodyOf(ISymbol symbol)
    {
        if (!bodies.TryGetValue(symbol, out var found)) bodies[symbol] = found = new Found();
        return found;
    }

    // Functions and types at a cell's top, and variables that hold a function, are read apart from the cell.
    private static ISymbol? Target(SyntaxNode node, SemanticModel model)
    {
        var top = node.AncestorsAndSelf().FirstOrDefault(at => at.Parent is CompilationUnitSyntax);
        return top is null ? null : Declared(top, model);
    }

    private static ISymbol? Declared(SyntaxNode top, SemanticModel model) => top switch
    {
        MethodDeclarationSyntax or BaseTypeDeclarationSyntax => model.GetDeclaredSymbol(top),
        FieldDeclarationSyntax { Declaration.Variables: [var variable] }
            when model.GetDeclaredSymbol(variable) is IFieldSymbol { Type.TypeKind: TypeKind.Delegate } field => field,
        _ => null,
    };

    private int? Owner(ISymbol symbol) =>
        symbol is IFieldSymbol or IMethodSymbol or ITypeSymbol or IPropertySymbol or IEventSymbol
        && symbol.ContainingAssembly?.Name is { } assembly && cellOf.TryGetValue(assembly, out var cell)
        && (symbol.ContainingType is null or { IsScriptClass: true })
            ? cell
            : null;

    // Follows calls from function to function; a few rounds are enough, as each adds what one more call reaches.
    private void Close(Found start)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var next = new Stack<ISymbol>(start.Bodies);
        while (next.TryPop(out var symbol))
        {
            if (!seen.Add(symbol) || !bodies.TryGetValue(symbol, out var body) || ReferenceEquals(body, start)) continue;
            start.Add(body);
            foreach (var further in body.Bodies) next.Push(further);
        }
    }

    private static bool Changed(SimpleNameSyntax name, IFieldSymbol variable, SemanticModel model)
    {
        ExpressionSyntax at = name;
        if (StatefulTypes.Contains(variable.Type)) return !IsOnlyRead(at);
        while (at.Parent is MemberAccessExpressionSyntax { Expression: var left } access && left == at
            || at.Parent is ElementAccessExpressionSyntax { Expression: var array } && array == at)
        {
            at = (ExpressionSyntax)at.Parent;
        }

        return at.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == at,
            PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax
                { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } =>
                !at.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None } argument =>
                !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword),
            RefExpressionSyntax => true,
            // "list.Add(x)", "list.Sort()": a method without a result on the variable or on what it holds.
            InvocationExpressionSyntax call => call.Expression == at && at != name
                && model.GetSymbolInfo(call).Symbol is IMethodSymbol
                {
                    IsExtensionMethod: false, IsStatic: false,
                } method
                && (method.ReturnsVoid || IsChange(method.Name)) && method.MethodKind != MethodKind.DelegateInvoke,
            _ => false,
        };
    }

    private static bool IsChange(string method) =>
        method is "Remove" or "RemoveAll" or "Pop" or "Dequeue" or "TryPop" or "TryDequeue" or "TryAdd" or "Add"
        || method.StartsWith("Next", StringComparison.Ordinal);

    // "v.Count" and "v" alone at the end of a cell look and leave it; "v.Next()" and "f(v)" may not.
    private static bool IsOnlyRead(ExpressionSyntax at) => at.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Expression == at =>
            access.Parent is not InvocationExpressionSyntax { Expression: var called } || called != access
                ? access.Parent is not AssignmentExpressionSyntax { Left: var left } || left != access
                : false,
        ExpressionStatementSyntax or InterpolationSyntax or BinaryExpressionSyntax => true,
        _ => false,
    };

    private static string? Absence(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { Name: ".ctor" or "Start", ContainingType.Name: "Thread" } => "threads",
        IMethodSymbol { ContainingType: { Name: "Process", ContainingNamespace.Name: "Diagnostics" } } => "processes",
        INamedTypeSymbol { Name: "Thread", ContainingNamespace.Name: "Threading" } => "threads",
        INamedTypeSymbol { ContainingNamespace: { Name: "Sockets" or "Http", ContainingNamespace.Name: "Net" } } =>
            "the network",
        IMethodSymbol method when method.GetDllImportData() is not null => "native libraries",
        _ => null,
    };
}
