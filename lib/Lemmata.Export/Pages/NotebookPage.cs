using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Export.Outputs;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Pages;

/// <summary>One notebook read and turned into the parts of its page.</summary>
internal sealed partial class NotebookPage
{
    private readonly NotebookInput input;
    private readonly IReadOnlyList<CellInput> cells;
    private readonly PageText page;
    private readonly OutputHtml outputs;
    private readonly ClaimHtml claimHtml;
    private readonly IReadOnlyList<string> code;
    private readonly StringBuilder body = new();
    private string question = "", answer = "";
    private int lastLevel = 1;

    private NotebookPage(NotebookInput input, IReadOnlyList<CellInput> cells, ClaimsOfNotebook claims, PageText page, IReadOnlyList<string> code)
    {
        this.input = input;
        this.cells = cells;
        this.page = page;
        this.code = code;
        Claims = claims;
        outputs = new OutputHtml(page, claims);
        claimHtml = outputs.Claims;
        TitleHtml = "";
    }

    public string Slug => input.Slug;

    public string File => PageNames.Of(Slug) + ".html";

    public ClaimsOfNotebook Claims { get; }

    /// <summary>Title with formula marks.</summary>
    public string TitleHtml { get; private set; }

    public string Title => HtmlText.Squeeze(HtmlText.Strip(TitleHtml));

    public string QuestionHtml => question;

    public PageText Text => page;

    public double? Seconds => input.Seconds;

    public string? Failure => input.Failure;

    public int CodeCells => cells.Count(cell => cell.Kind == "code");

    public int ProseCells => cells.Count(cell => cell.Kind == "markdown");

    public IReadOnlyList<FigureHtml> Figures => outputs.Figures;

    /// <summary>The figure that stands for the notebook: the first of a cell tagged <c>main</c>, else the first.</summary>
    public FigureHtml? MainFigure { get; private set; }

    /// <summary>Adds the file name to a title that another notebook has too.</summary>
    public void TellApart() => TitleHtml += $" <span class=\"soft\">({HtmlText.Escape(Slug)})</span>";

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

