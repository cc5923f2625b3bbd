using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Lemmata.Session.Compilation;

/// <summary>
/// The pieces of a session: compiles each on top of the last one that ran, and runs it. It does what the compiler's
/// scripting package does with half the work a piece: no threads for a few lines, and errors are gathered once.
/// </summary>
internal sealed class SubmissionChain
{
    private readonly ISessionHost host;
    private readonly SubmissionAssemblies assemblies;
    private readonly Dictionary<int, Func<object?[], Task<object?>>> factories = [];
    private MissingAssemblies? missing;
    private object?[] slots = [];
    private int number;

    /// <summary>A chain without pieces.</summary>
    public SubmissionChain(ISessionHost host)
    {
        this.host = host;
        assemblies = new SubmissionAssemblies(host);
    }

    private static EmitOptions Emission => new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    /// <summary>The last piece that ran; null before the first.</summary>
    public Submission? Last { get; private set; }

    /// <summary>
    /// Whether pieces are compiled for another process: each keeps its image and is never loaded here.
    /// </summary>
    public bool KeepsImages { get; init; }

    /// <summary>Compiles a piece.</summary>
    /// <param name="code">The reader's text, as <see cref="Submission.Code"/> tells it.</param>
    /// <param name="woven">The text to compile; its lines are those of <paramref name="code"/>.</param>
    /// <param name="label">The file name that debug information gives it.</param>
    /// <param name="references">Assemblies that it adds to those of the pieces before.</param>
    /// <param name="opened">Namespaces and static classes that it opens, and that stay open.</param>
    /// <param name="token">Ends the compilation.</param>
    /// <param name="diagnostics">What the compiler says.</param>
    /// <returns>The piece, or null where it does not compile.</returns>
    public Submission? Compile(
        string code, string woven, string label, IReadOnlyList<MetadataReference> references,
        ImmutableArray<string> opened, CancellationToken token, out ImmutableArray<Diagnostic> diagnostics) =>
        CompileOn(
            Last, code, Create(Last, NextName(), woven, label, references, opened, token), opened, token, out diagnostics);

    /// <summary>Compiles code on top of a piece that is running or ran; the chain stays as it is.</summary>
    public Submission? CompileOn(
        Submission piece, string code, CancellationToken token, out ImmutableArray<Diagnostic> diagnostics) =>
        CompileOn(piece, code, Create(piece, NextName(), code, "watch", [], [], token), [], token, out diagnostics);

    /// <summary>A piece before it is emitted, as <see cref="Compile"/> would make it: what the compiler knows of it.</summary>
    public CSharpCompilation Create(
        string code, string label, IReadOnlyList<MetadataReference> references, ImmutableArray<string> opened,
        CancellationToken token) => Create(Last, NextName(), code, label, references, opened, token);

    /// <summary>
    /// Compiles another text for a piece that is there already: under its name and on the same pieces, so that those
    /// behind it fit both as long as both declare the same.
    /// </summary>
    /// <param name="piece">A piece that needed no references of its own.</param>
    /// <param name="code">The other text.</param>
    /// <param name="woven">What to compile for it.</param>
    /// <param name="label">The file name that debug information gives it.</param>
    /// <returns>The image and its symbols; null where the text does not compile.</returns>
    public PreparedPiece? CompileInPlaceOf(Submission piece, string code, string woven, string label)
    {
        var name = piece.Compilation.AssemblyName!;
        var compilation = Create(piece.Previous, name, woven, label, [], [], default);
        return CompileOn(piece.Previous, code, compilation, [], default, out _)?.Prepared;
    }

    /// <summary>
    /// The next piece as another process compiled it. All such pieces share their slots, so that one which runs again
    /// puts its new variables in the place of the old ones.
    /// </summary>
    /// <param name="code">The reader's text.</param>
    /// <param name="piece">What the other process made of it.</param>
    /// <param name="index">Its number among all pieces, from 0.</param>
    /// <param name="count">Number of pieces there are in all.</param>
    public Submission Take(string code, PreparedPiece piece, int index, int count)
    {
        if (slots.Length == 0) slots = new object?[count + 1];
        if (!factories.TryGetValue(index, out var factory) && piece.Image is { } image)
        {
            factories[index] = factory = FactoryOf(
                new MemoryStream(image), piece.Symbols is { } symbols ? new MemoryStream(symbols) : null, null);
        }

        return new Submission { Code = code, Imports = [], Previous = Last, Factory = factory, Instances = slots };
    }

