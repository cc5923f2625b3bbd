using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Mutants.Making;

/// <summary>Where code is left as it is: what has to be constant, what refuses bad input, and text for people.</summary>
internal static class Places
{
    /// <summary>Whether nothing in a node is changed.</summary>
    public static bool AreLeft(SyntaxNode node) => node switch
    {
        // What the language wants to be constant.
        AttributeListSyntax or ParameterSyntax or EnumMemberDeclarationSyntax or SwitchLabelSyntax or PatternSyntax
            or TypeSyntax { Parent: not ExpressionSyntax and not ArgumentSyntax and not EqualsValueClauseSyntax } => IsNoValue(node),
        BaseFieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        LocalDeclarationStatementSyntax local => local.Modifiers.Any(SyntaxKind.ConstKeyword),
        // Refusals: no notebook gives input that is refused, and the tests of the library do.
        ThrowStatementSyntax or ThrowExpressionSyntax => true,
        InvocationExpressionSyntax call => IsRefusal(call) || IsName(call.Expression, "nameof"),
        // Sentences.
        InterpolatedStringExpressionSyntax => true,
        // Any hash is right, and none is shown.
        MethodDeclarationSyntax { Identifier.Text: "GetHashCode" } => true,
        _ => false,
    };

    /// <summary>Whether the node is the condition of a refusal.</summary>
    public static bool IsConditionOfRefusal(SyntaxNode node) => node.Parent switch
    {
        IfStatementSyntax refusal => refusal.Condition == node && Throws(refusal.Statement),
        ConditionalExpressionSyntax either => either.Condition == node
            && (either.WhenTrue is ThrowExpressionSyntax || either.WhenFalse is ThrowExpressionSyntax),
        _ => false,
    };

    private static bool IsNoValue(SyntaxNode node) => node is not IdentifierNameSyntax;

    private static bool Throws(StatementSyntax statement) => statement is ThrowStatementSyntax
        || statement is BlockSyntax { Statements: [ThrowStatementSyntax] };

    private static bool IsRefusal(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax access
        && (IsName(access.Expression, "Require")
            || access.Name.Identifier.Text.StartsWith("ThrowIf", StringComparison.Ordinal));

    private static bool IsName(ExpressionSyntax expression, string name) =>
        expression is IdentifierNameSyntax identifier && identifier.Identifier.Text == name;
}
