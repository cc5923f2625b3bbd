using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Export.Markup;
using Lemmata.Export.Outputs;
using Lemmata.Export.Pages;
using Lemmata.Export.Pages.Parts;
using Lemmata.Export.Plotly;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;

namespace Lemmata.Export.Formats;

/// <summary>One executed notebook as Markdown: prose, code, pictures, verdicts in words.</summary>
internal sealed class MarkdownPage
{
    private readonly NotebookInput input;
    private readonly ClaimsOfNotebook claims;
    private readonly PageText page;
    private readonly MarkdownLinks links;
    private readonly MarkdownProse prose;
    private readonly List<string> blocks = [];
    private readonly HashSet<string> errata = [];
    private readonly HashSet<string> rows = [];
    private int figures, pictures;
    private bool sheetShown;

    // The chart just drawn where something of it has no drawing.
    private JsonObject? undrawn;

    private MarkdownPage(NotebookInput input, ClaimsOfNotebook claims, PageText page, MarkdownLinks links)
    {
        (this.input, this.claims, this.page, this.links) = (input, claims, page, links);
        prose = new MarkdownProse(page, links);
    }

    /// <summary>Title as it stands in the notebook, else the file's name.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The first paragraph after the title.</summary>
    public string Question { get; private set; } = "";

    public ClaimsOfNotebook Claims => claims;

    public string Slug => input.Slug;

    /// <summary>True for a notebook that did not run to its end.</summary>
    public bool Failed => input.Failure is not null;

    /// <summary>True where nothing was run for the page.</summary>
    public bool Stored => input.Stored;

    /// <summary>The page with the marks of places and links.</summary>
    public string Text => string.Join("\n\n", blocks.Where(block => block.Length > 0)) + "\n";

    public static MarkdownPage Build(NotebookInput input, ClaimsOfNotebook claims, IReadOnlySet<string> allClaims,
        SiteFiles files,
        ICollection<string> warnings, MarkdownLinks links)
    {
        var cells = CellInput.ReadAll(input.Content);
        var page = PageText.Of(input, cells, claims, allClaims, new Formulas.FormulaSet(), files, warnings);
        links.Page(input.Slug);
        var built = new MarkdownPage(input, claims, page, links);
        built.Write(cells);
        links.Name(input.Slug, page.Aliases);
        return built;
    }

    private void Write(IReadOnlyList<CellInput> cells)
    {
        foreach (var cell in cells)
        {
            page.Cell = cell.Number;
            if (cell.Kind == "markdown") { Prose(cell); }
            if (cell.Kind == "code") { Code(cell); }
        }

        foreach (var claim in claims.Claims.Where(claim => claim.Verdict is "corrected" or "fails"
            && errata.Add(claim.Id)))
        {
            blocks.Add(Erratum(claim));
        }
        if (Title.Length > 0) { return; }
        page.Cell = 1;
        page.Warn("the notebook has no title (a first heading of one #); its page is named after the file.");
        var words = input.Slug.Replace('-', ' ');
        Title = words.Length > 0 ? char.ToUpperInvariant(words[0]) + words[1..] : "Notebook";
        blocks.Insert(0, "# " + GitHubText.Escape(Title));
    }

    private void Prose(CellInput cell)
    {
        var text = prose.Convert(cell.Source, cell.Attachments);
        if (Title.Length == 0 && text.Split("\n\n") is [var first, .. var rest]
            && first.StartsWith("# ", StringComparison.Ordinal))
        {
            Title = Unmarked(first[2..]);
            Question = rest.Length > 0 && !rest[0].StartsWith('#')
                && !rest[0].StartsWith("```", StringComparison.Ordinal) ? Unmarked(rest[0]).Trim('*') : "";
            blocks.Add(first);
            if (input.Failure is not null)
            {
                blocks.Add($"> **This notebook did not run to its end.** {GitHubText.Escape(input.Failure)}");
            }
            if (input.Stored)
            {
                blocks.Add(input.Foreign is { } language ? $"> **As stored.** This page shows the outputs that the notebook holds. It is written in {GitHubText.Escape(language)}, which does not run here."
                    : input.Unrun ? $"> **Not run.** This notebook stores no outputs; `run {input.Slug}` runs its code and stores them."
                    : $"> **As stored.** This page shows the outputs that the notebook holds; nothing was run to make it. `export {input.Slug} --to markdown --run` recomputes them.");
            }
            text = string.Join("\n\n", rest);
        }

        blocks.Add(text);
    }

    /// <summary>Without the marks of places, for the index.</summary>
    private static string Unmarked(string text) => HtmlText.Squeeze(MarkdownLinks.Plain(text));

