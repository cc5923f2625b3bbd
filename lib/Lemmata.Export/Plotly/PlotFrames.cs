using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Export.Markup;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly;

/// <summary>The frames of a chart with a slider as one drawing, a group for each, as figures of the collection bring
/// them.</summary>
/// <param name="Wide">The picture for 880 pixels.</param>
/// <param name="Small">The picture for 360 pixels.</param>
/// <param name="Slider">What chooses: <c>name</c>, <c>words</c>, <c>start</c>.</param>
/// <param name="Warnings">A sentence for every trace that is not drawn.</param>
internal sealed record PlotFrames(string Wide, string Small, JsonObject Slider, IReadOnlyList<string> Warnings)
{
    private const int MostFrames = 60;

    /// <summary>The frames; null for a chart whose slider does something else than choose among whole frames, or that
    /// has none.</summary>
    public static PlotFrames? Of(JsonObject plot)
    {
        var bare = PlotCaption.Without(plot);
        var figure = new PlotNode(bare);
        var (slider, frames) = (figure["layout"]["sliders"].Items.FirstOrDefault(), figure["frames"].Items.ToList());
        var words = slider["steps"].Items.Select(step => PlotText.Plain(step["label"].Text)).ToList();
        var traces = figure["data"].Items.Count();
        if (words.Count is < 2 or > MostFrames || frames.Count != words.Count
            || frames.Exists(frame => frame["data"].Items.Count() != traces))
        {
            return null;
        }

        var drawings = frames.ConvertAll(frame => PlotDrawing.Of(With(bare, frame)));
        if (drawings.Exists(drawing => drawing.Wide is null || drawing.Small is null)) return null;
        var start = (int)slider["active"].Between(0, words.Count - 1, 0);
        return new PlotFrames(
            Joined(drawings.ConvertAll(drawing => drawing.Wide!), start),
            Joined(drawings.ConvertAll(drawing => drawing.Small!), start),
            new JsonObject
            {
                ["name"] = slider["name"].Text is { Length: > 0 } name ? PlotText.Plain(name) : "frame",
                ["words"] = new JsonArray([.. words.Select(word => (JsonNode)word)]),
                ["start"] = start,
            },
            [.. drawings.SelectMany(drawing => drawing.Warnings).Distinct()]);
    }

    /// <summary>The chart as it is at a frame.</summary>
    private static JsonObject With(JsonObject plot, PlotNode frame)
    {
        var layout = plot["layout"]?.DeepClone() as JsonObject ?? [];
        layout.Remove("sliders");
        foreach (var (name, value) in frame["layout"].Json as JsonObject ?? []) layout[name] = value?.DeepClone();
        return new JsonObject { ["data"] = frame["data"].Json?.DeepClone(), ["layout"] = layout };
    }

    /// <summary>Drawings on top of each other, on the paper of the tallest.</summary>
    private static string Joined(List<string> drawings, int start)
    {
        var text = new StringBuilder();
        var tallest = drawings.MaxBy(HeightOf)!;
        text.Append(tallest, 0, tallest.IndexOf('>') + 1);
        for (var i = 0; i < drawings.Count; i++)
        {
            // Names within a frame are its own.
            var frame = Svg.Read(drawings[i], $"f{i}-")!.ToFile();
            var (from, to) = (frame.IndexOf('>') + 1, frame.LastIndexOf("</svg>", StringComparison.Ordinal));
            text.Append($"<g data-f=\"{i}\" visibility=\"{(i == start ? "visible" : "hidden")}\">")
                .Append(frame, from, to - from).Append("</g>");
        }

        return text.Append("</svg>").ToString();
    }

    private static double HeightOf(string drawing) => Svg.Read(drawing)?.Box is var (_, height)
        && double.TryParse(height, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
}
