using System.Text;
using Lemmata.Session.Compilation;

namespace Lemmata.Session.Cells;

/// <summary>
/// The cells of a notebook as one process compiled them, so that others run them without a compiler: the pieces in the
/// order in which a session comes to them, and what each cell's text was split into.
/// </summary>
internal sealed class PreparedCells
{
    private readonly List<(string Code, PreparedPiece Piece)> pieces = [];
    private readonly Dictionary<string, IReadOnlyList<CellSegment>> segments = new(StringComparer.Ordinal);
    private int next;

    /// <summary>Number of pieces.</summary>
    public int Count => pieces.Count;

    /// <summary>Number of the piece that comes next.</summary>
    public int Next => next;

    /// <summary>Adds the next piece.</summary>
    public void Add(string code, PreparedPiece piece) => pieces.Add((code, piece));

    /// <summary>Keeps how a text is split.</summary>
    public void Add(string text, IReadOnlyList<CellSegment> split) => segments[text] = split;

    /// <summary>Puts another piece in the place of one.</summary>
    public void Replace(int index, string code, PreparedPiece piece) => pieces[index] = (code, piece);

    /// <summary>How a text is split; null where it was not prepared.</summary>
    public IReadOnlyList<CellSegment>? SegmentsOf(string text) => segments.GetValueOrDefault(text);

    /// <summary>Takes the piece that comes next.</summary>
    /// <exception cref="InvalidOperationException">The session came to another piece than the one prepared.</exception>
    public PreparedPiece Take(string code) => next < pieces.Count && pieces[next].Code == code
        ? pieces[next++].Piece
        : throw new InvalidOperationException(
            $"piece {next + 1} of {pieces.Count} that was compiled is not the one to run; compile the notebook again");

    /// <summary>The piece at a number, with its code.</summary>
    public (string Code, PreparedPiece Piece) this[int index] => pieces[index];

    /// <summary>The piece with a number comes next.</summary>
    public void GoTo(int piece) => next = piece;

    /// <summary>Writes everything.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(pieces.Count);
        foreach (var (code, piece) in pieces) Write(writer, code, piece);
        writer.Write(segments.Count);
        foreach (var (text, split) in segments) Write(writer, text, split);
    }

    /// <summary>Reads what <see cref="Write(Stream)"/> wrote.</summary>
    public static PreparedCells Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var cells = new PreparedCells();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var code = reader.ReadString();
            var image = Bytes(reader);
            cells.pieces.Add((code, new PreparedPiece(image, Bytes(reader))));
        }

        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var text = reader.ReadString();
            var split = new CellSegment[reader.ReadInt32()];
            for (var i = 0; i < split.Length; i++)
            {
                split[i] = new CellSegment(
                    (SegmentKind)reader.ReadInt32(), reader.ReadString(), reader.ReadString(), reader.ReadInt32())
                {
                    Body = reader.ReadString(),
                };
            }

            cells.segments[text] = split;
        }

        return cells;
    }

    private static void Write(BinaryWriter writer, string code, PreparedPiece piece)
    {
        writer.Write(code);
        foreach (var bytes in new[] { piece.Image, piece.Symbols })
        {
            writer.Write(bytes?.Length ?? -1);
            if (bytes is not null) writer.Write(bytes);
        }
    }

    private static void Write(BinaryWriter writer, string text, IReadOnlyList<CellSegment> split)
    {
        writer.Write(text);
        writer.Write(split.Count);
        foreach (var segment in split)
        {
            writer.Write((int)segment.Kind);
            writer.Write(segment.Name);
            writer.Write(segment.Text);
            writer.Write(segment.Line);
            writer.Write(segment.Body);
        }
    }

    private static byte[]? Bytes(BinaryReader reader) =>
        reader.ReadInt32() is >= 0 and var length ? reader.ReadBytes(length) : null;
}
