using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Session.Editing;

/// <summary>A cell as syntax alone.</summary>
internal static class CellSyntax
{
    /// <summary>The tree of a cell whose directives are left out.</summary>
    public static CompilationUnitSyntax Parse(string code) =>
        CSharpSyntaxTree.ParseText(CellText.CodeOnly(code), ScriptReferences.ParseOptions).GetCompilationUnitRoot();
}
