using Lemmata.Export.Markup;
using Lemmata.Export.Outputs;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Pages;

/// <summary>One notebook read and turned into the parts of its page.</summary>
internal sealed class NotebookPage
{
    private readonly NotebookInput input;
    private readonly IReadOnlyList<CellInput> cells;
    private readonly PageText page;
    private readonly OutputHtml outputs;
    private readonly ClaimHtml claimHtml;
    private readonly IReadOnlyList<SafeHtml> code;
    private readonly HtmlBuilder body = new();
    private SafeHtml question = SafeHtml.Empty, answer = SafeHtml.Empty;
    private readonly Dictionary<int, bool> nearTop = [];
    private bool codeSeen;
    private int lastLevel = 1;

    private NotebookPage(NotebookInput input, IReadOnlyList<CellInput> cells, ClaimsOfNotebook claims, PageText page, IReadOnlyList<SafeHtml> code)
    {
        this.input = input;
        this.cells = cells;
        this.page = page;
        this.code = code;
        Claims = claims;
        outputs = new OutputHtml(page, claims);
        claimHtml = outputs.Claims;
    }

    public string Slug => input.Slug;

    public string File => PageNames.Of(Slug) + ".html";

    public ClaimsOfNotebook Claims { get; }

    /// <summary>Title as it stands on pages.</summary>
    public SafeHtml Title { get; private set; } = SafeHtml.Empty;

    /// <summary>Title as words.</summary>
    public string TitleText => Title.ToPlainText();

    public SafeHtml Question => question;

    public PageText Text => page;

    public double? Seconds => input.Seconds;

    public string? Failure => input.Failure;

    public int CodeCells => cells.Count(cell => cell.Kind == "code");

    public int ProseCells => cells.Count(cell => cell.Kind == "markdown");

    public IReadOnlyList<FigureHtml> Figures => outputs.Figures;

    /// <summary>The figure that stands for the notebook: the first of a cell tagged <c>main</c>, else the first.</summary>
    public FigureHtml? MainFigure { get; private set; }

    /// <summary>Adds the file name to a title that another notebook has too.</summary>
    public void TellApart() => Title = SafeHtml.Html($"{Title} <span class=\"soft\">({Slug})</span>");

