using System.Text.Json.Nodes;
using Lemmata.Session.Editing;
using Lemmata.Session.Stepping;

namespace Lemmata.Tool.Stepping;

/// <summary>
/// The kept stops of a cell as messages: first the places, then the stops in parts, so that no message grows with their
/// number.
/// </summary>
internal static class StopTrace
{
    private const int StopsInPart = 5000;

    /// <summary>The messages, of the kinds <c>places</c> and <c>stops</c>.</summary>
    public static IEnumerable<JsonObject> Messages(Stepper stepper)
    {
        var all = stepper.Recording.All();
        var stops = all.Select(RecordedStop.Read);
        var places = stops.Select(stop => stop.Place).Distinct().OrderBy(place => place.Id).ToList();
        yield return new JsonObject
        {
            ["kind"] = "places",
            ["forgotten"] = stepper.Recording.Forgotten,
            ["leftOut"] = new JsonArray([.. stepper.LeftOut.Select(one => (JsonNode)$"line {one.Line}: {one.Why}")]),
            ["places"] = new JsonArray([.. places.Select(place => (JsonNode)new JsonArray(
                place.Id, place.Function.Source, place.Line, place.Function.Name, place.Kind.ToString().ToLowerInvariant(),
                new JsonArray([.. place.Values.Select(value => (JsonNode)value.Name)])))]),
        };
        // Threads are numbered in the order in which they come, so that the same cell gives the same table.
        var threads = new Dictionary<int, int>();
        foreach (var part in stops.Chunk(StopsInPart))
        {
            yield return new JsonObject
            {
                ["kind"] = "stops",
                ["stops"] = new JsonArray([.. part.Select(stop => (JsonNode)new JsonArray(
                    [stop.Place.Id, stop.Depth, Number(stop.Thread), .. stop.Values.Select(Text)]))]),
            };
        }

        int Number(int thread)
        {
            if (!threads.TryGetValue(thread, out var number)) threads[thread] = number = threads.Count + 1;
            return number;
        }
    }

    private static JsonNode Text(object? value) => value is KeptText kept ? kept.Text : VariableView.Line(value);
}
