using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Export.Markup;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;

namespace Lemmata.Export.Outputs;

/// <summary>Outputs of one notebook, in the richest form a page can show safely.</summary>
internal sealed class OutputHtml(PageText page, ClaimsOfNotebook claims)
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
    public SafeHtml Cell(CellInput cell)
    {
        var html = new HtmlBuilder();
        foreach (var output in OutputInput.Joined(cell.Outputs))
        {
            var part = One(output);
            if (!part.IsEmpty) { html.Append($"{part}\n"); }
        }

        return html.ToSafe();
    }

    private SafeHtml One(OutputInput output)
    {
        outputs++;
        if (output.Kind == "stream")
        {
            return Text(output.Text, output.Name == "stderr" ? "Messages" : "Printed text");
        }
        if (output.Kind == "error")
        {
            var (trace, _) = AnsiText.Convert(output.Text.Trim('\n'));
            return SafeHtml.Html(
                $"<div class=\"out error wide\"><p><strong>This cell failed: {output.Name}</strong></p><pre role=\"group\" aria-label=\"Error message\">{trace}</pre></div>");
        }

        if (output.JsonOf(MimeTypes.Claims) is not null) { return claimHtml.Sheet(); }
        if (output.JsonOf(MimeTypes.Check) is { } check)
        {
            return claimHtml.Row(CheckRecord.Read(check), output.TextOf("text/html") is { } row ? Fragment(row, out _)
                : SafeHtml.Text(output.TextOf("text/plain")));
        }

        if (FigureJson(output) is { } figure)
        {
            var built = FigureHtml.Build(figure, output.JsonOf(MimeTypes.Plotly), Figures.Count + 1, page);
            Figures.Add(built);
            return built.Html;
        }

        if (output.JsonOf(MimeTypes.Plotly) is { } plot)
        {
            var built = FigureHtml.FromPlot(plot, output.TextOf("image/svg+xml"), output.TextOf("text/plain"),
                Figures.Count + 1, page);
            Figures.Add(built);
            return built.Html;
        }

        foreach (var mime in (ReadOnlySpan<string>)["text/latex", "text/html", "image/svg+xml", "image/png",
            "image/jpeg", "image/gif", "image/webp",
            "text/markdown", "application/json", "text/plain"])
        {
            if (output.TextOf(mime) is { Length: > 0 } text && Show(mime, text, output) is { } shown) { return shown; }
        }

        var types = string.Join(", ", output.Data.Keys.Order(StringComparer.Ordinal));
        if (types.Length == 0) { return SafeHtml.Empty; }
        page.Warn($"an output of type {types} has no form that a page can show.");
        return SafeHtml.Html($"<p class=\"absent\">An output of type {types} is not shown on this page.</p>");
    }

    /// <summary>HTML from a cell, cleaned, with its marked formulas set.</summary>
    private SafeHtml Fragment(string html, out bool hasPicture) => Sanitizer.Clean(html, new HtmlRules
    {
        IdPrefix = $"o{outputs}-",
        ScrollTables = true,
        Formula = (tex, _) => SafeHtml.Of(page.Add(tex, Formulas.FormulaSet.Form.Inline)),
    }, out hasPicture);

    /// <summary>The figure of the helper assembly in a bundle, or null.</summary>
    public static JsonObject? FigureJson(OutputInput output)
    {
        var mime = output.Data.Keys.FirstOrDefault(MimeTypes.IsExportOnly);
        return mime is null ? null : output.JsonOf(mime);
    }

    private SafeHtml? Show(string mime, string text, OutputInput output)
    {
        switch (mime)
        {
            case "text/html":
                if (text.Length > 2_000_000) { return null; }
                var html = Fragment(text, out var hasPicture);
                return !hasPicture && !html.HasFormulas && html.ToPlainText().Length == 0 ? null
                    : SafeHtml.Html($"<div class=\"out html wide\">{html}</div>");
            case "image/svg+xml":
                return Picture(Images.Decode(text, mayBeText: true), "svg", output);
            case "image/png" or "image/jpeg" or "image/gif" or "image/webp":
                return Picture(Images.Decode(text, mayBeText: false), Images.Extension(mime)!, output);
            case "text/markdown":
                return MarkdownText.Html(text, page);
            case "text/latex":
                return page.Formula(text.Trim().Trim('$').Trim(), display: true);
            case "application/json":
                return Text(Pretty(text), "JSON");
            default:
                return Text(text, "Output");
        }
    }

    private SafeHtml? Picture(byte[]? content, string extension, OutputInput output)
    {
        if (content is null) { return null; }
        if (!Images.Fits(page, content))
        {
            return SafeHtml.Html(
                $"<p class=\"absent\">An image of {HtmlText.Size(content.Length)} is left out of this page.</p>");
        }

        var name = HtmlText.Squeeze(output.TextOf("text/plain") ?? "");
        return SafeHtml.Html(
            $"<p class=\"out image\">{Images.Tag(page, content, extension, name.Length is > 0 and < 300 ? name : "Image output of this cell")}</p>");
    }

    private static SafeHtml Text(string text, string label)
    {
        var (html, cut) = AnsiText.Convert(text);
        if (html.IsEmpty && cut is null) { return SafeHtml.Empty; }
        var direction = Scripts.HasRightToLeft(text) ? SafeHtml.Html($" dir=\"auto\"") : SafeHtml.Empty;
        var rest = cut is null ? SafeHtml.Empty : SafeHtml.Html($"<p class=\"absent\">{cut}</p>");
        return SafeHtml.Html(
            $"<div class=\"out wide\"><pre role=\"group\" aria-label=\"{label}\"{direction}>{html}</pre>{rest}</div>");
    }

    private static string Pretty(string json)
    {
        try
        {
            return JsonNode.Parse(json)?.ToJsonString(
                new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) ?? json;
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
