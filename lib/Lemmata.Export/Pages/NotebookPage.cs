using Lemmata.Export.Live;
using Lemmata.Export.Markup;
using Lemmata.Export.Outputs;
using Lemmata.Export.Pages.Parts;
using Lemmata.Export.Plotly;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;

namespace Lemmata.Export.Pages;

/// <summary>One notebook read and turned into the parts of its page.</summary>
internal sealed class NotebookPage
{
    private readonly NotebookInput input;
    private readonly IReadOnlyList<CellInput> cells;
    private readonly PageText page;
    private readonly CellOutputs outputs;
    private readonly IReadOnlyList<SafeHtml> code;
    private readonly List<PagePart> parts = [];
    private SafeHtml question = SafeHtml.Empty, answer = SafeHtml.Empty;
    private readonly Dictionary<int, bool> nearTop = [];
    private bool codeSeen;
    private int lastLevel = 1;

    private NotebookPage(NotebookInput input, IReadOnlyList<CellInput> cells, ClaimsOfNotebook claims, PageText page,
        IReadOnlyList<SafeHtml> code)
    {
        this.input = input;
        this.cells = cells;
        this.page = page;
        this.code = code;
        Claims = claims;
        outputs = new CellOutputs(page, claims, input.Stored);
    }

    public string Slug => input.Slug;

    public string File => PageNames.Of(Slug) + ".html";

    public ClaimsOfNotebook Claims { get; }

    /// <summary>Title as it stands on pages.</summary>
    public SafeHtml Title { get; private set; } = SafeHtml.Empty;

    /// <summary>Title as words.</summary>
    public string TitleText => Title.ToPlainText();

    public SafeHtml Question => question;

    /// <summary>What stands for it on the first page.</summary>
    public CardText Card { get; private set; } = new(SafeHtml.Empty, SafeHtml.Empty, null);

    public PageText Text => page;

    /// <summary>True where the outputs are those that the notebook stores.</summary>
    public bool Stored => input.Stored;

    /// <summary>What it computes with; null where it stays as it is.</summary>
    public LiveFacts? Live => input.Live is null ? null : new LiveFacts(input.Live, Claims);

    public double? Seconds => input.Seconds;

    public string? Failure => input.Failure;

    /// <summary>Whether a cell can be stepped through.</summary>
    public bool HasWalks => parts.Any(part => part is CodePart { Walk: not null });

    public int CodeCells => cells.Count(cell => cell.Kind == "code");

    public int ProseCells => cells.Count(cell => cell.Kind == "markdown");

    public IReadOnlyList<FigurePart> Figures => outputs.Figures;

    /// <summary>The figure that stands for the notebook: the first of a cell tagged <c>main</c>, else the
    /// first.</summary>
    public FigurePart? MainFigure { get; private set; }

    /// <summary>Adds the file name to a title that another notebook has too.</summary>
    public void TellApart() => Title = SafeHtml.Html($"{Title} <span class=\"soft\">({Slug})</span>");

    /// <summary>Writes the card, before the formulas are set.</summary>
    public void WriteCard(Formulas.FormulaSet formulas)
    {
        SafeHtml Compact(SafeHtml html) => html.With(formulas.Compact);
        Card = new CardText(
            Compact(Title), Compact(Question), MainFigure?.Caption.FirstStrong() is { } finding ? Compact(finding) : null);
    }

    /// <summary>Reads a notebook and writes its page's content.</summary>
    public static NotebookPage Build(NotebookInput input, ClaimsOfNotebook claims, IReadOnlySet<string> allClaims,
        Formulas.FormulaSet formulas, SiteFiles files, ICollection<string> warnings, Code.CodeHighlighter highlighter)
    {
        var cells = CellInput.ReadAll(input.Content);
        var page = PageText.Of(input, cells, claims, allClaims, formulas, files, warnings,
            ["main", "live", "live-data", "q", "hits", "fold", "theme", "search-index", .. PlotBundle.All.Select(bundle => bundle.Holder)]);
        var coloured = new Queue<SafeHtml>(highlighter.Highlight(
            [.. cells.Where(cell => cell is { Kind: "code", Language: CellLanguage.CSharp }).Select(cell => cell.Source)]));
        // What is not C# stands as it was written.
        var code = cells.Where(cell => cell.Kind == "code").Select(cell =>
            cell.Language == CellLanguage.CSharp ? coloured.Dequeue() : SafeHtml.Text(cell.Source)).ToList();
        var built = new NotebookPage(input, cells, claims, page, code);
        built.Write();
        return built;
    }

