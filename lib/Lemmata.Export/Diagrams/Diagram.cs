using Lemmata.Export.Markup;

namespace Lemmata.Export.Diagrams;

/// <summary>
/// A diagram in the language of mermaid; what it looks like is known once <see cref="DiagramDrawing.Draw"/> has run.
/// </summary>
/// <param name="text">As it was written.</param>
/// <param name="notebook">The notebook whose page shows it.</param>
/// <param name="cell">The cell that shows it.</param>
/// <param name="number">Which one of the page it is, from 1.</param>
internal sealed class Diagram(string text, string notebook, int cell, int number)
{
    public string Text { get; } = text.Trim('\n', '\r', ' ');

    public string Notebook { get; } = notebook;

    public int Cell { get; } = cell;

    /// <summary>The cleaned drawing; null where none could be made, and the text stands for it.</summary>
    public SafeHtml? Drawing { get; private set; }

    /// <summary>Takes what the drawing program made; false where that is no drawing.</summary>
    public bool Take(string? svg)
    {
        // The text is what a reader who does not see the drawing needs.
        var name = "Diagram: " + HtmlText.Squeeze(Text);
        Drawing = svg is null ? null : Svg.Read(svg, $"diagram-{number}-")?.Named("diagram", name).Write();
        return Drawing is not null;
    }
}
