using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Bars that stand or lie.</summary>
internal class BarTrace : CartesianTrace
{
    private const int MostBars = 4000;

    private readonly Column? along, across;
    private readonly ErrorBars? error;

    public BarTrace(PlotNode node, PlotNode layout, int index) : base(node, layout, index)
    {
        var (xs, ys) = (Column.Read(node["x"]), Column.Read(node["y"]));
        IsLying = node["orientation"].Text is { Length: > 0 } given ? given == "h" : xs is not null && ys is null
            || xs is { Count: > 0 } && ys is { Count: > 0 } && xs.IsNumeric && !ys.IsNumeric;
        if (node["orientation"].Text.Length == 0 && Type == "histogram")
            IsLying = xs is null && ys is not null;
        (along, across) = IsLying ? (ys, xs) : (xs, ys);
        Paint = Paint.Read(node["marker"]["color"].Text) ?? Paint.Series(index);
        Marker = new MarkerStyle(node["marker"], layout, Paint, index);
        error = ErrorBars.Read(node[IsLying ? "error_x" : "error_y"]);
    }

    public bool IsLying { get; }

    /// <summary>Centres along the axis.</summary>
    public double[] Centre { get; protected set; } = [];

    /// <summary>Heights from the foot.</summary>
    public double[] Height { get; protected set; } = [];

    /// <summary>Where the bars start and end across; the arrangement sets them.</summary>
    public (double Foot, double Top)[] Span { get; set; } = [];

    /// <summary>Where the bars start and end along; the arrangement sets them.</summary>
    public (double From, double To)[] Side { get; set; } = [];

    /// <summary>Width that the bars fill without gaps; infinite where only their distance says it.</summary>
    public double Bin { get; protected set; } = double.PositiveInfinity;

    public bool HasOwnFoot => Node["base"].Exists;

    public override ColourScale? Scale => Marker.Scale;

    protected MarkerStyle Marker { get; }

    public override IEnumerable<Column> Along(bool isX) => (isX != IsLying ? along : across) is { } list ? [list] : [];

    /// <summary>Reads centres and heights.</summary>
    public virtual void Place(Axis alongAxis, Axis acrossAxis)
    {
        var count = along is null ? across?.Count ?? 0 : across is null ? along.Count
            : Math.Min(along.Count, across.Count);
        var letter = IsLying ? "y" : "x";
        Centre = Positions.Of(alongAxis, along, Node[letter + "0"], Node["d" + letter], count);
        Height = [.. Enumerable.Range(0, count).Select(i => across is null ? double.NaN : acrossAxis.Read(across, i))];
    }

    /// <summary>The foot that the figure gives to a bar, or 0.</summary>
    public double OwnFoot(int index, Axis axis) => Column.Read(Node["base"]) is { } list
        ? axis.Read(list, index) is var at && double.IsFinite(at) ? at : 0 : axis.Read(Node["base"]) ?? 0;

    public override void Measure(Axis x, Axis y) => error?.Measure(IsLying ? x : y,
        [.. Span.Select(span => span.Top)], !HasOwnFoot);

    public override void Draw(Sheet sheet, Panel panel)
    {
        var step = Math.Max(1, Span.Length / MostBars);
        for (var i = 0; i < Span.Length; i += step)
        {
            if (!double.IsFinite(Centre[i] + Span[i].Top))
                continue;
            var box = panel.Box(IsLying, Side[i], Span[i]);
            var narrow = (IsLying ? box.Height : box.Width) > 3 ? 0.5 : 0;
            box = IsLying ? box.Without(0, narrow, 0, narrow) : box.Without(narrow, 0, narrow, 0);
            var hollow = Node["marker"]["pattern"]["shape"].Text.Length > 0;
            sheet.Fill(Marker.PaintOf(i), Sheet.Box(box), (hollow ? 0.35
                : 1) * Opacity * Node["marker"]["opacity"].Between(0, 1, 1));
            if (hollow)
                sheet.Stroke(Marker.PaintOf(i), Sheet.Box(box.Without(0.8, 0.8, 0.8, 0.8)), 1.6);
            DrawText(sheet, panel.Ground, box, i);
            error?.Draw(sheet, panel, Paint.Ink, IsLying, (Side[i].From + Side[i].To) / 2, Span[i].Top, i);
        }
    }

    /// <summary>Words of a bar: beyond its end, or within it where the paper ends.</summary>
    private void DrawText(Sheet sheet, Rect ground, Rect box, int index)
    {
        var texts = Column.Read(Node["text"]);
        var words = PlotText.Plain(texts is null ? Node["text"].Text : texts.Text(index) ?? "");
        if (words.Length == 0 || Node["textposition"].Text == "none" || index > 200)
            return;

        var (down, width) = (Span[index].Top < Span[index].Foot, TextSize.Width(words, 12));
        if (IsLying)
        {
            var isOut = down ? box.Left - 5 - width < ground.Left : box.Right + 5 + width > ground.Right;
            var (at, anchor) = down ? isOut ? (box.Left + 5, "start") : (box.Left - 5, "end")
                : isOut ? (box.Right - 5, "end") : (box.Right + 5, "start");
            sheet.Text(Paint.Ink, at, box.Centre.Y + 4, words, anchor, 12, halo: true);
        }
        else if (width < box.Width + 24)
        {
            var top = down ? Math.Min(box.Bottom + 14, ground.Bottom - 3) : Math.Max(box.Top - 5, ground.Top + 11);
            sheet.Text(Paint.Ink, box.Centre.X, top, words, "middle", 12, halo: true);
        }
    }
}
