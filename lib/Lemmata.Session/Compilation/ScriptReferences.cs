using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Session.Compilation;

/// <summary>The language of cells, and the names that are open in each.</summary>
internal static class ScriptReferences
{
    /// <summary>The language version that all hosts of the notebooks accept.</summary>
    public static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>Namespaces open in every cell, as in .NET Interactive.</summary>
    public static readonly ImmutableArray<string> Usings =
    [
        "System", "System.Text", "System.Threading", "System.Threading.Tasks", "System.Linq",
        "System.Collections", "System.Collections.Generic", "System.IO", "System.Net.Http",
    ];

    /// <summary>The static class open in every cell.</summary>
    public const string Functions = "Lemmata.Session.Functions.CellFunctions";
}
