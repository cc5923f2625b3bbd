using System.Globalization;
using Lemmata.Export;
using Lemmata.Tool.Mutants.Running;

namespace Lemmata.Tool.Mutants;

/// <summary>What people read about faults that were tried.</summary>
internal static class MutationReport
{
    private static readonly (TrialOutcome Outcome, string Words)[] Ways =
    [
        (TrialOutcome.Claim, "by a claim"), (TrialOutcome.Error, "by an error"), (TrialOutcome.Timeout, "by running on"),
        (TrialOutcome.Outputs, "by stored outputs alone"), (TrialOutcome.Survived, "by nothing"),
    ];

    /// <summary>Prints what came of the faults of one notebook.</summary>
    public static void Print(MutationResult result)
    {
        var summary = result.Summary;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Notebook}: {result.Trials.Count} of the {summary.Reached} faults that its run comes to, "
                + $"seed {summary.Seed}; {result.Alone.TotalSeconds:0.0} s a run"));
        Console.WriteLine($"  noticed {string.Join(", ", Ways.Select(way => $"{summary.Of(way.Outcome)} {way.Words}"))}; "
            + $"{summary.Of(TrialOutcome.Equivalent)} cannot be noticed");
        var claims = result.Trials.Where(trial => trial.Outcome == TrialOutcome.Claim).CountBy(trial => trial.By)
            .OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  claims noticed {summary.Of(TrialOutcome.Claim)} of the {summary.Quiet} that did not end the run, "
                + $"{100 * summary.Score:0.0} %"));
        Console.WriteLine($"  by claim: {string.Join(", ", claims.Select(each => $"{each.Key} {each.Value}"))}");
        foreach (var trial in result.Trials.Where(trial => trial.Outcome is TrialOutcome.Outputs or TrialOutcome.Survived))
            Console.WriteLine($"  {trial.Outcome.ToString().ToLowerInvariant()}  {trial.By}  {trial.Mutant}");
        if (!result.IsWhole) Console.WriteLine("  the time was up before the whole sample was tried; nothing is recorded");
    }

    /// <summary>Prints the sum over notebooks.</summary>
    public static void PrintTotals(IReadOnlyList<MutationResult> results)
    {
        var judged = results.Sum(result => result.Summary.Judged);
        if (judged == 0)
        {
            Console.WriteLine($"{HtmlText.Count(results.Count, "notebook")}; no fault was judged.");
            return;
        }

        var noticed = string.Join(", ", Ways.Select(way =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{100.0 * results.Sum(result => result.Summary.Of(way.Outcome)) / judged:0.0} % {way.Words}")));
        Console.WriteLine($"{HtmlText.Count(results.Count, "notebook")}, {judged} faults: {noticed}.");
        var (claimed, quiet) = (
            results.Sum(result => result.Summary.Of(TrialOutcome.Claim)), results.Sum(result => result.Summary.Quiet));
        if (quiet > 0)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Of the {quiet} that did not end the run, claims noticed {claimed}, {100.0 * claimed / quiet:0.0} %."));
        }
    }
}
