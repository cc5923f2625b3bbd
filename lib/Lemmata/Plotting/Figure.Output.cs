using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Display;
using Lemmata.Plotting.Model;
using Lemmata.Plotting.Plotly;
using Lemmata.Plotting.Svg;

namespace Lemmata.Plotting;

/// <content>What a figure becomes.</content>
public sealed partial class Figure
{
    /// <summary>MIME type of the interactive form, which VS Code and Jupyter front ends draw offline.</summary>
    public const string PlotlyMime = "application/vnd.plotly.v1+json";

    /// <summary>MIME type of the static drawing.</summary>
    public const string SvgMime = "image/svg+xml";

    /// <summary>
    /// MIME type of everything the page exporter needs: both drawings, caption, alt sentence, table, slider.
    /// </summary>
    public const string ExportMime = "application/vnd.lemmata.figure+json";

    private IReadOnlyDictionary<string, string>? bundle;

    /// <summary>JSON as stored: readable characters, no escapes for letters beyond ASCII.</summary>
    internal static JsonSerializerOptions Json { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The static drawing.</summary>
    /// <param name="small">Whether to draw for a phone (360 pixels wide) rather than for the page (880).</param>
    /// <returns>
    /// A stand-alone SVG; with a slider, one group <c>data-f</c> per frame of which the first shown is visible.
    /// </returns>
    /// <exception cref="ArgumentException">The figure is empty, or a logarithmic axis has nothing positive to
    /// show.</exception>
    public string ToSvg(bool small = false) =>
        Drawing.Of(FigureModel.Of(this), small ? Rendition.Phone : Rendition.Wide);

    /// <summary>The figure for plotly.js, in the house template.</summary>
    /// <returns>JSON with <c>data</c> and <c>layout</c>, and <c>frames</c> where there is a slider.</returns>
    /// <exception cref="ArgumentException">The figure is empty, or a logarithmic axis has nothing positive to
    /// show.</exception>
    public string ToPlotly() => PlotlyFigure.Of(FigureModel.Of(this)).ToJsonString(Json);

    /// <summary>The drawing as an HTML figure with its caption, for hosts that show nothing but HTML.</summary>
    /// <returns>A <c>figure</c> element.</returns>
    public string ToHtml()
    {
        var model = FigureModel.Of(this);
        return "<figure>"
            + Drawing.Of(model, Rendition.Wide)
            + (
                model.Caption.Length > 0
                    ? "<figcaption>"
                        + System.Text.RegularExpressions.Regex.Replace(
                            Canvas.Escape(model.Caption),
                            @"\*\*(.+?)\*\*",
                            "<b>$1</b>")
                        + "</figcaption>"
                    : "")
            + "</figure>";
    }

    /// <summary>The alt sentence.</summary>
    /// <returns>The finding in words.</returns>
    public override string ToString() => FigureModel.Of(this).Alt;

    /// <summary>All renditions by MIME type.</summary>
    /// <returns>Plotly JSON, SVG, text, and what an export to HTML needs.</returns>
    /// <exception cref="ArgumentException">The figure is empty, or a logarithmic axis has nothing positive to
    /// show.</exception>
    public IReadOnlyDictionary<string, string> ToBundle() => bundle ??= MakeBundle();

    /// <summary>Writes one rendition of the bundle.</summary>
    /// <param name="mimeType">One of the MIME types of the bundle.</param>
    /// <param name="writer">Where the text goes.</param>
    /// <returns>False, with nothing written, for another MIME type.</returns>
    public bool Render(string mimeType, TextWriter writer)
    {
        if (!ToBundle().TryGetValue(mimeType, out var text))
        {
            return false;
        }

        writer.Write(text);
        return true;
    }

    private Dictionary<string, string> MakeBundle()
    {
        var model = FigureModel.Of(this);
        var wide = Drawing.Of(model, Rendition.Wide);
        var export = new JsonObject
        {
            ["kind"] = "figure",
            ["alt"] = model.Alt,
            ["caption"] = model.Caption,
            ["wide"] = wide,
            ["small"] = Drawing.Of(model, Rendition.Phone),
            ["table"] = DataTable.Of(model).ToJson(),
            ["slider"] = model.Control is { } control ? new JsonObject
            {
                ["name"] = control.Name,
                ["values"] = new JsonArray([.. control.Values.Select(v => (JsonNode)JsonValue.Create(v))]),
                ["words"] = new JsonArray([.. control.Words.Select(w => (JsonNode)w)]),
                ["start"] = control.Start,
            } : null,
        };
        return new Dictionary<string, string>
        {
            [PlotlyMime] = PlotlyFigure.Of(model).ToJsonString(Json),
            [SvgMime] = wide,
            [Mime.Text] = model.Alt,
            [ExportMime] = export.ToJsonString(Json),
        };
    }
}
