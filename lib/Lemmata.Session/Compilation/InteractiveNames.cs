using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Session.Compilation;

/// <summary>The names by which a cell uses the API of .NET Interactive, as far as they need no using directive.</summary>
internal static class InteractiveNames
{
    private static readonly string[] All =
    [
        "Interactive", "DisplayAs", "DisplayTable", "GetInputAsync", "GetPasswordAsync", "CSS", "PocketView",
        "LaTeXString", "MathString",
    ];

    /// <summary>Whether code names the API, in other places than strings and comments.</summary>
    public static bool Occur(string code) =>
        All.Any(name => code.Contains(name, StringComparison.Ordinal))
        && CSharpSyntaxTree.ParseText(code, ScriptReferences.ParseOptions).GetRoot().DescendantTokens()
            .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && All.Contains(token.ValueText));
}
