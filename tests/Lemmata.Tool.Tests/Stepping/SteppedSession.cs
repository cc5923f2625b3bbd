using System.Text.Json.Nodes;
using System.Threading.Channels;
using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Lemmata.Session.Stepping;
using Lemmata.Tool.Hosting;
using Lemmata.Tool.Stepping;

namespace Lemmata.Tool.Tests.Stepping;

/// <summary>A session that a test steps through as an editor does.</summary>
internal sealed class SteppedSession : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ThreadedSession session = new(new SessionOptions { AbandonAfter = TimeSpan.FromSeconds(30) });
    private readonly StopGate gate = new();
    private readonly StepHandler handler;
    private readonly Channel<StoppedThread> stops = Channel.CreateUnbounded<StoppedThread>();
    private CancellationTokenSource cell = new();

    public SteppedSession(bool records = true)
    {
        handler = new StepHandler(session, gate);
        gate.Stopped = stopped => stops.Writer.TryWrite(stopped);
        gate.Logged = (_, line, text) => Logs.Add($"{line}: {text}");
        handler.Stepper.Records = records;
    }

    public Stepper Stepper => handler.Stepper;

    public List<string> Logs { get; } = [];

    public RecordingSink Sink { get; private set; } = new();

    /// <summary>Runs a cell with stops.</summary>
    public Task<CellOutcome> RunAsync(string code, string source = "cell")
    {
        cell = new CancellationTokenSource();
        Sink = new RecordingSink();
        return session.ExecuteAsync(code, Sink, cell.Token, source, source);
    }

    public Task InterruptAsync() => cell.CancelAsync();

    /// <summary>Sets breakpoints: lines, or objects as messages carry them.</summary>
    public Task<JsonNode?> BreakAsync(params JsonNode[] breakpoints) => AskAsync("breakpoints", new JsonObject
    {
        ["source"] = "cell",
        ["breakpoints"] = new JsonArray([.. breakpoints.Select(one => one is JsonObject ? one : new JsonObject { ["line"] = one })]),
    });

    /// <summary>The next stop: why, and the line.</summary>
    public async Task<(string Reason, int Line)> StopAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var stopped = await stops.Reader.ReadAsync(patience.Token);
        return (stopped.Reason.ToString(), stopped.Place.Line);
    }

    public async Task<(string Reason, int Line)> GoAsync(string how)
    {
        await AskAsync(how);
        return await StopAsync();
    }

    public Task<JsonNode?> AskAsync(string how, JsonObject? more = null)
    {
        var question = more ?? [];
        question["what"] = "step";
        question["how"] = how;
        return handler.AnswerAsync(question);
    }

    /// <summary>The variables of a frame as "name=text", in their order.</summary>
    public async Task<string> ValuesAsync(int frame = 0) => Told(await AskAsync("values", new JsonObject { ["frame"] = frame }));

    public async Task<string?> EvaluateAsync(string code) =>
        (await AskAsync("evaluate", new JsonObject { ["code"] = code })).TextAt("text");

    /// <summary>The functions of the stack as "name:line", the innermost first.</summary>
    public async Task<string> StackAsync() => string.Join(' ', (await AskAsync("stack"))!.AsArray()
        .Select(frame => $"{frame.TextAt("name")}:{frame!["line"]}"));

    public static string Told(JsonNode? values) =>
        string.Join(' ', values!.AsArray().Select(value => $"{value.TextAt("name")}={value.TextAt("text")}"));

    public void Dispose() => session.Dispose();
}
