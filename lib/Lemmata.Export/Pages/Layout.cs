using System.Security.Cryptography;
using System.Text;
using Lemmata.Export.Components;
using Lemmata.Export.Fonts;
using Lemmata.Export.Live;
using Lemmata.Export.Markup;
using Lemmata.Export.Plotly;

#pragma warning disable RS0030 // A door: style and script are files of the tool.

namespace Lemmata.Export.Pages;

/// <summary>What every page has around its content.</summary>
internal sealed class Layout
{
    /// <summary>Name of the collection's index page.</summary>
    public const string Index = "index.html", Ledger = "ledger.html", Status = "status.html",
        Library = "library.html", Book = "book.html";

    /// <summary>True puts style, script, fonts and data into each page.</summary>
    public bool SingleFile { get; init; }

    /// <summary>What the collection says about itself.</summary>
    public CollectionWords Words { get; init; } = new("Notebooks");

    /// <summary>Whether a notebook makes a claim.</summary>
    public bool HasClaims { get; init; }

    /// <summary>Whether the collection has a library whose members a page lists.</summary>
    public bool HasLibrary { get; init; }

    /// <summary>Formulas were rendered: the pages need KaTeX's sheet.</summary>
    public bool Formulas { get; init; }

    /// <summary>The plot library is there.</summary>
    public bool Plots { get; init; }

    /// <summary>Pages look for a newer export and reload.</summary>
    public bool Watch { get; init; }

    /// <summary>KaTeX's sheet with its fonts inside, for single files.</summary>
    public string InlineFormulaSheet { get; set; } = "";

    /// <summary>The fonts of text, labels and code; null where pages take those of the machine.</summary>
    public PageFonts? Fonts { get; set; }

    /// <summary>Their sheet with the fonts inside, for single files.</summary>
    public string InlineFonts { get; set; } = "";

    /// <summary>The bundles of the plot library: the hash of what runs, and the text as single files carry it.</summary>
    public Dictionary<PlotBundle, (string Hash, string Packed)> PlotLibraries { get; } = [];

    /// <summary>Scripts of others with their licences, for a page that stands by itself; null where a status page lists
    /// them.</summary>
    public IReadOnlyList<Library>? Libraries { get; set; }

    /// <summary>The runner of pages that compute; null where none do.</summary>
    public LivePack? Runner { get; init; }

    /// <summary>The search index as single files carry it.</summary>
    public string PackedSearchIndex { get; set; } = "";

    /// <summary>A whole page; several are made at once.</summary>
    public string Page(PageContent content, PageRendering rendering)
    {
        var scripts = new List<string>();
        var head = new HtmlBuilder();
        if (Formulas && content.HasFormulas)
        {
            head.Append(SingleFile
                ? SafeHtml.Html($"<style data-katex>{SafeHtml.Trusted(InlineFormulaSheet)}</style>\n")
                : SafeHtml.Html($"<link rel=\"stylesheet\" href=\"assets/katex/katex.css\" data-katex>\n"));
        }

        if (Fonts is not null)
        {
            head.Append(SingleFile
                ? SafeHtml.Html($"<style data-fonts=\"{Cuts(content.Body)}\">{SafeHtml.Trusted(InlineFonts)}</style>\n")
                : SafeHtml.Html($"<link rel=\"stylesheet\" href=\"assets/fonts.css\" data-fonts=\"{Cuts(content.Body)}\">\n"));
        }

        head.Append(SingleFile ? SafeHtml.Html($"<style>{SafeHtml.Trusted(AssetFiles.Stylesheet)}</style>\n")
            : SafeHtml.Html($"<link rel=\"stylesheet\" href=\"assets/lemmata.css\">\n"));
        if (content.HasWalks) head.Append(Inline(AssetFiles.WalkScript, scripts)).Append($"\n");
        head.Append(Inline(content.File == Book ? AssetFiles.Text("book.js") : AssetFiles.Script, scripts)).Append($"\n");
        if (Words.Colour.Length > 0) head.Append($"<style>{ThemeColour.Rule(Words.Colour)}</style>\n");
        var plots = Plots && content.Plots.Count > 0;
        var tail = new HtmlBuilder();
        foreach (var bundle in Plots ? content.Plots : [])
        {
            // A bundle is packed text until a figure that needs it comes near; its hash lets exactly that text run.
            var (hash, packed) = PlotLibraries[bundle];
            scripts.Add(hash);
            tail.Append($"<script type=\"text/plain\" id=\"{bundle.Holder}\">{(SingleFile ? packed : "")}</script>\n");
        }
        tail.Append($"<script type=\"text/plain\" id=\"search-index\">{(SingleFile ? PackedSearchIndex : "")}</script>\n");
        if (Runner is not null && content.Live is { } live)
        {
            head.Append($"<style>{SafeHtml.Trusted(AssetFiles.Text("live.css"))}</style>\n")
                .Append(Inline(AssetFiles.LiveScript, scripts)).Append($"\n");
            tail.Append(live.Holders(Runner, SingleFile));
        }

        // No 'self' for scripts: a file that a page links to lies in the site too. A script from disk cannot be known
        // by
        // its hash, so the one that all pages share stands in each.
        var policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; img-src 'self' data: blob:; "
            + "font-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src "
                + string.Join(' ', scripts.Select(hash => $"'sha256-{hash}'"))
                // What computes runs in a worker, which inherits this policy: no network, and modules only of its own.
                + (Runner is null || content.Live is null ? "" : " 'wasm-unsafe-eval' blob:; worker-src blob:");
        var title = content.File is not (Index or Book) ? $"{content.Title} · {Words.Title}"
            : Words.Line.Length > 0 ? $"{Words.Title} · {Words.Line}" : Words.Title;
        var frame = new FrameFacts(content, title, policy, head.ToSafe(), tail.ToSafe(), !plots ? null : SingleFile
            ? "inline" : "beside",
            SingleFile ? "inline" : "assets/search.css", Watch ? "" : null, Libraries)
        {
            Letters = Fonts is null ? null : Letters(content.Body), Words = Words, HasClaims = HasClaims,
            HasLibrary = HasLibrary,
        };
        return rendering.Render<PageFrame>(("Model", frame)).Write();
    }

    /// <summary>The cuts of the text that a page shows from the start.</summary>
    private static string Cuts(SafeHtml body)
    {
        var text = body.Write();
        return "normal 600" + (text.Contains("<em", StringComparison.Ordinal)
            || text.Contains("class=\"question\"", StringComparison.Ordinal) ? " italic" : "");
    }

    /// <summary>Letters that stand in font files besides the ones every page takes.</summary>
    private static string? Letters(SafeHtml body)
    {
        var beyond = body.ToPlainText().EnumerateRunes().Where(rune => rune.Value > 0xff).Distinct().Order().ToList();
        return beyond.Count == 0 ? null : string.Concat(beyond);
    }

    private static SafeHtml Inline(string script, List<string> hashes)
    {
        hashes.Add(Hash(script));
        return SafeHtml.Html($"<script>{SafeHtml.Trusted(script)}</script>");
    }

    /// <summary>The hash by which a policy lets a script run.</summary>
    public static string Hash(string script) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
}
