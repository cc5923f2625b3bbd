using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;

namespace Lemmata.Export.Outputs;

/// <summary>Outputs of one notebook, in the richest form a page can show safely.</summary>
internal sealed partial class OutputHtml(PageText page, ClaimsOfNotebook claims)
{
    private readonly ClaimHtml claimHtml = new(page, claims);
    private int outputs;

    public List<FigureHtml> Figures { get; } = [];

    /// <summary>The claims' part of the page.</summary>
    public ClaimHtml Claims => claimHtml;

    /// <summary>True for an output that becomes a numbered figure.</summary>
    public static bool IsFigure(OutputInput output) => output.JsonOf(MimeTypes.Claims) is null
        && output.JsonOf(MimeTypes.Check) is null
        && (FigureJson(output) is not null || output.JsonOf(MimeTypes.Plotly) is not null);

    /// <summary>HTML of all outputs of a cell.</summary>
    public string Cell(CellInput cell)
    {
        var html = new System.Text.StringBuilder();
        foreach (var output in OutputInput.Joined(cell.Outputs))
        {
            var part = One(output);
            if (part.Length > 0) { html.Append(part).Append('\n'); }
        }

        return html.ToString();
    }

    private string One(OutputInput output)
    {
        outputs++;
        if (output.Kind == "stream") { return Text(output.Text, output.Name == "stderr" ? "Messages" : "Printed text"); }
        if (output.Kind == "error")
        {
            var (trace, _) = AnsiText.Convert(output.Text.Trim('\n'));
            return $"<div class=\"out error wide\"><p><strong>This cell failed: {HtmlText.Escape(output.Name)}</strong></p>"
                + $"<pre role=\"group\" aria-label=\"Error message\">{trace}</pre></div>";
        }

        if (output.JsonOf(MimeTypes.Claims) is not null) { return claimHtml.Sheet(); }
        if (output.JsonOf(MimeTypes.Check) is { } check)
        {
            return claimHtml.Row(CheckRecord.Read(check), Fragment(output.TextOf("text/html") ?? output.TextOf("text/plain") ?? ""));
        }

        if (FigureJson(output) is { } figure)
        {
            var built = FigureHtml.Build(figure, output.JsonOf(MimeTypes.Plotly), Figures.Count + 1, page);
            Figures.Add(built);
            return built.Html;
        }

        if (output.JsonOf(MimeTypes.Plotly) is { } plot)
        {
            var built = FigureHtml.FromPlot(plot, output.TextOf("image/svg+xml"), output.TextOf("text/plain"), Figures.Count + 1, page);
            Figures.Add(built);
            return built.Html;
        }

        foreach (var mime in (ReadOnlySpan<string>)["text/latex", "text/html", "image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp",
            "text/markdown", "application/json", "text/plain"])
        {
            if (output.TextOf(mime) is { Length: > 0 } text && Show(mime, text, output) is { } shown) { return shown; }
        }

        var types = string.Join(", ", output.Data.Keys.Order(StringComparer.Ordinal));
        if (types.Length == 0) { return ""; }
        page.Warn($"an output of type {types} has no form that a page can show.");
        return $"<p class=\"absent\">An output of type {HtmlText.Escape(types)} is not shown on this page.</p>";
    }

    /// <summary>HTML from a cell, cleaned, with its marked formulas taken out.</summary>
    private string Fragment(string html) => MathSpan().Replace(Sanitizer.Clean(html, $"o{outputs}-"), match =>
        page.Formulas.Add(System.Net.WebUtility.HtmlDecode(match.Groups["tex"].Value), Formulas.FormulaSet.Form.Inline, page.Notebook, page.Cell));

    /// <summary>The figure of the helper assembly in a bundle, or null.</summary>
    public static JsonObject? FigureJson(OutputInput output)
    {
        var mime = output.Data.Keys.FirstOrDefault(MimeTypes.IsExportOnly);
        return mime is null ? null : output.JsonOf(mime);
    }

    private string? Show(string mime, string text, OutputInput output)
    {
        switch (mime)
        {
            case "text/html":
                if (text.Length > 2_000_000) { return null; }
                var html = Fragment(text);
                return HtmlText.Squeeze(HtmlText.Strip(html)).Length == 0 && !html.Contains("<svg", StringComparison.Ordinal)
                    && !html.Contains("<img", StringComparison.Ordinal)
                    ? null : $"<div class=\"out html wide\">{TablesInScroll(html)}</div>";
            case "image/svg+xml":
                return Picture(Images.Decode(text, mayBeText: true), "svg", output);
            case "image/png" or "image/jpeg" or "image/gif" or "image/webp":
                return Picture(Images.Decode(text, mayBeText: false), Images.Extension(mime)!, output);
            case "text/markdown":
                return MarkdownText.Html(text, page);
            case "text/latex":
                var tex = text.Trim().TrimStart('$').TrimEnd('$').Trim();
                return MarkdownText.Html($"$${tex}$$", page);
            case "application/json":
                return Text(Pretty(text), "JSON");
            default:
                return Text(text, "Output");
        }
    }

    private string? Picture(byte[]? content, string extension, OutputInput output)
    {
        if (content is null) { return null; }
        if (!Images.Fits(page, content))
        {
            return $"<p class=\"absent\">An image of {HtmlText.Size(content.Length)} is left out of this page.</p>";
        }

        var name = HtmlText.Squeeze(output.TextOf("text/plain") ?? "");
        return $"<p class=\"out image\">{Images.Tag(page, content, extension, name.Length is > 0 and < 300 ? name : "Image output of this cell")}</p>";
    }

    private static string Text(string text, string label)
    {
        var (html, cut) = AnsiText.Convert(text);
        if (html.Length == 0 && cut is null) { return ""; }
        var rightToLeft = Scripts.HasRightToLeft(html) ? " dir=\"auto\"" : "";
        return $"<div class=\"out wide\"><pre role=\"group\" aria-label=\"{label}\"{rightToLeft}>{html}</pre>"
            + (cut is null ? "</div>" : $"<p class=\"absent\">{cut}</p></div>");
    }

    /// <summary>Tables from anywhere scroll in their own region on a narrow page.</summary>
    private static string TablesInScroll(string html) => html.Contains("class=\"scroll", StringComparison.Ordinal) ? html
        : html.Replace("<table", "<div class=\"scroll\" role=\"group\" aria-label=\"Table\"><table", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal);

    private static string Pretty(string json)
    {
        try
        {
            return JsonNode.Parse(json)?.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) ?? json;
        }
        catch (JsonException)
        {
            return json;
        }
    }

    [GeneratedRegex("""<(?<e>span|div) class="math">\\[(\[](?<tex>[\s\S]*?)\\[)\]]</\k<e>>""")]
    private static partial Regex MathSpan();
}
