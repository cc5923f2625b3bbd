using System.Text.Json.Nodes;

namespace Lemmata.Session.Stepping;

/// <summary>
/// The first stops of a cell with what a reader sees at each, for pages that walk through them: of each call only what
/// differs from its stop before. It follows the thread that the cell began on, and async functions wherever they go on.
/// </summary>
/// <param name="source">The cell; stops in functions of others are left out.</param>
/// <param name="mostSteps">How many stops are kept.</param>
internal sealed class CellWalk(string source, int mostSteps)
{
    private const int MostText = 400_000, MostPicture = 60_000;

    private readonly Lock gate = new();
    private readonly Dictionary<object, Call> calls = [];
    private readonly JsonArray named = [], steps = [];
    private StopRecorder? first;
    private int texts;

    /// <summary>Whether no more stops are kept.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Takes a stop that a thread has come to.</summary>
    /// <returns>Whether more are wanted.</returns>
    public bool Take(StopRecorder recorder, StopPlace place)
    {
        lock (gate)
        {
            if (IsFull || place.Function.Source != source) return !IsFull;
            first ??= recorder;
            if (recorder != first && !place.Function.IsAsync && !IsCell(recorder)) return true;
            if (steps.Count == mostSteps || texts > MostText)
            {
                IsFull = true;
                return false;
            }

            var call = CallOf(recorder, place);
            steps.Add((JsonNode)new JsonObject
            {
                ["call"] = call.Number, ["line"] = place.Line, ["values"] = Changes(call, recorder, place),
            });
            return true;
        }
    }

    /// <summary>
    /// The walk: <c>calls</c>, each with its function and depth; <c>steps</c>, each with its call, line and the values that
    /// differ from those of the call's step before, null for a variable that has gone; <c>cut</c> where the cell went on.
    /// Null where the cell came to no stop.
    /// </summary>
    public JsonObject? ToJson()
    {
        lock (gate)
        {
            return steps.Count == 0 ? null : new JsonObject
            {
                ["calls"] = named.DeepClone(), ["cut"] = IsFull, ["steps"] = steps.DeepClone(),
            };
        }
    }

    // The cell itself may come back on another thread behind an await.
    private static bool IsCell(StopRecorder recorder) => recorder is { Depth: 0, Frame: null };

    private Call CallOf(StopRecorder recorder, StopPlace place)
    {
        var key = recorder.Frame ?? (IsCell(recorder) ? this : (object)(recorder, recorder.Activation));
        if (calls.TryGetValue(key, out var known)) return known;
        named.Add((JsonNode)new JsonObject { ["function"] = place.Function.Name, ["depth"] = recorder.Depth });
        return calls[key] = new Call(named.Count - 1);
    }

    private JsonObject Changes(Call call, StopRecorder recorder, StopPlace place)
    {
        var changes = new JsonObject();
        foreach (var (index, value) in place.Values.Index())
        {
            var shown = WalkedValue.Of(recorder.Live(index), MostPicture);
            if (call.Seen.TryGetValue(value.Name, out var before) && before == shown.Exact) continue;
            call.Seen[value.Name] = shown.Exact;
            changes[value.Name] = shown.Json;
            texts += shown.Size;
        }

        // Where a function ends, only what it gives back is passed: the rest has not gone.
        if (place.Kind != StopKind.Statement) return changes;
        foreach (var gone in call.Seen.Keys.Except(place.Values.Select(value => value.Name)).Order(StringComparer.Ordinal).ToList())
        {
            call.Seen.Remove(gone);
            changes[gone] = null;
        }

        return changes;
    }

    private sealed record Call(int Number)
    {
        public Dictionary<string, string> Seen { get; } = new(StringComparer.Ordinal);
    }
}
