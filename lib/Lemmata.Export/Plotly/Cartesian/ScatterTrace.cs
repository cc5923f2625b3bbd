using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Cartesian;

/// <summary>Points, lines, areas and texts.</summary>
internal sealed class ScatterTrace : CartesianTrace
{
    private const int FewPoints = 20, MostMarks = 3000;

    private static readonly string[] SeriesDashes = ["", "9 4", "9 3 2 3", "4 3", "14 4", "2 3", "12 3 3 3 3 3",
        "1.5 4"];

    private readonly Column? xs, ys, texts;
    private readonly int count;
    private readonly string mode;
    private readonly MarkerStyle marker;
    private readonly ErrorBars? errorX, errorY;
    private double[] x = [], y = [], foot = [];

    public ScatterTrace(PlotNode node, PlotNode layout, int index) : base(node, layout, index)
    {
        (xs, ys) = (Column.Read(node["x"]), Column.Read(node["y"]));
        count = xs is null ? ys?.Count ?? 0 : ys is null ? xs.Count : Math.Min(xs.Count, ys.Count);
        texts = Column.Read(node["text"]);
        Stack = node["stackgroup"].Text;
        mode = node["mode"].Text is { Length: > 0 } given ? given
            : count < FewPoints && Stack.Length == 0 ? "lines+markers" : "lines";
        Fill = node["fill"].Text is { Length: > 0 } fill ? fill : Stack.Length > 0 ? "tonexty" : "none";
        Paint = Paint.Read(node["line"]["color"].Text) ?? Paint.Read(node["marker"]["color"].Text) ?? Paint.Series(index);
        marker = new MarkerStyle(node["marker"], layout, Paint, index);
        (errorX, errorY) = (ErrorBars.Read(node["error_x"]), ErrorBars.Read(node["error_y"]));
    }

    public string Stack { get; }

    public string Fill { get; }

    public override ColourScale? Scale => HasMarkers ? marker.Scale : null;

    public IReadOnlyList<(double X, double Y)> Points => [.. x.Zip(y)];

    /// <summary>The trace on whose line an area ends; null for the axis.</summary>
    public ScatterTrace? Before { get; set; }

    private bool HasLines => mode.Contains("lines", StringComparison.Ordinal);

    private bool HasMarkers => mode.Contains("markers", StringComparison.Ordinal);

    private bool HasTexts => mode.Contains("text", StringComparison.Ordinal);

    public override IEnumerable<Column> Along(bool isX) => (isX ? xs : ys) is { } list ? [list] : [];

    /// <summary>Reads the points, so that stacks can be built before the axes are told.</summary>
    public void Place(Axis xAxis, Axis yAxis)
    {
        x = Positions.Of(xAxis, xs, Node["x0"], Node["dx"], count);
        y = Positions.Of(yAxis, ys, Node["y0"], Node["dy"], count);
        foot = [];
    }

    /// <summary>Puts the line on top of others.</summary>
    /// <param name="below">The height reached at each place along; this trace's is added.</param>
    /// <param name="share">What every height is multiplied with at a place.</param>
    public void Raise(Dictionary<double, double> below, Func<double, double> share)
    {
        foot = new double[count];
        for (var i = 0; i < count; i++)
        {
            if (!double.IsFinite(x[i]))
                continue;
            foot[i] = below.GetValueOrDefault(x[i]);
            y[i] = foot[i] + (double.IsFinite(y[i]) ? y[i] : 0) * share(x[i]);
            below[x[i]] = y[i];
        }
    }

    public override void Measure(Axis xAxis, Axis yAxis)
    {
        var open = count < 2 || x[0] != x[^1] || y[0] != y[^1];
        Func<int, double> room = HasMarkers ? marker.Room : _ => 0;
        var (alongX, alongY) = (new Demand(true) { Pixels = room }, new Demand(true) { Pixels = room });
        if (open && (Fill == "tozerox" || Fill == "tonextx" && Before is null))
            alongX = alongX with { ToZero = true };
        else if (errorY is null && (Fill is "tonexty" or "tozeroy" || !HasMarkers && !HasTexts))
            alongX = new Demand();
        if (open && (Fill == "tozeroy" || Fill == "tonexty" && Before is null))
            alongY = alongY with { ToZero = true };
        else if (Fill is "tonextx" or "tozerox")
            alongY = alongY with { Padded = false };
        xAxis.Extremes.Add(xAxis, x, alongX);
        yAxis.Extremes.Add(yAxis, y, alongY);
        errorX?.Measure(xAxis, x, alongX.ToZero);
        errorY?.Measure(yAxis, y, alongY.ToZero);
    }

    public override void Draw(Sheet sheet, Panel panel)
    {
        DrawArea(sheet, panel);
        var dash = DashOf(Node["line"]["dash"].Text, Index);
        var width = Node["line"]["width"].Between(0, 12, Index == 0 ? 2.5 : 1.75);
        if (HasLines && width > 0)
        {
            foreach (var run in Runs(panel))
            {
                sheet.Stroke(Paint, Sheet.Path(Thinning.Line(Bent(run))), width, dash, Opacity);
            }
        }

        var step = Math.Max(1, count / MostMarks);
        for (var i = 0; i < count; i += step)
        {
            errorX?.Draw(sheet, panel, Paint, true, y[i], x[i], i);
            errorY?.Draw(sheet, panel, Paint, false, x[i], y[i], i);
        }

        foreach (var (i, left, top) in HasMarkers ? Thinning.Points(count, MostMarks, i =>
            (panel.X(x[i]), panel.Y(y[i]))) : [])
        {
            marker.Draw(sheet, left, top, i, Opacity);
        }

        if (HasTexts)
            DrawTexts(sheet, panel);
    }

