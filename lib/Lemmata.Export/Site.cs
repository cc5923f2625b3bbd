using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export.Formulas;
using Lemmata.Export.Components;
using Lemmata.Export.Diagrams;
using Lemmata.Export.Fonts;
using Lemmata.Export.Live;
using Lemmata.Export.Markup;
using Lemmata.Export.Pages;
using Lemmata.Export.Plotly;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;
using Lemmata.Export.Reference;
using Lemmata.Notebooks;

namespace Lemmata.Export;

/// <summary>How a site is written.</summary>
/// <param name="Cache">Folder outside version control for packages, formulas and coloured code.</param>
/// <param name="SingleFile">Every page carries its style, scripts, fonts and data itself.</param>
/// <param name="Static">Do not use Node even where it is there.</param>
/// <param name="Watch">Pages look for a newer export and reload.</param>
/// <param name="Registers">Folder of claim registers; null where there is none.</param>
/// <param name="LoadScript">The script that notebooks load; names assemblies and namespaces for colouring.</param>
public sealed record SiteOptions(string Cache, bool SingleFile = false, bool Static = false, bool Watch = false,
    string? Registers = null, string? LoadScript = null)
{
    /// <summary>The runner of pages that compute; null where none do.</summary>
    public LivePack? Runner { get; init; }

    /// <summary>
    /// Adds <c>book.html</c>, one page with all the others for printing. The values are the printed pages on which
    /// they begin, by file, as far as they are known.
    /// </summary>
    public IReadOnlyDictionary<string, int>? Book { get; init; }

    /// <summary>What the collection says about itself.</summary>
    public CollectionWords Words { get; init; } = new("Notebooks");
}

/// <summary>What was written, and what a reader should know about it.</summary>
public sealed record SiteReport(int Pages, long Bytes, IReadOnlyList<string> Warnings, string? StaticBecause)
{
    /// <summary>Files that could not be shown, each with its fault; the others were.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Whether the site that was there is the answer: nothing that it was made from has changed.</summary>
    public bool Unchanged { get; init; }
}

/// <summary>The collection as pages that need nothing but themselves.</summary>
public static partial class Site
{
    /// <summary>Writes the site into a folder; a reader meets either the old one or the new one.</summary>
    public static SiteReport Write(IReadOnlyList<NotebookInput> notebooks, string folder, SiteOptions options)
    {
        var key = KeptSite.Key(notebooks, options);
        if (key is not null && KeptSite.Find(folder, key, options.Cache) is { } known) return known;
        var faults = new List<string>();
        var (files, built) = BadNotebooks.LeftOut(notebooks, some => Build(some, options), faults);
        files.WriteTo(folder);
        var report = built with { Faults = [.. built.Faults, .. faults] };
        // What is missing may be there the next time, and files that changed meanwhile would make the note a lie.
        var isWhole = report.StaticBecause is null || options.Static;
        if (key is not null && isWhole && KeptSite.Key(notebooks, options) == key)
            KeptSite.Keep(folder, key, options.Cache, files, report);
        return report;
    }

