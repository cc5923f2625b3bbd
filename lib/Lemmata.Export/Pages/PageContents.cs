using Lemmata.Export.Components;
using Lemmata.Export.Markup;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Pages;

/// <summary>What stands on the pages of a site, without the frame that they share.</summary>
internal static class PageContents
{
    /// <summary>
    /// What stands on each page but the status, which tells how large the others are. Without the layout of a
    /// collection there is one notebook, which stands by itself.
    /// </summary>
    public static List<PageContent> Of(List<NotebookPage> pages, IReadOnlyList<NotebookInput> notebooks,
        LedgerFacts ledger, Layout? collection, PageRendering rendering, SiteOptions options,
        IReadOnlyDictionary<string, IReadOnlyList<(string File, string Name)>> taken)
    {
        var note = Noted(null, notebooks, rendering);
        var makers = new List<Func<PageContent>>();
        if (collection is { Words: var words, HasClaims: var hasClaims })
        {
            makers.Add(() => new(Layout.Index, words.Title, words.Lead.Length > 0 ? words.Lead : words.Title,
                note + rendering.Render<IndexContent>(("Model", pages), ("Words", words), ("HasClaims", hasClaims))));
        }

        // Where nothing is claimed there is nothing to list.
        if (collection is { HasClaims: true })
        {
            makers.Add(() => new(Layout.Ledger, "The ledger",
                "All claims of the collection with their verdicts, and the errata of each source.",
                note + rendering.Render<LedgerContent>(("Model", ledger))));
        }

        makers.AddRange(pages.Select((page, i) => new Func<PageContent>(() =>
        {
            var facts = new NotebookFacts(page, i > 0 ? pages[i - 1] : null, i + 1 < pages.Count ? pages[i + 1] : null,
                collection is null)
            {
                Words = options.Words,
                Files = taken[page.Slug],
            };
            return new PageContent(page.File, page.TitleText,
                (page.Question.IsEmpty ? page.Answer : page.Question).ToPlainText(),
                Noted(page.Slug, notebooks, rendering) + rendering.Render<NotebookContent>(("Model", facts)))
            {
                HasCode = page.CodeCells > 0,
                HasFormulas = true,
                Plots = page.Text.Plots.Bundles,
                HasWalks = page.HasWalks,
                Live = page.Live,
            };
        })));
        return [.. Workers.Select(makers, (make, _) => make())];
    }

    /// <summary>What a page says about outputs that nothing recomputed; empty where the notebooks were run.</summary>
    /// <param name="slug">The notebook of the page; null on a page of the collection.</param>
    /// <param name="notebooks">All notebooks.</param>
    /// <param name="rendering">Makes the markup.</param>
    public static SafeHtml Noted(string? slug, IReadOnlyList<NotebookInput> notebooks, PageRendering rendering)
    {
        var stored = notebooks.Where(notebook => notebook.Stored && (slug is null || notebook.Slug == slug)).ToList();
        return stored.Count == 0 ? SafeHtml.Empty
            : rendering.Render<StoredNote>(("Model", slug is null ? null : stored[0]));
    }
}