    public override void DrawKey(Sheet sheet, Rect at)
    {
        if (HasLines)
        {
            sheet.Stroke(Paint, Sheet.Path([(at.Left, at.Centre.Y), (at.Right, at.Centre.Y)]), 2,
                DashOf(Node["line"]["dash"].Text, Index));
        }
        else if (!HasMarkers && Fill != "none")
        {
            sheet.Fill(Paint, Sheet.Box(at), 0.3);
        }

        if (HasMarkers)
            marker.Draw(sheet, at.Centre.X, at.Centre.Y, 0);
    }

    public override double? EndOf(Panel panel)
    {
        var last = Array.FindLastIndex(x, double.IsFinite);
        return HasLines && last >= 0 && panel.X(x[last]) > panel.Ground.Right - 0.1 * panel.Ground.Width
            && panel.X(x[last]) <= panel.Ground.Right + 1 && panel.Y(y[last]) is var top
            && top >= panel.Ground.Top && top <= panel.Ground.Bottom ? top : null;
    }

    private void DrawTexts(Sheet sheet, Panel panel)
    {
        var position = Node["textposition"].Text;
        var anchor = position.Contains("right", StringComparison.Ordinal) ? "start"
            : position.Contains("left", StringComparison.Ordinal) ? "end" : "middle";
        var (isUp, isDown) = (position.Contains("top", StringComparison.Ordinal),
            position.Contains("bottom", StringComparison.Ordinal));
        for (var i = 0; i < Math.Min(count, 300); i++)
        {
            var words = PlotText.Plain(texts is null ? Node["text"].Text : texts.Text(i) ?? "");
            var (left, top) = (panel.X(x[i]), panel.Y(y[i]));
            var radius = HasMarkers ? marker.Radius(i) : 0;
            var lift = isUp ? -4 - radius : isDown ? 14 + radius : 4;
            var aside = anchor == "start" ? 5 + radius : anchor == "end" ? -5 - radius : 0;
            if (double.IsFinite(left + top))
                sheet.Text(Paint.Ink, left + aside, top + lift, words, anchor, 12, halo: true);
        }
    }

    private void DrawArea(Sheet sheet, Panel panel)
    {
        if (Fill == "none" || count < 2)
            return;

        var upper = Runs(panel).SelectMany(Bent).ToList();
        if (upper.Count < 2)
            return;
        var zero = panel.Box(false, (0, 0), (0, 0));
        var lower = Fill switch
        {
            "toself" or "tonext" => [],
            _ when foot.Length > 0 => [.. Enumerable.Range(0, count).Select(i => (panel.X(x[i]), panel.Y(foot[i])))],
            "tonexty" or "tonextx" when Before is not null => Before.Runs(panel).SelectMany(Before.Bent).ToList(),
            "tozerox" or "tonextx" => [(zero.Left, upper[0].Y), (zero.Left, upper[^1].Y)],
            _ => new List<(double X, double Y)> { (upper[0].X, zero.Bottom), (upper[^1].X, zero.Bottom) },
        };
        lower.Reverse();
        var paint = Paint.Read(Node["fillcolor"].Text) ?? Paint;
        sheet.Fill(paint, Sheet.Path(Thinning.Line(upper).Concat(Thinning.Line(lower)), closed: true), 0.25 * Opacity);
    }

    /// <summary>The places of consecutive points on the paper.</summary>
    private List<List<(double X, double Y)>> Runs(Panel panel)
    {
        var (runs, gaps) = (new List<List<(double X, double Y)>> { new() }, Node["connectgaps"].IsTrue);
        for (var i = 0; i < count; i++)
        {
            var (left, top) = (panel.X(x[i]), panel.Y(y[i]));
            if (double.IsFinite(left) && double.IsFinite(top))
                runs[^1].Add((left, top));
            else if (!gaps && runs[^1].Count > 0)
                runs.Add([]);
        }

        return runs;
    }

    /// <summary>The line with the corners of its steps.</summary>
    private List<(double X, double Y)> Bent(List<(double X, double Y)> run)
    {
        var shape = Node["line"]["shape"].Text;
        if (shape is not ("hv" or "vh" or "hvh" or "vhv") || run.Count < 2)
            return run;

        var bent = new List<(double X, double Y)> { run[0] };
        for (var i = 1; i < run.Count; i++)
        {
            var (a, b) = (run[i - 1], run[i]);
            var middle = ((a.X + b.X) / 2, (a.Y + b.Y) / 2);
            bent.AddRange(shape switch
            {
                "hv" => [(b.X, a.Y), b],
                "vh" => [(a.X, b.Y), b],
                "hvh" => [(middle.Item1, a.Y), (middle.Item1, b.Y), b],
                _ => new[] { (a.X, middle.Item2), (b.X, middle.Item2), b },
            });
        }

        return bent;
    }

    /// <summary>A dash by name or by lengths; the series' own where the figure says nothing.</summary>
    public static string DashOf(string name, int series) => name switch
    {
        "" => SeriesDashes[series % 8],
        "solid" => "",
        "dot" => "2 3",
        "dash" => "9 4",
        "longdash" => "14 4",
        "dashdot" => "9 3 2 3",
        "longdashdot" => "14 3 2 3",
        _ => string.Join(' ', name.Split(',', ' ').Take(8).Select(part =>
            PlotNode.Parse(part.Replace("px", "", StringComparison.Ordinal))).OfType<double>().Where(part => part >= 0)
            .Select(Sheet.N)),
    };
}
