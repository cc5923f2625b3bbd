using Lemmata.Tool.Mutants.Making;

namespace Lemmata.Tool.Mutants.Running;

/// <summary>What noticed a fault.</summary>
internal enum TrialOutcome
{
    /// <summary>A check of a claim came out other than registered, or a claim was left without its verdict.</summary>
    Claim,

    /// <summary>An exception that is no claim's: the notebook fails, and nobody is misled.</summary>
    Error,

    /// <summary>The notebook ran many times as long as without the fault and was stopped.</summary>
    Timeout,

    /// <summary>Every verdict is as registered, and some stored output differs.</summary>
    Outputs,

    /// <summary>Nothing noticed it.</summary>
    Survived,

    /// <summary>No claim noticed it, and a reviewed sentence says why the notebook is as right with it as without.</summary>
    Equivalent,
}

/// <summary>A fault and what came of it in a notebook.</summary>
/// <param name="Mutant">The fault.</param>
/// <param name="Outcome">What noticed it.</param>
/// <param name="By">The claim, the exception or the cell that noticed it; empty where there is none.</param>
internal sealed record Trial(Mutant Mutant, TrialOutcome Outcome, string By)
{
    /// <summary>The columns of a table of trials.</summary>
    public static readonly string[] Columns = [.. Mutant.Columns, "outcome", "by"];

    /// <summary>The trial as a table's line.</summary>
    public IReadOnlyList<string> Fields => [.. Mutant.Fields, Outcome.ToString().ToLowerInvariant(), By];

    /// <summary>Reads a line; null where it is none, such as one that was cut when its writer was ended.</summary>
    public static Trial? Read(IReadOnlyList<string> fields) =>
        fields.Count == Columns.Length && Mutant.Read(fields) is { } mutant
        && Enum.TryParse<TrialOutcome>(fields[6], ignoreCase: true, out var outcome) && Enum.IsDefined(outcome)
            ? new Trial(mutant, outcome, fields[7])
            : null;
}
