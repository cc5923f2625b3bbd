using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Lemmata.Tool.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Tool.Mutants.Making;

/// <summary>
/// The library under test: the last assembly of the collection's load script whose sources stand under <c>lib</c>.
/// </summary>
/// <param name="Name">The assembly's name, which is that of its folder.</param>
/// <param name="Script">The load script.</param>
/// <param name="Files">The sources by their names from <c>lib</c>, in order.</param>
/// <param name="References">The other assemblies of the load script.</param>
internal sealed record LibrarySources(
    string Name, string Script, IReadOnlyList<(string Name, string Text)> Files, IReadOnlyList<string> References)
{
    private const string Reference = "#r \"";

    // What the SDK puts before every file of a project with implicit usings.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    /// <summary>Reads the sources.</summary>
    /// <param name="root">The collection's folder.</param>
    /// <returns>The library.</returns>
    /// <exception cref="MutationException">There is no load script, or no sources of what it loads.</exception>
    public static LibrarySources Read(string root)
    {
        var script = Path.Combine(root, "lib", "lemmata.csx");
        if (!File.Exists(script)) throw new MutationException($"{script} is missing; build the collection's library first");
        var loaded = File.ReadLines(script).Where(line => line.StartsWith(Reference, StringComparison.Ordinal))
            .Select(line => line[Reference.Length..].TrimEnd().TrimEnd('"')).ToList();
        var path = loaded.FindLast(each => Directory.Exists(FolderOf(root, each)) && SourcesIn(FolderOf(root, each)).Any())
            ?? throw new MutationException(
                $"no library that {script} loads has its sources under {Path.Combine(root, "lib")}; faults are made in "
                    + "sources, so this needs a checkout of the repository");
        var missing = loaded.Find(each => !File.Exists(each));
        if (missing is not null) throw new MutationException($"{missing} is missing; build the collection's library first");
        var lib = Path.Combine(root, "lib");
        return new LibrarySources(
            Path.GetFileNameWithoutExtension(path), script,
            [
                .. SourcesIn(FolderOf(root, path))
                    .Select(file => (Name: Path.GetRelativePath(lib, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
                    .OrderBy(file => file.Name, StringComparer.Ordinal),
            ],
            [.. loaded.Where(each => each != path)]);
    }

    /// <summary>What the sources, their references and this program come to.</summary>
    public string Hash()
    {
        var text = new StringBuilder(typeof(LibrarySources).Module.ModuleVersionId.ToString());
        foreach (var (name, code) in Files) text.Append('\0').Append(name).Append('\0').Append(code);
        foreach (var file in References)
            text.Append('\0').Append(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..24];
    }

    /// <summary>The compilation of some code as this library.</summary>
    /// <param name="files">The files; null for the sources as they are.</param>
    public CSharpCompilation Compilation(IEnumerable<(string Name, string Text)>? files = null) => CSharpCompilation.Create(
        Name,
        [
            .. (files ?? Files).Append(("ImplicitUsings.cs", ImplicitUsings))
                .Select(file => Parse(file.Item1, file.Item2)),
        ],
        FileHost.EveryCell.Where(reference => reference.Display != typeof(Session.ISessionHost).Assembly.Location)
            .Concat(References.Select(path => MetadataReference.CreateFromFile(path))).ToImmutableArray(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, deterministic: true));

    /// <summary>Code as this library's compiler reads it.</summary>
    public static SyntaxTree Parse(string name, string code) =>
        CSharpSyntaxTree.ParseText(code, Parsing, name, Encoding.UTF8);

    /// <summary>The load script with another assembly in the place of the library's.</summary>
    public string ScriptWith(string assembly) => string.Join('\n', File.ReadLines(Script).Select(line =>
        line.StartsWith(Reference, StringComparison.Ordinal)
            && Path.GetFileNameWithoutExtension(line[Reference.Length..].TrimEnd().TrimEnd('"')) == Name
            ? $"{Reference}{assembly.Replace('\\', '/')}\""
            : line)) + "\n";

    private static string FolderOf(string root, string assembly) =>
        Path.Combine(root, "lib", Path.GetFileNameWithoutExtension(assembly));

    private static IEnumerable<string> SourcesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(file =>
            !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
