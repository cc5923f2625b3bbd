using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Lemmata.Export.Formats;

/// <summary>
/// A plain drawing of a chart that other libraries give as data for plotly: lines, points and bars over one pair of
/// axes. It stands where nothing else could show the chart; charts of other kinds have none.
/// </summary>
internal sealed class ChartDrawing
{
    private const double Leftmost = 70, Right = 690, Upper = 64, Bottom = 350;

    private const string Ink = "#1c1e21", Soft = "#55595f";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly string[] Colours = ["#2f6db5", "#b8501f", "#1a7a58", "#8a4a86", "#5d6470", "#2b7f97"];

    private readonly List<Trace> traces = [];
    private readonly List<string> categories = [];
    private readonly bool logX, logY;
    private (double Low, double High) x, y;

    private sealed record Trace(string Name, bool Bars, bool Line, bool Dots,
        IReadOnlyList<(double X, double Y)> Points);

    private ChartDrawing(JsonObject plot)
    {
        var layout = plot["layout"] as JsonObject;
        logX = Text((layout?["xaxis"] as JsonObject)?["type"]) == "log";
        logY = Text((layout?["yaxis"] as JsonObject)?["type"]) == "log";
        foreach (var trace in (plot["data"] as JsonArray ?? []).OfType<JsonObject>()) { Add(trace); }
    }

    /// <summary>The drawing, or null where the chart is of a kind that cannot be drawn here.</summary>
    public static string? Of(JsonObject plot)
    {
        if (plot["data"] is not JsonArray { Count: > 0 } data || data.Any(trace => trace is not JsonObject
            || Text(trace["type"]) is not ("" or "scatter" or "scattergl" or "bar")
                || Text(trace["orientation"]) == "h")) { return null; }
        var drawing = new ChartDrawing(plot);
        return drawing.traces.All(trace => trace.Points.Count == 0) ? null : drawing.Draw(plot["layout"] as JsonObject);
    }

    /// <summary>The chart's own title, or null.</summary>
    public static string? TitleOf(JsonObject? plot) =>
        Title((plot?["layout"] as JsonObject)?["title"]) is { Length: > 0 } title ? title : null;

    private void Add(JsonObject trace)
    {
        var bars = Text(trace["type"]) == "bar";
        var (xs, ys) = (trace["x"] as JsonArray, trace["y"] as JsonArray ?? []);
        var points = new List<(double X, double Y)>();
        for (var i = 0; i < ys.Count; i++)
        {
            if (Number(ys[i]) is not { } height || logY && height <= 0) { continue; }
            var at = xs is null ? i : i < xs.Count ? Number(xs[i]) ?? Category(Text(xs[i])) : double.NaN;
            if (double.IsFinite(at) && !(logX && at <= 0)) { points.Add((at, height)); }
        }

        var mode = Text(trace["mode"]);
        traces.Add(new Trace(Text(trace["name"]), bars, !bars && !mode.StartsWith("markers", StringComparison.Ordinal)
            || mode.Contains("lines", StringComparison.Ordinal),
            mode.Contains("markers", StringComparison.Ordinal) || points.Count == 1, points));
    }

    private double Category(string name)
    {
        if (!categories.Contains(name)) { categories.Add(name); }
        return categories.IndexOf(name);
    }

