using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Checking;

/// <summary>A claim with the verdict that the run recomputed.</summary>
/// <param name="Id">Such as C4.</param>
/// <param name="Verdict">holds, corrected, fails, or open.</param>
/// <param name="Statement">The statement in our words.</param>
/// <param name="Checks">How many checks stand behind it.</param>
internal sealed record AuditedClaim(string Id, string Verdict, string Statement, int Checks);

/// <summary>The verdicts of an executed notebook against its register.</summary>
/// <param name="Claims">The claims of the last sheet the notebook displayed.</param>
/// <param name="Controls">How many negative controls were rejected, as they must be.</param>
/// <param name="Faults">What does not agree, one sentence each.</param>
internal sealed record VerdictAudit(IReadOnlyList<AuditedClaim> Claims, int Controls, IReadOnlyList<string> Faults)
{
    /// <summary>Compares an executed notebook with a register.</summary>
    /// <param name="executed">The notebook with its outputs.</param>
    /// <param name="slug">The notebook's slug.</param>
    /// <param name="register">Its register; null when there is none.</param>
    public static VerdictAudit Of(Notebook executed, string slug, RegisterFile? register)
    {
        var faults = new List<string>();
        if (register is null)
            faults.Add($"there is no register data/claims/{slug}.json; write one, or start with `new {slug}`");
        else
            faults.AddRange(register.Faults.Select(fault => $"{register.Path} {fault}"));
        var known = register?.Claims.DistinctBy(claim => claim.Id).ToDictionary(claim => claim.Id) ?? [];
        foreach (var row in Displayed(executed, MimeTypes.Check)) AuditRow(row, slug, known, faults);
        if (Displayed(executed, MimeTypes.Claims).LastOrDefault() is not { } sheet)
        {
            faults.Add("it displays no claim sheet; end it with a cell that displays the sheet");
            return new VerdictAudit([], 0, faults);
        }
        if (sheet.TextAt("slug") != slug)
            faults.Add($"its sheet is that of {sheet.TextAt("slug")}; open it with Claims.Open(\"{slug}\")");
        var claims = new List<AuditedClaim>();
        foreach (var claim in (sheet["claims"] as JsonArray ?? []).OfType<JsonObject>())
            claims.Add(AuditClaim(claim, claims, known, faults));
        foreach (var missing in known.Keys.Except(claims.Select(claim => claim.Id)))
            faults.Add($"{slug}.{missing} is in the register but not in the sheet");
        var controls = (sheet["controls"] as JsonArray ?? []).Count(control =>
            control.TextAt("outcome") == "held");
        if (controls == 0)
        {
            faults.Add(
                "no negative control was rejected; a notebook needs at least one check that fails on broken input");
        }

        return new VerdictAudit(claims, controls, [.. faults.Distinct()]);

        AuditedClaim AuditClaim(
            JsonObject claim,
            List<AuditedClaim> before,
            Dictionary<string, RegisterClaim> registered,
            List<string> found)
        {
            var id = claim.TextAt("id") ?? "";
            var held = (claim["checks"] as JsonArray ?? []).Count(check => check.TextAt("outcome") == "held");
            var audited = new AuditedClaim(
                id,
                claim.TextAt("verdict") ?? "open",
                claim.TextAt("statement") ?? "",
                held);
            if (before.Any(other => other.Id == id))
                found.Add($"{slug}.{id} stands in the sheet more than once");
            if (!registered.TryGetValue(id, out var expected))
            {
                found.Add($"{slug}.{id} is not in the register; it knows {string.Join(", ", registered.Keys)}");
                return audited;
            }
            if (audited.Verdict == "open" || held == 0)
                found.Add($"{slug}.{id} has no recorded verdict; the register says {expected.Verdict}");
            else if (audited.Verdict != expected.Verdict)
                found.Add($"{slug}.{id} came out as {audited.Verdict}, the register says {expected.Verdict}");
            return audited;
        }
    }

    private static void AuditRow(
        JsonObject row,
        string slug,
        Dictionary<string, RegisterClaim> known,
        List<string> faults)
    {
        var claim = row.TextAt("claim") ?? "";
        var id = claim.StartsWith(slug + ".", StringComparison.Ordinal) ? claim[(slug.Length + 1)..] : "";
        if (!known.ContainsKey(id)) faults.Add($"a check names the claim {claim}, which the register does not know");
        if (row.TextAt("outcome") != "held") faults.Add($"a check of {claim} did not hold: {row.TextAt("title")}");
    }

    private static IEnumerable<JsonObject> Displayed(Notebook notebook, string mimeType) => notebook.CodeCells
        .SelectMany(cell => cell.Outputs.OfType<JsonObject>())
        .Select(output => output.At("data", mimeType)).OfType<JsonObject>();
}