    /// <summary>Reads a notebook and writes its page's content.</summary>
    public static NotebookPage Build(NotebookInput input, ClaimsOfNotebook claims, IReadOnlySet<string> allClaims,
        Formulas.FormulaSet formulas, SiteFiles files, ICollection<string> warnings, Code.CodeHighlighter highlighter)
    {
        var cells = CellInput.ReadAll(input.Content);
        var page = PageText.Of(input, cells, claims, allClaims, formulas, files, warnings,
            "main", "live", "q", "hits", "fold", "theme", "search-index", "plot-library");
        var code = highlighter.Highlight([.. cells.Where(cell => cell.Kind == "code").Select(cell => cell.Source)]);
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
                    Code(cell, code[codeIndex++]);
                    break;
            }
        }

        body.Append($"{claimHtml.Remaining()}\n");
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

            if (lead && block.IsParagraph && question.IsEmpty && (block.Emphasised || block.Text.TrimEnd().EndsWith('?')))
            {
                question = Unemphasised(block.Html);
                continue;
            }

            if (lead && block.IsParagraph && answer.IsEmpty)
            {
                answer = block.Html.Unwrap("p") is { } words && !Scripts.HasRightToLeft(block.Text) ? SafeHtml.Html($"<p class=\"answer\">{words}</p>") : block.Html;
                continue;
            }

            body.Append($"{block.Html}\n");
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
        body.Append($"<h{level} id=\"{id}\"{Direction(block.Text)}><span class=\"t\">{block.Html}</span><a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to section {block.Text}\">§</a></h{level}>\n");
    }

    private static SafeHtml Direction(string text) => Scripts.HasRightToLeft(text) ? SafeHtml.Html($" dir=\"auto\"") : SafeHtml.Empty;

    private void Code(CellInput cell, SafeHtml html)
    {
        var number = cell.Count ?? cells.Take(cell.Number).Count(other => other.Kind == "code");
        var load = cell.Source.TrimStart().StartsWith("#!import", StringComparison.Ordinal);
        var id = page.Slugs.Take("cell-" + number);
        var label = CellLabel.Of(cell);
        var lines = cell.Source.Count(c => c == '\n') + 1;
        if (cell.Source.Trim().Length > 0)
        {
            body.Append($"<div class=\"cell wide\" id=\"{id}\"><details{(cell.Folded || load ? SafeHtml.Empty : SafeHtml.Html($" open"))}><summary><b>In {number}</b> {label}<span class=\"lines\">{HtmlText.Count(lines, "line")}</span></summary>")
                .Append($"<pre id=\"{id}-code\" role=\"group\" aria-label=\"Code of cell {number}\"><code>{html}</code></pre></details>")
                .Append($"<button class=\"copy needs-js\" type=\"button\" data-copy=\"{id}-code\" aria-label=\"Copy code of cell {number}\">Copy</button></div>\n");
            codeSeen = true;
        }

        var before = outputs.Figures.Count;
        body.Append(outputs.Cell(cell));
        foreach (var figure in outputs.Figures.Skip(before)) { nearTop[figure.Number] = page.Sections.Count(section => section.Level == 2) <= 1 && !codeSeen; }
        if (MainFigure is null && cell.Tags.Contains("main") && outputs.Figures.Count > before) { MainFigure = outputs.Figures[before]; }
    }

    /// <summary>The page's content; called when all pages are known.</summary>
    /// <param name="previous">The notebook before this one in the collection's order.</param>
    /// <param name="next">The notebook after it.</param>
    /// <param name="crumb">Where the notebook stands: topic and number.</param>
    /// <param name="plots">True when the plot library is there.</param>
    /// <param name="alone">True where there are no other pages.</param>
    public PageContent Content(NotebookPage? previous, NotebookPage? next, SafeHtml crumb, bool plots, bool alone = false)
    {
        var html = new HtmlBuilder().Append($"<div class=\"page\">\n");
        var toc = page.Sections.Where(section => section.Level == 2).ToList();
        if (toc.Count > 0)
        {
            html.Append($"<nav class=\"toc\" aria-label=\"Contents of this notebook\"><details open><summary>Contents</summary><ol>")
                .Append(SafeHtml.Concat(toc.Select(section => SafeHtml.Html($"<li><a href=\"#{section.Id}\">{section.Title}</a></li>"))))
                .Append($"</ol></details></nav>\n");
        }
        else
        {
            html.Append($"<div class=\"toc\"></div>\n");
        }

        html.Append($"<main id=\"main\"><article>\n")
            .Append(alone ? SafeHtml.Html($"<p class=\"kicker\">{(Claims.Topic.Length > 0 ? Claims.Topic : "Notebook")}</p>\n")
                : SafeHtml.Html($"<nav class=\"kicker\" aria-label=\"Breadcrumb\"><a href=\"{Layout.Index}\">Notebooks</a> <span aria-hidden=\"true\">›</span> {crumb}</nav>\n"))
            .Append($"<h1{Direction(TitleText)}>{Title}</h1>\n").Append(Note());
        if (!question.IsEmpty) { html.Append($"<p class=\"question\">{question}</p>\n"); }
        html.Append($"{answer}\n");
        if (Failure is not null)
        {
            html.Append($"<div class=\"out error wide\"><p><strong>This notebook did not run to its end.</strong> {Failure}</p></div>\n");
        }

        var written = body.ToSafe();
        html.Append(Lead()).Append(written);
        html.Append(alone ? SafeHtml.Empty : Turn(previous, next)).Append($"</article></main></div>");
        return new PageContent(File, TitleText, (question.IsEmpty ? answer : question).ToPlainText(), html.ToSafe())
        {
            HasCode = CodeCells > 0,
            HasPlots = plots && outputs.Figures.Any(figure => figure.Interactive),
            HasFormulas = true,
        };
    }

    private static SafeHtml Turn(NotebookPage? previous, NotebookPage? next) => SafeHtml.Html(
        $"<nav class=\"turn\" aria-label=\"Neighbouring notebooks\">{Neighbour(previous, "prev", "Previous")}{Neighbour(next, "next", "Next")}</nav>\n");

    private static SafeHtml Neighbour(NotebookPage? page, string relation, string word) => page is null ? SafeHtml.Html($"<span></span>")
        : SafeHtml.Html($"<a href=\"{page.File}\" rel=\"{relation}\">{word}<b>{page.Title}</b></a>");

    /// <summary>Beside the title: what was claimed, what came out, where it stands.</summary>
    private SafeHtml Note()
    {
        var parts = new List<SafeHtml>();
        if (Claims.Claims.Count > 0)
        {
            parts.Add(SafeHtml.Html($"<b>{HtmlText.Count(Claims.Claims.Count, "claim")}</b>, recomputed{ClaimHtml.Strip(Claims, "")}<p>{Icons.Tally(Claims.Count("holds"), Claims.Count("corrected"), Claims.Count("fails"), Claims.Count("open"))}</p>"));
        }

        foreach (var source in Claims.Sources) { parts.Add(SafeHtml.Html($"<p>Source: {SourceHtml.Line(source)}</p>")); }
        return parts.Count == 0 ? SafeHtml.Empty : SafeHtml.Html($"<div class=\"note lead\" role=\"note\">{SafeHtml.Concat(parts)}</div>\n");
    }

    /// <summary>The main figure again at the top, where it does not stand near the top anyway.</summary>
    private SafeHtml Lead()
    {
        if (MainFigure is not { Wide: { } wide, HasSlider: false } figure) { return SafeHtml.Empty; }
        if (nearTop.GetValueOrDefault(figure.Number)) { return SafeHtml.Empty; }
        static string Renamed(string id) => id.StartsWith("fig-", StringComparison.Ordinal) ? "lead-" + id[4..] : id;
        return SafeHtml.Html($"<figure class=\"wide lead\" aria-label=\"{figure.Alt}\"><div class=\"plot{(figure.Small is null ? " single" : "")}\" style=\"{figure.Style}\">{wide.Renamed(Renamed).Write()}{figure.Small?.Renamed(Renamed).Write() ?? SafeHtml.Empty}</div>\n<figcaption>{figure.Caption} <a href=\"#{figure.Id}\">Figure {figure.Number}, with its data and how it was made</a></figcaption>{figure.Table}</figure>\n");
    }

    private static SafeHtml Unemphasised(SafeHtml html)
    {
        var inner = html.Unwrap("p") ?? html;
        while ((inner.Unwrap("em") ?? inner.Unwrap("strong")) is { } words) { inner = words; }
        return inner;
    }
}