    private void Code(CellInput cell)
    {
        if (cell.Source.Trim().Length > 0)
        {
            var code = GitHubText.Fenced(cell.Language, cell.Source);
            var load = cell.Source.TrimStart().StartsWith("#!import", StringComparison.Ordinal);
            var label = CellLabel.Of(cell);
            blocks.Add(cell.Folded || load
                ? $"<details><summary>Code{(label.Length > 0 ? ": " + HtmlText.Escape(GitHubText.WithoutNul(label)) : "")}</summary>\n\n{code}\n\n</details>" : code);
        }

        foreach (var output in OutputInput.Joined(cell.Outputs)) { blocks.Add(Output(output)); }
    }

    private string Output(OutputInput output)
    {
        if (output.Kind == "stream") { return Printed(output.Text); }
        if (output.Kind == "error")
        {
            return $"> **This cell failed: {GitHubText.Escape(output.Name)}**\n\n{Printed(output.Text)}";
        }
        if (output.JsonOf(MimeTypes.Claims) is not null) { return Sheet(); }
        if (output.JsonOf(MimeTypes.Check) is { } check) { return Check(CheckRecord.Read(check)); }
        if (output.JsonOf(MimeTypes.Walk) is { } steps && WalkReader.Read(steps, int.MaxValue, page) is { } walk) { return Steps(walk); }
        var figure = CellOutputs.FigureJson(output);
        var number = CellOutputs.IsFigure(output) ? ++figures : 0;
        if (Picture(output, figure) is var (content, extension))
        {
            var path = $"figures/{PageNames.Of(Slug)}-{(number > 0 ? number : $"picture-{++pictures}")}.{extension}";
            page.Files.Add(path, content);
            var alt = HtmlText.Squeeze(figure?["alt"]?.ToString() ?? output.TextOf("text/plain") ?? "");
            if (alt.Length is 0 or > 300)
            {
                alt = number > 0 ? PlotDrawing.TitleOf(output.JsonOf(MimeTypes.Plotly)) ?? $"Figure {number}"
                    : "Image output of this cell";
            }
            var caption = figure is null ? GitHubText.Escape(alt == $"Figure {number}" ? "" : alt)
                : prose.Inline(figure["caption"]?.ToString() ?? "");
            // What the picture leaves out stands in a table under it.
            var numbers = undrawn is null ? "" : "\n\n" + Table(FigureReader.Numbers(undrawn, page));
            return $"{Anchor(number)}![{GitHubText.Escape(alt)}]({path})"
                + (number > 0 ? $"\n\nFigure {number}{(caption.Length > 0 ? ". " + caption : "")}" : "") + numbers;
        }

        if (figure is not null || output.JsonOf(MimeTypes.Plotly) is not null) { return Chart(output, number); }
        if (output.TextOf("text/markdown") is { Length: > 0 } markdown) { return prose.Convert(markdown); }
        if (output.TextOf("text/latex") is { Length: > 0 } latex)
        {
            return GitHubText.Display(latex.Trim().Trim('$').Trim());
        }
        if (output.TextOf("text/html") is { Length: > 0 and <= 2_000_000 } html
            && HtmlTables.ToMarkdown(html) is { Length: > 0 } table)
        {
            return table;
        }
        foreach (var mime in (ReadOnlySpan<string>)["text/plain", "application/json"])
        {
            if (output.TextOf(mime) is { Length: > 0 } plain) { return Printed(plain); }
        }

        if (output.TextOf("text/html") is { } other
            && Sanitizer.Clean(other, new HtmlRules()).ToPlainText() is { Length: > 0 } words)
        {
            return GitHubText.Escape(words);
        }
        var types = string.Join(", ", output.Data.Keys.Order(StringComparer.Ordinal));
        if (types.Length == 0) { return ""; }
        page.Warn($"an output of type {types} has no form that Markdown can show.");
        return $"*An output of type {GitHubText.Escape(types)} is not shown here.*";
    }

    /// <summary>Terminal text without its colours, cut where it is long.</summary>
    private static string Printed(string text)
    {
        var (plain, cut) = AnsiText.Plain(text.Trim('\n'));
        return plain.Length == 0 && cut is null ? "" : GitHubText.Fenced("text", plain)
            + (cut is null ? "" : $"\n\n*{GitHubText.Escape(cut)}*");
    }

    private string Anchor(int figure) => figure > 0 ? links.Anchor(Slug, $"fig-{figure}") : "";

