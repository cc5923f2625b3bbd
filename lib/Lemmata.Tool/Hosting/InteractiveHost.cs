extern alias interactive;

using System.Runtime.CompilerServices;
using Lemmata.Session;
using Microsoft.CodeAnalysis;
using Joined = interactive::Lemmata.Interactive.Bridge;

namespace Lemmata.Tool.Hosting;

/// <summary>
/// The API of .NET Interactive that stands beside the tool. It is one for the whole process, so that a package that
/// brings its own copy registers its formatters where the session looks.
/// </summary>
internal static class InteractiveHost
{
    private const string Bridge = "Lemmata.Interactive";

    private static readonly string[] Provided =
        ["Microsoft.DotNet.Interactive.Formatting", "Microsoft.AspNetCore.Html.Abstractions", Bridge];

    /// <summary>Whether an assembly, by its path or name, is one of the API's.</summary>
    public static bool Provides(string assembly) => Provided.Contains(
        assembly.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(assembly) : assembly,
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a path is that of the assembly that joins API and session, whose own needs cells need not see.</summary>
    public static bool IsBridge(string path) => Path.GetFileNameWithoutExtension(path) == Bridge;

    /// <summary>Loads it.</summary>
    // Not inlined: where this is compiled, its assemblies are loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static InteractiveApi Open()
    {
        Joined.Open();
        return new InteractiveApi(
            [.. Joined.Assemblies.Select(path => MetadataReference.CreateFromFile(path))],
            [.. Joined.Imports]);
    }
}
