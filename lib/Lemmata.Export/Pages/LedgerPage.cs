using Lemmata.Export.Markup;
using Lemmata.Export.Outputs;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Pages;

/// <summary>All claims of all notebooks, and the errata of each source together.</summary>
internal static class LedgerPage
{
    public static PageContent Content(IReadOnlyList<NotebookPage> notebooks, PageText page)
    {
        var claims = notebooks.SelectMany(notebook => notebook.Claims.Claims.Select(claim => (Notebook: notebook, Claim: claim))).ToList();
        var sources = Sources(notebooks);
        var html = new HtmlBuilder().Append($"<main id=\"main\" class=\"front\">\n<header><h1>The ledger</h1>")
            .Append($"<p class=\"lede\">All {HtmlText.Count(claims.Count, "claim")} of the collection, each with the verdict of its last run and the numbers that decide it.</p></header>\n")
            .Append($"<nav class=\"jump u\" aria-label=\"On this page\"><a href=\"#claims\">Claims</a> <a href=\"#errata\">Errata by source</a></nav>\n")
            .Append(Heading("claims", "Claims")).Append(Filter(notebooks, claims, sources))
            .Append($"<div class=\"scroll claims\" role=\"group\" aria-label=\"All claims\"><table id=\"ledger\" role=\"table\"><caption class=\"vh\">All claims with verdict and deciding numbers</caption>")
            .Append($"<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\">Claim</th><th scope=\"col\" role=\"columnheader\">Verdict</th>")
            .Append($"<th scope=\"col\" role=\"columnheader\">Statement, in our words</th><th scope=\"col\" role=\"columnheader\">Stands in</th><th scope=\"col\" role=\"columnheader\">Decided by</th></tr></thead><tbody role=\"rowgroup\">\n");
        foreach (var (notebook, claim) in claims)
        {
            var source = sources.FirstOrDefault(entry => entry.Holds(claim));
            html.Append($"<tr role=\"row\" id=\"{claim.FullId}\" data-v=\"{Icons.Class(claim.Verdict)}\" data-source=\"{source?.Key ?? "ours"}\" data-topic=\"{notebook.Claims.Topic}\">")
                .Append($"<th scope=\"row\" role=\"rowheader\"><a href=\"{notebook.File}#{claim.Anchor}\">{Breakable(claim.FullId)}</a></th>")
                .Append($"<td role=\"cell\">{Icons.Badge(claim.Verdict)}</td><td role=\"cell\" class=\"s t\">{MarkdownText.Inline(claim.Statement, page)}</td>")
                .Append($"<td role=\"cell\" class=\"q\">{Place(claim, source, page)}</td><td role=\"cell\" class=\"num\">{ClaimHtml.Decided(claim, notebook.File)}</td></tr>\n");
        }

        html.Append($"</tbody></table></div>\n").Append(Heading("errata", "Errata by source"))
            .Append($"<p>What a reader of the source should change, with the counter-example where the statement fails. Each entry links to the check it rests on.</p>\n");
        foreach (var source in sources) { Errata(html, source, page); }
        html.Append($"</main>");
        return new PageContent(Layout.Ledger, "The ledger", "All claims of the collection with their verdicts, and the errata of each source.", html.ToSafe());
    }

    private static SafeHtml Heading(string id, string name) =>
        SafeHtml.Html($"<h2 id=\"{id}\"><span class=\"t\">{name}</span><a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to section {name}\">§</a></h2>\n");

    private static SafeHtml Filter(IReadOnlyList<NotebookPage> notebooks, List<(NotebookPage, ClaimRecord Claim)> claims, List<SourceEntry> sources)
    {
        var html = new HtmlBuilder().Append($"<form class=\"filter needs-js\" aria-label=\"Filter the claims\">\n");
        foreach (var verdict in new[] { "holds", "corrected", "fails", "open" })
        {
            var count = claims.Count(entry => entry.Claim.Verdict == verdict);
            if (verdict == "open" && count == 0) { continue; }
            html.Append($"<label><input type=\"checkbox\" value=\"{Icons.Class(verdict)}\" checked>{Icons.Badge(verdict)} <span class=\"num\" data-total=\"{verdict}\">{count}</span></label>\n");
        }

        html.Append($"<label><span class=\"vh\">Source</span><select id=\"by-source\"><option value=\"\">All sources</option>")
            .Append(SafeHtml.Concat(sources.Select(source => SafeHtml.Html($"<option value=\"{source.Key}\">{source.Source.Title}</option>"))))
            .Append(claims.Any(entry => sources.All(source => !source.Holds(entry.Claim))) ? SafeHtml.Html($"<option value=\"ours\">Our own claims</option>") : SafeHtml.Empty)
            .Append($"</select></label>\n<label><span class=\"vh\">Topic</span><select id=\"by-topic\"><option value=\"\">All topics</option>")
            .Append(SafeHtml.Concat(notebooks.Select(notebook => notebook.Claims.Topic).Where(topic => topic.Length > 0).Distinct().Order(StringComparer.Ordinal)
                .Select(topic => SafeHtml.Html($"<option>{topic}</option>"))))
            .Append($"</select></label>\n<label><span class=\"vh\">Words in the claim</span><input id=\"by-words\" type=\"search\" placeholder=\"Words in the claim\"></label>\n")
            .Append($"<output aria-live=\"polite\">{HtmlText.Count(claims.Count, "claim")} shown</output></form>\n");
        return html.ToSafe();
    }

