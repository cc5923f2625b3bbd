using Lemmata.Export.Markup;
using Lemmata.Export.Pages;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Outputs;

/// <summary>The claims of a notebook on its page: table, rows of evidence, errata.</summary>
internal sealed class ClaimHtml(PageText page, ClaimsOfNotebook claims)
{
    private readonly HashSet<string> errata = [];
    private readonly Dictionary<string, int> rows = [];
    private bool sheetShown;

    /// <summary>
    /// The table of claims with the verdicts of the whole run. Where the notebook shows its sheet again, the
    /// strip of verdicts and the controls stand there instead: one table a page.
    /// </summary>
    public SafeHtml Sheet()
    {
        if (sheetShown) { return Summary(); }
        sheetShown = true;
        var html = new HtmlBuilder()
            .Append($"<div class=\"scroll wide claims\" role=\"group\" aria-label=\"Claims and verdicts\"><table role=\"table\">")
            .Append($"<caption class=\"vh\">Claims of this notebook with their verdicts</caption><thead role=\"rowgroup\"><tr role=\"row\">")
            .Append($"<th scope=\"col\" role=\"columnheader\">Id</th><th scope=\"col\" role=\"columnheader\">Verdict</th>")
            .Append($"<th scope=\"col\" role=\"columnheader\">Claim, in our words</th><th scope=\"col\" role=\"columnheader\">Source</th>")
            .Append($"<th scope=\"col\" role=\"columnheader\">Recomputed</th></tr></thead><tbody role=\"rowgroup\">\n");
        foreach (var claim in claims.Claims)
        {
            var place = claim.Ours && claim.Place.Length == 0 ? "ours" : claim.Place;
            html.Append($"<tr role=\"row\" id=\"{claim.Anchor}\"><th scope=\"row\" role=\"rowheader\"><a href=\"#{claim.Anchor}\">{claim.Id}</a></th>")
                .Append($"<td role=\"cell\">{Icons.Badge(claim.Verdict)}</td><td role=\"cell\" class=\"s t\">{MarkdownText.Inline(claim.Statement, page)}</td>")
                .Append($"<td role=\"cell\" class=\"q\">{MarkdownText.Inline(place, page)}</td><td role=\"cell\" class=\"num\">{Decided(claim, "")}</td></tr>\n");
        }

        return html.Append($"</tbody></table></div>").ToSafe();
    }

    /// <summary>The deciding number and links to the evidence.</summary>
    public static SafeHtml Decided(ClaimRecord claim, string pageName)
    {
        var parts = new List<SafeHtml>();
        if (claim.Decider is { } check)
        {
            parts.Add(check.Summary.Length > 0 ? NumberText.Powers(check.Summary) : SafeHtml.Text(Numbers(check)));
            parts.Add(SafeHtml.Text(claim.Evidence));
            parts.Add(SafeHtml.Html(
                $"<a href=\"{pageName}#check-{claim.Anchor}\">{(claim.Checks.Count == 1 ? "check" : "checks")}</a>"));
        }

        if (claim.Verdict is "corrected" or "fails")
        {
            parts.Add(SafeHtml.Html($"<a href=\"{pageName}#erratum-{claim.Anchor}\">erratum</a>"));
        }
        return SafeHtml.Join("; ", parts.Where(part => !part.IsEmpty));
    }

    /// <summary>Observed against expected, in the row's own words.</summary>
    public static string Numbers(CheckRecord check)
    {
        var points = check.Points > 1 ? $" over {check.Points} points" : "";
        if (check.Observed.Length > 0 && check.Expected.Length > 0)
        {
            return $"{Short(check.Observed)} against {Short(check.Expected)}{points}";
        }
        return check.Observed.Length > 0 ? Short(check.Observed) + points : check.Deviation.Length > 0 ? "deviation "
            + Short(check.Deviation) + points : "";
    }

