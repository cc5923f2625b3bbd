using System.Text;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;

namespace Lemmata.Plotting.Svg;

/// <summary>Draws a figure as a static SVG that stands alone and follows the page's theme when inlined.</summary>
internal static class Drawing
{
    private const string Fonts = "Avenir Next, Avenir, Segoe UI, Open Sans, Noto Sans, sans-serif";

    public static string Of(FigureModel model, Rendition rendition)
    {
        var layout = model.LayoutOf(rendition);
        var canvas = new Canvas();
        var size = $"{rendition.Width} {Canvas.N(layout.Height)}";
        canvas.Raw(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size}\" width=\"{rendition.Width}\" "
                + $"height=\"{Canvas.N(layout.Height)}\" "
                + $"role=\"img\" aria-label=\"{Canvas.Escape(model.Alt)}\" font-family=\"{Fonts}\" font-size=\"13\">");
        canvas.Raw(
            $"<rect class=\"paper\" width=\"{rendition.Width}\" height=\"{Canvas.N(layout.Height)}\" "
                + $"fill=\"{Palette.Paper.Light}\"/>\n"
        );
        foreach (var panel in layout.Panels)
        {
            AxisDrawing.Draw(canvas, panel, rendition);
        }

        for (var frame = 0; frame < model.FrameCount; frame++)
        {
            if (model.Control is not null)
            {
                canvas.Raw($"<g data-f=\"{frame}\" visibility=\"{(frame == model.Start ? "visible" : "hidden")}\">\n");
            }

            for (var panel = 0; panel < layout.Panels.Count; panel++)
            {
                PanelDrawing.Draw(canvas, layout.Panels[panel], frame);
                foreach (var label in layout.LabelsOf(panel, frame))
                {
                    label.Draw(canvas);
                }
            }

            if (model.Control is not null)
            {
                canvas.Raw("</g>\n");
            }
        }

        return canvas.Raw("</svg>").ToString().Replace("\n</svg>", "</svg>", StringComparison.Ordinal);
    }
}

/// <summary>Draws grid, axes, ticks and names of a panel.</summary>
internal static class AxisDrawing
{
    public static void Draw(Canvas canvas, PanelLayout layout, Rendition rendition)
    {
        var (panel, plot) = (layout.Panel, layout.Plot);
        string left = Canvas.N(plot.Left),
            right = Canvas.N(plot.Right),
            bottom = Canvas.N(plot.Bottom),
            top = Canvas.N(plot.Top);
        var covered = panel.Frames[0].Any(s => s.Mark is GridMark);
        if (!covered && panel.Y.Major.Length > 0)
        {
            canvas
                .Open("grid", Palette.Grid.Light, "stroke=\"currentColor\"")
                .Path(string.Concat(panel.Y.Major.Select(t => $"M{left} {Canvas.N(layout.Y(t.Value))}H{right}")))
                .Close();
        }

        var axis = new StringBuilder($"M{left} {bottom}H{right}");
        if (panel.EqualAspect && panel.X.Min < 0 && panel.X.Max > 0 && !panel.X.Log)
        {
            axis.Append($"M{Canvas.N(layout.X(0))} {top}V{bottom}");
        }

        if ((panel.EqualAspect || panel.Baseline) && panel.Y.Min < 0 && panel.Y.Max > 0 && !panel.Y.Log)
        {
            axis.Append($"M{left} {Canvas.N(layout.Y(0))}H{right}");
        }

        var texts = XTexts(layout);
        if (layout.ShowX)
        {
            foreach (var (value, _) in panel.X.Major)
            {
                axis.Append($"M{Canvas.N(layout.X(value))} {bottom}v6");
            }

            foreach (var value in panel.X.Minor)
            {
                axis.Append($"M{Canvas.N(layout.X(value))} {bottom}v3");
            }
        }

        canvas.Open("axis", Palette.Soft.Light, "stroke=\"currentColor\"").Path(axis.ToString()).Close();
        canvas.Open("soft", Palette.Soft.Light, "fill=\"currentColor\"");
        if (layout.ShowX)
        {
            for (var i = 0; i < texts.Count; i++)
            {
                // A text at the end of the axis moves inwards rather than over the edge of the paper.
                var half = TextWidth.Of(texts[i].Text, 13) / 2;
                var x = Math.Max(
                    Math.Min(layout.X(texts[i].Value), layout.Cell.Right - 2 - half),
                    layout.Cell.Left + 2 + half);
                canvas.Text(x, plot.Bottom + 20 + (i % layout.TickRows == 0 ? 0 : 15), texts[i].Text, "middle");
            }
        }

        foreach (var (value, text) in panel.Y.Major)
        {
            canvas.Text(plot.Left - 9, layout.Y(value) + 4, text, "end");
        }

        canvas.Close();
        var names = layout.ShowX && panel.X.Title.Length > 0;
        if (names || panel.Y.Title.Length > 0 || panel.Heading.Length > 0)
        {
            var x = panel.EqualAspect ? Math.Max(layout.Cell.Left + 2, plot.Left - 46) : layout.Cell.Left + 2;
            canvas.Open("ink", Palette.Ink.Light, "fill=\"currentColor\"");
            if (panel.Heading.Length > 0)
            {
                canvas.Text(x, plot.Top - 38, panel.Heading, size: rendition.LabelSize, bold: true);
            }

            if (panel.Y.Title.Length > 0)
            {
                canvas.Text(x, plot.Top - 16, panel.Y.Title);
            }

            if (names)
            {
                canvas.Text(plot.Right, plot.Bottom + 38 + 15 * (layout.TickRows - 1), panel.X.Title, "end");
            }

            canvas.Close();
        }

        if (panel.Colours is { } colours)
        {
            ScaleDrawing.Draw(canvas, layout, colours, rendition);
        }
    }

