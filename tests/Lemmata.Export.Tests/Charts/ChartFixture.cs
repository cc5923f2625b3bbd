using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lemmata.Export.Plotly;
using Lemmata.Export.Plotly.Board;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Tests.Charts;

/// <summary>Charts as JSON and the marks of their drawings as numbers.</summary>
internal static class ChartFixture
{
    /// <summary>The gallery: one figure of each kind, written by hand.</summary>
    public static IReadOnlyList<string> Gallery { get; } =
        [.. Directory.GetFiles(Path.Combine(TemporaryCollection.Repository, "tests", "Lemmata.Export.Tests", "Charts", "Gallery"), "*.json")
            .Order(StringComparer.Ordinal)];

    public static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    public static PlotDrawing Draw(string json) => PlotDrawing.Of(Parse(json));

    /// <summary>The range of an axis, on its own scale, for a length in pixels.</summary>
    public static (double From, double To) Range(string json, string axis, double length)
    {
        var chart = new Chart(new PlotNode(Parse(json)));
        var found = chart.Axes[axis];
        chart.Axes.Fit(found, length);
        return found.Range;
    }

    /// <summary>The elements of a drawing.</summary>
    public static IReadOnlyList<XElement> Elements(string? svg) => [.. XDocument.Parse(svg!).Descendants()];

    /// <summary>Texts in the order of the drawing.</summary>
    public static IReadOnlyList<string> Texts(string? svg) =>
        [.. Elements(svg).Where(element => element.Name.LocalName == "text").Select(element => element.Value)];

    /// <summary>Filled paths of a colour class, each as its places; arcs and curves are not read.</summary>
    public static IReadOnlyList<(double X, double Y)[]> Areas(string? svg, string @class) =>
        [.. Elements(svg).Where(element => element.Name.LocalName == "path" && (string?)element.Attribute("class") == @class
            && (string?)element.Attribute("fill") == "currentColor").Select(element => Places(element.Attribute("d")!.Value))];

    /// <summary>Places of a path of straight lines.</summary>
    public static (double X, double Y)[] Places(string data)
    {
        var (places, x, y) = (new List<(double, double)>(), 0.0, 0.0);
        foreach (var part in System.Text.RegularExpressions.Regex.Matches(data, "([MLHVZ])([^MLHVZ]*)").Where(part => part.Groups[1].Value != "Z"))
        {
            var numbers = part.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            (x, y) = part.Groups[1].Value switch { "H" => (numbers[0], y), "V" => (x, numbers[0]), _ => (numbers[0], numbers[1]) };
            places.Add((x, y));
        }

        return [.. places];
    }

    /// <summary>Area of a polygon by the shoelace formula.</summary>
    public static double Area((double X, double Y)[] places) =>
        Math.Abs(places.Select((at, i) => (at, next: places[(i + 1) % places.Length])).Sum(pair => pair.at.X * pair.next.Y - pair.next.X * pair.at.Y)) / 2;

    /// <summary>Height of a polygon.</summary>
    public static double Height((double X, double Y)[] places) => places.Max(place => place.Y) - places.Min(place => place.Y);
}