    /// <summary>One row of evidence, with its anchor, and after the deciding row of a wrong claim its
    /// erratum.</summary>
    public SafeHtml Row(CheckRecord check, SafeHtml html)
    {
        var id = claims.Claims.FirstOrDefault(one => one.Id == check.ShortClaim)?.Anchor ?? Slugs.Of(check.ShortClaim);
        var stem = (check.Kind == "control" ? "control-" : "check-") + id;
        rows[stem] = rows.GetValueOrDefault(stem) + 1;
        var anchor = page.Slugs.Take(rows[stem] == 1 ? stem : $"{stem}-{rows[stem]}");
        var row = SafeHtml.Html($"<div class=\"evidence wide\" id=\"{anchor}\">{html}</div>");
        var claim = claims.Claims.FirstOrDefault(candidate => candidate.Id == check.ShortClaim);
        return claim is { Verdict: "corrected" or "fails" } && Decides(claim, check) && errata.Add(claim.Id)
            ? SafeHtml.Html($"{row}\n{Erratum(claim)}") : row;
    }

    /// <summary>True for a row of the kind that set the claim's verdict.</summary>
    public static bool Decides(ClaimRecord claim, CheckRecord check) =>
        claim.Verdict == "fails" && check.Kind == "counterexample" || claim.Verdict == "corrected"
            && check.Kind == "correction"
            || check.Verdict == claim.Verdict && check.Kind != "control";

    /// <summary>Errata whose evidence never showed a row of its own; they stand at the end of the page.</summary>
    public SafeHtml Remaining() => SafeHtml.Join("\n", claims.Claims
        .Where(claim => claim.Verdict is "corrected" or "fails" && errata.Add(claim.Id)).Select(Erratum));

    private SafeHtml Erratum(ClaimRecord claim)
    {
        page.Slugs.Reserve("erratum-" + claim.Anchor);
        var html = new HtmlBuilder()
            .Append($"<section class=\"erratum {Icons.Class(claim.Verdict)}\" id=\"erratum-{claim.Anchor}\" aria-labelledby=\"erratum-{claim.Anchor}-name\">")
            .Append($"<p><strong id=\"erratum-{claim.Anchor}-name\" class=\"t\">Erratum to <a href=\"#{claim.Anchor}\">{claim.Id}</a></strong>{Icons.Badge(claim.Verdict)}</p>\n<dl>")
            .Append($"<dt>The {(claim.Ours ? "claim" : "source")} says</dt><dd class=\"said\">{MarkdownText.Inline(claim.Statement, page)}</dd>\n");
        if (claim.Correction.Length > 0)
        {
            html.Append($"<dt>It is</dt><dd>{MarkdownText.Inline(claim.Correction, page)}</dd>\n");
        }
        if (claim.Counterexample.Length > 0)
        {
            html.Append($"<dt>Counter-example</dt><dd>{MarkdownText.Inline(claim.Counterexample, page)}</dd>\n");
        }
        return html.Append($"</dl></section>").ToSafe();
    }

    private SafeHtml Summary()
    {
        var controls = claims.Controls.Count == 0 ? ""
            : $" {HtmlText.Count(claims.Controls.Count, "control")}, {claims.Controls.Count(control => control.Outcome == "held")} rejected as {(claims.Controls.Count == 1 ? "it" : "they")} must be.";
        return SafeHtml.Html(
            $"<div class=\"summary\"><p><b>{HtmlText.Count(claims.Claims.Count, "claim")}</b>, recomputed: {Icons.Tally(claims.Count("holds"), claims.Count("corrected"), claims.Count("fails"), claims.Count("open"))}.{controls}</p>{Strip(claims, "")}</div>");
    }

    /// <summary>One mark a claim, in the order of the claims.</summary>
    public static SafeHtml Strip(ClaimsOfNotebook claims, string pageName) => claims.Claims.Count == 0 ? SafeHtml.Empty
        : SafeHtml.Html($"<ul class=\"strip\" aria-label=\"Verdicts\">{SafeHtml.Concat(claims.Claims.Select(claim =>
            SafeHtml.Html($"<li class=\"{Icons.Class(claim.Verdict)}\"><a href=\"{pageName}#{claim.Anchor}\" aria-label=\"{claim.Id}: {Icons.Words(claim.Verdict).ToLowerInvariant()}\">{Icons.Shape(claim.Verdict)}</a></li>")))}</ul>");

    /// <summary>Numbers of 17 digits say no more to a reader than six do.</summary>
    private static string Short(string number)
    {
        if (!double.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var value)
            || number.Length <= 9)
        {
            return number;
        }
        return value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
    }
}
