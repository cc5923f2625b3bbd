using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Lemmata.Session.Messages;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Running;

/// <summary>
/// A notebook whose cells are compiled once for many runs, each in a process of its own that loads no compiler. Only the
/// parameters cell is compiled again for other values, in the place of the first one.
/// </summary>
internal sealed class PreparedNotebook : IDisposable
{
    private readonly CellSession session;
    private readonly PreparedCells cells;
    private readonly Lock gate = new();
    private string parameters = "";
    private string label = "";
    private int index = -1;
    private Submission? piece;

    private PreparedNotebook(CellSession session, PreparedCells cells) => (this.session, this.cells) = (session, cells);

    /// <summary>Compiles a notebook; nothing of it runs.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="folder">The folder that its cells run in.</param>
    /// <returns>
    /// The notebook, or null and the reason why each run has to compile its cells for itself.
    /// </returns>
    public static async Task<(PreparedNotebook? Prepared, string? Reason)> CompileAsync(Notebook notebook, string folder)
    {
        var tagged = Parameters.CellOf(notebook);
        if (tagged is not null && !Parameters.AreVariables(tagged))
            return (null, "its parameters cell holds a constant or a type without a name");
        var recording = new PreparedCells();
        var session = new CellSession(
            new FileHost(), new SessionOptions { Folder = folder, AllowPackages = true, Recording = recording });
        var prepared = new PreparedNotebook(session, recording);
        foreach (var (number, cell) in notebook.CodeCells.Index())
        {
            if (OtherLanguages.LeavesOut(cell, notebook)) continue;
            var before = recording.Count;
            var name = $"cell {number + 1}";
            var outcome = await session
                .ExecuteAsync(OtherLanguages.Code(cell, notebook), SilentSink.Instance, label: name).ConfigureAwait(false);
            if (outcome.Error is { } error)
            {
                prepared.Dispose();
                return (null, $"{name}: {error.Message}");
            }

            if (!ReferenceEquals(cell, tagged)) continue;
            if (recording.Count != before + 1 || cell.Source.Contains('#', StringComparison.Ordinal))
            {
                prepared.Dispose();
                return (null, "its parameters cell holds directives");
            }

            (prepared.index, prepared.piece, prepared.label) = (before, session.Last, name);
            prepared.parameters = cell.Source.ReplaceLineEndings("\n");
        }

        return (prepared, null);
    }

    /// <summary>
    /// What in the cells reaches the process as a whole, so that each run needs one of its own; null where nothing does.
    /// </summary>
    public string? ProcessWideUse() => Enumerable.Range(0, cells.Count)
        .Select(at => cells[at].Piece.Image is { } image ? Reusing.ProcessWideUse.FirstIn(image) : null)
        .FirstOrDefault(use => use is not null);

    /// <summary>Writes the cells with the parameters that a notebook has now.</summary>
    /// <returns>False where they do not compile; the run itself will say why.</returns>
    public bool TryWrite(Notebook notebook, string file)
    {
        lock (gate)
        {
            if (Parameters.CellOf(notebook)?.Source.ReplaceLineEndings("\n") is { } code && code != parameters)
            {
                if (session.CompileInPlaceOf(piece!, code, label) is not { } compiled) return false;
                cells.Replace(index, code, compiled);
                cells.Add(code, [new CellSegment(SegmentKind.Code, "", code, 1)]);
                parameters = code;
            }

            using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
            cells.Write(stream);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();
}
