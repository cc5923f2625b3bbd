using Lemmata.Export.Markup;
using Lemmata.Export.Plotly;

namespace Lemmata.Export.Pages.Parts;

/// <summary>
/// One figure of a page: the drawings are there from the start in a box of fixed shape, the data for the plot
/// library lies beside them until the reader comes near.
/// </summary>
/// <param name="Number">Number on its page, from 1.</param>
/// <param name="Alt">The finding in a sentence.</param>
/// <param name="Caption">The caption.</param>
/// <param name="Wide">The wide drawing, cleaned; null where there is none.</param>
/// <param name="Small">The small drawing, cleaned; null where there is none.</param>
/// <param name="Style">Shape of the box.</param>
/// <param name="Table">The data, or null where the figure has none.</param>
/// <param name="Slider">What chooses among its frames, or null for a figure without frames.</param>
/// <param name="Plot">Packed data for the plot library; empty where it cannot take over.</param>
/// <param name="Frames">Packed frames that do not stand in the page; empty without a slider.</param>
internal sealed record FigurePart(
    int Number,
    string Alt,
    SafeHtml Caption,
    Svg? Wide,
    Svg? Small,
    string Style,
    DataTable? Table,
    FigureSlider? Slider,
    string Plot,
    string Frames) : PagePart
{
    public string Id => "fig-" + Number;

    /// <summary>Kinds of its traces; null where the plot library cannot take over.</summary>
    public IReadOnlySet<string>? Kinds { get; init; }

    /// <summary>The bundles of its page.</summary>
    public PlotShelf? Shelf { get; init; }

    /// <summary>Whether it takes the graphics card.</summary>
    public bool NeedsCard => Kinds is not null && PlotBundle.NeedsCard(Kinds);

    /// <summary>The bundle that takes over.</summary>
    public PlotBundle? Bundle => Kinds is null ? null : Shelf?.For(Kinds);

    /// <summary>True where the plot library can take over.</summary>
    public bool Interactive => Plot.Length > 0;
}

/// <summary>What chooses among the frames of a figure.</summary>
/// <param name="Id">Id of its input.</param>
/// <param name="Name">What is chosen.</param>
/// <param name="Words">The value of each frame in words, by frame.</param>
/// <param name="Start">The frame shown first.</param>
internal sealed record FigureSlider(string Id, string Name, IReadOnlyList<string> Words, int Start)
{
    public string Value => Words.Count > 0 ? Words[Start] : "";
}

/// <summary>The numbers of a figure.</summary>
/// <param name="Caption">What they are.</param>
/// <param name="Columns">Names of the columns, and whether each holds numbers only.</param>
/// <param name="Rows">Cells by row and column, as they are written.</param>
internal sealed record DataTable(
    string Caption,
    IReadOnlyList<(SafeHtml Name, bool Numeric)> Columns,
    IReadOnlyList<IReadOnlyList<SafeHtml>> Rows);
