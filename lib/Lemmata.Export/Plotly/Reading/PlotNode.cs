using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lemmata.Export.Plotly.Reading;

/// <summary>
/// A place in the JSON of a chart, which may be absent or hold anything: every question has an answer, none throws.
/// </summary>
/// <param name="Json">What stands there; null for nothing.</param>
internal readonly record struct PlotNode(JsonNode? Json)
{
    /// <summary>The member of that name; an absent place where this is no object or has no such member.</summary>
    public PlotNode this[string name]
    {
        get
        {
            try
            {
                return new(Json is JsonObject some && some.TryGetPropertyValue(name, out var value) ? value : null);
            }
            catch (ArgumentException)
            {
                // An object that names a member twice says nothing for certain.
                return default;
            }
        }
    }

    private static readonly char[] Marks = [' ', '\'', '"', '%', ',', '$', '#'];

    public bool Exists => Json is not null;

    public bool IsObject => Json is JsonObject;

    public bool IsTrue => Json is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    public bool IsFalse => Json is JsonValue value && value.GetValueKind() == JsonValueKind.False;

    /// <summary>True for a list, written as an array or as a typed array.</summary>
    public bool IsList => Json is JsonArray || this["bdata"].Exists;

    /// <summary>The text of a string or number; empty for anything else.</summary>
    public string Text => Json is JsonValue value ? value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number => value.ToJsonString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "",
    } : "";

    /// <summary>A finite number, also one that is written as text; null for anything else.</summary>
    public double? Number => Json is JsonValue ? Parse(Text) ?? ParseMarked(Text) : null;

    /// <summary>The members of an array; empty for anything else.</summary>
    public IEnumerable<PlotNode> Items => Json is JsonArray array ? array.Select(item => new PlotNode(item)) : [];

    /// <summary>A number within limits, or what stands for it.</summary>
    public double Between(double low, double high, double otherwise) => Math.Clamp(Number ?? otherwise, low, high);

    /// <summary>The text of a title: of its own or of its member of that name, without markup.</summary>
    public string Title => PlotText.Plain(IsObject ? this["text"].Text : Text);

    /// <summary>A number between marks of currency, percent and thousands, as plotly takes it; null for none.</summary>
    public static double? ParseMarked(string text) => text.Length is > 1 and < 60 && text.Any(char.IsAsciiDigit)
        ? Parse(text.Trim(Marks).Replace(",", "", StringComparison.Ordinal)) : null;

    /// <summary>A finite number from text; null where it is none.</summary>
    public static double? Parse(string text) => text.Length is > 0 and < 400
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) ? number : null;
}
