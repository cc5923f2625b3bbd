using System.Globalization;

namespace Lemmata.Export.Reading;

/// <summary>What came of small faults that were put into the library under a notebook.</summary>
/// <param name="Slug">The notebook.</param>
/// <param name="Tried">How many were tried.</param>
/// <param name="ByClaim">Noticed by a claim.</param>
/// <param name="Ended">The notebook did not run to its end with it.</param>
/// <param name="ByOutputs">Noticed by a stored output alone.</param>
/// <param name="ByNothing">Noticed by nothing.</param>
/// <param name="Harmless">The notebook is as right with it as without, by a reviewed argument.</param>
internal sealed record FaultScore(
    string Slug, int Tried, int ByClaim, int Ended, int ByOutputs, int ByNothing, int Harmless)
{
    private static readonly string[] Columns =
        ["notebook", "sample", "claim", "error", "timeout", "outputs", "survived", "equivalent"];

    /// <summary>
    /// How many the score is about: those with which the notebook could have come out wrong in silence. An error and a run
    /// without end mislead nobody.
    /// </summary>
    public int Quiet => ByClaim + ByOutputs + ByNothing;

    /// <summary>The part of them that a claim noticed; 1 where there are none.</summary>
    public double Part => Quiet == 0 ? 1 : (double)ByClaim / Quiet;

    /// <summary>The part as tables show it.</summary>
    public string Score =>
        Quiet == 0 ? "–" : (100.0 * ByClaim / Quiet).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>The table of a collection, by the folder of its claim registers.</summary>
    public static string TableBeside(string registers) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(registers)) ?? "", "mutants", "summary.csv");

    /// <summary>The recorded scores by slug; none where there is no table, or one of other columns.</summary>
    /// <param name="registers">The folder of the claim registers, beside which the table lies; null where there is none.</param>
    public static IReadOnlyDictionary<string, FaultScore> Read(string? registers)
    {
        var scores = new Dictionary<string, FaultScore>(StringComparer.Ordinal);
        if (registers is null) return scores;
        var table = TableBeside(registers);
        if (!File.Exists(table)) return scores;
        var lines = File.ReadAllLines(table);
        if (lines.Length == 0) return scores;
        var places = Columns.Select(name => Array.IndexOf(lines[0].Split(','), name)).ToList();
        if (places.Contains(-1)) return scores;
        foreach (var fields in lines.Skip(1).Select(line => line.Split(',')).Where(fields => fields.Length > places.Max()))
        {
            var numbers = places.Skip(1).Select(at => int.TryParse(fields[at], CultureInfo.InvariantCulture, out var n) ? n : -1)
                .ToList();
            if (numbers.Contains(-1)) continue;
            scores[fields[places[0]]] = new FaultScore(
                fields[places[0]], numbers[0], numbers[1], numbers[2] + numbers[3], numbers[4], numbers[5], numbers[6]);
        }

        return scores;
    }
}
