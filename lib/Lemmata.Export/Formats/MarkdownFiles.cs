using System.Text;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Formats;

/// <summary>The collection as Markdown with pictures, for places that show Markdown and nothing else.</summary>
internal static class MarkdownFiles
{
    /// <summary>Writes one .md a notebook, figures beside them, an index and the ledger; returns the number of
    /// files.</summary>
    public static FormatReport Write(IReadOnlyList<NotebookInput> notebooks, string folder, string? registers = null,
        CollectionWords? words = null)
    {
        var faults = new List<string>();
        var (files, said, unread) = BadNotebooks.LeftOut(notebooks, some =>
        {
            var (warnings, unread) = (new List<string>(), new List<string>());
            return (Build(some, registers, warnings, unread, words), warnings, unread);
        }, faults);
        files.WriteTo(folder);
        return new FormatReport(files.All.Count, [.. said.Distinct()], [.. unread, .. faults]);
    }

    internal static SiteFiles Build(IReadOnlyList<NotebookInput> notebooks, string? registers, List<string> warnings,
        List<string>? faults = null, CollectionWords? words = null)
    {
        words ??= new CollectionWords("Notebooks");
        var files = new SiteFiles();
        var links = new MarkdownLinks();
        faults ??= [];
        var claims = notebooks.Select(notebook => Site.ReadClaims(notebook, registers, faults)).ToList();
        var allClaims = claims.SelectMany(sheet => sheet.Claims).Select(claim => claim.FullId).ToHashSet();
        var pages = words.InOrder(
            notebooks.Select((notebook, i) =>
                MarkdownPage.Build(notebook, claims[i], allClaims, files, warnings, links)),
            page => (page.Slug, page.Claims.Topic, page.Title));
        var ledger = Ledger(pages, links);
        var index = Index(pages, words);
        foreach (var page in pages)
        {
            Add(PageNames.Of(page.Slug) + ".md", links.Resolve(page.Slug, page.Text, warnings));
        }
        if (allClaims.Count > 0) Add("ledger.md", links.Resolve("ledger.md", ledger, warnings));
        Add("README.md", index);
        return files;

        void Add(string name, string page) => files.Add(name, MarkdownGate.Pass(page));
    }

    private static string Index(IReadOnlyList<MarkdownPage> pages, CollectionWords words)
    {
        var lead = $"# {GitHubText.Escape(words.Title)}\n\n"
            + (words.Lead.Length > 0 ? GitHubText.Escape(words.Lead) + "\n\n" : "");
        if (pages.All(page => page.Claims.Claims.Count == 0))
        {
            return lead + GitHubText.Table(["Notebook", "Question"], pages.Select(page => new[]
            {
                $"[{Name(page, pages)}]({PageNames.Of(page.Slug)}.md)",
                page.Failed ? "did not run to its end" : page.Question,
            })) + "\n";
        }

        int Total(string verdict) => pages.Sum(page => page.Claims.Count(verdict));
        var tally = Pages.Verdicts.Tally(Total("holds"), Total("corrected"), Total("fails"), Total("open"));
        return lead
            + $"**{HtmlText.Count(pages.Sum(page => page.Claims.Claims.Count), "claim")}, {(pages.Any(page => page.Stored) ? "as stored" : "recomputed")}:** {tally}. [The ledger](ledger.md) lists them all, with the errata of each source.\n\n"
            + GitHubText.Table(["Topic", "Notebook", "Question", "Verdicts"], pages.Select(page => new[]
            {
                GitHubText.Escape(page.Claims.Topic), $"[{Name(page, pages)}]({PageNames.Of(page.Slug)}.md)",
                    page.Question, page.Failed ? "did not run to its end" : MarkdownPage.Tally(page.Claims),
            })) + "\n";
    }

    private static string Name(MarkdownPage page, IEnumerable<MarkdownPage> pages) =>
        pages.Count(other => other.Title == page.Title) > 1 ? $"{page.Title} ({page.Slug})" : page.Title;

    private static string Ledger(IReadOnlyList<MarkdownPage> pages, MarkdownLinks links)
    {
        var text = new StringBuilder(
            "# The ledger\n\nAll claims of the collection, each with the verdict of its last run.\n\n");
        foreach (var page in pages.Where(page => page.Claims.Claims.Count > 0))
        {
            text.Append($"## {Name(page, pages)}\n\n")
                .AppendJoin("\n\n", page.Claims.Sources.Select(MarkdownPage.Source))
                .Append(page.Claims.Sources.Count > 0 ? "\n\n" : "")
                .Append(GitHubText.Table(["", "Verdict", "Claim", "Stands in"], page.Claims.Claims.Select(claim => new[]
                {
                    links.Link(page.Slug, claim.Anchor, GitHubText.Escape(claim.Id), ""),
                    MarkdownPage.Verdict(claim.Verdict) + (claim.Evidence.Length > 0 ? ", " + claim.Evidence : ""),
                    page.Statement(claim.Statement, table: true),
                    claim.Ours && claim.Place.Length == 0 ? "ours" : page.Statement(claim.Place, table: true),
                }))).Append("\n\n");
            var errata = page.Claims.Claims.Where(claim => claim.Verdict is "corrected" or "fails").ToList();
            foreach (var claim in errata)
            {
                text.Append($"**Erratum to {links.Link(page.Slug, "erratum-" + claim.Anchor, GitHubText.Escape(claim.Id), "")}**, {MarkdownPage.Verdict(claim.Verdict)[2..]}:\n\n{page.ErratumLines(claim, "")}\n\n");
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}

/// <summary>What an export to files wrote, and what a reader should know about it.</summary>
internal sealed record FormatReport(int Files, IReadOnlyList<string> Warnings, IReadOnlyList<string> Faults);
