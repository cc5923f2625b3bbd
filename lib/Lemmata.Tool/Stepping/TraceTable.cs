using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Reading;

namespace Lemmata.Tool.Stepping;

/// <summary>
/// The values at each stop of a cell as a table: a row for a stop, a column for each name, in the order in which the names
/// come. A session's messages fill it.
/// </summary>
internal sealed class TraceTable
{
    private static readonly string[] Fixed = ["stop", "cell", "line", "function", "at", "depth", "thread"];

    private readonly Dictionary<int, JsonArray> places = [];
    private readonly List<string> names = [];
    private readonly List<JsonArray> stops = [];

    /// <summary>How many stops came.</summary>
    public int Count => stops.Count;

    /// <summary>How many there were before them and were forgotten, since memory is bounded.</summary>
    public long Forgotten { get; private set; }

    /// <summary>What carries no stop, and why.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    /// <summary>Takes one message; false for other kinds.</summary>
    public bool Take(JsonObject message)
    {
        switch ((string?)message["kind"])
        {
            case "places":
                Forgotten = (long)message["forgotten"]!;
                LeftOut = [.. message["leftOut"]!.AsArray().Select(one => (string)one!)];
                foreach (var place in message["places"]!.AsArray().OfType<JsonArray>())
                {
                    places[(int)place[0]!] = place;
                    names.AddRange(Names(place).Where(name => !names.Contains(name)));
                }

                return true;
            case "stops":
                stops.AddRange(message["stops"]!.AsArray().OfType<JsonArray>());
                return true;
            default:
                return false;
        }
    }

    /// <summary>The table as CSV in UTF-8.</summary>
    public byte[] ToCsv()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Csv.Write(text, [.. Fixed, .. names]);
        foreach (var (index, stop) in stops.Index())
        {
            var place = places[(int)stop[0]!];
            var seen = Names(place).Zip(stop.Skip(3), (name, value) => (name, value: (string?)value)).ToList();
            Csv.Write(
                text,
                [
                    (Forgotten + index + 1).ToString(CultureInfo.InvariantCulture), (string)place[1]!, Text(place[2]),
                    (string)place[3]!, Text(place[4]), Text(stop[1]), Text(stop[2]),
                    // A name that stands at one stop twice is that of the inner variable, which comes later.
                    .. names.Select(name => seen.LastOrDefault(one => one.name == name).value ?? ""),
                ]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<string> Names(JsonArray place) => place[5]!.AsArray().Select(name => (string)name!);

    private static string Text(JsonNode? node) => node?.ToString() ?? "";
}
