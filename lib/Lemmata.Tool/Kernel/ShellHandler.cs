using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Lemmata.Session.Completion;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Kernel;

/// <summary>Answers shell requests with the C# session: execute, complete, inspect.</summary>
internal sealed class ShellHandler
{
    private readonly ThreadedSession session;
    private readonly Lazy<CodeAssist> assist; // The workspace behind it takes 0.2 s to make, which the first cell need not wait for.

    /// <summary>Answers from <paramref name="session"/>.</summary>
    public ShellHandler(ThreadedSession session)
    {
        this.session = session;
        assist = new Lazy<CodeAssist>(() => new CodeAssist(session.Cells.Host, () => session.Last));
    }

    /// <summary>The cells executed so far.</summary>
    public History History { get; } = new();

    /// <summary>Number of the last executed cell; replies that carry a count without executing repeat it.</summary>
    public int ExecutionCount { get; private set; }

    /// <summary>Executes a cell.</summary>
    /// <param name="request">Content of the execute_request.</param>
    /// <param name="publish">Publishes a message on iopub.</param>
    /// <param name="stop">Cancelled to interrupt the cell.</param>
    /// <returns>Content of the execute_reply.</returns>
    public async Task<JsonObject> ExecuteAsync(
        JsonObject request,
        Action<string, JsonObject> publish,
        CancellationToken stop)
    {
        var code = JupyterMessage.Text(request, "code");
        var silent = JupyterMessage.Flag(request, "silent", false);
        if (!silent && JupyterMessage.Flag(request, "store_history", true))
        {
            History.Add(++ExecutionCount, code);
        }
        if (!silent)
            publish("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = ExecutionCount });

        IOutputSink sink = new IopubSink(silent ? (_, _) => { } : publish, ExecutionCount);
        var outcome = await session.ExecuteAsync(code, sink, stop, $"cell {ExecutionCount}");

        var reply = outcome.Error is { } error ? IopubSink.ErrorContent(error) : [];
        reply["status"] = outcome.Error is null ? "ok" : "error";
        reply["execution_count"] = ExecutionCount;
        // A cell that failed leaves nothing to ask about.
        reply["user_expressions"] = outcome.Error is null ? await EvaluateAsync(request, stop) : new JsonObject();
        reply["payload"] = new JsonArray();
        return reply;
    }

    private async Task<JsonObject> EvaluateAsync(JsonObject request, CancellationToken stop)
    {
        var values = new JsonObject();
        foreach (var (name, expression) in request["user_expressions"] as JsonObject ?? [])
        {
            var sink = new ExpressionSink();
            await session.ExecuteAsync(expression.TextAt() ?? "", sink, stop, $"expression {name}");
            values[name] = sink.Entry;
        }

        return values;
    }

    /// <summary>Answers a complete_request.</summary>
    public async Task<JsonObject> CompleteAsync(JsonObject request)
    {
        var code = JupyterMessage.Text(request, "code");
        var cursor = new CursorOffset(code, JupyterMessage.Number(request, "cursor_pos", code.Length));
        var proposals = await assist.Value.CompleteAsync(
            code,
            cursor.Utf16,
            session.Options.Folder,
            CancellationToken.None);
        var (start, end) = (cursor.ToFrontEnd(proposals.Start), cursor.ToFrontEnd(proposals.End));
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. proposals.Items.Select(item => (JsonNode)item.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([
                    .. proposals.Items.Select(item =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["text"] = item.Text,
                                ["type"] = item.Kind,
                                ["signature"] = item.Signature,
                                ["documentation"] = item.Documentation,
                                ["start"] = start,
                                ["end"] = end,
                            }
                    ),
                ]),
            },
        };
    }

    /// <summary>Answers an inspect_request with signature and documentation.</summary>
    public async Task<JsonObject> InspectAsync(JsonObject request)
    {
        var code = JupyterMessage.Text(request, "code");
        var cursor = new CursorOffset(code, JupyterMessage.Number(request, "cursor_pos", code.Length));
        var found = await assist.Value.InspectAsync(code, cursor.Utf16, CancellationToken.None);
        var data = new JsonObject();
        if (found is var (signature, documentation))
        {
            data["text/plain"] = documentation.Length > 0 ? $"{signature}\n\n{documentation}" : signature;
            data["text/markdown"] = $"```csharp\n{signature}\n```\n\n{documentation}";
        }
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = data,
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>Answers an is_complete_request.</summary>
    public static JsonObject IsComplete(JsonObject request)
    {
        var (status, indent) = CodeAssist.IsComplete(JupyterMessage.Text(request, "code"));
        return new JsonObject { ["status"] = status, ["indent"] = indent };
    }
}