    /// <summary>The picture of an output, a slider at the frame it starts with.</summary>
    private (byte[] Content, string Extension)? Picture(OutputInput output, JsonObject? figure)
    {
        undrawn = null;
        var drawing = figure?["wide"]?.ToString() ?? output.TextOf("image/svg+xml")
            ?? (output.JsonOf(MimeTypes.Plotly) is { } plot ? Drawn(plot) : null);
        if (drawing is { Length: > 0 } && Images.Decode(drawing, mayBeText: true) is { } svg)
        {
            return Svg.Read(Encoding.UTF8.GetString(svg)) is { } clean
                ? Small(Encoding.UTF8.GetBytes(clean.FirstFrame().ToFile()), "svg") : null;
        }

        foreach (var mime in (ReadOnlySpan<string>)["image/png", "image/jpeg", "image/gif", "image/webp"])
        {
            if (output.TextOf(mime) is { } data && Images.Decode(data, mayBeText: false) is { } bytes)
            {
                return Small(bytes, Images.Extension(mime)!);
            }
        }

        return null;
    }

    /// <summary>A chart of another library; what of it is not drawn is warned of where a picture stands.</summary>
    private string? Drawn(JsonObject plot)
    {
        var drawing = PlotDrawing.Of(plot);
        undrawn = drawing.Wide is not null && drawing.Warnings.Count > 0 ? plot : null;
        foreach (var warning in drawing.Wide is null ? [] : drawing.Warnings)
        {
            page.Warn(warning);
        }

        return drawing.Wide;
    }

    private (byte[], string)? Small(byte[] content, string extension) => Images.Fits(page, content)
        ? (content, extension) : null;

    /// <summary>A chart that brings no picture: its title and its numbers.</summary>
    private string Chart(OutputInput output, int number)
    {
        var built = FigureReader.FromPlot(output.JsonOf(MimeTypes.Plotly) ?? [], null, output.TextOf("text/plain"),
            number, page);
        var table = built.Table is { } numbers && numbers.Rows[0][0].ToPlainText() != "–" ? Table(numbers) : null;
        page.Warn($"figure {number} brings no picture{(table is null ? "." : "; its numbers are shown instead.")}");
        return $"{Anchor(number)}Figure {number}. {GitHubText.Escape(built.Alt)}\n\n{table ?? "*A chart without a picture; a front end with the plot library shows it.*"}";
    }

    private static string Table(DataTable table) => $"*{GitHubText.Escape(table.Caption)}*\n\n" + GitHubText.Table(
        [.. table.Columns.Select(column => GitHubText.Escape(column.Name.ToPlainText()))],
        table.Rows.Select(row => row.Select(GitHubText.Number).ToList()),
        column => table.Columns[column].Numeric);

    /// <summary>The steps of a cell; an empty place is as the row above.</summary>
    private static string Steps(Walk walk) =>
        $"<details><summary>{(walk.Cut ? "The first " : "")}{HtmlText.Count(walk.Steps.Count, "step")} through this cell</summary>\n\n"
        + GitHubText.Table(
            ["Step", "Line", "In", .. walk.Names.Select(GitHubText.Escape)],
            walk.Steps.Select((step, index) => (IReadOnlyList<string>)[
                $"{index + 1}", $"{step.Line}", GitHubText.Escape(step.Function),
                .. step.Values.Select(value => GitHubText.Escape(value?.Text ?? ""))]))
        + "\n\n</details>";

    private string Sheet()
    {
        if (sheetShown)
        {
            var rejected = claims.Controls.Count == 0 ? "" : $" {HtmlText.Count(claims.Controls.Count, "control")}, "
                + $"{claims.Controls.Count(control => control.Outcome == "held")} rejected as {(claims.Controls.Count == 1 ? "it" : "they")} must be.";
            return $"**{HtmlText.Count(claims.Claims.Count, "claim")}, {(input.Stored ? "as stored" : "recomputed")}:** {Tally(claims)}.{rejected}";
        }

        sheetShown = true;
        var sources = claims.Sources.Select(source => $"Source: {Source(source)}").ToList();
        return GitHubText.Table(["", "Verdict", "Claim", input.Stored ? "As stored" : "Recomputed"], claims.Claims.Select(claim => new[]
        {
            links.Anchor(Slug, claim.Anchor) + GitHubText.Escape(claim.Id), Verdict(claim.Verdict),
                Statement(claim.Statement, table: true), Decided(claim),
        })) + string.Concat(sources.Select(source => "\n\n" + source));
    }

