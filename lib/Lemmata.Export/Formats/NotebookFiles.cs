using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Export.Markup;
using Lemmata.Export.Plotly;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lemmata.Export.Formats;

/// <summary>
/// The executed notebooks with a picture in every figure's bundle and no private types, for front ends that know
/// neither the plot library nor this collection.
/// </summary>
internal static class NotebookFiles
{

    private static readonly string[] Pictures = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"];

    /// <summary>Writes one .ipynb a notebook.</summary>
    public static FormatReport Write(IReadOnlyList<NotebookInput> notebooks, string folder)
    {
        var faults = new List<string>();
        var (files, said) = BadNotebooks.LeftOut(notebooks, some =>
        {
            var warnings = new List<string>();
            return (Build(some, folder, warnings), warnings);
        }, faults);
        files.WriteTo(folder);
        return new FormatReport(files.All.Count, said, faults);
    }

    /// <summary>The files as they will lie in a folder; links to files beside the collection lead there from the
    /// folder.</summary>
    internal static SiteFiles Build(IReadOnlyList<NotebookInput> notebooks, string folder, List<string> warnings)
    {
        var files = new SiteFiles();
        foreach (var notebook in notebooks)
        {
            var copy = (JsonObject)notebook.Content.DeepClone();
            var number = 0;
            foreach (var cell in (copy["cells"] as JsonArray ?? []).OfType<JsonObject>())
            {
                number++;
                if (cell["cell_type"]?.ToString() == "markdown")
                {
                    cell["source"] = Linked(CellInput.JoinLines(cell["source"]), notebook.Path, folder);
                }
                foreach (var data in (cell["outputs"] as JsonArray ?? []).OfType<JsonObject>()
                    .Select(output => output["data"]).OfType<JsonObject>())
                {
                    if (!Picture(data, said => warnings.Add($"{notebook.Slug}, cell {number}: {said}")))
                    {
                        warnings.Add($"{notebook.Slug}, cell {number}: a chart brings no picture; front ends without the plot library show its numbers.");
                    }
                }
            }

            files.Add(notebook.Slug + ".ipynb", Notebook.Parse(copy.ToJsonString(), notebook.Path).ToString());
        }

        return files;
    }

    /// <summary>Gives a bundle its picture and takes out what only this collection reads; false for a chart that stays
    /// without.</summary>
    private static bool Picture(JsonObject data, Action<string> warn)
    {
        var figure = data.FirstOrDefault(entry => MimeTypes.IsExportOnly(entry.Key)).Value is { } json ? Read(json)
            : null;
        if (figure?["wide"]?.ToString() is { Length: > 0 } wide)
        {
            if (!Pictures.Any(data.ContainsKey)) { data["image/svg+xml"] = wide; }
            if (!data.ContainsKey("text/plain")) { data["text/plain"] = figure["alt"]?.ToString() ?? ""; }
        }

        var plot = !Pictures.Any(data.ContainsKey) && data[MimeTypes.Plotly] is { } chart ? Read(chart) : null;
        var (drawing, _, said) = plot is null ? new PlotDrawing(null, null, []) : PlotDrawing.Of(plot);
        foreach (var warning in said)
        {
            warn(warning);
        }

        if (plot is not null && said.Count > 0 && !data.ContainsKey("text/html"))
        {
            data["text/html"] = Numbers(plot, drawing).Write();
        }

        if (drawing is not null)
        {
            data["image/svg+xml"] = drawing;
            if (CellInput.JoinLines(data["text/plain"]).Trim().Length == 0)
            {
                data["text/plain"] = PlotDrawing.TitleOf(plot) ?? "Chart";
            }

            // Drawn for those who cannot show the chart; the others keep it. What has a caption is a figure like any other.
            if (PlotCaption.Of(plot!) is null)
            {
                Embed(data);
                return true;
            }
        }

        if (data["image/svg+xml"] is { } svg)
        {
            // An image that cannot be read as a drawing is none.
            if (Svg.Read(CellInput.JoinLines(svg)) is { } picture) { data["image/svg+xml"] = picture.FirstFrame()
                .ToFile(); } else { data.Remove("image/svg+xml"); }
        }

        foreach (var key in data.Select(entry => entry.Key)
            .Where(key => key.StartsWith(MimeTypes.Own, StringComparison.Ordinal)).ToList())
        {
            data.Remove(key);
        }

        Embed(data);
        // With a picture there, the plot library's JSON would only make the file larger.
        if (Pictures.Any(data.ContainsKey)) { data.Remove(MimeTypes.Plotly); }
        return !data.ContainsKey(MimeTypes.Plotly);
    }