    private static void Errata(HtmlBuilder html, SourceEntry source, PageText page)
    {
        var errata = source.Claims.Where(entry => entry.Claim.Verdict is "corrected" or "fails")
            .OrderBy(entry => entry.Claim.Verdict == "fails" ? 0 : 1).ToList();
        if (errata.Count == 0) { return; }
        var id = page.Slugs.Take("errata-" + source.Source.Id);
        html.Append($"<section class=\"source\" aria-labelledby=\"{id}\"><div><h3 id=\"{id}\"><span class=\"t\">{Scripts.MarkChinese(source.Source.Title)}</span>")
            .Append($"<a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to the errata of {source.Source.Title}\">§</a></h3><p class=\"u\">{SourceHtml.Line(source.Source)}</p>")
            .Append($"<p class=\"u\">{Icons.Tally(0, errata.Count(entry => entry.Claim.Verdict == "corrected"), errata.Count(entry => entry.Claim.Verdict == "fails"), 0)}, of {HtmlText.Count(source.Claims.Count, "claim")}</p></div>\n<ol>");
        foreach (var (notebook, claim) in errata)
        {
            html.Append($"<li>{Icons.Badge(claim.Verdict)} <a class=\"u\" href=\"{notebook.File}#check-{claim.Anchor}\">{claim.FullId}</a>")
                .Append(claim.Place.Length > 0 ? SafeHtml.Html($" <span class=\"u soft\">{MarkdownText.Inline(claim.Place, page)}</span>") : SafeHtml.Empty)
                .Append($"<dl><dt>The source says</dt><dd class=\"said\">{MarkdownText.Inline(claim.Statement, page)}</dd>");
            if (claim.Correction.Length > 0) { html.Append($"<dt>It is</dt><dd>{MarkdownText.Inline(claim.Correction, page)}</dd>"); }
            if (claim.Counterexample.Length > 0) { html.Append($"<dt>Counter-example</dt><dd>{MarkdownText.Inline(claim.Counterexample, page)}</dd>"); }
            html.Append($"</dl></li>\n");
        }

        html.Append($"</ol></section>\n");
    }

    private static SafeHtml Place(ClaimRecord claim, SourceEntry? source, PageText page)
    {
        var place = MarkdownText.Inline(claim.Place, page);
        if (source is null) { return place.IsEmpty ? SafeHtml.Text("ours") : place; }
        var name = Scripts.MarkChinese(source.Source.Where.Length > 0 ? source.Source.Where : source.Source.Title);
        if (Address.IsWeb(source.Source.Url)) { name = SafeHtml.Html($"<a href=\"{source.Source.Url}\">{name}</a>"); }
        return claim.Ours ? SafeHtml.Html($"ours, on {name}") : place.IsEmpty ? name : SafeHtml.Html($"{name}, {place}");
    }

    /// <summary>Long ids may break after a hyphen or the dot, not within a word.</summary>
    private static SafeHtml Breakable(string id) => SafeHtml.Concat(id.Split('.').Select((part, i) => i == 0 ? SafeHtml.Text(part) : SafeHtml.Html($".<wbr>{part}")));

    private sealed record SourceEntry(string Key, SourceRecord Source, List<(NotebookPage Notebook, ClaimRecord Claim)> Claims)
    {
        public bool Holds(ClaimRecord claim) => Claims.Any(entry => ReferenceEquals(entry.Claim, claim));
    }

    /// <summary>Registers of several notebooks may name the same source; it is one entry.</summary>
    private static List<SourceEntry> Sources(IReadOnlyList<NotebookPage> notebooks)
    {
        var entries = new List<SourceEntry>();
        foreach (var notebook in notebooks)
        {
            foreach (var claim in notebook.Claims.Claims)
            {
                var source = notebook.Claims.Sources.FirstOrDefault(candidate => candidate.Id == claim.SourceId)
                    ?? (claim.Ours || notebook.Claims.Sources.Count != 1 ? null : notebook.Claims.Sources[0]);
                if (source is null) { continue; }
                var entry = entries.FirstOrDefault(known => known.Source.Id == source.Id && known.Source.Title == source.Title);
                if (entry is null)
                {
                    entry = new SourceEntry(Slugs.Of(source.Id), source, []);
                    entries.Add(entry);
                }

                entry.Claims.Add((notebook, claim));
            }
        }

        return entries;
    }
}