    private string NextName() => $"Submission#{Interlocked.Increment(ref number)}";

    private CSharpCompilation Create(
        Submission? previous, string name, string code, string label, IReadOnlyList<MetadataReference> references,
        ImmutableArray<string> opened, CancellationToken token)
    {
        var tree = CSharpSyntaxTree.ParseText(
            SourceText.From(code, Encoding.UTF8),
            ScriptReferences.ParseOptions,
            label,
            token);
        return CSharpCompilation.CreateScriptCompilation(
            name, tree, previous is null ? host.Framework.AddRange(references) : references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                scriptClassName: name,
                usings: Imports(previous, opened),
                allowUnsafe: true,
                optimizationLevel: OptimizationLevel.Release,
                concurrentBuild: false,
                metadataReferenceResolver: missing ??= new MissingAssemblies(host),
                assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default),
            previous?.Compilation,
            typeof(object));
    }

    private static ImmutableArray<string> Imports(Submission? previous, ImmutableArray<string> opened) => previous is null
        ? ScriptReferences.Usings.Add(ScriptReferences.Functions).AddRange(opened)
        : opened;

    private Submission? CompileOn(
        Submission? previous, string code, CSharpCompilation compilation, ImmutableArray<string> opened,
        CancellationToken token, out ImmutableArray<Diagnostic> diagnostics)
    {
        var runs = compilation.SyntaxTrees[0].GetCompilationUnitRoot(token).Members.Count > 0;
        Func<object?[], Task<object?>>? factory = null;
        PreparedPiece? prepared = null;
        if (!runs) diagnostics = compilation.GetDiagnostics(token);
        else if (KeepsImages) prepared = Image(compilation, token, out diagnostics);
        else factory = Emit(compilation, compilation.Options.ScriptClassName!, token, out diagnostics);
        if (diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error)) return null;
        var instances = previous?.Instances ?? [null];
        return new Submission
        {
            Code = code, Compilation = compilation, Imports = Imports(previous, opened), Previous = previous,
            Factory = factory, Prepared = prepared ?? PreparedPiece.Nothing,
            Instances = runs ? [.. instances, null] : instances,
        };
    }

    /// <summary>Makes a piece that ran the last one; what it set before an exception stays.</summary>
    public void Keep(Submission submission)
    {
        // A cell that was left behind ends some time later; the session has gone on without it by then.
        if (ReferenceEquals(Last, submission.Previous)) Last = submission;
    }

    private Func<object?[], Task<object?>>? Emit(
        CSharpCompilation compilation, string name, CancellationToken token, out ImmutableArray<Diagnostic> diagnostics)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(image, symbols, options: Emission, cancellationToken: token);
        diagnostics = result.Diagnostics;
        if (!result.Success) return null;
        image.Position = symbols.Position = 0;
        return FactoryOf(image, symbols, name);
    }

    // A piece of another process has the name that its assembly has.
    private Func<object?[], Task<object?>> FactoryOf(MemoryStream image, MemoryStream? symbols, string? name)
    {
        var assembly = assemblies.LoadFromStream(image, symbols);
        return assembly.GetType(name ?? assembly.GetName().Name!, throwOnError: true)!
            .GetMethod("<Factory>", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
    }

    private static PreparedPiece? Image(
        CSharpCompilation compilation, CancellationToken token, out ImmutableArray<Diagnostic> diagnostics)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(image, symbols, options: Emission, cancellationToken: token);
        diagnostics = result.Diagnostics;
        return result.Success ? new PreparedPiece(image.ToArray(), symbols.ToArray()) : null;
    }
}
