using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;

namespace Lemmata.Plotting.Svg;

/// <summary>The two sizes of a drawing, both shown one to one.</summary>
internal sealed record Rendition(int Width, bool Small)
{
    public static readonly Rendition Wide = new(880, false);
    public static readonly Rendition Phone = new(360, true);

    public double LabelSize => Small ? 13 : 14;
}

/// <summary>Where one panel stands.</summary>
internal sealed record PanelLayout(PanelModel Panel, Rect Cell, Rect Plot, bool ShowX, bool EndLabels, int TickRows = 1)
{
    public double X(double value) => Plot.Left + Panel.X.Fraction(value) * Plot.Width;

    public double Y(double value) => Plot.Bottom - Panel.Y.Fraction(value) * Plot.Height;
}

/// <summary>Divides the paper among panels, margins and labels.</summary>
internal sealed class Layout
{
    private const double EndLabelGap = 12;

    public required Rendition Rendition { get; init; }
    public required double Height { get; init; }
    public required int Start { get; init; }
    public required IReadOnlyList<PanelLayout> Panels { get; init; }

    private readonly Dictionary<(int Panel, int Frame), IReadOnlyList<PlacedLabel>> labels = [];

    /// <summary>
    /// The labels of a panel in a frame; those of the first shown frame stay where they are as long as they can.
    /// </summary>
    public IReadOnlyList<PlacedLabel> LabelsOf(int panel, int frame)
    {
        if (!labels.TryGetValue((panel, frame), out var result))
        {
            result = Labels.Of(Panels[panel], frame, Rendition, frame == Start ? [] : LabelsOf(panel, Start));
            labels[(panel, frame)] = result;
        }

        return result;
    }

    public static Layout Of(FigureModel model, Rendition rendition)
    {
        var count = model.Panels.Length;
        var columns = rendition.Small ? 1 : model.Columns;
        var rows = (count + columns - 1) / columns;
        var shared = Enumerable
            .Range(0, count)
            .Select(i => columns == 1 && i + 1 < count && SameX(model.Panels[i], model.Panels[i + 1]))
            .ToArray();
        var wish = Enumerable
            .Range(0, count)
            .Select(i => CellHeight(model, i, rendition, columns, rows, shared[i]))
            .ToArray();
        var panels = new List<PanelLayout>();
        double top = 0;
        for (var row = 0; row < rows; row++)
        {
            var members = Enumerable.Range(row * columns, Math.Min(columns, count - row * columns)).ToArray();
            var height = members.Max(i => wish[i]);
            for (var j = 0; j < members.Length; j++)
            {
                var width = (double)rendition.Width / columns;
                var cell = new Rect(j * width, top, (j + 1) * width, top + height);
                panels.Add(Place(model.Panels[members[j]], cell, rendition, !shared[members[j]], columns));
            }

            top += height;
        }

        if (columns == 1 && count > 1)
        {
            // Panels in a column share their left and right edges.
            double left = panels.Max(p => p.Plot.Left), right = panels.Min(p => p.Plot.Right);
            if (panels.All(p => !p.Panel.EqualAspect))
            {
                panels = [.. panels.Select(p => p with { Plot = p.Plot with { Left = left, Right = right } })];
            }
        }

        return new Layout { Rendition = rendition, Height = Math.Round(top), Start = model.Start, Panels = panels };
    }

    /// <summary>
    /// Whether the label of a curve stands in the margin right of its end: the end is there, and no other labelled
    /// curve ends in the same place.
    /// </summary>
    public static bool EndsAtRight(StyledMark styled, IReadOnlyList<StyledMark> all, PanelModel panel) =>
        !panel.EqualAspect
        && RightEnd(styled, panel) is { } end
        && all.All(o => ReferenceEquals(o, styled) || !(Math.Abs((RightEnd(o, panel) ?? 9) - end) < 0.015));

    /// <summary>
    /// Height of the right end of a labelled curve as a fraction of the panel; null when it ends elsewhere.
    /// </summary>
    private static double? RightEnd(StyledMark styled, PanelModel panel)
    {
        if (styled.Mark is not CurveMark { Label.Length: > 0 } curve)
        {
            return null;
        }

        for (var i = curve.X.Length - 1; i >= 0; i--)
        {
            var x = panel.X.Fraction(curve.X[i]);
            var y = panel.Y.Fraction(curve.Y[i]);
            if (double.IsFinite(x) && double.IsFinite(y) && x <= 1.0001)
            {
                return x >= 0.97 && y is >= -0.02 and <= 1.02 ? y : null;
            }
        }

        return null;
    }

