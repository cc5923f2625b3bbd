using System.Text.Json.Nodes;

namespace Lemmata.Plotting.Plotly;

/// <summary>Plotly's own slider, for hosts that show nothing else; pages set their own.</summary>
internal static class PlotlySlider
{
    /// <summary>Pixels under the axes that it takes.</summary>
    public const int Height = 96;

    /// <summary>The list of sliders, which has one.</summary>
    /// <param name="words">What it says at each frame.</param>
    /// <param name="start">The frame it starts with.</param>
    public static JsonArray Of(IEnumerable<string> words, int start) =>
        new(
            new JsonObject
            {
                ["active"] = start,
                ["currentvalue"] = new JsonObject { ["visible"] = true, ["prefix"] = "" },
                ["pad"] = new JsonObject { ["t"] = 48 },
                ["steps"] = new JsonArray([
                    .. words.Select(
                        (word, i) =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["label"] = word,
                                    ["method"] = "animate",
                                    ["args"] = new JsonArray(
                                        new JsonArray(i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                                        new JsonObject
                                        {
                                            ["mode"] = "immediate",
                                            ["frame"] = new JsonObject { ["duration"] = 0, ["redraw"] = true },
                                            ["transition"] = new JsonObject { ["duration"] = 0 },
                                        }
                                    ),
                                }
                    ),
                ]),
            }
        );
}
