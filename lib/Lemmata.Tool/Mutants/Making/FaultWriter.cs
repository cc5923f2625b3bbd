using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Mutants.Making;

/// <summary>
/// Writes a file anew with every fault behind the switch: <c>a + b</c> becomes
/// <c>(Switch.Is(17) ? a - b : a + b)</c>, with the faults of <c>a</c> and <c>b</c> in the last branch alone, since one
/// fault is there at a time.
/// </summary>
internal sealed class FaultWriter : CSharpSyntaxRewriter
{
    /// <summary>The class that asks which fault is there, as the code names it.</summary>
    public const string Switch = "global::Lemmata.Mutants.Switch";

    private static readonly SymbolDisplayFormat MemberFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly string file;
    private readonly SemanticModel model;
    private readonly IReadOnlySet<Mutant> without;
    private readonly Faults faults;
    private readonly List<Mutant> found = [];
    private readonly Dictionary<Mutant, int> occurrences = [];
    private readonly int first;

    private FaultWriter(string file, SemanticModel model, IReadOnlySet<Mutant> without, int first) =>
        (this.file, this.model, this.without, this.first, faults) = (file, model, without, first, new Faults(model));

    /// <summary>Writes a file anew.</summary>
    /// <param name="file">Its name, as mutants have it.</param>
    /// <param name="model">The meaning of its code.</param>
    /// <param name="without">Faults that are left out.</param>
    /// <param name="first">The number of its first fault; the others follow.</param>
    /// <returns>The code, and its faults in the order of their numbers.</returns>
    public static (string Code, IReadOnlyList<Mutant> Mutants) Write(
        string file, SemanticModel model, IReadOnlySet<Mutant> without, int first)
    {
        var writer = new FaultWriter(file, model, without, first);
        return (writer.Visit(model.SyntaxTree.GetRoot())!.ToFullString(), writer.found);
    }

    /// <inheritdoc/>
    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is null || Places.AreLeft(node) || Places.IsConditionOfRefusal(node)) return node;
        // The statement as a whole is another one; what it is made of is looked at below.
        if (node is ExpressionStatementSyntax statement)
            return Places.AreLeft(statement.Expression) ? node : Chosen(statement);
        if (node is not ExpressionSyntax expression || !StandsForItsValue(expression)) return base.Visit(node);
        var alternatives = Numbered(expression, faults.Of(expression));
        return alternatives.Count == 0
            ? base.Visit(node)
            : Chosen(expression, (ExpressionSyntax)base.Visit(node)!, alternatives);
    }

    private static bool StandsForItsValue(ExpressionSyntax expression) => expression.Parent switch
    {
        // The name after a dot, before a colon or in a type.
        MemberAccessExpressionSyntax access => access.Name != expression,
        NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax
            or TypeArgumentListSyntax or ExpressionStatementSyntax => false,
        _ => true,
    };

    private StatementSyntax Chosen(ExpressionStatementSyntax statement)
    {
        var alternatives = Numbered(statement.Expression, faults.OfStatement(statement.Expression));
        var rest = (StatementSyntax)base.Visit(statement)!;
        if (alternatives.Count == 0) return rest;
        var body = rest.WithoutTrivia().ToFullString();
        foreach (var (number, fault) in Enumerable.Reverse(alternatives))
            body = $"if ({Condition(number)}) {fault.Expression.ToFullString()}; else {body}";
        return SyntaxFactory.ParseStatement($"{{ {body} }}").WithTriviaFrom(statement);
    }

    private ExpressionSyntax Chosen(
        ExpressionSyntax expression, ExpressionSyntax rest, IReadOnlyList<(int Number, Fault Fault)> alternatives)
    {
        var cast = CastOf(expression);
        var chosen = Cast(cast, rest.WithoutTrivia());
        foreach (var (number, fault) in Enumerable.Reverse(alternatives))
        {
            chosen = SyntaxFactory.ConditionalExpression(
                SyntaxFactory.ParseExpression(Condition(number)), Space(SyntaxKind.QuestionToken),
                Cast(cast, fault.Expression), Space(SyntaxKind.ColonToken), chosen);
        }

        return SyntaxFactory.ParenthesizedExpression(chosen).WithTriviaFrom(expression);
    }

    /// <summary>
    /// The type to which both branches are turned: a constant, or a <c>new()</c>, takes its type from where it stands,
    /// which a choice between two does not.
    /// </summary>
    private string? CastOf(ExpressionSyntax expression)
    {
        var info = model.GetTypeInfo(expression);
        if (expression is ImplicitObjectCreationExpressionSyntax) return info.Type?.ToDisplayString(TypeFormat);
        if (!model.GetConstantValue(expression).HasValue) return null;
        var type = info.ConvertedType is { IsValueType: true, SpecialType: not SpecialType.None } converted
            ? converted
            : info.Type;
        return type?.ToDisplayString(TypeFormat);
    }

    private static ExpressionSyntax Cast(string? type, ExpressionSyntax expression) => type is null
        ? SyntaxFactory.ParenthesizedExpression(expression)
        : SyntaxFactory.CastExpression(
            SyntaxFactory.ParseTypeName(type), SyntaxFactory.ParenthesizedExpression(expression));

    private static SyntaxToken Space(SyntaxKind token) => SyntaxFactory.Token(
        SyntaxFactory.TriviaList(SyntaxFactory.Space), token, SyntaxFactory.TriviaList(SyntaxFactory.Space));

    private static string Condition(int number) =>
        $"{Switch}.Is({number.ToString(CultureInfo.InvariantCulture)})";

    private List<(int Number, Fault Fault)> Numbered(ExpressionSyntax expression, IEnumerable<Fault> alternatives)
    {
        var numbered = new List<(int, Fault)>();
        foreach (var fault in alternatives)
        {
            var described = new Mutant(
                file, MemberOf(expression), fault.Kind, Mutant.OneLine(expression.ToString()),
                Mutant.OneLine(fault.Expression.ToString()), 1);
            var occurrence = occurrences[described] = occurrences.GetValueOrDefault(described) + 1;
            described = described with { Occurrence = occurrence };
            if (without.Contains(described)) continue;
            numbered.Add((first + found.Count, fault));
            found.Add(described);
        }

        return numbered;
    }

    private string MemberOf(SyntaxNode node)
    {
        var declaration = node.AncestorsAndSelf().FirstOrDefault(at => at is BaseMethodDeclarationSyntax
            or BasePropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax }
            or BaseTypeDeclarationSyntax);
        return declaration is null || model.GetDeclaredSymbol(declaration) is not { } symbol
            ? ""
            : symbol.ToDisplayString(MemberFormat);
    }
}
