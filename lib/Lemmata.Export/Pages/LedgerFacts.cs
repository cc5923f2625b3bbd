using Lemmata.Export.Markup;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Pages;

/// <summary>One claim in the ledger; its words are markup already, so that their formulas are set with all
/// others.</summary>
internal sealed record LedgerRow(NotebookPage Notebook, ClaimRecord Claim, LedgerSource? Source, SafeHtml Statement,
    SafeHtml OwnPlace, SafeHtml Place,
    SafeHtml Correction, SafeHtml Counterexample);

/// <summary>A source document with what is wrong in it.</summary>
internal sealed record LedgerSource(string Key, string Anchor, SourceRecord Record)
{
    public int ClaimCount { get; set; }

    public List<LedgerRow> Errata { get; } = [];
}

/// <summary>All claims of all notebooks, and the errata of each source together.</summary>
internal sealed record LedgerFacts(IReadOnlyList<LedgerRow> Rows, IReadOnlyList<LedgerSource> Sources,
    IReadOnlyList<string> Topics)
{
    /// <summary>The notebooks under which faults were tried, with what noticed them.</summary>
    public IReadOnlyList<(NotebookPage Notebook, FaultScore Score)> Faults { get; init; } = [];

    public static LedgerFacts Of(IReadOnlyList<NotebookPage> notebooks, PageText page)
    {
        var sources = new List<LedgerSource>();
        var rows = new List<LedgerRow>();
        foreach (var notebook in notebooks)
        {
            foreach (var claim in notebook.Claims.Claims)
            {
                var source = Source(notebook.Claims, claim, sources, page);
                if (source is not null) { source.ClaimCount++; }
                var place = MarkdownText.Inline(claim.Place, page);
                rows.Add(new LedgerRow(notebook, claim, source, MarkdownText.Inline(claim.Statement, page), place,
                    Place(claim, source, place),
                    MarkdownText.Inline(claim.Correction, page), MarkdownText.Inline(claim.Counterexample, page)));
            }
        }

        foreach (var row in rows.Where(row => row.Claim.Verdict is "corrected" or "fails")
            .OrderBy(row => row.Claim.Verdict == "fails" ? 0 : 1))
        {
            row.Source?.Errata.Add(row);
        }
        return new LedgerFacts(rows, sources,
            [.. notebooks.Select(notebook => notebook.Claims.Topic).Where(topic => topic.Length > 0).Distinct()
            .Order(StringComparer.Ordinal)]);
    }

    private static SafeHtml Place(ClaimRecord claim, LedgerSource? source, SafeHtml place)
    {
        if (source is null) { return place.IsEmpty ? SafeHtml.Text("ours") : place; }
        var name = Scripts.MarkChinese(source.Record.Where.Length > 0 ? source.Record.Where : source.Record.Title);
        if (Address.IsWeb(source.Record.Url)) { name = SafeHtml.Html($"<a href=\"{source.Record.Url}\">{name}</a>"); }
        return claim.Ours ? SafeHtml.Html($"ours, on {name}") : place.IsEmpty ? name
            : SafeHtml.Html($"{name}, {place}");
    }

    /// <summary>Registers of several notebooks may name the same source; it is one entry.</summary>
    private static LedgerSource? Source(ClaimsOfNotebook claims, ClaimRecord claim, List<LedgerSource> sources,
        PageText page)
    {
        var record = claims.Sources.FirstOrDefault(candidate => candidate.Id == claim.SourceId)
            ?? (claim.Ours || claims.Sources.Count != 1 ? null : claims.Sources[0]);
        if (record is null) { return null; }
        var known = sources.Find(source => source.Record.Id == record.Id && source.Record.Title == record.Title);
        if (known is not null) { return known; }
        var added = new LedgerSource(Slugs.Of(record.Id), page.Slugs.Take("errata-" + record.Id), record);
        sources.Add(added);
        return added;
    }
}
