using System.Text.Json.Nodes;
using Lemmata.Arguments;
using Lemmata.Display;
using Lemmata.Plotting;
using Lemmata.Plotting.Plotly;

namespace Lemmata.Charts;

/// <summary>
/// A chart of Plotly.NET as a figure of the collection: in the house style, with a caption that states the finding
/// and a sentence for readers who do not see it. Every method returns a new figure.
/// </summary>
/// <remarks>
/// <para>It shows the forms that <see cref="Figure"/> shows and that can be made without drawing: plotly JSON with the
/// caption inside, and the sentence as text. Pages, Markdown, print and front ends without plotly draw the picture and
/// make the table of data from that JSON.</para>
/// <para><em>Determinism</em>: numbers are kept to twelve significant digits, which no C library changes.</para>
/// </remarks>
[TypeFormatterSource(typeof(ChartFormatterSource), PreferredMimeTypes = [Figure.PlotlyMime, Mime.Text])]
public sealed partial class ChartFigure : IRendered
{
    private readonly JsonObject plot;

    private ChartFigure(JsonObject plot) => this.plot = plot;

    private string Caption { get; init; } = "";

    private string Sentence { get; init; } = "";

    private int Height { get; init; } = HouseStyle.Height;

    /// <summary>A chart without caption.</summary>
    /// <param name="chart">The chart; what is done to it afterwards does not reach this figure.</param>
    /// <returns>The figure.</returns>
    public static ChartFigure Of(Plotly.NET.GenericChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var plot = ChartJson.Of(chart);
        return new ChartFigure(plot) { Height = HouseStyle.TakeSize((JsonObject)plot["layout"]!) };
    }

    /// <summary>Says what to see. The first sentence is the finding and is set in bold.</summary>
    /// <param name="finding">The finding, one sentence; further sentences in the same text follow in plain
    /// type.</param>
    /// <param name="more">How to read the chart.</param>
    /// <returns>The figure with that caption, which takes the place of the chart's own title.</returns>
    /// <exception cref="ArgumentException"><paramref name="finding"/> is empty.</exception>
    public ChartFigure Finding(string finding, string more = "")
    {
        Require.That(
            !string.IsNullOrWhiteSpace(finding),
            nameof(finding),
            "A finding is a sentence that says what the chart shows; it is empty.");
        var end = Sentences.EndOfFirst(finding);
        var rest = string.Join(' ', new[] { finding[end..].Trim(), more.Trim() }.Where(text => text.Length > 0));
        return new ChartFigure(plot)
        {
            Caption = $"**{finding[..end].Trim()}**" + (rest.Length > 0 ? " " + rest : ""),
            Sentence = Sentence,
            Height = Height,
        };
    }

    /// <summary>
    /// Says the finding for readers who do not see the chart; by default the caption's first sentence.
    /// </summary>
    /// <param name="sentence">One or two sentences with the finding, not a description of ink.</param>
    /// <returns>The figure with that alt text.</returns>
    public ChartFigure Alt(string sentence) =>
        new(plot) { Caption = Caption, Sentence = sentence.Trim(), Height = Height };

    /// <summary>Names the axes: of the plane, or with a third name of space.</summary>
    /// <param name="x">Name of the first axis with its unit.</param>
    /// <param name="y">Name of the second axis with its unit.</param>
    /// <param name="z">Name of the third axis, for charts in three dimensions.</param>
    /// <returns>The figure with these names.</returns>
    /// <exception cref="ArgumentException">A third name is given for a chart of the plane, or is missing for one in
    /// space.</exception>
    public ChartFigure Axes(string x, string y, string z = "")
    {
        Require.That(
            InSpace == z.Length > 0,
            nameof(z),
            InSpace
                ? "The chart is in three dimensions and its third axis has no name; write .Axes(x, y, z)."
                : $"The chart lies in a plane and has no third axis \"{z}\"; write .Axes(x, y).");
        return With(layout =>
        {
            var holder = InSpace ? At(layout, "scene") : layout;
            At(At(holder, "xaxis"), "title")["text"] = x;
            At(At(holder, "yaxis"), "title")["text"] = y;
            if (InSpace) At(At(holder, "zaxis"), "title")["text"] = z;
        });
    }

