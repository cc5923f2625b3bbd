using Lemmata.Notebooks;
using Microsoft.CodeAnalysis;

namespace Lemmata.Session.Dependencies;

/// <summary>Which types have a state that a call may change, judged by their public members.</summary>
/// <remarks>
/// Arrays, collections and delegates count as values here: a cell that assigns to an element or calls a method without
/// a result on one is found by that, and a function is trusted to leave the array alone that it is handed.
/// </remarks>
internal static class StatefulTypes
{
    /// <summary>Whether a call on a value of the type, or one that is handed it, may change it.</summary>
    public static bool Contains(ITypeSymbol? type) => type switch
    {
        null or { IsValueType: true } or { TypeKind: TypeKind.Array or TypeKind.Delegate or TypeKind.Enum } => false,
        { SpecialType: not SpecialType.None and not SpecialType.System_Object } => false,
        INamedTypeSymbol named when IsCollection(named) || IsSheet(named) => false,
        INamedTypeSymbol named => MembersOf(named).Any(Changes),
        _ => false,
    };

    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null && at.SpecialType == SpecialType.None; at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                if (member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }) yield return member;
            }
        }
    }

    // A method without a result is there for what it changes; one that is called Next gives another answer each time.
    private static bool Changes(ISymbol member) => member switch
    {
        IFieldSymbol { IsReadOnly: false, IsConst: false } => true,
        IPropertySymbol { SetMethod: { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public } } => true,
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method =>
            method.Name.StartsWith("Next", StringComparison.Ordinal)
            || (method.ReturnsVoid && method.Parameters.All(parameter => !IsTarget(parameter.Type))),
        _ => false,
    };

    // "CopyTo(span)" and "Render(writer)" change what they are handed, not what they are called on.
    private static bool IsTarget(ITypeSymbol type) =>
        type is IArrayTypeSymbol || type.Name is "Span" or "TextWriter" or "Stream" or "StringBuilder";

    private static bool IsCollection(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(face => face.SpecialType == SpecialType.System_Collections_IEnumerable)
        || type.SpecialType == SpecialType.System_Collections_IEnumerable;

    // A sheet of claims takes the same check run again in the old one's place, so that checks run in any order. It is
    // known by what it shows itself as.
    private static bool IsSheet(INamedTypeSymbol type) => type.GetAttributes().Any(attribute =>
        attribute.NamedArguments.Any(argument => argument.Value.Kind == TypedConstantKind.Array
            && argument.Value.Values.Any(value => value.Value is MimeTypes.Claims or MimeTypes.Check)));
}
