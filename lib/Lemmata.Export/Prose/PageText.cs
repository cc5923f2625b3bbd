using Lemmata.Export.Diagrams;
using Lemmata.Export.Formulas;
using Lemmata.Export.Markup;
using Lemmata.Export.Outputs;
using Lemmata.Export.Plotly;
using Lemmata.Export.Reading;
using Markdig.Syntax;

namespace Lemmata.Export.Prose;

/// <summary>What prose on one page needs to know: ids, references, links, and where to say that something is
/// wrong.</summary>
internal sealed class PageText
{
    public PageText() => Equations = new Equations(Slugs);

    public required string Notebook { get; init; }

    /// <summary>Path of the notebook file; empty for pages made of registers only.</summary>
    public string File { get; init; } = "";

    public required FormulaSet Formulas { get; init; }

    /// <summary>Names of pages whose notebooks share a file name, by full path.</summary>
    public IReadOnlyDictionary<string, string> Namesakes { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of the page that a link to a notebook means.</summary>
    /// <param name="path">As the link spells it, from this notebook's folder.</param>
    public string SlugOf(string path) =>
        File.Length > 0 && Namesakes.TryGetValue(Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(File))!), out var name)
            ? name : Path.GetFileNameWithoutExtension(path);

    /// <summary>Formulas as MathML alone: for the one page that repeats the formulas of all others.</summary>
    public bool Compact { get; init; }

    public required ICollection<string> Warnings { get; init; }

    public required SiteFiles Files { get; init; }

    public Slugs Slugs { get; } = new();

    /// <summary>Claims of this notebook by short id, to link "C4" in a sentence.</summary>
    public IReadOnlySet<string> Claims { get; init; } = new HashSet<string>();

    /// <summary>Claims of all notebooks by full id.</summary>
    public IReadOnlySet<string> AllClaims { get; init; } = new HashSet<string>();

    /// <summary>Numbers and labels of formulas.</summary>
    public Equations Equations { get; }

    /// <summary>The prose of the cells as it was parsed, by number of the cell.</summary>
    public Dictionary<int, MarkdownDocument> Documents { get; } = [];

    /// <summary>Places under the names that other front ends give them, where the page names them otherwise.</summary>
    public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Its diagrams, to be drawn with those of all pages.</summary>
    public List<Diagram> Diagrams { get; } = [];

    public int FigureCount { get; init; }

    /// <summary>What its figures need of the plot library.</summary>
    public PlotShelf Plots { get; } = new();

    /// <summary>Links to check once all pages are known: target page, anchor, cell, text.</summary>
    public List<PendingLink> Links { get; } = [];

    public List<SectionText> Sections { get; } = [];

    public int Cell { get; set; }

    /// <summary>The text of a notebook's page, with the places that claims, figures and numbered formulas will
    /// have.</summary>
    /// <param name="input">The notebook.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="claims">Its claims.</param>
    /// <param name="allClaims">Claims of all notebooks by full id.</param>
    /// <param name="formulas">Where its formulas are gathered.</param>
    /// <param name="files">Where its images go.</param>
    /// <param name="warnings">Where it says that something is wrong.</param>
    /// <param name="reserved">Ids that stand on the page already.</param>
    public static PageText Of(NotebookInput input, IReadOnlyList<CellInput> cells, ClaimsOfNotebook claims,
        IReadOnlySet<string> allClaims,
        FormulaSet formulas, SiteFiles files, ICollection<string> warnings, params ReadOnlySpan<string> reserved)
    {
        var page = new PageText
        {
            Notebook = input.Slug,
            File = input.Path,
            Namesakes = input.Namesakes,
            Formulas = formulas,
            Warnings = warnings,
            Files = files,
            Claims = claims.Claims.Select(claim => claim.Id).ToHashSet(),
            AllClaims = allClaims,
            FigureCount = cells.Sum(cell => cell.Outputs.Count(CellOutputs.IsFigure)),
        };
        foreach (var id in reserved) { page.Slugs.Reserve(id); }
        foreach (var claim in claims.Claims) { page.Slugs.Reserve(claim.Anchor); }
        for (var i = 1; i <= page.FigureCount; i++) { page.Slugs.Reserve("fig-" + i); }
        foreach (var cell in cells.Where(cell => cell.Kind == "markdown"))
        {
            page.Documents[cell.Number] = MarkdownText.Parse(cell.Source);
            foreach (var (tex, display) in MarkdownText.Formulas(page.Documents[cell.Number]))
            {
                if (display) { page.Equations.Note(tex); }
            }
        }

        return page;
    }

    /// <summary>A formula as this page shows it.</summary>
    public SafeHtml Formula(string tex, bool display) => Equations.Html(tex, display, this);

    /// <summary>Takes a formula that is set as it stands.</summary>
    public Formula Add(string tex, FormulaSet.Form form) => Formulas.Add(tex, form, Notebook, Cell);

    /// <summary>Lets links find a heading under the names that Jupyter and GitHub give it; both count repetitions from
    /// 1.</summary>
    public void NameHeading(string words, string id)
    {
        var jupyter = string.Join('-', words.Trim().Split(' '));
        var github = string.Concat(words.Trim().ToLowerInvariant()
            .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c));
        foreach (var name in new[] { jupyter, github }.Distinct())
        {
            var number = repeated[name] = repeated.GetValueOrDefault(name, -1) + 1;
            Aliases.TryAdd(number == 0 ? name : $"{name}-{number}", id);
        }
    }

    private readonly Dictionary<string, int> repeated = [];

    /// <summary>The id for a place that the author named; another one where the page has that name already.</summary>
    public string Target(string name)
    {
        var id = Slugs.TryReserve(name) ? name : Slugs.Take($"raw-{Cell}-{name}");
        Aliases.TryAdd(name, id);
        return id;
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
