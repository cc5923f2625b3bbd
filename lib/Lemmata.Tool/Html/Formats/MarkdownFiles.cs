using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Tool.Html.Reading;

namespace Lemmata.Tool.Html.Formats;

/// <summary>The collection as Markdown with pictures, for places that show Markdown and nothing else.</summary>
internal static partial class MarkdownFiles
{
    /// <summary>Writes one .md a notebook, figures beside them, and an index; returns the number of files.</summary>
    public static int Write(IReadOnlyList<NotebookInput> notebooks, string folder)
    {
        var files = new SiteFiles();
        var index = new StringBuilder("# Lemmata\n\nExecutable notes on learning theory, in C#: every claim recomputed.\n\n| notebook | verdicts |\n|---|---|\n");
        foreach (var notebook in notebooks)
        {
            var cells = CellInput.ReadAll(notebook.Content);
            files.Add(notebook.Slug + ".md", Page(notebook, cells, files));
            var sheet = cells.SelectMany(cell => cell.Outputs).Select(output => output.JsonOf("application/vnd.lemmata.claims+json")).LastOrDefault(json => json is not null);
            var claims = ClaimsOfNotebook.Join(notebook.Slug, sheet, null);
            index.Append($"| [{Title(cells) ?? notebook.Slug}]({notebook.Slug}.md) | {Pages.Icons.Tally(claims.Count("holds"), claims.Count("corrected"), claims.Count("fails"), claims.Count("open"))} |\n");
        }

        files.Add("README.md", index.ToString());
        files.Add(".lemmata-site", "Written by lemmata export; the whole folder is replaced by the next export.\n");
        files.WriteTo(folder);
        return files.All.Count - 1;
    }

    private static string Page(NotebookInput notebook, IReadOnlyList<CellInput> cells, SiteFiles files)
    {
        var text = new StringBuilder();
        var figures = 0;
        foreach (var cell in cells)
        {
            if (cell.Kind == "markdown") { text.Append(NotebookLink().Replace(cell.Source.Trim(), "](${slug}.md")).Append("\n\n"); }
            if (cell.Kind != "code") { continue; }
            if (cell.Source.Trim().Length > 0) { text.Append(Fenced("csharp", cell.Source.Trim('\n'))); }
            foreach (var output in cell.Outputs) { Output(text, output, notebook.Slug, files, ref figures); }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Output(StringBuilder text, OutputInput output, string slug, SiteFiles files, ref int figures)
    {
        if (output.Kind != "display")
        {
            var (html, cut) = Outputs.AnsiText.Convert(output.Text);
            text.Append(Fenced("text", HtmlText.Strip(html) + (cut is null ? "" : "\n… " + cut)));
            return;
        }

        if (output.JsonOf("application/vnd.lemmata.claims+json") is { } sheet)
        {
            text.Append("| id | verdict | claim |\n|---|---|---|\n");
            foreach (var claim in ClaimsOfNotebook.Join(slug, sheet, null).Claims)
            {
                text.Append($"| {claim.Id} | {Pages.Icons.Words(claim.Verdict)} | {claim.Statement.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
            }

            text.Append('\n');
            return;
        }

        if (output.TextOf("image/svg+xml") is { } svg && Prose.Images.Decode(svg, mayBeText: true) is { } drawing)
        {
            Picture(text, output, $"figures/{slug}-{++figures}.svg", drawing, files);
            return;
        }

        foreach (var mime in new[] { "image/png", "image/jpeg", "image/gif" })
        {
            if (output.TextOf(mime) is { } data && Prose.Images.Decode(data, mayBeText: false) is { } bytes)
            {
                Picture(text, output, $"figures/{slug}-{++figures}.{Prose.Images.Extension(mime)}", bytes, files);
                return;
            }
        }

        if (output.TextOf("text/markdown") is { } markdown) { text.Append(markdown.Trim()).Append("\n\n"); }
        else if (output.TextOf("text/latex") is { } latex) { text.Append("$$\n").Append(latex.Trim().Trim('$').Trim()).Append("\n$$\n\n"); }
        else if (output.TextOf("text/plain") is { Length: > 0 } plain) { text.Append(Fenced("text", plain.Trim('\n'))); }
        else if (output.TextOf("text/html") is { } html) { text.Append(Prose.Sanitizer.Clean(html).Trim()).Append("\n\n"); }
    }

    private static void Picture(StringBuilder text, OutputInput output, string path, byte[] content, SiteFiles files)
    {
        files.Add(path, content);
        var alt = HtmlText.Squeeze(output.TextOf("text/plain") ?? "figure").Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal);
        text.Append($"![{alt}]({path})\n\n");
        if (output.JsonOf("application/vnd.lemmata.figure+json")?["caption"]?.ToString() is { Length: > 0 } caption) { text.Append(caption).Append("\n\n"); }
    }

    /// <summary>A fence longer than any run of backticks inside.</summary>
    private static string Fenced(string language, string code)
    {
        var fence = new string('`', Math.Max(3, Backticks().Matches(code).Select(match => match.Length + 1).DefaultIfEmpty(3).Max()));
        return $"{fence}{language}\n{code}\n{fence}\n\n";
    }

    private static string? Title(IReadOnlyList<CellInput> cells) =>
        cells.Where(cell => cell.Kind == "markdown").Select(cell => FirstHeading().Match(cell.Source)).FirstOrDefault(match => match.Success)?.Groups[1].Value.Trim();

    [GeneratedRegex("`{3,}")]
    private static partial Regex Backticks();

    [GeneratedRegex(@"(?m)^#\s+(.+)$")]
    private static partial Regex FirstHeading();

    [GeneratedRegex(@"\]\((?<slug>[\w-]+)\.ipynb(?=[)#])")]
    private static partial Regex NotebookLink();
}
