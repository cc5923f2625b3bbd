namespace Lemmata.Session.Completion;

/// <summary>
/// A line of a cell that is not C#: a <c>#!</c> directive, or <c>#r</c> and <c>#load</c> with their path.
/// </summary>
internal sealed record Directive(string Line, int Start)
{
    private const int MostEntries = 200;

    private static readonly string[] Known =
    [
        "#!import",
        "#!time",
        "#!who",
        "#!whos",
        "#!value",
        "#!set",
        "#!share",
        "#!lsmagic",
        "#!about",
        "#!markdown",
        "#!html",
        "#!csharp",
        "#!mermaid",
        "#r",
        "#load",
    ];

    /// <summary>The directive on the line of <paramref name="position"/>, or null.</summary>
    public static Directive? At(string code, int position)
    {
        var start = position == 0 ? 0 : code.LastIndexOf('\n', position - 1) + 1;
        var end = code.IndexOf('\n', position);
        var line = code[start..(end < 0 ? code.Length : end)];
        return line.TrimStart().StartsWith('#') ? new Directive(line, start) : null;
    }

    /// <summary>The code with directive lines blanked out by spaces, so that offsets stay.</summary>
    public static string Blank(string code) =>
        string.Join(
            '\n',
            code.Split('\n')
                .Select(line =>
                    line.TrimStart().StartsWith("#!", StringComparison.Ordinal)
                    || line.TrimStart().StartsWith("#r", StringComparison.Ordinal)
                    || line.TrimStart().StartsWith("#load", StringComparison.Ordinal)
                        ? new string(' ', line.Length)
                        : line));

    /// <summary>Directive names, or files and folders for a path.</summary>
    public Proposals Complete(
        int position,
        string folder,
        Func<string, IReadOnlyList<(string Name, bool IsFolder)>> entries)
    {
        var typed = Line[..Math.Min(Line.Length, position - Start)];
        var space = typed.TrimStart().IndexOf(' ');
        if (space < 0)
        {
            var at = Start + typed.Length - typed.TrimStart().Length;
            return new Proposals(
                at,
                position,
                [
                    .. Known
                        .Where(name => name.StartsWith(typed.TrimStart(), StringComparison.Ordinal))
                        .Select(name => new Proposal(name, "keyword", "", "")),
                ]);
        }
        var path = typed[(typed.IndexOf(' ') + 1)..].TrimStart().TrimStart('"');
        var parent = path.LastIndexOf('/') is >= 0 and var slash ? path[..(slash + 1)] : "";
        var wanted = path[parent.Length..];
        var start = position - wanted.Length;
        var items = entries(Path.Combine(folder, parent))
            .Where(entry => entry.Name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            .Where(entry => entry.IsFolder || Path.GetExtension(entry.Name) is ".csx" or ".cs" or ".ipynb" or ".dib" or ".dll")
            .OrderBy(entry => entry.Name, StringComparer.Ordinal).Take(MostEntries)
            .Select(entry => new Proposal(entry.IsFolder ? entry.Name + "/" : entry.Name, "path", "", ""));
        return new Proposals(start, position, [.. items]);
    }
}
