using System.Globalization;
using Lemmata.Export.Markup;
using Lemmata.Export.Outputs;

namespace Lemmata.Export.Pages;

/// <summary>The first page: what this is, totals, and a gallery of all notebooks.</summary>
internal static class IndexPage
{
    public static PageContent Content(IReadOnlyList<NotebookPage> notebooks)
    {
        int Total(string verdict) => notebooks.Sum(notebook => notebook.Claims.Count(verdict));
        var claims = notebooks.Sum(notebook => notebook.Claims.Claims.Count);
        var html = new HtmlBuilder().Append($"<main id=\"main\" class=\"front\">\n<header><h1>Notes that check themselves</h1>\n")
            .Append($"<p class=\"lede\">Each notebook takes the claims of one source on learning theory, derives them, and puts every one to the test by number. The verdicts are recomputed on every run.</p></header>\n<dl class=\"totals\">");
        Tile(html, "holds", Total("holds"), Total("holds") == 1 ? "claim holds" : "claims hold");
        Tile(html, "corrected", Total("corrected"), Total("corrected") == 1 ? "holds, corrected" : "hold, corrected");
        Tile(html, "fails", Total("fails"), Total("fails") == 1 ? "fails" : "fail");
        if (Total("open") > 0) { Tile(html, "open", Total("open"), "open"); }
        html.Append($"</dl>\n<p class=\"more u\"><a href=\"{Layout.Ledger}\">See all {HtmlText.Count(claims, "claim")} and the errata in the ledger</a></p>\n<ul class=\"cards\">");
        foreach (var notebook in notebooks) { Card(html, notebook); }
        html.Append($"</ul>\n</main>");
        return new PageContent(Layout.Index, "Lemmata", "Executable notes on learning theory, in C#: every claim recomputed.", html.ToSafe())
        {
            HasFormulas = true,
        };
    }

    private static void Tile(HtmlBuilder html, string verdict, int count, string words) =>
        html.Append($"<div class=\"{Icons.Class(verdict)}\"><dt><span class=\"v {Icons.Class(verdict)}\">{Icons.Shape(verdict)}{words}</span></dt><dd>{count}</dd></div>");

    private static void Card(HtmlBuilder html, NotebookPage notebook)
    {
        var claims = notebook.Claims;
        html.Append($"<li id=\"{notebook.Slug}\"><div class=\"plot thumb\">{Thumbnail(notebook)}</div><p class=\"kicker\">{(claims.Topic.Length > 0 ? claims.Topic : "Notebook")}</p>")
            .Append($"<h2><a class=\"t\" href=\"{notebook.File}\">{notebook.Title}</a></h2><p>{Sentence(notebook)}</p>");
        if (notebook.Failure is not null) { html.Append($"<p class=\"absent\">This notebook did not run to its end.</p>"); }
        if (claims.Claims.Count > 0)
        {
            var marks = SafeHtml.Concat(claims.Claims.Select(claim => SafeHtml.Html($"<li class=\"{Icons.Class(claim.Verdict)}\">{Icons.Shape(claim.Verdict)}</li>")));
            html.Append($"<ul class=\"strip\" aria-hidden=\"true\">{marks}</ul>");
        }

        html.Append($"<small>{Icons.Tally(claims.Count("holds"), claims.Count("corrected"), claims.Count("fails"), claims.Count("open"))}</small></li>\n");
    }

    /// <summary>The finding of the main figure, else the question.</summary>
    private static SafeHtml Sentence(NotebookPage notebook) => notebook.MainFigure?.Caption.FirstStrong() ?? notebook.Question;

    /// <summary>The main figure's shapes without words and axes, cut to where the data are.</summary>
    private static SafeHtml Thumbnail(NotebookPage notebook)
    {
        if (notebook.MainFigure?.Wide is not { } drawing) { return SafeHtml.Empty; }
        var (width, height) = drawing.Box is var (w, h) ? (Number(w), Number(h)) : (880, 420);
        var right = drawing.Root.Descendants().Any(element => element.Name == "text" && Number(element["x"]) > width - 188) ? 186 : 20;
        var crop = FormattableString.Invariant($"52 40 {width - 52 - right:0.##} {height - 40 - 44:0.##}");
        return drawing.With([("viewBox", crop), ("preserveAspectRatio", "none"), ("aria-hidden", "true"), ("focusable", "false")],
                element => element.Name == "text" || element.Frame is not null && element["visibility"] == "hidden")
            .Renamed(id => id.StartsWith("fig-", StringComparison.Ordinal) ? $"thumb-{notebook.Slug}-{id[4..]}" : id).Write();
    }

    private static double Number(string? text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
