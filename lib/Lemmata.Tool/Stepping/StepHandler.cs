using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Editing;
using Lemmata.Session.Formatting;
using Lemmata.Session.Stepping;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Stepping;

/// <summary>
/// Answers what an editor asks of cells that it steps through. lib/vscode/README.md lists questions and answers.
/// </summary>
internal sealed class StepHandler
{
    private const int MostMembers = 200;

    private readonly ThreadedSession session;
    private readonly StopGate gate;
    private readonly List<object?> referred = [];
    private StoppedThread? referredAt;
    private List<RecordedAt> past = [];

    /// <summary>Answers for a session.</summary>
    public StepHandler(ThreadedSession session, StopGate gate)
    {
        (this.session, this.gate) = (session, gate);
        Stepper = session.Cells.StepWith(gate);
    }

    /// <summary>Decides where cells stop.</summary>
    public Stepper Stepper { get; }

    /// <summary>Answers a question whose <c>what</c> is "step" by its <c>how</c>.</summary>
    /// <exception cref="ArgumentException">It is not known, or nothing is stopped.</exception>
    public async Task<JsonNode?> AnswerAsync(JsonObject question) => question.TextAt("how") switch
    {
        "breakpoints" => SetBreakpoints(question),
        "exceptions" => SetExceptions(question),
        "continue" => Go(StepKind.Continue),
        "into" => Go(StepKind.Into),
        "over" => Go(StepKind.Over),
        "out" => Go(StepKind.Out),
        "to" => GoTo(question),
        "pause" => Pause(),
        "stack" => Stack(),
        "values" => await ValuesAsync(Number(question, "frame")).ConfigureAwait(false),
        "variables" => await CellVariablesAsync().ConfigureAwait(false),
        "members" => await MembersAsync(Number(question, "ref")).ConfigureAwait(false),
        "show" => await ShowAsync(Number(question, "ref")).ConfigureAwait(false),
        "evaluate" => await EvaluateAsync(question.TextAt("code") ?? "", Number(question, "frame")).ConfigureAwait(false),
        "set" => await SetAsync(question.TextAt("name") ?? "", question.TextAt("value") ?? "").ConfigureAwait(false),
        "past" => Past(Number(question, "back")),
        "end" => End(),
        "leftOut" => new JsonArray([.. Stepper.LeftOut.Select(one => (JsonNode)new JsonObject
        {
            ["line"] = one.Line, ["why"] = one.Why,
        })]),
        var other => throw new ArgumentException($"there is no step \"{other}\""),
    };

    private StoppedThread Here => gate.Current ?? throw new ArgumentException("no cell is stopped");

    private static int Number(JsonObject question, string name) => question[name] is JsonValue value
        && value.TryGetValue(out int number) ? number : 0;

    private JsonArray SetBreakpoints(JsonObject question)
    {
        var source = question.TextAt("source") ?? throw new ArgumentException("breakpoints need a \"source\"");
        var all = (question["breakpoints"] as JsonArray ?? []).OfType<JsonObject>().Select(asked => new Breakpoint
        {
            Line = Number(asked, "line"), Condition = asked.TextAt("condition") ?? "", Hits = asked.TextAt("hits") ?? "",
            Log = asked.TextAt("log") ?? "",
        }).ToList();
        Stepper.SetBreakpoints(source, all);
        return Json(all);
    }

    /// <summary>Breakpoints as messages tell them; <c>at</c> is null where no code with stops is there yet.</summary>
    public static JsonArray Json(IEnumerable<Breakpoint> breakpoints) => new([
        .. breakpoints.Where(one => !one.IsOnce).Select(one => (JsonNode)new JsonObject
        {
            ["line"] = one.Line, ["at"] = one.Place?.Line, ["wrong"] = one.Wrong,
        })]);

    private JsonNode? SetExceptions(JsonObject question)
    {
        Stepper.Catches = question.TextAt("which") switch
        {
            null or "none" => Catches.None,
            "unhandled" => Catches.Unhandled,
            "thrown" => Catches.Thrown,
            var other => throw new ArgumentException($"\"which\" is none, unhandled or thrown, not \"{other}\""),
        };
        return null;
    }

    private JsonNode? Go(StepKind kind)
    {
        Stepper.Go(kind, Here);
        gate.Release();
        return null;
    }

    private JsonNode GoTo(JsonObject question)
    {
        var here = Here;
        var found = Stepper.RunTo(question.TextAt("source") ?? here.Place.Function.Source, Number(question, "line"));
        Stepper.Go(StepKind.Continue, here);
        gate.Release();
        return found;
    }

    private JsonNode? Pause()
    {
        Stepper.Pause();
        return null;
    }

    // Nobody looks any more: cells run as if they held no stops.
    private JsonNode? End()
    {
        Stepper.Forget();
        gate.Release();
        return null;
    }

    private JsonArray Stack() => new([
        .. Here.Frames.Select(frame => (JsonNode)new JsonObject
        {
            ["name"] = frame.Name, ["source"] = frame.Source, ["line"] = frame.Line,
        })]);

    private async Task<JsonNode?> ValuesAsync(int frame)
    {
        var here = Here;
        if (frame < 0 || frame >= here.Frames.Count) throw new ArgumentException($"there is no frame {frame}");
        if (frame == 0 && here.Frames[0].Place == here.Place)
        {
            var values = here.Place.Values.Select((value, index) => (value, Now: here.Recorder.Live(index))).ToList();
            return await WatchThread.RunAsync(session.Cells, () => new JsonArray([
                .. values.Select(one => (JsonNode)Summary(
                    one.value.Name, one.value.Type, one.Now, one.value.CanSet && here.CanSet))])).ConfigureAwait(false);
        }

        // What an outer function's variables were at its last stop; the objects themselves are not held.
        if (!here.Frames[frame].At.IsKept) return new JsonArray();
        var kept = RecordedStop.Read(here.Frames[frame].At);
        return new JsonArray([.. kept.Place.Values.Zip(kept.Values, (value, seen) => (JsonNode)Kept(value, seen))]);
    }