    /// <summary>What is drawn of a chart, and all its numbers for what is not.</summary>
    private static SafeHtml Numbers(JsonObject plot, string? drawing)
    {
        static SafeHtml Row(JsonNode? cells, bool isHead) => SafeHtml.Concat((cells as JsonArray ?? []).Select(cell => isHead
            ? SafeHtml.Html($"<th>{cell?.ToString() ?? ""}</th>") : SafeHtml.Html($"<td>{cell?.ToString() ?? ""}</td>")));

        var table = PlotTable.Of(plot);
        var rows = SafeHtml.Concat((table["rows"] as JsonArray ?? []).Select(row => SafeHtml.Html($"<tr>{Row(row, false)}</tr>")));
        var picture = drawing is not null && Svg.Read(drawing) is { } svg
            ? SafeHtml.Html($"<img alt=\"{PlotDrawing.TitleOf(plot) ?? "Chart"}\" src=\"{Address(svg)}\">") : SafeHtml.Empty;
        return SafeHtml.Html($"{picture}<table><thead><tr>{Row(table["columns"], true)}</tr></thead><tbody>{rows}</tbody></table>");
    }

    private static string Address(Svg drawing) =>
        $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(drawing.ToFile()))}";

    /// <summary>
    /// The drawing as an image element besides. nbconvert, and with it nbviewer and GitHub, clean SVG as if it were
    /// HTML, which leaves nothing of it or a ruin; an image they leave alone.
    /// </summary>
    private static void Embed(JsonObject data)
    {
        if (data["image/svg+xml"] is not { } svg || data.ContainsKey("text/html")
            || Svg.Read(CellInput.JoinLines(svg)) is not { } drawing)
        {
            return;
        }
        var words = HtmlText.Squeeze(CellInput.JoinLines(data["text/plain"]));
        var address = Address(drawing);
        var width = drawing.Root["width"] is { } given && given.All(char.IsAsciiDigit)
            ? SafeHtml.Html($" width=\"{given}\"") : SafeHtml.Empty;
        data["text/html"] = SafeHtml.Html($"<img alt=\"{words}\"{width} src=\"{address}\">").Write();
    }

    private static JsonObject? Read(JsonNode node)
    {
        try
        {
            return node as JsonObject ?? StrictJson.Parse(CellInput.JoinLines(node)) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Addresses of files beside the notebook, as they read from the folder of the export; all else stays as
    /// written.</summary>
    private static string Linked(string markdown, string path, string folder)
    {
        var result = new StringBuilder();
        var at = 0;
        foreach (var link in MarkdownText.Parse(markdown).Descendants<LinkInline>()
            .Where(link => !link.IsAutoLink && link.Reference is null).OrderBy(link => link.Span.Start))
        {
            var (start, end) = (link.UrlSpan.Start, link.UrlSpan.End + 1);
            if (link.UrlSpan.IsEmpty || start < at || end > markdown.Length
                || Relative(markdown[start..end].Trim('<', '>'), path, folder) is not { } address)
            {
                continue;
            }
            result.Append(markdown, at, start - at).Append(address);
            at = end;
        }

        return result.Append(markdown, at, markdown.Length - at).ToString();
    }

    private static string? Relative(string written, string path, string folder)
    {
        var hash = written.IndexOf('#');
        var name = hash < 0 ? written : written[..hash];
        if (name.Length == 0 || name.Contains(':', StringComparison.Ordinal)
            || name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Uri.UnescapeDataString(name));
        return !File.Exists(file) ? null
            : Path.GetRelativePath(Path.GetFullPath(folder), file).Replace('\\', '/')
                .Replace(" ", "%20", StringComparison.Ordinal) + (hash < 0 ? "" : written[hash..]);
    }
}
