using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Session.Stepping.Writing;

/// <content>Functions: what is written around their bodies.</content>
internal sealed partial class StopWriter
{
    // By convention a debugger stays out of what carries one of these.
    private static readonly string[] Hidden = ["DebuggerStepThrough", "DebuggerHidden", "DebuggerNonUserCode"];

    /// <inheritdoc/>
    public override void VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        Member(node, node.Identifier.Text, node.Body, node.ExpressionBody, node.SemicolonToken);

    /// <inheritdoc/>
    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        if (node.Initializer is { } initializer) Visit(initializer);
        Member(node, node.Identifier.Text, node.Body, node.ExpressionBody, node.SemicolonToken);
    }

    /// <inheritdoc/>
    public override void VisitDestructorDeclaration(DestructorDeclarationSyntax node) =>
        Member(node, "~" + node.Identifier.Text, node.Body, node.ExpressionBody, node.SemicolonToken);

    /// <inheritdoc/>
    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        Member(node, "operator " + node.OperatorToken.Text, node.Body, node.ExpressionBody, node.SemicolonToken);

    /// <inheritdoc/>
    public override void VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) =>
        Member(node, "operator " + node.Type, node.Body, node.ExpressionBody, node.SemicolonToken);

    /// <inheritdoc/>
    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        Member(node, node.Identifier.Text, node.Body, node.ExpressionBody, node.SemicolonToken);

    /// <inheritdoc/>
    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        var owner = node.Parent?.Parent switch
        {
            PropertyDeclarationSyntax property => property.Identifier.Text,
            EventDeclarationSyntax one => one.Identifier.Text,
            _ => "this[]",
        };
        Member(node, $"{owner}.{node.Keyword.Text}", node.Body, node.ExpressionBody, node.SemicolonToken);
    }

    /// <inheritdoc/>
    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (node.Initializer is { } initializer) Visit(initializer);
        if (node.AccessorList is { } accessors) Visit(accessors);
        if (node.ExpressionBody is { } body) Getter(body, node.Identifier.Text, node.SemicolonToken, node);
    }

    /// <inheritdoc/>
    public override void VisitIndexerDeclaration(IndexerDeclarationSyntax node)
    {
        if (node.AccessorList is { } accessors) Visit(accessors);
        if (node.ExpressionBody is { } body) Getter(body, "this[]", node.SemicolonToken, node);
    }

    /// <inheritdoc/>
    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => Lambda(node);

    /// <inheritdoc/>
    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => Lambda(node);

    /// <inheritdoc/>
    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => Lambda(node);

    /// <inheritdoc/>
    public override void VisitQueryExpression(QueryExpressionSyntax node)
    {
        leftOut.Add(new StopLeftOut(LineOf(node), "the clauses of a query carry no stop of their own"));
        base.VisitQueryExpression(node);
    }

    private void Member(
        SyntaxNode node, string name, BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon)
    {
        if (block is null && arrow is null) return;
        var lists = node switch
        {
            MemberDeclarationSyntax member => member.AttributeLists,
            LocalFunctionStatementSyntax local => local.AttributeLists,
            AccessorDeclarationSyntax accessor => accessor.AttributeLists,
            _ => default,
        };
        if (lists.SelectMany(list => list.Attributes).Any(one => Hidden.Any(hidden => one.Name.ToString().Contains(hidden))))
        {
            leftOut.Add(new StopLeftOut(LineOf(node), $"{name} asks debuggers to stay out"));
            return;
        }

        if (model.GetDeclaredSymbol(node) is not IMethodSymbol symbol) return;
        var outer = Enter(node, symbol, name);
        if (block is not null)
        {
            Block(block);
        }
        else if (wish == StopWish.Blocks || without.Contains(LineOf(arrow!)))
        {
            leftOut.Add(new StopLeftOut(LineOf(arrow!), $"the expression of {name} carries no stop"));
            Visit(arrow);
        }
        else
        {
            removals.Add(arrow!.ArrowToken.Span);
            Open(arrow.ArrowToken.Span.End, "{");
            Expression(arrow.Expression, ReturnsNothing(symbol));
            Close(semicolon.Span.End, Epilogue() + "}");
        }

        current = outer;
    }

    private void Getter(ArrowExpressionClauseSyntax arrow, string name, SyntaxToken semicolon, SyntaxNode node)
    {
        if ((model.GetDeclaredSymbol(node) as IPropertySymbol)?.GetMethod is not { } symbol) return;
        if (wish == StopWish.Blocks || without.Contains(LineOf(arrow)))
        {
            leftOut.Add(new StopLeftOut(LineOf(arrow), $"the expression of {name} carries no stop"));
            return;
        }

        var outer = Enter(node, symbol, name + ".get");
        removals.Add(arrow.ArrowToken.Span);
        Open(arrow.ArrowToken.Span.End, "{get{");
        Expression(arrow.Expression, returnsNothing: false);
        Close(semicolon.Span.End, Epilogue() + "}}");
        current = outer;
    }

    private void Lambda(AnonymousFunctionExpressionSyntax node)
    {
        if (model.GetTypeInfo(node).ConvertedType is INamedTypeSymbol { Name: "Expression", Arity: 1 })
        {
            leftOut.Add(new StopLeftOut(LineOf(node), "an expression tree is data and carries no stop"));
            return;
        }

        if (model.GetSymbolInfo(node).Symbol is not IMethodSymbol symbol) return;
        var owner = current.Symbol is null ? "the cell" : current.Info.Name.Replace("lambda in ", "", StringComparison.Ordinal);
        var outer = Enter(node, symbol, "lambda in " + owner);
        if (node.Block is { } block)
        {
            Block(block);
        }
        else if (wish == StopWish.Blocks || without.Contains(LineOf(node)))
        {
            leftOut.Add(new StopLeftOut(LineOf(node), "the expression of a lambda carries no stop"));
            Visit(node.ExpressionBody);
        }
        else
        {
            Open(node.ExpressionBody!.SpanStart, "{");
            Expression(node.ExpressionBody, ReturnsNothing(symbol));
            Close(node.ExpressionBody.Span.End, ";" + Epilogue() + "}");
        }

        current = outer;
    }

    private Function Enter(SyntaxNode node, IMethodSymbol symbol, string name)
    {
        var outer = current;
        var resumes = symbol.IsAsync || Yields(node);
        var info = new StopFunction(
            CellStops.NextFunction(), name, source, LineOf(node), EndLineOf(node), resumes, symbol.IsAsync);
        var type = ResultType(symbol, resumes);
        current = new Function(node, symbol, info, $"__lemmata{Invariant(info.Id)}",
            type is null ? null : StopScope.Speakable(type),
            type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        CellStops.Add(info);
        return outer;
    }

    private static ITypeSymbol? ResultType(IMethodSymbol symbol, bool resumes)
    {
        if (symbol.ReturnsByRef || symbol.ReturnsByRefReadonly || symbol.ReturnsVoid) return null;
        var type = symbol.ReturnType;
        if (symbol.IsAsync) type = type is INamedTypeSymbol { Arity: 1 } task ? task.TypeArguments[0] : null;
        else if (resumes) type = null;
        return type is null or { IsRefLikeType: true } or ITypeParameterSymbol { AllowsRefLikeType: true } ? null : type;
    }

    private string Prologue() => current.Info.Resumes
        ? $"var {current.Local}={Stops}Begin({Invariant(current.Info.Id)});try{{"
        : $"var {current.Local}={Stops}Enter({Invariant(current.Info.Id)});try{{";

    private string Epilogue() => current.Info.Resumes
        ? $"}}finally{{{Stops}End({current.Local});}}"
        : $"}}finally{{{current.Local}.Leave();}}";

    private void Block(BlockSyntax block)
    {
        if (without.Contains(LineOf(block)))
        {
            VisitBlock(block);
            return;
        }

        Open(block.OpenBraceToken.Span.End, Prologue());
        VisitBlock(block);
        var end = "";
        if (model.AnalyzeControlFlow(block) is { Succeeded: true, EndPointIsReachable: true })
            end = Stop(StopKind.End, EndLineOf(block), Parameters(block), block);
        Close(block.CloseBraceToken.SpanStart, end + Epilogue());
    }

    // At the end the function's own variables are out of scope but its parameters: they say what the call was.
    private List<PassedValue> Parameters(BlockSyntax block) =>
        [.. Values(block).Select(value => value with { Value = value.Value with { CanSet = false } })];

    private void Expression(ExpressionSyntax expression, bool returnsNothing)
    {
        var keyword = returnsNothing || expression is ThrowExpressionSyntax ? "" : "return ";
        Open(expression.SpanStart,
            Prologue() + Stop(StopKind.Statement, LineOf(expression), Values(expression), expression) + keyword);
        if (keyword != "") Returned(expression);
        else Visit(expression);
    }

    private static bool ReturnsNothing(IMethodSymbol symbol) =>
        symbol.ReturnsVoid || symbol.IsAsync && symbol.ReturnType is INamedTypeSymbol { Arity: 0 };

    private static bool Yields(SyntaxNode node) => node
        .DescendantNodes(inner => inner == node
            || inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax))
        .Any(inner => inner is YieldStatementSyntax);
}