    private string Decided(ClaimRecord claim)
    {
        var parts = new List<string>();
        if (claim.Decider is { } check)
        {
            parts.Add(GitHubText.Sentence(check.Summary.Length > 0 ? check.Summary : ClaimEvidence.Numbers(check),
                table: true));
            parts.Add(claim.Evidence);
            parts.Add(links.Link(Slug, "check-" + claim.Anchor, claim.Checks.Count == 1 ? "check" : "checks", ""));
        }

        if (claim.Verdict is "corrected" or "fails")
        {
            parts.Add(links.Link(Slug, "erratum-" + claim.Anchor, "erratum", ""));
        }
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    /// <summary>One row of evidence, and after the deciding row of a wrong claim its erratum.</summary>
    private string Check(CheckRecord check)
    {
        var id = claims.Claims.FirstOrDefault(one => one.Id == check.ShortClaim)?.Anchor ?? Slugs.Of(check.ShortClaim);
        var stem = (check.Kind == "control" ? "control-" : "check-") + id;
        var anchor = rows.Add(stem) ? links.Anchor(Slug, stem) : "";
        var title = check.Title.Length > 0 ? GitHubText.Sentence(Capital(check.Title)) + ": " : "";
        var head = check.Outcome == "failed" ? $"✗ The check of {GitHubText.Escape(check.ShortClaim)} failed."
            : check.Kind == "control" ? $"⊘ Control for {GitHubText.Escape(check.ShortClaim)}, rejected."
                : $"{Mark(check.Verdict)} {GitHubText.Escape(check.ShortClaim)} {Words(check.Verdict)}.";
        var because = check.Because.Length > 0 ? $" *{Ended(GitHubText.Sentence(Capital(check.Because)))}*" : "";
        var evidence = check.Evidence.Length > 0 ? " " + Ended(Capital(check.Evidence)) : "";
        var row = $"> {anchor}**{head}** {title}{Ended(GitHubText.Sentence(check.Summary))}{because}{evidence}";
        var claim = claims.Claims.FirstOrDefault(candidate => candidate.Id == check.ShortClaim);
        return claim is { Verdict: "corrected" or "fails" } && ClaimEvidence.Decides(claim, check) && errata.Add(claim.Id)
            ? row + "\n\n" + Erratum(claim) : row;
    }

    private string Erratum(ClaimRecord claim) =>
        $"> {links.Anchor(Slug, "erratum-" + claim.Anchor)}**Erratum to {GitHubText.Escape(claim.Id)}** ({Words(claim.Verdict)})\n>\n"
        + ErratumLines(claim, "> ");

    /// <summary>What the source says, what is true, and the counter-example, one list item each.</summary>
    public string ErratumLines(ClaimRecord claim, string indent)
    {
        var lines = new List<string> { $"{indent}- The {(claim.Ours ? "claim" : "source")} says: {Statement(claim.Statement)}" };
        if (claim.Correction.Length > 0) { lines.Add($"{indent}- It is: {Statement(claim.Correction)}"); }
        if (claim.Counterexample.Length > 0)
        {
            lines.Add($"{indent}- Counter-example: {Statement(claim.Counterexample)}");
        }
        return string.Join('\n', lines);
    }

    /// <summary>Words of the register, which are Markdown, in one line.</summary>
    public string Statement(string markdown, bool table = false) => prose.Inline(markdown, table);

    /// <summary>Verdict with its sign, as the README of the collection writes it.</summary>
    public static string Verdict(string verdict) => $"{Mark(verdict)} {Words(verdict)}";

    public static string Tally(ClaimsOfNotebook claims) =>
        Verdicts.Tally(claims.Count("holds"), claims.Count("corrected"), claims.Count("fails"), claims.Count("open"));

    /// <summary>A source document in one line.</summary>
    public static string Source(SourceRecord source)
    {
        var title = $"*{GitHubText.Escape(source.Title)}*";
        if (Address.IsWeb(source.Url)) { title = $"[{title}]({GitHubText.Address(source.Url)})"; }
        return string.Join(", ", new[] { GitHubText.Escape(source.Author), title, source.OriginalTitle == source.Title
            ? "" : GitHubText.Escape(source.OriginalTitle), GitHubText.Escape(source.Where) }
            .Where(part => part.Length > 0)) + ".";
    }

    private static string Mark(string verdict) =>
        verdict switch { "holds" => "✓", "corrected" => "‸", "fails" => "✗", _ => "○" };

    private static string Words(string verdict) => Verdicts.Words(verdict).ToLowerInvariant();

    /// <summary>A word at the start gets its capital; a symbol such as b or λ keeps its case.</summary>
    private static string Capital(string text) => text.Length > 2 && char.IsAsciiLetterLower(text[0])
        && (char.IsAsciiLetterLower(text[1]) || text.StartsWith("a ", StringComparison.Ordinal))
        ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    private static string Ended(string sentence) => sentence.Length == 0 || sentence[^1] is '.' or '?' or '!'
        ? sentence : sentence + ".";
}
