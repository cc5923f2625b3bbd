using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Display;

namespace Lemmata.Claims.Rendering;

/// <summary>The forms of a sheet: hypertext, text, JSON.</summary>
internal static class SheetText
{
    private const int TextStatementLength = 84;

    public static string Html(ClaimSheet sheet)
    {
        var html = new StringBuilder(HostStyle.Element)
            .Append(
                "<div class=\"lemmata scroll wide claims\" role=\"region\" aria-label=\"Claims and verdicts\" "
                    + "tabindex=\"0\">"
            )
            .Append("<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">");
        foreach (var column in new[] { "Id", "Verdict", "Claim, in our words", "Source", "Recomputed" })
            html.Append("<th scope=\"col\" role=\"columnheader\">").Append(column).Append("</th>");
        html.Append("</tr></thead><tbody role=\"rowgroup\">");
        foreach (var claim in sheet.Register.Claims)
        {
            var verdict = sheet.VerdictOf(claim.Id);
            html.Append(
                    $"<tr role=\"row\" data-claim=\"{Display.Html.Escape(claim.Id)}\"><th scope=\"row\" "
                        + $"role=\"rowheader\">{Display.Html.Escape(claim.Id)}</th>"
                )
                .Append(
                    $"<td role=\"cell\">{VerdictText.Mark(verdict.Class(), RowText.Capital(verdict.Words()))}</td>")
                .Append($"<td role=\"cell\" class=\"s t\">{Display.Html.Prose(claim.Statement)}</td>")
                .Append($"<td role=\"cell\" class=\"q\">{Display.Html.Prose(Place(claim))}</td>")
                .Append($"<td role=\"cell\" class=\"num\">{Display.Html.Prose(Recomputed(sheet, claim.Id))}</td></tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    public static string Text(ClaimSheet sheet)
    {
        var width = sheet.Register.Claims.Max(claim => claim.Id.Length);
        var lines = sheet.Register.Claims.Select(claim =>
            $"{claim.Id.PadRight(width)}  {sheet.VerdictOf(claim.Id).Words(),-16}  {Cut(claim.Statement)}").ToList();
        var controls = sheet.Evidence.Count(row => row.Kind == CheckKind.Control && row.Held);
        if (controls > 0) lines.Add($"{controls} negative control{(controls == 1 ? "" : "s")} rejected");
        return string.Join('\n', lines);
    }

    public static string Json(ClaimSheet sheet)
    {
        var register = sheet.Register;
        var rows = sheet.Evidence.ToLookup(row => row.Kind == CheckKind.Control ? "" : row.Id);
        return new JsonObject
        {
            ["slug"] = register.Slug,
            ["title"] = register.Title,
            ["topic"] = register.Topic,
            ["sources"] = new JsonArray([
                .. register.Sources.Select(source => new JsonObject
                {
                    ["id"] = source.Id,
                    ["title"] = source.Title,
                    ["originalTitle"] = source.OriginalTitle,
                    ["author"] = source.Author,
                    ["where"] = source.Where,
                    ["url"] = source.Url,
                }),
            ]),
            ["claims"] = new JsonArray([
                .. register.Claims.Select(claim => new JsonObject
                {
                    ["id"] = claim.Id,
                    ["statement"] = claim.Statement,
                    ["origin"] = claim.Origin,
                    ["source"] = claim.Source,
                    ["place"] = claim.Place,
                    ["expected"] = claim.Verdict,
                    ["verdict"] = sheet.VerdictOf(claim.Id).Code(),
                    ["correction"] = claim.Correction,
                    ["counterexample"] = claim.Counterexample,
                    ["recomputed"] = Recomputed(sheet, claim.Id),
                    ["checks"] = new JsonArray([.. rows[claim.Id].Select(RowText.Json)]),
                }),
            ]),
            ["controls"] = new JsonArray([.. rows[""].Select(RowText.Json)]),
        }.ToJsonString(RowText.Relaxed);
    }

    private static string Place(RegisteredClaim claim) =>
        claim.Origin == "ours" ? "ours" : claim.Place ?? claim.Source ?? "";

    /// <summary>
    /// One comparison of a claim, an inequality over a grid if there is one, and how many more there are.
    /// </summary>
    private static string Recomputed(ClaimSheet sheet, string id)
    {
        var rows = sheet.Evidence.Where(row => row.Id == id && row.Kind != CheckKind.Control).ToList();
        if (rows.Count == 0) return "not yet";
        var more = rows.Count == 1 ? "" : rows.Count == 2 ? "; one more check" : $"; {rows.Count - 1} more checks";
        var shown = rows.FirstOrDefault(row => row.Finding.Limit == "bound" && row.Finding.Ratios.Count > 1) ?? rows[0];
        return shown.Finding.Brief + more + (rows.Any(row => row.IsRecorded) ? "; from recorded runs" : "");
    }

    private static string Cut(string statement)
    {
        var plain = statement.Replace("$", "");
        return plain.Length <= TextStatementLength ? plain : plain[..(TextStatementLength - 1)] + "…";
    }
}
