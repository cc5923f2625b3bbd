using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Mutants.Making;

/// <summary>Another expression for one that stands in the source.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Expression">The other expression.</param>
internal sealed record Fault(string Kind, ExpressionSyntax Expression);

/// <summary>
/// The faults that an expression can have: operators, boundaries, constants ± 1, dropped factors and terms, swapped
/// arguments, signs.
/// </summary>
/// <param name="model">The meaning of the file's code, before any change.</param>
internal sealed class Faults(SemanticModel model)
{
    private static readonly Dictionary<SyntaxKind, (SyntaxKind Operation, SyntaxKind Token)> Operators = new()
    {
        [SyntaxKind.AddExpression] = (SyntaxKind.SubtractExpression, SyntaxKind.MinusToken),
        [SyntaxKind.SubtractExpression] = (SyntaxKind.AddExpression, SyntaxKind.PlusToken),
        [SyntaxKind.MultiplyExpression] = (SyntaxKind.DivideExpression, SyntaxKind.SlashToken),
        [SyntaxKind.DivideExpression] = (SyntaxKind.MultiplyExpression, SyntaxKind.AsteriskToken),
        [SyntaxKind.ModuloExpression] = (SyntaxKind.MultiplyExpression, SyntaxKind.AsteriskToken),
        [SyntaxKind.LeftShiftExpression] = (SyntaxKind.RightShiftExpression, SyntaxKind.GreaterThanGreaterThanToken),
        [SyntaxKind.RightShiftExpression] = (SyntaxKind.LeftShiftExpression, SyntaxKind.LessThanLessThanToken),
        [SyntaxKind.UnsignedRightShiftExpression] = (SyntaxKind.LeftShiftExpression, SyntaxKind.LessThanLessThanToken),
        [SyntaxKind.BitwiseAndExpression] = (SyntaxKind.BitwiseOrExpression, SyntaxKind.BarToken),
        [SyntaxKind.BitwiseOrExpression] = (SyntaxKind.BitwiseAndExpression, SyntaxKind.AmpersandToken),
        [SyntaxKind.ExclusiveOrExpression] = (SyntaxKind.BitwiseOrExpression, SyntaxKind.BarToken),
        [SyntaxKind.LogicalAndExpression] = (SyntaxKind.LogicalOrExpression, SyntaxKind.BarBarToken),
        [SyntaxKind.LogicalOrExpression] = (SyntaxKind.LogicalAndExpression, SyntaxKind.AmpersandAmpersandToken),
    };

    private static readonly Dictionary<SyntaxKind, (SyntaxKind Operation, SyntaxKind Token)> Boundaries = new()
    {
        [SyntaxKind.LessThanExpression] = (SyntaxKind.LessThanOrEqualExpression, SyntaxKind.LessThanEqualsToken),
        [SyntaxKind.LessThanOrEqualExpression] = (SyntaxKind.LessThanExpression, SyntaxKind.LessThanToken),
        [SyntaxKind.GreaterThanExpression] = (SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.GreaterThanEqualsToken),
        [SyntaxKind.GreaterThanOrEqualExpression] = (SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanToken),
        [SyntaxKind.EqualsExpression] = (SyntaxKind.NotEqualsExpression, SyntaxKind.ExclamationEqualsToken),
        [SyntaxKind.NotEqualsExpression] = (SyntaxKind.EqualsExpression, SyntaxKind.EqualsEqualsToken),
    };

    private static readonly Dictionary<SyntaxKind, (SyntaxKind Operation, SyntaxKind Token)> Assignments = new()
    {
        [SyntaxKind.AddAssignmentExpression] = (SyntaxKind.SubtractAssignmentExpression, SyntaxKind.MinusEqualsToken),
        [SyntaxKind.SubtractAssignmentExpression] = (SyntaxKind.AddAssignmentExpression, SyntaxKind.PlusEqualsToken),
        [SyntaxKind.MultiplyAssignmentExpression] = (SyntaxKind.DivideAssignmentExpression, SyntaxKind.SlashEqualsToken),
        [SyntaxKind.DivideAssignmentExpression] = (SyntaxKind.MultiplyAssignmentExpression, SyntaxKind.AsteriskEqualsToken),
    };

    // The order of their arguments means nothing.
    private static readonly string[] Symmetric = ["Max", "Min", "Equals", "ReferenceEquals", "MaxMagnitude", "Union"];

    /// <summary>The faults of an expression that stands for its value.</summary>
    public IEnumerable<Fault> Of(ExpressionSyntax expression)
    {
        // A variable that the expression declares would be declared twice.
        if (expression.DescendantNodesAndSelf().Any(node => node is SingleVariableDesignationSyntax)) yield break;
        // What follows a question mark does not stand for itself.
        if (expression.GetFirstToken().Parent is MemberBindingExpressionSyntax or BracketedArgumentListSyntax) yield break;
        var faults = expression switch
        {
            BinaryExpressionSyntax binary => OfBinary(binary),
            PrefixUnaryExpressionSyntax prefix => OfPrefix(prefix),
            LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax => OfConstant(expression),
            _ => OfCall(expression),
        };
        foreach (var fault in faults) yield return fault;
    }

    /// <summary>The faults of an expression that is a statement.</summary>
    public IEnumerable<Fault> OfStatement(ExpressionSyntax expression)
    {
        if (expression is not AssignmentExpressionSyntax assignment) return Of(expression);
        if (!Assignments.TryGetValue(assignment.Kind(), out var other) || !IsNumeric(TypeOf(assignment.Left))) return [];
        return [new Fault("operator", SyntaxFactory.AssignmentExpression(
            other.Operation, assignment.Left, Spaced(other.Token), assignment.Right))];
    }

