using System.Globalization;
using System.Text.Json.Nodes;
using Lemmata.Export.Markup;
using Lemmata.Export.Pages.Parts;
using Lemmata.Export.Plotly;
using Lemmata.Export.Prose;
using Lemmata.Notebooks;

namespace Lemmata.Export.Outputs;

/// <summary>Reads the figures of outputs.</summary>
internal static class FigureReader
{
    /// <summary>From the figure bundle of the helper assembly.</summary>
    public static FigurePart Read(JsonObject figure, JsonObject? plot, int number, PageText page)
    {
        var alt = HtmlText.Squeeze(figure["alt"]?.ToString() ?? "");
        var caption = MarkdownText.Inline(figure["caption"]?.ToString() ?? "", page);
        var (wide, small) = (figure["wide"]?.ToString(), figure["small"]?.ToString());
        var table = Table(figure["table"] as JsonObject, page, alt);
        return figure["slider"] is JsonObject slider
            ? Compose(number, alt, caption, wide, small, table, slider, null, page)
            : Compose(number, alt, caption, wide, small, table, null, plot, page);
    }

    /// <summary>From plotly JSON alone, as charts of other libraries give it.</summary>
    public static FigurePart FromPlot(JsonObject plot, string? svg, string? text, int number, PageText page)
    {
        var alt = HtmlText.Squeeze(text ?? "");
        if (alt.Length is 0 or > 300)
            alt = PlotDrawing.TitleOf(plot) ?? "Chart without description";

        var table = Numbers(plot, page);
        var written = PlotCaption.Of(plot);
        var caption = written is null ? SafeHtml.Text(alt) : MarkdownText.Inline(written, page);
        // What the caption says need not stand in the picture again.
        if (written is null && alt == PlotDrawing.TitleOf(plot)) plot = Untitled(plot);
        if (svg is null && PlotFrames.Of(plot) is { } frames)
        {
            foreach (var warning in frames.Warnings) page.Warn(warning);
            return Compose(number, alt, caption, frames.Wide, frames.Small, table, frames.Slider, null, page);
        }

        var drawing = svg is null ? PlotDrawing.Of(plot) : new PlotDrawing(svg, null, []);
        foreach (var warning in drawing.Warnings)
        {
            page.Warn(warning);
        }

        return Compose(number, alt, caption, drawing.Wide, drawing.Small, table, null, plot, page);
    }

    private static JsonObject Untitled(JsonObject plot)
    {
        var bare = (JsonObject)plot.DeepClone();
        (bare["layout"] as JsonObject)?.Remove("title");
        return bare;
    }

    /// <summary>The numbers of a chart that brings no table.</summary>
    public static DataTable Numbers(JsonObject plot, PageText page) => Table(PlotTable.Of(plot), page, "Data of the chart")!;

    private static FigurePart Compose(
        int number,
        string alt,
        SafeHtml caption,
        string? wideText,
        string? smallText,
        DataTable? table,
        JsonObject? slider,
        JsonObject? plot,
        PageText page)
    {
        if (alt.Length == 0)
        {
            page.Warn($"figure {number} has no sentence that states its finding.");
            alt = $"Figure {number}";
        }

        var wide = Svg.Read(wideText ?? "", $"fig-{number}w-")?.Named("big", alt);
        var small = Svg.Read(smallText ?? "", $"fig-{number}s-")?.Named("small", alt);
        var box = wide?.Box is var (width, height) ? $"--ratio:{width}/{height}" : "--ratio:880/420";
        if (small?.Box is var (smallWidth, smallHeight))
            box += $";--small:{smallWidth}/{smallHeight}";

        var kinds = plot is null ? null : PlotBundle.KindsOf(plot);
        if (kinds is not null && PlotBundle.Unknown(kinds).ToList() is { Count: > 0 } unknown)
        {
            // What no bundle of the library draws would be empty axes: the drawing or the table is all there is.
            page.Warn($"figure {number}: the plot library of pages draws no {string.Join(" or ", unknown)}; it stays as it is.");
            (plot, kinds) = (null, null);
        }

        if (kinds is not null) page.Plots.Add(kinds);
        var frames = "";
        if (slider is not null)
        {
            var others = new JsonObject();
            wide = Still(wide, "big", Start(slider), others);
            small = Still(small, "small", Start(slider), others);
            frames = Packed.Of(others.ToJsonString());
        }

        return new FigurePart(
            number,
            alt,
            caption,
            wide,
            small,
            box,
            table,
            slider is null ? null : Slider(slider, page),
            plot is null ? "" : Packed.Of(PlotCaption.Without(plot).ToJsonString()),
            frames)
        {
            Kinds = kinds, Shelf = page.Plots,
        };
    }

    /// <summary>The drawing with the frame it starts with; the others are packed.</summary>
    private static Svg? Still(Svg? drawing, string size, int start, JsonObject packed)
    {
        var frames = new JsonObject();
        packed[size] = frames;
        if (drawing is null)
            return null;

        var (still, others) = drawing.Split(start);
        foreach (var (number, parts) in others)
        {
            frames[number.ToString(CultureInfo.InvariantCulture)] =
                new JsonArray([.. parts.Select(part => (JsonNode)part)]);
        }

        return still;
    }

    private static FigureSlider Slider(JsonObject slider, PageText page)
    {
        var name = slider["name"]?.ToString() ?? "value";
        List<string> words =
        [
            .. (slider["words"] as JsonArray ?? slider["values"] as JsonArray ?? [])
                .Select(word => word?.ToString() ?? ""),
        ];
        var start = Math.Clamp(Start(slider), 0, Math.Max(0, words.Count - 1));
        return new FigureSlider(page.Slugs.Take($"set-{Slugs.Of(name)}"), name, words, start);
    }

    private static int Start(JsonObject slider) =>
        slider["start"] is JsonValue given && int.TryParse(given.ToString(), out var index) ? index : 0;

    private static DataTable? Table(JsonObject? table, PageText page, string alt)
    {
        if (table?["columns"] is not JsonArray { Count: > 0 } columns || table["rows"] is not JsonArray rows)
            return null;

        bool IsNumeric(int column) => rows.Count > 0 && rows.All(row =>
            row is JsonArray cells && column < cells.Count && NumberText.IsNumber(cells[column]));

        return new DataTable(
            table["caption"]?.ToString() ?? alt,
            [.. columns.Select((name, i) => (MarkdownText.Inline(name?.ToString() ?? "", page), IsNumeric(i)))],
            [
                .. rows.OfType<JsonArray>().Select(row => (IReadOnlyList<SafeHtml>)
                    [.. columns.Select((_, i) => NumberText.Cell(i < row.Count ? row[i] : null))]),
            ]);
    }
}
