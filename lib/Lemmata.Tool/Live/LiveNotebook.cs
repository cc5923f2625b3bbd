using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using Lemmata.Export.Live;
using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Lemmata.Session.Dependencies;
using Lemmata.Session.Messages;
using Lemmata.Tool.Hosting;
using Lemmata.Tool.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Tool.Live;

/// <summary>
/// Compiles the cells of a notebook for its page: the pieces, the assemblies and data files that they use, which cell
/// takes what from which, and the parameters.
/// </summary>
internal sealed class LiveNotebook
{
    private const string DataFolder = "data";

    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly Dictionary<string, bool> loadable = [];
    private readonly string folder, root;
    private readonly FileHost host = new();
    private readonly PreparedCells recording = new();
    private readonly List<(int Cell, Submission Piece)> pieces = [];

    private LiveNotebook(string folder, string root) => (this.folder, this.root) = (folder, root);

    /// <summary>Compiles a notebook; nothing of it runs.</summary>
    /// <param name="notebook">The notebook with the outputs that its page shows.</param>
    /// <param name="folder">The folder that its cells run in.</param>
    /// <param name="root">The collection's folder.</param>
    /// <returns>What the page needs, or null and the reason why it cannot compute; and what some cells lack.</returns>
    public static async Task<(LiveContent? Content, string? Reason, IReadOnlyList<string> Notes)> CompileAsync(
        Notebook notebook, string folder, string root)
    {
        try
        {
            return await new LiveNotebook(folder, root).CompileAsync(notebook).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return (null, problem.Message, []);
        }
    }

    private async Task<(LiveContent? Content, string? Reason, IReadOnlyList<string> Notes)> CompileAsync(Notebook notebook)
    {
        using var session = new CellSession(
            host, new SessionOptions { Folder = folder, AllowPackages = true, Recording = recording });
        var flat = new PreparedCells();
        var tagged = Parameters.CellOf(notebook);
        JsonArray controls = [];
        var starts = new List<int?>();
        var imports = new List<bool>();
        var setter = -1;
        var code = notebook.CodeCells.ToList();
        foreach (var (number, cell) in code.Index())
        {
            starts.Add(null);
            imports.Add(false);
            if (OtherLanguages.LeavesOut(cell, notebook)) continue;
            var text = OtherLanguages.Code(cell, notebook);
            if (ReferenceEquals(cell, tagged)) (text, setter) = (LiveParameters.Weave(text, out controls), number);
            var (first, before) = (recording.Count, session.Last);
            var outcome = await session.ExecuteAsync(text, SilentSink.Instance, label: $"cell {number + 1}").ConfigureAwait(false);
            if (outcome.Error is { } error) return (null, $"cell {number + 1}: {error.Message}", []);
            starts[^1] = first;
            imports[^1] = (recording.SegmentsOf(text) ?? []).Any(segment => segment.Kind != SegmentKind.Code);
            foreach (var piece in Behind(before, session.Last)) pieces.Add((number, piece));
            flat.Add($"cell {number + 1}", Flatten(text, first));
        }

        for (var i = 0; i < recording.Count; i++) flat.Add(recording[i].Code, recording[i].Piece);
        var uses = CellDependencies.Of(pieces, code.Count);
        var kept = Kept(uses);
        var data = new JsonObject
        {
            ["count"] = code.Count,
            ["setter"] = setter,
            ["parameters"] = controls,
            ["kept"] = new JsonArray([.. kept.Order().Select(number => (JsonNode)number)]),
            ["cells"] = new JsonArray([.. code.Select((cell, number) => starts[number] is { } piece && !kept.Contains(number)
                ? (JsonNode)Described(cell, number, piece, imports[number], uses[number]) : null)]),
        };
        using var stream = new MemoryStream();
        flat.Write(stream);
        var notes = uses.Select((use, number) => (use, number)).Where(found => found.use.Absent.Count > 0)
            .Select(found => $"cell {found.number + 1} uses {string.Join(" and ", found.use.Absent)}, which a browser "
                + "does not give it; on the page it says so when it runs").ToList();
        if (kept.Count > 0)
        {
            notes.Add($"cells {string.Join(", ", kept.Order().Select(number => number + 1))} use assemblies of the older "
                + ".NET Standard, which the page's runtime does not load; on the page they stay as stored");
        }

        return (new LiveContent(data, new LivePack([("cells", stream.ToArray()), .. DataFiles()]), Libraries()), null, notes);
    }

    /// <summary>
    /// Cells that stay as stored: those that use what the runner cannot load, and those that use what such a cell makes.
    /// </summary>
    private HashSet<int> Kept(IReadOnlyList<CellUse> uses)
    {
        // What one piece refers to is there for all that follow, which do not name it again.
        var absent = ReferencedFiles().Where(path => !CanLoad(path))
            .Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal);
        var kept = pieces.Where(piece => Needs(piece.Piece, absent)).Select(piece => piece.Cell).ToHashSet();
        for (var before = -1; before != kept.Count;)
        {
            before = kept.Count;
            kept.UnionWith(uses.Index().Where(use => use.Item.Uses.Any(name => kept.Contains(name.Cell)))
                .Select(use => use.Index).ToList());
        }

