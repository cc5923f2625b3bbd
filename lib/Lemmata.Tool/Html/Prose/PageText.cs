using Lemmata.Tool.Html.Formulas;

namespace Lemmata.Tool.Html.Prose;

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

    public int FigureCount { get; set; }

    /// <summary>Links to check once all pages are known: target page, anchor, cell, text.</summary>
    public List<PendingLink> Links { get; } = [];

    public List<SectionText> Sections { get; } = [];

    /// <summary>Number of untagged displayed formulas so far.</summary>
    public int PlainFormulas { get; set; }

    public int Cell { get; set; }

    public void Warn(string message) => Warnings.Add($"{Notebook}, cell {Cell}: {message}");
}

/// <summary>A link inside the collection that can be judged only when every page is written.</summary>
internal sealed record PendingLink(string Page, string Anchor, int Cell, string Original);

/// <summary>A heading with the text under it, for the contents list and the search index.</summary>
internal sealed record SectionText(string Id, int Level, string Title)
{
    public System.Text.StringBuilder Words { get; } = new();
}