    /// <summary>The horizontal tick texts that fit side by side.</summary>
    private static IReadOnlyList<(double Value, string Text)> XTexts(PanelLayout layout)
    {
        for (var every = 1; ; every++)
        {
            (double Value, string Text)[] shown = [.. layout.Panel.X.Major.Where((_, i) => i % every == 0)];
            if (Layout.Fit(layout.Panel, shown, layout.Plot.Width, layout.TickRows))
            {
                return shown;
            }
        }
    }
}

/// <summary>Draws the nine steps of a colour scale with their edges, beside the panel or under it.</summary>
internal static class ScaleDrawing
{
    public static void Draw(Canvas canvas, PanelLayout layout, ColourScale colours, Rendition rendition)
    {
        var plot = layout.Plot;
        var across = rendition.Small;
        double x = across ? plot.Left : plot.Right + Plotly.PlotlyTraces.BarGap(layout),
            y = plot.Bottom + (layout.ShowX ? 66 : 40) + 15 * (layout.TickRows - 1);
        // A name longer than the margin begins over the panel rather than ending outside of it.
        var name = Math.Min(x, layout.Cell.Right - 2 - TextWidth.Of(colours.Label, 13));
        canvas
            .Open("ink", Palette.Ink.Light, "fill=\"currentColor\"")
            .Text(across ? x : name, across ? y - 6 : plot.Top - 16, colours.Label)
            .Close();
        double step = (across ? plot.Width : plot.Height) / ColourScale.Steps;
        for (var i = 0; i < ColourScale.Steps; i++)
        {
            var data = across
                ? $"M{Canvas.N(x + i * step)} {Canvas.N(y)}h{Canvas.N(step)}v12h{Canvas.N(-step)}Z"
                : $"M{Canvas.N(x)} {Canvas.N(plot.Bottom - (i + 1) * step)}h16v{Canvas.N(step)}h-16Z";
            canvas.Open(colours.Class(i), colours.Colour(i)).Path(data, "fill=\"currentColor\"").Close();
        }

        canvas.Open("soft", Palette.Soft.Light, "fill=\"currentColor\"");
        foreach (var i in across ? Fitting(colours, step) : colours.LabelledEdges)
        {
            if (across)
            {
                canvas.Text(x + i * step, y + 28, colours.EdgeText(i), "middle", 12);
            }
            else
            {
                canvas.Text(x + 24, plot.Bottom - i * step + 4, colours.EdgeText(i));
            }
        }

        canvas.Close();
    }

    /// <summary>The edges whose numbers fit side by side under a bar with steps of a width in pixels.</summary>
    private static IReadOnlyList<int> Fitting(ColourScale colours, double step) =>
        colours.FewerEdges.Prepend(colours.LabelledEdges).FirstOrDefault(edges => edges.Zip(edges.Skip(1)).All(pair =>
            (Width(colours, pair.First) + Width(colours, pair.Second)) / 2 + 4 <= (pair.Second - pair.First) * step))
        ?? [0, ColourScale.Steps];

    private static double Width(ColourScale colours, int edge) => TextWidth.Of(colours.EdgeText(edge), 12);
}