        return kept;
    }

    private static bool Needs(Submission piece, HashSet<string> assemblies)
    {
        if (piece.Prepared.Image is not { } image) return false;
        using var file = new PEReader(new MemoryStream(image));
        return Names(file).Any(assemblies.Contains);
    }

    private static IEnumerable<string> Names(PEReader file)
    {
        var metadata = file.GetMetadataReader();
        return metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));
    }

    /// <summary>
    /// False for assemblies built for .NET Standard, whose facade would keep the whole framework in the runner, and for
    /// what rests on them.
    /// </summary>
    private bool CanLoad(string path)
    {
        if (loadable.TryGetValue(path, out var known)) return known;
        loadable[path] = true;
        return loadable[path] = References(path).All(reference => reference.Name != "netstandard"
            && (reference.Beside is null || CanLoad(reference.Beside)));
    }

    /// <summary>What an assembly refers to, with the files that lie beside it and are no part of the framework.</summary>
    private static List<(string Name, string? Beside)> References(string path)
    {
        if (Path.GetDirectoryName(path) == Framework) return [];
        using var file = new PEReader(File.OpenRead(path));
        return [.. Names(file).Select(name =>
        {
            var beside = Path.Combine(Path.GetDirectoryName(path)!, name + ".dll");
            return (name, File.Exists(beside) && !File.Exists(Path.Combine(Framework, name + ".dll")) ? beside : null);
        })];
    }

    private static JsonObject Described(NotebookCell cell, int number, int piece, bool opens, CellUse use) => new()
    {
        ["cell"] = number,
        ["piece"] = piece,
        ["opens"] = opens,
        ["uses"] = Names(use.Uses),
        ["changes"] = Names(use.Changes),
        ["marks"] = OutputDigest.Of(cell.Outputs),
        ["checks"] = new JsonArray([.. cell.Outputs
            .Select(output => output.At("data", MimeTypes.Check)).OfType<JsonObject>()
            .Select(check => check.DeepClone())]),
    };

    private static JsonArray Names(IEnumerable<CellName> names) => [.. names
        .OrderBy(name => name.Cell).ThenBy(name => name.Name, StringComparer.Ordinal)
        .Select(name => (JsonNode)new JsonArray(name.Cell, name.Name))];

    private static IEnumerable<Submission> Behind(Submission? before, Submission? last)
    {
        var behind = new Stack<Submission>();
        for (var at = last; at is not null && !ReferenceEquals(at, before); at = at.Previous) behind.Push(at);
        return behind;
    }

    /// <summary>
    /// What a cell consists of, with the scripts that it imports in their places and without references: on a page the
    /// assemblies are there already, and no folder of this machine is named.
    /// </summary>
    private List<CellSegment> Flatten(string text, int first)
    {
        var segments = new List<CellSegment>();
        Flatten(text, folder, segments);
        // References without code behind them are a piece of their own.
        for (var known = segments.Count(segment => segment.Kind == SegmentKind.Code); known < recording.Count - first; known++)
            segments.Add(new CellSegment(SegmentKind.Code, "", recording[first + known].Code, 1));
        return segments;
    }

    private void Flatten(string text, string from, List<CellSegment> segments)
    {
        foreach (var segment in recording.SegmentsOf(text) ?? [])
        {
            if (segment.Kind is SegmentKind.Reference or SegmentKind.Source) continue;
            if (segment.Kind != SegmentKind.Load && segment is not { Kind: SegmentKind.Directive, Name: "import" })
            {
                segments.Add(segment);
                continue;
            }

            var path = Path.GetFullPath(segment.Text.Trim().Trim('"'), from);
            foreach (var piece in host.Code(path)) Flatten(piece, Path.GetDirectoryName(path)!, segments);
        }
    }

    private IEnumerable<string> ReferencedFiles() => pieces.SelectMany(piece => piece.Piece.Compilation.References)
        .OfType<PortableExecutableReference>().Select(reference => reference.FilePath).OfType<string>();

    private List<LivePack> Libraries()
    {
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var next = new Stack<string>(ReferencedFiles().Where(path => Path.GetDirectoryName(path) != Framework
            && path != typeof(CellSession).Assembly.Location && CanLoad(path)));
        while (next.TryPop(out var path))
        {
            if (!known.TryAdd(Path.GetFileNameWithoutExtension(path), path)) continue;
            foreach (var (_, beside) in References(path))
            {
                if (beside is not null) next.Push(beside);
            }
        }

        return [.. known.Select(library => new LivePack([("lib/" + library.Key, File.ReadAllBytes(library.Value))]))];
    }

    // Files of the collection's data folder that a cell names as they lie there, and registers by their slug.
    private IEnumerable<(string Name, byte[] Content)> DataFiles()
    {
        var names = pieces.SelectMany(piece => piece.Piece.Compilation.SyntaxTrees[0].GetRoot().DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.StringLiteralToken)).Select(token => token.ValueText).Distinct()
            .SelectMany(text => new[] { text, $"claims/{text}.json" })
            .Where(name => name.Length is > 0 and < 200 && name.Split('/').All(IsPlain)
                && Path.GetExtension(name) is ".json" or ".csv" or ".tsv" or ".txt");
        return names.Order(StringComparer.Ordinal)
            .Select(name => (Name: $"{DataFolder}/{name}", Path: Path.Combine([root, DataFolder, .. name.Split('/')])))
            .Where(file => new FileInfo(file.Path) is { Exists: true, LinkTarget: null })
            .Select(file => (file.Name, File.ReadAllBytes(file.Path)));
    }

    private static bool IsPlain(string part) => part.Length > 0 && part[0] != '.'
        && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
