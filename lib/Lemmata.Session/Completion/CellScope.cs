using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Microsoft.CodeAnalysis;

namespace Lemmata.Session.Completion;

/// <summary>A piece of code that will have run before the cell being typed.</summary>
/// <param name="Code">Its C#, without directives.</param>
/// <param name="References">The assemblies that it and the pieces before it name.</param>
internal sealed record ScopePiece(string Code, IReadOnlyList<MetadataReference> References);

/// <summary>
/// What the cell being typed will see when it runs: the cells above that have not run yet, and what its own directives
/// bring. Nothing of it is run.
/// </summary>
internal sealed class CellScope
{
    private readonly ISessionHost host;
    private readonly List<ScopePiece> pieces = [];
    private readonly List<MetadataReference> references = [];
    private readonly HashSet<string> importing = new(StringComparer.Ordinal);

    private CellScope(ISessionHost host) => this.host = host;

    /// <summary>The pieces in the order in which they will run.</summary>
    public IReadOnlyList<ScopePiece> Pieces => pieces;

    /// <summary>The assemblies that the pieces and the cell itself name.</summary>
    public IReadOnlyList<MetadataReference> References => references;

    /// <summary>
    /// Whether all of it could be read. Where not, as with a package that has yet to be loaded, a name that is not
    /// found may well be there when the cell runs.
    /// </summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Reads what a cell will see.</summary>
    public static CellScope Of(TypedCell cell, ISessionHost host)
    {
        var scope = new CellScope(host);
        foreach (var above in cell.Above) scope.Add(CellText.Split(above), cell.Folder);
        scope.Add(CellText.Split(cell.Code).Where(segment => segment.Kind != SegmentKind.Code), cell.Folder);
        return scope;
    }

    private void Add(IEnumerable<CellSegment> segments, string folder)
    {
        foreach (var segment in segments)
        {
            switch (segment.Kind)
            {
                case SegmentKind.Code:
                    pieces.Add(new ScopePiece(segment.Text, [.. references]));
                    break;
                case SegmentKind.Reference:
                    Reference(segment.Text, folder);
                    break;
                case SegmentKind.Load:
                case SegmentKind.Directive when segment.Name == "import":
                    Import(segment.Text.Trim().Trim('"'), folder);
                    break;
                case SegmentKind.Directive when segment.Name is "set" or "share":
                    IsWhole = false; // They declare variables whose types only a run knows.
                    break;
            }
        }
    }

    private void Reference(string named, string folder)
    {
        try
        {
            if (named.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)) IsWhole = false;
            else references.Add(host.Reference(Path.GetFullPath(named.Trim(), folder)));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or ArgumentException)
        {
            IsWhole = false;
        }
    }

    private void Import(string named, string folder)
    {
        try
        {
            var path = Path.GetFullPath(named, folder);
            if (!importing.Add(path)) return;
            foreach (var code in host.Code(path)) Add(CellText.Split(code), Path.GetDirectoryName(path)!);
            importing.Remove(path);
        }
        catch (Exception missing)
            when (missing is IOException or UnauthorizedAccessException or ArgumentException or NotebookFormatException)
        {
            IsWhole = false;
        }
    }
}