    private IEnumerable<Fault> OfBinary(BinaryExpressionSyntax binary)
    {
        var kind = binary.Kind();
        if (Boundaries.TryGetValue(kind, out var boundary)) yield return new Fault("boundary", With(binary, boundary));
        if (!Operators.TryGetValue(kind, out var other)) yield break;
        // The sum of texts has no difference, and that of handlers is none of ours.
        if (TypeOf(binary) is { SpecialType: SpecialType.System_String } or { TypeKind: TypeKind.Delegate }) yield break;
        yield return new Fault("operator", With(binary, other));
        if (kind is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression
            or SyntaxKind.DivideExpression)
        {
            yield return new Fault("dropped", binary.Left.WithoutTrivia());
        }

        if (kind is SyntaxKind.AddExpression or SyntaxKind.MultiplyExpression)
            yield return new Fault("dropped", binary.Right.WithoutTrivia());
    }

    private static IEnumerable<Fault> OfPrefix(PrefixUnaryExpressionSyntax prefix)
    {
        if (prefix.Kind() is SyntaxKind.UnaryMinusExpression or SyntaxKind.LogicalNotExpression
            or SyntaxKind.BitwiseNotExpression)
        {
            yield return new Fault("sign", prefix.Operand.WithoutTrivia());
        }
    }

    /// <summary>Constants by number, by name, and truth values.</summary>
    private IEnumerable<Fault> OfConstant(ExpressionSyntax expression)
    {
        if (expression.IsKind(SyntaxKind.TrueLiteralExpression))
            return [new Fault("constant", SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression))];
        if (expression.IsKind(SyntaxKind.FalseLiteralExpression))
            return [new Fault("constant", SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression))];
        if (!IsNumeric(TypeOf(expression)) || TypeOf(expression) is { TypeKind: TypeKind.Enum }) return [];
        if (expression is not LiteralExpressionSyntax && model.GetSymbolInfo(expression).Symbol is not
            (IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true }))
        {
            return [];
        }

        return model.GetConstantValue(expression).Value switch
        {
            double value when value + 1 != value && double.IsFinite(value) => [Moved(expression, "+")],
            float value when value + 1 != value && float.IsFinite(value) => [Moved(expression, "+")],
            decimal => [Moved(expression, "+")],
            0u or 0ul => [Moved(expression, "+")],
            int or long or uint or ulong or short or byte => [Moved(expression, "+"), Moved(expression, "-")],
            _ => [],
        };
    }

    private static Fault Moved(ExpressionSyntax constant, string sign) => new(
        "constant", SyntaxFactory.ParseExpression($"{constant.WithoutTrivia()} {sign} 1"));

    /// <summary>Each pair of neighbours among the arguments that could have been mixed up.</summary>
    private IEnumerable<Fault> OfCall(ExpressionSyntax expression)
    {
        var (list, name) = expression switch
        {
            InvocationExpressionSyntax { Expression: var called } call => (call.ArgumentList, NameOf(called)),
            BaseObjectCreationExpressionSyntax made => (made.ArgumentList, ""),
            _ => (null, ""),
        };
        if (list is null || Symmetric.Contains(name)) yield break;
        for (var i = 0; i + 1 < list.Arguments.Count; i++)
        {
            var (one, two) = (list.Arguments[i], list.Arguments[i + 1]);
            if (one.NameColon is not null || two.NameColon is not null || !one.RefKindKeyword.IsKind(SyntaxKind.None)
                || !two.RefKindKeyword.IsKind(SyntaxKind.None)
                || TypeOf(one.Expression) is not { } type
                || !SymbolEqualityComparer.Default.Equals(type, TypeOf(two.Expression))
                || one.ToString() == two.ToString())
            {
                continue;
            }

            var swapped = list.ReplaceNodes([one, two], (was, _) => ReferenceEquals(was, one) ? two : one);
            yield return new Fault("swapped", expression.ReplaceNode(list, swapped).WithoutTrivia());
        }
    }

    private static string NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    private ITypeSymbol? TypeOf(ExpressionSyntax expression) => model.GetTypeInfo(expression).Type;

    private static bool IsNumeric(ITypeSymbol? type) => type is { SpecialType: not SpecialType.System_String }
        and not { TypeKind: TypeKind.Delegate };

    private static BinaryExpressionSyntax With(
        BinaryExpressionSyntax binary, (SyntaxKind Operation, SyntaxKind Token) other) => SyntaxFactory.BinaryExpression(
            other.Operation, Operand(binary.Left), Spaced(other.Token), Operand(binary.Right));

    // The other operator may bind less.
    private static ExpressionSyntax Operand(ExpressionSyntax operand) =>
        operand.Kind() is SyntaxKind.BitwiseAndExpression or SyntaxKind.BitwiseOrExpression
            or SyntaxKind.ExclusiveOrExpression or SyntaxKind.LogicalAndExpression
            ? SyntaxFactory.ParenthesizedExpression(operand.WithoutTrivia())
            : operand.WithoutTrivia();

    private static SyntaxToken Spaced(SyntaxKind token) => SyntaxFactory.Token(
        SyntaxFactory.TriviaList(SyntaxFactory.Space), token, SyntaxFactory.TriviaList(SyntaxFactory.Space));
}
