using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Export.Diagrams;
using Lemmata.Export.Markup;
using Lemmata.Export.Pages.Parts;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;

namespace Lemmata.Export.Outputs;

/// <summary>Outputs of one notebook, in the richest form a page can show safely.</summary>
internal sealed class CellOutputs(PageText page, ClaimsOfNotebook claims, bool stored)
{
    /// <summary>A longer HTML output gives way to the output's next form.</summary>
    private const int MostHtml = 2_000_000;

    private static readonly string[] Preferred =
    [
        MimeTypes.Mermaid, "text/latex", "text/html", "image/svg+xml", "image/png", "image/jpeg", "image/gif",
        "image/webp", "text/markdown", "application/json", "text/plain",
    ];

    private int outputs;

    public List<FigurePart> Figures { get; } = [];

    /// <summary>The claims' part of the page.</summary>
    public ClaimEvidence Claims { get; } = new(page, claims, stored);

    /// <summary>True for an output that becomes a numbered figure.</summary>
    public static bool IsFigure(OutputInput output) => output.JsonOf(MimeTypes.Claims) is null
        && output.JsonOf(MimeTypes.Check) is null
        && (FigureJson(output) is not null || output.JsonOf(MimeTypes.Plotly) is not null);

    /// <summary>The figure of the helper assembly in a bundle, or null.</summary>
    public static JsonObject? FigureJson(OutputInput output)
    {
        var mime = output.Data.Keys.FirstOrDefault(MimeTypes.IsExportOnly);
        return mime is null ? null : output.JsonOf(mime);
    }

    /// <summary>All outputs of a cell; its steps stand with its code.</summary>
    public IEnumerable<PagePart> Of(CellInput cell) => OutputInput.Joined(
        [.. cell.Outputs.Where(output => output.JsonOf(MimeTypes.Walk) is null)]).SelectMany(One);

    private IEnumerable<PagePart> One(OutputInput output)
    {
        outputs++;
        if (output.JsonOf(MimeTypes.Check) is { } check)
        {
            var row = output.TextOf("text/html") is { } html
                ? Fragment(html, out _)
                : SafeHtml.Text(output.TextOf("text/plain"));
            return Claims.Evidence(CheckRecord.Read(check), row);
        }

        return Single(output) is { } part ? [part] : [];
    }

    private PagePart? Single(OutputInput output)
    {
        if (output.Kind == "stream")
            return Text(output.Text, output.Name == "stderr" ? "Messages" : "Printed text");
        if (output.Kind == "error")
            return new FaultPart(output.Name, AnsiText.Convert(output.Text.Trim('\n')).Item1);
        if (output.JsonOf(MimeTypes.Claims) is not null)
            return Claims.Sheet();
        if (Figure(output) is { } figure)
        {
            Figures.Add(figure);
            return figure;
        }

        foreach (var mime in Preferred)
        {
            if (output.TextOf(mime) is { Length: > 0 } text && Show(mime, text, output) is { } shown)
                return shown;
        }

        var types = string.Join(", ", output.Data.Keys.Order(StringComparer.Ordinal));
        if (types.Length == 0)
            return null;

        page.Warn($"an output of type {types} has no form that a page can show; its text stands in its place.");
        var sentence = $"An output of type {types}, which this page cannot show.";
        var source = string.Join("\n\n", output.Data.Keys.Order(StringComparer.Ordinal).Select(output.TextOf));
        return Text(Pretty(source), "Text of an output") is { } written
            ? new SourcePart(sentence, written)
            : new AbsentPart(sentence);
    }

    private FigurePart? Figure(OutputInput output)
    {
        var (number, plot) = (Figures.Count + 1, output.JsonOf(MimeTypes.Plotly));
        if (FigureJson(output) is { } figure)
            return FigureReader.Read(figure, plot, number, page);

        return plot is null
            ? null
            : FigureReader.FromPlot(plot, output.TextOf("image/svg+xml"), output.TextOf("text/plain"), number, page);
    }

    private PagePart? Show(string mime, string text, OutputInput output)
    {
        switch (mime)
        {
            case MimeTypes.Mermaid:
                var diagram = new Diagram(text, page.Notebook, page.Cell, page.Diagrams.Count + 1);
                page.Diagrams.Add(diagram);
                return new DiagramPart(diagram);
            case "text/latex" when IsTable(text) && output.Data.Count > 1:
                return null;
            case "text/html":
                if (text.Length > MostHtml)
                    return null;

                var html = Fragment(text, out var hasPicture);
                var isSeen = hasPicture || html.HasFormulas || html.ToPlainText().Length > 0;
                return isSeen ? new FragmentPart(html) : null;
            case "image/svg+xml":
                return Picture(Images.Decode(text, mayBeText: true), "svg", output);
            case "image/png" or "image/jpeg" or "image/gif" or "image/webp":
                return Picture(Images.Decode(text, mayBeText: false), Images.Extension(mime)!, output);
            case "text/markdown":
                return new ProsePart(MarkdownText.Html(text, page));
            case "text/latex":
                return new ProsePart(page.Formula(text.Trim().Trim('$').Trim(), display: true));
            case "application/json":
                return Text(Pretty(text), "JSON");
            default:
                return Text(text, "Output");
        }
    }

    /// <summary>HTML from a cell, cleaned, with its marked formulas set.</summary>
    private SafeHtml Fragment(string html, out bool hasPicture) => Sanitizer.Clean(html, new HtmlRules
    {
        IdPrefix = $"o{outputs}-",
        ScrollTables = true,
        Formula = (tex, _) => SafeHtml.Of(page.Add(tex, Formulas.FormulaSet.Form.Inline)),
    }, out hasPicture);

    private PagePart? Picture(byte[]? content, string extension, OutputInput output)
    {
        if (content is null)
            return null;
        if (!Images.Fits(page, content))
            return new AbsentPart($"An image of {HtmlText.Size(content.Length)} is left out of this page.");

        var name = HtmlText.Squeeze(output.TextOf("text/plain") ?? "");
        var alt = name.Length is > 0 and < 300 ? name : "Image output of this cell";
        return new PicturePart(Images.Tag(page, content, extension, alt));
    }

    // The typesetter of formulas sets no tables, and what has one as LaTeX has it as HTML or text too.
    private static bool IsTable(string latex) => latex.Contains(@"\begin{tabular", StringComparison.Ordinal);

    private static TextPart? Text(string text, string label)
    {
        var (html, cut) = AnsiText.Convert(text);
        return html.IsEmpty && cut is null ? null : new TextPart(label, html, cut, Scripts.HasRightToLeft(text));
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
