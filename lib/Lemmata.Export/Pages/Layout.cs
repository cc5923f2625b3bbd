using System.Security.Cryptography;
using System.Text;
using Lemmata.Export.Markup;

namespace Lemmata.Export.Pages;

/// <summary>What every page has around its content.</summary>
internal sealed class Layout
{
    /// <summary>Name of the collection's index page.</summary>
    public const string Index = "index.html", Ledger = "ledger.html", Status = "status.html";

    /// <summary>True puts style, script, fonts and data into each page.</summary>
    public bool SingleFile { get; init; }

    /// <summary>Formulas were rendered: the pages need KaTeX's sheet.</summary>
    public bool Formulas { get; init; }

    /// <summary>The plot library is there.</summary>
    public bool Plots { get; init; }

    /// <summary>Pages look for a newer export and reload.</summary>
    public bool Watch { get; init; }

    /// <summary>KaTeX's sheet with its fonts inside, for single files.</summary>
    public string InlineFormulaSheet { get; set; } = "";

    /// <summary>The plot library as it runs, for its hash.</summary>

    public string PlotLibrary { get; set; } = "";

    /// <summary>The plot library as single files carry it.</summary>
    public string PackedPlotLibrary { get; set; } = "";

    /// <summary>Scripts of others with their licences, for a page that stands by itself; null where a status page lists them.</summary>
    public SafeHtml? Libraries { get; set; }

    /// <summary>The search index, for single files.</summary>
    public string SearchIndex { get; set; } = "";

    private string? libraryHash;

    /// <summary>A whole page.</summary>
    public string Page(PageContent content)
    {
        var scripts = new List<string>();
        var head = new HtmlBuilder();
        if (SingleFile)
        {
            if (Formulas && content.HasFormulas) { head.Append($"<style data-katex>{SafeHtml.Trusted(InlineFormulaSheet)}</style>\n"); }
            head.Append($"<style>{SafeHtml.Trusted(AssetFiles.Stylesheet)}</style>\n").Append(Inline(AssetFiles.Script, scripts)).Append($"\n");
        }
        else
        {
            if (Formulas && content.HasFormulas) { head.Append($"<link rel=\"stylesheet\" href=\"assets/katex/katex.css\">\n"); }
            head.Append($"<link rel=\"stylesheet\" href=\"assets/lemmata.css\">\n<script src=\"assets/lemmata.js\"></script>\n");
            if (Watch) { head.Append($"<script src=\"assets/version.js\"></script>\n"); }
        }

        var plots = Plots && content.HasPlots;
        var tail = new HtmlBuilder();
        // The library is packed text until the first figure comes near; its hash lets exactly that text run.
        if (plots) { scripts.Add(libraryHash ??= Hash(PlotLibrary)); }
        if (SingleFile)
        {
            if (plots) { tail.Append($"<script type=\"text/plain\" id=\"plot-library\">{PackedPlotLibrary}</script>\n"); }
            tail.Append($"<script type=\"application/json\" id=\"search-index\">{SafeHtml.Trusted(SearchIndex.Replace("<", "\\u003c", StringComparison.Ordinal))}</script>\n");
        }

        var policy = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src 'self' data: blob:; "
            + "font-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src "
            + string.Join(' ', scripts.Select(hash => $"'sha256-{hash}'").Prepend(SingleFile ? "" : "'self'")).Trim();
        var title = content.Title == "Lemmata" ? "Lemmata · executable notes on learning theory" : content.Title + " · Lemmata";
        var name = Libraries is null
            ? SafeHtml.Html($"<a class=\"word\" href=\"{Index}\">{Icons.Word}Lemmata</a>\n<nav aria-label=\"Collection\">{Tab(Index, "Notebooks", content)}{Tab(Ledger, "Ledger", content)}{Tab(Status, "Status", content)}</nav>")
            : SafeHtml.Html($"<span class=\"word\">{Icons.Word}Lemmata</span>");
        var fold = content.HasCode ? SafeHtml.Html($"<button id=\"fold\" type=\"button\">Fold code</button>") : SafeHtml.Empty;
        var library = plots ? SafeHtml.Html($" data-plots=\"{(SingleFile ? "inline" : "assets/plots.js")}\"") : SafeHtml.Empty;
        var thirdParty = Libraries is null ? SafeHtml.Html($" <a href=\"{Status}#third-party\">Third-party scripts</a></p>")
            : SafeHtml.Html($"</p><details class=\"data\"><summary>Third-party scripts</summary>\n{Libraries}</details>");
        return SafeHtml.Html($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{SafeHtml.Trusted(policy)}">
            <title>{title}</title>
            <meta name="description" content="{content.Description}">
            <meta name="color-scheme" content="light dark">
            {head.ToSafe()}</head>
            <body data-page="{content.File}"{library}>
            {Icons.Definitions}
            <a class="skip" href="#main">Skip to content</a>
            <header class="bar"><div>
            {name}
            <div class="tools needs-js">
            <div class="find" role="search"><input id="q" type="search" placeholder="Search   /" aria-label="{(Libraries is null ? "Search all notebooks" : "Search this notebook")}" autocomplete="off"><ul id="hits" aria-label="Search results"></ul></div>
            {fold}<button id="theme" type="button">Dark theme</button>
            </div></div></header>
            <p class="vh" id="live" aria-live="polite"></p>
            {content.Body.Trimmed()}
            <footer><p>Lemmata, executable notes on learning theory, in C#. Every verdict was recomputed when these pages were made.{thirdParty}</footer>
            {tail.ToSafe()}</body>
            </html>

            """).Write();
    }

    private static SafeHtml Tab(string file, string name, PageContent content) =>
        SafeHtml.Html($"<a href=\"{file}\"{(content.File == file ? SafeHtml.Html($" aria-current=\"page\"") : SafeHtml.Empty)}>{name}</a>");

    private static SafeHtml Inline(string script, List<string> hashes)
    {
        hashes.Add(Hash(script));
        return SafeHtml.Html($"<script>{SafeHtml.Trusted(script)}</script>");
    }

    private static string Hash(string script) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
}

/// <summary>One page before its surroundings.</summary>
internal sealed record PageContent(string File, string Title, string Description, SafeHtml Body)
{
    public bool HasCode { get; init; }

    public bool HasPlots { get; init; }

    public bool HasFormulas { get; init; }
}
