using System.Text.Json.Nodes;
using Lemmata.Export.Markup;
using Lemmata.Export.Prose;

namespace Lemmata.Export.Outputs;

/// <summary>
/// One figure of a page: the drawings are there from the start in a box of fixed shape, the data for the plot
/// library lies beside them until the reader comes near.
/// </summary>
/// <param name="Number">Number on its page, from 1.</param>
/// <param name="Html">The whole <c>figure</c> element.</param>
/// <param name="Alt">The finding in a sentence.</param>
/// <param name="Caption">The caption.</param>
/// <param name="Wide">The wide drawing, cleaned; null where there is none.</param>
/// <param name="Small">The small drawing, cleaned; null where there is none.</param>
/// <param name="Table">The data in a closed <c>details</c>.</param>
/// <param name="Style">Shape of the box.</param>
/// <param name="Interactive">True where the plot library can take over.</param>
/// <param name="HasSlider">True for a figure with frames.</param>
internal sealed record FigureHtml(int Number, SafeHtml Html, string Alt, SafeHtml Caption, Svg? Wide, Svg? Small,
    SafeHtml Table, string Style, bool Interactive, bool HasSlider)
{
    public string Id => "fig-" + Number;

    /// <summary>From the figure bundle of the helper assembly.</summary>
    public static FigureHtml Build(JsonObject figure, JsonObject? plot, int number, PageText page)
    {
        var alt = HtmlText.Squeeze(figure["alt"]?.ToString() ?? "");
        var caption = MarkdownText.Inline(figure["caption"]?.ToString() ?? "", page);
        var slider = figure["slider"] as JsonObject;
        return Compose(number, alt, caption, figure["wide"]?.ToString(), figure["small"]?.ToString(),
            DataTable(figure["table"] as JsonObject, page, alt, number), slider, slider is null ? plot : null, page);
    }

    /// <summary>From plotly JSON alone, as charts of other libraries give it.</summary>
    public static FigureHtml FromPlot(JsonObject plot, string? svg, string? text, int number, PageText page)
    {
        var alt = HtmlText.Squeeze(text ?? "");
        if (alt.Length is 0 or > 300) { alt = PlotTitle(plot) ?? "Chart without description"; }
        return Compose(number, alt, SafeHtml.Text(alt), svg, null,
            DataTable(PlotTable(plot), page, "Data of the chart", number), null, plot, page);
    }

    private static FigureHtml Compose(int number, string alt, SafeHtml caption, string? wideText, string? smallText,
        SafeHtml table,
        JsonObject? slider, JsonObject? plot, PageText page)
    {
        var id = "fig-" + number;
        if (alt.Length == 0)
        {
            page.Warn($"figure {number} has no sentence that states its finding.");
            alt = $"Figure {number}";
        }
        var wide = Svg.Read(wideText ?? "", id + "w-")?.Named("big", alt);
        var small = Svg.Read(smallText ?? "", id + "s-")?.Named("small", alt);
        var box = wide?.Box is var (width, height) ? $"--ratio:{width}/{height}" : "--ratio:880/420";
        if (small?.Box is var (smallWidth, smallHeight)) { box += $";--small:{smallWidth}/{smallHeight}"; }
        var frames = SafeHtml.Empty;
        if (slider is not null)
        {
            var others = new JsonObject();
            wide = Still(wide, "big", Start(slider), others);
            small = Still(small, "small", Start(slider), others);
            frames = SafeHtml.Html(
                $"<script type=\"text/plain\" data-frames>{Packed.Of(others.ToJsonString())}</script>");
        }

        var data = plot is null ? SafeHtml.Empty
            : SafeHtml.Html($"<script type=\"text/plain\" class=\"plot-data\">{Packed.Of(plot.ToJsonString())}</script>");
        var html = new HtmlBuilder().Append($"<figure id=\"{id}\" class=\"wide\" aria-label=\"{alt}\">")
            .Append(slider is null ? SafeHtml.Empty : Knob(slider, page))
            .Append($"<div class=\"plot{(small is null ? " single" : "")}\" style=\"{box}\">{wide?.Write() ?? SafeHtml.Empty}{small?.Write() ?? SafeHtml.Empty}{data}{frames}</div>\n")
            .Append($"<figcaption><a href=\"#{id}\" aria-label=\"Link to figure {number}\">Figure {number}</a> {caption}</figcaption>")
            .Append($"{(table.IsEmpty ? "" : "\n")}{table}</figure>");
        return new FigureHtml(number, html.ToSafe(), alt, caption, wide, small, table, box, plot is not null,
            slider is not null);
    }

    /// <summary>The drawing with the frame it starts with; the others are packed.</summary>
    private static Svg? Still(Svg? drawing, string size, int start, JsonObject packed)
    {
        packed[size] = new JsonObject();
        if (drawing is null) { return null; }
        var (still, others) = drawing.Split(start);
        foreach (var (number, parts) in others)
        {
            packed[size]![number.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new JsonArray(
                [.. parts.Select(part => (JsonNode)part)]);
        }

        return still;
    }

    private static SafeHtml Knob(JsonObject slider, PageText page)
    {
        var name = slider["name"]?.ToString() ?? "value";
        var words = (slider["words"] as JsonArray ?? slider["values"] as JsonArray ?? [])
            .Select(word => word?.ToString() ?? "").ToList();
        var start = Math.Clamp(Start(slider), 0, Math.Max(0, words.Count - 1));
        var id = page.Slugs.Take($"set-{Slugs.Of(name)}");
        var value = words.Count > 0 ? words[start] : "";
        return SafeHtml.Html(
            $"<div class=\"knob\"><label for=\"{id}\">{name}</label><input class=\"needs-js\" id=\"{id}\" type=\"range\" min=\"0\" max=\"{words.Count - 1}\" step=\"1\" value=\"{start}\" data-words=\"{string.Join('|', words.Select(word => word.Replace('|', '∣')))}\" aria-valuetext=\"{value}\"><output for=\"{id}\">{value}</output></div>");
    }

    private static int Start(JsonObject slider) => slider["start"] is JsonValue given
        && int.TryParse(given.ToString(), out var index) ? index : 0;

    private static SafeHtml DataTable(JsonObject? table, PageText page, string alt, int number)
    {
        if (table?["columns"] is not JsonArray columns || table["rows"] is not JsonArray rows || columns.Count == 0)
        {
            return SafeHtml.Empty;
        }
        var caption = table["caption"]?.ToString() ?? alt;
        var numeric = Enumerable.Range(0, columns.Count).Select(i => rows.Count > 0 && rows.All(row =>
            row is JsonArray cells && i < cells.Count && NumberText.IsNumber(cells[i]))).ToArray();
        var html = new HtmlBuilder()
            .Append($"<details class=\"data\"><summary>Data table</summary><div class=\"scroll\" role=\"group\" aria-label=\"Data of figure {number}\"><table><caption class=\"vh\">{caption}</caption><thead><tr>");
        for (var i = 0; i < columns.Count; i++)
        {
            var name = MarkdownText.Inline(columns[i]?.ToString() ?? "", page);
            html.Append(numeric[i] ? SafeHtml.Html($"<th scope=\"col\" class=\"n\">{name}</th>")
                : SafeHtml.Html($"<th scope=\"col\">{name}</th>"));
        }

        html.Append($"</tr></thead><tbody>");
        foreach (var row in rows.OfType<JsonArray>())
        {
            html.Append($"<tr>");
            for (var i = 0; i < columns.Count; i++)
            {
                var text = NumberText.Cell(i < row.Count ? row[i] : null);
                html.Append(numeric[i] ? SafeHtml.Html($"<td class=\"n\">{text}</td>")
                    : SafeHtml.Html($"<td>{text}</td>"));
            }

            html.Append($"</tr>");
        }

        return html.Append($"</tbody></table></div></details>").ToSafe();
    }

    private static string? PlotTitle(JsonObject plot) => (plot["layout"] as JsonObject)?["title"] switch
    {
        JsonObject title => title["text"]?.ToString(),
        JsonValue title => title.ToString(),
        _ => null,
    };

    /// <summary>The table of a chart that brings none: its x and y lists.</summary>
    public static JsonObject PlotTable(JsonObject plot)
    {
        var rows = new JsonArray();
        var traces = (plot["data"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        foreach (var (trace, index) in traces.Select((trace, index) => (trace, index)))
        {
            if (trace["x"] is not JsonArray x || trace["y"] is not JsonArray y) { continue; }
            for (var i = 0; i < Math.Min(Math.Min(x.Count, y.Count), 200); i++)
            {
                rows.Add(new JsonArray(trace["name"]?.ToString() ?? $"series {index + 1}", x[i]?.DeepClone(),
                    y[i]?.DeepClone()));
            }
        }

        if (rows.Count == 0) { rows.Add(new JsonArray("–", null, null)); }
        return new JsonObject { ["columns"] = new JsonArray("series", "x", "y"), ["rows"] = rows };
    }
}