    private void Write()
    {
        var codeIndex = 0;
        foreach (var cell in cells)
        {
            page.Cell = cell.Number;
            switch (cell.Kind)
            {
                case "markdown":
                    Prose(cell);
                    break;
                case "code":
                    Code(cell, code[codeIndex], codeIndex);
                    codeIndex++;
                    break;
            }
        }

        parts.AddRange(outputs.Claims.Remaining());
        MainFigure ??= outputs.Figures.FirstOrDefault();
        if (Title.IsEmpty)
        {
            page.Cell = 1;
            page.Warn("the notebook has no title (a first heading of one #); its page is named after the file.");
            var words = input.Slug.Replace('-', ' ');
            Title = SafeHtml.Text(words.Length > 0 ? char.ToUpperInvariant(words[0]) + words[1..] : "Notebook");
        }
    }

    private void Prose(CellInput cell)
    {
        var lead = false;
        foreach (var block in MarkdownText.Blocks(page.Documents[cell.Number], page, cell.Attachments))
        {
            if (block.Level == 1 && Title.IsEmpty)
            {
                Title = block.Html;
                lead = true;
                continue;
            }

            if (block.Level > 0)
            {
                lead = false;
                Heading(block);
                continue;
            }

            if (lead && block.IsParagraph && question.IsEmpty
                && (block.Emphasised || block.Text.TrimEnd().EndsWith('?')))
            {
                question = Unemphasised(block.Html);
                continue;
            }

            if (lead && block.IsParagraph && answer.IsEmpty)
            {
                answer = block.Html.Unwrap("p") is { } words && !Scripts.HasRightToLeft(block.Text)
                    ? SafeHtml.Html($"<p class=\"answer\">{words}</p>") : block.Html;
                continue;
            }

            parts.Add(new ProsePart(block.Html));
            if (page.Sections.Count > 0) { page.Sections[^1].Words.Append(' ').Append(block.Text); }
        }
    }

    /// <summary>Headings go down one level at a time; a second title becomes a section.</summary>
    private void Heading(MarkdownText.Block block)
    {
        var level = Math.Clamp(block.Level, 2, Math.Min(lastLevel + 1, 4));
        lastLevel = level;
        var id = page.Slugs.Take(block.Text);
        page.NameHeading(block.Written, id);
        page.Sections.Add(new SectionText(id, level, block.Text));
        parts.Add(new HeadingPart(level, id, block.Text, block.Html));
    }

    private void Code(CellInput cell, SafeHtml html, int codeIndex)
    {
        var number = cell.Count ?? cells.Take(cell.Number).Count(other => other.Kind == "code");
        var load = cell.Source.TrimStart().StartsWith("#!import", StringComparison.Ordinal);
        var id = page.Slugs.Take("cell-" + number);
        var lines = cell.Source.Count(c => c == '\n') + 1;
        if (cell.Source.Trim().Length > 0)
        {
            parts.Add(new CodePart(number, id, CellLabel.Of(cell), lines, cell.Folded || load, html)
            {
                Walk = cell.Outputs.Select(output => output.JsonOf(MimeTypes.Walk)).FirstOrDefault(json => json is not null)
                    is { } steps ? WalkReader.Read(steps, lines, page) : null,
            });
            codeSeen = true;
        }

        var before = outputs.Figures.Count;
        if (input.Live is not null) { parts.Add(new OutputMark(codeIndex, number, IsEnd: false)); }
        parts.AddRange(outputs.Of(cell));
        if (input.Live is not null) { parts.Add(new OutputMark(codeIndex, number, IsEnd: true)); }
        foreach (var figure in outputs.Figures.Skip(before))
        {
            nearTop[figure.Number] = page.Sections.Count(section => section.Level == 2) <= 1 && !codeSeen;
        }
        if (MainFigure is null && cell.Tags.Contains("main") && outputs.Figures.Count > before)
        {
            MainFigure = outputs.Figures[before];
        }
    }

    /// <summary>The answer under the question.</summary>
    public SafeHtml Answer => answer;

    /// <summary>Everything under question and answer.</summary>
    public IReadOnlyList<PagePart> Parts => parts;

    /// <summary>Entries of the contents list.</summary>
    public IReadOnlyList<SectionText> Sections => [.. page.Sections.Where(section => section.Level == 2)];

    /// <summary>The main figure where it is shown again at the top: where it does not stand near the top
    /// anyway.</summary>
    public FigurePart? LeadFigure => MainFigure is { Wide: not null, Slider: null } figure
        && !nearTop.GetValueOrDefault(figure.Number) ? figure : null;

    /// <summary>Ids of a drawing that stands on the page twice.</summary>
    public static string LeadId(string id) => id.StartsWith("fig-", StringComparison.Ordinal) ? "lead-" + id[4..] : id;

    private static SafeHtml Unemphasised(SafeHtml html)
    {
        var inner = html.Unwrap("p") ?? html;
        while ((inner.Unwrap("em") ?? inner.Unwrap("strong")) is { } words) { inner = words; }
        return inner;
    }
}
