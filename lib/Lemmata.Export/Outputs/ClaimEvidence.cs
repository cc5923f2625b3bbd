using System.Globalization;
using Lemmata.Export.Pages.Parts;
using Lemmata.Export.Markup;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Outputs;

/// <summary>The claims of a notebook on its page: table, rows of evidence, errata.</summary>
internal sealed class ClaimEvidence(PageText page, ClaimsOfNotebook claims, bool stored)
{
    private readonly HashSet<string> errata = [];
    private readonly Dictionary<string, int> rows = [];
    private bool sheetShown;

    /// <summary>
    /// The table of claims with the verdicts of the whole run. Where the notebook shows its sheet again, the strip of
    /// verdicts and the controls stand there instead: one table a page.
    /// </summary>
    public PagePart Sheet()
    {
        if (sheetShown)
            return new ClaimSummaryPart(claims, stored);

        sheetShown = true;
        return new ClaimTablePart([.. claims.Claims.Select(Row)], stored);
    }

    /// <summary>
    /// One row of evidence, with its anchor, and after the deciding row of a wrong claim its erratum.
    /// </summary>
    public IEnumerable<PagePart> Evidence(CheckRecord check, SafeHtml html)
    {
        var claim = claims.Claims.FirstOrDefault(candidate => candidate.Id == check.ShortClaim);
        var id = claim?.Anchor ?? Slugs.Of(check.ShortClaim);
        var stem = (check.Kind == "control" ? "control-" : "check-") + id;
        rows[stem] = rows.GetValueOrDefault(stem) + 1;
        var anchor = page.Slugs.Take(rows[stem] == 1 ? stem : $"{stem}-{rows[stem]}");
        yield return new EvidencePart(anchor, html);
        if (claim is { Verdict: "corrected" or "fails" } && Decides(claim, check) && errata.Add(claim.Id))
            yield return Erratum(claim);
    }

    /// <summary>Errata whose evidence never showed a row of its own; they stand at the end of the page.</summary>
    public IEnumerable<PagePart> Remaining() =>
    [
        .. claims.Claims
            .Where(claim => claim.Verdict is "corrected" or "fails" && errata.Add(claim.Id))
            .Select(Erratum),
    ];

    /// <summary>True for a row of the kind that set the claim's verdict.</summary>
    public static bool Decides(ClaimRecord claim, CheckRecord check) => (claim.Verdict, check.Kind) switch
    {
        ("fails", "counterexample") or ("corrected", "correction") => true,
        (_, "control") => false,
        _ => check.Verdict == claim.Verdict,
    };

    /// <summary>Observed against expected, in the row's own words.</summary>
    public static string Numbers(CheckRecord check)
    {
        var points = check.Points > 1 ? $" over {check.Points} points" : "";
        if (check.Observed.Length > 0 && check.Expected.Length > 0)
            return $"{Short(check.Observed)} against {Short(check.Expected)}{points}";
        if (check.Observed.Length > 0)
            return Short(check.Observed) + points;

        return check.Deviation.Length > 0 ? $"deviation {Short(check.Deviation)}{points}" : "";
    }

    private ClaimRow Row(ClaimRecord claim)
    {
        var place = claim.Ours && claim.Place.Length == 0 ? "ours" : claim.Place;
        return new ClaimRow(claim, MarkdownText.Inline(claim.Statement, page), MarkdownText.Inline(place, page));
    }

    private ErratumPart Erratum(ClaimRecord claim)
    {
        page.Slugs.Reserve("erratum-" + claim.Anchor);
        return new ErratumPart(
            claim,
            MarkdownText.Inline(claim.Statement, page),
            MarkdownText.Inline(claim.Correction, page),
            MarkdownText.Inline(claim.Counterexample, page));
    }

    /// <summary>Numbers of 17 digits say no more to a reader than six do.</summary>
    private static string Short(string number) =>
        number.Length > 9 && double.TryParse(number, CultureInfo.InvariantCulture, out var value)
            ? value.ToString("G6", CultureInfo.InvariantCulture)
            : number;
}