    /// <summary>From where a chart in three dimensions is seen.</summary>
    /// <param name="x">Place of the eye along the first axis; the middle of the box is 0, its half side about 1.</param>
    /// <param name="y">Along the second axis.</param>
    /// <param name="z">Along the third axis.</param>
    /// <returns>The figure seen from there.</returns>
    /// <exception cref="ArgumentException">The chart lies in a plane, or the eye is in the middle or not
    /// finite.</exception>
    public ChartFigure Eye(double x, double y, double z)
    {
        Require.That(InSpace, nameof(x), "The chart lies in a plane; only charts in three dimensions have an eye.");
        var distance = Math.Sqrt(x * x + y * y + z * z);
        Require.That(
            double.IsFinite(distance) && distance > 0.1,
            nameof(x),
            $"The eye ({x}, {y}, {z}) must stand outside the middle of the box, such as at (1.4, −1.6, 0.9).");
        return With(layout => At(At(layout, "scene"), "camera")["eye"] =
            new JsonObject { ["x"] = x, ["y"] = y, ["z"] = z });
    }

    /// <summary>The colours of traces that are coloured by value.</summary>
    /// <param name="label">Name of the value, over the scale.</param>
    /// <param name="diverging">Whether the scale has two hues that meet in its middle.</param>
    /// <param name="low">Lower end of the scale; by default the smallest value.</param>
    /// <param name="high">Upper end of the scale; by default the largest value.</param>
    /// <returns>The figure with that scale.</returns>
    /// <exception cref="ArgumentException">No trace is coloured by value, or the ends are not in order.</exception>
    public ChartFigure Colours(string label, bool diverging = false, double? low = null, double? high = null)
    {
        Require.That(!(low >= high), nameof(low), $"The scale's lower end {low} must be below its upper end {high}.");
        var changed = (JsonObject)plot.DeepClone();
        var coloured = ChartJson.Traces(changed).Where(trace => ChartTemplate.IsColoured(ChartJson.TypeOf(trace))).ToList();
        Require.That(
            coloured.Count > 0,
            nameof(label),
            $"No trace of the chart is coloured by value; its traces are of type "
                + $"{string.Join(", ", ChartJson.Traces(plot).Select(ChartJson.TypeOf).Distinct())}.");
        foreach (var trace in coloured)
        {
            var letter = ChartJson.TypeOf(trace) is "surface" or "mesh3d" ? "c" : "z";
            trace["colorscale"] = ChartTemplate.Scale(diverging);
            if (low is not null) trace[letter + "min"] = low;
            if (high is not null) trace[letter + "max"] = high;
            At(At(trace, "colorbar"), "title")["text"] = label;
        }

        return new ChartFigure(changed) { Caption = Caption, Sentence = Sentence, Height = Height };
    }

    /// <summary>Sets the height of the chart.</summary>
    /// <param name="pixels">Between 200 and 900.</param>
    /// <returns>The figure with that height.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The height is outside that range.</exception>
    public ChartFigure Tall(int pixels)
    {
        Require.InRange(
            pixels is >= 200 and <= 900,
            nameof(pixels),
            $"The height must be between 200 and 900 pixels, got {pixels}.");
        return new ChartFigure(plot) { Caption = Caption, Sentence = Sentence, Height = pixels };
    }

    /// <summary>The chart for plotly.js, in the house style, with the caption inside.</summary>
    /// <returns>JSON with <c>data</c> and <c>layout</c>, and <c>frames</c> where there is a slider.</returns>
    public string ToPlotly()
    {
        var shown = (JsonObject)plot.DeepClone();
        HouseStyle.Finish((JsonObject)shown["layout"]!, Caption, Height);
        return shown.ToJsonString(Figure.Json);
    }

    /// <summary>The alt sentence.</summary>
    /// <returns>The finding in words; of a chart without, its title.</returns>
    public override string ToString() =>
        Sentence.Length > 0 ? Sentence
        : Caption.Length > 0 ? Caption.Split("**")[1]
        : ChartJson.TitleOf(plot) is { Length: > 0 } title ? title : "Chart without a finding";

    /// <inheritdoc/>
    public bool Render(string mimeType, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var text = mimeType switch { Figure.PlotlyMime => ToPlotly(), Mime.Text => ToString(), _ => null };
        if (text is null) return false;
        writer.Write(text);
        return true;
    }

    private bool InSpace => ChartJson.Traces(plot).Any(trace => ChartJson.IsSpatial(ChartJson.TypeOf(trace)));

    private ChartFigure With(Action<JsonObject> change)
    {
        var changed = (JsonObject)plot.DeepClone();
        change((JsonObject)changed["layout"]!);
        return new ChartFigure(changed) { Caption = Caption, Sentence = Sentence, Height = Height };
    }

    private static JsonObject At(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child) parent[name] = child = [];
        return child;
    }
}

/// <summary>Formatters of charts: plotly JSON and text.</summary>
public sealed class ChartFormatterSource() : FormatterSource(Figure.PlotlyMime, Mime.Text);