        body.Append(claimHtml.Remaining()).Append('\n');
        MainFigure ??= outputs.Figures.FirstOrDefault();
        if (TitleHtml.Length == 0)
        {
            page.Cell = 1;
            page.Warn("the notebook has no title (a first heading of one #); its page is named after the file.");
            var words = input.Slug.Replace('-', ' ');
            TitleHtml = HtmlText.Escape(words.Length > 0 ? char.ToUpperInvariant(words[0]) + words[1..] : "Notebook");
        }
    }

    private void Prose(CellInput cell)
    {
        var lead = false;
        foreach (var block in MarkdownText.Blocks(cell.Source, page, cell.Attachments))
        {
            if (block.Level == 1 && TitleHtml.Length == 0)
            {
                TitleHtml = block.Html;
                lead = true;
                continue;
            }

            if (block.Level > 0)
            {
                lead = false;
                Heading(block);
                continue;
            }

            if (lead && block.IsParagraph && question.Length == 0 && IsQuestion(block))
            {
                question = Unemphasised(block.Html);
                continue;
            }

            if (lead && block.IsParagraph && answer.Length == 0)
            {
                answer = block.Html.Replace("<p>", "<p class=\"answer\">", StringComparison.Ordinal);
                continue;
            }

            body.Append(block.Html).Append('\n');
            if (page.Sections.Count > 0) { page.Sections[^1].Words.Append(' ').Append(block.Text); }
        }
    }

    /// <summary>Headings go down one level at a time; a second title becomes a section.</summary>
    private void Heading(MarkdownText.Block block)
    {
        var level = Math.Clamp(block.Level, 2, Math.Min(lastLevel + 1, 4));
        lastLevel = level;
        var name = HtmlText.Squeeze(block.Text);
        var id = page.Slugs.Take(page.Formulas.ResolveAsText(name));
        page.Sections.Add(new SectionText(id, level, name));
        body.Append($"<h{level} id=\"{id}\"{Direction(name)}><span class=\"t\">{block.Html}</span><a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to section {HtmlText.Escape(name)}\">§</a></h{level}>\n");
    }

    private static string Direction(string text) => Scripts.HasRightToLeft(text) ? " dir=\"auto\"" : "";

    private void Code(CellInput cell, string html)
    {
        var number = cell.Count ?? cells.Take(cell.Number).Count(other => other.Kind == "code");
        var load = cell.Source.TrimStart().StartsWith("#!import", StringComparison.Ordinal);
        var id = page.Slugs.Take("cell-" + number);
        var label = CellLabel.Of(cell);
        var lines = cell.Source.Count(c => c == '\n') + 1;
        if (cell.Source.Trim().Length > 0)
        {
            body.Append($"<div class=\"cell wide\" id=\"{id}\"><details{(cell.Folded || load ? "" : " open")}><summary><b>In {number}</b> {HtmlText.Escape(label)}<span class=\"lines\">{HtmlText.Count(lines, "line")}</span></summary>")
                .Append($"<pre id=\"{id}-code\" role=\"group\" aria-label=\"Code of cell {number}\"><code>{html}</code></pre></details>")
                .Append($"<button class=\"copy needs-js\" type=\"button\" data-copy=\"{id}-code\" aria-label=\"Copy code of cell {number}\">Copy</button></div>\n");
        }

        var before = outputs.Figures.Count;
        body.Append(outputs.Cell(cell));
        if (MainFigure is null && cell.Tags.Contains("main") && outputs.Figures.Count > before) { MainFigure = outputs.Figures[before]; }
    }

    /// <summary>The page's content; called when all pages are known.</summary>
    /// <param name="previous">The notebook before this one in the collection's order.</param>
    /// <param name="next">The notebook after it.</param>
    /// <param name="crumb">Where the notebook stands: topic and number.</param>
    /// <param name="plots">True when the plot library is there.</param>
    /// <param name="alone">True where there are no other pages.</param>
    public PageContent Content(NotebookPage? previous, NotebookPage? next, string crumb, bool plots, bool alone = false)
    {
        var html = new StringBuilder("<div class=\"page\">\n");
        var toc = page.Sections.Where(section => section.Level == 2).ToList();
        if (toc.Count > 0)
        {
            html.Append("<nav class=\"toc\" aria-label=\"Contents of this notebook\"><details open><summary>Contents</summary><ol>")
                .AppendJoin("", toc.Select(section => $"<li><a href=\"#{section.Id}\">{HtmlText.Escape(section.Title)}</a></li>"))
                .Append("</ol></details></nav>\n");
        }
        else
        {
            html.Append("<div class=\"toc\"></div>\n");
        }

        html.Append("<main id=\"main\"><article>\n")
            .Append(alone ? $"<p class=\"kicker\">{HtmlText.Escape(Claims.Topic.Length > 0 ? Claims.Topic : "Notebook")}</p>\n"
                : $"<nav class=\"kicker\" aria-label=\"Breadcrumb\"><a href=\"{Layout.Index}\">Notebooks</a> <span aria-hidden=\"true\">›</span> {crumb}</nav>\n")
            .Append($"<h1{Direction(TitleHtml)}>{TitleHtml}</h1>\n").Append(Note());
        if (question.Length > 0) { html.Append($"<p class=\"question\">{question}</p>\n"); }
        html.Append(answer).Append('\n');
        if (Failure is not null)
        {
            html.Append($"<div class=\"out error wide\"><p><strong>This notebook did not run to its end.</strong> {HtmlText.Escape(Failure)}</p></div>\n");
        }

        html.Append(Lead()).Append(body);
        html.Append(alone ? "" : Turn(previous, next)).Append("</article></main></div>");
        return new PageContent(File, Title, HtmlText.Squeeze(HtmlText.Strip(question.Length > 0 ? question : answer)), html.ToString())
        {
            HasCode = CodeCells > 0,
            HasPlots = plots && outputs.Figures.Any(figure => figure.Interactive),
            HasFormulas = true,
        };
    }

    private static string Turn(NotebookPage? previous, NotebookPage? next) => "<nav class=\"turn\" aria-label=\"Neighbouring notebooks\">"
        + (previous is null ? "<span></span>" : $"<a href=\"{previous.File}\" rel=\"prev\">Previous<b>{previous.TitleHtml}</b></a>")
        + (next is null ? "<span></span>" : $"<a href=\"{next.File}\" rel=\"next\">Next<b>{next.TitleHtml}</b></a>") + "</nav>\n";

    /// <summary>Beside the title: what was claimed, what came out, where it stands.</summary>
    private string Note()
    {
        var parts = new List<string>();
        if (Claims.Claims.Count > 0)
        {
            parts.Add($"<b>{HtmlText.Count(Claims.Claims.Count, "claim")}</b>, recomputed{ClaimHtml.Strip(Claims, "")}"
                + $"<p>{Icons.Tally(Claims.Count("holds"), Claims.Count("corrected"), Claims.Count("fails"), Claims.Count("open"))}</p>");
        }

        foreach (var source in Claims.Sources) { parts.Add($"<p>Source: {SourceHtml.Line(source)}</p>"); }
        return parts.Count == 0 ? "" : $"<div class=\"note lead\" role=\"note\">{string.Concat(parts)}</div>\n";
    }

    /// <summary>The main figure again at the top, where it does not stand near the top anyway.</summary>
    private string Lead()
    {
        if (MainFigure is null || MainFigure.Wide.Length == 0 || MainFigure.SliderBytes > 0) { return ""; }
        var at = body.ToString().IndexOf($"id=\"{MainFigure.Id}\"", StringComparison.Ordinal);
        var before = at < 0 ? "" : body.ToString()[..at];
        if (SectionStart().Count(before) <= 1 && !before.Contains("class=\"cell", StringComparison.Ordinal)) { return ""; }
        return $"<figure class=\"wide lead\" aria-label=\"{HtmlText.Escape(MainFigure.Alt)}\"><div class=\"plot{(MainFigure.Small.Length == 0 ? " single" : "")}\" style=\"{BoxOf(MainFigure)}\">"
            + LocalReferences().Replace(MainFigure.Wide + MainFigure.Small, match => match.Value.Replace("fig-", "lead-", StringComparison.Ordinal))
            + $"</div>\n<figcaption>{MainFigure.CaptionHtml} <a href=\"#{MainFigure.Id}\">Figure {MainFigure.Number}, with its data and how it was made</a></figcaption>{MainFigure.TableHtml}</figure>\n";
    }

    private static string BoxOf(FigureHtml figure) => StyleOfBox().Match(figure.Html).Groups[1].Value;

    private static bool IsQuestion(MarkdownText.Block block) => block.Text.TrimEnd().EndsWith('?')
        || WholeEmphasis().IsMatch(block.Html);

    private static string Unemphasised(string html) => WholeEmphasis().Match(html) is { Success: true } match ? match.Groups["inner"].Value
        : html.StartsWith("<p", StringComparison.Ordinal) ? html[(html.IndexOf('>') + 1)..^4] : html;

    [GeneratedRegex("^<p[^>]*>(?:<em>|<strong>)+(?<inner>(?:(?!</?(?:em|strong)>)[\\s\\S])*)(?:</em>|</strong>)+</p>$")]
    private static partial Regex WholeEmphasis();

    [GeneratedRegex("<h2 ")]
    private static partial Regex SectionStart();

    [GeneratedRegex("""(?:\bid="|url\(#|href="#)fig-""")]
    private static partial Regex LocalReferences();

    [GeneratedRegex("""class="plot[^"]*" style="([^"]*)["]""")]
    private static partial Regex StyleOfBox();
}
