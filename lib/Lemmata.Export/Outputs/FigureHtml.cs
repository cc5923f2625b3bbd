using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Outputs;

/// <summary>
/// One figure of a page: the drawings are there from the start in a box of fixed shape, the data for the plot
/// library lies beside them until the reader comes near.
/// </summary>
/// <param name="Number">Number on its page, from 1.</param>
/// <param name="Html">The whole <c>figure</c> element, with formula marks.</param>
/// <param name="Alt">The finding in a sentence.</param>
/// <param name="CaptionHtml">The caption, with formula marks.</param>
/// <param name="Wide">The wide drawing, cleaned.</param>
/// <param name="Small">The small drawing, cleaned; empty where there is none.</param>
/// <param name="TableHtml">The data in a closed <c>details</c>.</param>
/// <param name="Interactive">True where the plot library can take over.</param>
/// <param name="SliderBytes">Size of the frames of a slider, 0 without one.</param>
internal sealed partial record FigureHtml(int Number, string Html, string Alt, string CaptionHtml, string Wide, string Small,
    string TableHtml, bool Interactive, int SliderBytes)
{
    public string Id => "fig-" + Number;

    /// <summary>From the figure bundle of the helper assembly.</summary>
    public static FigureHtml Build(JsonObject figure, JsonObject? plot, int number, PageText page)
    {
        var alt = HtmlText.Squeeze(figure["alt"]?.ToString() ?? "");
        var caption = MarkdownText.Inline(figure["caption"]?.ToString() ?? "", page);
        var slider = figure["slider"] as JsonObject;
        return Compose(number, alt, caption, figure["wide"]?.ToString() ?? "", figure["small"]?.ToString() ?? "",
            Table(figure["table"] as JsonObject, page, alt, number), slider, slider is null ? plot : null, page);
    }

    /// <summary>From plotly JSON alone, as charts of other libraries give it.</summary>
    public static FigureHtml FromPlot(JsonObject plot, string? svg, string? text, int number, PageText page)
    {
        var alt = HtmlText.Squeeze(text ?? "");
        if (alt.Length is 0 or > 300) { alt = PlotTitle(plot) ?? "Chart without description"; }
        return Compose(number, alt, HtmlText.Escape(alt), svg ?? "", "", PlotTable(plot, page, number), null, plot, page);
    }

    private static FigureHtml Compose(int number, string alt, string caption, string wide, string small, string table,
        JsonObject? slider, JsonObject? plot, PageText page)
    {
        var id = "fig-" + number;
        if (alt.Length == 0) { page.Warn($"figure {number} has no sentence that states its finding."); alt = $"Figure {number}"; }
        wide = Drawing(wide, id + "w-", alt, "big");
        small = small.Length > 0 ? Drawing(small, id + "s-", alt, "small") : "";
        var box = Box(wide) is var (width, height) ? $"--ratio:{width}/{height}" : "--ratio:880/420";
        if (Box(small) is var (smallWidth, smallHeight)) { box += $";--small:{smallWidth}/{smallHeight}"; }
        var frames = "";
        if (slider is not null)
        {
            var start = Start(slider);
            var big = Frames.Split(wide, start);
            var less = Frames.Split(small, start);
            (wide, small) = (big.Drawing, less.Drawing);
            frames = Packed.Of(new JsonObject { ["big"] = big.Others, ["small"] = less.Others }.ToJsonString());
        }

        var html = new StringBuilder($"<figure id=\"{id}\" class=\"wide\" aria-label=\"{HtmlText.Escape(alt)}\">");
        if (slider is not null) { html.Append(Knob(slider, number, page)); }
        html.Append($"<div class=\"plot{(small.Length == 0 ? " single" : "")}\" style=\"{box}\">{wide}{small}");
        if (plot is not null)
        {
            html.Append($"<script type=\"text/plain\" class=\"plot-data\">{Packed.Of(plot.ToJsonString())}</script>");
        }

        if (frames.Length > 0) { html.Append($"<script type=\"text/plain\" class=\"frames\">{frames}</script>"); }
        html.Append($"</div>\n<figcaption><a href=\"#{id}\" aria-label=\"Link to figure {number}\">Figure {number}</a> {caption}</figcaption>")
            .Append(table.Length == 0 ? "" : "\n" + table).Append("</figure>");
        return new FigureHtml(number, html.ToString(), alt, caption, wide, small, table, plot is not null,
            slider is null ? 0 : wide.Length + small.Length + frames.Length);
    }

    private static string Drawing(string svg, string prefix, string alt, string size)
    {
        if (svg.Length == 0) { return ""; }
        var clean = Sanitizer.Clean(svg.Trim(), prefix);
        // The drawing's own name and size go: the page names it by its finding and gives it the size of its box.
        clean = TitleElement().Replace(clean, "");
        return SvgStart().Replace(clean, match => $"<svg class=\"{size}\" role=\"img\" aria-label=\"{HtmlText.Escape(alt)}\" focusable=\"false\""
            + OwnAttribute().Replace(match.Groups["rest"].Value, ""), 1);
    }

    private static (string Width, string Height)? Box(string svg)
    {
        var match = ViewBox().Match(svg);
        return match.Success ? (match.Groups["w"].Value, match.Groups["h"].Value) : null;
    }

    private static string Knob(JsonObject slider, int number, PageText page)
    {
        var name = slider["name"]?.ToString() ?? "value";
        var words = (slider["words"] as JsonArray ?? slider["values"] as JsonArray ?? []).Select(word => word?.ToString() ?? "").ToList();
        var start = Math.Clamp(Start(slider), 0, Math.Max(0, words.Count - 1));
        var id = page.Slugs.Take($"set-{Slugs.Of(name)}");
        var value = words.Count > 0 ? HtmlText.Escape(words[start]) : "";
        return $"<div class=\"knob\"><label for=\"{id}\">{HtmlText.Escape(name)}</label><input class=\"needs-js\" id=\"{id}\" type=\"range\" min=\"0\" max=\"{words.Count - 1}\" step=\"1\" "
            + $"value=\"{start}\" data-words=\"{HtmlText.Escape(string.Join('|', words.Select(word => word.Replace('|', '∣'))))}\" aria-valuetext=\"{value}\">"
            + $"<output for=\"{id}\">{value}</output></div>";
    }

    /// <summary>A slider's drawing with nothing but the frame it starts with.</summary>
    public static string FirstFrame(string svg)
    {
        var frames = FrameStart().Matches(svg);
        var shown = frames.FirstOrDefault(frame => !frame.Value.Contains("\"hidden\"", StringComparison.Ordinal)) ?? frames.FirstOrDefault();
        return shown is null ? svg : EmptyFrame().Replace(Frames.Split(svg, int.Parse(shown.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture)).Drawing, "");
    }

    private static int Start(JsonObject slider) => slider["start"] is JsonValue given && int.TryParse(given.ToString(), out var index) ? index : 0;

    private static string Table(JsonObject? table, PageText page, string alt, int number)
    {
        if (table?["columns"] is not JsonArray columns || table["rows"] is not JsonArray rows || columns.Count == 0) { return ""; }
        var caption = HtmlText.Escape(table["caption"]?.ToString() ?? alt);
        var numeric = Enumerable.Range(0, columns.Count).Select(i => rows.Count > 0 && rows.All(row =>
            row is JsonArray cells && i < cells.Count && IsNumber(cells[i]))).ToArray();
        var html = new StringBuilder($"<details class=\"data\"><summary>Data table</summary><div class=\"scroll\" role=\"group\" aria-label=\"Data of figure {number}\"><table><caption class=\"vh\">{caption}</caption><thead><tr>");
        for (var i = 0; i < columns.Count; i++)
        {
            html.Append($"<th scope=\"col\"{(numeric[i] ? " class=\"n\"" : "")}>{MarkdownText.Inline(columns[i]?.ToString() ?? "", page)}</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in rows.OfType<JsonArray>())
        {
            html.Append("<tr>");
            for (var i = 0; i < columns.Count; i++)
            {
                html.Append(numeric[i] ? "<td class=\"n\">" : "<td>").Append(NumberText(i < row.Count ? row[i] : null)).Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table></div></details>").ToString();
    }

    /// <summary>Numbers as people read them: a real minus, powers of ten raised.</summary>
    internal static string NumberText(JsonNode? cell)
    {
        var text = cell?.ToString() ?? "–";
        var match = Scientific().Match(text);
        if (!match.Success) { return HtmlText.Escape(IsNumber(cell) ? text.Replace('-', '−') : text); }
        return $"{match.Groups["m"].Value.Replace('-', '−')}\u00A0×\u00A010<sup>{match.Groups["e"].Value.TrimStart('+').Replace('-', '−')}</sup>";
    }

    private static bool IsNumber(JsonNode? node) => node is null || double.TryParse(node.ToString().Replace('−', '-'),
        System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);

    private static string? PlotTitle(JsonObject plot) => (plot["layout"] as JsonObject)?["title"] switch
    {
        JsonObject title => title["text"]?.ToString(),
        JsonValue title => title.ToString(),
        _ => null,
    };

    /// <summary>The table of a chart that brings none: its x and y lists.</summary>
    private static string PlotTable(JsonObject plot, PageText page, int number)
    {
        var rows = new JsonArray();
        var traces = (plot["data"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        foreach (var (trace, index) in traces.Select((trace, index) => (trace, index)))
        {
            if (trace["x"] is not JsonArray x || trace["y"] is not JsonArray y) { continue; }
            for (var i = 0; i < Math.Min(Math.Min(x.Count, y.Count), 200); i++)
            {
                rows.Add(new JsonArray(trace["name"]?.ToString() ?? $"series {index + 1}", x[i]?.DeepClone(), y[i]?.DeepClone()));
            }
        }

        if (rows.Count == 0) { rows.Add(new JsonArray("–", null, null)); }
        return Table(new JsonObject { ["columns"] = new JsonArray("series", "x", "y"), ["rows"] = rows }, page, "Data of the chart", number);
    }

    [GeneratedRegex("<g\\b[^>]* data-f=\"(?<n>[0-9]{1,6})\"[^>]*>")]
    private static partial Regex FrameStart();

    [GeneratedRegex("<g data-f=\"[0-9]+\" visibility=\"hidden\"></g>")]
    private static partial Regex EmptyFrame();

    [GeneratedRegex("^<svg(?<rest>[^>]*)")]
    private static partial Regex SvgStart();

    [GeneratedRegex("""\s(?:class|role|aria-label|aria-labelledby|aria-describedby|width|height|focusable|xmlns|style|aria-hidden|tabindex)="[^"]*"(?=[^>]*$)""")]
    private static partial Regex OwnAttribute();

    [GeneratedRegex("<(title|desc)[^>]*>[^<]*</\\1>")]
    private static partial Regex TitleElement();

    [GeneratedRegex("""viewBox="\s*[-\d.]+\s+[-\d.]+\s+(?<w>[\d.]+)\s+(?<h>[\d.]+)\s*["]""")]
    private static partial Regex ViewBox();

    [GeneratedRegex(@"^(?<m>[-−]?\d+(?:\.\d+)?)[eE](?<e>[-+]?\d+)$")]
    private static partial Regex Scientific();
}
