using Lemmata.Export.Plotly.Drawing;

namespace Lemmata.Export.Plotly.Plates;

/// <summary>A part of a chart that brings its own coordinates: a pie, a polar disc, a table, a scene.</summary>
internal interface IPlate
{
    /// <summary>The part of the drawing that it takes, in fractions from the left and from below.</summary>
    (double Low, double High) X { get; }

    /// <inheritdoc cref="X"/>
    (double Low, double High) Y { get; }

    /// <summary>Names that belong into the key.</summary>
    IEnumerable<KeyEntry> Keys { get; }

    /// <summary>A scale of colours that belongs beside it, or null.</summary>
    ColourScale? Scale { get; }

    /// <summary>Draws it into a rectangle.</summary>
    void Draw(Sheet sheet, Rect at);
}

/// <summary>A name beside a drawing.</summary>
/// <param name="Name">The name.</param>
/// <param name="Paint">Colour of the series.</param>
/// <param name="Mark">Draws what stands for it into a small box.</param>
/// <param name="Wish">Where it would best stand, in pixels from above; null where it does not matter.</param>
internal sealed record KeyEntry(string Name, Paint Paint, Action<Sheet, Rect> Mark, double? Wish = null);
