using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Lemmata.Arguments;
using Lemmata.Plotting.Plotly;
using Lemmata.Plotting.Scales;

namespace Lemmata.Charts;

/// <content>Sliders over charts.</content>
public sealed partial class ChartFigure
{
    /// <summary>One chart for each value of a control.</summary>
    /// <param name="name">Name of the control, such as "λ".</param>
    /// <param name="values">The values, one frame each.</param>
    /// <param name="frame">The chart at a value.</param>
    /// <param name="words">What the control says at a value; by default "name = value".</param>
    /// <param name="start">Index of the value that is shown first; by default the middle one.</param>
    /// <returns>A figure with precomputed frames and the size of the frame shown first. Axes follow each frame's data
    /// unless the charts state their ranges.</returns>
    /// <exception cref="ArgumentException">Fewer than two values, or the frames differ in their number of
    /// traces.</exception>
    public static ChartFigure Slider<T>(
        string name,
        IEnumerable<T> values,
        Func<T, Plotly.NET.GenericChart> frame,
        Func<T, string>? words = null,
        int? start = null)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(frame);
        return Slider(name, [.. values], value => Of(frame(value)), words, start);
    }

    /// <inheritdoc cref="Slider{T}(string, IEnumerable{T}, Func{T, Plotly.NET.GenericChart}, Func{T, string}, int?)"/>
    public static ChartFigure Slider<T>(
        string name,
        IEnumerable<T> values,
        Func<T, ChartFigure> frame,
        Func<T, string>? words = null,
        int? start = null)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(frame);
        T[] all = [.. values];
        Require.That(
            all.Length >= 2,
            nameof(values),
            $"Slider \"{name}\" has {all.Length} values; at least two are needed.");
        var shown = start ?? (all.Length - 1) / 2;
        Require.InRange(
            shown >= 0 && shown < all.Length,
            nameof(start),
            $"Slider \"{name}\" has values 0 to {all.Length - 1}.");

        ChartFigure[] frames = [.. all.Select(frame)];
        var count = ChartJson.Traces(frames[0].plot).Count();
        for (var i = 1; i < frames.Length; i++)
        {
            Require.That(
                ChartJson.Traces(frames[i].plot).Count() == count && frames[i].plot["frames"] is null,
                nameof(frame),
                $"Slider \"{name}\": frame 0 has {count} traces but frame {i} has "
                    + $"{ChartJson.Traces(frames[i].plot).Count()}; every frame must have as many and no slider of its "
                    + $"own.");
        }

        var plot = (JsonObject)frames[shown].plot.DeepClone();
        plot["frames"] = new JsonArray([.. frames.Select((one, i) => (JsonNode)Frame(one.plot, i))]);
        var said = all.Select(value => words?.Invoke(value)
            ?? $"{name} = {DrawnNumber.Plain(double.CreateChecked(value))}");
        var sliders = PlotlySlider.Of(said, shown);
        sliders[0]!["name"] = name;
        ((JsonObject)plot["layout"]!)["sliders"] = sliders;
        return new ChartFigure(plot)
        {
            Caption = frames[shown].Caption,
            Sentence = frames[shown].Sentence,
            Height = frames[shown].Height,
        };
    }

    /// <summary>A frame's traces, and what its axes and notes say.</summary>
    private static JsonObject Frame(JsonObject plot, int number)
    {
        var layout = (JsonObject)plot["layout"]!.DeepClone();
        foreach (var one in new[] { "template", "title", "meta", "margin", "height" }) layout.Remove(one);
        return new JsonObject
        {
            ["name"] = number.ToString(CultureInfo.InvariantCulture),
            ["data"] = plot["data"]!.DeepClone(),
            ["layout"] = layout,
        };
    }
}
