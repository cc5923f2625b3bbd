using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Export.Outputs;

namespace Lemmata.Export.Pages;

/// <summary>The first page: what this is, totals, and a gallery of all notebooks.</summary>
internal static partial class IndexPage
{
    public static PageContent Content(IReadOnlyList<NotebookPage> notebooks)
    {
        int Total(string verdict) => notebooks.Sum(notebook => notebook.Claims.Count(verdict));
        var claims = notebooks.Sum(notebook => notebook.Claims.Claims.Count);
        var html = new StringBuilder("<main id=\"main\" class=\"front\">\n<header><h1>Notes that check themselves</h1>\n"
            + "<p class=\"lede\">Each notebook takes the claims of one source on learning theory, derives them, and puts every one to the test by number. "
            + "The verdicts are recomputed on every run.</p></header>\n<dl class=\"totals\">");
        Tile(html, "holds", Total("holds"), Total("holds") == 1 ? "claim holds" : "claims hold");
        Tile(html, "corrected", Total("corrected"), Total("corrected") == 1 ? "holds, corrected" : "hold, corrected");
        Tile(html, "fails", Total("fails"), Total("fails") == 1 ? "fails" : "fail");
        if (Total("open") > 0) { Tile(html, "open", Total("open"), "open"); }
        html.Append($"</dl>\n<p class=\"more u\"><a href=\"{Layout.Ledger}\">See all {HtmlText.Count(claims, "claim")} and the errata in the ledger</a></p>\n<ul class=\"cards\">");
        foreach (var notebook in notebooks) { Card(html, notebook); }
        html.Append("</ul>\n</main>");
        return new PageContent(Layout.Index, "Lemmata", "Executable notes on learning theory, in C#: every claim recomputed.", html.ToString())
        {
            HasFormulas = true,
        };
    }

    private static void Tile(StringBuilder html, string verdict, int count, string words) =>
        html.Append($"<div class=\"{Icons.Class(verdict)}\"><dt><span class=\"v {Icons.Class(verdict)}\">{Icons.Shape(verdict)}{words}</span></dt><dd>{count}</dd></div>");

    private static void Card(StringBuilder html, NotebookPage notebook)
    {
        var claims = notebook.Claims;
        html.Append($"<li id=\"{notebook.Slug}\"><div class=\"plot thumb\">{Thumbnail(notebook)}</div><p class=\"kicker\">{HtmlText.Escape(claims.Topic.Length > 0 ? claims.Topic : "Notebook")}</p>")
            .Append($"<h2><a class=\"t\" href=\"{notebook.File}\">{notebook.TitleHtml}</a></h2><p>{Sentence(notebook)}</p>");
        if (notebook.Failure is not null) { html.Append("<p class=\"absent\">This notebook did not run to its end.</p>"); }
        if (claims.Claims.Count > 0)
        {
            html.Append("<ul class=\"strip\" aria-hidden=\"true\">").AppendJoin("", claims.Claims.Select(claim =>
                $"<li class=\"{Icons.Class(claim.Verdict)}\">{Icons.Shape(claim.Verdict)}</li>")).Append("</ul>");
        }

        html.Append($"<small>{Icons.Tally(claims.Count("holds"), claims.Count("corrected"), claims.Count("fails"), claims.Count("open"))}</small></li>\n");
    }

    /// <summary>The finding of the main figure, else the question.</summary>
    private static string Sentence(NotebookPage notebook)
    {
        var finding = notebook.MainFigure is { } figure ? FirstBold().Match(figure.CaptionHtml).Groups[1].Value : "";
        return finding.Length > 0 ? finding : notebook.QuestionHtml;
    }

    /// <summary>The main figure's shapes without words and axes, cut to where the data are.</summary>
    private static string Thumbnail(NotebookPage notebook)
    {
        if (notebook.MainFigure is not { } figure || figure.Wide.Length == 0) { return ""; }
        var svg = HiddenFrame().Replace(TextElement().Replace(figure.Wide, ""), "");
        svg = AllIds().Replace(svg, match => match.Value.Replace("fig-", "thumb-" + notebook.Slug + "-", StringComparison.Ordinal));
        return SvgStart().Replace(svg, match =>
        {
            var box = ViewBox().Match(match.Value);
            var (width, height) = box.Success
                ? (double.Parse(box.Groups["w"].Value, System.Globalization.CultureInfo.InvariantCulture),
                   double.Parse(box.Groups["h"].Value, System.Globalization.CultureInfo.InvariantCulture)) : (880, 420);
            var right = LabelColumn().Matches(figure.Wide).Any(text => double.TryParse(text.Groups["x"].Value,
                System.Globalization.CultureInfo.InvariantCulture, out var x) && x > width - 188) ? 186 : 20;
            var crop = FormattableString.Invariant($"52 40 {width - 52 - right:0.##} {height - 40 - 44:0.##}");
            return $"<svg viewBox=\"{crop}\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">";
        }, 1);
    }

    [GeneratedRegex("<(?:b|strong)>([\\s\\S]*?)</(?:b|strong)>")]
    private static partial Regex FirstBold();

    [GeneratedRegex("<text[\\s\\S]*?</text>")]
    private static partial Regex TextElement();

    [GeneratedRegex("""<g\b[^>]*data-f="\d+"[^>]*visibility="hidden"[^>]*>(?:(?!</?g\b)[\s\S]|<g\b(?:(?!</?g\b)[\s\S])*</g>)*</g>""")]
    private static partial Regex HiddenFrame();

    [GeneratedRegex("""(?:\bid="|url\(#|href="#)fig-""")]
    private static partial Regex AllIds();

    [GeneratedRegex("^<svg[^>]*>")]
    private static partial Regex SvgStart();

    [GeneratedRegex("""viewBox="[-\d.]+ [-\d.]+ (?<w>[\d.]+) (?<h>[\d.]+)["]""")]
    private static partial Regex ViewBox();

    [GeneratedRegex("""<text[^>]*\bx="(?<x>[\d.]+)["]""")]
    private static partial Regex LabelColumn();
}
