using System.Globalization;
using System.Text;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;
using Lemmata.Tool.Mutants.Running;
using Lemmata.Tool.Reading;

namespace Lemmata.Tool.Mutants.Records;

/// <summary>The trials of one notebook, in numbers.</summary>
/// <param name="Notebook">The notebook's slug.</param>
/// <param name="Inputs">What the trials are about: the notebook's code, its register, the files that hold the faults.</param>
/// <param name="Seed">The seed of the sample.</param>
/// <param name="Reached">How many faults the notebook's run comes to.</param>
/// <param name="Counts">How many of the sample came to each outcome, in the order of <see cref="TrialOutcome"/>.</param>
internal sealed record TrialSummary(string Notebook, string Inputs, ulong Seed, int Reached, IReadOnlyList<int> Counts)
{
    private static readonly string[] Outcomes =
        [.. Enum.GetNames<TrialOutcome>().Select(name => name.ToLowerInvariant())];

    /// <summary>The columns of the table of summaries.</summary>
    public static readonly string[] Columns = ["notebook", "inputs", "seed", "reached", "sample", .. Outcomes];

    /// <summary>The summary of some trials.</summary>
    public static TrialSummary Of(string slug, string inputs, ulong seed, int reached, IReadOnlyList<Trial> trials) => new(
        slug, inputs, seed, reached,
        [.. Enum.GetValues<TrialOutcome>().Select(outcome => trials.Count(trial => trial.Outcome == outcome))]);

    /// <summary>How many came to an outcome.</summary>
    public int Of(TrialOutcome outcome) => Counts[(int)outcome];

    /// <summary>How many of the sample can be noticed at all.</summary>
    public int Judged => Counts.Sum() - Of(TrialOutcome.Equivalent);

    /// <summary>The summary as a table's line.</summary>
    public IReadOnlyList<string> Fields =>
    [
        Notebook, Inputs, Seed.ToString(CultureInfo.InvariantCulture), Whole(Reached), Whole(Counts.Sum()),
        .. Counts.Select(Whole),
    ];

    /// <summary>What the ledger shows of it.</summary>
    public FaultScore Faults => new(
        Notebook, Counts.Sum(), Of(TrialOutcome.Claim), Of(TrialOutcome.Error) + Of(TrialOutcome.Timeout),
        Of(TrialOutcome.Outputs), Of(TrialOutcome.Survived), Of(TrialOutcome.Equivalent));

    /// <summary>
    /// The part, of those faults with which the notebook could have come out wrong in silence, that a claim noticed.
    /// </summary>
    public double Score => Faults.Part;

    /// <summary>How many faults the score is about.</summary>
    public int Quiet => Faults.Quiet;

    /// <summary>Reads a line; null where it is none.</summary>
    public static TrialSummary? Read(IReadOnlyList<string> fields)
    {
        if (fields.Count != Columns.Length || !ulong.TryParse(fields[2], out var seed)) return null;
        var numbers = new List<int>();
        foreach (var field in fields.Skip(3))
        {
            if (!int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return new TrialSummary(fields[0], fields[1], seed, numbers[0], [.. numbers.Skip(2)]);
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What is recorded of trials: <c>data/mutants/&lt;slug&gt;.csv</c>, and a line each in the summary.</summary>
internal static class TrialTables
{
    /// <summary>The summary's name in the collection.</summary>
    public const string SummaryName = "data/mutants/summary.csv";

    /// <summary>Records the trials of a notebook, in the order of the sample.</summary>
    /// <exception cref="IOException">The tables cannot be written.</exception>
    public static void Write(string root, TrialSummary summary, IReadOnlyList<Trial> trials)
    {
        Directory.CreateDirectory(Path.Combine(root, "data", "mutants"));
        using var table = new StringWriter();
        Csv.Write(table, Trial.Columns);
        foreach (var trial in trials) Csv.Write(table, trial.Fields);
        AtomicFile.Write(
            Path.Combine(root, "data", "mutants", summary.Notebook + ".csv"), Encoding.UTF8.GetBytes(table.ToString()));
        using var all = new StringWriter();
        Csv.Write(all, TrialSummary.Columns);
        foreach (var line in Read(root).Where(other => other.Notebook != summary.Notebook).Append(summary)
            .OrderBy(each => each.Notebook, StringComparer.Ordinal))
        {
            Csv.Write(all, line.Fields);
        }

        AtomicFile.Write(Path.Combine(root, SummaryName), Encoding.UTF8.GetBytes(all.ToString()));
    }

    /// <summary>The trials that are recorded for a notebook.</summary>
    public static IReadOnlyList<Trial> TrialsOf(string root, string slug)
    {
        var file = Path.Combine(root, "data", "mutants", slug + ".csv");
        return File.Exists(file)
            ? [.. File.ReadLines(file).Skip(1).Select(line => Trial.Read(Csv.Read(line))).OfType<Trial>()]
            : [];
    }

    /// <summary>The summaries that are recorded.</summary>
    public static IReadOnlyList<TrialSummary> Read(string root)
    {
        var file = Path.Combine(root, SummaryName);
        return File.Exists(file)
            ? [.. File.ReadLines(file).Skip(1).Select(line => TrialSummary.Read(Csv.Read(line))).OfType<TrialSummary>()]
            : [];
    }
}
