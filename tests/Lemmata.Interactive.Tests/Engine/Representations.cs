using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Interactive.Tests.Engine;

/// <summary>One form of one output: what a cell shows, as one MIME type or as text on a stream.</summary>
/// <param name="Cell">The number of the code cell, from 1.</param>
/// <param name="Output">The number of the output within its cell, from 1.</param>
/// <param name="Form">A MIME type, or the name of a stream.</param>
internal sealed record Place(int Cell, int Output, string Form)
{
    public override string ToString() => $"cell {Cell}, output {Output}, {Form}";
}

/// <summary>Where two runs of a notebook differ.</summary>
internal sealed record Difference(Place At, string? Stored, string? Engine)
{
    public override string ToString() => $"{At}\n  stored: {Shown(Stored)}\n  engine: {Shown(Engine)}";

    private static string Shown(string? text) =>
        text is null ? "nothing" : text.Length <= 400 ? text : text[..400] + $"… ({text.Length} characters)";
}

/// <summary>Everything that a notebook's outputs say, form by form, in the bytes that its file would hold.</summary>
internal static class Representations
{
    public static IReadOnlyDictionary<Place, string> Of(Notebook notebook)
    {
        var found = new Dictionary<Place, string>();
        foreach (var (cell, number) in notebook.CodeCells.Select((cell, index) => (cell, index + 1)))
        {
            foreach (var (output, place) in cell.Outputs.OfType<JsonObject>().Select((each, index) => (each, index + 1)))
            {
                if (output["data"] is not JsonObject data)
                {
                    var form = output.TextAt("name") ?? output.TextAt("output_type") ?? "";
                    found[new Place(number, place, form)] = MultilineText.Join(output["text"] ?? output["evalue"]);
                    continue;
                }
                foreach (var (mimeType, value) in data)
                {
                    found[new Place(number, place, mimeType)] =
                        MultilineText.IsJson(mimeType) ? CanonicalJson.Write(value) : MultilineText.Join(value);
                }
            }
        }
        return found;
    }

    public static IReadOnlyList<Difference> Differences(
        IReadOnlyDictionary<Place, string> stored, IReadOnlyDictionary<Place, string> engine) =>
    [
        .. from place in stored.Keys.Union(engine.Keys)
           let was = stored.GetValueOrDefault(place)
           let now = engine.GetValueOrDefault(place)
           where was != now
           orderby place.Cell, place.Output, place.Form
           select new Difference(place, was, now),
    ];
}
