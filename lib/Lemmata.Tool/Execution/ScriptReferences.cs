using System.Collections.Immutable;
using Lemmata.Tool.Execution.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Tool.Execution;

/// <summary>What every cell may use without asking: the framework, and the display functions.</summary>
internal static class ScriptReferences
{
    /// <summary>The language version that all hosts of the notebooks accept.</summary>
    public static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.CSharp13, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>Namespaces open in every cell, as in .NET Interactive.</summary>
    public static readonly ImmutableArray<string> Usings =
    [
        "System", "System.Text", "System.Threading.Tasks", "System.Linq", "System.Collections", "System.Collections.Generic",
        "System.IO", "System.Net.Http",
    ];

    /// <summary>Static classes open in every cell.</summary>
    public const string Functions = "Lemmata.Tool.Display.CellFunctions";

    private static readonly Lazy<ImmutableArray<MetadataReference>> Loaded = new(Load);

    /// <summary>The framework's assemblies and this one.</summary>
    public static ImmutableArray<MetadataReference> All => Loaded.Value;

    /// <summary>Where the framework that runs the cells stands.</summary>
    public static string FrameworkFolder { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>The path of this assembly.</summary>
    public static string Tool { get; } = typeof(ScriptReferences).Assembly.Location;

    private static ImmutableArray<MetadataReference> Load() =>
    [
        .. FrameworkMetadata.References(Directory.EnumerateFiles(FrameworkFolder, "*.dll")
            .Where(path => IsUsed(Path.GetFileNameWithoutExtension(path)))
            .Order(StringComparer.Ordinal)
            .Append(Tool)),
    ];

    /// <summary>Managed assemblies of the framework, without Visual Basic and native libraries.</summary>
    private static bool IsUsed(string name) =>
        name is "netstandard" or "mscorlib" or "Microsoft.CSharp" or "Microsoft.Win32.Primitives"
        || (name.StartsWith("System", StringComparison.Ordinal) && !name.Contains(".Native", StringComparison.Ordinal));
}
