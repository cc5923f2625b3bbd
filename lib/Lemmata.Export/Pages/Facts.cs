using Lemmata.Export.Live;
using Lemmata.Export.Markup;
using Lemmata.Export.Plotly;

namespace Lemmata.Export.Pages;

/// <summary>A library that pages carry.</summary>
internal sealed record Library(string Name, string Version, string Licence, string Text)
{
    /// <summary>The file of its licence in a site: npm's names may hold a slash.</summary>
    public string File => "assets/licences/" + Name.TrimStart('@').Replace('/', '-') + ".txt";
}

/// <summary>What the status page shows: facts that do not depend on a machine or a day.</summary>
internal sealed record StatusFacts(IReadOnlyList<NotebookPage> Notebooks, IReadOnlyDictionary<string, int> Bytes,
    IReadOnlyList<Library> Libraries, bool SingleFile, Layout Collection);

/// <summary>A notebook's page with its neighbours in the order of the collection.</summary>
internal sealed record NotebookFacts(NotebookPage Page, NotebookPage? Previous, NotebookPage? Next, bool Alone)
{
    /// <summary>What the collection says about itself.</summary>
    public required CollectionWords Words { get; init; }

    /// <summary>Files of the site that a reader may take along, with their names.</summary>
    public IReadOnlyList<(string File, string Name)> Files { get; init; } = [];
}

/// <summary>What stands around the content of a page.</summary>
internal sealed record FrameFacts(PageContent Content, string Title, string Policy, SafeHtml Head, SafeHtml Tail,
    string? Plots, string Search, string? Watch, IReadOnlyList<Library>? Libraries)
{
    public required CollectionWords Words { get; init; }

    /// <summary>Letters beyond the first fonts of a page, which its text waits for, too; null where there are none.</summary>
    public string? Letters { get; init; }

    public required bool HasClaims { get; init; }

    public required bool HasLibrary { get; init; }
}

/// <summary>One page before its surroundings.</summary>
internal sealed record PageContent(string File, string Title, string Description, SafeHtml Body)
{
    public bool HasCode { get; init; }

    /// <summary>The bundles of the plot library that its figures need.</summary>
    public IReadOnlyList<PlotBundle> Plots { get; init; } = [];

    public bool HasFormulas { get; init; }

    /// <summary>Whether a cell on it can be stepped through.</summary>
    public bool HasWalks { get; init; }

    /// <summary>What it computes with, and what its script needs to know; null for pages that stay as they are.</summary>
    public LiveFacts? Live { get; init; }
}
