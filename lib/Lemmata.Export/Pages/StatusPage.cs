using Lemmata.Export.Markup;

namespace Lemmata.Export.Pages;

/// <summary>What the collection consists of, in facts that do not depend on a machine or a day.</summary>
internal static class StatusPage
{
    public static PageContent Content(IReadOnlyList<NotebookPage> notebooks, IReadOnlyDictionary<string, int> pageBytes,
        IReadOnlyList<(string Name, string Version, string Licence, string Text)> libraries, bool singleFile)
    {
        var html = new HtmlBuilder().Append($"<main id=\"main\" class=\"front\">\n<header><h1>Status</h1>")
            .Append($"<p class=\"lede\">{HtmlText.Count(notebooks.Count, "notebook")}, run from top to bottom before these pages were written.</p></header>\n")
            .Append($"<h2 id=\"notebooks\">Notebooks</h2>\n<div class=\"scroll\" role=\"group\" aria-label=\"Status of all notebooks\"><table><caption class=\"vh\">Status of all notebooks</caption><thead><tr><th scope=\"col\">Notebook</th>");
        foreach (var name in new[] { "Code cells", "Prose cells", "Figures", "Claims", "Checks", "Controls" }) { html.Append($"<th scope=\"col\" class=\"n\">{name}</th>"); }
        html.Append($"<th scope=\"col\">Verdicts</th><th scope=\"col\">Run time</th><th scope=\"col\" class=\"n\">Page</th></tr></thead><tbody>\n");
        foreach (var notebook in notebooks)
        {
            var claims = notebook.Claims;
            html.Append($"<tr><th scope=\"row\"><a href=\"{notebook.File}\">{notebook.Title}</a></th>")
                .Append(Numbers(notebook.CodeCells, notebook.ProseCells, notebook.Figures.Count, claims.Claims.Count,
                    claims.Claims.Sum(claim => claim.Checks.Count), claims.Controls.Count))
                .Append($"<td>{(notebook.Failure is null ? Icons.Tally(claims.Count("holds"), claims.Count("corrected"), claims.Count("fails"), claims.Count("open")) : "did not run to its end")}</td>")
                .Append($"<td>{RunTimeClass(notebook.Seconds)}</td><td class=\"n\">{HtmlText.Size(pageBytes.GetValueOrDefault(notebook.File))}</td></tr>\n");
        }

        html.Append($"<tr><th scope=\"row\">All</th>").Append(Numbers(notebooks.Sum(n => n.CodeCells), notebooks.Sum(n => n.ProseCells),
                notebooks.Sum(n => n.Figures.Count), notebooks.Sum(n => n.Claims.Claims.Count),
                notebooks.Sum(n => n.Claims.Claims.Sum(claim => claim.Checks.Count)), notebooks.Sum(n => n.Claims.Controls.Count)))
            .Append($"<td></td><td></td><td class=\"n\">{HtmlText.Size(pageBytes.Values.Sum())}</td></tr>\n</tbody></table></div>\n")
            .Append($"<h2 id=\"third-party\">Third-party scripts</h2>\n");
        html.Append(Libraries(libraries, singleFile));
        html.Append($"</main>");
        return new PageContent(Layout.Status, "Status", "What the collection consists of: cells, claims, run time, size, licences.", html.ToSafe())
        {
            HasFormulas = true,
        };
    }

    /// <summary>The libraries that pages carry, with their licences.</summary>
    public static SafeHtml Libraries(IReadOnlyList<(string Name, string Version, string Licence, string Text)> libraries, bool singleFile)
    {
        var html = new HtmlBuilder();
        if (libraries.Count == 0)
        {
            html.Append($"<p>None: these pages were made without Node, so figures are drawings and formulas are TeX.</p>\n");
        }
        else
        {
            html.Append($"<p>Everything else on these pages is part of Lemmata (MIT licence).</p>\n<div class=\"scroll\" role=\"group\" aria-label=\"Third-party scripts\"><table><thead><tr><th scope=\"col\">Library</th><th scope=\"col\">Version</th><th scope=\"col\">Licence</th><th scope=\"col\">Used for</th></tr></thead><tbody>\n");
            foreach (var (name, version, licence, _) in libraries)
            {
                var use = name == "katex" ? "formulas, rendered at export; its sheet and fonts" : "figures that answer to pointer and zoom";
                var text = singleFile ? SafeHtml.Text(licence) : SafeHtml.Html($"<a href=\"assets/licences/{name}.txt\">{licence}</a>");
                html.Append($"<tr><th scope=\"row\">{name}</th><td>{version}</td><td>{text}</td><td>{use}</td></tr>\n");
            }

            html.Append($"</tbody></table></div>\n");
            if (singleFile)
            {
                foreach (var (name, _, _, text) in libraries)
                {
                    html.Append($"<details class=\"data\"><summary>Licence of {name}</summary><pre class=\"licence\">{text}</pre></details>\n");
                }
            }
        }

        return html.ToSafe();
    }

    private static SafeHtml Numbers(params int[] numbers) => SafeHtml.Concat(numbers.Select(number => SafeHtml.Html($"<td class=\"n\">{number}</td>")));

    /// <summary>Coarse on purpose, with a limit far above what notebooks of the collection take: a busy machine must not change the page.</summary>
    private static string RunTimeClass(double? seconds) => seconds switch
    {
        null => "not measured",
        < 60 => "under a minute",
        _ => "minutes",
    };
}
