using System.Globalization;
using System.Text.RegularExpressions;

namespace Lemmata.Tool.Mutants.Making;

/// <summary>A small fault in the library, described so that the description outlives changes elsewhere in its file.</summary>
/// <param name="File">The source file, from the repository's folder <c>lib</c>, with <c>/</c>.</param>
/// <param name="Member">The member with its types, such as <c>Huffman.Lengths(double[])</c>.</param>
/// <param name="Kind">What was done: operator, boundary, constant, dropped, swapped or sign.</param>
/// <param name="Original">The code as it stands there.</param>
/// <param name="Mutated">The code in its place.</param>
/// <param name="Occurrence">Which of the same description within the member, from 1.</param>
internal sealed partial record Mutant(
    string File, string Member, string Kind, string Original, string Mutated, int Occurrence)
{
    private const int Shown = 100;

    /// <summary>The columns of a description, in the order of <see cref="Fields"/>.</summary>
    public static readonly string[] Columns = ["file", "member", "kind", "original", "mutated", "occurrence"];

    /// <summary>The description as the fields of a table's line.</summary>
    public IReadOnlyList<string> Fields =>
        [File, Member, Kind, Original, Mutated, Occurrence.ToString(CultureInfo.InvariantCulture)];

    /// <summary>Reads a description.</summary>
    /// <param name="fields">At least as many fields as there are <see cref="Columns"/>.</param>
    /// <returns>The description; null where the last field is no number from 1.</returns>
    public static Mutant? Read(IReadOnlyList<string> fields) =>
        int.TryParse(fields[5], NumberStyles.None, CultureInfo.InvariantCulture, out var occurrence) && occurrence > 0
            ? new Mutant(fields[0], fields[1], fields[2], fields[3], fields[4], occurrence)
            : null;

    /// <summary>Code on one line, cut where it is long.</summary>
    public static string OneLine(string code)
    {
        var line = Blank().Replace(code, " ").Trim();
        return line.Length <= Shown ? line : line[..(Shown - 1)] + "…";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{File}, {Member}: {Original} → {Mutated}"
        + (Occurrence > 1 ? $" (the {Occurrence.ToString(CultureInfo.InvariantCulture)}. there)" : "");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
