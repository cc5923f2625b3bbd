using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export.Outputs;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;

namespace Lemmata.Export.Formats;

/// <summary>
/// The executed notebooks with a picture in every figure's bundle and no private types, for front ends that know
/// neither the plot library nor this collection.
/// </summary>
internal static partial class NotebookFiles
{

    private static readonly string[] Pictures = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"];

    /// <summary>Writes one .ipynb a notebook.</summary>
    public static FormatReport Write(IReadOnlyList<NotebookInput> notebooks, string folder)
    {
        var warnings = new List<string>();
        var files = Build(notebooks, folder, warnings);
        files.WriteTo(folder);
        return new FormatReport(files.All.Count - 1, warnings);
    }

    /// <summary>The files as they will lie in a folder; links to files beside the collection lead there from the folder.</summary>
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
                if (cell["cell_type"]?.ToString() == "markdown") { cell["source"] = Linked(CellInput.JoinLines(cell["source"]), notebook.Path, folder); }
                foreach (var data in (cell["outputs"] as JsonArray ?? []).OfType<JsonObject>().Select(output => output["data"]).OfType<JsonObject>())
                {
                    if (!Picture(data)) { warnings.Add($"{notebook.Slug}, cell {number}: a chart brings no picture; front ends without the plot library show its numbers."); }
                }
            }

            files.Add(notebook.Slug + ".ipynb", Notebook.Parse(copy.ToJsonString(), notebook.Path).ToString());
        }

        files.AddMark();
        return files;
    }

    /// <summary>Gives a bundle its picture and takes out what only this collection reads; false for a chart that stays without.</summary>
    private static bool Picture(JsonObject data)
    {
        var figure = data.FirstOrDefault(entry => MimeTypes.IsExportOnly(entry.Key)).Value is { } json ? Read(json) : null;
        if (figure?["wide"]?.ToString() is { Length: > 0 } wide)
        {
            if (!Pictures.Any(data.ContainsKey)) { data["image/svg+xml"] = wide; }
            if (!data.ContainsKey("text/plain")) { data["text/plain"] = figure["alt"]?.ToString() ?? ""; }
        }

        if (!Pictures.Any(data.ContainsKey) && data[MimeTypes.Plotly] is { } chart && Read(chart) is { } plot && ChartDrawing.Of(plot) is { } drawing)
        {
            // Drawn for those who cannot show the chart; the others keep it.
            data["image/svg+xml"] = drawing;
            if (CellInput.JoinLines(data["text/plain"]).Trim().Length == 0) { data["text/plain"] = ChartDrawing.TitleOf(plot) ?? "Chart"; }
            Embed(data);
            return true;
        }

        if (data["image/svg+xml"] is { } svg) { data["image/svg+xml"] = FigureHtml.FirstFrame(CellInput.JoinLines(svg)); }
        foreach (var key in data.Select(entry => entry.Key).Where(key => key.StartsWith(MimeTypes.Own, StringComparison.Ordinal)).ToList())
        {
            data.Remove(key);
        }

        Embed(data);
        // With a picture there, the plot library's JSON would only make the file larger.
        if (Pictures.Any(data.ContainsKey)) { data.Remove(MimeTypes.Plotly); }
        return !data.ContainsKey(MimeTypes.Plotly);
    }

    /// <summary>
    /// The drawing as an image element besides. nbconvert, and with it nbviewer and GitHub, clean SVG as if it were
    /// HTML, which leaves nothing of it or a ruin; an image they leave alone.
    /// </summary>
    private static void Embed(JsonObject data)
    {
        if (data["image/svg+xml"] is not { } svg || data.ContainsKey("text/html")) { return; }
        var drawing = CellInput.JoinLines(svg);
        var width = Width().Match(drawing) is { Success: true } match ? $" width=\"{match.Groups["width"].Value}\"" : "";
        data["text/html"] = $"<img alt=\"{HtmlText.Escape(HtmlText.Squeeze(CellInput.JoinLines(data["text/plain"])))}\"{width} "
            + $"src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(drawing))}\">";
    }

    private static JsonObject? Read(JsonNode node) => node as JsonObject ?? JsonNode.Parse(CellInput.JoinLines(node)) as JsonObject;

    /// <summary>Addresses of files beside the notebook, as they read from the folder of the export.</summary>
    private static string Linked(string markdown, string path, string folder) => string.Concat(MathMarks.Pieces(markdown).Select(piece => piece.Kind switch
    {
        MathMarks.Kind.Inline => $"${piece.Text}$",
        MathMarks.Kind.Display when piece.Text.StartsWith("\\begin", StringComparison.Ordinal) => piece.Text,
        MathMarks.Kind.Display => $"$${piece.Text}$$",
        MathMarks.Kind.Code => piece.Text,
        _ => Address().Replace(piece.Text, match =>
        {
            var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Uri.UnescapeDataString(match.Groups["file"].Value));
            return match.Groups["file"].Value.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) || !File.Exists(file) ? match.Value
                : $"]({Path.GetRelativePath(Path.GetFullPath(folder), file).Replace('\\', '/').Replace(" ", "%20", StringComparison.Ordinal)}";
        }),
    }));

    [GeneratedRegex("""^\s*<svg\b[^>]*?\swidth="(?<width>[0-9]+)""")]
    private static partial Regex Width();

    [GeneratedRegex(@"\]\((?![a-z]+:|#)(?<file>[^()\s#]+)(?=[)#\s])")]
    private static partial Regex Address();
}
