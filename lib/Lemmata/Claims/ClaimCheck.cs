using Lemmata.Claims.Comparisons;

namespace Lemmata.Claims;

/// <summary>
/// A comparison about to be made for one claim; each verb makes it, records it and returns the row to display.
/// </summary>
/// <remarks>Every verb takes the reason for its slack, throws <see cref="ClaimFailedException"/> with both numbers when
/// the
/// comparison does not come out, counts NaN and infinity as not coming out, and refuses an empty grid with an
/// <see cref="ArgumentException"/>.</remarks>
public sealed partial class ClaimCheck
{
    private readonly ClaimSheet sheet;
    private readonly RegisteredClaim claim;
    private readonly CheckKind kind;
    private readonly string? title;
    private readonly bool isTrial;
    private readonly bool isRecorded;

    internal ClaimCheck(
        ClaimSheet sheet,
        RegisteredClaim claim,
        CheckKind kind,
        string? title,
        bool isTrial = false,
        bool isRecorded = false
    ) => (this.sheet, this.claim, this.kind, this.title, this.isTrial, this.isRecorded) = (sheet, claim, kind, title, isTrial, isRecorded);

    /// <summary>
    /// Marks the numbers to be compared as read from recorded runs: row, sheet and ledger then say so.
    /// </summary>
    /// <returns>The same check, marked.</returns>
    public ClaimCheck FromRecordedRuns() => new(sheet, claim, kind, title, isTrial, isRecorded: true);

    /// <summary>The same check without a trace on the sheet, for a control.</summary>
    internal ClaimCheck Trial() => new(sheet, claim, kind, title, isTrial: true, isRecorded);

    /// <summary>Makes the row, records it, and throws when the comparison did not come out.</summary>
    internal CheckResult Conclude(Finding finding, string because)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(because);
        var result = new CheckResult(sheet.Register.Slug, claim.Id, kind, title, because, finding, isRecorded);
        if (!isTrial)
            sheet.Record(result);
        return finding.Held
            ? result
            : throw new ClaimFailedException(result.Claim, title ?? claim.Statement, finding);
    }

    /// <summary>What is missing.</summary>
    /// <returns>A reminder that a verb has to follow.</returns>
    public override string ToString() =>
        $"{sheet.Register.Slug}.{claim.Id}: nothing compared yet; call a verb such as Equal or AtMost";

    private static IEnumerable<(double, double, string?)> Unplaced(IEnumerable<(double First, double Second)> pairs) =>
        pairs.Select(pair => (pair.First, pair.Second, (string?)null));

    private static IEnumerable<(double, double, string?)> Placed(
        IEnumerable<(double First, double Second, string At)> pairs
    ) => pairs.Select(pair => (pair.First, pair.Second, (string?)pair.At));
}
