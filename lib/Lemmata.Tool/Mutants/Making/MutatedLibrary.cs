using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lemmata.Notebooks;
using Lemmata.Tool.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Mutants.Making;

/// <summary>The library, compiled once with all its faults behind a switch, and kept until its sources change.</summary>
/// <param name="Mutants">The faults in the order of their numbers.</param>
/// <param name="Script">The load script for runs.</param>
/// <param name="RecordingScript">The load script for the run that records which faults it comes to.</param>
/// <param name="Hash">What the changed code comes to: the same faults under the same numbers.</param>
/// <param name="Refused">How many faults the compiler refused.</param>
internal sealed record MutatedLibrary(
    IReadOnlyList<Mutant> Mutants, string Script, string RecordingScript, string Hash, int Refused)
{
    // Each round takes out what the compiler refused; some errors are only looked for where there are no others.
    private const int MostRounds = 40;

    /// <summary>The library of a collection, from where it is kept, or made now.</summary>
    /// <param name="sources">Its sources.</param>
    /// <param name="cache">The folder where it is kept.</param>
    /// <exception cref="MutationException">The sources do not compile.</exception>
    public static MutatedLibrary Make(LibrarySources sources, string cache)
    {
        var folder = Path.Combine(cache, "library." + sources.Hash());
        var list = Path.Combine(folder, "mutants.csv");
        if (!File.Exists(list))
        {
            Directory.CreateDirectory(folder);
            Write(sources, folder, list);
            Sweep(cache, folder);
        }

        var lines = File.ReadAllLines(list);
        var head = Csv.Read(lines[0]);
        return new MutatedLibrary(
            [.. lines.Skip(1).Select(line => Mutant.Read(Csv.Read(line))!)],
            ScriptOf(folder, "runs"), ScriptOf(folder, "recording"),
            head[0], int.Parse(head[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Puts every fault that the compiler accepts behind the switch.</summary>
    /// <returns>The code with the faults by number, and how many were refused.</returns>
    /// <exception cref="MutationException">The sources do not compile as they are.</exception>
    internal static (CSharpCompilation Compilation, IReadOnlyList<Mutant> Mutants, int Refused) Mutate(
        LibrarySources sources)
    {
        var original = sources.Compilation();
        if (FirstError(original) is { } error)
            throw new MutationException($"the sources of {sources.Name} do not compile: {error}");
        var models = sources.Files.Select(file => original.GetSemanticModel(
            original.SyntaxTrees.Single(tree => tree.FilePath == file.Name))).ToList();
        var refused = Refusals(sources, models);
        var files = new List<(string, string)>();
        var mutants = new List<Mutant>();
        foreach (var model in models)
        {
            var (code, found) = FaultWriter.Write(model.SyntaxTree.FilePath, model, refused, mutants.Count);
            files.Add((model.SyntaxTree.FilePath, code));
            mutants.AddRange(found);
        }

        files.Add(("Switch.cs", SwitchCode.Of(mutants.Count)));
        return (sources.Compilation(files), mutants, refused.Count);
    }

    /// <summary>
    /// The faults that the compiler refuses. What it says of a method may hide what it would say without; so it is asked
    /// again about each file in which something was taken out, and at last about all.
    /// </summary>
    private static HashSet<Mutant> Refusals(LibrarySources sources, List<SemanticModel> models)
    {
        var refused = new HashSet<Mutant>();
        var written = new (string Name, string Code, IReadOnlyList<Mutant> Mutants)[models.Count];
        var changed = Enumerable.Range(0, models.Count).ToList();
        var compilation = sources.Compilation([("Switch.cs", SwitchCode.Of(0))]);
        var trees = new SyntaxTree?[models.Count];
        for (var round = 0; round < MostRounds; round++)
        {
            foreach (var i in changed)
            {
                var name = models[i].SyntaxTree.FilePath;
                var (code, mutants) = FaultWriter.Write(name, models[i], refused, 0);
                written[i] = (name, code, mutants);
                var tree = LibrarySources.Parse(name, code);
                compilation = trees[i] is { } old ? compilation.ReplaceSyntaxTree(old, tree) : compilation.AddSyntaxTrees(tree);
                trees[i] = tree;
            }

            var errors = changed.SelectMany(i => compilation.GetSemanticModel(trees[i]!).GetDiagnostics())
                .Where(found => found.Severity == DiagnosticSeverity.Error).ToList();
            if (errors.Count == 0 && changed.Count < models.Count) errors = [.. Errors(compilation)];
            if (errors.Count == 0) return refused;
            var before = refused.Count;
            changed.Clear();
            foreach (var place in errors.GroupBy(error => Array.IndexOf(trees, error.Location.SourceTree)))
            {
                if (place.Key < 0) break;
                refused.UnionWith(place.SelectMany(error => Blamed(error, written[place.Key].Mutants)));
                changed.Add(place.Key);
            }

            if (refused.Count == before)
                throw new MutationException($"the changed code of {sources.Name} does not compile: {errors[0]}");
        }

        throw new MutationException($"the changed code of {sources.Name} does not compile after {MostRounds} rounds");
    }

    private static IEnumerable<Diagnostic> Errors(CSharpCompilation compilation) =>
        compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error);

    private static Diagnostic? FirstError(CSharpCompilation compilation) => Errors(compilation).FirstOrDefault();

    /// <summary>
    /// The fault whose choice holds the place of an error most closely; where none does, all of the member, as one of
    /// them changed what the rest of it means.
    /// </summary>
    private static IEnumerable<Mutant> Blamed(Diagnostic error, IReadOnlyList<Mutant> mutants)
    {
        if (error.Location.SourceTree is not { } tree) return [];
        var node = tree.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        if (node.AncestorsAndSelf().Select(NumberOf).FirstOrDefault(number => number is not null) is { } closest)
            return [mutants[closest]];
        var member = node.AncestorsAndSelf().FirstOrDefault(at => at is MemberDeclarationSyntax
            and not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax);
        return (member?.DescendantNodes() ?? []).Select(NumberOf).OfType<int>().Select(number => mutants[number]);
    }

    private static int? NumberOf(SyntaxNode node)
    {
        var condition = node switch
        {
            ConditionalExpressionSyntax choice => choice.Condition,
            IfStatementSyntax choice => choice.Condition,
            _ => null,
        };
        return condition is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax number }] } call
            && call.Expression.ToString() == FaultWriter.Switch + ".Is"
            ? (int)number.Token.Value!
            : null;
    }

    private static void Write(LibrarySources sources, string folder, string list)
    {
        var (recording, mutants, refused) = Mutate(sources);
        var code = recording.SyntaxTrees.Select(tree => (tree.FilePath, Text: tree.ToString()))
            .Where(file => file.FilePath != "ImplicitUsings.cs").ToList();
        var running = sources.Compilation(code.Select(file => (file.FilePath, SwitchCode.WithoutRecording(file.Text))));
        foreach (var (name, compilation) in new[] { ("runs", running), ("recording", recording) })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            var assembly = Path.Combine(folder, name, sources.Name + ".dll");
            using (var image = new MemoryStream())
            {
                var emitted = compilation.Emit(image);
                if (!emitted.Success)
                {
                    throw new MutationException($"the changed code of {sources.Name} does not compile: "
                        + emitted.Diagnostics.First(found => found.Severity == DiagnosticSeverity.Error));
                }

                AtomicFile.Write(assembly, image.ToArray());
            }

            AtomicFile.Write(ScriptOf(folder, name), Encoding.UTF8.GetBytes(sources.ScriptWith(assembly)));
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes(string.Join('\0', code.Select(file => file.Text)))))[..24];
        using var text = new StringWriter();
        Csv.Write(text, [hash, refused.ToString(CultureInfo.InvariantCulture)]);
        foreach (var mutant in mutants) Csv.Write(text, mutant.Fields);
        // Last, since it says that the rest is there.
        AtomicFile.Write(list, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string ScriptOf(string folder, string name) => Path.Combine(folder, name, "lemmata.csx");

    private static void Sweep(string cache, string kept)
    {
        foreach (var old in Directory.EnumerateDirectories(cache, "library.*").Where(each => each != kept)
            .OrderByDescending(Directory.GetLastWriteTimeUtc).Skip(2))
        {
            try
            {
                Directory.Delete(old, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody runs it; the next one that is made looks again.
            }
        }
    }
}
