using System.Globalization;
using System.Text.Json.Nodes;
using Lemmata.Export.Markup;
using Lemmata.Export.Pages.Parts;
using Lemmata.Export.Prose;
using Lemmata.Notebooks;

namespace Lemmata.Export.Outputs;

/// <summary>
/// Reads the steps that a run has kept of a cell. Others may have written them: what is not as a run writes it is left
/// out, and what is long is cut.
/// </summary>
internal sealed class WalkReader
{
    private const int MostSteps = 500, MostNames = 60, MostText = 200, MostCells = 150;

    private readonly PageText page;
    private readonly List<string> names = [];
    private readonly List<(string Function, int Depth)> calls = [];
    private readonly List<Dictionary<string, WalkValue>> seen = [];

    private WalkReader(PageText page) => this.page = page;

    /// <summary>The walk; null where there is no step that could be shown.</summary>
    /// <param name="json">As a run stores it.</param>
    /// <param name="lines">How many lines the cell has.</param>
    /// <param name="page">The page, which gets its pictures.</param>
    public static Walk? Read(JsonObject json, int lines, PageText page)
    {
        var reader = new WalkReader(page);
        var walk = reader.Read(json, lines);
        if (walk is null) { page.Warn("the stored steps of this cell cannot be read; run the notebook again."); }
        return walk;
    }

    private Walk? Read(JsonObject json, int lines)
    {
        foreach (var call in (json["calls"] as JsonArray ?? []).OfType<JsonObject>())
        {
            calls.Add((Cut(call.TextAt("function") ?? ""), Number(call["depth"]) ?? 0));
            seen.Add([]);
        }

        var written = (json["steps"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        foreach (var name in written.SelectMany(step => step["values"] as JsonObject ?? []).Select(one => one.Key))
        {
            if (names.Count < MostNames && !names.Contains(name)) { names.Add(name); }
        }

        var above = names.ToDictionary(name => name, _ => WalkValue.Gone, StringComparer.Ordinal);
        var steps = new List<WalkStep>();
        foreach (var step in written.Take(MostSteps))
        {
            if (Number(step["line"]) is not { } line || line < 1 || line > lines) { continue; }
            if (Number(step["call"]) is not { } call || call < 0 || call >= calls.Count) { continue; }
            var changed = Changed(step["values"] as JsonObject ?? [], seen[call]);
            var values = names.Select(name =>
            {
                var now = seen[call].GetValueOrDefault(name, WalkValue.Gone) with { Mark = changed.GetValueOrDefault(name) };
                if (now == above[name]) { return null; }
                above[name] = now with { Mark = null };
                return now;
            }).ToList();
            steps.Add(new WalkStep(line, calls[call].Function is "cell" ? "" : calls[call].Function + Deep(calls[call].Depth), values));
        }

        var cut = json["cut"] is JsonValue went && went.TryGetValue(out bool on) && on || written.Count > MostSteps;
        return steps.Count == 0 ? null : new Walk(names, steps, cut, steps.Exists(step => step.Function != ""));
    }

    private Dictionary<string, string> Changed(JsonObject values, Dictionary<string, WalkValue> call)
    {
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            if (value is null) { call.Remove(name); }
            else if (Value(value) is { } read)
            {
                changed[name] = call.ContainsKey(name) ? "c" : "a";
                call[name] = read;
            }
        }

        return changed;
    }

    private WalkValue? Value(JsonNode node)
    {
        if ((node as JsonValue).TextAt() is { } plain) { return new WalkValue(Cut(plain), null); }
        if (node is not JsonObject rich) { return null; }
        var text = new WalkValue(Cut(rich.TextAt("text") ?? ""), null);
        if (rich["rows"] is JsonArray rows)
        {
            var cells = rows.OfType<JsonArray>().Select(row => (IReadOnlyList<string>)[
                .. row.Select(cell => Cut((cell as JsonValue).TextAt() ?? ""))]).ToList();
            return cells.Sum(row => row.Count) is > 0 and <= MostCells ? text with { Rows = cells } : text;
        }

        return rich.TextAt("svg") is { } svg && Svg.Read(svg) is { } drawing
            ? text with { Picture = Images.Tag(page, System.Text.Encoding.UTF8.GetBytes(drawing.ToFile()), "svg", text.Text) }
            : text;
    }

    private static string Deep(int depth) => depth > 1 ? string.Create(CultureInfo.InvariantCulture, $", {depth} deep") : "";

    private static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static string Cut(string text) => text.Length > MostText ? text[..MostText] + "…" : text;
}
