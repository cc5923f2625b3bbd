namespace Lemmata.Tool.Kernel;

/// <summary>
/// Cursor positions of front ends: code points by the protocol, UTF-16 units from VS Code; they differ after an emoji.
/// </summary>
internal readonly struct CursorOffset
{
    private readonly string code;
    private readonly bool codePoints;

    /// <summary>Interprets a position in <paramref name="code"/>.</summary>
    /// <remarks>Where the two readings differ, the protocol's wins, unless it lies outside of the code or does not
    /// follow a
    /// name or a dot while the other reading does.</remarks>
    public CursorOffset(string code, int position)
    {
        this.code = code;
        var asUnits = Math.Clamp(position, 0, code.Length);
        var asPoints = FromCodePoints(code, position);
        codePoints = asPoints is { } units && (units == asUnits || Typing(code, units) || !Typing(code, asUnits));
        Utf16 = codePoints ? asPoints!.Value : asUnits;
    }

    /// <summary>The position as an index into the string.</summary>
    public int Utf16 { get; }

    /// <summary>An index into the string in the front end's own units.</summary>
    public int ToFrontEnd(int utf16)
    {
        if (!codePoints) return utf16;
        var points = 0;
        for (var i = 0; i < utf16; i++)
            if (!char.IsLowSurrogate(code[i])) points++;
        return points;
    }

    private static bool Typing(string code, int position) =>
        position > 0 && (char.IsLetterOrDigit(code[position - 1]) || code[position - 1] is '_' or '.');

    private static int? FromCodePoints(string code, int position)
    {
        var units = 0;
        for (var points = 0; points < position; points++)
        {
            if (units >= code.Length) return null;
            units += char.IsSurrogatePair(code, units) ? 2 : 1;
        }
        return units;
    }
}