    private string Draw(JsonObject? layout)
    {
        var points = traces.SelectMany(trace => trace.Points).ToList();
        var bars = traces.Count(trace => trace.Bars);
        x = Range(points.Select(point => Scaled(point.X, logX)), bars > 0 || categories.Count > 0 ? 0.6 : 0);
        y = Range(points.Select(point => Scaled(point.Y, logY)).Concat(bars > 0 && !logY ? [0.0] : []), 0);
        var svg = Element(
            "svg",
            ("viewBox", "0 0 880 420"),
            ("width", 880),
            ("height", 420),
            ("font-family", "sans-serif"),
            ("font-size", 13));
        svg.Add(Element("rect", ("width", 880), ("height", 420), ("fill", "#fcfbf8")));
        Axes(svg, layout);
        var bar = 0;
        for (var i = 0; i < traces.Count; i++)
        {
            var (trace, colour) = (traces[i], Colours[i % Colours.Length]);
            if (trace.Bars)
                Bars(svg, trace, colour, bar++, bars);
            if (trace.Line && trace.Points.Count > 1)
                svg.Add(Line(trace, colour));
            foreach (var point in trace.Dots ? trace.Points : [])
            {
                svg.Add(Element("circle", ("cx", Left(point)), ("cy", Top(point)), ("r", 3.5), ("fill", colour)));
            }

            Words(svg, Right + 18, Upper + 12 + 22 * i, trace.Name, colour, "start");
        }

        svg.Add(Element("path", ("d", Invariant($"M{Leftmost} {Bottom}H{Right}")), ("stroke", Ink)));
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    private void Axes(XElement svg, JsonObject? layout)
    {
        Words(svg, 24, 26, Title(layout?["title"]), Ink, "start", 15);
        foreach (var (at, text) in Ticks(y, logY))
        {
            svg.Add(Element("path", ("d", Invariant($"M{Leftmost} {Y(at):0.#}H{Right}")), ("stroke", "#dddad2")));
            Words(svg, Leftmost - 8, Y(at) + 4, text, Soft, "end");
        }

        var named = categories.Count > 0 ? categories.Select((name, i) => ((double)i, name)) : Ticks(x, logX);
        foreach (var (at, text) in named)
        {
            Words(svg, X(at), Bottom + 20, text, Soft, "middle");
        }

        Words(svg, (Leftmost + Right) / 2, 400, Title((layout?["xaxis"] as JsonObject)?["title"]), Soft, "middle");
        Words(svg, 24, 46, Title((layout?["yaxis"] as JsonObject)?["title"]), Soft, "start");
    }

    private XElement Line(Trace trace, string colour)
    {
        var places = trace.Points.Select(point => Invariant($"{Left(point):0.#} {Top(point):0.#}"));
        return Element(
            "path", ("d", "M" + string.Join('L', places)), ("fill", "none"), ("stroke", colour), ("stroke-width", 2));
    }

    private void Bars(XElement svg, Trace trace, string colour, int number, int count)
    {
        var width = 0.8 / count * (Right - Leftmost) / Math.Max(1, x.High - x.Low);
        foreach (var point in trace.Points)
        {
            var (top, foot) = (Top(point), logY ? Bottom : Y(0));
            svg.Add(Element(
                "rect",
                ("x", Left(point) + (number - count / 2.0) * width),
                ("y", Math.Min(top, foot)),
                ("width", Math.Max(1, width - 1)),
                ("height", Math.Abs(foot - top)),
                ("fill", colour)));
        }
    }

    private double Left((double X, double Y) point) => X(Scaled(point.X, logX));

    private double Top((double X, double Y) point) => Y(Scaled(point.Y, logY));

    private double X(double at) => Leftmost + (at - x.Low) / (x.High - x.Low) * (Right - Leftmost);

    private double Y(double at) => Bottom - (at - y.Low) / (y.High - y.Low) * (Bottom - Upper);

    private static double Scaled(double value, bool logarithmic) => logarithmic ? Math.Log10(value) : value;

    private static (double, double) Range(IEnumerable<double> values, double margin)
    {
        var all = values.ToList();
        var (low, high) = (all.Min() - margin, all.Max() + margin);
        return high > low ? (low, high) : (low - 1, high + 1);
    }

    /// <summary>At most seven round values; on a logarithmic axis whole powers of ten where there are two.</summary>
    private static List<(double At, string Text)> Ticks((double Low, double High) range, bool logarithmic)
    {
        var rough = (range.High - range.Low) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        if (logarithmic) { step = Math.Max(1, Math.Round(step)); }
        var ticks = new List<(double, string)>();
        for (var k = Math.Ceiling(range.Low / step - 1e-9); k * step <= range.High + 1e-9 * step; k++)
        {
            var at = k * step;
            ticks.Add((at, Short(logarithmic ? Math.Pow(10, at) : at)));
        }

        return ticks;
    }

    private static string Short(double value) =>
        (Math.Abs(value) is > 0 and (< 1e-3 or >= 1e6) ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
        : Math.Round(value, 9).ToString("0.######", CultureInfo.InvariantCulture)).Replace('-', '−');

    private static void Words(
        XElement svg, double x, double y, string text, string colour, string anchor, int size = 13)
    {
        if (text.Length == 0)
            return;

        var words = Element("text", ("x", x), ("y", y), ("fill", colour), ("text-anchor", anchor), ("font-size", size));
        words.Value = string.Concat((text.Length > 60 ? text[..59] + "…" : text).Where(XmlConvert.IsXmlChar));
        svg.Add(words);
    }

    private static XElement Element(string name, params (string Name, object Value)[] attributes) =>
        new(Svg + name, attributes.Select(one => new XAttribute(one.Name, one.Value is IFormattable number
            ? number.ToString("0.#", CultureInfo.InvariantCulture)
            : one.Value)));

    private static string Title(JsonNode? node) =>
        HtmlText.Strip(Text(node is JsonObject title ? title["text"] : node));

    private static string Text(JsonNode? node) => node is JsonValue value ? value.ToString() : "";

    private static double? Number(JsonNode? node) => node is JsonValue value
        && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
        && double.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number : null;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
