using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lemmata.Export.Tests;

/// <summary>Figure bundles as the helper assembly makes them, by hand: enough marks to judge a page by.</summary>
internal static class Drawing
{
    private static readonly string[] Colours = ["#3b78c2", "#c9582c", "#128a73", "#a2589b"];
    private static readonly string[] Labels = ["#345b8c", "#8f482f", "#246658", "#754772"];
    private static readonly string[] Dashes = ["", "9 4", "9 3 2 3", "4 3"];

    /// <summary>The bundle of a figure with lines.</summary>
    public static JsonObject Lines(string caption, string alt, string[] names, Func<int, double, double> value, int points = 12)
    {
        var xs = Enumerable.Range(0, points).Select(i => (double)i).ToArray();
        var plot = new JsonObject
        {
            ["data"] = new JsonArray([.. names.Select((name, s) => (JsonNode)new JsonObject
            {
                ["type"] = "scatter", ["mode"] = "lines", ["name"] = name,
                ["x"] = new JsonArray([.. xs.Select(x => (JsonNode)x)]),
                ["y"] = new JsonArray([.. xs.Select(x => (JsonNode)value(s, x))]),
                ["line"] = new JsonObject { ["color"] = Colours[s], ["width"] = s == 0 ? 2.5 : 1.75 },
            })]),
            ["layout"] = new JsonObject
            {
                ["paper_bgcolor"] = "rgba(0,0,0,0)", ["plot_bgcolor"] = "rgba(0,0,0,0)", ["showlegend"] = false,
                ["font"] = new JsonObject { ["size"] = 13, ["color"] = "#1f2124" },
                ["margin"] = new JsonObject { ["l"] = 56, ["r"] = 190, ["t"] = 44, ["b"] = 50 },
                ["xaxis"] = new JsonObject { ["linecolor"] = "#5c626b", ["tickfont"] = new JsonObject { ["color"] = "#5c626b" } },
                ["yaxis"] = new JsonObject { ["gridcolor"] = "#dfdbd2", ["range"] = new JsonArray(0, 1), ["tickfont"] = new JsonObject { ["color"] = "#5c626b" } },
            },
        };
        return Bundle(caption, alt, plot, Svg(880, 420, 190, names, xs, value), Svg(360, 380, 24, names, xs, value), names, xs, value, null);
    }

    /// <summary>The bundle of a figure with a slider; only the bars belong to a frame.</summary>
    public static JsonObject Slider(string name, double[] values, string caption, Func<double, int, double> value)
    {
        var frames = new StringBuilder();
        for (var f = 0; f < values.Length; f++)
        {
            frames.Append(Invariant($"<g data-f=\"{f}\" visibility=\"{(f == 0 ? "visible" : "hidden")}\"><g class=\"c1\" color=\"#3b78c2\">"));
            for (var k = 0; k < 10; k++)
            {
                var height = 300 * value(values[f], k);
                frames.Append(Invariant($"<rect x=\"{60 + 28 * k}\" y=\"{350 - height:0.#}\" width=\"20\" height=\"{height:0.#}\" fill=\"currentColor\"/>"));
            }

            frames.Append("</g></g>");
        }

        string Sized(int width) => Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} 400\"><rect class=\"paper\" width=\"{width}\" height=\"400\" fill=\"#fcfbf8\"/>")
            + Invariant($"<g class=\"axis\" color=\"#5c626b\"><path d=\"M52 350H{width - 20}\" stroke=\"currentColor\"/></g>{frames}</svg>");
        var slider = new JsonObject
        {
            ["name"] = name,
            ["values"] = new JsonArray([.. values.Select(v => (JsonNode)v)]),
            ["words"] = new JsonArray([.. values.Select(v => (JsonNode)Invariant($"{name} = {v}"))]),
        };
        return Bundle(caption, "The bars move right as the value grows.", [], Sized(880), Sized(360), ["weight"], [0, 1, 2], (_, x) => value(values[0], (int)x), slider);
    }

    private static JsonObject Bundle(string caption, string alt, JsonObject plot, string wide, string small, string[] names, double[] xs,
        Func<int, double, double> value, JsonObject? slider) => new()
        {
            ["application/vnd.plotly.v1+json"] = plot,
            ["image/svg+xml"] = wide,
            ["text/plain"] = alt,
            ["application/vnd.lemmata.figure+json"] = new JsonObject
            {
                ["kind"] = "figure", ["alt"] = alt, ["caption"] = caption, ["wide"] = wide, ["small"] = small,
                ["table"] = new JsonObject
                {
                    ["caption"] = "Data: " + alt,
                    ["columns"] = new JsonArray([.. names.Prepend("x").Select(name => (JsonNode)name)]),
                    ["rows"] = new JsonArray([.. xs.Select(x => (JsonNode)new JsonArray([.. names.Select((_, s) => (JsonNode)value(s, x)).Prepend(x)]))]),
                },
                ["slider"] = slider,
            },
        };

    private static string Svg(int width, int height, int right, string[] names, double[] xs, Func<int, double, double> value)
    {
        const int left = 56, top = 44, bottom = 50;
        double X(double x) => left + (width - left - right) * x / xs[^1];
        double Y(double y) => height - bottom - (height - top - bottom) * y;
        var svg = new StringBuilder(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"t\"><title id=\"t\">drawing</title>"))
            .Append(Invariant($"<defs><clipPath id=\"area\"><rect x=\"{left}\" y=\"{top}\" width=\"{width - left - right}\" height=\"{height - top - bottom}\"/></clipPath></defs>"))
            .Append(Invariant($"<rect class=\"paper\" width=\"{width}\" height=\"{height}\" fill=\"#fcfbf8\"/>"));
        for (var t = 0; t <= 5; t++)
        {
            svg.Append(Invariant($"<g class=\"grid\" color=\"#dfdbd2\"><path d=\"M{left} {Y(t / 5.0):0.#}H{width - right}\" stroke=\"currentColor\"/></g>"))
                .Append(Invariant($"<g class=\"soft\" color=\"#5c626b\"><text x=\"{left - 8}\" y=\"{Y(t / 5.0) + 4:0.#}\" text-anchor=\"end\" font-size=\"13\" fill=\"currentColor\">{t / 5.0}</text></g>"));
        }

        for (var s = 0; s < names.Length; s++)
        {
            var path = string.Join("L", xs.Select(x => Invariant($"{X(x):0.#} {Y(value(s, x)):0.#}")));
            svg.Append(Invariant($"<g class=\"c{s + 1}\" color=\"{Colours[s]}\"><path d=\"M{path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{(s == 0 ? 2.5 : 1.75)}\" clip-path=\"url(#area)\" stroke-dasharray=\"{Dashes[s]}\"/></g>"))
                .Append(Invariant($"<g class=\"t{s + 1}\" color=\"{Labels[s]}\"><text x=\"{(right > 100 ? width - right + 12 : width - right - 90)}\" y=\"{Y(value(s, xs[^1])) + 4:0.#}\" font-size=\"13\" font-weight=\"600\" fill=\"currentColor\">{names[s]}</text></g>"));
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
