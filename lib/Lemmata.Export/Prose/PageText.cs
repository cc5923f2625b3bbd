using Lemmata.Export.Formulas;
using Lemmata.Export.Outputs;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Prose;

/// <summary>What prose on one page needs to know: ids, references, links, and where to say that something is wrong.</summary>
internal sealed class PageText
{
    public required string Notebook { get; init; }

    /// <summary>Path of the notebook file; empty for pages made of registers only.</summary>
    public string File { get; init; } = "";

    public required FormulaSet Formulas { get; init; }

    /// <summary>Formulas as MathML alone: for the one page that repeats the formulas of all others.</summary>
    public bool Compact { get; init; }

    public required ICollection<string> Warnings { get; init; }

    public required SiteFiles Files { get; init; }

    public Slugs Slugs { get; } = new();

    /// <summary>Claims of this notebook by short id, to link "C4" in a sentence.</summary>
    public IReadOnlySet<string> Claims { get; init; } = new HashSet<string>();

    /// <summary>Claims of all notebooks by full id.</summary>
    public IReadOnlySet<string> AllClaims { get; init; } = new HashSet<string>();

    /// <summary>Numbers of tagged formulas.</summary>
    public HashSet<string> FormulaTags { get; } = [];

    public int FigureCount { get; init; }

    /// <summary>Links to check once all pages are known: target page, anchor, cell, text.</summary>
    public List<PendingLink> Links { get; } = [];

    public List<SectionText> Sections { get; } = [];

    /// <summary>Number of untagged displayed formulas so far.</summary>
    public int PlainFormulas { get; set; }

    public int Cell { get; set; }

    /// <summary>The text of a notebook's page, with the places that claims, figures and numbered formulas will have.</summary>
    /// <param name="input">The notebook.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="claims">Its claims.</param>
    /// <param name="allClaims">Claims of all notebooks by full id.</param>
    /// <param name="formulas">Where its formulas are gathered.</param>
    /// <param name="files">Where its images go.</param>
    /// <param name="warnings">Where it says that something is wrong.</param>
    /// <param name="reserved">Ids that stand on the page already.</param>
    public static PageText Of(NotebookInput input, IReadOnlyList<CellInput> cells, ClaimsOfNotebook claims, IReadOnlySet<string> allClaims,
        FormulaSet formulas, SiteFiles files, ICollection<string> warnings, params ReadOnlySpan<string> reserved)
    {
        var page = new PageText
        {
            Notebook = input.Slug,
            File = input.Path,
            Formulas = formulas,
            Warnings = warnings,
            Files = files,
            Claims = claims.Claims.Select(claim => claim.Id).ToHashSet(),
            AllClaims = allClaims,
            FigureCount = cells.Sum(cell => cell.Outputs.Count(OutputHtml.IsFigure)),
        };
        foreach (var id in reserved) { page.Slugs.Reserve(id); }
        foreach (var claim in claims.Claims) { page.Slugs.Reserve(claim.Anchor); }
        for (var i = 1; i <= page.FigureCount; i++) { page.Slugs.Reserve("fig-" + i); }
        foreach (var cell in cells.Where(cell => cell.Kind == "markdown"))
        {
            page.FormulaTags.UnionWith(MarkdownText.TagCommand().Matches(cell.Source).Select(match => match.Groups[1].Value));
        }

        return page;
    }

    public void Warn(string message) => Warnings.Add($"{Notebook}, cell {Cell}: {message}");
}

/// <summary>A link inside the collection that can be judged only when every page is written.</summary>
internal sealed record PendingLink(string Page, string Anchor, int Cell, string Original);

/// <summary>A heading with the text under it, for the contents list and the search index.</summary>
internal sealed record SectionText(string Id, int Level, string Title)
{
    public System.Text.StringBuilder Words { get; } = new();
}
