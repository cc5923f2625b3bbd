using System.Collections.Immutable;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Scales;

namespace Lemmata.Plotting.Model;

/// <summary>A figure with everything decided that does not depend on its size: axes, styles, thinning, notes.</summary>
/// <remarks>
/// The drawing, the plotly JSON and the table all read this, so they agree by construction on ranges and series.
/// </remarks>
internal sealed class FigureModel
{
    public required ImmutableArray<PanelModel> Panels { get; init; }
    public required int Columns { get; init; }
    public required SliderOptions? Control { get; init; }
    public required string Caption { get; init; }
    public required string Alt { get; init; }
    public required int? Height { get; init; }
    public int FrameCount => Panels[0].Frames.Length;
    public int Start => Control?.Start ?? 0;

    /// <summary>The layout of a size, made once.</summary>
    public Svg.Layout LayoutOf(Svg.Rendition rendition) =>
        rendition.Small ? phone ??= Svg.Layout.Of(this, rendition) : wide ??= Svg.Layout.Of(this, rendition);

    private Svg.Layout? wide, phone;

    public static FigureModel Of(Figure figure)
    {
        ImmutableArray<Figure> frames = figure.Control is null ? [figure] : figure.Frames;
        var notes = new List<string>();
        var panels = ImmutableArray.CreateBuilder<PanelModel>();
        var count = Math.Max(1, figure.Parts.Length);
        var known = frames.Select(_ => new Dictionary<string, int>()).ToArray();
        ImmutableArray<Figure>[] parts =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => frames.Select(f => f.Parts.IsEmpty ? f : f.Parts[i]).ToImmutableArray()),
        ];
        for (var i = 0; i < count; i++)
        {
            // Panels in a column with the same horizontal axis share its range.
            var column =
                figure.Columns > 1 ? parts[i] : [.. parts.Where(p => SameX(p[0], parts[i][0])).SelectMany(p => p)];
            panels.Add(PanelModel.Of(parts[i], column, known, notes));
        }

        var alt = figure.AltText.Length > 0 ? figure.AltText
            : figure.Finding.Length > 0 ? Plain(figure.Finding)
            : Describe(panels);
        return new FigureModel
        {
            Panels = panels.DrainToImmutable(),
            Columns = figure.Columns,
            Control = figure.Control,
            Height = figure.Height,
            Alt = alt,
            Caption = string.Join(' ', new[] { figure.Finding.Length > 0 ? $"**{figure.Finding}**" : "", figure.More }
                .Concat(notes.Distinct()).Where(s => s.Length > 0)),
        };
    }

    private static bool SameX(Figure a, Figure b) =>
        a.X.Name == b.X.Name
        && a.X.Log == b.X.Log
        && a.EqualAspect == b.EqualAspect
        && a.X.Min == b.X.Min
        && a.X.Max == b.X.Max
        && a.X.Categories.SequenceEqual(b.X.Categories);

    private static string Describe(IEnumerable<PanelModel> panels) =>
        string.Join(
            ' ',
            panels.Select(panel =>
            {
                var names = panel.Frames[0].Select(s => LabelText.Plain(s.Mark.Label)).Where(l => l.Length > 0).Distinct().ToArray();
                var what = names.Length == 0 ? "Figure" : string.Join(", ", names);
                var axes =
                    panel.Y.Title.Length > 0 || panel.X.Title.Length > 0
                        ? $": {LabelText.Plain(panel.Y.Title)} against {LabelText.Plain(panel.X.Title)}"
                        : "";
                return what + axes + ".";
            }));

    /// <summary>Caption text without the marks of Markdown.</summary>
    private static string Plain(string markdown) =>
        markdown.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal);
}

/// <summary>One panel: axes that hold over all frames, and the styled marks of every frame.</summary>
internal sealed class PanelModel
{
    public required string Heading { get; init; }
    public required Axis X { get; init; }
    public required Axis Y { get; init; }
    public required bool EqualAspect { get; init; }
    public required bool Baseline { get; init; }
    public required ImmutableArray<IReadOnlyList<StyledMark>> Frames { get; init; }
    public required ColourScale? Colours { get; init; }

    /// <summary>Resolves one panel.</summary>
    /// <param name="frames">The panel in every frame.</param>
    /// <param name="column">Every figure whose marks the horizontal axis must hold.</param>
    /// <param name="known">Colours that labels have, per frame.</param>
    /// <param name="notes">Sentences for the caption; added to.</param>
    public static PanelModel Of(
        ImmutableArray<Figure> frames,
        ImmutableArray<Figure> column,
        Dictionary<string, int>[] known,
        List<string> notes)
    {
        var first = frames[0];
        var thinned = frames.Select(f => f.Marks.Select(m => Thinning.Of(m, f, notes)).ToArray()).ToArray();
        Extent x = new(first.X.Log), y = new(first.Y.Log);
        foreach (var mark in column.SelectMany(f => f.Marks))
        {
            x.AddX(mark);
        }

        foreach (var mark in frames.SelectMany(f => f.Marks))
        {
            y.AddY(mark);
        }

        if (!first.X.Categories.IsEmpty)
        {
            x.AddCategories(frames.Max(f => f.X.Categories.Length));
        }

        var dropped = x.Dropped + y.Dropped;
        if (dropped > 0 && !x.IsEmpty && !y.IsEmpty)
        {
            notes.Add(
                dropped == 1
                    ? "One value that is not positive has no place on a logarithmic axis and is left out."
                    : $"{DrawnNumber.Plain(dropped)} values that are not positive have no place on a logarithmic "
                        + "axis and are left out."
            );
        }

        return new PanelModel
        {
            Heading = first.Head,
            X = Ranges.Axis(first.X, x, vertical: false),
            Y = Ranges.Axis(first.Y, y, vertical: true),
            EqualAspect = first.EqualAspect,
            Baseline = y.Baseline,
            Frames = [.. thinned.Select((marks, i) => Styling.Of(marks, known[i]))],
            Colours = ColourScale.Of(frames.SelectMany(f => f.Marks)),
        };
    }
}