    private static bool SameX(PanelModel a, PanelModel b) =>
        a.X.Title == b.X.Title
        && a.X.Min == b.X.Min
        && a.X.Max == b.X.Max
        && a.X.Log == b.X.Log
        && !a.EqualAspect
        && !b.EqualAspect;

    private static double CellHeight(
        FigureModel model,
        int index,
        Rendition rendition,
        int columns,
        int rows,
        bool sharesX)
    {
        var panel = model.Panels[index];
        double Total(double plot) => plot + (panel.Heading.Length > 0 ? 20 : 0) - (sharesX ? 26 : 0);
        if (rendition.Small)
        {
            var scale = (panel.Colours is not null) ? 56 : 0;
            return Total(
                rows == 1 ? 390 + (panel.EqualAspect ? 10 : scale)
                : panel.EqualAspect ? 400
                : (rows == 2 ? 260 : 230) + scale);
        }

        if (model.Height is { } asked)
        {
            return Total(asked / (double)rows);
        }

        return Total((columns, rows) switch
        {
            (1, 1) => panel.EqualAspect ? 520 : (panel.Colours is not null) ? 430 : 420,
            (1, 2) => panel.EqualAspect ? 420 : 280,
            (1, _) => panel.EqualAspect ? 360 : 230,
            (2, 1) => panel.EqualAspect ? 420 : 380,
            (2, _) => panel.EqualAspect ? 400 : 320,
            _ => 320,
        });
    }

    private static PanelLayout Place(PanelModel panel, Rect cell, Rendition rendition, bool showX, int columns)
    {
        var ticks = panel.Y.Major.Select(t => TextWidth.Of(t.Text, 13)).DefaultIfEmpty(0).Max();
        var left = Math.Max(columns > 1 || rendition.Small ? 44 : 52, ticks + 13);
        var wide = !rendition.Small && cell.Width >= 600;
        var ends =
            wide && panel.Colours is null
                ? panel
                    .Frames.SelectMany(f => f.Where(s => EndsAtRight(s, f, panel)))
                    .SelectMany(s =>
                        new[]
                        {
                            TextWidth.Of(s.Mark.Label, rendition.LabelSize, bold: true),
                            TextWidth.Of(Labels.Detail(s, panel.Frames[0]) ?? "", 12),
                        }
                    )
                    .Concat(
                        panel
                            .Frames[0]
                            .Where(s => s.Mark is RuleMark { Horizontal: true, Label.Length: > 0 })
                            .Select(s => TextWidth.Of(s.Mark.Label, 12)))
                    .DefaultIfEmpty(0)
                    .Max()
                : 0;
        var right =
            ends > 0 ? Math.Clamp(EndLabelGap + ends + 8, 60, 260)
            : panel.Colours is { } colours && !rendition.Small ? (wide ? 110 : 92)
            : rendition.Small ? 16 : 24;
        var top = cell.Top + 44 + (panel.Heading.Length > 0 ? 20 : 0);
        var bottom = cell.Bottom - (showX ? 50 : 24) - (rendition.Small && panel.Colours is not null ? 56 : 0);
        // Names that do not fit side by side stand in two rows.
        var rows = showX && panel.X.Placed && !Fit(panel, panel.X.Major, cell.Width - left - right, 1) ? 2 : 1;
        var plot = new Rect(cell.Left + left, top, cell.Right - right, bottom - 15 * (rows - 1));
        return new PanelLayout(panel, cell, panel.EqualAspect ? Squared(plot, panel) : plot, showX, ends > 0, rows);
    }

    /// <summary>Whether texts fit side by side under an axis, in one row or in alternating ones.</summary>
    public static bool Fit(PanelModel panel, IReadOnlyList<(double Value, string Text)> texts, double width, int rows)
    {
        for (var i = rows; i < texts.Count; i++)
        {
            var room = (panel.X.Fraction(texts[i].Value) - panel.X.Fraction(texts[i - rows].Value)) * width;
            if (room < (TextWidth.Of(texts[i].Text, 13) + TextWidth.Of(texts[i - rows].Text, 13)) / 2 + 5)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The largest rectangle in the middle of another whose sides are in proportion to the ranges.</summary>
    private static Rect Squared(Rect plot, PanelModel panel)
    {
        var ratio = (panel.Y.Max - panel.Y.Min) / (panel.X.Max - panel.X.Min);
        var width = Math.Min(plot.Width, plot.Height / ratio);
        var height = width * ratio;
        var left = Math.Floor(plot.Left + (plot.Width - width) / 2);
        var top = plot.Bottom - height;
        return new Rect(left, top, left + width, plot.Bottom);
    }
}