    /// <summary>Writes one notebook as a file that stands by itself: no other page, file or address is needed or linked
    /// within the collection.</summary>
    public static SiteReport WriteAlone(NotebookInput notebook, string file, SiteOptions options)
    {
        var (files, report) = Build([notebook], options with { SingleFile = true }, alone: true);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var content = files.All[PageNames.Of(notebook.Slug) + ".html"];
        if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(content))
        {
            Notebooks.AtomicFile.Write(file, content);
        }
        return report;
    }

    internal static (SiteFiles Files, SiteReport Report) Build(IReadOnlyList<NotebookInput> notebooks,
        SiteOptions options, bool alone = false)
    {
        var warnings = new List<string>();
        var faults = new List<string>();
        var files = new SiteFiles { SingleFile = options.SingleFile };
        string? why = null;
        var node = options.Static ? null : NodePackages.Open(options.Cache, out why);
        if (options.Static)
        {
            why = "Made without Node on request: formulas are shown as TeX and figures stay static.";
        }

        // Each takes a while, and is asked for when all notebooks are read.
        var reading = alone ? Task.FromResult<IReadOnlyList<LibraryType>>([])
            : Task.Run(() => LibraryReference.Read(options.LoadScript));
        var known = node is null ? null
            : Task.Run(() => FormulaCache.Load(Path.Combine(options.Cache, "formulas.json"), node.Version));
        var usual = node is null ? null : Task.Run(() => Packing(node, PlotBundle.Usual));
        var formulas = new FormulaSet();
        var highlighter = new Code.CodeHighlighter(options.Cache, options.LoadScript);
        var claims = notebooks.Select(notebook => ReadClaims(notebook, options.Registers, faults)).ToList();
        var allClaims = claims.SelectMany(sheet => sheet.Claims).Select(claim => claim.FullId).ToHashSet();
        var pages = options.Words.InOrder(
            notebooks.Select((notebook, i) =>
                NotebookPage.Build(notebook, claims[i], allClaims, formulas, files, warnings, highlighter)),
            page => (page.Slug, page.Claims.Topic, page.TitleText));
        foreach (var twins in pages.GroupBy(page => page.TitleText).Where(group => group.Count() > 1).ToList())
        {
            foreach (var twin in twins) { twin.TellApart(); }
            warnings.Add($"{string.Join(" and ", twins.Select(page => page.Slug))} have the same title “{twins.Key}”; each is shown with its file name.");
        }

        var ledgerText = new PageText { Notebook = "ledger", Compact = true, Formulas = formulas, Warnings = warnings,
            Files = files, AllClaims = allClaims };
        var scores = FaultScore.Read(options.Registers);
        var ledger = LedgerFacts.Of(pages, ledgerText) with
        {
            Faults = [.. pages.Where(page => scores.ContainsKey(page.Slug)).Select(page => (page, scores[page.Slug]))],
        };
        foreach (var page in pages) { page.WriteCard(formulas); }
        if (node is not null && known is not null)
            formulas.Render(node, known.GetAwaiter().GetResult(), warnings);
        DiagramDrawing.Draw([.. pages.SelectMany(page => page.Text.Diagrams)], node, warnings);
        var library = reading.GetAwaiter().GetResult();
        var layout = new Layout
        {
            HasLibrary = library.Count > 0,
            SingleFile = options.SingleFile,
            Words = options.Words,
            HasClaims = allClaims.Count > 0,
            Formulas = node is not null,
            Plots = node is not null,
            Watch = options.Watch,
            Runner = options.Runner,
        };
        var searching = Task.Run(() => Packed.Of(SearchIndex.Build(pages)));
        var bundles = PlotBundle.All.Where(bundle => pages.Any(page => page.Text.Plots.Bundles.Contains(bundle))).ToList();
        var libraries = node is null ? [] : node.Licences(bundles).ToList();
        if (alone) { layout.Libraries = libraries; }
        if (node is not null)
        {
            foreach (var bundle in bundles)
            {
                layout.PlotLibraries[bundle] = bundle == PlotBundle.Usual && usual is not null
                    ? usual.GetAwaiter().GetResult() : Packing(node, bundle);
            }

            AddLibraries(files, layout, node, libraries);
        }
        layout.PackedSearchIndex = searching.GetAwaiter().GetResult();
        if (!options.SingleFile)
        {
            files.Add("assets/lemmata.css", AssetFiles.Stylesheet);
            files.Add("assets/search.css", Data("search-index", layout.PackedSearchIndex));
            foreach (var pack in Packs(notebooks, options.Runner)) { files.Add(pack.Asset, Data(pack.Id, pack.Text)); }
        }

        using var rendering = new PageRendering();
        var taken = notebooks.ToDictionary(notebook => notebook.Slug,
            notebook => options.SingleFile ? [] : TakenAlong(notebook, options, files));
        var written = LinkCheck.Mend(
            PageContents.Of(pages, notebooks, ledger, alone ? null : layout, rendering, options, taken), pages, warnings, alone);
        if (layout.HasLibrary)
        {
            written.Add(new PageContent(Layout.Library, "Figures and claims",
                "What cells use to draw figures and to put claims to the test.",
                rendering.Render<LibraryContent>(("Model", library))));
        }

        if (!alone)
        {
            var bytes = written.ToDictionary(content => content.File,
                content => System.Text.Encoding.UTF8.GetByteCount(content.Body.Write()));
            written.Add(new PageContent(Layout.Status, "Status",
                "What the collection consists of: cells, run time, size, licences.",
                PageContents.Noted(null, notebooks, rendering) + rendering.Render<StatusContent>(("Model",
                    new StatusFacts(pages, bytes, libraries, options.SingleFile, layout)))) { HasFormulas = true });
        }

        if (options.Book is { } numbers)
        {
            // Notebooks come first; index and status are about pages, not about what is printed.
            var chapters = written.Where(content => content.File is not (Layout.Index or Layout.Status))
                .OrderBy(content => content.File is Layout.Ledger or Layout.Library).ToList();
            written.Add(new PageContent(Layout.Book, options.Words.Title, options.Words.Line,
                rendering.Render<BookContent>(("Model", chapters), ("Words", options.Words), ("Numbers", numbers)))
            {
                HasFormulas = true,
            });
        }

        if (node is not null)
        {
            AddFonts(files, layout, PageFonts.Cut(node, options.Cache, written.Select(content => content.Body.Write())));
        }

        var framed = Workers.Select(written, (content, _) =>
            layout.Page(content with { Description = Shorten(content.Description) }, rendering));
        foreach (var (content, text) in written.Zip(framed)) { files.Add(content.File, text); }

        var report = new SiteReport(written.Count, files.All.Sum(file => (long)file.Value.Length), warnings, why)
        {
            Faults = faults,
        };
        if (alone) { return (files, report with { Pages = 1 }); }
        if (options.Watch) { files.Add("assets/version.css", $"#live{{--version:\"{Version(files)}\"}}\n"); }
        return (files, report);
    }

    /// <summary>What the run and the register say about a notebook's claims.</summary>
    internal static ClaimsOfNotebook ReadClaims(NotebookInput notebook, string? registers, List<string> faults)
    {
        JsonObject? sheet = null;
        foreach (var output in CellInput.ReadAll(notebook.Content).SelectMany(cell => cell.Outputs))
        {
            sheet = output.JsonOf(MimeTypes.Claims) ?? sheet;
        }

        JsonObject? register = null;
        var file = registers is null ? null : Path.Combine(registers, notebook.Slug + ".json");
        if (file is not null && Path.Exists(file))
        {
            try
            {
                register = StrictJson.Load(file) as JsonObject;
                if (register is null) { Unread("is no JSON object"); }
            }
            catch (JsonException problem)
            {
                Unread(StrictJson.Fault(problem));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                Unread(Directory.Exists(file) ? "is a folder" : $"cannot be read: {problem.Message}");
            }
        }

        void Unread(string why) => faults.Add(
            $"{file}: {why}; the claims of {notebook.Slug} are taken from its outputs alone.");

        return ClaimsOfNotebook.Join(notebook.Slug, sheet, register);
    }

    /// <summary>A bundle of the plot library: the hash by which it may run, and what pages carry.</summary>
    private static (string Hash, string Packed) Packing(NodePackages node, PlotBundle bundle)
    {
        var text = File.ReadAllText(node.PlotLibrary(bundle));
        return (Layout.Hash(text), Packed.Of(text));
    }

    private static void AddLibraries(SiteFiles files, Layout layout, NodePackages node,
        IReadOnlyList<Library> libraries)
    {
        if (!files.SingleFile)
        {
            foreach (var (bundle, (_, packed)) in layout.PlotLibraries)
                files.Add(bundle.Asset, Data(bundle.Holder, packed));
        }

        // Only woff2: every browser that draws these pages reads it.
        var sheet = OtherFonts().Replace(File.ReadAllText(node.KatexStylesheet), "");
        if (files.SingleFile)
        {
            layout.InlineFormulaSheet = FontAddress().Replace(sheet, match =>
                $"url(data:font/woff2;base64,{Convert.ToBase64String(File.ReadAllBytes(Path.Combine(node.KatexFonts, match.Groups[1].Value)))})");
            return;
        }

        files.Add("assets/katex/katex.css", sheet);
        foreach (var font in Directory.EnumerateFiles(node.KatexFonts, "*.woff2"))
        {
            files.Add("assets/katex/fonts/" + Path.GetFileName(font), File.ReadAllBytes(font));
        }

        foreach (var library in libraries) { files.Add(library.File, library.Text); }
    }

    private static void AddFonts(SiteFiles files, Layout layout, PageFonts fonts)
    {
        layout.Fonts = fonts;
        if (files.SingleFile)
        {
            layout.InlineFonts = fonts.Sheet(inside: true);
            return;
        }

        files.Add("assets/fonts.css", fonts.Sheet(inside: false));
        foreach (var face in fonts.Faces) { files.Add("assets/fonts/" + face.Name, face.Content); }
    }

    /// <summary>The notebook as its page shows it, and its register, as files of the site.</summary>
    private static IReadOnlyList<(string File, string Name)> TakenAlong(
        NotebookInput notebook, SiteOptions options, SiteFiles files)
    {
        var taken = new List<(string, string)>();
        var name = PageNames.Of(notebook.Slug);
        if (notebook.Stored && Path.GetExtension(notebook.Path) == ".ipynb")
            Take(notebook.Path, name + ".ipynb", "The notebook.");
        if (options.Registers is { } registers)
            Take(Path.Combine(registers, notebook.Slug + ".json"), name + ".claims.json", "Its register of claims.");
        return taken;

        // By the rule for files that prose names: a register that is a link to somebody's key is not published.
        void Take(string file, string asked, string words)
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!;
            var address = Path.GetRelativePath(folder, Path.GetFullPath(file));
            if (CollectionFiles.Ask(files, notebook.Path, address, out _) is { } own && System.IO.File.Exists(own)
                && CollectionFiles.Copy(files, own, out _, asked) is { } copy)
            {
                taken.Add((copy, words));
            }
        }
    }

    /// <summary>What pages compute with, each once.</summary>
    private static IEnumerable<LivePack> Packs(IReadOnlyList<NotebookInput> notebooks, LivePack? runner)
    {
        var live = notebooks.Select(notebook => notebook.Live).OfType<LiveContent>().ToList();
        return runner is null || live.Count == 0 ? []
            : live.SelectMany(content => content.Libraries.Append(content.Cells)).Prepend(runner).DistinctBy(pack => pack.Id);
    }

    /// <summary>Packed text as a sheet of style, the one kind of file that a page on disk can read and that cannot
    /// run.</summary>
    private static string Data(string holder, string packed)
    {
        // Browsers drop a property of more than two million bytes.
        const int most = 1_500_000;
        var parts = Enumerable.Range(0, Math.Max(1, (packed.Length + most - 1) / most)).Select(i =>
            $"--data{(i == 0 ? "" : "-" + i)}:\"{packed.Substring(i * most, Math.Min(most, packed.Length - i * most))}\"");
        return $"#{holder}{{{string.Join(';', parts)}}}\n";
    }

    private static string Shorten(string text) => text.Length <= 200 ? text : text[..197] + "…";

    private static string Version(SiteFiles files)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(
            System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (var (path, content) in files.All)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(path));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    [GeneratedRegex(@",url\(fonts/[^)]+\.(?:woff|ttf)\) format\(""[a-z]+""\)")]
    private static partial Regex OtherFonts();

    [GeneratedRegex(@"url\(fonts/([^)]+\.woff2)\)")]
    private static partial Regex FontAddress();
}
