using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Session.Formatting;

/// <summary>Charts of Plotly.NET, known by name only: their figure JSON goes to the front end's own renderer.</summary>
internal static class PlotlyNetCharts
{
    /// <summary>The chart's bundle; null when the value is no such chart.</summary>
    public static MimeBundle? TryFormat(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            // The union's cases are nested classes; older versions nest the union itself in a module of the same name.
            var name = type.FullName ?? "";
            if (!name.StartsWith("Plotly.NET.GenericChart", StringComparison.Ordinal)) continue;
            var text = Call(type, value, "toFigureJson") ?? Call(type, value, "toJson");
            if (text is null || Parse(text) is not { } figure) continue;
            return new MimeBundle
            {
                Data = { [MimeTypes.Plotly] = figure, ["text/plain"] = Name(figure) },
            };
        }
        return null;
    }

    /// <summary>What a chart says of itself: its caption, or its title.</summary>
    private static string Name(JsonObject figure)
    {
        var said = figure.TextAt("layout", "meta", "caption")?.Replace("**", "", StringComparison.Ordinal)
            ?? figure.TextAt("layout", "title", "text") ?? figure.TextAt("layout", "title");
        return string.IsNullOrWhiteSpace(said) ? "Plotly.NET chart" : said;
    }

    private static string? Call(Type chart, object value, string name)
    {
        foreach (
            var holder in new[]
            {
                chart,
                chart.DeclaringType,
                chart.Assembly.GetType("Plotly.NET.GenericChart"),
                chart.Assembly.GetType("Plotly.NET.GenericChartModule"),
            }
        )
        {
            var method = holder
                ?.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .FirstOrDefault(candidate =>
                    candidate.Name == name
                    && candidate.ReturnType == typeof(string)
                    && candidate.GetParameters() is [var only]
                    && only.ParameterType.IsInstanceOfType(value));
            if (method is not null)
                return (string?)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], null);
        }
        return null;
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // Not the JSON the name promises: the value is then shown like any other.
        }
    }
}