    private Task<JsonArray> CellVariablesAsync()
    {
        var piece = Here.Place.Piece;
        return WatchThread.RunAsync(session.Cells, () => new JsonArray([
            .. (piece?.Variables ?? []).Select(variable => (JsonNode)Summary(
                variable.Name, TypeNames.Of(variable.Type), variable.Value, canSet: false))]));
    }

    private Task<JsonArray> MembersAsync(int reference)
    {
        var value = Referred(reference);
        return WatchThread.RunAsync(session.Cells, () => new JsonArray([
            .. VariableMembers.Of(value, MostMembers).Select(member => (JsonNode)Summary(
                member.Name, member.Value is null ? "" : TypeNames.Of(member.Value.GetType()), member.Value, canSet: false))]));
    }

    private Task<JsonObject> ShowAsync(int reference)
    {
        var value = Referred(reference);
        return WatchThread.RunAsync(session.Cells, () =>
        {
            var bundle = ValueFormatter.Format(value);
            return new JsonObject { ["data"] = bundle.Data.DeepClone(), ["metadata"] = bundle.Metadata.DeepClone() };
        });
    }

    private async Task<JsonNode?> EvaluateAsync(string code, int frame)
    {
        var here = Here;
        if (frame > 0)
        {
            var kept = here.Frames.ElementAtOrDefault(frame)?.At is { IsKept: true } at ? RecordedStop.Read(at) : null;
            var index = kept?.Place.Values.ToList().FindIndex(value => value.Name == code.Trim()) ?? -1;
            return index >= 0
                ? Kept(kept!.Place.Values[index], kept.Values[index])
                : throw new ArgumentException("in an outer function only the names of its variables can be asked for");
        }

        var values = here.Place.Values.Select((_, index) => here.Recorder.Live(index)).ToArray();
        return await WatchThread.RunAsync(session.Cells, () =>
        {
            var answer = Stepper.Watches.Run(here.Place, values, code);
            if (answer.Error is { } error) throw new ArgumentException(error);
            if (here.CanSet)
                foreach (var (index, value) in answer.Changed) here.Recorder.Give(index, value);
            return Summary("", answer.Value is null ? "" : TypeNames.Of(answer.Value.GetType()), answer.Value, canSet: false);
        }).ConfigureAwait(false);
    }

    private Task<JsonNode?> SetAsync(string name, string value)
    {
        var here = Here;
        var found = here.Place.Values.FirstOrDefault(one => one.Name == name)
            ?? throw new ArgumentException($"there is no variable {name} here");
        return found.CanSet && here.CanSet
            ? EvaluateAsync($"@{name} = {value}", 0)
            : throw new ArgumentException($"{name} cannot be given another value here");
    }

    // Counted backwards from the newest: 0 is the stop that is looked at.
    private JsonNode? Past(int back)
    {
        if (back <= 0 || past.Count == 0) past = Stepper.Recording.All();
        var index = past.Count - 1 - Math.Max(0, back);
        if (index < 0) return null;
        var stop = RecordedStop.Read(past[index]);
        var before = Before(index, stop);
        return new JsonObject
        {
            ["source"] = stop.Place.Function.Source, ["line"] = stop.Place.Line, ["name"] = stop.Place.Function.Name,
            ["depth"] = stop.Depth, ["left"] = index, ["forgotten"] = Stepper.Recording.Forgotten,
            ["values"] = new JsonArray([
                .. stop.Place.Values.Zip(stop.Values, (value, seen) =>
                {
                    var node = Kept(value, seen);
                    node["changed"] = before.TryGetValue(value.Name, out var last) && !Equals(last, seen);
                    return (JsonNode)node;
                })]),
        };
    }

    // What the same call saw before, as far as the last thousand stops say.
    private Dictionary<string, object?> Before(int index, RecordedStop stop)
    {
        for (var at = index - 1; at >= Math.Max(0, index - 1000); at--)
        {
            var earlier = RecordedStop.Read(past[at]);
            if (earlier.Thread == stop.Thread && earlier.Depth < stop.Depth) break;
            if (earlier.Thread != stop.Thread || earlier.Depth != stop.Depth || earlier.Place.Function != stop.Place.Function) continue;
            return earlier.Place.Values.Zip(earlier.Values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        }

        return [];
    }

    private JsonObject Summary(string name, string type, object? value, bool canSet)
    {
        var summary = VariableView.Summary(new(name, value?.GetType() ?? typeof(object), value));
        return new JsonObject
        {
            ["name"] = name, ["type"] = type, ["text"] = summary.Text, ["size"] = summary.Size, ["canSet"] = canSet,
            ["ref"] = VariableMembers.Has(value) ? Refer(value) : 0,
        };
    }

    private static JsonObject Kept(StopValue value, object? seen) => new()
    {
        ["name"] = value.Name, ["type"] = value.Type, ["text"] = seen is KeptText text ? text.Text : VariableView.Line(seen),
        ["size"] = "", ["canSet"] = false, ["ref"] = 0,
    };

    private int Refer(object? value)
    {
        lock (referred)
        {
            if (referredAt != gate.Current)
            {
                referred.Clear();
                referredAt = gate.Current;
            }

            referred.Add(value);
            return referred.Count;
        }
    }

    private object? Referred(int reference)
    {
        lock (referred)
        {
            return reference > 0 && reference <= referred.Count && referredAt == gate.Current
                ? referred[reference - 1]
                : throw new ArgumentException("the cell has gone on since");
        }
    }
}
